package import Model

/// Tables, queries and files of the connection that the session is on, read on the cluster itself.
extension SparkSession {
    package func readInPlace(
        _ source: InPlaceSource, into table: String, numbered: (column: String, first: Int)?, odd: OddRowReading
    ) throws -> [InPlaceReading] {
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

    private func rows(_ sql: String) throws -> ScalarRows { try session.link.rows(sql, for: purpose) }

    /// No column is read for it. Lines are counted when they have been told from each other.
    func count() throws -> Int {
        try session.enlarge()
        if source.lines != nil { return 0 }
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
        return try keepSuspects("SELECT \(id) AS id FROM \(name) WHERE \(SparkReading.fits) GROUP BY \(id) HAVING COUNT(*) > 1")
    }

    private func keepSuspects(_ select: String) throws -> Bool {
        guard case .integer(let count)? = try rows("SELECT COUNT(*) FROM (\(select))").first?.first, count > 0 else { return false }
        let before = suspects
        suspects = try session.make(select, purpose, shown: "")
        if let before { try session.remove(before) }
        return true
    }

    func sums() throws -> [InPlaceSums] {
        func column(_ index: Int?, _ none: LedgerType) -> String { index.map { "k\($0)" } ?? SparkInPlaceDialect().nothing(none) }
        let (day, id) = (column(source.day, .date), SparkReading.id)
        let found = try rows(
            """
            SELECT \(SparkReading.fits) AS fits, \(column(source.currency, .text)) AS currency, COUNT(*) AS n, SUM(\(column(source.amount, .money))) AS amount,
              MIN(\(day)) AS first_day, MAX(\(day)) AS last_day, SUM(CAST(\(SparkReading.hash) AS DECIMAL(20,0))) AS hash, SUM(\(SparkReading.size)) AS bytes,
              \(SparkReading.part) AS part, MIN(\(id)) AS first_id, MAX(\(id)) AS last_id, \(SparkReading.kind) AS kind
            FROM \(name) GROUP BY fits, currency, part, kind, shiftright(\(id), 33)
            """)
        numbers = SparkRowNumbers()
        var all = (source.lines?.files ?? []).map { _ in InPlaceSums() }
        if all.isEmpty { all = [InPlaceSums()] }
        for row in found {
            let part = if case .text(let part) = row[8] { part } else { "" }
            if case .integer(let first) = row[9], case .integer(let last) = row[10] { numbers.add(part, first...last) }
            guard let lines = source.lines else {
                all[0].add(row)
                continue
            }
            guard let file = files[SparkRowNumbers.path(part)], case .integer(let kind) = row[11] else { throw changed }
            if kind == SparkLines.Kind.open.rawValue { throw StreamingReason("a record of \(lines.files[file].name) may go on in the next line") }
            all[file].add(row)
            // What isn't a row counts for the file's bytes.
            if kind != SparkLines.Kind.fits.rawValue, kind != SparkLines.Kind.odd.rawValue, case .integer(let count) = row[2] { all[file].odd -= count }
        }
        if source.lines != nil { try addAbove(&all) }
        return all
    }

    // MARK: Lines

    private lazy var files = Dictionary(
        (source.lines?.files ?? []).enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
    private var changed: StreamingReason { StreamingReason("its files changed while they were read") }

    /// Lines that read like those above the rows and stand among these, as the reader will tell; and whether all bytes were read.
    private func addAbove(_ sums: inout [InPlaceSums]) throws {
        guard let lines = source.lines else { return }
        let place = self.place(SparkReading.id)
        let found = try rows(
            "SELECT \(place.file) AS file, \(place.number) > \(lines.above.count) AS is_row, COUNT(*) AS n FROM \(name) "
                + "WHERE \(SparkReading.kind) IN (\(SparkLines.Kind.above.rawValue), \(SparkLines.Kind.empty.rawValue)) "
                + "AND (\(SparkReading.kind) = \(SparkLines.Kind.above.rawValue) OR \(place.number) <= \(lines.above.count)) GROUP BY file, is_row")
        var above = sums.map { _ in 0 }
        for row in found {
            guard case .integer(let file) = row[0], case .integer(let count) = row[2] else { continue }
            if row[1] == .boolean(true) { sums[file].odd += count } else { above[file] = count }
        }
        for (index, file) in lines.files.enumerated() {
            guard above[index] == lines.above.count else { throw StreamingReason("the lines above the rows of \(file.name) can't be told from these") }
            guard let length = file.length else { continue }
            // The last line may have no line feed.
            guard length == sums[index].bytes || length + 1 == sums[index].bytes else { throw changed }
            sums[index].bytes = length
        }
    }

    /// Which file a line is in, from 0, its number there, and how many lines the files before that have.
    private func place(_ id: String) -> (file: String, number: String, before: String) {
        let (file, before) = numbers.file(id, among: (source.lines?.files ?? []).map(\.path))
        return (file, "\(numbers.number(id)) - \(before)", before)
    }

    // MARK: Odd rows

    private func oddRows(_ count: Int) -> String {
        let id = SparkReading.id
        let rows = count == 0 ? "false" : "\(SparkReading.kind) = \(SparkLines.Kind.odd.rawValue)"
        guard let lines = source.lines else {
            let texts = source.columns.enumerated().map { "\(SparkReading.text)[\($0)] AS \(SparkText.quoted($1.name))" }
            return "SELECT \(texts.joined(separator: ", ")), \(numbers.number(id)) AS \(InPlaceSource.rowNumber)\nFROM \(name) WHERE \(rows) ORDER BY \(InPlaceSource.rowNumber)"
        }
        let place = self.place(id)
        return """
            SELECT \(SparkReading.text)[0] AS \(InPlaceLines.line), \(place.file) AS \(InPlaceLines.file), \(place.number) AS \(InPlaceSource.rowNumber), \(place.before) AS before
            FROM \(name) WHERE \(rows)\(count == 0 ? "" : " OR (\(SparkReading.kind) = \(SparkLines.Kind.above.rawValue) AND \(place.number) > \(lines.above.count))")
            ORDER BY \(InPlaceLines.file), \(InPlaceSource.rowNumber)
            """
    }

    func takeOdd(_ count: Int, _ read: OddRowReading, isSuspicious: Bool) throws -> Bool {
        // Even where there are none somebody has to say so.
        let rows = try session.link.read(oddRows(count), for: purpose, shown: "")
        let readable = try read(rows, count)
        let mended = table + "_odd"
        let loaded = try session.ingest(readable, into: mended)
        let (select, parts) = odd(mended)
        if let identity = source.identity, loaded > 0 {
            let id = SparkText.quoted(source.rules[identity].name)
            let shared = "SELECT DISTINCT t.k\(identity) AS id FROM (\(select)) o JOIN \(name) t ON t.k\(identity) = o.\(id) WHERE t.\(SparkReading.fits)"
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
        let fitting = "SELECT \(columns.joined(separator: ", ")) FROM \(name)" + (isAll ? "" : " WHERE \(SparkReading.fits)")
        let others = odd.map { "\nUNION ALL SELECT \(oddColumns.joined(separator: ", ")) FROM (\($0.select))" } ?? ""
        try session.replace(table, .read(fitting + others, [name] + (odd?.parts ?? [])))
        kept = nil
    }

    func readings(_ read: Int, _ sums: [InPlaceSums]) throws -> [InPlaceReading] {
        let digests = sums.map { "sha2('\($0.loaded + $0.odd) \($0.hash)', 256)" }
        let hashes = try rows("SELECT explode(array(\(digests.joined(separator: ", "))))")
        return zip(sums, hashes).enumerated().map { index, both in
            let (sums, hash) = both
            var reading = InPlaceReading(
                read: source.lines == nil ? read : sums.loaded + sums.odd, loaded: sums.loaded, totals: sums.totals, days: sums.days,
                hash: ContentHash(sha256: hash[0].plainText, bytes: sums.bytes))
            reading.file = index
            return reading
        }
    }

    func tidy() {
        for table in [kept, suspects].compactMap({ $0 }) { try? session.remove(table) }
        (kept, suspects) = (nil, nil)
    }

    func drop() throws { try session.drop(table) }
}
