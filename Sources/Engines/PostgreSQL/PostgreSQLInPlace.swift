package import Model

/// Tables and queries of the connection that the session is on, read on the server itself.
extension PostgreSQLSession {
    package func readInPlace(
        _ source: InPlaceSource, into table: String, numbered: (column: String, first: Int)?, odd: OddRowReading
    ) throws -> [InPlaceReading] {
        guard let home else { throw StreamingReason("the engine is on a server of its own") }
        guard source.query.connection == home else { throw StreamingReason("the engine is on the connection \(home)") }
        if let reason = source.readsText { throw reason }
        var place = PostgreSQLInPlace(session: self, source: source, table: table, numbered: numbered)
        place.hasPlaces = try place.findPlaces()
        return try place.read(odd)
    }
}

/// A table of the run's own that takes a source's rows on the server.
private struct PostgreSQLInPlace: InPlaceTable {
    let session: PostgreSQLSession
    let source: InPlaceSource
    let table: String
    let numbered: (column: String, first: Int)?
    /// Whether a row's place in the relation's own file tells it from all others; then several processes read it.
    var hasPlaces = false

    private var suspects: String { table + "_suspects" }
    private var purpose: StatementPurpose { StatementPurpose("reading \(source.query.shownName)") }
    private var transaction: PostgreSQLTransaction { session.transaction }
    private var isTable: Bool { if case .table = source.query.subject { true } else { false } }

    // MARK: The user's own relation

    /// In the user's own surroundings.
    private func there<Result>(inOrder: Bool = true, _ body: () throws -> Result) throws -> Result {
        try set(inOrder) { $0.theirs }
        let result = try body()
        try set(inOrder) { $0.ours }
        return result
    }

    private func set(_ inOrder: Bool, _ value: (PostgreSQLSetting.Changed) -> String) throws {
        let all = session.changed.filter { inOrder && isTable || !$0.isForTables }.map {
            "pg_catalog.set_config(\(PostgreSQLSession.literal($0.name)), \(PostgreSQLSession.literal(value($0))), false)"
        }
        try transaction.run("SELECT \(all.joined(separator: ", "))", for: purpose)
    }

    /// All rows, counted where nothing can be written, whatever a view or a query calls.
    func count() throws -> Int {
        try there {
            let rows = try transaction.read("SELECT COUNT(*) AS n FROM \(source.query.subject.relation)", for: purpose, isGuarded: true)
            guard case .integer(let count)? = try rows.next()?.columns[0].scalar(0) else { return 0 }
            return count
        }
    }

    /// Whether an index on the identity's column lets no value in twice.
    func isUnique() throws -> Bool {
        guard isTable, let identity = source.identity, case .column(let index) = source.rules[identity].value else { return false }
        let column = PostgreSQLSession.literal(source.columns[index].name)
        let relation = PostgreSQLSession.literal(source.query.subject.relation)
        return try has(
            """
            pg_catalog.pg_index x JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[0]
            WHERE x.indrelid = \(relation)::pg_catalog.regclass AND a.attname = \(column) AND x.indnkeyatts = 1
              AND x.indisunique AND x.indisvalid AND x.indimmediate AND x.indpred IS NULL AND x.indexprs IS NULL
            """)
    }

    /// Whether the catalog has a row, after FROM.
    private func has(_ relation: String) throws -> Bool {
        try there {
            let rows = try transaction.read("SELECT COUNT(*) AS n FROM \(relation)", for: purpose)
            if case .integer(let count)? = try rows.next()?.columns[0].scalar(0) { return count > 0 }
            return false
        }
    }

    func fill(suspects isSuspicious: Bool, isUnique: Bool) throws {
        let select = InPlaceSelect(
            source: source, relation: source.query.subject.relation, suspects: isSuspicious ? session.own(suspects) : nil, isUnique: isUnique,
            hashesRows: (session.version.split(separator: ".").first.flatMap { Int($0) } ?? 0) >= 14,
            numbered: numbered.map { ($0.column, $0.first - 1) })
        try session.drop(table)
        let create = "CREATE UNLOGGED TABLE \(session.own(table)) AS\n"
        guard hasPlaces else { return try there { try transaction.run(create + select.inOrder, for: purpose) } }
        let view = session.own(table + "_values")
        try there(inOrder: false) {
            try transaction.run("CREATE VIEW \(view) WITH (security_barrier) AS\n\(select.byPlace)", for: purpose)
            try transaction.run(create + select.select(from: "\(view) AS o"), for: purpose)
            try transaction.run("DROP VIEW \(view)", for: purpose)
        }
    }

    func findPlaces() throws -> Bool {
        guard isTable else { return false }
        return try has(
            """
            pg_catalog.pg_class c JOIN pg_catalog.pg_am a ON a.oid = c.relam
            WHERE c.oid = \(PostgreSQLSession.literal(source.query.subject.relation))::pg_catalog.regclass AND c.relkind = 'r' AND NOT c.relhassubclass
              AND a.amname = 'heap' AND pg_catalog.pg_relation_size(c.oid) / current_setting('block_size')::bigint < \(PlaceNumber.mostPages)
            """)
    }

    /// Odd rows are known by their running numbers, which reading side by side doesn't give.
    private func countOddRows() throws {
        guard hasPlaces else { return }
        let number = InPlaceSelect.number
        _ = try there {
            try transaction.run(
                """
                UPDATE \(session.own(table)) AS t SET \(number) = r.n
                FROM (SELECT row_number() OVER () AS n, ctid AS place FROM \(source.query.subject.relation)) AS r
                WHERE t.\(InPlaceSelect.text) IS NOT NULL AND r.place = \(PlaceNumber.place("t.\(number)"))
                """, for: purpose)
        }
    }

    // MARK: What came of it

    func findRepeated() throws -> Bool {
        guard let identity = source.identity else { return false }
        let id = PostgreSQLSession.quoted(source.rules[identity].name)
        return try keepSuspects(
            "SELECT \(id) AS id FROM \(session.own(table)) WHERE \(InPlaceSelect.text) IS NULL GROUP BY \(id) HAVING COUNT(*) > 1", suspects)
    }

    private func keepSuspects(_ select: String, _ suspects: String) throws -> Bool {
        try session.keep(select, as: suspects, for: purpose)
        let found = try session.rows("SELECT COUNT(*) AS n FROM \(suspects)", for: purpose).rows
        if case .integer(let count)? = found.first?.first { return count > 0 }
        return false
    }

    func sums() throws -> [InPlaceSums] {
        func column(_ index: Int?, _ none: String) -> String { index.map { PostgreSQLSession.quoted(source.rules[$0].name) } ?? none }
        let currency = column(source.currency, "NULL::text")
        let day = column(source.day, "NULL::date")
        let found = try session.rows(
            """
            SELECT \(InPlaceSelect.text) IS NULL AS fits, \(currency) AS currency, COUNT(*) AS n, SUM(\(column(source.amount, "NULL::numeric"))) AS amount,
              MIN(\(day)) AS first_day, MAX(\(day)) AS last_day, SUM(\(InPlaceSelect.hash)) AS hash, SUM(\(InPlaceSelect.size)) AS bytes
            FROM \(session.own(table)) GROUP BY 1, 2
            """, for: purpose)
        var sums = InPlaceSums()
        for row in found.rows { sums.add(row) }
        return [sums]
    }

    func takeOdd(_ count: Int, _ read: OddRowReading, isSuspicious: Bool) throws -> Bool {
        if count > 0 { try countOddRows() }
        let texts = source.columns.enumerated().map { "\(InPlaceSelect.text)[\($0 + 1)] AS \(PostgreSQLSession.quoted($1.name))" }
        let rows = try session.stream(
            "SELECT \(texts.joined(separator: ", ")), \(InPlaceSelect.number) AS \(InPlaceSource.rowNumber)\nFROM \(session.own(table)) "
                + "WHERE \(count == 0 ? "false" : "\(InPlaceSelect.text) IS NOT NULL") ORDER BY \(InPlaceSelect.number)", for: purpose)
        let readable = try read(rows, count)
        let mended = table + "_odd"
        try session.ingest(readable, into: mended)
        defer { try? session.drop(mended) }
        if let identity = source.identity, count > 0 {
            let id = PostgreSQLSession.quoted(source.rules[identity].name)
            let shared = "SELECT DISTINCT o.\(id) AS id FROM \(session.own(mended)) o JOIN \(session.own(table)) t ON t.\(id) = o.\(id) "
                + "WHERE t.\(InPlaceSelect.text) IS NULL"
            let known = isSuspicious ? "SELECT id FROM \(session.own(suspects)) UNION ALL " : ""
            let before = table + "_shared"
            defer { try? session.drop(before) }
            if try keepSuspects(shared, before) {
                try session.keep("\(known)SELECT id FROM \(session.own(before))", as: table + "_all", for: purpose)
                try session.keep("SELECT id FROM \(session.own(table + "_all"))", as: suspects, for: purpose)
                try session.drop(table + "_all")
                return false
            }
        }
        try merge(mended, readable.fields.map(\.name), count)
        return true
    }

    private func merge(_ mended: String, _ fields: [String], _ count: Int) throws {
        guard count > 0 else { return }
        let own = session.own(table)
        let names = fields.filter { $0 != InPlaceSource.rowNumber }.map(PostgreSQLSession.quoted)
        let number = numbered.map { [PostgreSQLSession.quoted($0.column)] } ?? []
        try transaction.run(
            """
            INSERT INTO \(own) (\((names + number).joined(separator: ", ")))
            SELECT \((names.map { "m.\($0)" } + number.map { "t.\($0)" }).joined(separator: ", "))
            FROM \(session.own(mended)) AS m JOIN \(own) AS t ON t.\(InPlaceSelect.number) = m.\(InPlaceSource.rowNumber) AND t.\(InPlaceSelect.text) IS NOT NULL
            """, for: purpose)
        try transaction.run("DELETE FROM \(own) WHERE \(InPlaceSelect.text) IS NOT NULL", for: purpose)
    }

    func readings(_ read: Int, _ sums: [InPlaceSums]) throws -> [InPlaceReading] {
        let sums = sums.first ?? InPlaceSums()
        try session.analyze(table, rows: sums.loaded, purpose)
        let text = "\(sums.loaded + sums.odd) \(sums.hash)"
        let digest = try session.rows("SELECT encode(sha256(\(PostgreSQLSession.literal(text))::bytea), 'hex') AS digest", for: purpose)
        guard case .text(let hash)? = digest.rows.first?.first else { throw StreamingReason("the server has no SHA-256") }
        return [InPlaceReading(
            read: read, loaded: sums.loaded, totals: sums.totals, days: sums.days, hash: ContentHash(sha256: hash, bytes: sums.bytes))]
    }

    func tidy() { try? session.drop(suspects) }
    func drop() throws { try session.drop(table) }
}
