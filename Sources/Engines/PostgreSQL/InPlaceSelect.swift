internal import Model

/// The SELECT with which PostgreSQL reads a source where it lies: the ledger's columns, and of odd rows all their text.
///
/// Inside out: the rows with their numbers; the values that the rules give; whether a row is odd. `OFFSET 0` keeps the
/// planner from working out a value wherever it is named.
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
    /// What is added to a row's number for the column of running numbers; nil without one.
    let offset: Int?

    /// Columns of the table behind the ledger's.
    static let number = "__row"
    static let text = "__text"
    static let hash = "__hash"
    static let size = "__size"

    /// The columns of the table that it fills, with their types.
    func columns(numbered: String?) -> [String] {
        source.rules.map { "\(PostgreSQLSession.quoted($0.name)) \(PostgreSQLInPlaceDialect.type($0.type))" }
            + (numbered.map { ["\(PostgreSQLSession.quoted($0)) bigint"] } ?? [])
            + ["\(Self.number) bigint", "\(Self.text) text[]", "\(Self.hash) bigint", "\(Self.size) integer"]
    }

    var sql: String {
        let rules = InPlaceExpressions(source: source, dialect: PostgreSQLInPlaceDialect(), isUnique: isUnique)
        let read = source.columns.enumerated().map { "\(PostgreSQLSession.quoted($1.name)) AS c\($0)" }
        let all = source.columns.indices.map { "c\($0)" }
        let shown = rules.shown + (offset.map { ["n + \($0)"] } ?? []) + ["n"]
        let suspected = source.identity.flatMap { identity in suspects.map { ["v\(identity) IN (SELECT id FROM \($0))"] } } ?? []
        return """
            SELECT \(shown.joined(separator: ", ")),
              CASE WHEN is_odd THEN ARRAY[\(all.map { "\($0)::text" }.joined(separator: ", "))] END,
              \(hashesRows ? Self.rowHash : "hashtextextended(whole::text COLLATE \"C\", 0)"), pg_column_size(whole)
            FROM (
              SELECT o.*, \(rules.isOdd(suspected)) AS is_odd
              FROM (
                SELECT r.*, ROW(\(hashed.joined(separator: ", "))) AS whole,
                  \(rules.values.joined(separator: ",\n      "))
                FROM (SELECT row_number() OVER () AS n, \(read.joined(separator: ", "))\nFROM \(relation)) AS r
                OFFSET 0
              ) AS o
            ) AS s
            """
    }

    // A row's hash is a weighted sum of its columns': added up as it is, it wouldn't see values change places.
    private static let rowHash = "hashint8extended(hash_record_extended(whole, 0), 0)"

    /// Text may be of a type that has no hash of its own.
    private var hashed: [String] {
        source.columns.enumerated().map { $1.kind == .text ? "c\($0)::text COLLATE \"C\"" : "c\($0)" }
    }
}
