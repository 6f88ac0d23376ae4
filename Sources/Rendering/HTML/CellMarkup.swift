internal import Model

/// Cells of a table, and the small pieces they share with the scorecard's cards.
extension Markup {
    /// `unit` is false where the column's title says it.
    mutating func value(_ value: CellValue, unit: Bool, isReasonShown: Bool = true) {
        switch value {
        case .empty: break
        case .money(let amount, _) where !unit: text(figures.number(amount))
        case .days(let days) where !unit: text(figures.number(days))
        case .money(let amount, let currency):
            text(figures.number(amount) + "\u{A0}")
            element("span", [("class", "unit")], currency)
        case .days(let days):
            text(figures.number(days) + "\u{A0}")
            element("span", [("class", "unit")], words[.days])
        case .status(let status): self.status(status)
        case .change(let change, let unit, let currency, let isGood):
            self.change(change, unit: unit, currency: currency, isGood: isGood)
        case .trend(let points): sparkline(points, label: "")
        case .unavailable(let reason):
            element("span", [("class", "na")], words[.notAvailable])
            raw(" ")
            element("span", [("class", isReasonShown ? "why" : "why sr")], reason)
        case .identifier(let id) where id.count > 40: element("span", [("class", "hash"), ("title", id)], id)
        case .text, .identifier, .integer, .percent, .date, .phrase: text(figures.alone(value))
        }
    }

    mutating func status(_ status: ShownStatus) {
        open("span", [("class", "status \(status.status.rawValue)")])
        text(words.name(of: status))
        close("span")
    }

    mutating func change(_ change: ExactDecimal, unit: ValueUnit, currency: String, isGood: Bool?) {
        let kind = change.isZero ? "" : isGood.map { $0 ? " good" : " bad" } ?? ""
        open("span", [("class", "change" + kind + (change.isZero ? "" : change.isNegative ? " down" : " up"))])
        text(figures.change(change, unit: unit, currency: currency))
        if !kind.isEmpty { element("span", [("class", "sr")], " (\(isGood == true ? words[.better] : words[.worse]))") }
        close("span")
    }

    mutating func sparkline(_ points: [ExactDecimal?], label: String) {
        raw(Sparkline(points: points, isMirrored: words.isRightToLeft).svg(label: label.isEmpty ? words[.trend] : label))
    }

    /// A star that says on pointing, and to screen readers, what stands below the table.
    mutating func mark(_ remark: String) {
        element("abbr", [("class", "mark"), ("title", remark)], "*")
    }

    /// What rows are sorted by where the cell's text doesn't say it; figures are read as they are written.
    static func sortKey(_ value: CellValue) -> String? {
        switch value {
        case .date(let date): String(date.daysSinceEpoch)
        case .status(let status):
            switch status.status {
            case .met: "0"
            case .near: "1"
            case .missed: "2"
            }
        default: nil
        }
    }

    static func isFigure(_ value: CellValue) -> Bool {
        switch value {
        case .integer, .money, .percent, .days, .unavailable: true
        case .empty, .text, .identifier, .date, .status, .change, .trend, .phrase: false
        }
    }
}
