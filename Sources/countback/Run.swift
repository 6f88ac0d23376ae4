internal import Composing
internal import Engines
internal import Foundation
internal import Metrics
internal import Model
internal import Planning
internal import Rendering

/// A report from definition to files: loaded, computed, composed, rendered, and put in place whole.
struct Run {
    var project: Project
    let output: String
    let formats: [OutputFormat]
    let today: CivilDate
    let progress: Progress
    /// nil: everything is computed, and nothing kept.
    var cache: ResultCache?
    /// The node whose facts and lists are shown; empty for the whole.
    var shownNode = ""
    /// Whether members' packs are to be sent, and searched before for what is others'.
    var isSent = false
    /// What is done is written there as a script.
    var script: ReplayScript?

    struct Outcome {
        var folder: String
        var pack: Pack
        var results: Results
        var outputs: [HashedFile]
        var members: [MemberPack] = []
        /// What the split left out, and that it adds up; for the terminal.
        var split: SplitReport?
        /// By member, its customers' ids and names as the ledger has them.
        var customers: [String: Set<String>] = [:]
    }

    func run() throws -> Outcome {
        let journal = Journal()
        do {
            let computed = try computed(journal)
            progress.begin("composing")
            let pack = compose(computed.whole)
            try Interruption.check()
            return try write(pack, computed)
        } catch let refusal as Refusal where refusal.exit == .badData {
            keepFindings(refusal, journal)
            throw refusal
        }
    }

    /// Those of an earlier run where nothing has changed since, else computed and kept.
    private func computed(_ journal: Journal) throws -> ComputeStage.Outcome {
        if project.report.split != nil { return try SplitRun(run: self).compute(journal) }
        if let kept = cache?.take() {
            progress.begin("unchanged since the last run: taken from the cache")
            Engine.recall(version: kept.engineVersion)
            // No engine is opened that would ask for it: Ctrl-C must leave nothing half-written here either.
            Interruption.onInterrupt {}
            return ComputeStage.Outcome(whole: kept.results)
        }
        let results = try compute(journal)
        cache?.keep(results, engineVersion: Engine.version)
        return ComputeStage.Outcome(whole: results)
    }

    /// Definition → ledger → results.
    func compute(_ journal: Journal = Journal()) throws -> Results { try compute(journal, members: nil).whole }

    /// The same, with the parts of some members of the report's split.
    func compute(_ journal: Journal, members: MemberChoice?) throws -> ComputeStage.Outcome {
        let engine = try Engine.open(for: project.ledger, on: project.report.engine, megabytes: project.report.computingMegabytes)
        defer { engine.close() }
        progress.begin("loading the ledger")
        let session = watched(engine.ledger, name: "ledger", schema: "ledger")
        let rollUp = watched(engine.rollUp, name: "roll-up", schema: "roll_up")
        let needs = LoadNeeds(report: project.report, plugins: project.metrics.map(\.plugin))
        try PluginCheck.refuse(mappingsOf: project.ledger, engine: engine.rollUp)
        let stage = LoadStage(ledger: project.ledger, session: session, needs: needs)
        let plugins = project.metrics.map(\.plugin)
        let (load, check) = SideBySide.run({ try stage.run() }, { try PluginCheck.refuse(plugins, engine: engine.rollUp, on: project.report.engine.name) })
        try check.get()
        let loaded = try load.get()
        journal.rejects = loaded.rejects
        journal.lastPosting = loaded.shape.lastPosting
        try loaded.refuseBeyondTolerance(
            project.ledger, shownAs: Project.relative(project.ledger.path, to: project.report.path))
        try engine.ledger.closeToOutside()
        try engine.rollUp.closeToOutside()
        return try ComputeStage(
            report: project.report, ledger: project.ledger, selected: project.metrics, knownMetrics: project.knownMetrics, loaded: loaded,
            session: session, rollUp: rollUp, today: today, progress: progress, shownNode: shownNode, members: members,
            memberCalendars: MemberCalendars(project.report.split, project.members), asksWhoseCustomers: isSent
        ).outcome()
    }

    private func watched(_ session: any EngineSession, name: String, schema: String) -> any EngineSession {
        if let script { return ReplaySession(session, schema: schema, script: script) }
        return StatementLog.isWatching ? RecordedSession(session, name: name) : session
    }

    /// Results → pack.
    func compose(_ results: Results) -> Pack { composer(results).compose() }

    /// - Parameter words: in a member's language; nil: in the report's.
    func composer(_ results: Results, words: Words? = nil) -> PackComposer {
        var provenance = versions.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        provenance += project.definitions.map { (name: $0.path, value: $0.hash.sha256) }
        provenance += plugins.map { (name: $0.path, value: $0.hash.sha256) }
        return PackComposer(
            definition: project.report, results: results, words: words ?? project.words, version: Version.countback, provenance: provenance)
    }

    /// Pack → files, whole or not at all.
    func write(_ pack: Pack, _ computed: ComputeStage.Outcome) throws -> Outcome {
        let results = computed.whole
        let folder = try OutputFolder.open(output, report: pack.report, asOf: pack.asOf)
        defer { folder.abandon() }
        progress.begin("writing the pack")
        var outputs: [HashedFile] = []
        var members: [MemberPack] = []
        try folder.write("manifest.json") { file in
            // The manifest's figures are most of it; only its last list needs the other files.
            let (shown, listed) = SideBySide.run(
                { try writeShown(pack, folder) },
                {
                    try writeListed(pack, results, folder)
                    try ManifestFile.write(manifest(results), values: FigureSequence(results: results)) { try file.write($0) }
                })
            try shown.get()
            try listed.get()
            if !computed.members.isEmpty { members = try MemberWriter(run: self, folder: folder).write(computed.members) }
            outputs = try folder.outputs()
            try ManifestFile.end(outputs: outputs) { try file.write($0) }
        }
        try Interruption.check()
        try folder.commit()
        return Outcome(
            folder: folder.place, pack: pack, results: results, outputs: outputs, members: members,
            split: project.report.split.map { SplitReport(computed, place: $0.place) }, customers: computed.customers)
    }

    /// What people open, at the top or below a member's folder (`members/ES/`).
    func writeShown(_ pack: Pack, _ folder: OutputFolder, below: String = "") throws {
        if formats.contains(.xlsx) {
            try folder.writing(below + folder.stem + ".xlsx") { path in
                try Terminal.withQuietLibraries { try Workbook.write(pack, to: path) }
            }
        }
        try Interruption.check()
        if formats.contains(.html) {
            try folder.write(below + folder.stem + ".html") { file in try Page.write(pack) { try file.write($0) } }
        }
    }

    func writeListed(_ pack: Pack, _ results: Results, _ folder: OutputFolder, below: String = "") throws {
        if formats.contains(.csv) {
            for table in pack.tidyTables {
                try Interruption.check()
                try folder.write(below + "csv/\(table.id).csv") { file in
                    try CSVFile.write(table, locale: project.report.csvLocale) { try file.write($0) }
                }
            }
        }
        guard !results.rejects.isEmpty else { return }
        try folder.write("rejects.csv") { file in
            try CSVFile.write(RejectsFile.table(results.rejects)) { try file.write($0) }
        }
    }

    private var versions: [String: String] {
        var versions = Engine.versions.merging(["countback": Version.countback]) { $1 }
        for metric in project.metrics { versions["metric " + metric.plugin.manifest.id] = metric.plugin.manifest.version }
        return versions
    }

    private var plugins: [HashedFile] {
        project.metrics.flatMap { metric -> [HashedFile] in
            let plugin = metric.plugin
            let files = [plugin.kpi] + plugin.facts.values + plugin.tables.values + plugin.details.values + plugin.histograms.values + plugin.views.values
            let id = plugin.manifest.id
            return [HashedFile(path: "\(id)/metric.yaml", hash: plugin.manifestHash)]
                + files.sorted { $0.path < $1.path }.map { HashedFile(path: "\(id)/\($0.path)", hash: $0.hash) }
                + plugin.wordFiles.map { HashedFile(path: "\(id)/\($0.path)", hash: $0.hash) }
        }
    }

    func manifest(_ results: Results) -> RunManifest {
        var manifest = RunManifest(
            report: project.report.name, asOf: results.asOf, currency: results.currency, engine: project.report.engine.name.rawValue,
            versions: versions, definitions: project.definitions, plugins: plugins, sources: results.sources,
            controls: results.controls, checks: results.metrics.flatMap { Self.checks($0, at: results.tree.nodes.first?.path ?? []) }, dataChecks: results.dataChecks,
            findings: results.findings)
        manifest.member = results.member
        return manifest
    }

    /// One entry per equation that holds everywhere, one per failure else.
    private static func checks(_ metric: MetricResult, at root: [String]) -> [CheckResult] {
        metric.checks.flatMap { check -> [CheckResult] in
            let id = metric.plugin.manifest.id
            guard check.failures.isEmpty else {
                return check.failures.map {
                    CheckResult(
                        metric: id, title: check.title, node: $0.node, asOf: $0.asOf, holds: false, left: $0.left,
                        right: $0.right)
                }
            }
            let newest = metric.grid.keyDates.last ?? CivilDate(daysSinceEpoch: 0)
            return [CheckResult(metric: id, title: check.title, node: root, asOf: newest, holds: true, left: nil, right: nil)]
        }
    }

    /// `failed/` of a refused run, beside an earlier pack that stays as it is.
    private func keepFindings(_ refusal: Refusal, _ journal: Journal) {
        let asOf = KeyDates.resolve(project.report.asOf, today: today, ledgerEnd: journal.lastPosting) ?? today
        do {
            try FailedFolder.write(
                refusal, rejects: journal.rejects, output: output, report: project.report.name, asOf: asOf)
        } catch {
            Terminal.error("the findings could not be kept in \(output)\n")
        }
    }
}

/// What a run knows so far, for the folder of a refused one.
final class Journal {
    var rejects: [Reject] = []
    var lastPosting: CivilDate?
}
