internal import Model

/// Tables: a heading, a container that scrolls by itself, and rows that read well without any script.
extension Markup {
    mutating func table(_ table: Table) {
        let table = table.held
        let title = Self.anchor("t-" + table.id)
        raw("\n")
        open("div", [("class", "table")])
        element("h3", [("id", title)], table.title)
        if table.rows.isEmpty {
            element("p", [("class", "none")], words[.noRows])
            close("div")
            return
        }
        let isLong = table.layout != .plain && table.rows.count > 24
        open(
            "div",
            [
                ("class", isLong ? "scroll long" : "scroll"), ("role", "group"), ("aria-labelledby", title),
                ("tabindex", "0"),
            ])
        // A plain table with subtotals reads as it stands: sorting would tear its groups apart.
        let isSortable = table.layout != .plain || !table.rows.contains { $0.role == .subtotal }
        let classes = [table.layout.rawValue] + (table.columns.count > 8 ? ["wide"] : []) + (isSortable && table.rows.count > 2 ? ["sort"] : [])
        open("table", [("class", classes.joined(separator: " ")), ("aria-labelledby", title)])
        let units = table.columns.indices.map { sharedUnit(of: table, column: $0) }
        tableHead(table, units: units)
        raw("<tbody>")
        for row in table.rows { tableRow(row, of: table, units: units) }
        raw("</tbody>")
        close("table")
        close("div")
        for remark in table.remarks { element("p", [("class", "limited")], "* \(remark)") }
        if let limit = table.limited {
            let line = words(.showing, ["shown": .count(table.rows.count), "total": .count(limit.total), "rest": .text(limit.rest)])
            element("p", [("class", "limited")], line)
        }
        close("div")
    }

    private mutating func tableHead(_ table: Table, units: [String?]) {
        raw("<thead><tr>")
        for (column, unit) in zip(table.columns, units) {
            open("th", [("scope", "col")] + (isNumeric(column.kind) ? [("class", "num")] : []))
            text(column.title)
            if let unit {
                raw(" ")
                element("span", [("class", "unit")], unit)
            }
            close("th")
        }
        raw("</tr></thead>")
    }

    private mutating func tableRow(_ row: Row, of table: Table, units: [String?]) {
        var attributes: [(String, String)] = []
        if row.role != .item {
            let isDeep = table.layout == .tree && row.role == .subtotal && row.level > 1
            attributes.append(("class", isDeep ? "subtotal deep" : row.role.rawValue))
        }
        if table.layout == .tree { attributes.append(("data-l", String(row.level))) }
        // Cells and rows end where the next begins: HTML needs no end tags for them, and a page has thousands.
        raw("\n")
        open("tr", attributes)
        var said: Set<String> = []
        for (index, column) in table.columns.enumerated() {
            let cell = index < row.cells.count ? row.cells[index] : Cell(.empty)
            // One reason for several figures of a row is shown once, and heard at each.
            var isRepeated = false
            if case .unavailable(let reason) = cell.value { isRepeated = !said.insert(reason).inserted }
            let hasUnit = units[index] != nil || row.namesCurrency(of: cell.value)
            tableCell(cell, index: index, column: column, row: row, hasUnit: hasUnit, isRepeated: isRepeated)
        }
    }

    private mutating func tableCell(
        _ cell: Cell, index: Int, column: Column, row: Row, hasUnit: Bool, isRepeated: Bool
    ) {
        // A header without a word would head nothing.
        let name = (index == 0 && cell.value != .empty) || row.role == .header ? "th" : "td"
        var classes: [String] = []
        // Figures are most of the cells, so they are what a cell is without a class.
        let isFigure = isNumeric(column.kind) || Self.isFigure(cell.value) && column.kind != .text
        if index == 0, isFigure { classes.append("num") }
        if index == 0, row.level > 0 { classes.append("l\(min(row.level, 9))") }
        switch cell.value {
        case .identifier: classes.append("id")
        // Room for a name in two lines at most.
        case .text(let text) where index > 0 && column.kind == .text && text.count > 10: classes.append("name")
        case .date: classes.append("date")
        case .trend: classes.append("trend")
        default: if index > 0, !isFigure { classes.append("t") }
        }
        var attributes: [(String, String)] = []
        if index == 0, name == "th" { attributes.append(("scope", "row")) }
        if !classes.isEmpty { attributes.append(("class", classes.joined(separator: " "))) }
        if let key = Self.sortKey(cell.value) { attributes.append(("data-v", key)) }
        open(name, attributes)
        if let link = cell.link { open("a", [("href", "#" + Self.target(of: link))]) }
        if case .trend(let points) = cell.value {
            sparkline(points, label: trendLabel(points, beside: row))
        } else {
            value(cell.value, unit: !hasUnit, isReasonShown: !isRepeated)
        }
        if let remark = cell.remark { mark(remark) }
        if cell.link != nil { close("a") }
    }

    /// The trend in words, written like the row's own figure.
    func trendLabel(_ points: [ExactDecimal?], beside row: Row) -> String {
        let known = points.compactMap { $0 }
        guard let first = known.first, let last = known.last else { return words[.trend] }
        let like = row.cells.first { Self.isFigure($0.value) }?.value
        func written(_ number: ExactDecimal) -> String {
            switch like {
            case .percent: figures.percent(number)
            case .money(_, let currency): figures.figure(number, unit: .money, currency: currency)
            case .days: figures.figure(number, unit: .days, currency: "")
            default: figures.number(number)
            }
        }
        return words(.trendSaid, ["points": .count(points.count), "first": .text(written(first)), "last": .text(written(last))])
    }

    /// The unit for the column's title, where all its cells have the same.
    private func sharedUnit(of table: Table, column index: Int) -> String? {
        switch table.columns[index].kind {
        case .days: return words[.days]
        case .money:
            var currencies: Set<String> = []
            for row in table.rows where index < row.cells.count {
                if case .money(_, let currency) = row.cells[index].value { currencies.insert(currency) }
            }
            return currencies.count == 1 ? currencies.first : nil
        default: return nil
        }
    }

    private func isNumeric(_ kind: Column.Kind) -> Bool {
        switch kind {
        case .number, .money, .percent, .days: true
        case .text, .identifier, .date, .status, .trend: false
        }
    }
}

extension Row {
    /// Whether an amount's currency has a cell of its own beside it.
    func namesCurrency(of value: CellValue) -> Bool {
        guard case .money(_, let currency) = value else { return false }
        return cells.contains { $0.value == .text(currency) }
    }
}
