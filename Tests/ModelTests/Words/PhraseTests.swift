import Model
import Testing

/// Texts with places: filled, and read back from what they say in English.
@Suite struct PhraseTests {
    private static let rows = "{count, plural, one {# row} other {# rows}} of {file}[[ ({names})]]"

    private func words(_ language: String, _ texts: [String: String] = [:], english: [String: String] = [:]) -> Words {
        let figures = ["figures.decimal_mark": ",", "figures.group_mark": ".", "figures.date": "dd.MM.yyyy", "figures.minus": "−"]
        return Words(language: language, texts: figures.merging(texts) { $1 }, english: english)
    }

    @Test func placesAndPluralsAreFilled() throws {
        let phrase = try #require(Phrase(Self.rows))
        let words = words("de")
        #expect(phrase.filled(["count": .count(1), "file": .text("a.csv")], words) == "1 row of a.csv")
        #expect(phrase.filled(["count": .count(1200), "file": .text("a.csv"), "names": .text("x, y")], words) == "1.200 rows of a.csv (x, y)")
        #expect(phrase.names == ["count", "file", "names"])
    }

    @Test(arguments: ["{count, plural, one {# row}}", "{count", "{count, colour}", "[[open", "{count, plural, one # other #}"])
    func whatCantBeReadIsNoPhrase(text: String) {
        #expect(Phrase(text) == nil)
    }

    /// Braces and brackets of a definition are themselves.
    @Test func otherBracesStandForThemselves() throws {
        let text = "add `calendars: { {calendar}: { weekend: [sat, sun] } }`"
        let phrase = try #require(Phrase(text))
        #expect(phrase.filled(["calendar": .text("ES")], words("de")) == "add `calendars: { ES: { weekend: [sat, sun] } }`")
    }

    @Test func valuesAreReadBack() throws {
        let phrase = try #require(Phrase(Self.rows))
        #expect(phrase.values(of: "1 row of a.csv") == ["count": .count(1), "file": .text("a.csv")])
        #expect(phrase.values(of: "12 rows of a b.csv (C1, C2)") == ["count": .count(12), "file": .text("a b.csv"), "names": .text("C1, C2")])
        #expect(phrase.values(of: "12 row of a.csv") == ["count": .count(12), "file": .text("a.csv")])
        #expect(phrase.values(of: "no rows of a.csv") == nil)
        #expect(phrase.values(of: "12 rows of ") == nil)
    }

    /// A name that holds what follows it in the text goes no further than it must, and no value is lost.
    @Test func textsTakeAsLittleAsTheyCan() throws {
        let phrase = try #require(Phrase("{a} to {b}, {n, number} on {day, date}"))
        let values = phrase.values(of: "A to B to C, -12.50 on 2026-11-20")
        #expect(values == ["a": .text("A"), "b": .text("B to C"), "n": .number(ExactDecimal(unscaled: -1250, scale: 2)), "day": .date(CivilDate(daysSinceEpoch: 20777))])
    }

    /// The value at two places must be the same.
    @Test func onePlaceHasOneValue() throws {
        let phrase = try #require(Phrase("{currency}: {open} {currency}"))
        #expect(phrase.values(of: "EUR: 5 EUR") == ["currency": .text("EUR"), "open": .text("5")])
        #expect(phrase.values(of: "EUR: 5 USD") == nil)
    }

    @Test func messagesAreSaidInTheLanguage() {
        let english = [
            "findings.late.1": "{count, plural, one {# item is} other {# items are}} late by {day, date}[[, {amounts, amounts}]]",
            "findings.late.2": "nothing is late",
        ]
        let german = ["findings.late.1": "{count, plural, one {# Posten ist} other {# Posten sind}} am {day} verspätet[[, {amounts}]]", "findings.late.2": "nichts ist verspätet"]
        let words = words("de", german, english: english)
        #expect(words.said("1 item is late by 2026-11-20", as: "findings.late") == "1 Posten ist am 20.11.2026 verspätet")
        #expect(
            words.said("1500 items are late by 2026-11-20, 1200.00 EUR, 30.000 KWD", as: "findings.late")
                == "1.500 Posten sind am 20.11.2026 verspätet, 1.200,00\u{A0}EUR, 30,000\u{A0}KWD")
        #expect(words.said("nothing is late", as: "findings.late") == "nichts ist verspätet")
        #expect(words.said("something else", as: "findings.late") == "something else")
    }

    /// Hebrew: latin names keep their order between marks, Hebrew ones need none.
    @Test func latinNamesAreIsolatedInHebrew() {
        let words = Words(language: "he", texts: ["direction": "rtl"], english: [:])
        #expect(words.isolated("a-1/2.csv") == "\u{200E}a-1/2.csv\u{200E}")
        #expect(words.isolated("חברה") == "חברה")
        #expect(words.isolated("1/2") == "\u{200E}1/2\u{200E}")
        #expect(words.isolated("181+") == "\u{200E}181+\u{200E}")
        #expect(words.isolated("12") == "12")
    }
}
