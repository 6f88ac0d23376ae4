/// A JSON value whose objects keep their order, so that a written schema reads as its table does.
enum JSONNode: Sendable {
    case text(String)
    case integer(Int)
    case boolean(Bool)
    case list([JSONNode])
    case object([(String, JSONNode)])

    static func texts(_ texts: [String]) -> JSONNode { .list(texts.map(JSONNode.text)) }

    /// Two spaces of indentation; what fits on a line of 120 stays on one.
    var pretty: String { lines(indent: 0) + "\n" }

    private func lines(indent: Int) -> String {
        let compact = compact
        if compact.count + indent <= 110 { return compact }
        let (inner, outer) = (String(repeating: " ", count: indent + 2), String(repeating: " ", count: indent))
        switch self {
        case .object(let entries):
            let lines = entries.map { "\(inner)\(Self.quoted($0.0)): \($0.1.lines(indent: indent + 2))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
        case .list(let items):
            return "[\n" + items.map { inner + $0.lines(indent: indent + 2) }.joined(separator: ",\n") + "\n\(outer)]"
        default: return compact
        }
    }

    private var compact: String {
        switch self {
        case .text(let text): return Self.quoted(text)
        case .integer(let number): return String(number)
        case .boolean(let flag): return flag ? "true" : "false"
        case .list(let items): return "[" + items.map(\.compact).joined(separator: ", ") + "]"
        case .object(let entries):
            if entries.isEmpty { return "{}" }
            return "{ " + entries.map { "\(Self.quoted($0.0)): \($0.1.compact)" }.joined(separator: ", ") + " }"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
