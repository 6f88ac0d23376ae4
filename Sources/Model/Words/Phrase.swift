/// A text of a catalogue with places for values: `{count, plural, one {# row} other {# rows}} of {file}[[ ({names})]]`.
///
/// A place is `{name}`, or `{name, number}`, `{name, date}`, `{name, amounts}` where a message is read back and its
/// figures are to be written in the reader's way. What stands in `[[…]]` is left out where one of its values is missing. A brace before
/// anything but a letter is itself.
package struct Phrase: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable { case text, count, number, date, amounts }

    indirect enum Part: Sendable, Hashable {
        case literal(String)
        case place(String, Kind)
        /// The count itself, inside of a plural.
        case figure(String)
        /// By plural category, `other` among them.
        case plural(String, [Form])
        case optional([Part])
    }

    struct Form: Sendable, Hashable {
        var category: String
        var parts: [Part]
    }

    let parts: [Part]

    /// nil where brackets don't match, a kind is unknown, or a plural has no `other`.
    package init?(_ text: String) {
        var parser = PhraseParser(text)
        guard let parts = parser.parts(until: nil), parser.isAtEnd else { return nil }
        self.parts = parts
    }

    /// The names of all places, each once.
    package var names: Set<String> { Self.names(of: parts) }

    /// The categories of each plural, by the name of its count.
    package var categories: [String: Set<String>] { Self.categories(of: parts) }

    private static func names(of parts: [Part]) -> Set<String> {
        parts.reduce(into: []) { names, part in
            switch part {
            case .literal: break
            case .place(let name, _), .figure(let name): names.insert(name)
            case .plural(let name, let forms):
                names.insert(name)
                for form in forms { names.formUnion(Self.names(of: form.parts)) }
            case .optional(let inner): names.formUnion(Self.names(of: inner))
            }
        }
    }

    private static func categories(of parts: [Part]) -> [String: Set<String>] {
        parts.reduce(into: [:]) { found, part in
            switch part {
            case .plural(let name, let forms): found[name, default: []].formUnion(forms.map(\.category))
            case .optional(let inner): found.merge(categories(of: inner)) { $0.union($1) }
            case .literal, .place, .figure: break
            }
        }
    }
}

/// Reads a phrase's text from left to right.
private struct PhraseParser {
    private let text: [Character]
    private var position = 0
    /// The count whose plural is being read: what `#` stands for.
    private var counts: [String] = []

    init(_ text: String) { self.text = Array(text) }

    var isAtEnd: Bool { position == text.count }

    mutating func parts(until end: String?) -> [Phrase.Part]? {
        var parts: [Phrase.Part] = []
        var literal = ""
        func flushed() -> [Phrase.Part] { literal.isEmpty ? parts : parts + [.literal(literal)] }
        while position < text.count {
            if let end, isNext(end) { break }
            let part: Phrase.Part?
            if isNext("[["), end != "]]" {
                part = optional()
            } else if isNext("{"), position + 1 < text.count, text[position + 1].isLetter {
                position += 1
                part = place()
            } else if isNext("#"), let count = counts.last {
                position += 1
                part = .figure(count)
            } else {
                literal.append(text[position])
                position += 1
                continue
            }
            guard let part else { return nil }
            parts = flushed() + [part]
            literal = ""
        }
        return flushed()
    }

    private func isNext(_ mark: String) -> Bool { text[position...].starts(with: mark) }

    private mutating func optional() -> Phrase.Part? {
        position += 2
        guard let inner = parts(until: "]]"), take("]"), take("]") else { return nil }
        return .optional(inner)
    }

    private mutating func place() -> Phrase.Part? {
        let name = word()
        guard !name.isEmpty else { return nil }
        if take("}") { return .place(name, .text) }
        guard take(",") else { return nil }
        let kind = word()
        guard kind == "plural" else {
            guard let kind = Phrase.Kind(rawValue: kind), take("}") else { return nil }
            return .place(name, kind)
        }
        guard take(",") else { return nil }
        counts.append(name)
        defer { counts.removeLast() }
        var forms: [Phrase.Form] = []
        while !take("}") {
            let category = word()
            guard !category.isEmpty, take("{"), let inner = parts(until: "}"), take("}") else { return nil }
            forms.append(Phrase.Form(category: category, parts: inner))
        }
        return forms.contains { $0.category == "other" } ? .plural(name, forms) : nil
    }

    private mutating func word() -> String {
        skipSpaces()
        var word = ""
        while position < text.count, text[position].isLetter || text[position].isNumber || text[position] == "_" {
            word.append(text[position])
            position += 1
        }
        skipSpaces()
        return word
    }

    private mutating func take(_ character: Character) -> Bool {
        guard position < text.count, text[position] == character else { return false }
        position += 1
        return true
    }

    private mutating func skipSpaces() {
        while position < text.count, text[position] == " " { position += 1 }
    }
}
