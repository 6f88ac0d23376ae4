import Foundation
import Model
import Rendering
import Testing

@Suite struct ManifestTests {
    private var run: RunManifest {
        let day = CivilDate(year: 2026, month: 11, day: 20) ?? CivilDate(daysSinceEpoch: 0)
        // SHA-256 of no bytes and of "abc": FIPS 180-4 examples.
        let abc = FileHash.of(bytes: Array("abc".utf8))
        return RunManifest(
            report: "weekly", asOf: day, currency: "EUR", engine: "duckdb",
            versions: ["duckdb": "1.5.5", "countback": "0.1.0"],
            definitions: [HashedFile(path: "weekly.yaml", hash: abc)],
            sources: [SourceFile(relation: "items", path: "items.csv", hash: abc, read: 3, loaded: 2, rejected: 1)],
            controls: [
                ControlResult(
                    relation: "items", currency: "EUR", stated: ExactDecimal(unscaled: 1000, scale: 2),
                    found: ExactDecimal(unscaled: 999, scale: 2))
            ],
            checks: [
                CheckResult(
                    metric: "aged_debt", title: "buckets add up", node: ["EMEA"], asOf: day, holds: true,
                    left: ExactDecimal(unscaled: 150, scale: 2), right: ExactDecimal(unscaled: 150, scale: 2))
            ],
            dataChecks: [
                DataCheckOutcome(
                    id: "no-due-date", subject: "Ledger", title: "Items without a due date", severity: .warning, state: .found(2),
                    amounts: ["EUR": ExactDecimal(unscaled: 400, scale: 2)], place: "ledger.yaml:6", remedy: "Map it."),
                DataCheckOutcome(id: "tie-out", subject: "Ledger", title: "Open amounts tie out", severity: .warning, state: .fine),
                DataCheckOutcome(id: "stale-rate", subject: "Rates", title: "Old rates", severity: .info, state: .notMade("no rates")),
            ],
            findings: [
                Finding(
                    "rejected-rows", .warning, "1 row of \"items\" could not be read\nsee rejects.csv",
                    place: Place(file: "items.csv", line: 4), remedy: nil, count: 1)
            ])
    }

    private var figures: [Figure] {
        let day = CivilDate(year: 2026, month: 11, day: 20) ?? CivilDate(daysSinceEpoch: 0)
        return [
            Figure(
                metric: "dso", valueID: "countback", node: [], asOf: day,
                value: ExactDecimal(unscaled: 16633, scale: 2), unit: .days, target: ExactDecimal(45), status: .missed),
            Figure(
                metric: "dso", valueID: "countback", node: ["EMEA", "ES"], asOf: day, value: nil, unit: .days,
                reason: "more than 396 days"),
        ]
    }

    private var outputs: [HashedFile] {
        [HashedFile(path: "csv/scorecard.csv", hash: FileHash.of(bytes: []))]
    }

    private func text() -> String {
        var all: [UInt8] = []
        ManifestFile.write(run, values: figures) { all += $0 }
        ManifestFile.end(outputs: outputs) { all += $0 }
        return String(decoding: all, as: UTF8.self)
    }

    @Test func exactText() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(
            text() == """
                {
                  "report": "weekly",
                  "as_of": "2026-11-20",
                  "currency": "EUR",
                  "engine": "duckdb",
                  "versions": {"countback": "0.1.0", "duckdb": "1.5.5"},
                  "definitions": [
                    {"path": "weekly.yaml", "sha256": "\(abc)"}
                  ],
                  "plugins": [],
                  "sources": [
                    {"relation": "items", "path": "items.csv", "sha256": "\(abc)", "bytes": 3, "read": 3, "loaded": 2, \
                "rejected": 1, "first_day": null, "last_day": null, "control_totals": [{"of": "amount", "at": null, "currency": "EUR", "stated": "10.00", \
                "found": "9.99", "holds": false}]}
                  ],
                  "values": [
                    {"metric": "dso", "value_id": "countback", "node": [], "as_of": "2026-11-20", "value": "166.33", \
                "unit": "days", "target": "45", "status": "missed", "reason": null},
                    {"metric": "dso", "value_id": "countback", "node": ["EMEA", "ES"], "as_of": "2026-11-20", \
                "value": null, "unit": "days", "target": null, "status": null, "reason": "more than 396 days"}
                  ],
                  "checks": [
                    {"metric": "aged_debt", "title": "buckets add up", "node": ["EMEA"], "as_of": "2026-11-20", \
                "holds": true, "left": "1.50", "right": "1.50"}
                  ],
                  "data_checks": [
                    {"id": "no-due-date", "severity": "warning", "subject": "Ledger", "title": "Items without a due date", \
                "holds": false, "count": 2, "amounts": {"EUR": "4.00"}, "place": "ledger.yaml:6", "reason": null},
                    {"id": "tie-out", "severity": "warning", "subject": "Ledger", "title": "Open amounts tie out", \
                "holds": true, "count": 0, "amounts": {}, "place": null, "reason": null},
                    {"id": "stale-rate", "severity": "info", "subject": "Rates", "title": "Old rates", "holds": null, \
                "count": 0, "amounts": {}, "place": null, "reason": "no rates"}
                  ],
                  "findings": [
                    {"id": "rejected-rows", "severity": "warning", "message": "1 row of \\"items\\" could not be \
                read\\nsee rejects.csv", "remedy": null, "place": {"file": "items.csv", "line": 4, "column": null}, \
                "count": 1, "node": null, "amounts": {}, "examples": []}
                  ],
                  "outputs": [
                    {"path": "csv/scorecard.csv", "sha256": "\(nothing)", "bytes": 0}
                  ]
                }

                """)
    }

    @Test func anyTextIsReadBackByAnotherReader() throws {
        var hostile = run
        hostile.report = "a\"\\\u{0}\u{1F}\u{7F}\u{2028}é😀</script>"
        let node = ["\u{2029}\u{2027}\u{202A}", "₀â\u{80}", "\t\r\n", ""]
        let figure = Figure(
            metric: "dso", valueID: "dso", node: node, asOf: run.asOf, value: nil, unit: .days, reason: "\"\u{1}")
        var all: [UInt8] = []
        ManifestFile.write(hostile, values: [figure]) { all += $0 }
        ManifestFile.end(outputs: outputs) { all += $0 }
        let read = try JSONSerialization.jsonObject(with: Data(all)) as? [String: Any]
        #expect(read?["report"] as? String == hostile.report)
        let values = read?["values"] as? [[String: Any]]
        #expect(values?.first?["node"] as? [String] == node)
        #expect(values?.first?["reason"] as? String == "\"\u{1}")
        let text = String(decoding: all, as: UTF8.self)
        #expect(text.contains(#"["\u2029\#u{2027}\#u{202A}", "₀â\#u{80}", "\t\r\n", ""]"#))
        #expect(text.contains(#"a\"\\\u0000\u001f\u007f\u2028é😀</script>"#))
        #expect(
            read?.keys.sorted() == [
                "as_of", "checks", "currency", "data_checks", "definitions", "engine", "findings", "outputs", "plugins", "report",
                "sources", "values", "versions",
            ])
    }

    /// Lines don't depend on what came before them, in whatever order figures come.
    @Test func everyFigureIsWrittenAsIfAlone() {
        var all: [Figure] = []
        for (index, node) in [[], ["EMEA"], ["EMEA", "ES"], ["EMEA"], ["APAC"], [], ["EMEA"]].enumerated() {
            for value in ["dso", "simple"] {
                all.append(
                    Figure(
                        metric: index < 4 ? "dso" : "aged_debt", valueID: value, node: node, asOf: run.asOf - index % 3,
                        value: index == 2 ? nil : ExactDecimal(unscaled: Int128(index - 3), scale: index),
                        unit: index % 2 == 0 ? .days : .money,
                        target: index == 1 ? nil : ExactDecimal(unscaled: 450, scale: index % 2 + 1),
                        status: index < 3 ? .met : nil, reason: index == 2 ? "none \(value)" : nil))
            }
        }
        func lines(_ figures: [Figure]) -> [String] {
            var bytes: [UInt8] = []
            ManifestFile.write(run, values: figures) { bytes += $0 }
            return String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { $0.contains("\"value_id\"") }
                .map { $0.hasSuffix(",") ? String($0.dropLast()) : String($0) }
        }
        for figures in [all, all.reversed(), all + all] {
            #expect(lines(figures) == figures.flatMap { lines([$0]) })
        }
        #expect(
            lines([all[13]]) == [
                #"    {"metric": "aged_debt", "value_id": "simple", "node": ["EMEA"], "as_of": "2026-11-20", "#
                    + #""value": "0.000003", "unit": "days", "target": "45.0", "status": null, "reason": null}"#
            ])
    }

    @Test func refusedRun() {
        let refusal = Refusal(.badData, Finding("missing-rate", .error, "no rate for JPY to EUR"))
        #expect(
            ManifestFile.refused(refusal) == """
                {
                  "exit": 65,
                  "findings": [
                    {"id": "missing-rate", "severity": "error", "message": "no rate for JPY to EUR", "remedy": null, \
                "place": null, "count": null, "node": null, "amounts": {}, "examples": []}
                  ]
                }

                """)
    }

    /// A file's hash is that of its bytes, read in pieces or at once.
    @Test func hashOfAFile() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("hash-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let bytes = [UInt8](repeating: 7, count: 600_000)
        let file = try OutputFile.create(path)
        for start in stride(from: 0, to: bytes.count, by: 1000) { try file.write(bytes[start..<start + 1000]) }
        let written = try file.close()
        #expect(written == FileHash.of(bytes: bytes))
        #expect(try FileHash.of(path: path) == written)
        #expect(throws: Refusal.self) { try FileHash.of(path: path + ".none") }
    }
}
