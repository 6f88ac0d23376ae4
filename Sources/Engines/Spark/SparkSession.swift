internal import Foundation
package import Model
internal import Synchronization

/// A session on a Spark cluster by Spark Connect: few rows travel with the statements that read them, many are tables of the
/// run's own on the cluster, dropped when it ends.
package final class SparkSession: EngineSession {
    package let engine = "spark"
    package let version: String
    let link: SparkLink
    private let place: SparkSetting.Prepared
    /// The ledger's connection that this is a session on, where it is one.
    let home: String?
    private let staging: SparkStaging?
    private let names: Mutex<Names>

    private struct Names {
        var relations = SparkRelations()
        /// What drops each table that is there, by their names on the cluster.
        var tables: [String: String] = [:]
        /// Views that were worked out, or need not be: their own text, and the tables that it took.
        var levels: [String: (text: String, parts: [String])] = [:]
        var next: Int
        var isLarge = false
        var isClosed = false

        init(next: Int) { self.next = next }
    }

    /// How long a statement may take unless something else is said.
    package static let defaultSeconds = 3_600
    /// What is no more than this stays out of the cluster's memory, and travels.
    private static let few = (rows: 6_000, bytes: 256 << 10)

    private init(_ place: SparkSetting.Prepared, home: String?, staging: String?) {
        self.place = place
        self.home = home
        // A server of this machine sees what lies on it.
        let folder = staging ?? (place.link.address.isHere ? NSTemporaryDirectory() : nil)
        self.staging = folder.map { SparkStaging.open(in: $0.hasSuffix("/") ? String($0.dropLast()) : $0, place.leavings.stem) }
        link = place.link
        version = place.version
        names = Mutex(Names(next: place.tables))
    }

    /// - Parameters:
    ///   - home: the name of the ledger's connection that this is; its tables can be read in place.
    ///   - staging: a folder that this process can write and the cluster can read.
    ///   - seconds: the longest that a statement may take.
    package static func open(
        _ address: SparkAddress, home: String? = nil, staging: String? = nil, seconds: Int = defaultSeconds
    ) throws -> SparkSession {
        if let kept = SparkKept.take(address, seconds: seconds) { return SparkSession(kept, home: home, staging: staging) }
        let link = try SparkLink.open(address, seconds: seconds)
        do {
            return SparkSession(try SparkSetting.prepare(link), home: home, staging: staging)
        } catch {
            link.close()
            throw error
        }
    }

    // MARK: Tables

    @discardableResult
    package func ingest(_ source: any BatchSource, into table: String) throws -> Int {
        let purpose = StatementPurpose("loading \(table)")
        var text = SparkRowText(source.fields)
        var taken: [RecordBatch] = []
        while let batch = try source.next() {
            taken.append(batch)
            // Once they are too many, how long their text is doesn't matter.
            guard text.rows + batch.rowCount <= Self.few.rows else { return try stage(ResumedSource(taken, source), table, purpose) }
            text.append(batch, 0..<batch.rowCount)
            if text.bytes > Self.few.bytes { return try stage(ResumedSource(taken, source), table, purpose) }
        }
        try replace(table, .rows(text.select))
        return text.rows
    }

    /// Rows on the cluster by way of files.
    private func stage(_ source: any BatchSource, _ table: String, _ purpose: StatementPurpose) throws -> Int {
        guard let staging else { throw SparkStaging.missing(table) }
        let link = link
        let watched = WatchedSource(source) {
            if link.isCancelled { throw link.failure(ArrowStreamExport.Cancelled(), purpose, "") }
        }
        let view = try newName()
        let written = try staging.write(watched, as: view)
        let columns = source.fields.map { "\(SparkText.quoted($0.name)) \(SparkRowText.typeName($0.type))" }.joined(separator: ", ")
        try link.run(
            "CREATE GLOBAL TEMPORARY VIEW \(view) (\(columns)) USING parquet OPTIONS ('path' \(SparkText.literal(written.path)))", for: purpose)
        let name = "\(place.database).\(view)"
        names.withLock { $0.tables[name] = "DROP VIEW IF EXISTS \(name)" }
        try replace(table, .table([name]))
        return written.rows
    }

    package func keep(_ select: String, as table: String, for purpose: StatementPurpose) throws {
        try refuseTaken(table, purpose, select)
        let bound = try bound(select, purpose)
        if !bound.readsTables, let few = try fetched(bound.sql, purpose, shown: select) { return try replace(table, .rows(few)) }
        try replace(table, .table([try make(bound.sql, purpose, shown: select)]))
    }

    /// The rows of a statement that reads only a few, so that it likely gives a few; nil where there are more.
    private func fetched(_ sql: String, _ purpose: StatementPurpose, shown: String) throws -> String? {
        try Self.few(link.read(sql, for: purpose, shown: shown))?.select
    }

    private static func few(_ source: SparkRows) throws -> SparkRowText? {
        var text = SparkRowText(source.fields)
        while let batch = try source.next() {
            guard text.rows + batch.rowCount <= few.rows else { return nil }
            text.append(batch, 0..<batch.rowCount)
            if text.bytes > few.bytes { return nil }
        }
        return text
    }

    /// A table on the cluster, worked out once.
    func make(_ sql: String, _ purpose: StatementPurpose, shown: String) throws -> String {
        let name = try newName()
        names.withLock { $0.tables[name] = "DROP TABLE IF EXISTS \(name)" }
        try link.run("CREATE TABLE \(name) USING parquet AS\n\(sql)", for: purpose, shown: shown)
        return name
    }

    /// A name for a table; with the first one the work becomes large.
    private func newName() throws -> String {
        try enlarge()
        let number = names.withLock { names in
            names.next += 1
            return names.next
        }
        return "\(place.leavings.stem)_\(number)"
    }

    /// From here on there is much to do.
    func enlarge() throws {
        let isFirst = names.withLock { names in
            defer { names.isLarge = true }
            return !names.isLarge
        }
        if isFirst { try SparkSetting.enlarge(link) }
    }

    // MARK: Statements with all that they need

    /// A metric's statement is someone else's, and may use more of SQL than the host's do.
    private static func text(of select: String, _ purpose: StatementPurpose) -> String {
        SparkText.portable(purpose.metric == nil ? select : SQLRewriter.rewritten(select, by: SparkRules()))
    }

    private func bound(_ select: String, _ purpose: StatementPurpose) throws -> SparkRelations.Bound {
        let words = SQLWords.of(select)
        for view in names.withLock({ $0.relations.views(of: words) }) { try resolve(view, purpose) }
        let text = try resolved(Self.text(of: select, purpose), purpose, shown: select).text
        return names.withLock { $0.relations.bound(text, words: words) }
    }

    /// A recursive view is worked out when it is first read, and again once something that it reads is another.
    private func resolve(_ view: String, _ purpose: StatementPurpose) throws {
        let (isKnown, relation) = names.withLock { ($0.levels[view] != nil, $0.relations[view]) }
        guard !isKnown, case .select(let text, let words)? = relation else { return }
        var (resolved, parts) = try resolved(text, purpose, shown: text)
        if resolved != text {
            resolved = try kept(resolved, purpose, shown: text, &parts).select
        } else if !words.isDisjoint(with: ["join", "union"]), let few = try few(text, words, purpose) {
            resolved = few
        }
        names.withLock { names in
            names.levels[view] = (text, parts)
            if resolved != text { names.relations.set(view, .select(resolved, words: words)) }
        }
    }

    /// Forgets what was worked out of views that read a relation.
    private func unresolve(readersOf name: String) throws {
        let parts = names.withLock { names -> [String] in
            names.relations.readers(of: name).flatMap { view -> [String] in
                guard let (text, parts) = names.levels.removeValue(forKey: view) else { return [] }
                if view != name.lowercased(), case .select(_, let words)? = names.relations[view] { names.relations.set(view, .select(text, words: words)) }
                return parts
            }
        }
        for part in parts { try remove(part) }
    }

    private func resolved(_ text: String, _ purpose: StatementPurpose, shown: String) throws -> (text: String, parts: [String]) {
        guard let recursion = SparkRecursion(text), recursion.parts.contains(where: { $0.levels != nil }) else { return (text, []) }
        var parts: [String] = []
        let levels = SparkLevels(recursion: recursion, isSmall: !names.withLock { $0.isLarge }) { try self.kept($0, purpose, shown: shown, &parts) }
        do {
            return (try levels.resolved(), parts)
        } catch is SparkLevels.Endless {
            throw link.failure(ADBCFailure(message: "the recursion has no end"), purpose, shown)
        }
    }

    /// A view of a few rows is worked out once: that is less than for Spark to plan it with each that reads it.
    private func few(_ text: String, _ words: Set<String>, _ purpose: StatementPurpose) throws -> String? {
        let bound = names.withLock { $0.isLarge ? nil : $0.relations.bound(text, words: words) }
        guard let bound, !bound.readsTables else { return nil }
        return try fetched(bound.sql, purpose, shown: text)
    }

    private func kept(_ text: String, _ purpose: StatementPurpose, shown: String, _ parts: inout [String]) throws -> SparkLevels.Kept {
        let bound = names.withLock { $0.relations.bound(text, words: SQLWords.of(text)) }
        let source = try link.read(bound.sql, for: purpose, shown: shown)
        let columns = source.fields.map(\.name)
        if let few = try Self.few(source) { return SparkLevels.Kept(select: few.select, columns: columns, isEmpty: few.rows == 0) }
        let table = try make(bound.sql, purpose, shown: shown)
        parts.append(table)
        return SparkLevels.Kept(select: "SELECT * FROM \(table)", columns: columns, isEmpty: false)
    }

    /// What a metric keeps never takes the place of something that is there.
    private func refuseTaken(_ name: String, _ purpose: StatementPurpose, _ sql: String) throws {
        guard purpose.metric != nil, names.withLock({ $0.relations[name] != nil }) else { return }
        throw EngineFailure(engine: engine, purpose: purpose, message: "there is a relation \"\(name)\" already", sql: sql)
    }

    func replace(_ name: String, _ relation: SparkRelations.Relation) throws {
        try unresolve(readersOf: name)
        let old = names.withLock { names in
            defer { names.relations.set(name, relation) }
            return names.relations[name]
        }
        try dropTables(of: old)
    }

    private func dropTables(of relation: SparkRelations.Relation?) throws {
        switch relation {
        case .table(let parts)?, .read(_, let parts)?: for part in parts { try remove(part) }
        default: break
        }
    }

    /// The relation of a name, whose tables are the asker's from then on.
    func take(_ name: String) -> SparkRelations.Relation? { names.withLock { $0.relations.remove(name) } }

    func remove(_ name: String) throws {
        guard let drop = names.withLock({ $0.tables.removeValue(forKey: name) }) else { return }
        try link.run(drop, for: StatementPurpose("dropping a table"))
        staging?.remove(String(name.split(separator: ".").last ?? ""))
    }

    package func drop(_ table: String) throws {
        try unresolve(readersOf: table)
        let gone = names.withLock { $0.relations.remove(table) }
        try dropTables(of: gone)
    }

    /// Columns that nothing reads are packed away as they are.
    package func drop(columns: [String], of table: String) throws {}

    package func define(_ select: String, as view: String, for purpose: StatementPurpose) throws {
        try refuseTaken(view, purpose, select)
        try replace(view, .select(Self.text(of: select, purpose), words: SQLWords.of(select)))
    }

    // MARK: Reading and ending

    /// Functions that mean something else here: by name, or name and number of arguments, what to write.
    package static var unlike: [String: String] { SparkRules.unlike }

    package func stream(_ select: String, for purpose: StatementPurpose) throws -> any BatchSource {
        try link.read(bound(select, purpose).sql, for: purpose, shown: select)
    }

    package func cancel() { link.cancel() }

    /// Nothing to do: a metric's SQL was checked, and Spark runs one statement at a time.
    package func closeToOutside() throws {}

    package func close() {
        let (tables, isClosed, isLarge, next) = names.withLock { names in
            defer { (names.isClosed, names.tables) = (true, [:]) }
            return (names.tables.values.sorted(), names.isClosed, names.isLarge, names.next)
        }
        guard !isClosed else { return }
        defer { staging?.removeAll() }
        var place = place
        place.tables = next
        if !isLarge, !link.isBroken, SparkKept.keep(place) { return }
        SparkKept.end(place, tables)
    }
}
