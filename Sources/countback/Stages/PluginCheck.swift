internal import Engines
internal import Model
internal import Planning

/// Every plugin's SQL is read before any of it runs: one SELECT, from what it may read, and nothing else.
enum PluginCheck {
    static func refuse(_ plugins: [MetricPlugin], engine: DuckDBSession) throws {
        let findings = try plugins.flatMap { try Self.findings($0, engine: engine) }
        if !findings.isEmpty { throw Refusal(.badDefinition, findings) }
    }

    /// The SQL of a ledger's mappings may compute from the extract's columns and nothing else.
    static func refuse(mappingsOf ledger: LedgerDefinition, engine: DuckDBSession) throws {
        var findings: [Finding] = []
        for source in ledger.sources {
            for mapping in source.columns {
                guard case .sql(let text) = mapping.rule else { continue }
                let statement = "SELECT \(text)\nFROM extract"
                findings += StatementCheck.findings(
                    statement, tree: try engine.statementTree(statement), file: mapping.place.file, tables: ["extract"]
                ).map { found in
                    Finding(
                        "mapping-sql", .error, "the SQL for \(source.relation).\(mapping.column): \(found.message)",
                        place: mapping.place, remedy: found.remedy)
                }
            }
        }
        if !findings.isEmpty { throw Refusal(.badDefinition, findings) }
    }

    static func findings(_ plugin: MetricPlugin, engine: DuckDBSession) throws -> [Finding] {
        let parameters = plugin.manifest.parameters.flatMap { parameter -> [String] in
            if case .dayRanges = parameter.kind { ["params_\(parameter.name)", "params_\(parameter.name)_by_day"] } else { [] }
        }
        let onLedger = HostRelations.factNames.union(parameters)
        let rolledUp = RollUp.hostNames.union(parameters).union(plugin.manifest.facts.map(\.name))
        let files = [(Array(plugin.facts.values) + Array(plugin.details.values), onLedger), ([plugin.kpi] + Array(plugin.tables.values) + Array(plugin.histograms.values), rolledUp)]
        return try files.flatMap { files, tables in
            try files.sorted { $0.path < $1.path }.flatMap { file in
                StatementCheck.findings(
                    file.text, tree: try engine.statementTree(file.text), file: "\(plugin.manifest.id)/\(file.path)",
                    tables: tables)
            }
        }
    }
}
