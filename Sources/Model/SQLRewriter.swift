/// Reads an SQL text as far as its expressions go, and writes some of them in another way.
///
/// It knows calls, casts, brackets, CASE, and what `*`, `/`, `%`, `+`, `-` bind; words of statements only end an expression.
/// For texts that the check has passed, so that they can be read; what isn't understood stays as it is, to the letter.
package struct SQLRewriter<Rules: SQLRules> {
    private let bytes: [UInt8]
    private let tokens: [SQLToken]
    private let rules: Rules
    /// Relations' columns that are dates.
    private let dates: Set<String>
    /// Names that the text itself gives to dates.
    private var found: Set<String> = []
    private var at = 0

    /// - Parameter dates: names of columns, in small letters, that are dates in whichever relation they stand.
    package static func rewritten(_ sql: String, by rules: Rules, dates: Set<String> = []) -> String {
        var known = dates
        // A name may be used before it is given, and by others that are given then.
        for _ in 1..<5 {
            var rewriter = SQLRewriter(sql, rules, known)
            let text = rewriter.all()
            if rewriter.found.isSubset(of: known) { return text }
            known.formUnion(rewriter.found)
        }
        var rewriter = SQLRewriter(sql, rules, known)
        return rewriter.all()
    }

    private mutating func all() -> String {
        var text = ""
        while at < tokens.count {
            text += SQLParts.joined(level())
            // A bracket that nothing has opened.
            if let token { text += take(token) }
        }
        return text + slice(end(before: at), bytes.count)
    }

    private init(_ sql: String, _ rules: Rules, _ dates: Set<String>) {
        bytes = Array(sql.utf8)
        tokens = SQLToken.all(in: sql)
        self.rules = rules
        self.dates = dates
    }

    // MARK: Words

    private var token: SQLToken? { at < tokens.count ? tokens[at] : nil }
    private func token(_ offset: Int) -> SQLToken? { tokens.indices.contains(at + offset) ? tokens[at + offset] : nil }
    private func slice(_ from: Int, _ to: Int) -> String { from < to ? String(decoding: bytes[from..<to], as: UTF8.self) : "" }
    private func end(before index: Int) -> Int { index > 0 ? tokens[index - 1].range.upperBound : 0 }
    /// Blanks and comments before the next word.
    private var lead: String { slice(end(before: at), token?.range.lowerBound ?? bytes.count) }
    private func isSign(_ text: String, _ offset: Int = 0) -> Bool { token(offset).map { $0.kind == .sign && $0.text == text } ?? false }
    /// Two signs that stand together, such as `::`.
    private func isPair(_ first: String, _ second: String) -> Bool {
        isSign(first) && isSign(second, 1) && token(0)?.range.upperBound == token(1)?.range.lowerBound
    }
    private func isWord(_ text: String, _ offset: Int = 0) -> Bool { token(offset).map { $0.kind == .word && $0.text == text } ?? false }

    /// The next word as it stands, with what is before it.
    private mutating func take(_ token: SQLToken) -> String {
        let text = lead + slice(token.range.lowerBound, token.range.upperBound)
        at += 1
        return text
    }

    // MARK: Levels

    /// What stands between two brackets, or between CASE and END.
    private mutating func level(isCase: Bool = false) -> [SQLPart] {
        var parts: [SQLPart] = []
        while let token, !token.closes, !(isCase && isWord("end")) {
            let isAfterOperand = parts.last?.isOperand ?? false
            let blank = lead
            switch token.text {
            case "," where token.kind == .sign: parts.append(SQLPart(.comma, blank, takeText()))
            case "/" where token.kind == .sign && isAfterOperand:
                let isWhole = isPair("/", "/")
                parts.append(SQLPart(isWhole ? .times : .divide, blank, takeText() + (isWhole ? takeText() : "")))
            case "*" where token.kind == .sign && isAfterOperand, "%" where token.kind == .sign && isAfterOperand: parts.append(SQLPart(.times, blank, takeText()))
            case "+" where token.kind == .sign && isAfterOperand: parts.append(SQLPart(.plus, blank, takeText()))
            case "-" where token.kind == .sign && isAfterOperand: parts.append(SQLPart(.minus, blank, takeText()))
            case "as" where token.kind == .word: parts.append(SQLPart(.as, blank, takeText()))
            default: parts.append(beginsOperand(token) ? operand(isName: isAfterOperand || parts.last?.kind == .as) : SQLPart(.other, blank, takeText()))
            }
        }
        let folded = SQLParts.folded(parts, by: rules)
        found.formUnion(SQLParts.namesOfDates(folded))
        return folded
    }

    private mutating func takeText() -> String {
        guard let token else { return "" }
        at += 1
        return slice(token.range.lowerBound, token.range.upperBound)
    }

    private func beginsOperand(_ token: SQLToken) -> Bool {
        switch token.kind {
        case .literal, .name: true
        case .word: !SQLKeywords.all.contains(token.text)
        case .sign:
            token.opens || ["+", "-"].contains(token.text) && self.token(1).map { $0.kind != .sign || $0.opens || isSigned($0) } ?? false
                || isPoint(token)
        }
    }

    private func isSigned(_ token: SQLToken) -> Bool { token.kind == .sign && ["+", "-", "."].contains(token.text) }
    private func isPoint(_ token: SQLToken) -> Bool {
        token.text == "." && token.range.upperBound < bytes.count && (48...57).contains(bytes[token.range.upperBound])
    }

    // MARK: Operands

    /// - Parameter isName: behind an operand or AS a word is a name, and what is in its brackets are columns.
    private mutating func operand(isName: Bool = false) -> SQLPart {
        let blank = lead
        var sign = ""
        while let next = token, isSign("+") || isSign("-") { sign += sign.isEmpty ? takeText() : take(next) }
        var part = primary(isName)
        suffixes(&part)
        return sign.isEmpty ? part : SQLPart(.operand, blank, sign + part.whole)
    }

    /// `::type`, powers and places in lists, which bind before all else.
    private mutating func suffixes(_ part: inout SQLPart) {
        while let next = token {
            if isPair(":", ":") {
                let mark = lead + takeText() + takeText()
                let type = self.type()
                part.text = rules.cast(part.text, to: type.words) ?? part.text + mark + type.text
                part.isDate = type.words == "date"
            } else if isPair("*", "*") || isSign("^") {
                var text = take(next)
                if isSign("*") { text += takeText() }
                text += operand().whole
                part = SQLPart(.operand, part.lead, part.text + text)
            } else if isSign("[") {
                part.text += lead + brackets()
            } else {
                return
            }
        }
    }

    private mutating func primary(_ isName: Bool) -> SQLPart {
        let blank = lead
        guard let first = token else { return SQLPart(.other, blank, "") }
        if first.opens {
            let inside = enclosed()
            return SQLPart(.operand, blank, inside.text, isDate: inside.isDate)
        }
        if first.kind == .literal { return SQLPart(.operand, blank, takeText()) }
        if isPoint(first) || first.kind == .word && (48...57).contains(bytes[first.range.lowerBound]) { return SQLPart(.operand, blank, number()) }
        if isWord("case") {
            let cases = self.cases()
            return SQLPart(.operand, blank, cases.text, isDate: cases.isDate)
        }
        return named(blank, isName)
    }

    private mutating func brackets() -> String { enclosed().text }

    private mutating func enclosed() -> (text: String, isDate: Bool) {
        let text = takeText()
        let parts = level()
        return (text + SQLParts.joined(parts) + (token.map { take($0) } ?? ""), !parts.isEmpty && SQLParts.areDate(parts))
    }

    private mutating func cases() -> (text: String, isDate: Bool) {
        let text = takeText()
        let parts = level(isCase: true)
        return (text + SQLParts.joined(parts) + (token.map { isWord("end") ? take($0) : "" } ?? ""), parts.count > 1 && SQLParts.areDate(parts))
    }

    private mutating func number() -> String {
        guard let first = token else { return "" }
        let start = first.range.lowerBound
        var end = start
        var hasExponent = false
        while end < bytes.count {
            let here = bytes[end]
            if (48...57).contains(here) || here == UInt8(ascii: ".") || here == UInt8(ascii: "_") {
                end += 1
            } else if here == UInt8(ascii: "e") || here == UInt8(ascii: "E"), !hasExponent {
                hasExponent = true
                end += 1
                if end < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[end]) { end += 1 }
            } else {
                break
            }
        }
        while let next = token, next.range.lowerBound < end { at += 1 }
        let text = slice(start, self.end(before: at))
        return hasExponent ? rules.power(of: text) ?? text : text
    }

    /// A column, a call, or a literal with its type before it.
    private mutating func named(_ blank: String, _ isName: Bool) -> SQLPart {
        let first = token
        var text = takeText()
        var last = first?.text.lowercased() ?? ""
        var isPath = false
        while isSign("."), let next = token(1), next.kind == .word || next.kind == .name || next.text == "*" {
            text += token.map { take($0) } ?? ""
            text += take(next)
            (last, isPath) = (next.text.lowercased(), true)
        }
        // What stands in a schema is nobody's function here.
        if isSign("(") { return call(isPath || isName ? "" : last, text, blank) }
        if first?.kind == .word, !isPath, let literal = token, literal.kind == .literal {
            text += take(literal)
            if last == "interval", let unit = token, unit.kind == .word, SQLKeywords.units.contains(unit.text) { text += take(unit) }
            return SQLPart(.operand, blank, text, isDate: last == "date")
        }
        if last == "interval", !isPath, token?.kind == .word { text += operand().whole + (token.map { take($0) } ?? "") }
        var column = SQLPart(.operand, blank, text, isDate: dates.contains(last))
        column.mayBeDate = last == "day"
        return column
    }

    private mutating func call(_ name: String, _ written: String, _ blank: String) -> SQLPart {
        guard let opening = token else { return SQLPart(.operand, blank, written) }
        let mark = take(opening)
        let parts = level()
        let arguments = SQLParts.arguments(parts)
        let closing = token.map { take($0) } ?? ""
        let tail = self.tail()
        let plain = written + mark + arguments.joined(separator: ",") + closing + tail
        if name == "cast" || name == "try_cast", let mark = parts.lastIndex(where: { $0.kind == .as }) {
            let value = SQLParts.joined(parts[..<mark])
            let type = Self.words(SQLParts.joined(parts[(mark + 1)...]))
            return SQLPart(.operand, blank, (name == "cast" ? rules.cast(value, to: type) : nil) ?? plain, isDate: type == "date")
        }
        // The name of a WITH, and its columns.
        if isWord("as"), isSign("(", 1) || isWord("materialized", 1) || isWord("not", 1) { return SQLPart(.operand, blank, plain) }
        let text = rules.call(SQLCall(name: name, arguments: arguments, isWorded: parts.contains(where: \.isFrom), tail: tail))
        let isDate = SQLKeywords.makingDates.contains(name) || SQLKeywords.keepingDates.contains(name) && parts.contains(where: \.isDate)
        return SQLPart(.operand, blank, text ?? plain, isDate: isDate)
    }

    private mutating func tail() -> String {
        var text = ""
        while let next = token, next.kind == .word {
            switch next.text {
            case "filter" where isSign("(", 1), "over" where isSign("(", 1): text += take(next) + lead + brackets()
            case "over": text += take(next) + (token.map { take($0) } ?? "")
            case "within" where isWord("group", 1) && isSign("(", 2): text += take(next) + (token.map { take($0) } ?? "") + lead + brackets()
            case "ignore" where isWord("nulls", 1), "respect" where isWord("nulls", 1): text += take(next) + (token.map { take($0) } ?? "")
            default: return text
            }
        }
        return text
    }

    /// A type behind `::`.
    private mutating func type() -> (text: String, words: String) {
        let start = end(before: at)
        guard token?.kind == .word else { return ("", "") }
        at += 1
        if isWord("precision") || isWord("varying") { at += 1 }
        let name = slice(start, end(before: at))
        let size = isSign("(") ? lead + brackets() : ""
        return (name + size, Self.words(name + size))
    }

    /// A type's words without blanks that say nothing: `decimal(18,4)`, `double precision`.
    private static func words(_ type: String) -> String {
        let words = SQLToken.all(in: type)
        var text = ""
        for (position, word) in words.enumerated() {
            if position > 0, word.kind == .word, words[position - 1].kind == .word { text += " " }
            text += word.text
        }
        return text
    }
}
