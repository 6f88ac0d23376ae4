import Model
import Planning
import Testing

/// Targets by a level that the report isn't grouped by add to the node that holds all the member's customers.
@Suite struct TargetsLevelTests {
    private func months(_ world: TargetsWorld, _ rows: [TargetRow]) throws -> (lines: [String], findings: [String]) {
        let (lines, findings) = try world.windowed(rows)
        return (lines.filter { $0.contains(" month ") }, findings.map(\.message))
    }

    /// Retail stands in DE and ES, so in EMEA; Public only in DE; Export everywhere. 30 + 20 for EMEA, 10 more for the whole.
    @Test func addToTheNodeThatHoldsThem() throws {
        var world = TargetsWorld()
        world.reach = { _, member in .node(member == "Retail" ? 4 : member == "Public" ? 5 : 0) }
        let rows = [try april("30", "segment", "Retail"), try april("20", "segment", "Public"), try april("10", "segment", "Export")]
        let (lines, findings) = try months(world, rows)
        #expect(lines == ["0 month 60.00", "4 month 50.00", "5 month 20.00"])
        #expect(findings.isEmpty)
    }

    /// A node's own target is kept, and compared with what its members add.
    @Test func anOwnTargetIsKept() throws {
        var world = TargetsWorld()
        world.reach = { _, _ in .node(5) }
        let rows = [try april("30", "segment", "Retail"), try april("20", "segment", "Public"), try april("60", "country", "DE")]
        let (lines, findings) = try months(world, rows)
        #expect(lines.contains("5 month 60.00"))
        #expect(
            findings.first == "collection_attainment.collected: targets that differ from the sum of those below, at 1 place, most at "
                + "EMEA/DE for 2026-04-30 (month): its own 60.00, below it 50.00")
    }

    /// A report by geo: Amy's customers are all in DE, so DE's 60 stands before her 50. Cid's are in no one country.
    @Test func whatIsHeldByAnotherIsNotAdded() throws {
        var world = TargetsWorld()
        world.tree = NodeTree(dimensions: ["geo"], scopes: [["EMEA"]])
        let rows = [
            try april("50", "collector", "Amy"), try april("40", "collector", "Bob"), try april("5", "collector", "Cid"),
            try april("60", "country", "DE"), try april("40", "country", "ES"), try april("100", "segment", "Retail"),
        ]
        func reach(_ shared: [String: [String: String]]) -> (String, String) -> TargetReach {
            { level, member in level == "segment" ? .excluded : .node(1, within: shared[member] ?? [:]) }
        }
        // Nothing is known: all add.
        world.reach = reach([:])
        #expect(try months(world, rows).lines == ["0 month 195.00", "1 month 195.00"])
        world.reach = reach(["Amy": ["country": "DE", "collector": "Amy"], "Bob": ["country": "ES"]])
        let (lines, findings) = try months(world, rows)
        #expect(lines == ["0 month 105.00", "1 month 105.00"])
        #expect(
            findings == [
                "collection_attainment.collected: targets that differ from the sum of those below, at 1 place, most at country DE in "
                    + "EMEA for 2026-04-30 (month): its own 60.00, below it 50.00"
            ])
        // ES without its own has Bob's.
        #expect(try months(world, rows.filter { $0.member != "ES" }).lines.first == "0 month 105.00")
    }

    /// Amy has all of segment Public and no one else: the same customers, counted once, whichever comes first.
    @Test func theSameCustomersCountOnce() throws {
        var world = TargetsWorld()
        world.silent = [1, 2, 3]
        world.reach = { level, _ in .node(4, within: level == "segment" ? ["collector": "Amy"] : ["segment": "Public"]) }
        let rows = [try april("50", "collector", "Amy"), try april("50", "segment", "Public")]
        #expect(try months(world, rows).lines.first == "0 month 50.00")
        #expect(try months(world, rows.reversed()).lines.first == "0 month 50.00")
    }

    /// In a report by geo and team, a country's target holds its teams': DE's 100 for 60 and 30, and AT's team adds 7.
    @Test func nodesBelowAMemberCountForIt() throws {
        var world = TargetsWorld()
        world.tree = NodeTree(dimensions: ["geo", "team"], scopes: [["EMEA", "T1"], ["EMEA", "T2"], ["EMEA", "T3"]])
        world.reach = { level, member in
            .node(level == "country" ? 1 : 2, within: member == "T1" || member == "T2" ? ["country": "DE"] : [:])
        }
        let rows = [
            try april("60", "team", "T1"), try april("30", "team", "T2"), try april("7", "team", "T3"), try april("100", "country", "DE"),
        ]
        let (lines, findings) = try months(world, rows)
        #expect(lines == ["0 month 107.00", "1 month 107.00", "2 month 60.00", "3 month 30.00", "4 month 7.00"])
        #expect(findings.map { $0.contains("country DE in EMEA") } == [true])
    }

    /// A collector of the report without a single item still has a target, which counts above.
    @Test func aMemberWithoutANode() throws {
        var world = TargetsWorld()
        world.reach = { _, member in member == "T9" ? .node(5) : .unknown }
        let rows = [try april("30", "team", "T9"), try april("20", "team", "T2")]
        #expect(try months(world, rows).lines.contains("5 month 50.00"))
    }

    /// Members that claim to be in one another by threes don't hang or vanish.
    @Test func claimsThatContradictThemselves() throws {
        var world = TargetsWorld()
        world.tree = NodeTree(dimensions: ["geo"], scopes: [["EMEA"]])
        world.reach = { level, member in
            switch (level, member) {
            case ("segment", _): .node(1, within: ["collector": "x"])
            case ("collector", _): .node(1, within: ["country": "x"])
            default: .node(1, within: ["segment": "x"])
            }
        }
        let rows = [try april("1", "segment", "x"), try april("2", "collector", "x"), try april("4", "country", "x")]
        #expect(try months(world, rows).lines == ["0 month 7.00", "1 month 7.00"])
    }

    /// Two ways to read a path are ambiguous; a path goes before a plain name.
    @Test func membersWithSlashes() throws {
        var world = TargetsWorld()
        world.tree = NodeTree(dimensions: ["geo", "country"], scopes: [["A/B", "C"], ["A", "B/C"], ["A", "X/Y"], ["X", "Y"]])
        #expect(try world.place([try april("1", "country", "A/B/C")]).findings.map(\.id) == ["ambiguous-target"])
        // 0 the whole, 1 A, 2 A/"B/C", 3 A/"X/Y", 4 "A/B", 5 "A/B"/C, 6 X, 7 X/Y
        #expect(try months(world, [try april("1", "country", "X/Y")]).lines.last == "7 month 1.00")
        #expect(try months(world, [try april("1", "country", "B/C")]).lines.last == "2 month 1.00")
    }
}
