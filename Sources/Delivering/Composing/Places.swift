/// Texts with places such as `{title}`.
enum Places {
    /// One pass, so that a member called `{status}` stays that; a place without a value stays too.
    static func filled(_ template: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = Substring(template)
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            rest = rest[open...]
            guard let close = rest.firstIndex(of: "}"), let value = values[String(rest[rest.index(after: open)..<close])] else {
                result.append("{")
                rest = rest.dropFirst()
                continue
            }
            result += value
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// On one line; what an empty place leaves behind at the end is cleared away: `Weekly 2026-11-20:` is `Weekly 2026-11-20`.
    static func subject(_ template: String, _ values: [String: String]) -> String {
        var text = HeaderText.oneLine(filled(template, values)).split(separator: " ").joined(separator: " ")
        while let last = text.last, " :,;-–—·(|".contains(last) { text.removeLast() }
        return text
    }
}
