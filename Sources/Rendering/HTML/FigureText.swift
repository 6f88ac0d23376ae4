internal import Model

/// Figures as a reader sees them: 1234.5 as `1,234.50`, the ratio 0.1534 as `15.34%`, −3 with a true minus sign.
struct FigureText: Sendable {
    let words: Words

    /// Grouped by thousands, with as many decimals as the number has.
    func number(_ number: ExactDecimal) -> String { words.figures.number(number) }

    func integer(_ count: Int) -> String { number(ExactDecimal(count)) }

    func percent(_ ratio: ExactDecimal) -> String { words.figures.percent(ratio) }
    func date(_ date: CivilDate) -> String { words.figures.day(date) }

    /// A chart's category: a key date in the reader's way, anything else as it is.
    func category(_ text: String) -> String { CivilDate(text).map(date) ?? text }

    /// With its unit, so that it can stand alone.
    func figure(_ value: ExactDecimal, unit: ValueUnit, currency: String) -> String {
        switch unit {
        case .percent: percent(value)
        case .days: "\(number(value)) \(words[.days])"
        case .money: currency.isEmpty ? number(value) : "\(number(value)) \(currency)"
        case .count: number(value)
        }
    }

    /// A difference: always signed, percent in percentage points.
    func change(_ value: ExactDecimal, unit: ValueUnit, currency: String) -> String {
        let sign = value.isNegative ? words.figures.minus : value.isZero ? "" : words.figures.plus
        let size = value.magnitude
        let text =
            unit == .percent
            ? "\(number(WrittenFigures.hundredfold(size))) \(words[.points])"
            : figure(size, unit: unit, currency: currency)
        return sign + text
    }

    private func phrase(_ pieces: [PhrasePiece]) -> String {
        pieces.map { piece in
            switch piece {
            case .words(let text): text
            case .figure(let value): alone(value)
            }
        }.joined()
    }

    /// Ends a sentence for screen readers, or names a cell outside its column.
    func alone(_ value: CellValue) -> String {
        switch value {
        case .empty, .trend: ""
        case .text(let text), .identifier(let text): text
        case .integer(let count): integer(count)
        case .money(let amount, let currency): figure(amount, unit: .money, currency: currency)
        case .percent(let ratio): percent(ratio)
        case .days(let days): figure(days, unit: .days, currency: "")
        case .date(let day): date(day)
        case .status(let status): words.name(of: status)
        case .change(let value, let unit, let currency, _): change(value, unit: unit, currency: currency)
        case .unavailable: words[.notAvailable]
        case .phrase(let pieces): phrase(pieces)
        }
    }
}
