internal import Model

/// A value of a YAML file with the place it was written at; scalars are kept as text, so `NO` stays a country.
struct YAMLValue {
    enum Content {
        case empty
        case text(String)
        case list([YAMLValue])
        case map([YAMLEntry])
    }

    let content: Content
    /// The key it belongs to, or that of its list: what a finding calls it.
    let name: String
    let line: Int
    let column: Int
    let source: DefinitionText
    let sink: FindingSink

    var place: Place { source.place(line: line, column: column) }

    var isEmpty: Bool { if case .empty = content { true } else { false } }

    /// Its text, without a finding when it has none.
    var scalar: String? { if case .text(let text) = content { text } else { nil } }
    var isEmptyList: Bool { if case .list(let items) = content { items.isEmpty } else { false } }
    var isEmptyMap: Bool { if case .map(let entries) = content { entries.isEmpty } else { false } }

    /// What it looks like, for a finding: `"x"`, `a list`.
    var shown: String {
        switch content {
        case .empty: "nothing"
        case .text(let text): "\"\(text.count > 60 ? text.prefix(59) + "…" : text)\""
        case .list: "a list"
        case .map: "a map"
        }
    }
}

/// A key of a YAML map, where it stands, and its value.
struct YAMLEntry {
    let key: String
    let line: Int
    let column: Int
    let value: YAMLValue

    var place: Place { value.source.place(line: line, column: column) }
}
