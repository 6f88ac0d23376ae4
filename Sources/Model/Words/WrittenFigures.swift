/// How a language writes numbers, shares and days: 1234.5 as `1.234,5`, 20 November 2026 as `20.11.2026`.
package struct WrittenFigures: Sendable, Hashable {
    package let decimalMark: String
    package let groupMark: String
    /// The least number of digits before the decimal mark that are grouped by thousands: Spanish leaves 1234 as it is.
    package let groupedFrom: Int
    package let minus: String
    package let plus: String
    /// What stands between a number and its percent sign.
    package let percentSign: String
    /// `d`, `dd`, `M`, `MM`, `MMM` and `yyyy` stand for parts of a day, as in Excel's formats.
    package let date: String
    package let dayAndMonth: String
    /// Excel's pattern for a day, whose marks are not replaced by those of the reader's system.
    package let sheetDate: String
    /// January first, short.
    package let months: [String]

    /// `text` gives what a catalogue says under a key.
    package init(_ text: (String) -> String) {
        decimalMark = text("figures.decimal_mark")
        groupMark = text("figures.group_mark")
        groupedFrom = Int(text("figures.grouped_from")) ?? 4
        minus = text("figures.minus")
        plus = text("figures.plus")
        percentSign = text("figures.percent_sign")
        date = text("figures.date")
        dayAndMonth = text("figures.day_and_month")
        sheetDate = text("figures.sheet_date")
        months = text("figures.months").split(separator: " ").map(String.init)
    }

    /// The keys of a catalogue that this is read from.
    package static let keys = [
        "decimal_mark", "group_mark", "grouped_from", "minus", "plus", "percent_sign", "date", "day_and_month", "sheet_date", "months",
    ].map { "figures." + $0 }

    /// Grouped by thousands, with as many decimals as the number has.
    package func number(_ number: ExactDecimal) -> String {
        var digits: [UInt8] = []
        digits.append(decimal: number.magnitude, mark: UInt8(ascii: "."))
        let whole = number.scale > 0 ? digits.count - number.scale - 1 : digits.count
        let isGrouped = whole >= groupedFrom
        var bytes = number.isNegative ? Array(minus.utf8) : []
        for (index, digit) in digits.enumerated() {
            if isGrouped, index > 0, index < whole, (whole - index) % 3 == 0 { bytes += groupMark.utf8 }
            if index == whole { bytes += decimalMark.utf8 } else { bytes.append(digit) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A ratio: 0.1534 is `15.34%`.
    package func percent(_ ratio: ExactDecimal) -> String { number(Self.hundredfold(ratio)) + percentSign }

    /// A ratio's hundredfold, without the sign `%`.
    package static func hundredfold(_ ratio: ExactDecimal) -> ExactDecimal {
        ratio.scale >= 2
            ? ExactDecimal(unscaled: ratio.unscaled, scale: ratio.scale - 2)
            : ExactDecimal(unscaled: ratio.unscaled * ExactDecimal.powerOfTen(2 - ratio.scale), scale: 0)
    }

    package func day(_ day: CivilDate) -> String { written(day, date) }

    /// Without the year, for the axis of a chart.
    package func dayAndMonth(_ day: CivilDate) -> String { written(day, dayAndMonth) }

    private func written(_ day: CivilDate, _ pattern: String) -> String {
        let parts = day.components
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        var written = ""
        var rest = Substring(pattern)
        while let first = rest.first {
            let run = first == "d" || first == "M" || first == "y" ? rest.prefix { $0 == first } : rest.prefix(1)
            rest = rest.dropFirst(run.count)
            switch run {
            case "d": written += "\(parts.day)"
            case "dd": written += padded(parts.day)
            case "M": written += "\(parts.month)"
            case "MM": written += padded(parts.month)
            case "MMM": written += months.indices.contains(parts.month - 1) ? months[parts.month - 1] : padded(parts.month)
            case "yyyy": written += String("000\(parts.year)".suffix(4))
            default: written += run
            }
        }
        return written
    }
}
