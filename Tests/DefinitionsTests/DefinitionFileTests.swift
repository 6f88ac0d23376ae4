import Definitions
import Foundation
import Model
import Testing

@Suite struct DefinitionFileTests {
    @Test(arguments: [
        ("report: weekly\nledger: l.yaml\n", DefinitionFile.report), ("ledger: emea\n", .ledger), ("metric: dso\n", .metric),
        ("# comment\n---\n\"example\" : e\nledger: {}\nreport: {}\n", .example), ("\u{FEFF}report: r\n", .report),
        ("title: T\r\nreport: r\r\nledger: l\r\n", .report), ("titel: broken: [\nmetric: m\n", .metric),
        ("report: {}\nexample: e\n", .report),
    ])
    func kinds(text: String, kind: DefinitionFile) { #expect(DefinitionFile.kind(of: text) == kind) }

    @Test(arguments: ["", "hello", "  report: indented", "- report: r", "reports: r"])
    func noKind(text: String) { #expect(DefinitionFile.kind(of: text) == nil) }

    @Test func filesThatCannotBeRead() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("definitions-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data([0x72, 0xFC, 0x0A]).write(to: folder.appendingPathComponent("latin.yaml"))
        func refusal(_ name: String, _ place: Place? = nil) -> [String] {
            do {
                _ = try DefinitionText.load(folder.path + "/" + name, shown: name, namedAt: place)
                return []
            } catch {
                return ((error as? Refusal).map { ["exit \($0.exit.rawValue)"] + $0.findings.map(\.description) }) ?? []
            }
        }
        #expect(
            refusal("weekly.yaml") == [
                "exit 66",
                "error: there is no file \"weekly.yaml\" [missing-file]\n  check the path; it is read from the current folder",
            ])
        #expect(
            refusal("l.yaml", Place(file: "r.yaml", line: 2, column: 9, excerpt: "ledger: l.yaml")) == [
                "exit 66",
                """
                r.yaml:2:9: error: there is no file "l.yaml" [missing-file]
                    ledger: l.yaml
                            ^
                  check the path
                """,
            ])
        #expect(refusal("") == ["exit 66", "error: \"\" is a folder [unreadable-file]\n  name a file in it"])
        #expect(
            refusal("latin.yaml") == [
                "exit 78", "latin.yaml: error: the file is not UTF-8 text [not-utf8]\n  save it as UTF-8",
            ])
    }

    @Test(arguments: [
        ("a/./b/../c.yaml", "/x", "/x/a/c.yaml"), ("/a//b", "/x", "/a/b"), ("../../../c", "/x/y", "/c"), (".", "/x", "/x"),
    ])
    func paths(path: String, folder: String, expected: String) {
        #expect(FilePath.resolve(path, in: folder) == expected)
    }

    @Test func aByteOrderMarkAndWindowsLinesAreNothingSpecial() throws {
        let report = ReportDefinition.read(text("\u{FEFF}report: r\r\nledger: l.yaml\r\nmetrics:\r\n  - dso\r\nzone: X\r\n"))
        #expect(
            reported(report.findings) == [
                "5:7 bad-value: \"zone\" must be an IANA time zone, not \"X\" > write a name such as Europe/Madrid"
            ])
    }

    @Test func aDraftIsThereInSpiteOfErrors() {
        let reading = ReportDefinition.read(text("report: r\nledger: l.yaml\nmetrics: [dso]\nzone: X\n"))
        #expect(reading.value == nil)
        #expect(reading.draft?.ledgerPath == "/definitions/l.yaml")
    }

    @Test func spelling() {
        let metrics = ["dso", "aged_debt"]
        for name in ["dsoo", "DSO", "dos", "ds0"] { #expect(Spelling.closest(to: name, among: metrics) == "dso") }
        for name in ["aged-debt", "agde_debt", "aged", "aged_dbet"] {
            #expect(Spelling.closest(to: name, among: metrics) == "aged_debt")
        }
        for name in ["stock", "", "ags", "d"] { #expect(Spelling.closest(to: name, among: metrics) == nil) }
        #expect(Spelling.closest(to: "de", among: ["da", "den"]) == nil)
    }

    /// Two swapped letters are one edit, not two.
    @Test func distances() {
        #expect(Spelling.distance("dso", "dos") == 1)
        #expect(Spelling.distance("kitten", "sitting") == 3)
        #expect(Spelling.distance("", "abc") == 3)
    }
}
