internal import Definitions
internal import Extracts
internal import Foundation
internal import Model
internal import Planning

/// From extracts to the engine: every source of the ledger that is needed.
struct LoadStage {
    let ledger: LedgerDefinition
    let session: any EngineSession
    /// Opens what isn't delimited text.
    private let tables: SourceTables
    private let customerKeys = CustomerKeys()
    /// Relations to load and the columns of each that are needed; nil for everything.
    var needs: LoadNeeds?

    init(ledger: LedgerDefinition, session: any EngineSession, needs: LoadNeeds? = nil) {
        self.ledger = ledger
        self.session = session
        self.needs = needs
        tables = SourceTables(ledger)
    }

    struct Outcome {
        var shape: LedgerShape
        var sources: [SourceFile]
        var controls: [ControlResult]
        var rejects: [Reject]
        var reports: [ExtractReport]
        var findings: [Finding]
        /// How rows came to an engine that is on a connection of the ledger, by the sources' names.
        var ways: [(source: String, way: String)] = []

        var rejectCounts: [RejectCount] {
            reports.flatMap { report in
                report.groups.map { group in
                    RejectCount(
                        relation: report.files.first { $0.path == group.file }?.relation ?? "", file: group.file, column: group.column,
                        reason: group.kind.rawValue, count: group.count)
                }
            }
        }
    }

    private struct Job {
        var source: SourceDefinition
        var relation: LedgerRelation
        var table: String
        var number: Int
        /// Whether the relation has other sources.
        var isOneOfSeveral = false
    }

    private struct Loaded: Sendable {
        var report: ExtractReport
        var fields: [ColumnField]
        var rawNames: [String]
        var rows: Int
        /// How rows of a connection came to the engine.
        var way: String?
    }

    func run() throws -> Outcome {
        let jobs = self.jobs()
        try open(jobs)
        let loaded = try load(jobs)
        var shape = LedgerShape(relations: [:], firstPosting: nil, lastPosting: nil)
        for relation in LedgerRelation.all {
            let parts = zip(jobs, loaded).filter { $0.0.relation.name == relation.name }
            guard !parts.isEmpty else { continue }
            shape.relations[relation.name] = try assemble(relation, parts.map { ($0.0, $0.1) })
        }
        if shape.relations["items"]?.has(CustomerKeys.column) == true {
            try session.ingest(customerKeys.source, into: CustomerKeys.table)
        }
        let items = zip(jobs, loaded).filter { $0.0.relation.name == "items" }.map(\.1.report)
        shape.firstPosting = items.compactMap(\.firstPosted).min()
        shape.lastPosting = items.compactMap(\.lastPosted).max()
        let controls = ControlTotalsCheck.results(zip(jobs.map(\.source), loaded.map(\.report)).map { ($0, $1) })
        try refuseDuplicates(shape, jobs)
        var findings: [Finding] = []
        if let derived = try derivedAllocations(shape) {
            if derived.relation.rows > 0 { shape.relations["allocations"] = derived.relation }
            findings += derived.findings
        }
        for (job, part) in zip(jobs, loaded) { findings += LoadFindings.all(job.source, part.report) }
        findings += ControlTotalsCheck.findings(controls)
        return Outcome(
            shape: shape, sources: loaded.flatMap { $0.report.files + ($0.report.mendedFile.map { [$0] } ?? []) }, controls: controls,
            rejects: loaded.flatMap(\.report.rejects), reports: loaded.map(\.report), findings: findings,
            ways: zip(jobs, loaded).compactMap { job, part in
                part.way.map { (job.relation.name + " from " + (job.source.query?.shownName ?? ""), $0) }
            })
    }

    /// From the items of sources that say so, where no source lists allocations.
    private func derivedAllocations(_ shape: LedgerShape) throws -> DerivationStage.Outcome? {
        let isWanted = needs?.relations.contains("allocations") ?? true
        guard isWanted, let items = shape.relations["items"], !ledger.sources.contains(where: { $0.relation == "allocations" }),
            let source = ledger.sources.first(where: { $0.derivesAllocations })
        else { return nil }
        return try DerivationStage(session: session, items: items, place: source.place).run()
    }

    private func jobs() -> [Job] {
        var counts: [String: Int] = [:]
        let jobs = (needs?.sources(of: ledger) ?? ledger.sources).compactMap { source -> Job? in
            guard let relation = LedgerRelation.named(source.relation) else { return nil }
            let number = counts[source.relation, default: 0]
            counts[source.relation] = number + 1
            return Job(source: source, relation: relation, table: "load_\(source.relation)_\(number)", number: number)
        }
        return jobs.map { job in
            var job = job
            job.isOneOfSeveral = counts[job.relation.name, default: 0] > 1
            return job
        }
    }

    private func reader(_ job: Job) throws -> ExtractReader {
        var wanted = needs?.columns(of: job.relation.name)
        // Two sources are held against each other by what identifies their rows.
        if job.isOneOfSeveral { wanted?.formUnion(job.relation.identity) }
        let reader = try reader(job, wanted)
        // A text column of ten million rows costs seconds, and this one is asked for only where there are no numbers.
        guard let wanted, let needs, job.relation.name == "items", size(job) >= LargeLedger.extract,
            wanted.contains("reference"), !needs.names("reference"), reader.fields.contains(where: { $0.name == "document_no" })
        else { return reader }
        return try self.reader(job, wanted.subtracting(["reference"]))
    }

    private func reader(_ job: Job, _ wanted: Set<String>?) throws -> ExtractReader {
        try ExtractReader(
            job.source, relation: job.relation, folder: FilePath.folder(of: ledger.path), defaultCurrency: ledger.currency,
            wanted: wanted, tables: tables, rowsAtOnce: session.rowsAtOnce)
    }

    /// Every file found and every header checked before the first row is read, so that all problems are told at once.
    private func open(_ jobs: [Job]) throws {
        var findings: [Finding] = []
        var exit: Model.ExitCode?
        for job in jobs {
            do {
                _ = try reader(job)
            } catch let refusal as Refusal {
                findings += refusal.findings
                exit = exit ?? refusal.exit
            }
        }
        if let exit { throw Refusal(exit, findings) }
    }

    /// One source after the other, the smallest first: each already keeps all cores busy with reading ahead and
    /// appending in lanes, and two large ones at once took half as long again.
    private func load(_ jobs: [Job]) throws -> [Loaded] {
        var results: [Int: Loaded] = [:]
        var refusals: [Refusal] = []
        for position in jobs.indices.sorted(by: { (size(jobs[$0]), $0) < (size(jobs[$1]), $1) }) {
            do {
                results[position] = try load(jobs[position])
            } catch let refusal as Refusal {
                refusals.append(refusal)
            }
        }
        if let first = refusals.first { throw Refusal(first.exit, refusals.flatMap(\.findings)) }
        return jobs.indices.compactMap { results[$0] }
    }

    private func size(_ job: Job) -> Int { ExtractFiles.textSize(job.source.file) }

    private func load(_ job: Job) throws -> Loaded {
        let reader = try self.reader(job)
        if InPlaceLoad.relations.contains(job.relation.name), job.source.isQueried {
            do {
                return try inPlace(job, reader)
            } catch let reason as StreamingReason {
                return try stream(job, reader, because: reason)
            }
        }
        return try stream(job, reader)
    }

    private func inPlace(_ job: Job, _ reader: ExtractReader) throws -> Loaded {
        let numbered = job.relation.name == "items" ? (column: "item_no", first: job.number << 40) : nil
        let loaded = try InPlaceLoad(
            source: job.source, relation: job.relation, wanted: needs?.columns(of: job.relation.name), folder: FilePath.folder(of: ledger.path),
            defaultCurrency: ledger.currency, session: session
        ).run(reader, into: job.table, numbered: numbered)
        let fields = reader.fields + (numbered.map { [ColumnField($0.column, .int64)] } ?? [])
        return Loaded(report: loaded.report, fields: fields, rawNames: [], rows: loaded.rows, way: "in place")
    }

    private func stream(_ job: Job, _ reader: ExtractReader, because reason: StreamingReason? = nil) throws -> Loaded {
        let source: any BatchSource =
            switch job.relation.name {
            case "items": numbered(reader, job)
            case "targets": NumberedSource(reader, column: "target_no", first: job.number << 40)
            default: reader
            }
        let rows = try session.ingest(size(job) >= LargeLedger.extract ? WordSource(source, of: job.relation) : source, into: job.table)
        return Loaded(report: try reader.report(), fields: source.fields, rawNames: reader.rawNames, rows: rows,
            way: reason.map { "streamed: " + $0.words })
    }

    private func numbered(_ reader: ExtractReader, _ job: Job) -> any BatchSource {
        let source = NumberedSource(reader, column: "item_no", first: job.number << 40)
        guard needs != nil, size(job) >= LargeLedger.extract else { return source }
        return KeyedSource(source, keys: customerKeys) ?? source
    }

    // MARK: One relation from its sources

    private func assemble(_ relation: LedgerRelation, _ parts: [(Job, Loaded)]) throws -> LedgerShape.Relation {
        let computed = try parts.map { job, part in try RawColumns(job.source, relation, part.fields, part.rawNames) }
        var fields: [ColumnField] = []
        for part in computed { for field in part.fields where !fields.contains(where: { $0.name == field.name }) { fields.append(field) } }
        // Numbers of customers serve only where all items have them.
        if !computed.allSatisfy({ part in part.fields.contains { $0.name == CustomerKeys.column } }) {
            fields.removeAll { $0.name == CustomerKeys.column }
        }
        let selects = zip(parts, computed).map { part, columns in
            "SELECT \(fields.map { columns.expression(for: $0) }.joined(separator: ", "))\nFROM \(part.0.table)"
        }
        let name = "raw_\(relation.name)"
        let purpose = StatementPurpose("assembling \(relation.name)")
        var tables = parts.map(\.0.table)
        if computed.contains(where: \.computes) {
            tables = [name]
            try session.keep(selects.joined(separator: "\nUNION ALL\n"), as: name, for: purpose)
            try RawColumns.refuseEmptyRequired(relation, parts.map(\.0.source), session: session)
            for part in parts { try session.drop(part.0.table) }
        } else {
            try session.define(selects.joined(separator: "\nUNION ALL\n"), as: name, for: purpose)
        }
        return LedgerShape.Relation(fields: fields, rows: parts.reduce(0) { $0 + $1.1.rows }, tables: tables)
    }

    /// Two sources of one relation are read apart, so a row that both have is found here.
    private func refuseDuplicates(_ shape: LedgerShape, _ jobs: [Job]) throws {
        var findings: [Finding] = []
        for relation in LedgerRelation.all where jobs.contains(where: { $0.isOneOfSeveral && $0.relation.name == relation.name }) {
            guard let loaded = shape.relations[relation.name] else { continue }
            let identity = relation.identity.filter(loaded.has)
            guard let first = identity.first else { continue }
            let keys = identity.map { "\"\($0)\"" }.joined(separator: ", ")
            let repeated = "SELECT \(keys) FROM raw_\(relation.name) WHERE \"\(first)\" IS NOT NULL GROUP BY \(keys) HAVING COUNT(*) > 1"
            let purpose = StatementPurpose("duplicates")
            let rows = try session.rows("\(repeated) ORDER BY \(keys) LIMIT 5", for: purpose).rows
            guard !rows.isEmpty else { continue }
            let count = try session.rows("SELECT COUNT(*) FROM (\(repeated)) AS repeated", for: purpose).rows.first?.first?.wholeNumber ?? rows.count
            let names = rows.map { $0[0].words }.joined(separator: ", ") + (count > rows.count ? ", …" : "")
            findings.append(
                Finding(
                    "duplicate-item", .error,
                    "several sources of \(relation.name) hold the same \(identity.joined(separator: " and ")), \(count.counted("time")): \(names)",
                    place: ledger.shownPlace,
                    remedy: "Let each row come from one source. Files of one layout can be one source, file: items_*.csv: there on_duplicate says which row counts.",
                    count: count))
        }
        if !findings.isEmpty { throw Refusal(.badData, findings) }
    }
}
