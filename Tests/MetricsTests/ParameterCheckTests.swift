import Definitions
import Metrics
import Model
import Testing

@Suite struct ParameterCheckTests {
    /// What a report's line `m: { <settings> }` leads to.
    private func check(_ settings: String) throws -> Reading<[String: ParameterValue]> {
        let definition = "report: r\nledger: l\nmetrics:\n  - m: { \(settings) }\n"
        let report = try ReportDefinition.read(DefinitionText(definition, path: "/r.yaml", shown: "r.yaml")).get()
        let manifest = MetricManifest.read(DefinitionText(PluginFiles.manifest("m"), path: "/m.yaml"))
        return report.metrics[0].check(against: try manifest.get())
    }

    private static let defaults: [String: ParameterValue] = [
        "window": .integer(90), "ranges": .dayRanges([30, 60], first: 1), "cut": .decimal(ExactDecimal("0.05")!),
        "since": .date(CivilDate("2026-01-01")!), "net": .boolean(true), "from": .text("due_on"), "label": .text("none"),
    ]

    @Test func defaults() throws { #expect(try check("").get() == Self.defaults) }

    @Test func everyType() throws {
        let settings =
            "window: 30, ranges: [10, 020], cut: 12.5%, since: 2026-02-28, net: false, from: posted_on, label: NO, target: { share: 15% }"
        #expect(
            try check(settings).get() == [
                "window": .integer(30), "ranges": .dayRanges([10, 20], first: 1), "cut": .decimal(ExactDecimal("0.125")!),
                "since": .date(CivilDate("2026-02-28")!), "net": .boolean(false), "from": .text("posted_on"),
                "label": .text("NO"),
            ])
    }

    @Test(arguments: [
        ("window: 0", "\"window\" must be a whole number from 1 to 3660, not \"0\""),
        ("window: 90.5", "\"window\" must be a whole number from 1 to 3660, not \"90.5\""),
        ("window: [90]", "\"window\" must be a single value, not \"90\""),
        ("window: 99999999999999999999", "\"window\" must be a whole number from 1 to 3660, not \"99999999999999999999\""),
        ("ranges: [30, 60, 60]", "\"ranges\" is 30, 60, 60: each bound must be greater than the one before"),
        ("ranges: [60, 30]", "\"ranges\" is 60, 30: each bound must be greater than the one before"),
        ("ranges: [0, 30]", "\"ranges\" must be a list of whole numbers from 1 to 36500, not \"0\""),
        ("ranges: [30, x]", "\"ranges\" must be a list of whole numbers from 1 to 36500, not \"x\""),
        ("ranges: 30", "\"ranges\" must be a list of days such as [30, 60, 90], not \"30\""),
        ("ranges: []", "\"ranges\" must be a list of days such as [30, 60, 90], not \"\""),
        ("cut: 2", "\"cut\" must be a number from 0 to 1, not \"2\""),
        ("cut: half", "\"cut\" must be a number from 0 to 1, not \"half\""),
        ("since: 28.02.2026", "\"since\" must be a date such as 2026-11-20, not \"28.02.2026\""),
        ("net: yes", "\"net\" must be true or false, not \"yes\""),
        ("from: due", "\"from\" can't be \"due\""),
        ("windw: 30", "\"m\" has no parameter \"windw\""),
        ("target: { shar: 15% }", "\"m\" has no value \"shar\" to set a target for"),
        ("target: { share: 15 }", "a target of 15 for the share \"share\" is 1500 %"),
    ])
    func mistakes(settings: String, message: String) throws {
        let reading = try check(settings)
        #expect(reading.findings.map(\.message) == [message])
        #expect(reading.findings.first?.place?.line == 4)
        #expect(reading.value == nil)
    }

    @Test func severalAtOnceWithTheirPlaces() throws {
        let reading = try check("windw: 30, ranges: [30, 30], target: { share: 15 }")
        #expect(
            reading.findings.map(\.description) == [
                """
                r.yaml:4:17: error: "m" has no parameter "windw" [unknown-parameter]
                      - m: { windw: 30, ranges: [30, 30], target: { share: 15 } }
                                    ^
                  did you mean "window"?
                """,
                """
                r.yaml:4:29: error: "ranges" is 30, 30: each bound must be greater than the one before [not-rising]
                      - m: { windw: 30, ranges: [30, 30], target: { share: 15 } }
                                                ^
                  write rising upper bounds in days, such as [30, 60, 90]
                """,
                """
                r.yaml:4:56: error: a target of 15 for the share "share" is 1500 % [percent-target]
                      - m: { windw: 30, ranges: [30, 30], target: { share: 15 } }
                                                                           ^
                  did you mean 15%?
                """,
            ])
    }
}
