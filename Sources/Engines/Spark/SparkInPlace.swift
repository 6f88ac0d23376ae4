package import Model

/// Tables, queries and files of the connection that the session is on, read on the cluster itself.
extension SparkSession {
    package func readInPlace(
        _ source: InPlaceSource, into table: String, numbered: (column: String, first: Int)?, odd: OddRowReading
    ) throws -> InPlaceReading {
        guard let home else { throw StreamingReason("the engine is on a cluster of its own") }
        guard source.query.connection == home else { throw StreamingReason("the engine is on the connection \(home)") }
        return try SparkInPlace(self, source, table: table, numbered: numbered).read(odd)
    }
}

/// A table of the run's own that takes a source's rows on the cluster.
private final class SparkInPlace: InPlaceTable {
    private let session: SparkSession
    private let source: InPlaceSource
    private let table: String
    private let numbered: (column: String, first: Int)?
    /// On the cluster.
    private var kept: String?
    private var suspects: String?
    private var numbers = SparkRowNumbers()

    init(_ session: SparkSession, _ source: InPlaceSource, table: String, numbered: (column: String, first: Int)?) {
        self.session = session
        self.source = source
        self.table = table
        self.numbered = numbered
    }

    private var purpose: StatementPurpose { StatementPurpose("reading \(source.query.shownName)") }
    private var name: String { kept ?? "" }
    private var identity: String? { source.identity.map { "k\($0)" } }

    private func rows(_ sql: String) throws -> [[ScalarValue]] { try session.link.rows(sql, for: purpose) }

    /// No column is read for it.
    func count() throws -> Int {
        try session.enlarge()
        if case .integer(let count)? = try rows("SELECT COUNT(*) FROM \(source.query.subject.relation)").first?.first { return count }
        return 0
    }

    func isUnique() -> Bool { false }

    func fill(suspects isSuspicious: Bool, isUnique: Bool) throws {
        if let kept { try session.remove(kept) }
        let reading = SparkReading(source: source, relation: source.query.subject.relation, suspects: isSuspicious ? suspects : nil)
        kept = try session.make(reading.sql, purpose, shown: "")
    }

    func findRepeated() throws -> Bool {
        guard let id = identity else { return false }
        return try keepSuspects("SELECT \(id) AS id FROM \(name) WHERE \(SparkReading.text) IS NULL GROUP BY \(id) HAVING COUNT(*) > 1")
    }

    private func keepSuspects(_ select: String) throws -> Bool {
        guard case .integer(let count)? = try rows("SELECT COUNT(*) FROM (\(select))").first?.first, count > 0 else { return false }
        let before = suspects
        suspects = try session.make(select, purpose, shown: "")
        if let before { try session.remove(before) }
        return true
    }

    func sums() throws -> InPlaceSums {
        func column(_ index: Int?, _ none: LedgerType) -> String { index.map { "k\($0)" } ?? SparkInPlaceDialect().nothing(none) }
        let (day, id) = (column(source.day, .date), SparkReading.id)
        let found = try rows(
            """
            SELECT \(SparkReading.text) IS NULL AS fits, \(column(source.currency, .text)) AS currency, COUNT(*) AS n, SUM(\(column(source.amount, .money))) AS amount,
              MIN(\(day)) AS first_day, MAX(\(day)) AS last_day, SUM(CAST(\(SparkReading.hash) AS DECIMAL(20,0))) AS hash, SUM(\(SparkReading.size)) AS bytes,
              \(SparkReading.part) AS part, MIN(\(id)) AS first_id, MAX(\(id)) AS last_id
            FROM \(name) GROUP BY fits, currency, part, shiftright(\(id), 33)
            """)
        var sums = InPlaceSums()
        numbers = SparkRowNumbers()
        for row in found {
            sums.add(row)
            let part = if case .text(let part) = row[8] { part } else { "" }
            if case .integer(let first) = row[9], case .integer(let last) = row[10] { numbers.add(part, first...last) }
        }
        return sums
    }

    // MARK: Odd rows

    func takeOdd(_ count: Int, _ read: OddRowReading, isSuspicious: Bool) throws -> Bool {
        let texts = source.columns.enumerated().map { "\(SparkReading.text)[\($0)] AS \(SparkText.quoted($1.name))" }
        let number = numbers.number(SparkReading.id)
        // Even where there are none somebody has to say so.
        let rows = try session.link.read(
            "SELECT \(texts.joined(separator: ", ")), \(number) AS \(InPlaceSource.rowNumber)\nFROM \(name) "
                + "WHERE \(count == 0 ? "false" : "\(SparkReading.text) IS NOT NULL") ORDER BY \(InPlaceSource.rowNumber)", for: purpose, shown: "")
        let readable = try read(rows, count)
        let mended = table + "_odd"
        let loaded = try session.ingest(readable, into: mended)
        let (select, parts) = odd(mended)
        if let identity = source.identity, loaded > 0 {
            let id = SparkText.quoted(source.rules[identity].name)
            let shared = "SELECT DISTINCT t.k\(identity) AS id FROM (\(select)) o JOIN \(name) t ON t.k\(identity) = o.\(id) WHERE t.\(SparkReading.text) IS NULL"
            let known = isSuspicious ? suspects.map { "SELECT id FROM \($0) UNION ALL " } ?? "" : ""
            if case .integer(let count)? = try self.rows("SELECT COUNT(*) FROM (\(shared))").first?.first, count > 0 {
                _ = try keepSuspects(known + shared)
                for part in parts { try session.remove(part) }
                return false
            }
        }
        try merge(loaded > 0 ? (select, parts) : nil, readable.fields.map(\.name), isAll: count == 0)
        return true
    }

    /// What an ingested table is on the cluster.
    private func odd(_ table: String) -> (select: String, parts: [String]) {
        switch session.take(table) {
        case .rows(let sql)?: (sql, [])
        case .table(let parts)?: (parts.map { "SELECT * FROM \($0)" }.joined(separator: " UNION ALL "), parts)
        default: ("", [])
        }
    }

    /// The rows that fit, and those of the others that could be read.
    private func merge(_ odd: (select: String, parts: [String])?, _ fields: [String], isAll: Bool) throws {
        let rules = source.rules.enumerated()
        var columns = rules.map { "k\($0) AS \(SparkText.quoted($1.name))" }
        var oddColumns = rules.map { fields.contains($1.name) ? SparkText.quoted($1.name) : SparkInPlaceDialect().nothing($1.type) }
        if let numbered {
            columns.append("\(numbers.number(SparkReading.id)) + \(numbered.first - 1) AS \(SparkText.quoted(numbered.column))")
            oddColumns.append("\(InPlaceSource.rowNumber) + \(numbered.first - 1)")
        }
        let fitting = "SELECT \(columns.joined(separator: ", ")) FROM \(name)" + (isAll ? "" : " WHERE \(SparkReading.text) IS NULL")
        let others = odd.map { "\nUNION ALL SELECT \(oddColumns.joined(separator: ", ")) FROM (\($0.select))" } ?? ""
        try session.replace(table, .read(fitting + others, [name] + (odd?.parts ?? [])))
        kept = nil
    }

    func reading(_ read: Int, _ sums: InPlaceSums) throws -> InPlaceReading {
        guard case .text(let hash)? = try rows("SELECT sha2('\(sums.loaded + sums.odd) \(sums.hash)', 256)").first?.first else {
            throw StreamingReason("the cluster has no SHA-256")
        }
        return InPlaceReading(
            read: read, loaded: sums.loaded, totals: sums.totals, days: sums.days, hash: ContentHash(sha256: hash, bytes: sums.bytes))
    }

    func tidy() {
        for table in [kept, suspects].compactMap({ $0 }) { try? session.remove(table) }
        (kept, suspects) = (nil, nil)
    }

    func drop() throws { try session.drop(table) }
}
