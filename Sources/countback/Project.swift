internal import Definitions
internal import Delivering
internal import Foundation
internal import Metrics
internal import Model
internal import Rendering

/// A report with all that it names: its ledger definition and its metrics, read and checked together.
struct Project {
    var report: ReportDefinition
    var ledger: LedgerDefinition
    var metrics: [SelectedMetric]
    /// Findings that don't stop a run.
    var findings: [Finding]
    /// The definitions' files with their hashes, for the manifest.
    var definitions: [HashedFile]
    /// The ids of all metrics there are, in the report or not.
    var knownMetrics: [String] = []
    /// In the report's language.
    var words: Words
    /// What members of a split have of their own, and the words in their languages.
    var members: [MemberSetting] = []
    var memberWords: [String: Words] = [:]

    /// Reads everything, or refuses with every problem of every file at once.
    static func load(_ path: String, metricFolders: [String], overrides: (inout ReportDefinition) throws -> Void = { _ in }) throws -> Project {
        let text = try DefinitionText.load(path)
        let reportReading = ReportDefinition.read(text)
        var findings = reportReading.findings
        var ledgerReading: Reading<LedgerDefinition>?
        var definitions = [HashedFile(path: FilePath.name(of: path), hash: FileHash.of(bytes: text.bytes))]
        var changed = reportReading.draft
        var missing: Model.ExitCode?
        if changed != nil { try overrides(&changed!) }
        if let report = changed {
            do {
                let ledgerText = try DefinitionText.load(
                    report.ledgerPath, shown: relative(report.ledgerPath, to: path), namedAt: report.ledgerPlace ?? Place(file: path))
                let reading = LedgerDefinition.read(ledgerText)
                findings += reading.findings
                if let ledger = reading.value { findings += report.findings(against: ledger) }
                ledgerReading = reading
                definitions.append(
                    HashedFile(
                        path: relative(report.ledgerPath, to: path), hash: FileHash.of(bytes: ledgerText.bytes)))
                definitions += (reading.draft?.presetFiles ?? []).map { HashedFile(path: "presets/\($0.name)", hash: FileHash.of(bytes: $0.bytes)) }
            } catch let refusal as Refusal {
                // Told with what else is wrong.
                findings += refusal.findings
                missing = refusal.exit
            }
        }
        let members = changed.map { Self.members($0) } ?? MemberTable.Reading()
        findings += members.findings
        let languages = Set(members.settings.compactMap(\.language)).sorted()
        let catalog = Self.catalog(metricFolders: metricFolders, beside: path)
        var metrics: [SelectedMetric] = []
        if let report = changed {
            let selected = catalog.select(report.metrics)
            findings += selected.findings
            metrics = selected.value ?? []
            for i in metrics.indices { findings += Self.addWords([report.language] + languages, to: &metrics[i].plugin) }
            findings += report.deliveryFindings(metrics: metrics)
            findings += report.severityFindings(declared: catalog.plugins.flatMap { $0.manifest.findings.map(\.id) })
        }
        if let draft = ledgerReading?.draft, let report = changed { findings += missingRelations(metrics, draft, report) }
        guard let report = changed, let ledger = ledgerReading?.value,
            !findings.contains(where: { $0.severity == .error })
        else { throw Refusal(missing ?? .badDefinition, findings) }
        var words: [String: Words] = [:]
        for language in languages { words[language] = try WordShelf.standard.words(language) }
        return Project(
            report: report, ledger: ledger, metrics: metrics, findings: findings, definitions: definitions,
            knownMetrics: catalog.known, words: try WordShelf.standard.words(report.language), members: members.settings, memberWords: words)
    }

    private static func members(_ report: ReportDefinition) -> MemberTable.Reading {
        guard let table = report.split?.table else { return MemberTable.Reading() }
        return MemberTable.read(
            table.value, shown: relative(table.value, to: report.path), languages: WordShelf.languages, namedAt: table.place)
    }

    /// Only the languages that the report and its members ask for are read.
    private static func addWords(_ languages: [String], to plugin: inout MetricPlugin) -> [Finding] {
        PluginFolder(plugin.folder, shown: FilePath.fromHere(plugin.folder))
            .addWords(languages, to: &plugin) { FileHash.of(bytes: $0) }
    }

    /// Relations that a metric needs and the ledger has no source for: known before any extract is read.
    private static func missingRelations(
        _ metrics: [SelectedMetric], _ ledger: LedgerDefinition, _ report: ReportDefinition
    ) -> [Finding] {
        let there = Set(ledger.sources.map(\.relation))
        return metrics.flatMap { metric in
            metric.plugin.manifest.needs.keys.sorted().filter { !there.contains($0) }.map { relation in
                Finding(
                    "missing-relation", .error,
                    "the metric \(metric.plugin.manifest.id) needs the relation \"\(relation)\", and the ledger has no source for it",
                    place: metric.selection.place,
                    remedy: "Add `\(relation):` to the sources of \(Self.relative(ledger.path, to: report.path)), or leave "
                        + "\(metric.plugin.manifest.id) out.")
            }
        }
    }

    static func catalog(metricFolders: [String], beside definition: String?) -> PluginCatalog {
        var users = metricFolders
        if let definition, let folder = PluginCatalog.folder(beside: definition) { users.append(FilePath.fromHere(folder)) }
        return PluginCatalog.load(
            builtIn: PluginCatalog.builtInFolder(executable: Executable.path), users: users,
            hash: { FileHash.of(bytes: $0) })
    }

    /// A path as seen from a definition's folder, so that it reads the same on every machine.
    static func relative(_ path: String, to definition: String) -> String {
        let folder = FilePath.folder(of: FilePath.absolute(definition)) + "/"
        return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
    }
}

enum Executable {
    /// The running program's own file.
    static var path: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }
}
