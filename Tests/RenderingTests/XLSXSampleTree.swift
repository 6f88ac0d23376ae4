import Model

/// The sample pack's two metric sections: trees whose totals are sums and quotients of what they show.
enum XLSXSampleTree {
    static let geos: [(name: String, countries: [(name: String, teams: [String])])] = [
        ("EMEA", [("DE", ["T1", "T2"]), ("ES", ["T1", "T2", "T3"]), ("KW", ["T1"])]),
        ("AMER", [("US", ["T1", "T2"]), ("MX", ["T1"])]),
        ("APAC", [("JP", ["T1", "T2"]), ("IN", ["T1"])]),
    ]

    /// A node: its title, its level and the indexes of its children.
    struct Node {
        var title: String
        var level: Int
        var children: [Int] = []
    }

    static var nodes: [Node] {
        var nodes = [Node(title: "All", level: 0)]
        for geo in geos {
            let geoIndex = nodes.count
            nodes[0].children.append(geoIndex)
            nodes.append(Node(title: geo.name, level: 1))
            for country in geo.countries {
                let countryIndex = nodes.count
                nodes[geoIndex].children.append(countryIndex)
                nodes.append(Node(title: country.name, level: 2))
                for team in country.teams {
                    nodes[countryIndex].children.append(nodes.count)
                    nodes.append(Node(title: team, level: 3))
                }
            }
        }
        return nodes
    }

    static func role(_ node: Node) -> Cell.Role { node.level == 0 ? .total : node.children.isEmpty ? .item : .subtotal }

    static func agedDebt(currency: String) -> Section {
        let titles = ["Not due", "1–30", "31–60", "61–90", "91–180", "181+", "Unallocated"]
        let scale = CurrencyCode.minorUnits(currency)
        let nodes = nodes
        // Leaves first, so that parents can add them up: children always stand after their parent.
        var amounts = nodes.enumerated().map { index, _ in
            (0..<7).map { ExactDecimal(unscaled: Int128(10_000_007 / ($0 * 3 + 2) + index * 8_191 + $0 * 131), scale: scale) }
        }
        for index in nodes.indices.reversed() where !nodes[index].children.isEmpty {
            amounts[index] = (0..<7).map { bucket in
                nodes[index].children.reduce(ExactDecimal(unscaled: 0, scale: scale)) { $0 + amounts[$1][bucket] }
            }
        }
        let rows = nodes.enumerated().map { index, node -> Row in
            let buckets = amounts[index]
            let total = buckets[0..<6].reduce(ExactDecimal(unscaled: 0, scale: scale), +) - buckets[6]
            let overdue = buckets[1..<6].reduce(ExactDecimal(unscaled: 0, scale: scale), +)
            let share = ExactRational.quotient(overdue, total)!.rounded(scale: 4)
            let sum = node.children.isEmpty ? nil : Formula.sumOfRows(node.children)
            let cells =
                [Cell(.text(node.title))] + buckets.map { Cell(.money($0, currency: currency), formula: sum) } + [
                    Cell(.money(total, currency: currency), formula: .sumOfColumns([1, 2, 3, 4, 5, 6], minus: [7])),
                    Cell(.money(overdue, currency: currency), formula: .sumOfColumns([2, 3, 4, 5, 6], minus: [])),
                    Cell(.percent(share), formula: .quotient(numerator: 9, denominator: 8, scale: 4)),
                ]
            return Row(level: node.level, role: role(node), cells)
        }
        let columns =
            [Column(name: "node", title: "Node", kind: .text)]
            + titles.map { Column(name: $0, title: $0, kind: .money) } + [
                Column(name: "total", title: "Open balance", kind: .money),
                Column(name: "overdue", title: "Overdue", kind: .money),
                Column(name: "overdue_share", title: "Overdue share", kind: .percent),
            ]
        let chart = Chart(
            id: "aged_debt.by_geo", title: "Open debt by age", description: "Open debt of three geos by days past due.",
            kind: .stackedColumns, categories: geos.map(\.name),
            series: titles.dropLast().enumerated().map { bucket, title in
                Chart.Series(name: title, values: nodes.indices.filter { nodes[$0].level == 1 }.map { amounts[$0][bucket] })
            }, unit: .money, currency: currency, scale: scale)
        let ranked = Chart(
            id: "aged_debt.worst", title: "Largest overdue by country", description: "Seven countries by overdue amount.",
            kind: .rankedBars, categories: nodes.filter { $0.level == 2 }.map(\.title),
            series: [
                Chart.Series(
                    name: "Overdue",
                    values: nodes.indices.filter { nodes[$0].level == 2 }.map { amounts[$0][1] + amounts[$0][2] })
            ], unit: .money, currency: currency, scale: scale)
        return Section(
            id: "aged_debt", kind: .metric, title: "Aged debt", subtitle: "Open amounts by days past their due date.",
            blocks: [
                .table(Table(id: "aged_debt.buckets", title: "By node", layout: .tree, columns: columns, rows: rows)),
                .chart(chart), .chart(ranked), .table(items(currency: currency)),
            ])
    }

    static var dso: Section {
        let columns = [
            Column(name: "node", title: "Node", kind: .text), Column(name: "countback", title: "Countback", kind: .days),
            Column(name: "simple", title: "Simple", kind: .days),
            Column(name: "best", title: "Best possible", kind: .days),
            Column(name: "target", title: "Target", kind: .days), Column(name: "status", title: "Status", kind: .status),
            Column(name: "change", title: "Change on the week before", kind: .days),
            Column(name: "receivables", title: "Receivables", kind: .money),
            Column(name: "trend", title: "13 weeks", kind: .trend),
        ]
        let rows = nodes.enumerated().map { index, node -> Row in
            let value = ExactDecimal(unscaled: Int128(4200 + index * 37), scale: 2)
            let status: TargetStatus = index % 3 == 0 ? .missed : index % 3 == 1 ? .near : .met
            let isGap = node.title == "KW"
            return Row(
                level: node.level, role: role(node),
                [
                    Cell(.text(node.title)), Cell(isGap ? .unavailable("more than 396 days") : .days(value)),
                    Cell(isGap ? .unavailable("no sales in the last 90 days") : .days(value + ExactDecimal("0.44")!)),
                    Cell(.days(ExactDecimal(unscaled: 3000, scale: 2))), Cell(.days(ExactDecimal("45.00")!)),
                    Cell(isGap ? .empty : .status(ShownStatus(status))),
                    Cell(.change(ExactDecimal(unscaled: Int128(index % 5 * 40 - 80), scale: 2), unit: .days, currency: "", isGood: index % 5 < 2)),
                    Cell(.money(ExactDecimal(unscaled: Int128(900_000_00 + index * 1_234_567), scale: 2), currency: "EUR")),
                    Cell(.trend(XLSXSamplePack.trend(4000, (0..<13).map { ($0 * 7 + index) % 9 - 3 }))),
                ])
        }
        let chart = Chart(
            id: "dso.trend", title: "DSO, 13 weeks", description: "Days sales outstanding rose from 44.80 to 47.31 in 13 weeks.",
            kind: .line, categories: XLSXSamplePack.weeks,
            series: [
                Chart.Series(
                    name: "Countback",
                    values: XLSXSamplePack.trend(4480, [0, 12, 30, -20, 44, 18, 9, -31, 27, 50, 12, -10, 112], gapAt: 3)),
                Chart.Series(
                    name: "Best possible", values: XLSXSamplePack.trend(3100, [0, 5, 9, -7, 4, 11, 3, -5, 8, 2, 1, 0, 6])),
            ], unit: .days, currency: "", scale: 2, target: ExactDecimal("45.00"))
        return Section(
            id: "dso", kind: .metric, title: "Days sales outstanding",
            subtitle: "How many days of sales are still to be collected.",
            blocks: [
                .chart(chart),
                .table(Table(id: "dso.by_node", title: "By node", layout: .tree, columns: columns, rows: rows)),
            ])
    }

    static let hostile = [
        "=cmd|'/c calc'!A1", "<script>alert(1)</script>", "a\u{0}b\u{7}c", String(repeating: "long ", count: 8_000),
        "_x0041_", "+49 30 1234", "@SUM(A1)", "-2+3", "O’Brien & Söhne \"GmbH\"", "مرحبا שלום 日本", "tab\there\r\nline",
    ]

    static func items(currency: String) -> Table {
        let columns = [
            Column(name: "item_id", title: "Item", kind: .identifier),
            Column(name: "customer", title: "Customer", kind: .text),
            Column(name: "due_on", title: "Due on", kind: .date),
            Column(name: "days", title: "Days past due", kind: .number),
            Column(name: "open", title: "Open amount", kind: .money),
            Column(name: "document", title: "Amount in document currency", kind: .money),
            Column(name: "text", title: "Text", kind: .text),
        ]
        let scale = CurrencyCode.minorUnits(currency)
        var rows = (0..<300).map { index -> Row in
            let code = ["EUR", "JPY", "KWD"][index % 3]
            let foreign = ExactDecimal(unscaled: Int128(987_654 - index * 321), scale: CurrencyCode.minorUnits(code))
            return Row([
                Cell(.identifier("00\(4_700_000 + index)")), Cell(.text("Customer \(index % 40) Trading Ltd")),
                Cell(.date(XLSXSamplePack.asOf - index)), Cell(.integer(index)),
                Cell(.money(ExactDecimal(unscaled: Int128(765_432 - index * 2_551), scale: scale), currency: currency)),
                Cell(.money(foreign, currency: code)),
                Cell(.text(index < hostile.count ? hostile[index] : "reminder \(index % 4)")),
            ])
        }
        let sum = (0..<300).reduce(Int128(0)) { $0 + Int128(765_432 - $1 * 2_551) }
        var total: [Cell] = [Cell(.text("Total")), Cell(.empty), Cell(.empty), Cell(.empty)]
        total.append(
            Cell(.money(ExactDecimal(unscaled: sum, scale: scale), currency: currency), formula: .sumOfRows(Array(0..<300))))
        rows.append(Row(role: .total, total + [Cell(.empty), Cell(.empty)]))
        return Table(
            id: "aged_debt.items", title: "Items to act on", layout: .details, columns: columns, rows: rows,
            limited: Table.Limit(total: 4_711, rest: "All of them are in csv/aged_debt.items.csv."))
    }
}
