import Model

/// A pack as large and as various as a real one: three metrics, a tree of three levels, 13 weeks, 300 items.
enum SamplePack {
    static let asOf = CivilDate(year: 2026, month: 11, day: 20) ?? CivilDate(daysSinceEpoch: 0)

    static func money(_ cents: Int, _ currency: String = "EUR") -> CellValue {
        .money(ExactDecimal(unscaled: Int128(cents), scale: 2), currency: currency)
    }
    static func days(_ hundredths: Int) -> CellValue { .days(ExactDecimal(unscaled: Int128(hundredths), scale: 2)) }
    static func share(_ points: Int) -> CellValue { .percent(ExactDecimal(unscaled: Int128(points), scale: 4)) }
    static func decimal(_ unscaled: Int, _ scale: Int) -> ExactDecimal { ExactDecimal(unscaled: Int128(unscaled), scale: scale) }

    static let dsoTrend: [ExactDecimal?] = [4712, 4688, 4790, 4655, nil, 4601, 4570, 4644, 4720, 4698, 4733, 4781, 4812].map {
        $0.map { decimal($0, 2) }
    }
    static let shareTrend: [ExactDecimal?] = [1890, 1822, 1801, 1844, 1790, 1755, 1702, 1688, 1671, 1640, 1610, 1582, 1534].map { decimal($0, 4) }
    static let weeks = (0..<13).map { (asOf - 7 * (12 - $0)).description }

    static let countries: [(geo: String, names: [(String, [String])])] = [
        ("EMEA", [("Germany", ["Team North", "Team South"]), ("Spain", ["Team Madrid", "(none)"]), ("United Kingdom", ["Team London"]), ("Israel", ["צוות תל אביב"])]),
        ("Americas", [("United States", ["Team East", "Team West"]), ("Brazil", ["Team São Paulo"])]),
        ("APAC", [("Japan", ["Team Tokyo"]), ("Kuwait <script>alert(1)</script>", ["=cmd|'/c calc'!A1"])]),
    ]

    static var pack: Pack {
        Pack(
            report: "weekly-metric-pack", title: "Weekly metric pack", asOf: asOf, currency: "EUR", words: Catalogue.english,
            dimensions: ["geo", "country", "team"],
            sections: [scorecard, dso, agedDebt, unallocated, quality, methodology], version: "0.1.0")
    }

    static var scorecard: Section {
        let columns = [
            Column(name: "metric", title: "Metric", kind: .text), Column(name: "measure", title: "Measure", kind: .text),
            Column(name: "value", title: "Value", kind: .number), Column(name: "target", title: "Target", kind: .number),
            Column(name: "status", title: "Status", kind: .status), Column(name: "change", title: "Change on 13 Nov", kind: .number),
            Column(name: "trend", title: "13 weeks", kind: .trend),
        ]
        let rows = [
            Row([
                Cell(.text("Days sales outstanding"), link: "dso"), Cell(.text("Countback method")), Cell(days(4812)),
                Cell(days(4500)), Cell(.status(.missed)),
                Cell(.change(decimal(31, 2), unit: .days, currency: "", isGood: false)), Cell(.trend(dsoTrend)),
            ]),
            Row([
                Cell(.text("Aged debt"), link: "aged_debt"), Cell(.text("Overdue share")), Cell(share(1534)), Cell(share(1500)),
                Cell(.status(.near)), Cell(.change(decimal(-48, 4), unit: .percent, currency: "", isGood: true)),
                Cell(.trend(shareTrend)),
            ]),
            Row([
                Cell(.text("Unallocated cash"), link: "unallocated_cash"), Cell(.text("Amount")), Cell(money(128_902_217)),
                Cell(money(150_000_000)), Cell(.status(.met)),
                Cell(.change(decimal(-1_250_000, 2), unit: .money, currency: "EUR", isGood: true)),
                Cell(.trend(dsoTrend.reversed())),
            ]),
            Row([
                Cell(.text("Dispute cycle time"), link: "data_quality"), Cell(.text("Median")),
                Cell(.unavailable("no dispute was resolved in the period")), Cell(.empty), Cell(.empty), Cell(.empty),
                Cell(.trend([nil, nil, nil])),
            ]),
        ]
        let table = Table(id: "scorecard", title: "Scorecard", columns: columns, rows: rows)
        return Section(
            id: "scorecard", kind: .scorecard, title: "Scorecard", subtitle: "Four headlines at 20 November 2026, all customers.",
            blocks: [
                .table(table),
                .note(Note(.warning, title: "The extract's reach is not stated", "The ledger doesn't say complete_from, so that earlier points may lack items that were settled since.")),
            ])
    }

    /// All nodes with a figure that falls with its position, so that parents are larger than children.
    static func tree(_ figures: (Int) -> [CellValue]) -> [Row] {
        var position = 0
        func row(_ name: String, _ level: Int, _ role: Cell.Role) -> Row {
            position += 1
            return Row(level: level, role: role, [Cell(.text(name))] + figures(position).map { Cell($0) })
        }
        var rows = [row("All", 0, .total)]
        for (geo, members) in countries {
            rows.append(row(geo, 1, .subtotal))
            for (country, teams) in members {
                rows.append(row(country, 2, .subtotal))
                for team in teams { rows.append(row(team, 3, .item)) }
            }
        }
        return rows
    }

    static var dso: Section {
        let columns = [
            Column(name: "node", title: "Node", kind: .text), Column(name: "countback", title: "Countback", kind: .days),
            Column(name: "simple", title: "Simple", kind: .days), Column(name: "best_possible", title: "Best possible", kind: .days),
            Column(name: "delinquent", title: "Delinquent", kind: .days),
            Column(name: "receivables", title: "Receivables", kind: .money), Column(name: "sales", title: "Sales, 90 days", kind: .money),
            Column(name: "status", title: "Status", kind: .status),
        ]
        let rows = tree { n in
            n == 12
                ? [.unavailable("no sales in the last 13 months"), .unavailable("no sales in the last 13 months"), .unavailable("no sales in the last 13 months"), .unavailable("no sales in the last 13 months"), money(91_200), money(0), .empty]
                : [
                    days(4812 + n * 37 % 900), days(5011 + n * 53 % 700), days(3120 + n * 11), days(1692 - n * 13),
                    money(1_289_022_117 / n), money(2_411_870_050 / n), .status(n % 3 == 0 ? .met : n % 3 == 1 ? .missed : .near),
                ]
        }
        let trend = Chart(
            id: "dso.trend", title: "DSO over 13 weeks", description: "DSO rose from 47.12 to 48.12 days, above the target of 45 days; one week is missing.",
            kind: .line, categories: weeks,
            series: [.init(name: "Countback", values: dsoTrend), .init(name: "Best possible", values: dsoTrend.map { $0.map { $0 - decimal(1502, 2) } })],
            unit: .days, currency: "EUR", scale: 2, target: decimal(4500, 2))
        let ranked = Chart(
            id: "dso.ranked", title: "DSO by country", description: "Japan has the highest DSO.", kind: .rankedBars,
            categories: ["Japan", "Brazil", "United States of America and others", "Spain", "Germany", "United Kingdom", "Israel"],
            series: [.init(name: "Countback", values: [8133, 6120, 5511, 5240, 4402, 3920, nil].map { $0.map { decimal($0, 2) } })],
            unit: .days, currency: "EUR", scale: 2, target: decimal(4500, 2))
        return Section(
            id: "dso", kind: .metric, title: "Days sales outstanding",
            subtitle: "How many days of sales are still unpaid, counted back month by month from the key date.",
            blocks: [
                .chart(trend), .chart(ranked),
                .table(Table(id: "dso.by_node", title: "DSO by geo, country and team", layout: .tree, columns: columns, rows: rows)),
            ])
    }

    static var agedDebt: Section {
        let names = ["Not due", "1–30", "31–60", "61–90", "91–180", "181+"]
        let series = names.enumerated().map { index, name in
            Chart.Series(name: name, values: (0..<13).map { decimal(820_000_000 / (index * index + 1) + $0 * 7_000_000 % 41_000_000, 2) })
        } + [Chart.Series(name: "Unallocated", values: (0..<13).map { decimal(-128_902_217 + $0 * 900_000, 2) })]
        let stacked = Chart(
            id: "aged_debt.stacked", title: "Open items by age", description: "Most of the debt is not due.", kind: .stackedColumns,
            categories: weeks, series: series, unit: .money, currency: "EUR", scale: 2)
        let share = Chart(
            id: "aged_debt.trend", title: "Overdue share", description: "The overdue share fell from 18.90% to 15.34%.",
            kind: .line, categories: weeks, series: [.init(name: "Overdue share", values: shareTrend)], unit: .percent,
            currency: "EUR", scale: 4, target: decimal(15, 2))
        let buckets = Table(
            id: "aged_debt.buckets", title: "Open amounts by days past due",
            columns: [
                Column(name: "bucket", title: "Days past due", kind: .text), Column(name: "amount", title: "Amount", kind: .money),
                Column(name: "share", title: "Share", kind: .percent), Column(name: "items", title: "Items", kind: .number),
            ],
            rows: names.enumerated().map { index, name in
                Row([Cell(.text(name)), Cell(money(82_000_000 / (index + 1))), Cell(SamplePack.share(4300 / (index + 1))), Cell(.integer(12_345 / (index + 1)))])
            } + [
                Row([Cell(.text("Unallocated")), Cell(money(-12_890_221)), Cell(.unavailable("not a part of debt")), Cell(.integer(57))]),
                Row(role: .total, [Cell(.text("Total")), Cell(money(188_009_779)), Cell(SamplePack.share(10000)), Cell(.integer(30_245))]),
            ])
        return Section(
            id: "aged_debt", kind: .metric, title: "Aged debt", subtitle: "What customers owe, by how long it is past due.",
            blocks: [.chart(stacked), .chart(share), .table(buckets), .table(items)])
    }

    static var items: Table {
        let customers = ["Acme Iberia S.L.", "O'Brien & Sons", "Müller GmbH", "東京商事株式会社", "<b>Bold</b> Traders", "Al-Sabah Trading Co. W.L.L."]
        let currencies = ["EUR", "GBP", "USD"]
        let rows = (0..<300).map { n in
            Row([
                Cell(.identifier("1000/2026/\(1_800_000_000 + n * 37)/1")), Cell(.text(customers[n * 7 % 6])),
                Cell(.text(["Germany", "Spain", "Japan"][n % 3])), Cell(.date(asOf - (n * 13 % 420))),
                Cell(.integer(n * 13 % 420)), Cell(money((300 - n) * 123_457 % 9_000_000 - (n % 17 == 0 ? 500_000 : 0), currencies[n % 3])),
                Cell(money((300 - n) * 111_111)),
            ])
        }
        return Table(
            id: "aged_debt.items", title: "Items to chase", layout: .details,
            columns: [
                Column(name: "item_id", title: "Item", kind: .identifier), Column(name: "customer", title: "Customer", kind: .text),
                Column(name: "country", title: "Country", kind: .text), Column(name: "due_on", title: "Due", kind: .date),
                Column(name: "days_late", title: "Days late", kind: .number), Column(name: "amount", title: "Amount", kind: .money),
                Column(name: "open", title: "Open", kind: .money),
            ],
            rows: rows, limited: .init(total: 12_345, rest: "All of them are in csv/aged_debt.items.csv and in the workbook."))
    }

    static var unallocated: Section {
        let rows = tree { n in [money(128_902_217 / n), .integer(400 / n), .integer(n * 3), share(230 + n)] }
        return Section(
            id: "unallocated_cash", kind: .metric, title: "Unallocated cash", subtitle: "Cash received and not yet matched to what it pays.",
            blocks: [
                .table(Table(
                    id: "unallocated_cash.by_node", title: "Unallocated cash by node", layout: .tree,
                    columns: [
                        Column(name: "node", title: "Node", kind: .text), Column(name: "amount", title: "Amount", kind: .money),
                        Column(name: "count", title: "Receipts", kind: .number), Column(name: "oldest", title: "Oldest, days", kind: .number),
                        Column(name: "share", title: "Share of debt", kind: .percent),
                    ], rows: rows))
            ])
    }

    static var quality: Section {
        Section(
            id: "data_quality", kind: .dataQuality, title: "Data quality", subtitle: "What was read, and what is worth a look.",
            blocks: [
                .table(Table(
                    id: "data_quality.sources", title: "Sources",
                    columns: [
                        Column(name: "relation", title: "Relation", kind: .text), Column(name: "file", title: "File", kind: .text),
                        Column(name: "read", title: "Read", kind: .number), Column(name: "loaded", title: "Loaded", kind: .number),
                        Column(name: "rejected", title: "Rejected", kind: .number),
                    ],
                    rows: [
                        Row([Cell(.text("items")), Cell(.text("extracts/fbl5n_2026.csv")), Cell(.integer(182_344)), Cell(.integer(182_341)), Cell(.integer(3))]),
                        Row([Cell(.text("customers")), Cell(.text("extracts/customers.csv")), Cell(.integer(4_120)), Cell(.integer(4_120)), Cell(.integer(0))]),
                    ])),
                .note(Note(.error, title: "The ledger doesn't tie out", "Open amounts in EUR differ by 12.40 from the sum of all items.")),
                .note(Note(.info, "3 rows could not be read; they are in rejects.csv.")),
                .table(Table(id: "data_quality.checks", title: "Checks that do not hold", columns: [Column(name: "check", title: "Check", kind: .text)], rows: [])),
            ])
    }

    static var methodology: Section {
        Section(
            id: "methodology", kind: .methodology, title: "Methodology",
            blocks: [
                .note(Note(title: "Days sales outstanding", "Walks back from the key date by calendar month; while the rest of the receivables is at least a month's sales, its days are taken.\nThe last month counts pro rata.")),
                .note(Note(.formula, "countback = days of the months used up + rest ÷ sales of the last month × its days")),
            ])
    }
}
