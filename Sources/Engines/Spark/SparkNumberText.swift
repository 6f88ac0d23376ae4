internal import Model

/// Amounts in text under the declared format: those that are written plainly, with groups, signs and the declared marks.
struct SparkNumberText {
    private let format: DelimitedFormat
    private let digits: Int
    private let decimals: Int

    init(_ format: DelimitedFormat, digits: Int, decimals: Int) {
        self.format = format
        self.digits = digits
        self.decimals = decimals
    }

    private var decimal: String { String(UnicodeScalar(format.decimal)) }
    private var thousands: String { format.thousands.map { String(UnicodeScalar($0)) } ?? "" }

    /// The number; NULL where the text isn't written so.
    func number(_ cell: String) -> String {
        let marks = thousands + "+-() " + String(letters.sorted())
        let plain = "TRY_CAST(translate(\(cell), \(SparkText.literal(decimal + marks)), '.') AS DECIMAL(\(digits + decimals),\(decimals)))"
        let negative = ["contains(\(cell), '-')"] + (format.parentheses ? ["startswith(\(cell), '(')"] : [])
            + (suffixes.isEmpty || format.creditSuffixes.isEmpty ? [] : ["\(cell) RLIKE \(SparkText.literal("\(any(format.creditSuffixes))\\z"))"])
        return "CASE WHEN \(cell) RLIKE \(SparkText.literal(pattern)) THEN CASE WHEN \(negative.joined(separator: " OR ")) THEN -\(plain) ELSE \(plain) END END"
    }

    /// All that is certain: digits as many as fit, groups of three, decimals beyond the scale only where they are zeros.
    private var pattern: String {
        let groups = (digits - 3) / 3
        let mark = Self.escaped(decimal)
        let fraction = decimals == 0 ? "(?:\(mark)0+)?" : "(?:\(mark)(?:[0-9]{1,\(decimals)}|[0-9]{\(decimals)}0+))?"
        let grouped = thousands.isEmpty || groups < 1 ? "" : "[0-9]{1,3}(?:\(Self.escaped(thousands))[0-9]{3}){1,\(groups)}|"
        let number = "(?:\(grouped)[0-9]{1,\(digits)})\(fraction)"
        let ways = ["[+-]?\(number)"] + (format.trailingMinus ? ["\(number)-"] : []) + (format.parentheses ? ["\\(\(number)\\)"] : [])
            + (suffixes.isEmpty ? [] : ["\(number) ?\(any(suffixes))"])
        return "\\A(?:\(ways.joined(separator: "|")))\\z"
    }

    /// None where one is the end of another: which of them a text has is then for the reader to say.
    private var suffixes: [String] {
        let all = (format.creditSuffixes + format.debitSuffixes).map { $0.lowercased() }
        return all.contains { one in all.contains { $0 != one && $0.hasSuffix(one) } } ? [] : all
    }

    private var letters: Set<Character> { Set(suffixes.flatMap { $0 + $0.uppercased() }) }
    private func any(_ words: [String]) -> String { "(?i:\(words.joined(separator: "|")))" }
    private static func escaped(_ mark: String) -> String { mark.unicodeScalars.map { "\\x{\(String($0.value, radix: 16))}" }.joined() }
}
