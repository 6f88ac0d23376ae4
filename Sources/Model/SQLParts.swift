/// A piece of an expression: an operand, or what stands between two.
struct SQLPart {
    enum Kind { case operand, times, divide, plus, minus, comma, `as`, other }
    var kind: Kind
    /// Blanks and comments before it.
    var lead: String
    var text: String
    /// Whether it is a date for sure.
    var isDate = false
    /// Whether it is one beside a date: `day`, which is also a day's number.
    var mayBeDate = false
    /// Whether a sum or difference has become of several.
    var isSum = false

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
    static func folded(_ parts: [SQLPart], by rules: some SQLRules) -> [SQLPart] {
        var sums = summed(multiplied(parts[...], rules), rules)
        // Sums bind before `||`; one engine takes both as they come.
        for position in sums.indices where sums[position].isSum {
            let neighbours = [position - 1, position + 1].filter(sums.indices.contains).map { sums[$0] }
            if neighbours.contains(where: { $0.kind == .other && $0.text == "|" }) { sums[position].text = "(\(sums[position].text))" }
        }
        return sums
    }

    static func joined(_ parts: some Sequence<SQLPart>) -> String { parts.map(\.whole).joined() }

    /// What commas part.
    static func arguments(_ parts: [SQLPart]) -> [String] {
        var texts: [String] = []
        var rest = parts[...]
        while let comma = rest.firstIndex(where: { $0.kind == .comma }) {
            texts.append(joined(rest[..<comma]) + rest[comma].lead)
            rest = rest[(comma + 1)...]
        }
        return texts + [joined(rest)]
    }

    /// What is called by which name, `x AS a` or `x a`, where it is a date.
    static func namesOfDates(_ parts: [SQLPart]) -> [String] {
        parts.indices.compactMap { position in
            guard parts[position].isDate, position + 1 < parts.count else { return nil }
            let next = parts[position + 1].kind == .as ? position + 2 : position + 1
            return parts.indices.contains(next) && parts[next].isOperand ? parts[next].text.lowercased().replacing("\"", with: "") : nil
        }
    }

    /// Whether a bracket, a subquery of one column or a CASE gives a date.
    static func areDate(_ parts: [SQLPart]) -> Bool {
        if parts.count == 1 { return parts[0].isDate }
        func isWord(_ position: Int, _ word: String) -> Bool { parts[position].kind == .other && parts[position].text.lowercased() == word }
        if isWord(0, "select") { return parts.count > 2 && parts[1].isDate && isWord(2, "from") }
        return parts.indices.dropFirst().contains { isWord($0 - 1, "then") && parts[$0].isDate }
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
            let days = sign.kind == .minus && (first.isDate || first.mayBeDate) && part.isDate ? rules.days(first.text, part.whole) : nil
            // A date and a number of days are a date.
            var sum = SQLPart(.operand, first.lead, days ?? plain, isDate: days == nil && first.isDate && !part.isDate)
            sum.isSum = days == nil
            result.append(sum)
        }
        return result
    }
}
