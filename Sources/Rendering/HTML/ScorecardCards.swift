internal import Model

/// The scorecard at a glance: one card for each row of its first table, with the figure large.
///
/// The figure is the row's first; target and change are the columns `target` and `change`.
extension Markup {
    mutating func cards(of table: Table) {
        let cards = table.rows.filter { $0.role != .header }.compactMap { ScorecardCard(row: $0, of: table) }
        guard !cards.isEmpty else { return }
        raw("\n")
        open("ul", [("class", "cards")])
        for card in cards { self.card(card) }
        close("ul")
    }

    private mutating func card(_ card: ScorecardCard) {
        raw("\n")
        open("li", [("class", card.status.map { "card \($0.status.rawValue)" } ?? "card")])
        open("p", [("class", "name")])
        if let link = card.link {
            element("a", [("href", "#" + Self.anchor(link))], card.name)
        } else {
            text(card.name)
        }
        close("p")
        if let measure = card.measure { element("p", [("class", "measure")], measure) }
        open("p", [("class", "figure")])
        if let origin = card.origin { open("a", [("href", "#" + Self.target(of: origin))]) }
        value(card.figure, unit: true)
        if card.origin != nil { close("a") }
        close("p")
        open("p", [("class", "facts")])
        if let status = card.status { self.status(status) }
        if let target = card.target {
            open("span", [("class", "target")])
            text("\(words[.target]) \(figures.alone(target))")
            if let remark = card.targetRemark { mark(remark) }
            close("span")
        }
        if case .change(let change, let unit, let currency, let isGood) = card.change {
            self.change(change, unit: unit, currency: currency, isGood: isGood)
        }
        close("p")
        if let trend = card.trend, trend.contains(where: { $0 != nil }) { sparkline(trend, label: trendLabel(trend, beside: Row([Cell(card.figure)]))) }
        close("li")
    }
}

/// One headline, as read from a row of the scorecard.
struct ScorecardCard {
    let name: String
    let measure: String?
    let figure: CellValue
    let target: CellValue?
    let targetRemark: String?
    let status: ShownStatus?
    let change: CellValue?
    let trend: [ExactDecimal?]?
    let link: String?
    /// Where the figure comes from.
    let origin: String?

    /// nil where the row has no name or no figure.
    init?(row: Row, of table: Table) {
        let named = Dictionary(zip(table.columns.map(\.name), row.cells)) { first, _ in first }
        guard case .text(let name)? = row.cells.first?.value,
            let position = row.cells.firstIndex(where: { Markup.isFigure($0.value) })
        else { return nil }
        self.name = name
        figure = row.cells[position].value
        let texts = row.cells[1..<max(1, position)].compactMap { cell -> String? in
            if case .text(let text) = cell.value, !text.isEmpty { text } else { nil }
        }
        measure = texts.first
        target = named["target"].flatMap { Markup.isFigure($0.value) ? $0.value : nil }
        targetRemark = named["target"]?.remark
        status = row.cells.compactMap { if case .status(let status) = $0.value { status } else { nil } }.first
        change = row.cells.map(\.value).first { if case .change = $0 { true } else { false } }
        trend = row.cells.compactMap { if case .trend(let points) = $0.value { points } else { nil } }.first
        link = row.cells.first?.link
        origin = row.cells[position].link
    }
}
