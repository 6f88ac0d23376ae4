import Testing

/// Rows of `targets` that mean nothing in the ledger, or two things: each is told with its line, and nothing is guessed.
@Suite struct CarelessTargetTests {
    private static let pack = ["small/2026-10-31/manifest.json"]
    private static let failed = ["small/2026-10-31/failed/findings.json"]
    private static let year = "2026-01-01,2026-12-31"

    /// The report with these targets in its ledger; the first row is line 2.
    private static func targets(
        _ description: String, _ rows: [String], _ changes: [Mishap.Change] = [], exit: Int32 = 0, says: String
    ) -> Mishap {
        let header = "metric,value,period_start,period_end,level,member,measure,currency"
        return Mishap(
            description,
            changes + [
                .in("ledger.yaml", "  customers:", "  targets: { file: targets.csv }\n  customers:"),
                .whole("targets.csv", ([header] + rows).map { $0 + "\n" }.joined()),
            ],
            exit: exit, leaves: exit == 0 ? pack : failed, says: says)
    }

    /// Both countries have a team T1.
    private static let teams: [Mishap.Change] = [
        .in("report.yaml", "[country]", "[country, team]"),
        .whole("customers.csv", "customer_id,name,country,team\nC1,Alfa,ES,T1\nC2,Beta,DE,T1\n"),
    ]

    @Test(arguments: [
        targets(
            "an unknown metric", ["dsoo,45,\(year),,,,"],
            says: """
                targets.csv:2: warning: there is no metric "dsoo", which targets name [unknown-target-metric]
                  did you mean "dso"?
                """),
        targets(
            "an unknown value", ["dso,45,\(year),,,,", "dso,45,\(year),,,countbak,"],
            says: """
                targets.csv:3: warning: dso has no value "countbak", which targets name as measure [unknown-target-value]
                  did you mean "countback"?
                """),
        targets(
            "an unknown level", ["dso,45,\(year),contry,ES,,"],
            says: """
                targets.csv:2: warning: "contry", which targets name as level, is no dimension of the ledger [unknown-target-level]
                  did you mean "country"?
                """),
        targets(
            "an unknown member", ["dso,45,2026-01-01,2026-06-30,country,FR,,", "dso,46,2026-07-01,2026-12-31,country,FR,,"],
            says: """
                targets.csv:2: warning: no customer has the country "FR", which targets name (targets.csv:2, targets.csv:3) [unknown-target-member]
                  Mend the member's name, or remove its targets.
                """),
        targets(
            "an unknown level, where the report wants that refused", ["dso,45,\(year),contry,ES,,"],
            [.in("report.yaml", "outputs:", "severities: { unknown-target-level: error }\noutputs:")], exit: 65,
            says: """
                targets.csv:2: error: "contry", which targets name as level, is no dimension of the ledger [unknown-target-level]
                  did you mean "country"?
                """),
        targets(
            "a member at two places", ["dso,45,\(year),,,,", "dso,40,\(year),team,T1,,"], teams, exit: 65,
            says: """
                targets.csv:3: error: the team "T1", which targets name, stands at 2 places: DE/T1, ES/T1 [ambiguous-target]
                  Write the path as member, such as DE/T1.
                """),
        targets("the same by its path", ["dso,45,\(year),,,,", "dso,40,\(year),team,ES/T1,,"], teams, says: ""),
        targets(
            "equal periods that overlap", ["dso,45,2026-10-01,2026-10-31,,,,", "dso,40,2026-10-31,2026-11-30,,,,"], exit: 65,
            says: """
                targets.csv:3: error: two targets of dso for the whole are for periods of the same length that overlap: 2026-10-01 to 2026-10-31 (targets.csv:2) and 2026-10-31 to 2026-11-30 (targets.csv:3) [overlapping-targets]
                  Remove one of the rows; where periods overlap the shorter one counts.
                """),
        targets("a month within its year", ["dso,45,\(year),,,,", "dso,40,2026-10-01,2026-10-31,,,,"], says: ""),
        targets(
            "a period that ends before it starts", ["dso,45,2026-12-31,2026-01-01,,,,"], exit: 65,
            says: """
                targets.csv:2: error: the period of a target of dso ends on 2026-01-01, before it starts on 2026-12-31 [target-period]
                  Swap period_start and period_end, or mend the one that is wrong.
                """),
        targets(
            "a currency without a rate", ["dso,1000,\(year),,,receivables,USD"], exit: 65,
            says: """
                error: there is no rate from USD to EUR on or before 2026-09-30, for the targets of dso.receivables at 1 place, the first the whole [missing-rate]
                  Add a row to fx_rates: from USD to EUR (or the inverse), dated 2026-09-30 or earlier.
                """),
    ])
    func isToldWhere(_ mishap: Mishap) throws { try mishap.check() }
}
