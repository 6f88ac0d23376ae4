/// A piece of an expression: an operand, or what stands between two.
struct SQLPart {
    enum Kind { case operand, times, divide, plus, minus, comma, `as`, other }
    var kind: Kind
    /// Blanks and comments before it.
    var lead: String
    var text: String
    /// Whether it is a date for sure.
    var isDate = false

    init(_ kind: Kind, _ lead: String, _ text: String, isDate: Bool = false) {
        self.kind = kind
        self.lead = lead
        self.text = text
        self.isDate = isDate
    }

    var isOperand: Bool { kind == .operand }
    var isFrom: Bool { kind == .other && text.lowercased() == "from" }
    var whole: String { lead + text }
}

/// Pieces put together again, products and quotients before sums.
enum SQLParts {
    static func joined(_ parts: [SQLPart], by rules: some SQLRules) -> String {
        summed(multiplied(parts[...], rules), rules).map(\.whole).joined()
    }

    /// What commas part.
    static func arguments(_ parts: [SQLPart], by rules: some SQLRules) -> (texts: [String], areDates: Bool) {
        var texts: [String] = []
        var areDates = true
        var rest = parts[...]
        while true {
            let comma = rest.firstIndex { $0.kind == .comma }
            let argument = summed(multiplied(rest[..<(comma ?? rest.endIndex)], rules), rules)
            texts.append(argument.map(\.whole).joined() + (comma.map { rest[$0].lead } ?? ""))
            areDates = areDates && argument.count == 1 && argument[0].isDate
            guard let comma else { return (texts, areDates) }
            rest = rest[(comma + 1)...]
        }
    }

    private static func multiplied(_ parts: ArraySlice<SQLPart>, _ rules: some SQLRules) -> [SQLPart] {
        var result: [SQLPart] = []
        var rest = parts
        while let part = rest.popFirst() {
            guard let sign = result.last, sign.kind == .times || sign.kind == .divide, part.isOperand, let first = result.dropLast().last, first.isOperand
            else {
                result.append(part)
                continue
            }
            result.removeLast(2)
            let plain = first.text + sign.whole + part.whole
            let text = sign.kind == .divide ? rules.quotient(first.text, part.whole) ?? plain : plain
            result.append(SQLPart(.operand, first.lead, text))
        }
        return result
    }

    private static func summed(_ parts: [SQLPart], _ rules: some SQLRules) -> [SQLPart] {
        var result: [SQLPart] = []
        for part in parts {
            guard let sign = result.last, sign.kind == .plus || sign.kind == .minus, part.isOperand, let first = result.dropLast().last, first.isOperand
            else {
                result.append(part)
                continue
            }
            result.removeLast(2)
            let plain = first.text + sign.whole + part.whole
            let days = sign.kind == .minus && first.isDate && part.isDate ? rules.days(first.text, part.whole) : nil
            // A date and a number of days are a date.
            result.append(SQLPart(.operand, first.lead, days ?? plain, isDate: days == nil && first.isDate && !part.isDate))
        }
        return result
    }
}
