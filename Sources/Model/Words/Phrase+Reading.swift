extension Phrase {
    /// The values that give `message` when the phrase is filled in English; nil where it can't be that phrase.
    ///
    /// `{count, plural, one {# row is} other {# rows are}} late` reads `3 rows are late` as count 3. A text takes as little
    /// as it can.
    package func values(of message: String) -> [String: PhraseValue]? {
        var reader = PhraseReader()
        guard reader.read(parts[...], in: Array(message.utf8)[...], then: { $0.isEmpty }) else { return nil }
        return reader.found
    }
}

/// Finds a phrase's values in a text, going back where it went wrong.
private struct PhraseReader {
    var found: [String: PhraseValue] = [:]

    mutating func read(_ parts: ArraySlice<Phrase.Part>, in text: ArraySlice<UInt8>, then: (ArraySlice<UInt8>) -> Bool) -> Bool {
        read(parts, in: text) { reader, rest in then(rest) }
    }

    private mutating func read(
        _ parts: ArraySlice<Phrase.Part>, in text: ArraySlice<UInt8>, next: (inout PhraseReader, ArraySlice<UInt8>) -> Bool
    ) -> Bool {
        guard let part = parts.first else { return next(&self, text) }
        let rest = parts.dropFirst()
        switch part {
        case .literal(let literal):
            guard text.starts(with: literal.utf8) else { return false }
            return read(rest, in: text.dropFirst(literal.utf8.count), next: next)
        case .figure(let name): return value(name, .count, rest, text, next)
        case .place(let name, let kind): return value(name, kind, rest, text, next)
        case .plural(_, let forms):
            let before = found
            for form in forms {
                let matches = read(form.parts[...], in: text) { reader, remaining in reader.read(rest, in: remaining, next: next) }
                if matches { return true }
                found = before
            }
            return false
        case .optional(let inner):
            let before = found
            let matches = read(inner[...], in: text) { reader, remaining in reader.read(rest, in: remaining, next: next) }
            if matches { return true }
            found = before
            return read(rest, in: text, next: next)
        }
    }

    private mutating func value(
        _ name: String, _ kind: Phrase.Kind, _ rest: ArraySlice<Phrase.Part>, _ text: ArraySlice<UInt8>,
        _ next: (inout PhraseReader, ArraySlice<UInt8>) -> Bool
    ) -> Bool {
        let before = found
        let most = kind == .text || kind == .amounts ? text.count : text.prefix { Self.may($0, be: kind) }.count
        // A figure is taken whole, a text as short as what follows allows.
        let isFigure = kind != .text && kind != .amounts
        for length in isFigure ? Array((0...most).reversed()) : Array(0...most) where length > 0 {
            guard let value = Self.value(String(decoding: text.prefix(length), as: UTF8.self), kind) else { continue }
            if let known = before[name], known != value { continue }
            found[name] = value
            if read(rest, in: text.dropFirst(length), next: next) { return true }
            found = before
        }
        return false
    }

    private static func may(_ byte: UInt8, be kind: Phrase.Kind) -> Bool {
        let isDigit = byte >= 48 && byte <= 57
        return switch kind {
        case .count: isDigit
        case .number: isDigit || byte == 45 || byte == 46
        case .date: isDigit || byte == 45
        case .text, .amounts: true
        }
    }

    private static func value(_ text: String, _ kind: Phrase.Kind) -> PhraseValue? {
        switch kind {
        case .text: .text(text)
        case .amounts: .amounts(text)
        case .count: Int(text).map(PhraseValue.count)
        case .number: ExactDecimal(text).map(PhraseValue.number)
        case .date: CivilDate(text).map(PhraseValue.date)
        }
    }
}
