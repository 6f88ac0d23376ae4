/// What is written in another way, for `SQLRewriter`; nil: as it stands.
///
/// All texts that are given are rewritten already, and may begin with blanks and comments.
package protocol SQLRules {
    /// A function's call.
    func call(_ call: SQLCall) -> String?
    /// `CAST(value AS type)` and `value::type`; the type's words in small letters, with one blank between.
    func cast(_ value: String, to type: String) -> String?
    /// A number with an exponent: `1.5e3`.
    func power(of number: String) -> String?
    /// `a / b`.
    func quotient(_ dividend: String, _ divisor: String) -> String?
    /// `a - b` of two dates.
    func days(_ later: String, _ earlier: String) -> String?
}

extension SQLRules {
    package func call(_ call: SQLCall) -> String? { nil }
    package func cast(_ value: String, to type: String) -> String? { nil }
    package func power(of number: String) -> String? { nil }
    package func quotient(_ dividend: String, _ divisor: String) -> String? { nil }
    package func days(_ later: String, _ earlier: String) -> String? { nil }
}

/// A function's call in an SQL text.
package struct SQLCall {
    /// In small letters.
    package var name: String
    package var arguments: [String]
    /// Whether words part the arguments, as in `TRIM(BOTH 'x' FROM a)`.
    package var isWorded: Bool
    /// What follows the brackets: `FILTER (…)`, `OVER (…)`, `WITHIN GROUP (…)`.
    package var tail: String

    package init(name: String, arguments: [String], isWorded: Bool = false, tail: String) {
        self.name = name
        self.arguments = arguments
        self.isWorded = isWorded
        self.tail = tail
    }

    /// Of another function, with what follows.
    package func renamed(_ name: String, _ arguments: [String]? = nil) -> String {
        "\(name)(\((arguments ?? self.arguments).joined(separator: ",")))\(tail)"
    }

    /// An argument that is a whole number without a sign.
    package func count(_ position: Int) -> Int? {
        guard arguments.indices.contains(position), arguments[position].trimmingWhitespace.allSatisfy(\.isNumber) else { return nil }
        return Int(arguments[position].trimmingWhitespace)
    }

    /// An argument that is a text without a quote in it.
    package func literal(_ position: Int) -> String? {
        guard arguments.indices.contains(position) else { return nil }
        let text = arguments[position].trimmingWhitespace
        guard text.count > 1, text.first == "'", text.last == "'", !text.dropFirst().dropLast().contains("'") else { return nil }
        return String(text.dropFirst().dropLast())
    }
}

extension String {
    fileprivate var trimmingWhitespace: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[first...last])
    }
}
