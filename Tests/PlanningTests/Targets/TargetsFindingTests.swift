import Model
import Planning
import Testing

/// What is wrong with rows of `targets`: each with its place and remedy, all at once.
@Suite struct TargetsFindingTests {
    @Test func everythingWrongAtOnce() throws {
        let rows = [
            try target("1", "2026-01-01", "2026-12-31", metric: "dsoo", line: 2),
            try target("1", "2026-01-01", "2026-12-31", metric: "dso", measure: "countbak", line: 3),
            try target("1", "2026-01-01", "2026-12-31", metric: "dso", level: "contry", member: "DE", line: 4),
            try target("1", "2026-01-01", "2026-12-31", metric: "dso", level: "geo", member: "EMAE", line: 5),
            try target("1", "2026-01-01", "2026-12-31", metric: "dso", level: "geo", member: "EMAE", line: 6),
            try target("1", "2026-12-31", "2026-12-30", metric: "dso", line: 7),
            try target("1", "2026-01-01", "2026-12-31", metric: "dso", level: "team", member: "T1", line: 8),
            // In no report of ours, whatever else is wrong with it.
            try target("1", "2026-12-31", "2026-01-01", metric: "aged_debt", level: "x", member: "y", measure: "z", line: 9),
        ]
        #expect(
            try TargetsWorld().findings(rows) == [
                """
                targets.csv:2: warning: there is no metric "dsoo", which targets name [unknown-target-metric]
                  did you mean "dso"?
                """,
                """
                targets.csv:3: warning: dso has no value "countbak", which targets name as measure [unknown-target-value]
                  did you mean "countback"?
                """,
                """
                targets.csv:4: warning: "contry", which targets name as level, is no dimension of the ledger [unknown-target-level]
                  did you mean "country"?
                """,
                """
                targets.csv:5: warning: no customer has the geo "EMAE", which targets name (targets.csv:5, targets.csv:6) [unknown-target-member]
                  did you mean "EMEA"?
                """,
                """
                targets.csv:8: error: the team "T1", which targets name, stands at 2 places: EMEA/DE/T1, EMEA/ES/T1 [ambiguous-target]
                  Write the path as member, such as EMEA/DE/T1.
                """,
                """
                targets.csv:7: error: the period of a target of dso ends on 2026-12-30, before it starts on 2026-12-31 [target-period]
                  Swap period_start and period_end, or mend the one that is wrong.
                """,
            ])
    }

    @Test func saysWhatThereIsWhereNothingIsClose() throws {
        let rows = [
            try target("1", "2026-01-01", "2026-12-31", metric: "zebra"),
            try target("1", "2026-01-01", "2026-12-31", measure: "zebra"),
            try target("1", "2026-01-01", "2026-12-31", level: "zebra", member: "x"),
            try target("1", "2026-01-01", "2026-12-31", member: "DE"), try april("1", "geo"), try april("1", "geo", "zebra"),
            try april("1", "segment", "Retial"), try april("1", "team", "EMEA/DE/T9"),
        ]
        let placed = try TargetsWorld().place(rows)
        #expect(
            placed.findings.map(\.remedy) == [
                "`countback metrics list` shows all metrics.", "Its values are attainment, collected.",
                "Its dimensions are collector, country, geo, segment, team; leave level empty for the whole.",
                "Write the member's dimension as level, such as country.",
                "Name the member; those without one are \"(none)\". Leave level empty too for the whole.",
                "Mend the member's name, or remove its targets.", "did you mean \"Retail\"?", "did you mean \"EMEA/DE/T1\"?",
            ])
        #expect(placed.findings[3].message == "targets name the member \"DE\" and no level")
    }

    /// Thirty unknown members are twenty findings and one for the rest.
    @Test func manyNamesAreNotCutSilently() throws {
        let rows = try (10..<40).flatMap { [try april("1", "geo", "unknown \($0)"), try april("1", "geo", "unknown \($0)")] }
        let findings = try TargetsWorld().place(rows).findings
        #expect(findings.count == 21)
        #expect(findings.last?.message == "the same holds for 10 more names, \"unknown 30\" to \"unknown 39\", in 20 rows")
        #expect(findings.compactMap(\.count).reduce(0, +) == 60)
    }

    @Test func equalPeriodsThatOverlap() throws {
        // 31 days each, by name and by path: both are EMEA/DE/T2's. The year around them is longer; another value's don't count.
        let rows = [
            try target("1", "2026-01-01", "2026-01-31", level: "team", member: "T2", line: 2),
            try target("1", "2026-01-31", "2026-03-02", level: "team", member: "EMEA/DE/T2", line: 3),
            try target("1", "2026-01-01", "2026-12-31", level: "team", member: "T2", line: 4),
            try target("1", "2026-01-01", "2026-01-31", level: "team", member: "T2", measure: "attainment", line: 5),
            try target("1", "2026-02-01", "2026-02-28", level: "team", member: "T2", line: 6),
            try target("1", "2026-03-01", "2026-03-28", level: "team", member: "T2", line: 7),
        ]
        #expect(
            try TargetsWorld().findings(rows) == [
                """
                targets.csv:3: error: two targets of collection_attainment for team T2 are for periods of the same length that overlap: \
                2026-01-01 to 2026-01-31 (targets.csv:2) and 2026-01-31 to 2026-03-02 (targets.csv:3) [overlapping-targets]
                  Remove one of the rows; where periods overlap the shorter one counts.
                """
            ])
    }

    @Test func aFilterLeavesTheWholesTargetsOut() throws {
        var world = TargetsWorld()
        world.filter = ["entity"]
        world.reach = { level, member in member == "FR" || member == "T9" ? .excluded : .unknown }
        // France, and a team of it, are outside the filter: nothing to say.
        let rows = [
            try april("100"), try april("60", "geo", "EMEA"), try april("5", "country", "FR"), try april("5", "team", "EMEA/FR/T9"),
            try april("5", "country", "EMEA/FR"), try april("5", "team", "T9"),
        ]
        #expect(
            try world.findings(rows) == [
                """
                targets.csv:2: info: targets for the whole ledger are not used, because the report is filtered by entity [unused-target-of-whole]
                  Set the target in the report definition, or give targets by level and member.
                """
            ])
        // The whole then has the sum of what is left, or what the definition says.
        let placed = try world.place(rows).targets
        let value = try #require(TargetsWorld.attainment.value("collected"))
        #expect(placed.plain(value, of: "collection_attainment", at: try world.dates).targets[0, 0] == ExactDecimal(60))
        world.definition = ["collection_attainment": ["collected": "70"]]
        #expect(try world.findings(rows).isEmpty)
    }

    @Test func daysByALevelThatTheReportHasNot() throws {
        var world = TargetsWorld()
        world.reach = { level, member in .node(level == "segment" ? 4 : 5) }
        let findings = try world.place([try year("40", "countback", "segment", "Retail"), try year("9", "cases", "segment", "Retail")]).findings
        #expect(findings.map(\.id) == ["unused-target-level"])
        #expect(findings.map(\.severity) == [.info])
        #expect(
            findings.first?.message
                == "targets of dso by segment are not used: the report isn't grouped by segment, and days and percents don't add up")
        // A country of the report that no figure is of needs no words.
        #expect(try world.place([try year("40", "countback", "country", "AT")]).findings.isEmpty)
    }

    @Test func numbersThatAreSlips() throws {
        var world = TargetsWorld()
        world.definition = ["dso": ["receivables": "99999999999999999999999999999999999999"]]
        #expect(try world.place([]).findings.map(\.id) == ["target-too-large"])
        world.definition = ["dso": ["receivables": "0.0000000000000000000000000000001"]]
        #expect(try world.place([]).findings.map(\.id) == ["target-too-large"])
        world.definition = ["dso": ["receivables": "-999999999999999999.9999999999"]]
        #expect(try world.place([]).findings.isEmpty)
    }
}
