internal import Model

/// Reads a delivery condition: tests joined by `and`, `or` and `not`, with parentheses.
///
/// `not` binds closest, then `and`, then `or`.
struct ConditionReader {
    private struct Token {
        var text: String
        /// In characters from the start of the text.
        var offset: Int
    }

    /// What ends the reading: the first thing that can't be so.
    private struct Flaw: Error {
        var offset: Int
        var message: String
        var remedy: String
    }

    private let value: YAMLValue
    private let tokens: [Token]
    private let length: Int
    private var position = 0
    private static let comparisons = FigureTest.Comparison.allCases.map(\.rawValue)
    private static let form = "write a test such as aged_debt.overdue_share > 20%, dso.countback rises by 3 or dso is missed"

    static func read(_ value: YAMLValue) -> Located<DeliveryCondition>? {
        guard let text = value.phrase() else { return nil }
        var reader = ConditionReader(text, value)
        do {
            let condition = try reader.any()
            if let rest = reader.next { throw Flaw(offset: rest.offset, message: "\"\(rest.text)\" is not expected here", remedy: "join tests with \"and\" or \"or\"") }
            return Located(condition, place: value.place)
        } catch let flaw as Flaw {
            value.sink.add(Finding("bad-condition", .error, "the condition can't be read: \(flaw.message)", place: reader.place(flaw.offset), remedy: flaw.remedy))
        } catch {}
        return nil
    }

    private init(_ text: String, _ value: YAMLValue) {
        self.value = value
        length = text.count
        var tokens: [Token] = []
        var current = ""
        func flush(at end: Int) {
            if !current.isEmpty { tokens.append(Token(text: current, offset: end - current.count)) }
            current = ""
        }
        for (offset, character) in text.enumerated() {
            if character == " " {
                flush(at: offset)
            } else if "()<>=!".contains(character) {
                flush(at: offset)
                if character == "=", let last = tokens.last, ["<", ">", "!", "="].contains(last.text), last.offset == offset - 1 {
                    tokens[tokens.count - 1].text = last.text == "=" ? "=" : last.text + "="
                } else {
                    tokens.append(Token(text: String(character), offset: offset))
                }
            } else {
                current.append(character)
            }
        }
        flush(at: length)
        self.tokens = tokens
    }

    private var next: Token? { position < tokens.count ? tokens[position] : nil }
    private var end: Int { tokens.last.map { $0.offset + $0.text.count } ?? 0 }

    /// A folded text has no columns of its own: then the place is where it begins.
    private func place(_ offset: Int) -> Place {
        let start = value.place
        guard let column = start.column, let excerpt = start.excerpt else { return start }
        let line = Array(excerpt)
        let quote = line.indices.contains(column - 1) && (line[column - 1] == "\"" || line[column - 1] == "'") ? 1 : 0
        let at = column + quote + offset
        let token = tokens.first { $0.offset == offset }?.text ?? ""
        guard at - 1 + token.count <= line.count, String(line[(at - 1)..<(at - 1 + token.count)]) == token else { return start }
        return value.source.place(line: value.line, column: at)
    }

    private mutating func take(_ word: String) -> Bool {
        guard next?.text == word else { return false }
        position += 1
        return true
    }

    private mutating func any() throws -> DeliveryCondition {
        var parts = [try all()]
        while take("or") { parts.append(try all()) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func all() throws -> DeliveryCondition {
        var parts = [try negated()]
        while take("and") { parts.append(try negated()) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func negated() throws -> DeliveryCondition {
        if take("not") { return .not(try negated()) }
        if let open = next, take("(") {
            let inner = try any()
            guard take(")") else { throw Flaw(offset: open.offset, message: "\"(\" is never closed", remedy: "add \")\"") }
            return inner
        }
        return .test(try test())
    }

    private mutating func test() throws -> FigureTest {
        guard let subject = next else { throw Flaw(offset: end, message: "a test is missing at its end", remedy: Self.form) }
        let names = subject.text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard names.count <= 2, names.allSatisfy(Identifier.isSnakeCase), !["and", "or", "not"].contains(subject.text) else {
            throw Flaw(offset: subject.offset, message: "\"\(subject.text)\" is no value of a metric", remedy: Self.form)
        }
        position += 1
        var isPercent = false
        let question = try question(after: subject.text, &isPercent)
        return FigureTest(
            metric: names[0], value: names.count == 2 ? names[1] : "", question: question, isPercent: isPercent, place: place(subject.offset))
    }

    private mutating func question(after subject: String, _ isPercent: inout Bool) throws -> FigureTest.Question {
        guard let word = next else { throw Flaw(offset: end, message: "\"\(subject)\" is compared with nothing", remedy: Self.form) }
        position += 1
        if let comparison = FigureTest.Comparison(rawValue: word.text) { return .compares(comparison, try number(after: word.text, &isPercent)) }
        switch word.text {
        case "rises": return .rises(by: take("by") ? try number(after: "by", &isPercent) : nil)
        case "falls": return .falls(by: take("by") ? try number(after: "by", &isPercent) : nil)
        case "is":
            let known = TargetStatus.allCases.map(\.rawValue)
            guard let status = next.flatMap({ TargetStatus(rawValue: $0.text) }) else {
                throw Flaw(
                    offset: next?.offset ?? end, message: "\"is\" must be followed by \(Problem.list(known, last: "or"))",
                    remedy: next.flatMap { Spelling.suggestion(for: $0.text, among: known) } ?? Self.form)
            }
            position += 1
            return .stands(status)
        default:
            let known = Self.comparisons + ["rises", "falls", "is"]
            throw Flaw(
                offset: word.offset, message: "\"\(word.text)\" is no comparison",
                remedy: Spelling.suggestion(for: word.text, among: known) ?? "the comparisons are \(Problem.list(known))")
        }
    }

    private mutating func number(after word: String, _ isPercent: inout Bool) throws -> ExactDecimal {
        guard let token = next else { throw Flaw(offset: end, message: "a number is missing after \"\(word)\"", remedy: Self.form) }
        position += 1
        var text = token.text
        if next?.text == "%" {
            position += 1
            text += "%"
        }
        isPercent = text.last == "%"
        guard let number = isPercent ? ExactDecimal(percent: text) : ExactDecimal(text) else {
            throw Flaw(offset: token.offset, message: "\"\(token.text)\" is no number", remedy: "write it plainly, such as 20%, 3 or 1250000.50")
        }
        return number
    }
}
