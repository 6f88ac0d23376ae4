internal import Model

/// A number format of a cell, by unit and decimals.
enum NumberFormat: Hashable {
    case general
    case text
    /// Text between so many spaces, which are shown and not part of it: readers differ on which side leads.
    case indented(Int)
    case integer
    case money(decimals: Int, code: String?)
    case percent(decimals: Int)
    /// `suffix` names the unit where the column doesn't.
    case days(decimals: Int, suffix: String?)
    /// With Excel's pattern for the pack's language.
    case date(String)
    /// A signed difference with an arrow: ▲ up, ▼ down, nothing where there is none; percentages differ by points, which
    /// the cell holds as such.
    case change(ValueUnit, decimals: Int, suffix: String?)

    /// Excel's pattern, written the American way; Excel shows it in the reader's own.
    var pattern: String {
        switch self {
        case .general: return "General"
        case .text: return "@"
        case .indented(let spaces):
            let pad = "\"" + String(repeating: " ", count: spaces) + "\""
            return pad + "@" + pad
        case .integer: return "#,##0"
        case .money(let decimals, let code): return "#,##0" + Self.decimals(decimals) + Self.literal(code)
        case .percent(let decimals): return "0" + Self.decimals(decimals) + "%"
        case .days(let decimals, let suffix): return "#,##0" + Self.decimals(decimals) + Self.literal(suffix)
        case .date(let pattern): return pattern
        case .change(let unit, let decimals, let suffix):
            let figure = Self.figure(unit, decimals: decimals, suffix: suffix)
            return "\"▲ +\"\(figure);\"▼ −\"\(figure);\(figure)"
        }
    }

    private static func figure(_ unit: ValueUnit, decimals: Int, suffix: String?) -> String {
        switch unit {
        case .money: NumberFormat.money(decimals: decimals, code: suffix).pattern
        case .percent, .days, .count: NumberFormat.days(decimals: decimals, suffix: suffix).pattern
        }
    }

    /// A chart's figures and axis in the unit; `compact` in thousands or millions where they are large.
    static func axis(_ unit: ValueUnit, largest: Double, words: Words) -> String {
        switch unit {
        case .percent: return largest < 0.05 ? "0.0%" : "0%"
        case .money, .count:
            if largest >= 5_000_000 { return "#,##0.0,," + quoted(words[.millionShort]) }
            return largest >= 20_000 ? "#,##0," + quoted(words[.thousandShort]) : "#,##0"
        case .days: return largest < 5 ? "0.0" : "0"
        }
    }

    /// Decimals as a number has them: a ratio shows two fewer as a percentage.
    static func percent(of ratio: ExactDecimal) -> NumberFormat { .percent(decimals: max(0, min(ratio.scale, 8) - 2)) }

    private static func decimals(_ count: Int) -> String {
        count > 0 ? "." + String(repeating: "0", count: min(count, 10)) : ""
    }

    private static func literal(_ text: String?) -> String {
        guard let text, !text.isEmpty else { return "" }
        return quoted(" " + text)
    }

    private static func quoted(_ text: String) -> String {
        "\"" + SafeText.line(text, limit: 21).replacing("\"", with: "") + "\""
    }
}
