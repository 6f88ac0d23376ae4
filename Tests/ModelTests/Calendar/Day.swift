import Model
import Testing

/// A day as a test writes it: `try day("2026-11-20")`.
func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
