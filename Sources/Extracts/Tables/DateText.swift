internal import Model

/// Writes dates in a declared format.
struct DateText {
    private let pattern: [UInt8]
    private let hasShortYear: Bool
    private let names: [String]

    /// - Parameter pattern: `%d.%m.%Y` and its like, as `DateFormat` reads it.
    init(_ pattern: String, months: MonthNames = .en) {
        names = (1...12).map { month in
            String(decoding: months.names.first { $0.month == month }?.name ?? [], as: UTF8.self)
        }
        self.pattern = Array(pattern.utf8)
        hasShortYear = pattern.contains("%y")
    }

    /// `seconds`: since midnight; shown where the format has a time, and behind the date where it hasn't and they matter
    /// to nobody but a column of text.
    func text(_ day: CivilDate, seconds: Int = 0) -> String {
        let parts = day.components
        // Two digits stand for 1969 to 2068 alone.
        if hasShortYear, !(1969...2068).contains(parts.year) { return day.description }
        var text = ""
        var isDirective = false
        for byte in pattern {
            if !isDirective {
                if byte == UInt8(ascii: "%") { isDirective = true } else { text.unicodeScalars.append(UnicodeScalar(byte)) }
                continue
            }
            isDirective = false
            switch UnicodeScalar(byte) {
            case "Y": text += Self.padded(parts.year, 4)
            case "y": text += Self.padded(parts.year % 100, 2)
            case "m": text += Self.padded(parts.month, 2)
            case "d": text += Self.padded(parts.day, 2)
            case "b", "B": text += names[parts.month - 1]
            case "H": text += Self.padded(seconds / 3600, 2)
            case "I": text += Self.padded((seconds / 3600 + 11) % 12 + 1, 2)
            case "M": text += Self.padded(seconds / 60 % 60, 2)
            case "S": text += Self.padded(seconds % 60, 2)
            case "f": text += "0"
            case "p": text += seconds < 43_200 ? "AM" : "PM"
            default: text.unicodeScalars.append(UnicodeScalar(byte))
            }
        }
        return text
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
