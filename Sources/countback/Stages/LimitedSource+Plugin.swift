internal import Model

extension LimitedSource {
    /// More rows of one file are no report, and could fill the memory that they are read into.
    static let mostRows = 1_000_000

    /// What a plugin's file gives, up to that many rows.
    static func bounded(_ source: any BatchSource, _ file: MetricPlugin.SQLFile, of plugin: MetricPlugin) -> LimitedSource {
        LimitedSource(source, limit: mostRows) {
            Refusal(
                .badDefinition,
                Finding(
                    "too-many-rows", .error, "\(file.path) of \(plugin.manifest.id) gives more than \(mostRows) rows",
                    place: Place(file: "\(plugin.manifest.id)/\(file.path)"), remedy: "Group or limit it: figures have one row per key date and node."))
        }
    }
}
