internal import CXLSXWriter
internal import Model

/// Writes a table, or the rows of it that this sheet holds: heading, header, rows, and what is not shown.
struct TableWriter {
    let frame: SheetFrame
    let table: Table
    let rows: Range<Int>
    /// Names of the sheets that hold the rows before and after these.
    var previousSheet: String?
    var nextSheet: String?

    private var writer: SheetWriter { frame.writer }
    private var look: CellLook { CellLook(frame: frame, table: table) }
    private var isWhole: Bool { rows.count == table.rows.count }

    /// Returns the row of the table's header.
    func write(tables: inout ListNames) throws -> Int {
        try writeHeading()
        let header = frame.row
        let first = header + 1
        let isList = table.layout == .details && !rows.isEmpty && !table.columns.isEmpty
        if isList, tables.isStreaming { try tables.filter(frame, header: header, last: header + listRows, table) }
        try writeHeader(at: header)
        try writeRows(from: first)
        if isList, !tables.isStreaming {
            try tables.add(frame, header: header, last: header + listRows, table, headers: headers)
        }
        frame.row = first + rows.count
        try writeStatusColours(first)
        if isList { try writeDataBars(first) }
        if rows.isEmpty { try remark(frame.words[.noRows]) }
        if nextSheet == nil { for text in table.remarks { try remark("* \(text)") } }
        if let limit = table.limited, nextSheet == nil {
            try remark(
                frame.words(.showing, ["shown": .count(table.rows.count), "total": .count(limit.total), "rest": .text(limit.rest)]))
        }
        if let nextSheet { try remark(frame.words(.continuedOn, ["sheet": .text(nextSheet)])) }
        frame.row += 1
        return header
    }

    /// Rows to sort and filter: totals at the end stay where they are.
    private var listRows: Int {
        let items = table.rows[rows]
        return items.lastIndex { $0.role == .item }.map { $0 - rows.lowerBound + 1 } ?? items.count
    }

    private var headers: [String] {
        var seen: Set<String> = []
        return table.columns.enumerated().map { index, column in
            let title = SafeText.line(column.title, limit: 200)
            let base = title.isEmpty ? String(index + 1) : title
            var name = base
            var number = 2
            // Excel tables want every header to be there once.
            while !seen.insert(name.lowercased()).inserted {
                name = "\(base) \(number)"
                number += 1
            }
            return name
        }
    }

    private func writeHeading() throws {
        let title = SafeText.line(table.title)
        let style = frame.prose { ($0.size, $0.isBold, $0.color) = (12, true, Palette.navy) }
        if !title.isEmpty {
            try writer.text(title, frame.row, frame.firstColumn, style)
            try writer.height(20, row: frame.row)
            frame.row += 1
        }
        if let previousSheet { try remark(frame.words(.continuedFrom, ["sheet": .text(previousSheet)])) }
    }

    private func writeHeader(at row: Int) throws {
        var lines = 1
        for (index, title) in headers.enumerated() {
            try writer.text(title, row, frame.firstColumn + index, look.header(index))
            let room = frame.widths.widths[index] - (table.layout == .details ? 3.5 : 1) - (index > 0 ? 1 : 0)
            lines = max(lines, TextLines.count(title, room: Int(room / 0.9)))
        }
        try writer.height(Double(min(lines, 4)) * SheetFrame.lineHeight + 9, row: row)
    }

    private func writeRows(from first: Int) throws {
        let look = look
        let formulas = FormulaText(table: table, firstRow: first, firstColumn: frame.firstColumn)
        let empty = Cell(.empty)
        for index in rows {
            let row = table.rows[index]
            let sheetRow = first + index - rows.lowerBound
            let level = table.layout == .tree ? row.level : 0
            var lines = 1
            let isBanded = table.layout == .plain && (index - rows.lowerBound) % 2 == 1
            for column in table.columns.indices {
                let cell = column < row.cells.count ? row.cells[column] : empty
                let style = look.style(cell, column: column, in: row, isBanded: isBanded)
                let place = (row: sheetRow, column: frame.firstColumn + column)
                if let link = cell.link, let target = frame.places[link], target != writer.name {
                    _ = try writer.link(to: target, place.row, place.column, style)
                }
                let formula = isWhole ? cell.formula.flatMap { formulas.text($0, row: index, column: column) } : nil
                try write(cell.value, formula: formula, place.row, place.column, style)
                if style.wraps { lines = max(lines, self.lines(cell.value, column: column)) }
            }
            if lines > 1 || level > 0 {
                let height = SheetFrame.rowHeight + Double(lines - 1) * SheetFrame.lineHeight
                try writer.height(height, row: sheetRow, level: level)
            }
        }
    }

    private func notAvailable(_ reason: String) -> String {
        reason.isEmpty ? frame.words[.notAvailable] : "\(frame.words[.notAvailable]): \(reason)"
    }

    /// A list's rows stay low enough to scan; what doesn't fit is read in the cell.
    static let listLines = 3

    private func lines(_ value: CellValue, column: Int) -> Int {
        switch value {
        case .text(let text): min(frame.lines(of: text, column: column), table.layout == .details ? Self.listLines : 28)
        case .unavailable(let reason): frame.lines(notAvailable(reason), column: column, characterWidth: 0.76)
        case .phrase: frame.lines(frame.phrase(value), column: column)
        default: 1
        }
    }

    private func write(_ value: CellValue, formula: String?, _ row: Int, _ column: Int, _ style: CellStyle) throws {
        let number: Double
        switch value {
        case .empty: return try writer.blank(row, column, style)
        case .text(let text), .identifier(let text): return try writer.text(text, row, column, style)
        case .phrase: return try writer.text(frame.phrase(value), row, column, style)
        case .status(let status): return try writer.text(frame.words.name(of: status), row, column, style)
        case .trend(let values): return try writer.text(TrendBar.text(values), row, column, style)
        case .unavailable(let reason):
            return try writer.text(notAvailable(reason), row, column, style)
        case .date(let date):
            guard let serial = date.cellNumber else { return try writer.text("\(date)", row, column, style) }
            number = serial
        case .integer(let integer): number = Double(integer)
        case .change(let ratio, .percent, _, _):
            number = WrittenFigures.hundredfold(ratio).cellNumber
        case .money(let exact, _), .percent(let exact), .days(let exact), .change(let exact, _, _, _):
            number = exact.cellNumber
        }
        if let formula {
            try writer.formula(formula, result: number, row, column, style)
        } else {
            try writer.number(number, row, column, style)
        }
    }

    /// Colours follow the word, so that a status changed by hand changes its colour.
    private func writeStatusColours(_ first: Int) throws {
        let words = frame.words
        let colours: [(String, UInt32, UInt32)] = [
            (words[.met], Palette.good, Palette.goodFill), (words[.near], Palette.near, Palette.nearFill),
            (words[.missed], Palette.bad, Palette.badFill), (words[.onTrack], Palette.good, Palette.goodFill),
            (words[.atRisk], Palette.near, Palette.nearFill), (words[.offTrack], Palette.bad, Palette.badFill),
        ]
        for (index, column) in table.columns.enumerated() where column.kind == .status && !rows.isEmpty {
            for (word, color, fill) in colours {
                var condition = lxw_conditional_format()
                condition.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
                condition.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_EQUAL_TO.rawValue)
                condition.value_string = writer.strings.keep("\"\(word)\"")
                condition.format = writer.styles.overlay(color: color, fill: fill)
                let place = writer.col(frame.firstColumn + index)
                try writer.check(
                    worksheet_conditional_format_range(
                        writer.sheet, writer.at(first), place, writer.at(first + rows.count - 1), place, &condition))
            }
        }
    }

    /// A pale bar behind each amount of a list, as long as the amount is large, where all are of one currency.
    private func writeDataBars(_ first: Int) throws {
        let sample = table.rows[rows].prefix(500).filter { $0.role == .item }
        for (index, column) in table.columns.enumerated() where column.kind == .money && listRows > 1 {
            let currencies = Set(sample.compactMap { row -> String? in
                if row.cells.indices.contains(index), case .money(_, let code) = row.cells[index].value { code } else { nil }
            })
            guard currencies == [frame.pack.currency] else { continue }
            var condition = lxw_conditional_format()
            condition.type = UInt8(LXW_CONDITIONAL_DATA_BAR.rawValue)
            condition.data_bar_2010 = 1
            condition.bar_solid = 1
            condition.bar_no_border = 1
            condition.bar_color = Palette.bar
            condition.bar_negative_color = Palette.badFill
            if frame.pack.isRightToLeft { condition.bar_direction = UInt8(LXW_CONDITIONAL_BAR_DIRECTION_RIGHT_TO_LEFT.rawValue) }
            let place = writer.col(frame.firstColumn + index)
            try writer.check(
                worksheet_conditional_format_range(
                    writer.sheet, writer.at(first), place, writer.at(first + listRows - 1), place, &condition))
        }
    }

    private func remark(_ text: String) throws {
        let style = frame.prose { ($0.isItalic, $0.size, $0.color) = (true, 9, Palette.muted) }
        try writer.text(text, frame.row, frame.firstColumn, style)
        frame.row += 1
    }
}
