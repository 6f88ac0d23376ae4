internal import Model

/// A pack of one long list: the same cells as scripts/bench/long_list.c writes.
enum LongList {
    private static let titles: [(String, Column.Kind)] = [
        ("Customer", .identifier), ("Name", .text), ("Item", .identifier), ("Document", .identifier), ("Posted", .date), ("Due", .date),
        ("Days past due", .number), ("Currency", .text), ("Open (item's)", .money), ("Open", .money),
    ]

    static func pack(rows: Int) -> Pack {
        let columns = titles.map { Column(name: $0.0.lowercased(), title: $0.0, kind: $0.1) }
        let posted = CivilDate(daysSinceEpoch: 20_777)
        let list = Table(
            id: "bench.items", title: "Items", layout: .details, columns: columns,
            rows: Rows(count: rows) { row($0, posted) })
        let section = Section(id: "bench", kind: .metric, title: "Items", blocks: [.table(list)])
        let words = Words(language: "en", texts: ["figures.sheet_date": "yyyy\\-mm\\-dd"], english: [:])
        return Pack(report: "bench", title: "Bench", asOf: posted, currency: "EUR", words: words, sections: [section], version: "bench")
    }

    private static func row(_ index: Int, _ posted: CivilDate) -> Row {
        let amount = CellValue.money(ExactDecimal(unscaled: Int128(index * 7_919 % 99_999_999), scale: 2), currency: "EUR")
        let document = padded(1_800_000_000 + index, 10)
        return Row([
            Cell(.identifier("C" + padded(index % 40_000, 6))), Cell(.text("Customer \(index % 40_000) Trading Ltd")),
            Cell(.identifier("1000/2026/\(document)/1")), Cell(.identifier(document)), Cell(.date(posted - index % 730)),
            Cell(.date(posted + (30 - index % 730))), Cell(.integer(index % 730 - 30)),
            Cell(.text(index % 3 == 0 ? "USD" : "EUR")), Cell(amount), Cell(amount),
        ])
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
