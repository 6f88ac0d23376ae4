import Definitions
import Foundation
import Model
import Testing

/// Whatever stands in a file, reading it ends with findings whose places exist.
@Suite struct HostileTextTests {
    @Test func mutatedDefinitionsAreReadOrRefused() {
        var random = SplitMix(state: 2026)
        let sound = [Self.report, Self.ledger, MetricManifestTests.sound, WorkedExampleTests.sound]
        let pieces = [
            ":", "\n", "  ", "\t", "- ", "{", "}", "[", "]", "\"", "'", "#", "|", ">", "&a ", "*a", "!!x ", "%", "~", "null",
            "\u{0}", "é", "\u{2028}", "\r", "---\n", "? ", "<<: ", "0x1F", "1e3", "NaN", "-", "9999999999999999999999999999999999999999",
        ]
        for round in 0..<(ProcessInfo.processInfo.environment["COUNTBACK_SOAK"] == "1" ? 10_000 : 400) {
            var letters = Array(sound[round % sound.count].unicodeScalars)
            for _ in 0..<(1 + Int(random.next() % 3)) {
                let at = Int(random.next() % UInt64(letters.count))
                let piece = pieces[Int(random.next() % UInt64(pieces.count))].unicodeScalars
                switch random.next() % 3 {
                case 0: letters.insert(contentsOf: piece, at: at)
                case 1: letters.removeSubrange(at..<min(letters.count, at + 1 + Int(random.next() % 12)))
                default: letters[at] = piece.first ?? " "
                }
            }
            var mutated = String.UnicodeScalarView()
            mutated.append(contentsOf: letters)
            check(String(mutated))
        }
    }

    @Test(arguments: [
        String(repeating: "[", count: 20_000), String(repeating: "- ", count: 3_000) + "x",
        String(repeating: "{a: ", count: 5_000), String(repeating: "a:\n ", count: 500), "report: *nothing", "&a [*a]",
        "? [a, b]\n: c", "{report: r, report: s}", "\u{0}", "report: !!binary zzz", "%YAML 9.9\n---\na: b", "...", "--- |\n x",
        "report: r\nreport: r\nreport: r", "a: &a {}\n<<: *a",
    ])
    func oddDocuments(text: String) { check(text) }

    /// Nine values of nine of nine …: a few lines that would expand to a thousand million values.
    @Test func aliasesThatExpandWithoutEnd() {
        var lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
        for level in 1...9 { lines.append("a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]") }
        let reading = ReportDefinition.read(text(lines.joined(separator: "\n")))
        #expect(
            reading.findings.map(\.description) == [
                "file.yaml: error: the file holds more than 200000 values [too-large]\n  write less of it with aliases"
            ])
    }

    private func check(_ written: String) {
        let source = text(written)
        let lines = source.text.split(omittingEmptySubsequences: false) { $0.isNewline }.count
        var findings = ReportDefinition.read(source).findings
        findings += LedgerDefinition.read(source).findings
        findings += MetricManifest.read(source).findings
        findings += WorkedExample.read(source, metric: "m").findings
        for finding in findings {
            guard let line = finding.place?.line else { continue }
            #expect((1...max(1, lines)).contains(line) && (finding.place?.column ?? 0) >= 1, "\(finding)")
        }
        // None of the four can be the other.
        #expect(findings.contains { $0.severity == .error })
    }

    static let report = """
        report: weekly
        ledger: l.yaml
        as_of: last_friday
        calendar: { by: country, default: NO }
        group_by: [geo, country]
        filter: { entity: ["1000", 2000], country: NO }
        trend: { every: week, points: 13 }
        metrics:
          - dso: { window: 90, target: 45 }
          - aged_debt:
              ranges: [30, 60, 010]
              target: { overdue_share: 15%, total: 1000.50 }
        severities: { no-due-date: error }
        """

    static let ledger = """
        ledger: emea
        calendars: { ES: { weekend: [sat, sunday] } }
        tolerance: { rows: 10, amount: { EUR: 5.00 } }
        sources:
          items:
            file: fbl5n_*.csv
            format: { delimiter: ";", decimal: ",", thousands: ".", dates: "%d.%m.%Y", skip: 3 }
            columns:
              item_id: [Company Code, Document Number]
              kind: { from: Document Type, map: { RV: invoice }, default: adjustment }
              posted_on: Posting Date
              due_on: { first_of: [Net due date, Baseline date] }
              amount: { sql: '"Debit" || "Credit"' }
              level: { from: Level, type: integer }
            control: { rows: 182344, amount: { EUR: -12890221.17 } }
        """
}

/// A small generator with a fixed start, so that a failure comes again.
struct SplitMix {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
