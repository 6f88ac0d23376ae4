import Delivering
import Foundation
import Testing

/// What is found of others in a member's file, and what isn't taken for it.
@Suite struct ForeignWordsTests {
    /// 0 has Müller & Söhne and Nordwerk, 1 Söhne and Hijos; the whole comes to 1,234,567,890.12.
    private static let words: ForeignWords = {
        var (first, second, whole) = (ForeignWords.Own(), ForeignWords.Own(), ForeignWords.Own())
        first.names = ["Müller & Söhne", "Nordwerk", "DE", "EUR"]
        first.totals = [ForeignWords.digits("123456789.10")]
        second.names = ["Söhne", "Hijos y Cía.", "ES", "EUR", "KUNDE-7"]
        second.totals = [ForeignWords.digits("987654321.5")]
        whole.totals = [ForeignWords.digits("1234567890.12")]
        return ForeignWords([first, second], whole: whole)
    }()

    private func found(_ text: String, _ member: Int) -> [String] { Self.words.found(in: Array(text.utf8), member: member) }

    @Test func names() {
        #expect(found("a list of Nordwerk, Hijos y Cía. and KUNDE-7", 0) == ["Hijos y Cía", "KUNDE-7"])
        #expect(found("a list of Nordwerk, Hijos y Cía. and KUNDE-7", 1) == ["Nordwerk"])
        // Words of their own: not a part of another.
        #expect(found("Nordwerke; XKUNDE-7; KUNDE-77", 1) == [])
        // Söhne is 1's, but here it is the end of a name of 0's.
        #expect(found("Müller & Söhne", 0) == [])
        #expect(found("Huber & Söhne", 0) == ["Söhne"])
        // Too short to be told from other text.
        #expect(found("ES", 0) == [])
    }

    @Test(arguments: ["987,654,321.50", "987.654.321,5", "987\u{202F}654\u{202F}321,50", "987'654'321.500", "987654321.5", "-987654321.50"])
    func totals(_ written: String) {
        #expect(found("in all \(written) EUR", 0).count == 1)
        #expect(found("in all \(written) EUR", 1) == [])
    }

    @Test func theWholesTotalIsNobodys() {
        #expect(found("1,234,567,890.12", 0).count == 1 && found("1,234,567,890.12", 1).count == 1)
        // A part of a longer figure is another figure.
        #expect(found("19876543215", 0) == [])
        #expect(ForeignWords.digits("12345678.00") == "")
    }

    @Test func wordsOfOursAreNobodys() {
        let common = Self.words.common(in: Array("<b>Nordwerk</b>".utf8))
        #expect(Self.words.found(in: Array("Nordwerk".utf8), member: 1, common: common) == [])
    }

    /// Escapes are undone before a file is searched.
    @Test(arguments: [("page.html", "<td>Hijos y C&#237;a</td>"), ("manifest.json", "[\"Hijos y C\\u00EDa\"]"), ("list.csv", "\"x \"\"Hijos y Cía\"\"\"")])
    func escapes(_ name: String, _ text: String) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString)-\(name)").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try FileTexts.of(path).flatMap { Self.words.found(in: $0, member: 0) } == ["Hijos y Cía"])
    }
}
