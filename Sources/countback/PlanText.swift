internal import Definitions
internal import Metrics
internal import Model
internal import Planning

/// A run's plan in words: what is read, which facts are computed where, what comes out.
enum PlanText {
    static func plan(_ project: Project) -> String {
        let report = project.report
        var lines = ["report \(report.name): \(report.title)", "  key date: \(words(report.asOf)), \(report.trend.points) point(s) every \(report.trend.every.rawValue)"]
        lines.append("  currency: \(report.currency ?? project.ledger.currency ?? "the items' own")")
        lines.append("  grouped by: \(report.groupBy.isEmpty ? "nothing" : report.groupBy.map(\.name).joined(separator: " / "))")
        for filter in report.filter { lines.append("  only \(filter.dimension.name): \(filter.members.joined(separator: ", "))") }
        lines.append("1. read the ledger \(project.ledger.name)")
        for source in project.ledger.sources { lines.append("   \(source.relation) from \(source.query?.shownName ?? FilePath.fromHere(source.file))") }
        lines.append("2. settle it: what is open at each key date, in report currency")
        lines.append("3. compute")
        for metric in project.metrics {
            let manifest = metric.plugin.manifest
            lines.append("   \(manifest.id) \(manifest.version)")
            for (name, value) in metric.parameters.sorted(by: { $0.key < $1.key }) { lines.append("     \(name) = \(value.written)") }
            for set in manifest.facts {
                lines.append("     facts/\(set.name).sql (\(set.kind.rawValue)): \((set.keys + set.measures.map(\.name)).joined(separator: ", "))")
            }
            lines.append("     rolled up to every node, then kpi.sql: \(manifest.values.map(\.id).joined(separator: ", "))")
            for table in manifest.tables { lines.append("     table \(manifest.id).\(table.name)") }
        }
        lines.append("4. compose the pack and write \(report.outputs.map(\.rawValue).joined(separator: ", "))")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func words(_ rule: KeyDateRule) -> String {
        switch rule {
        case .date(let day): day.description
        case .lastWeekday(let day): "last_" + ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"][day - 1]
        case .monthEnd: "month_end"
        case .quarterEnd: "quarter_end"
        case .yesterday: "yesterday"
        case .ledgerEnd: "the ledger's newest posting"
        }
    }
}
