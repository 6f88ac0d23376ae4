import Model

/// A believable pack for the workbook's tests: three sections of figures, a three-level tree, lists, charts, hostile text.
enum XLSXSamplePack {
    static let asOf = CivilDate(year: 2026, month: 11, day: 20)!

    static func pack(language: String = "en", currency: String = "EUR") -> Pack {
        Pack(
            report: "weekly-metric-pack", title: "Weekly metric pack", asOf: asOf, currency: currency,
            words: language == "en" ? Catalogue.english : Catalogue.words(language), dimensions: ["geo", "country", "team"],
            sections: [
                scorecard, XLSXSampleTree.dso, XLSXSampleTree.agedDebt(currency: currency), quality, methodology,
            ],
            version: "0.1.0")
    }

    static func decimal(_ text: String) -> ExactDecimal { ExactDecimal(text)! }

    static func trend(_ from: Int, _ steps: [Int], gapAt: Int? = nil) -> [ExactDecimal?] {
        var value = from
        return steps.enumerated().map { index, step in
            value += step
            return index == gapAt ? nil : ExactDecimal(unscaled: Int128(value), scale: 2)
        }
    }

    static let weeks = (0..<13).map { (asOf - 7 * (12 - $0)).isoWeek }

    static var scorecard: Section {
        let columns = [
            Column(name: "metric", title: "Metric", kind: .text),
            Column(name: "value", title: "Value", kind: .number),
            Column(name: "target", title: "Target", kind: .number),
            Column(name: "status", title: "Status", kind: .status),
            Column(name: "change", title: "Change on 2026-11-13", kind: .number),
            Column(name: "trend", title: "13 weeks", kind: .trend),
        ]
        func row(_ title: String, _ id: String, _ cells: [CellValue]) -> Row {
            Row([Cell(.text(title), link: id)] + cells.map { Cell($0) })
        }
        let rows = [
            row(
                "Days sales outstanding (countback)", "dso",
                [
                    .days(decimal("47.31")), .days(decimal("45.00")), .status(.missed),
                    .change(decimal("1.12"), unit: .days, currency: "", isGood: false),
                    .trend(trend(4480, [0, 12, 30, -20, 44, 18, 9, -31, 27, 50, 12, -10, 112], gapAt: 3)),
                ]),
            row(
                "Overdue share of open debt", "aged_debt",
                [
                    .percent(decimal("0.1534")), .percent(decimal("0.1500")), .status(.near),
                    .change(decimal("-0.0041"), unit: .percent, currency: "", isGood: true),
                    .trend(trend(1700, [0, -10, -12, 8, -20, -5, -14, 3, -22, -9, -11, 6, -41])),
                ]),
            row(
                "Open debt", "aged_debt",
                [
                    .money(decimal("12890221.17"), currency: "EUR"), .empty, .empty,
                    .change(decimal("-214310.05"), unit: .money, currency: "EUR", isGood: nil),
                    .trend(trend(1300, [0, 1, 2, 3, 2, 1, 0, -1, -2, -3, -1, 0, 2])),
                ]),
            row(
                "Dispute cycle time (median)", "disputes",
                [
                    .unavailable("no dispute was resolved in the last 30 days"), .days(decimal("12.00")), .empty,
                    .unavailable("no figure to compare"), .trend([nil, nil, nil, nil]),
                ]),
            row(
                "Collection attainment", "attainment",
                [
                    .percent(decimal("1.0271")), .percent(decimal("1.0000")), .status(.met),
                    .change(decimal("0"), unit: .percent, currency: "", isGood: nil),
                    .trend(trend(9800, [0, 40, 50, 100, -30, 20, 60, 10, 20, 30, -40, 80, 31])),
                ]),
        ]
        return Section(
            id: "scorecard", kind: .scorecard, title: "Scorecard",
            subtitle: "Five headlines at the key date, each against its target and the week before.",
            blocks: [
                .note(
                    Note(
                        .warning, title: "The ledger doesn’t say how far back it is complete",
                        "Trend points before the first posting may be too low. State complete_from in the ledger definition.")),
                .table(Table(id: "scorecard", title: "Headlines", columns: columns, rows: rows)),
                .note(Note(.info, "Status is “near” within 5 % of the target.")),
            ])
    }

    static var quality: Section {
        let columns = [
            Column(name: "source", title: "Source", kind: .text), Column(name: "read", title: "Rows read", kind: .number),
            Column(name: "loaded", title: "Loaded", kind: .number),
            Column(name: "rejected", title: "Rejected", kind: .number),
            Column(name: "control", title: "Control total", kind: .money),
            Column(name: "status", title: "Status", kind: .status),
        ]
        func row(_ name: String, _ read: Int, _ rejected: Int, _ control: String, _ code: String) -> Row {
            Row([
                Cell(.text(name)), Cell(.integer(read)), Cell(.integer(read - rejected)), Cell(.integer(rejected)),
                Cell(.money(decimal(control), currency: code)), Cell(.status(rejected == 0 ? .met : .missed)),
            ])
        }
        var total = row("All", 194_840, 3, "12890221.17", "EUR")
        total.role = .total
        for column in 1...3 { total.cells[column].formula = .sumOfRows([0, 1, 2]) }
        return Section(
            id: "data_quality", kind: .dataQuality, title: "Data quality", subtitle: "What was read, and what was wrong with it.",
            blocks: [
                .table(
                    Table(
                        id: "sources", title: "Sources", columns: columns,
                        rows: [
                            row("items: extracts/fbl5n_2026.csv", 182_344, 3, "12890221.17", "EUR"),
                            row("customers: extracts/customers.csv", 12_490, 0, "1250000", "JPY"),
                            row("targets: extracts/targets.csv", 6, 0, "1234.567", "KWD"), total,
                        ])),
                .note(
                    Note(
                        .error, title: "3 rows were rejected",
                        "extracts/fbl5n_2026.csv:1201: the amount “1.234,5x” can’t be read.\nextracts/fbl5n_2026.csv:1388: there is no 30 February.\nextracts/fbl5n_2026.csv:2040: the item id 1000/2026/4711/1 is there twice; the first stays."
                    )),
            ])
    }

    static var methodology: Section {
        let columns = [
            Column(name: "parameter", title: "Parameter", kind: .text), Column(name: "value", title: "Value", kind: .text),
            Column(name: "meaning", title: "What it does", kind: .text),
        ]
        let rows = [
            ("window", "90", "Days of sales that the simple method divides by; the countback method walks as far back as it must."),
            ("empty_months", "count", "A month without sales counts its days and takes nothing off the receivables."),
            ("net_of_unallocated", "true", "Unallocated cash is taken off the receivables before the walk."),
        ].map { Row([Cell(.text($0.0)), Cell(.text($0.1)), Cell(.text($0.2))]) }
        return Section(
            id: "methodology", kind: .methodology, title: "Methodology",
            blocks: [
                .note(Note(.plain, title: "Days sales outstanding", String(repeating: "Walk back from the key date by calendar month. ", count: 12))),
                .note(Note(.formula, title: "Formula", "countback = Σ days of whole months + rest ÷ sales of the last month × its days\n          = 153 + 1,000 ÷ 2,250 × 30 = 166.33")),
                .table(Table(id: "parameters", title: "Parameters", columns: columns, rows: rows)),
            ])
    }
}
