internal import Model

/// A metric's manual page as text.
enum MetricPage {
    static func text(_ plugin: MetricPlugin) -> String {
        let manifest = plugin.manifest
        var lines = ["\(manifest.title) (\(manifest.id) \(manifest.version))", "", manifest.description, "", "FORMULA", "  " + manifest.formula, ""]
        lines.append("VALUES")
        for value in manifest.values {
            let mark = value.isHeadline ? ", headline" : ""
            let better = value.better == .none ? "" : ", \(value.better.rawValue) is better"
            lines.append("  \(padded(value.id)) \(value.title) (\(value.unit.rawValue)\(better)\(mark))")
        }
        if !manifest.parameters.isEmpty { lines += ["", "PARAMETERS"] }
        for parameter in manifest.parameters {
            lines.append("  \(padded(parameter.name)) \(parameter.title)")
            lines.append("  \(padded("")) \(words(parameter.kind)), default \(parameter.fallback)")
        }
        lines += ["", "TABLES"]
        for table in manifest.tables { lines.append("  \(padded(table.name)) \(table.title)") }
        lines += ["", "NEEDS"]
        for (relation, columns) in manifest.needs.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(padded(relation)) \(columns.joined(separator: ", "))")
        }
        lines += ["", "FOLDER", "  " + plugin.folder, "", "EXAMPLE", "  metrics:", "    - " + example(manifest)]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func example(_ manifest: MetricManifest) -> String {
        guard let first = manifest.parameters.first else { return manifest.id }
        let shown = if case .dayRanges(let bounds, _) = first.fallback { "[\(bounds.map(String.init).joined(separator: ", "))]" } else { first.fallback.description }
        return "\(manifest.id): { \(first.name): \(shown) }"
    }

    private static func padded(_ text: String) -> String {
        text + String(repeating: " ", count: max(0, 20 - text.count))
    }

    private static func words(_ kind: MetricParameter.Kind) -> String {
        switch kind {
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .decimal(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
        case .boolean: "true or false"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        case .text: "a text"
        case .date: "a date"
        case .dayRanges: "rising upper bounds in days"
        }
    }
}
