internal import Model

extension MetricPage {
    /// For `docs/metrics/<id>.md`; no path of this machine is in it.
    var markdown: String {
        var lines = ["# \(title)", "", "`\(id)` \(version)", "", Self.escaped(description), "", "**Formula**: \(Self.escaped(formula))"]
        lines += ["", "```yaml"] + selection + ["```"]
        for section in sections {
            lines += ["", "## \(section.title)", ""]
            lines.append("| \(section.columns.joined(separator: " | ")) |")
            lines.append("|" + section.columns.map { _ in "---|" }.joined())
            for row in section.rows { lines.append("| \(cells(row, section).joined(separator: " | ")) |") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func cells(_ row: [String], _ section: Section) -> [String] {
        zip(row, section.columns).enumerated().map { index, cell in
            let (text, column) = cell
            guard index == 0 || column == "default" && !text.hasPrefix("the report's ") else { return Self.escaped(text) }
            let code = "`\(text.replacing("|", with: "\\|"))`"
            guard column == "file", isBuiltIn else { return code }
            return "[\(code)](../../Sources/Metrics/Plugins/\(id)/\(text))"
        }
    }

    /// Text that Markdown would take for more; what stands between backquotes is code there, too.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        var isCode = false
        for character in text {
            if character == "`" { isCode.toggle() }
            if character == "|" || !isCode && "*<>".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }

    /// `docs/metrics/README.md`: every built-in metric with its headline.
    static func index(_ plugins: [MetricPlugin]) -> String {
        var lines = [
            "# The metrics", "",
            "Each page is what `countback metrics show ID --markdown` prints; `make record` writes them anew. How to write a metric of your own: [metrics.md](../metrics.md).",
            "", "| id | headline | what it says |", "|---|---|---|",
        ]
        for manifest in plugins.map(\.manifest) {
            let headline = manifest.headline.map { escaped($0.title) } ?? ""
            lines.append("| [`\(manifest.id)`](\(manifest.id).md) | \(headline) | \(escaped(manifest.description)) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
