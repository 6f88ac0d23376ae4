internal import Model

/// Figures as a reader sees them: 1234.5 as `1,234.50`, the ratio 0.1534 as `15.34%`, −3 with a true minus sign.
struct FigureText: Sendable {
    let words: PageWords

    /// Grouped by thousands, with as many decimals as the number has.
    func number(_ number: ExactDecimal) -> String {
        var digits: [UInt8] = []
        digits.append(decimal: number.magnitude, mark: UInt8(ascii: "."))
        let whole = number.scale > 0 ? digits.count - number.scale - 1 : digits.count
        var bytes = number.isNegative ? Array(words.minus.utf8) : []
        for (index, digit) in digits.enumerated() {
            if index > 0, index < whole, (whole - index) % 3 == 0 { bytes += words.groupMark.utf8 }
            if index == whole { bytes += words.decimalMark.utf8 } else { bytes.append(digit) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func integer(_ count: Int) -> String { number(ExactDecimal(count)) }

    /// A ratio's hundredfold, without the sign `%`.
    static func hundredfold(_ ratio: ExactDecimal) -> ExactDecimal {
        ratio.scale >= 2
            ? ExactDecimal(unscaled: ratio.unscaled, scale: ratio.scale - 2)
            : ExactDecimal(unscaled: ratio.unscaled * ExactDecimal.powerOfTen(2 - ratio.scale), scale: 0)
    }

    func percent(_ ratio: ExactDecimal) -> String { number(Self.hundredfold(ratio)) + "%" }

    func date(_ date: CivilDate) -> String {
        let parts = date.components
        return "\(parts.day) \(words.months[parts.month - 1]) \(parts.year)"
    }

    /// With its unit, so that it can stand alone.
    func figure(_ value: ExactDecimal, unit: ValueUnit, currency: String) -> String {
        switch unit {
        case .percent: percent(value)
        case .days: "\(number(value)) \(words.days)"
        case .money: currency.isEmpty ? number(value) : "\(number(value)) \(currency)"
        case .count: number(value)
        }
    }

    /// A difference: always signed, percent in percentage points.
    func change(_ value: ExactDecimal, unit: ValueUnit, currency: String) -> String {
        let sign = value.isNegative ? words.minus : value.isZero ? "" : "+"
        let size = value.magnitude
        let text =
            unit == .percent
            ? "\(number(Self.hundredfold(size))) \(words.percentagePoints)"
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
        case .status(let status): words.status(status)
        case .change(let value, let unit, let currency, _): change(value, unit: unit, currency: currency)
        case .unavailable: words.notAvailable
        case .phrase(let pieces): phrase(pieces)
        }
    }
}
