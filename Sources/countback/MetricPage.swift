internal import Definitions
internal import Metrics
internal import Model

/// A metric's manual page, before it is text or Markdown.
struct MetricPage {
    /// Rows of cells under a heading; the first cell names the thing and is a name that files or SQL use.
    struct Section: Equatable {
        var title: String
        var columns: [String]
        var rows: [[String]]
        /// As text, what follows the second cell reads on in one line.
        var isRunning = true
    }

    var id: String
    var title: String
    var version: String
    var description: String
    var formula: String
    var sections: [Section]
    /// As a report definition selects it, with every parameter at its default.
    var selection: [String]
    /// The plugin's folder as seen from the current one; for the built-in ones, as seen from the clone.
    var folder: String
    var isBuiltIn: Bool

    init(plugin: MetricPlugin) {
        let manifest = plugin.manifest
        (id, title, version) = (manifest.id, manifest.title, manifest.version)
        (description, formula) = (manifest.description, manifest.formula)
        isBuiltIn = plugin.isBuiltIn
        folder = FilePath.fromHere(plugin.folder)
        let examples = plugin.examples().map { file, reading in
            ["examples/" + FilePath.name(of: file), reading.draft?.title ?? "can't be read"]
        }
        sections = [
            Section(title: "Values", columns: ["id", "what it is", "unit", "more"], rows: manifest.values.map(Self.row)),
            Section(
                title: "Parameters", columns: ["name", "what it does", "type and range", "default"],
                rows: manifest.parameters.map(Self.row)),
            Section(title: "Needs", columns: ["relation", "columns"], rows: Self.needs(manifest)),
            Section(title: "Tables", columns: ["name", "title", "rows", "columns"], rows: manifest.tables.map(Self.row), isRunning: false),
            Section(title: "Charts", columns: ["kind", "title", "of"], rows: manifest.charts.map(Self.row)),
            Section(title: "Targets", columns: ["measure", "meaning"], rows: manifest.targets.map { [Self.row($0)] } ?? []),
            Section(
                title: "Checks", columns: ["equation", "what it says"],
                rows: manifest.checks.map { ["\($0.left) = \($0.right)", $0.title] }),
            Section(
                title: "Findings", columns: ["id", "what it says", "what to do"],
                rows: manifest.findings.map { [$0.id, "\($0.severity.rawValue): \($0.message)", $0.remedy ?? ""] }, isRunning: false),
            Section(title: "Facts", columns: ["file", "kind", "columns"], rows: Self.facts(manifest)),
            Section(title: "Examples", columns: ["file", "what it shows"], rows: examples),
        ].filter { !$0.rows.isEmpty }
        selection = ["metrics:"] + Self.selection(manifest)
    }

    private static func selection(_ manifest: MetricManifest) -> [String] {
        let set = manifest.parameters.filter { $0.inherits == nil }
        guard !set.isEmpty else { return ["  - \(manifest.id)"] }
        return ["  - \(manifest.id):"] + set.map { "      \($0.name): \($0.fallback.written)" }
    }
}

extension ParameterValue {
    /// As a definition has to write it; `description` is for readers of a pack.
    var written: String {
        switch self {
        case .boolean(let flag): flag ? "true" : "false"
        case .dayRanges(let bounds, _): "[\(bounds.map(String.init).joined(separator: ", "))]"
        case .text(let text): Self.isPlain(text) ? text : "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        case .integer, .decimal, .date: description
        }
    }

    /// A word that YAML takes for nothing but text.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, (97...122).contains(first) || (65...90).contains(first) else { return false }
        return text.utf8.allSatisfy { (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 95 }
            && !["true", "false", "yes", "no", "null", "on", "off"].contains(text.lowercased())
    }
}
