internal import Model

/// A pack as plain text: every section, table and cell value, for reading and for goldens.
enum PackText {
    static func text(_ pack: Pack) -> String {
        var lines = ["# \(pack.heading)", "report \(pack.report), as of \(pack.asOf), in \(pack.currency)", ""]
        for section in pack.sections {
            lines.append("## \(section.title) [\(section.id)]")
            if let subtitle = section.subtitle { lines.append(subtitle) }
            for block in section.blocks {
                switch block {
                case .note(let note): lines.append("(\(note.tone.rawValue)) \(note.title.map { $0 + ": " } ?? "")\(note.text)")
                case .chart(let chart): lines += Self.chart(chart)
                case .table(let table): lines += Self.table(table)
                }
            }
            lines.append("")
        }
        for table in pack.tidyTables { lines.append("csv \(table.id): \(table.rows.count) rows") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func chart(_ chart: Chart) -> [String] {
        ["chart \(chart.id) (\(chart.kind.rawValue)): \(chart.title)"]
            + chart.series.map { series in
                "  \(series.name): " + series.values.map { $0?.description ?? "-" }.joined(separator: " ")
            }
    }

    private static func table(_ table: Table) -> [String] {
        ["table \(table.id): \(table.title)", "  " + table.columns.map(\.title).joined(separator: " | ")]
            + table.rows.map { row in
                "  " + String(repeating: "  ", count: row.level) + row.cells.map(value).joined(separator: " | ")
            }
            + (table.limited.map { ["  … \($0.total) rows in all; \($0.rest)"] } ?? [])
    }

    static func value(_ cell: Cell) -> String {
        let shown: String
        switch cell.value {
        case .empty: shown = ""
        case .text(let text), .identifier(let text): shown = text
        case .integer(let n): shown = String(n)
        case .money(let amount, let currency): shown = currency.isEmpty ? "\(amount)" : "\(amount) \(currency)"
        case .percent(let ratio): shown = "\((ratio * ExactDecimal(100)).rounded(scale: 2)) %"
        case .days(let days): shown = days.description
        case .date(let day): shown = day.description
        case .status(let status): shown = words(status)
        case .change(let difference, _, _, let isGood):
            shown = (difference.isNegative ? "" : "+") + difference.description + (isGood.map { $0 ? " better" : " worse" } ?? "")
        case .trend(let values): shown = "[\(values.count) points]"
        case .unavailable(let reason): shown = "unavailable: \(reason)"
        case .phrase(let pieces): shown = phrase(pieces)
        }
        return cell.formula == nil ? shown : shown + " ="
    }

    /// As the program's own messages say it.
    static func words(_ shown: ShownStatus) -> String {
        switch shown.status {
        case .met where shown.isOutlook: "on track"
        case .near where shown.isOutlook: "at risk"
        case .missed where shown.isOutlook: "off track"
        case .met, .near, .missed: shown.status.rawValue
        }
    }

    private static func phrase(_ pieces: [PhrasePiece]) -> String {
        pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .figure(let figure): value(Cell(figure))
            }
        }.joined()
    }
}
