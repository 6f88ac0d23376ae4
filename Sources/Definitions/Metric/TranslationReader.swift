package import Model

extension MetricManifest {
    /// Takes the texts of a metric's `words/<language>.yaml`; a key that the metric doesn't have, and places that differ
    /// from the English text's, are warnings.
    package mutating func take(_ source: DefinitionText, language: String) -> [Finding] {
        let sink = FindingSink()
        guard let root = YAMLSyntax.root(of: source, sink: sink) else { return sink.ordered }
        let known = Dictionary(texts.map { ($0.key, $0.english) }) { first, _ in first }
        for (key, text, value) in TextFile.located(root) {
            guard let english = known[key] else {
                sink.add(Problem.unknownText(key, known: known.keys.sorted(), value.place))
                continue
            }
            translations[language, default: [:]][key] = text
            if !Self.haveSamePlaces(key.hasPrefix("charts.") ? MetricChart.phrase(english) : english, text) { sink.add(Problem.otherPlaces(key, english: english, value.place)) }
        }
        return sink.ordered
    }

    /// What of its texts lacks in the languages that packs may be in, each language once.
    package func lackingTexts(_ languages: [String]) -> [(language: String, keys: [String])] {
        languages.filter { $0 != "en" }.compactMap { language in
            let keys = texts.map(\.key).filter { translations[language]?[$0] == nil }
            return keys.isEmpty ? nil : (language, keys)
        }
    }

    private static func haveSamePlaces(_ english: String, _ text: String) -> Bool {
        guard let wanted = Phrase(english), let given = Phrase(text) else { return Phrase(english) == nil }
        return wanted.names == given.names
    }
}

/// Finds the texts that a manifest gives in several languages, `title: { en: Overdue, de: Überfällig }`, where they stand.
enum InlineTexts {
    /// By language and by key, as `MetricManifest.texts` has them.
    static func all(_ root: YAMLValue) -> [String: [String: String]] {
        var found: [String: [String: String]] = [:]
        visit(root, []) { path, texts in
            guard let key = key(path, english: texts["en"] ?? "") else { return }
            for (language, text) in texts where language != "en" { found[language, default: [:]][key] = text }
        }
        return found
    }

    private static func visit(_ value: YAMLValue, _ path: [String], _ found: ([String], [String: String]) -> Void) {
        switch value.content {
        case .empty, .text: return
        case .list(let items):
            for item in items { visit(item, path + [name(item)], found) }
        case .map(let entries):
            if let texts = texts(entries) { return found(path, texts) }
            for entry in entries { visit(entry.value, path + [entry.key], found) }
        }
    }

    private static func texts(_ entries: [YAMLEntry]) -> [String: String]? {
        guard entries.contains(where: { $0.key == "en" }), entries.allSatisfy({ ReportKeys.languages.contains($0.key) }) else { return nil }
        return Dictionary(entries.compactMap { entry in entry.value.scalar.map { (entry.key, $0) } }) { first, _ in first }
    }

    /// What an entry of a list is called: its id, else its title in English, else its own English text.
    private static func name(_ item: YAMLValue) -> String {
        guard case .map(let entries) = item.content else { return "" }
        for key in ["id", "title", "en"] {
            guard let value = entries.first(where: { $0.key == key })?.value else { continue }
            if let text = value.scalar { return text }
            if case .map(let texts) = value.content, let text = texts.first(where: { $0.key == "en" })?.value.scalar { return text }
        }
        return ""
    }

    /// `values.overdue.title` is `values.overdue`, as there is one text.
    private static func key(_ path: [String], english: String) -> String? {
        switch path.first {
        case "values" where path.last == "none": return "reasons.\(english)"
        case "values", "parameters", "charts", "checks": return path.last == "title" ? path.dropLast().joined(separator: ".") : nil
        case "tables" where path.contains("columns"): return (path.last == "title" ? path.dropLast() : path[...]).joined(separator: ".")
        default: return path.isEmpty ? nil : path.joined(separator: ".")
        }
    }
}
