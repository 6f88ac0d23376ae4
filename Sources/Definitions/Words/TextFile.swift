internal import Model

/// A YAML file of texts: maps of maps, whose keys are joined by dots; lists are numbered from 1.
///
/// `columns: { target: Ziel }` is `columns.target`.
package enum TextFile {
    package static func texts(_ source: DefinitionText) -> Reading<[String: String]> {
        let sink = FindingSink()
        guard let root = YAMLSyntax.root(of: source, sink: sink) else { return sink.reading(nil) }
        return sink.reading(Dictionary(located(root).map { ($0.key, $0.text) }) { first, _ in first })
    }

    /// Each with the place of its value.
    static func located(_ root: YAMLValue) -> [(key: String, text: String, value: YAMLValue)] {
        var found: [(String, String, YAMLValue)] = []
        func visit(_ value: YAMLValue, _ key: String) {
            func under(_ name: String) -> String { key.isEmpty ? name : "\(key).\(name)" }
            switch value.content {
            case .empty: value.sink.add(Problem.emptyValue(key, value.place))
            case .text(let text): found.append((key, text, value))
            case .list(let items): for (index, item) in items.enumerated() { visit(item, under("\(index + 1)")) }
            case .map(let entries): for entry in entries { visit(entry.value, under(entry.key)) }
            }
        }
        visit(root, "")
        return found
    }
}
