import Definitions
import Model
import Testing

/// Numbers and days as the languages write them: after Unicode's CLDR, and for German DIN 5008.
@Suite struct WrittenFiguresTests {
    private func figures(_ language: String) throws -> WrittenFigures { try WordShelf.standard.words(language).figures }

    @Test(arguments: [
        ("en", "1,234,567.80", "999.5", "1,234", "−1,234.50", "15.34%"),
        ("de", "1.234.567,80", "999,5", "1.234", "−1.234,50", "15,34\u{A0}%"),
        ("es", "1.234.567,80", "999,5", "1234", "−1234,50", "15,34\u{A0}%"),
        ("fr", "1\u{202F}234\u{202F}567,80", "999,5", "1\u{202F}234", "−1\u{202F}234,50", "15,34\u{202F}%"),
        ("he", "1,234,567.80", "999.5", "1,234", "\u{200E}−1,234.50", "15.34%"),
    ])
    func numbers(language: String, large: String, small: String, four: String, negative: String, share: String) throws {
        let figures = try figures(language)
        #expect(figures.number(ExactDecimal(unscaled: 123_456_780, scale: 2)) == large)
        #expect(figures.number(ExactDecimal(unscaled: 9995, scale: 1)) == small)
        #expect(figures.number(ExactDecimal(1234)) == four)
        #expect(figures.number(ExactDecimal(unscaled: -123_450, scale: 2)) == negative)
        #expect(figures.percent(ExactDecimal(unscaled: 1534, scale: 4)) == share)
    }

    @Test(arguments: [
        ("en", "3 Mar 2026", "3 Mar"), ("de", "03.03.2026", "3. März"), ("es", "03/03/2026", "3 mar"),
        ("fr", "03/03/2026", "3 mars"), ("he", "03.03.2026", "\u{200F}3 במרץ"),
    ])
    func days(language: String, long: String, short: String) throws {
        let figures = try figures(language)
        let day = try #require(CivilDate(year: 2026, month: 3, day: 3))
        #expect(figures.day(day) == long)
        #expect(figures.dayAndMonth(day) == short)
        #expect(figures.months.count == 12)
    }
}
