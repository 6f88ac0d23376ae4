import DatabaseServers
import Model
import Testing

extension EngineConformance {
    /// What a fact set may give as a measure doesn't depend on what an engine calls it; through the program.
    @Suite struct MeasureTests {
        private static let refused = "escape/facts/debits.sql: error: the measure \"n\" of the fact set \"debits\" is"
        private static let cases: [(measure: String, says: String?)] = [
            ("NULL", nil), ("CAST(NULL AS varchar(10))", nil), ("SUM(amount / 3)", nil), ("SUM(SQRT(amount))", "\(refused) a binary number"),
            ("SUM(CAST(amount AS double precision))", "\(refused) a binary number"), ("MAX(customer_id)", "\(refused) text"),
        ]

        @Test(arguments: EngineQuirks.toTest) func isAnExactNumberOrNothing(_ engine: EngineQuirks) throws {
            let folder = try TemporaryFolder()
            try SandboxPlugin.write(into: folder, tables: [])
            // A run takes seconds there.
            for (measure, says) in Self.cases.enumerated().filter({ engine.name != .spark || $0.offset.isMultiple(of: 2) }).map(\.element) {
                try folder.write("SELECT as_of, scope, \(measure) AS n FROM open_items GROUP BY as_of, scope", to: "metrics/escape/facts/debits.sql")
                let ended = try Program.countback(
                    ["run", "report.yaml", "--quiet", "--engine", engine.name.rawValue], in: folder.path, environment: EngineQuirks.environment())
                #expect(ended.exit == (says == nil ? 0 : 78), "\(measure): \(ended.errors)")
                #expect(ended.errors.contains(says ?? ""), "\(measure): \(ended.errors)")
            }
        }

        /// What means something else there is refused there, with its place and what to write; and told of before.
        @Test(arguments: EngineQuirks.toTest) func whatIsUnlikeIsRefused(_ engine: EngineQuirks) throws {
            let folder = try TemporaryFolder()
            try SandboxPlugin.write(into: folder, tables: [])
            try folder.write(
                "SELECT as_of, scope,\n  SUM(LENGTH(regexp_replace(customer_id, 'C', 'cc'))) AS n\nFROM open_items GROUP BY as_of, scope", to: "metrics/escape/facts/debits.sql")
            let ended = try Program.countback(
                ["run", "report.yaml", "--quiet", "--engine", engine.name.rawValue], in: folder.path, environment: EngineQuirks.environment())
            let place = "escape/facts/debits.sql:2:14:"
            #expect(ended.exit == (engine.name == .duckdb ? 0 : 78), "\(ended.errors)")
            guard engine.name != .duckdb else { return }
            #expect(ended.errors.contains("\(place) error: regexp_replace doesn't mean the same on every engine [plugin-sql]"), "\(ended.errors)")
            let check = try Program.countback(["check", "metrics/escape/metric.yaml"], in: folder.path)
            #expect(check.exit == 0)
            #expect(check.errors.contains("\(place) info: on \(engine.name.rawValue) this would be refused: regexp_replace"), "\(check.errors)")
        }
    }
}
