internal import Model

/// The SELECT with which PostgreSQL reads a source where it lies: the ledger's columns, and of odd rows all their text.
///
/// Inside out: the rows as they are; the values that the rules give; whether a row is odd. Something between the last two
/// keeps the planner from working out a value wherever it is named.
struct InPlaceSelect {
    let source: InPlaceSource
    /// `"public"."items"`, or a query in brackets with its name.
    let relation: String
    /// Values of the identity whose rows all count as odd.
    let suspects: String?
    /// Whether the server sees to it that no value of the identity's column is there twice.
    let isUnique: Bool
    /// Whether the server can make a fingerprint of a row without writing it as text.
    let hashesRows: Bool
    /// The column of running numbers, and what is added to a row's number for it.
    let numbered: (column: String, offset: Int)?

    /// Columns of the table behind the ledger's.
    static let number = "__row"
    static let text = "__text"
    static let hash = "__hash"
    static let size = "__size"

    /// One after the other, in one process, each row with its running number.
    var inOrder: String {
        select(from: "(\n\(values(of: "(SELECT row_number() OVER () AS n, \(read)\nFROM \(relation))"))\nOFFSET 0\n) AS o")
    }

    /// The values of all rows, each with a number that rises with its place in the table.
    ///
    /// As a view that is a barrier, several processes can work them out, which `OFFSET` would keep them from.
    var byPlace: String { values(of: "(SELECT \(PlaceNumber.ofRow) AS n, \(read)\nFROM \(relation))") }

    func select(from values: String) -> String {
        let rules = InPlaceExpressions(source: source, dialect: PostgreSQLInPlaceDialect(), isUnique: isUnique)
        let shown = zip(rules.shown, source.rules).map { shown, rule in
            (rule.type == .text ? "(\(shown)) COLLATE \"C\"" : "(\(shown))::\(PostgreSQLInPlaceDialect.type(rule.type))")
                + " AS \(PostgreSQLSession.quoted(rule.name))"
        }
        let number = numbered.map { ["n + \($0.offset) AS \(PostgreSQLSession.quoted($0.column))"] } ?? []
        let suspected = source.identity.flatMap { identity in suspects.map { ["v\(identity) IN (SELECT id FROM \($0))"] } } ?? []
        let texts = source.columns.indices.map { "c\($0)::text" }
        return """
            SELECT \((shown + number).joined(separator: ", ")), n AS \(Self.number),
              CASE WHEN is_odd THEN ARRAY[\(texts.joined(separator: ", "))] END AS \(Self.text), hash AS \(Self.hash), size AS \(Self.size)
            FROM (SELECT o.*, \(rules.isOdd(suspected)) AS is_odd FROM \(values)) AS s
            """
    }

    private func values(of rows: String) -> String {
        let rules = InPlaceExpressions(source: source, dialect: PostgreSQLInPlaceDialect(), isUnique: isUnique)
        let whole = "ROW(\(hashed.joined(separator: ", ")))"
        // A row's hash is a weighted sum of its columns': added up as it is, it wouldn't see values change places.
        let hash = hashesRows ? "hashint8extended(hash_record_extended(\(whole), 0), 0)" : "hashtextextended(\(whole)::text COLLATE \"C\", 0)"
        return "SELECT r.*, \(([hash + " AS hash", "pg_column_size(\(whole)) AS size"] + rules.values).joined(separator: ",\n  "))\nFROM \(rows) AS r"
    }

    private var read: String {
        source.columns.enumerated().map { "\(PostgreSQLSession.quoted($1.name)) AS c\($0)" }.joined(separator: ", ")
    }

    /// Text may be of a type that has no hash of its own.
    private var hashed: [String] {
        source.columns.enumerated().map { $1.kind == .text ? "c\($0)::text COLLATE \"C\"" : "c\($0)" }
    }
}

/// A row's place in a table's file as a number, which rises with it and leaves numbers out.
enum PlaceNumber {
    /// Of a page 32 bits and of the row in it 16.
    static let ofRow = "('x0000' || encode(tidsend(ctid), 'hex'))::bit(64)::bigint"
    /// In a larger table the numbers would run into those of the next source.
    static let mostPages = 1 << 24

    static func place(_ number: String) -> String { "format('(%s,%s)', \(number) >> 16, \(number) & 65535)::tid" }
}
