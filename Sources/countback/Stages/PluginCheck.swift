internal import Engines
internal import Model
internal import Planning

/// Every plugin's SQL is read before any of it runs: one SELECT, from what it may read, and nothing else.
enum PluginCheck {
    static func refuse(_ plugins: [MetricPlugin], engine: DuckDBSession, on choice: EngineChoice.Name) throws {
        let findings = try plugins.flatMap { try Self.findings($0, engine: engine, on: choice) }
        if !findings.isEmpty { throw Refusal(.badDefinition, findings) }
    }

    /// The SQL of a ledger's mappings may compute from the extract's columns and nothing else.
    static func refuse(mappingsOf ledger: LedgerDefinition, engine: DuckDBSession) throws {
        var findings: [Finding] = []
        for source in ledger.sources {
            for mapping in source.columns {
                guard case .sql(let text) = mapping.rule else { continue }
                let statement = "SELECT \(text)\nFROM extract"
                findings += try StatementCheck.findings(
                    statement, in: engine, file: mapping.place.file, tables: ["extract"], isPortable: true, runsAnywhere: false
                ).map { found in
                    Finding(
                        "mapping-sql", .error, "the SQL for \(source.relation).\(mapping.column): \(found.message)",
                        place: mapping.place, remedy: found.remedy)
                }
            }
        }
        if !findings.isEmpty { throw Refusal(.badDefinition, findings) }
    }

    /// Item states reach no further back than the first key date unless a fact set says how far: silently, they would
    /// look like settled items.
    private static func history(_ plugin: MetricPlugin) -> [Finding] {
        let files = (Array(plugin.views.values) + Array(plugin.facts.values) + Array(plugin.details.values)).sorted { $0.path < $1.path }
        guard !plugin.manifest.facts.contains(where: { $0.history != nil }),
            let file = files.first(where: { SQLWords.of($0.text).contains("item_states") })
        else { return [] }
        return [
            Finding(
                "no-history", .error, "\(plugin.manifest.id) reads item_states and doesn't say how far back",
                place: Place(file: "\(plugin.manifest.id)/\(file.path)"),
                remedy: "Add `history: [window]` to a fact set: integer parameters whose days, and 31 more, are looked back from the "
                    + "first key date; `history: []` for those 31 days alone.")
        ]
    }

    /// What would be refused on another engine.
    static func notes(_ plugin: MetricPlugin, engine: DuckDBSession) throws -> [Finding] {
        let here = try findings(plugin, engine: engine)
        return try EngineChoice.Name.allCases.flatMap { name in
            try findings(plugin, engine: engine, on: name).filter { !here.contains($0) }.map { found in
                Finding(
                    "not-portable", .info, "on \(name.rawValue) this would be refused: \(found.message)", place: found.place, remedy: found.remedy)
            }
        }
    }

    /// - Parameter choice: the engine on which the ledger is.
    static func findings(_ plugin: MetricPlugin, engine: DuckDBSession, on choice: EngineChoice.Name = .duckdb) throws -> [Finding] {
        let parameters = plugin.manifest.parameters.flatMap { parameter -> [String] in
            if case .dayRanges = parameter.kind { ["params_\(parameter.name)", "params_\(parameter.name)_by_day"] } else { [] }
        }
        let onLedger = HostRelations.factNames.union(parameters).union(plugin.manifest.views)
        let rolledUp = RollUp.hostNames.union(parameters).union(plugin.manifest.facts.map(\.name))
        func check(_ file: MetricPlugin.SQLFile, _ tables: Set<String>, isPortable: Bool) throws -> [Finding] {
            try StatementCheck.findings(
                file.text, in: engine, file: "\(plugin.manifest.id)/\(file.path)", tables: tables, isPortable: isPortable,
                unlike: isPortable ? choice.unlike : [:])
        }
        // A view may read those before it, so that none reads itself.
        let views = try plugin.manifest.views.enumerated().flatMap { position, name -> [Finding] in
            guard let file = plugin.views[name] else { return [] }
            let before = HostRelations.factNames.union(parameters).union(plugin.manifest.views.prefix(position))
            return try check(file, before, isPortable: true)
        }
        // What runs on the ledger's engine may run on another one tomorrow; the rest is the embedded one's always.
        let onAny = Array(plugin.facts.values) + Array(plugin.details.values)
        let onEmbedded = [plugin.kpi] + Array(plugin.tables.values) + Array(plugin.histograms.values)
        return try taken(plugin) + views + history(plugin)
            + onAny.sorted { $0.path < $1.path }.flatMap { try check($0, onLedger, isPortable: true) }
            + onEmbedded.sorted { $0.path < $1.path }.flatMap { try check($0, rolledUp, isPortable: false) }
    }

    /// Views and fact sets under a name of the host's would stand in its place for every other metric.
    private static func taken(_ plugin: MetricPlugin) -> [Finding] {
        let views = plugin.manifest.views.filter(HostRelations.isTaken).map { ("view", $0) }
        let facts = plugin.manifest.facts.map(\.name).filter(RollUp.isTaken).map { ("fact set", $0) }
        return (views + facts).map { kind, name in
            Finding(
                "bad-name", .error, "a \(kind) can't be named \"\(name)\", which is a relation of the host", place: Place(file: "\(plugin.manifest.id)/metric.yaml"),
                remedy: "give it another name")
        }
    }
}
