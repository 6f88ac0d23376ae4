import Model
import Planning
import Testing

/// Targets of values at key dates.
@Suite struct TargetsPlainTests {
    /// Days take the nearest target above; the headline is meant where a row names no measure.
    @Test func daysAreInherited() throws {
        let rows = [
            try year("45", ""), try year("55.5", "countback", "geo", "AMER"), try year("40", "countback", "team", "EMEA/DE/T1"),
            try year("0", "countback", "country", "ES"),
        ]
        let (targets, partial, findings) = try TargetsWorld().plain("countback", rows)
        #expect(
            targets == [["45.00", "55.50", "55.50", "55.50", "45.00", "45.00", "40.00", "45.00", "0.00", "0.00"]])
        #expect(partial.isEmpty && findings.isEmpty)
    }

    /// Without one for the whole, those above have none.
    @Test func daysNeverSum() throws {
        let targets = try TargetsWorld().plain("share", [try year("0.15", "share", "country", "DE")]).targets
        #expect(targets == [[nil, nil, nil, nil, nil, "0.1500", "0.1500", "0.1500", nil, nil]])
    }

    /// The definition's belongs to the whole and goes before the ledger's there; a country keeps its own.
    @Test func theDefinitionWins() throws {
        var world = TargetsWorld()
        world.definition = ["dso": ["": "30", "receivables": "1000.5"]]
        let rows = [try year("45", "countback"), try year("50", "countback", "geo", "AMER"), try year("900", "receivables")]
        #expect(
            try world.plain("countback", rows).targets
                == [["30.00", "50.00", "50.00", "50.00", "30.00", "30.00", "30.00", "30.00", "30.00", "30.00"]])
        #expect(try world.plain("receivables", rows).targets == [["1000.50"] + Array(repeating: nil, count: 9)])
    }

    @Test func theShortestPeriodThatCoversTheDayCounts() throws {
        var world = TargetsWorld()
        world.keyDates = ["2025-12-31", "2026-01-31", "2026-02-01", "2026-02-14", "2026-02-28", "2026-03-01", "2026-12-31", "2027-01-01"]
        let rows = [
            try year("45", "countback"),
            try target("44", "2026-02-01", "2026-02-28", metric: "dso"), try target("43", "2026-02-14", "2026-02-14", metric: "dso"),
        ]
        #expect(
            try world.plain("countback", rows).targets.map(\.[0])
                == [nil, "45.00", "44.00", "43.00", "44.00", "45.00", "45.00", nil])
    }

    /// DE's teams 60 + 40; ES has 50 of its own; EMEA 150; AMER and the whole lack one for AMER's figures.
    @Test func moneyAddsUp() throws {
        var world = TargetsWorld()
        let rows = [
            try year("60", "receivables", "team", "EMEA/DE/T1"), try year("40", "receivables", "team", "T2"),
            try year("50", "receivables", "country", "ES"),
        ]
        let sums = ["150.00", nil, nil, nil, "150.00", "100.00", "60.00", "40.00", "50.00", nil]
        let (targets, partial, findings) = try world.plain("receivables", rows)
        #expect(targets == [sums])
        #expect(partial == [0])
        #expect(
            findings.map(\.description) == [
                """
                info: dso.receivables: sums of targets at 1 node lack a child that has figures and no target, the first the whole lacks AMER [partial-target]
                  Add the child's target, or one for the node itself.
                """
            ])
        // Nothing is owed in America: nothing is lacking.
        world.silent = [1, 2, 3]
        let complete = try world.plain("receivables", rows)
        #expect(complete.targets == [sums])
        #expect(complete.partial.isEmpty && complete.findings.isEmpty)
    }

    /// A sum that lacks a team makes the sums above it partial too, up to a node with a target of its own.
    @Test func partialSumsStayPartialUpwards() throws {
        let team = try year("60", "cases", "team", "T2")
        #expect(try TargetsWorld().plain("cases", [team]).partial == [0, 4, 5])
        let country = [team, try year("60", "cases", "country", "DE"), try year("1", "cases", "country", "ES"), try year("1", "cases", "geo", "AMER")]
        let (targets, partial, findings) = try TargetsWorld().plain("cases", country)
        #expect(targets == [["62", "1", nil, nil, "61", "60", nil, "60", "1", nil]])
        #expect(partial.isEmpty && findings.isEmpty)
    }

    /// DE's 90 stands between its teams' 100 and EMEA; the whole's 200 differs from 90 + 50 by more than DE's does.
    @Test func anOwnTargetIsKeptAndTheDifferenceSaid() throws {
        var world = TargetsWorld()
        world.silent = [1, 2, 3]
        let rows = [
            try year("60", "receivables", "team", "EMEA/DE/T1"), try year("40", "receivables", "team", "T2"),
            try year("90", "receivables", "country", "DE"), try year("50", "receivables", "country", "ES"),
            try year("200", "receivables"),
        ]
        let (targets, partial, findings) = try world.plain("receivables", rows)
        #expect(targets == [["200.00", nil, nil, nil, "140.00", "90.00", "60.00", "40.00", "50.00", nil]])
        #expect(partial.isEmpty)
        #expect(
            findings.map(\.description) == [
                """
                warning: dso.receivables: targets that differ from the sum of those below, at 2 places, most at the whole for \
                2026-04-30: its own 200.00, below it 140.00 [target-differs]
                  Its own counts; mend it or those below.
                """
            ])
        #expect(findings.first?.count == 2)
    }

    @Test func convertsAtTheKeyDate() throws {
        var world = TargetsWorld()
        world.keyDates = ["2026-03-31", "2026-04-30"]
        world.silent = Set(0..<10)
        world.rates = [("2026-03-01", "USD", "0.9"), ("2026-04-15", "USD", "0.8333")]
        // 100.01 × 0.9 = 90.009; × 0.8333 = 83.338333. Sums are of what is shown: 90.01 + 10 and 83.34 + 10.
        let rows = [
            try year("100.01", "receivables", "geo", "AMER", currency: "USD"), try year("10", "receivables", "geo", "EMEA", currency: ""),
        ]
        let result = try world.plain("receivables", rows)
        #expect(result.targets.map { [$0[0], $0[1], $0[4]] } == [["100.01", "90.01", "10.00"], ["93.34", "83.34", "10.00"]])
        #expect(result.findings.isEmpty)
        // A count has no currency, whatever stands there.
        #expect(try world.plain("cases", [try year("7", "cases", currency: "USD")]).targets.map(\.[0]) == ["7", "7"])
    }

    /// A target without currency is in the ledger's, else the report's.
    @Test func currencyOfATargetWithoutOne() throws {
        var world = TargetsWorld()
        world.ledgerCurrency = "USD"
        world.rates = [("2026-01-01", "USD", "2")]
        #expect(try world.plain("receivables", [try year("10", "receivables")]).targets[0][0] == "20.00")
        world.ledgerCurrency = nil
        #expect(try world.plain("receivables", [try year("10", "receivables")]).targets[0][0] == "10.00")
    }

    @Test func aMissingRateIsAnError() throws {
        var world = TargetsWorld()
        world.keyDates = ["2026-02-28", "2026-03-31", "2026-04-30"]
        world.rates = [("2026-04-15", "USD", "0.8")]
        let rows = [try year("100", "receivables", "geo", "AMER", currency: "USD"), try year("1", "receivables", "geo", "EMEA")]
        let findings = try world.plain("receivables", rows).findings.filter { $0.id == "missing-rate" }
        #expect(
            findings.map(\.description) == [
                """
                error: there is no rate from USD to EUR on or before 2026-02-28, for the targets of dso.receivables at 1 place, the first AMER [missing-rate]
                  Add a row to fx_rates: from USD to EUR (or the inverse), dated 2026-02-28 or earlier.
                """
            ])
        // No figure, no need; no use, no need.
        world.withoutFigures = ["2026-02-28", "2026-03-31"]
        #expect(try world.plain("receivables", rows).findings.allSatisfy { $0.id != "missing-rate" })
        world.keyDates = ["2025-12-31"]
        #expect(try world.plain("receivables", rows).findings.isEmpty)
    }

    @Test func valuesWithTargets() throws {
        var world = TargetsWorld()
        world.definition = ["dso": ["share": "0.1"], "collection_attainment": ["collected": "1", "": "0.95"]]
        let placed = try world.place([try year("1", "cases"), try april("1")]).targets
        #expect(placed.plainValues(of: TargetsWorld.dso).map(\.id) == ["share", "cases"])
        // The windowed measure's come as totals of windows.
        #expect(placed.plainValues(of: TargetsWorld.attainment).map(\.id) == ["attainment"])
    }

    @Test(arguments: [
        ("45", "45", "met"), ("45.01", "45", "near"), ("47.25", "45", "near"), ("47.26", "45", "missed"), ("-1", "0", "met"),
        ("0.01", "0", "missed"), ("-100", "-100", "met"), ("-95", "-100", "near"), ("-94.99", "-100", "missed"),
    ])
    func statusWhereLowerIsBetter(figure: String, target: String, status: String) throws {
        let (figure, target) = (try #require(ExactDecimal(figure)), try #require(ExactDecimal(target)))
        #expect(TargetStatus.of(figure, against: target, better: .lower)?.rawValue == status)
        // Higher is better: the same, mirrored.
        #expect(TargetStatus.of(-figure, against: -target, better: .higher)?.rawValue == status)
        #expect(TargetStatus.of(figure, against: target, better: .none) == nil)
    }

    @Test func anotherShareIsNear() throws {
        let tenth = ExactDecimal(unscaled: 10, scale: 2)
        #expect(TargetStatus.of(ExactDecimal(90), against: ExactDecimal(100), better: .higher, near: tenth) == .near)
        #expect(TargetStatus.of(ExactDecimal(90), against: ExactDecimal(100), better: .higher) == .missed)
        #expect(TargetStatus.of(ExactDecimal(99), against: ExactDecimal(100), better: .higher, near: .zero) == .missed)
    }
}
