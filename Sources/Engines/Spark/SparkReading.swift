internal import Model

/// The SELECT with which Spark reads a source where it lies: the ledger's columns, and of odd rows all their text.
///
/// Inside out: the rows with a number of their own; cells of text without the blanks around them; the values that the rules
/// give; whether a row is odd. What is used more than once isn't worked out anew by the optimizer.
struct SparkReading {
    let source: InPlaceSource
    let relation: String
    /// A table with values of the identity whose rows all count as odd.
    let suspects: String?

    /// Columns of the table behind the ledger's, which are `k0`, `k1`, ….
    static let id = "__id"
    static let text = "__text"
    static let hash = "__hash"
    static let size = "__size"
    static let part = "__part"

    var sql: String {
        let rules = InPlaceExpressions(source: source, dialect: SparkInPlaceDialect())
        let columns = source.columns.enumerated()
        let read = columns.map { index, column in "\(expression(column)) AS c\(index)" }
        let cells = columns.filter { $1.kind == .text }.map { index, _ in "\(SparkInPlaceDialect.bare("c\(index)")) AS t\(index)" }
        let shown = zip(source.rules, rules.shown).enumerated().map { "CAST(\($1.1) AS \(SparkInPlaceDialect.type($1.0.type))) AS k\($0)" }
        let suspected = suspects == nil || source.identity == nil ? [] : ["suspect IS NOT NULL"]
        let join = source.identity.flatMap { identity in
            suspects.map { "\n  LEFT JOIN (SELECT DISTINCT id AS suspect FROM \($0)) AS x ON x.suspect = o.v\(identity)" }
        }
        return """
            SELECT \(shown.joined(separator: ", ")),
              id AS \(Self.id), part AS \(Self.part), CASE WHEN is_odd THEN \(texts) END AS \(Self.text), hash AS \(Self.hash), size AS \(Self.size)
            FROM (
              SELECT *, \(rules.isOdd(suspected)) AS is_odd
              FROM (
                SELECT *,
                  \(rules.values.joined(separator: ",\n      "))
                FROM (
                  SELECT \((["*", "\(hash) AS hash", "\(size) AS size"] + cells).joined(separator: ", "))
                  FROM (SELECT monotonically_increasing_id() AS id, \(part) AS part, \(read.joined(separator: ", "))\nFROM \(relation)) AS r
                ) AS q
              ) AS o\(join ?? "")
            ) AS s
            """
    }

    private func expression(_ column: SourceColumn) -> String {
        let name = SparkText.quoted(column.name)
        return column.kind == .text ? "CAST(\(name) AS STRING)" : name
    }

    /// What keeps rows of one stretch of reading together, and says how stretches follow each other; NULL: as they come.
    private var part: String {
        switch source.query.subject {
        case .parquet: "concat(_metadata.file_path, '\\n', lpad(CAST(_metadata.file_block_start AS STRING), 20, '0'))"
        default: "CAST(NULL AS STRING)"
        }
    }

    private var texts: String { "array(\(source.columns.indices.map { "CAST(c\($0) AS STRING)" }.joined(separator: ", ")))" }

    /// Empty cells count, or values might change places unseen.
    private var hash: String { "xxhash64(\(source.columns.indices.map { "c\($0), c\($0) IS NULL" }.joined(separator: ", ")))" }

    /// The bytes of texts, and eight for what isn't text.
    private var size: String {
        let texts = source.columns.enumerated().filter { $1.kind == .text }.map { index, _ in "COALESCE(octet_length(c\(index)), 0)" }
        return (texts + [String(8 * (source.columns.count - texts.count))]).joined(separator: " + ")
    }
}
