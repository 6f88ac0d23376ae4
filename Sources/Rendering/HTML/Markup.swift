internal import Model

/// HTML in the making: `text` is escaped, `raw` is ours.
struct Markup {
    private(set) var html = ""
    let figures: FigureText

    init(figures: FigureText) { self.figures = figures }

    var words: Words { figures.words }

    /// What was made since it was last taken.
    mutating func take() -> String {
        defer { html = "" }
        return html
    }

    mutating func raw(_ markup: String) { html += markup }
    mutating func text(_ text: String) { html += Self.escaped(text) }

    /// `<name attributes>text</name>`.
    mutating func element(_ name: String, _ attributes: [(String, String)] = [], _ text: String) {
        raw("<" + name + Self.attributes(attributes) + ">" + Self.escaped(text) + "</" + name + ">")
    }

    mutating func open(_ name: String, _ attributes: [(String, String)] = []) {
        raw("<" + name + Self.attributes(attributes) + ">")
    }

    mutating func close(_ name: String) { raw("</" + name + ">") }

    static func attributes(_ attributes: [(String, String)]) -> String {
        attributes.map { " \($0.0)=\"\(escaped($0.1))\"" }.joined()
    }

    /// Safe in text and in quoted attributes; characters that HTML forbids become U+FFFD.
    static func escaped(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { $0 >= 32 && $0 < 127 && $0 != 38 && $0 != 60 && $0 != 62 && $0 != 34 && $0 != 39 }
        if isPlain { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case "\r": result += " "
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            // Overrides of the writing direction could make a name read as another.
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// An id for links inside the page.
    /// A table's id has a dot, a section's has none.
    static func target(of link: String) -> String { anchor(link.contains(".") ? "t-" + link : link) }

    static func anchor(_ id: String) -> String {
        "s-" + String(id.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") ? $0 : "-" })
    }
}
