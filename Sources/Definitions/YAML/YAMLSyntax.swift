internal import Model
internal import Yams

/// Turns a definition's text into located values; what isn't YAML becomes one finding.
struct YAMLSyntax {
    let source: DefinitionText
    let sink: FindingSink
    /// Aliases can make a small file expand without end.
    private static let mostValues = 200_000
    private var count = 0

    /// The document's root; nil after a finding.
    static func root(of source: DefinitionText, sink: FindingSink) -> YAMLValue? {
        var syntax = YAMLSyntax(source: source, sink: sink)
        do {
            // Scalars stay text, so the rules that would type them (regular expressions, slow to start) are left out.
            guard let node = try Yams.compose(yaml: source.text, .basic, .default, .utf8) else {
                sink.add(Problem.emptyFile(source.shown))
                return nil
            }
            let value = syntax.value(node, name: "", fallback: (1, 1))
            if syntax.count > mostValues {
                sink.add(Problem.tooLarge(source.shown))
                return nil
            }
            return value
        } catch {
            sink.add(YAMLSyntaxError(source: source).finding(error))
            return nil
        }
    }

    private init(source: DefinitionText, sink: FindingSink) {
        self.source = source
        self.sink = sink
    }

    private mutating func value(_ node: Node, name: String, fallback: (line: Int, column: Int)) -> YAMLValue {
        count += 1
        let mark = node.mark.map { ($0.line, $0.column) } ?? fallback
        var content = YAMLValue.Content.empty
        if count <= Self.mostValues {
            switch node {
            case .scalar(let scalar):
                let isNull = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
                content = isNull ? .empty : .text(scalar.string)
            case .sequence(let nodes):
                content = .list(nodes.map { value($0, name: name, fallback: mark) })
            case .mapping(let pairs):
                content = .map(entries(pairs, fallback: mark))
            case .alias: break
            }
        }
        return YAMLValue(content: content, name: name, line: mark.0, column: mark.1, source: source, sink: sink)
    }

    private mutating func entries(_ pairs: Node.Mapping, fallback: (Int, Int)) -> [YAMLEntry] {
        var entries: [YAMLEntry] = []
        for (key, node) in pairs {
            let mark = key.mark.map { ($0.line, $0.column) } ?? fallback
            guard let text = key.scalar?.string else {
                sink.add(Problem.keyIsNoWord(source.place(line: mark.0, column: mark.1)))
                continue
            }
            // Yams tells `1` and `"1"` apart; as names they are the same.
            if let first = entries.first(where: { $0.key == text }) {
                sink.add(Problem.duplicateKey(text, first: first.line, source.place(line: mark.0, column: mark.1)))
                continue
            }
            entries.append(
                YAMLEntry(key: text, line: mark.0, column: mark.1, value: value(node, name: text, fallback: mark)))
        }
        return entries
    }
}
