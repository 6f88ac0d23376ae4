import Foundation
import Metrics
import Model
import Testing

@testable import countback

/// Results as bytes and back, and bytes that are not what was written.
@Suite struct CacheCodingTests {
    private let project: Project
    private let results: Results

    /// Every kind of value that a result can hold, the extremes of each among them.
    init() throws {
        project = try Project.load(Program.root + "/Tests/Golden/two-countries/report.yaml", metricFolders: [])
        let days = [CivilDate(daysSinceEpoch: -719_162), CivilDate(daysSinceEpoch: 0), CivilDate(daysSinceEpoch: 2_932_896)]
        let tree = NodeTree(dimensions: ["country", "team"], scopes: [["ES", "A"], ["DE", "(none)"], ["DE", "é"], ["DE", "e\u{301}x"]])
        let decimals = [
            ExactDecimal(unscaled: 0, scale: 0), ExactDecimal(unscaled: 1230, scale: 2), ExactDecimal(unscaled: -1, scale: 126),
            ExactDecimal(unscaled: .max, scale: 38), ExactDecimal(unscaled: .min, scale: 0), ExactDecimal(unscaled: Int128(Int64.min), scale: 4),
            ExactDecimal(unscaled: Int128(Int64.max) + 1, scale: 127), ExactDecimal(unscaled: 5, scale: 300),
        ]
        let metrics = project.metrics.enumerated().map { index, metric in
            var grid = FigureGrid(values: metric.plugin.manifest.values, keyDates: days, nodeCount: tree.nodes.count, reason: "no row é")
            for position in 0..<Array(grid.entries).count where position % 3 != index % 3 {
                let value = position / (days.count * tree.nodes.count)
                let (date, node) = (position / tree.nodes.count % days.count, position % tree.nodes.count)
                var entry = FigureGrid.Entry(value: decimals[position % decimals.count])
                entry.status = [nil, .met, .near, .missed][position % 4]
                if position % 5 == 0 { entry.target = decimals[position % 7] }
                if position % 3 == 0 { entry.isPartial = true }
                if position % 2 == 0 { entry.previous = decimals[position % 6] }
                if position % 11 == 0 { entry = .init(value: nil, reason: position % 2 == 0 ? "" : "no row e\u{301}") }
                grid[value, date, node] = entry
            }
            let rows = ResultRows(
                fields: [
                    ColumnField("a", .text), ColumnField("b", .decimal(precision: 38, scale: 4)), ColumnField("c", .date),
                    ColumnField("d", .boolean), ColumnField("e", .int32), ColumnField("f", .int64), ColumnField("g", .double),
                    ColumnField("h", .null),
                ],
                rows: [
                    [.text("x"), .decimal(decimals[3]), .date(days[0]), .boolean(true), .integer(.min), .integer(.max), .double(-0.0), .null],
                    [.text(String(repeating: "ü\u{0}", count: 300)), .null, .null, .boolean(false), .integer(0), .integer(-1), .double(.infinity), .null],
                    [ScalarValue](repeating: .null, count: 8),
                ])
            var result = MetricResult(
                plugin: metric.plugin,
                parameters: [
                    "a": .integer(-90), "b": .decimal(decimals[1]), "c": .boolean(true), "d": .boolean(false), "e": .text("é"),
                    "f": .date(days[2]), "g": .dayRanges([30, 60], first: 1),
                ],
                grid: grid, tables: ["t": rows, "u": ResultRows(fields: [], rows: [])], details: ["d": DetailRows(rows: rows, total: 12_345)],
                checks: [
                    CheckOutcome(title: "adds up", tried: 7, failures: []),
                    CheckOutcome(
                        title: "holds", tried: 9,
                        failures: [.init(node: ["DE", "é"], asOf: days[1], left: decimals[1], right: decimals[3])]),
                ])
            result.inputs = rows
            result.facts = [FactRows(name: "sales", path: "facts/sales.sql", rows: rows, summedOver: ["reason", "ü"], total: 61)]
            return result
        }
        var made = Results(
            asOf: days[2], keyDates: days, currency: "EUR", tree: tree, metrics: metrics,
            sources: [SourceFile(relation: "items", path: "a b.csv", hash: ContentHash(sha256: "ab", bytes: 7), read: 5, loaded: 3, rejected: 2, skipped: 4)],
            controls: [
                ControlResult(relation: "items", currency: nil, stated: decimals[0], found: decimals[1]),
                ControlResult(relation: "items", currency: "EUR", stated: decimals[3], found: decimals[4]),
            ],
            rejects: [
                Reject(relation: "items", file: "a b.csv", line: 3, column: "amount", reason: "why", raw: "1,\"2\n"),
                Reject(relation: "items", file: "a b.csv", line: 4, column: nil, reason: "", raw: ""),
            ],
            findings: [
                Finding("a", .info, "one"),
                Finding(
                    "b", .warning, "two", place: Place(file: "f", line: 1, column: 2, excerpt: "x"), remedy: "do", count: -3,
                    node: ["DE"], amounts: ["EUR": decimals[1], "KWD": decimals[2]]),
                Finding("c", .error, "three", place: Place(file: "f"), count: 0, node: []),
            ],
            rejectCounts: [
                RejectCount(relation: "items", file: "a b.csv", column: "amount", reason: "no amount", count: 2),
                RejectCount(relation: "items", file: "a b.csv", column: nil, reason: "broken quoting", count: 0),
            ],
            dataChecks: [
                DataCheckOutcome(
                    id: "b", subject: "Ledger", title: "two", severity: .warning, state: .found(3), amounts: ["EUR": decimals[1]], place: "f:1",
                    remedy: "do"),
                DataCheckOutcome(id: "d", subject: "Rates", title: "four", severity: .info, state: .fine),
                DataCheckOutcome(id: "e", subject: "Targets", title: "five", severity: .error, state: .notMade("é")),
            ])
        made.sources[0].firstDay = days[0]
        made.sources[0].lastDay = days[2]
        made.controls[1].at = days[1]
        made.findings[0].examples = ["I1", "é"]
        results = made
    }

    private func encoded(_ results: Results) throws -> [UInt8] {
        try #require(ResultsCoding.encode(results, limit: CacheEntry.largest)).withBytes { Array($0) }
    }

    private func decoded(_ bytes: [UInt8]) throws -> Results {
        try bytes.withUnsafeBytes { try ResultsCoding.decode($0, metrics: project.metrics) }
    }

    @Test func comesBackAsItWas() throws {
        let bytes = try encoded(results)
        let back = try decoded(bytes)
        #expect(back.tree == results.tree)
        #expect(back.sources == results.sources && back.controls == results.controls)
        #expect(back.rejects == results.rejects && back.findings == results.findings)
        #expect(back.rejectCounts == results.rejectCounts && back.dataChecks == results.dataChecks)
        for (a, b) in zip(back.metrics, results.metrics) {
            #expect(a.plugin == b.plugin && a.parameters == b.parameters && a.grid == b.grid && a.checks == b.checks)
            #expect(a.tables == b.tables && a.details.mapValues(\.rows) == b.details.mapValues(\.rows))
            #expect(a.details.mapValues(\.total) == b.details.mapValues(\.total))
        }
        #expect(back.metrics.count == results.metrics.count)
        // Equal is not enough: 1.50 is 1.5, and "é" is "e\u{301}". The same bytes again say that nothing is lost.
        #expect(try encoded(back) == bytes)
        #expect(Array(back.metrics[0].grid.entries.compactMap(\.reason)).contains { Array($0.utf8) == Array("no row e\u{301}".utf8) })
        #expect(back.tree.nodes.map { $0.path.map { Array($0.utf8) } } == results.tree.nodes.map { $0.path.map { Array($0.utf8) } })
    }

    /// Whoever adds a property to one of these must carry it in `ResultsCoding`, raise `CacheEntry.format`, and count again.
    @Test func everyPropertyIsCarried() throws {
        func properties(_ value: Any) -> Int { Mirror(reflecting: value).children.count }
        // The twelfth is whose part of a split it is: those are never kept.
        #expect(properties(results) == 12)
        #expect(properties(results.tree) == 3)
        #expect(properties(results.tree.nodes[0]) == 3)
        #expect(properties(results.metrics[0]) == 8)
        #expect(properties(results.metrics[0].facts[0]) == 5)
        #expect(properties(results.metrics[0].grid) == 4)
        #expect(properties(Array(results.metrics[0].grid.entries)[0]) == 6)
        #expect(properties(results.metrics[0].checks[1]) == 3)
        #expect(properties(results.metrics[0].checks[1].failures[0]) == 4)
        #expect(try properties(#require(results.metrics[0].details["d"])) == 2)
        #expect(try properties(#require(results.metrics[0].tables["t"])) == 2)
        // The third is what an ingest may say of a column; no result has it.
        #expect(try properties(#require(results.metrics[0].tables["t"]).fields[0]) == 3)
        #expect(properties(results.sources[0]) == 10)
        #expect(properties(results.sources[0].hash) == 2)
        #expect(properties(results.controls[0]) == 5)
        #expect(properties(results.rejects[0]) == 6)
        #expect(properties(results.findings[0]) == 9)
        #expect(try properties(#require(results.findings[1].place)) == 4)
        #expect(properties(results.rejectCounts[0]) == 5)
        #expect(properties(results.dataChecks[0]) == 8)
    }

    @Test func whatIsTooLargeIsNotKept() throws {
        let size = try encoded(results).count
        #expect(ResultsCoding.encode(results, limit: size) != nil)
        #expect(ResultsCoding.encode(results, limit: size - 1) == nil)
    }

    private func entry() throws -> [UInt8] {
        let stamp = FileStamp(size: 7, modified: 1, changed: -2, inode: .max, isSettled: true)
        let stamps = SourceStamps(sources: [.init(relation: "items", pattern: "/x/*", files: [.init(path: "/x/a", stamp: stamp, sha256: "ab")])])
        let entry = CacheEntry(key: CacheKey(text: "k"), engineVersion: "1.5", stamps: stamps, results: try encoded(results))
        let bytes = entry.encoded().withBytes { Array($0) }
        let back = try bytes.withUnsafeBytes { try CacheEntry($0, key: CacheKey(text: "k")) }
        #expect(back.stamps == stamps && back.engineVersion == "1.5" && back.results == entry.results)
        return bytes
    }

    private func isRefused(_ bytes: [UInt8], key: String = "k") -> Bool {
        bytes.withUnsafeBytes { (try? CacheEntry($0, key: CacheKey(text: key))) == nil }
    }

    @Test func anEntryThatIsNotWholeIsRefused() throws {
        let bytes = try entry()
        #expect(isRefused(bytes, key: "l"))
        #expect(isRefused(bytes + [0]))
        for end in [0, 1, 15, 16, 24, 32, 40] + Array(stride(from: 41, to: bytes.count, by: 997)) + [bytes.count - 1] {
            #expect(isRefused(Array(bytes[..<end])), "cut at \(end)")
        }
        for position in Array(0..<100) + Array(stride(from: 100, to: bytes.count, by: 499)) + [bytes.count - 1] {
            var changed = bytes
            changed[position] ^= 1 << (position % 8)
            #expect(isRefused(changed), "bit of \(position)")
        }
        #expect(isRefused([UInt8](repeating: 0, count: bytes.count)))
    }

    /// Even behind a right hash, nothing that is read may end the program.
    @Test func wrongBytesNeverTrap() throws {
        let bytes = try encoded(results)
        for end in stride(from: 0, to: bytes.count, by: 61) {
            #expect(throws: CacheDamage.self) { try decoded(Array(bytes[..<end])) }
        }
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                changed[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = try? decoded(changed)
        }
    }

    @Test func numbersOfAnySize() throws {
        let naturals: [UInt64] = [0, 1, 127, 128, 16_383, 16_384, UInt64(Int64.max), .max]
        let integers: [Int64] = [0, -1, 63, -64, 64, .min, .max]
        let writer = ByteWriter()
        for value in naturals { writer.natural(value) }
        for value in integers { writer.integer(value) }
        let bytes = writer.withBytes { Array($0) }
        let (read, signed, rest) = try bytes.withUnsafeBytes { bytes in
            var reader = ByteReader(bytes)
            return (try naturals.map { _ in try reader.natural64() }, try integers.map { _ in try reader.integer64() }, reader.remaining)
        }
        #expect(read == naturals && signed == integers && rest == 0)
        for bytes: [UInt8] in [[0x80], [UInt8](repeating: 0xFF, count: 9) + [2], [UInt8](repeating: 0x80, count: 11)] {
            bytes.withUnsafeBytes { raw in
                var reader = ByteReader(raw)
                #expect(throws: CacheDamage.self) { try reader.natural64() }
            }
        }
    }
}
