/// How a value comes about, in words with the figures of a node in their places.
///
/// `{name}` is the figure of a value, of an input or of a parameter; what stands in `[…]` is left out where a figure in it
/// is missing: `{whole} days[ + {rest} ÷ {sales} × {days} days]`.
package struct MetricExplanation: Sendable, Hashable {
    package enum Piece: Sendable, Hashable {
        case words(String)
        case figure(String)
        case whereKnown([Piece])
    }

    /// The id of the value that it explains.
    package var value: String
    /// As it is written.
    package let text: String
    package let pieces: [Piece]

    /// nil where the text's braces or brackets don't close.
    package init?(value: String, text: String) {
        guard let pieces = Self.pieces(of: text) else { return nil }
        self.value = value
        self.text = text
        self.pieces = pieces
    }

    /// Names in braces, in their order.
    package var names: [String] { Self.names(pieces) }

    private static func names(_ pieces: [Piece]) -> [String] {
        pieces.flatMap { piece -> [String] in
            switch piece {
            case .words: []
            case .figure(let name): [name]
            case .whereKnown(let inner): names(inner)
            }
        }
    }

    /// nil where braces or brackets don't close, or stand in each other wrongly.
    package static func pieces(of text: String) -> [Piece]? {
        var outer: [Piece] = []
        var inner: [Piece]?
        var words = ""
        var name: String?
        func closed(_ pieces: [Piece]) -> [Piece] { words.isEmpty ? pieces : pieces + [.words(words)] }
        for character in text {
            if let begun = name {
                switch character {
                case "}":
                    guard !begun.isEmpty else { return nil }
                    if inner != nil { inner = inner.map { closed($0) + [.figure(begun)] } } else { outer = closed(outer) + [.figure(begun)] }
                    (words, name) = ("", nil)
                case "{", "[", "]": return nil
                default: name = begun + String(character)
                }
                continue
            }
            switch character {
            case "{": name = ""
            case "}": return nil
            case "[":
                guard inner == nil else { return nil }
                outer = closed(outer)
                (words, inner) = ("", [])
            case "]":
                guard let found = inner else { return nil }
                outer.append(.whereKnown(closed(found)))
                (words, inner) = ("", nil)
            default: words.append(character)
            }
        }
        guard name == nil, inner == nil else { return nil }
        return closed(outer)
    }
}
