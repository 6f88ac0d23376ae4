internal import Foundation
package import Model

extension ReportDefinition {
    /// Reads a report definition; nothing outside the text is looked at, but for the names of time zones.
    package static func read(_ source: DefinitionText) -> Reading<ReportDefinition> {
        let sink = FindingSink()
        guard let root = YAMLSyntax.root(of: source, sink: sink) else { return sink.reading(nil) }
        return sink.reading(ReportReader.report(root, source))
    }
}

/// Reads the keys of a report definition.
enum ReportReader {
    static func report(_ root: YAMLValue, _ source: DefinitionText) -> ReportDefinition? {
        guard let map = MapReader(root, "a report definition", ReportKeys.root) else { return nil }
        let name = map["report"]?.fileName() ?? ""
        var report = ReportDefinition(
            name: name, title: map["title"].flatMap(LocalizedText.read) ?? name, path: source.path, ledgerPath: "", metrics: [])
        report.titles = map["title"].map(LocalizedText.others) ?? [:]
        if let ledger = map["ledger"], let path = ledger.phrase() {
            report.ledgerPath = FilePath.resolve(path, in: source.folder)
            report.ledgerPlace = ledger.place
        }
        ReportFrame.read(map, into: &report)
        report.metrics = map["metrics"].map(MetricSelectionReader.selections) ?? []
        if let outputs = map["outputs"] { report.outputs = formats(outputs) }
        if let csv = map["csv"].flatMap({ MapReader($0, "\"csv\"", ReportKeys.csv) }) {
            report.csvLocale = csv.choice("locale", ReportDefinition.CSVLocale.self) ?? .plain
        }
        if let engine = map["engine"].flatMap(EngineChoiceReader.read) { report.engine = engine }
        for entry in map["severities"]?.ownEntries() ?? [] {
            report.severities[entry.key] = entry.value.choice(Finding.Severity.self).map { Located($0, place: entry.place) }
        }
        report.schedule = map["schedule"].map { ScheduleReader.read($0, zone: report.zone) } ?? []
        report.split = map["split"].flatMap { SplitReader.read($0, groupBy: report.groupBy.map(\.name)) }
        report.deliver = map["deliver"].flatMap { DeliverReader.read($0, members: report.split?.table) }
        report.staleAfter = map["quality"].flatMap(QualityKeys.staleAfter)
        // Without a ledger there is nothing to go on with, and what was found so far is said.
        return report.ledgerPath.isEmpty ? nil : report
    }

    private static func formats(_ value: YAMLValue) -> [OutputFormat] {
        let known = OutputFormat.allCases.map(\.rawValue)
        let formats = (value.names() ?? []).compactMap { word in
            let format = OutputFormat(rawValue: word.value)
            if format == nil { value.sink.add(Problem.unknownWord("outputs", word.value, known: known, word.place)) }
            return format
        }
        if case .list(let items) = value.content, items.isEmpty { value.sink.add(Problem.emptyList(value, "an output")) }
        return formats
    }
}
