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
    /// A `SparkLines.Kind`.
    static let kind = "__kind"
    static let text = "__text"
    static let hash = "__hash"
    static let size = "__size"
    static let part = "__part"
    static let fits = "\(kind) = \(SparkLines.Kind.fits.rawValue)"

    var sql: String {
        let rules = InPlaceExpressions(source: source, dialect: SparkInPlaceDialect(areLines: source.lines != nil))
        let cells = source.columns.enumerated().filter { $1.kind == .text }.map { index, _ in "\(SparkInPlaceDialect.bare("c\(index)")) AS t\(index)" }
        let shown = zip(source.rules, rules.shown).enumerated().map { "CAST(\($1.1) AS \(SparkInPlaceDialect.type($1.0.type))) AS k\($0)" }
        let suspected = suspects == nil || source.identity == nil ? [] : ["suspect IS NOT NULL"]
        let join = source.identity.flatMap { identity in
            suspects.map { "\n  LEFT JOIN (SELECT DISTINCT id AS suspect FROM \($0)) AS x ON x.suspect = o.v\(identity)" }
        }
        let isOdd = rules.isOdd(source.lines == nil ? suspected : ["is_broken"] + suspected)
        let (fits, odd, above) = (SparkLines.Kind.fits.rawValue, SparkLines.Kind.odd.rawValue, SparkLines.Kind.above.rawValue)
        let kind = "CASE WHEN \(isOdd) THEN \(odd) ELSE \(fits) END"
        return """
            SELECT \(shown.joined(separator: ", ")),
              id AS \(Self.id), part AS \(Self.part), kind AS \(Self.kind), CASE WHEN kind IN (\(odd), \(above)) THEN \(texts) END AS \(Self.text),
              hash AS \(Self.hash), size AS \(Self.size)
            FROM (
              SELECT *, \(source.lines == nil ? kind : "COALESCE(mark, \(kind))") AS kind
              FROM (
                SELECT *,
                  \(rules.values.joined(separator: ",\n      "))
                FROM (
                  SELECT \((["*", "\(hash) AS hash", "\(size) AS size"] + cells).joined(separator: ", "))
                  FROM (\(rows)) AS r
                ) AS q
              ) AS o\(join ?? "")
            ) AS s
            """
    }

    /// The source's rows, each with an id, the part of the source that it is in, and its columns.
    private var rows: String {
        if let lines = source.lines {
            return SparkLines(format: source.format, lines: lines, columns: source.columns.count, relation: relation).sql
        }
        let read = source.columns.enumerated().map { "\(expression($1)) AS c\($0)" }
        return "SELECT monotonically_increasing_id() AS id, \(part) AS part, \(read.joined(separator: ", "))\nFROM \(relation)"
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

    private var texts: String { source.lines != nil ? "array(value)" : "array(\(source.columns.indices.map { "CAST(c\($0) AS STRING)" }.joined(separator: ", ")))" }

    /// Empty cells count, or values might change places unseen.
    private var hash: String { source.lines != nil ? "xxhash64(value)" : "xxhash64(\(source.columns.indices.map { "c\($0), c\($0) IS NULL" }.joined(separator: ", ")))" }

    /// The bytes of texts, and eight for what isn't text.
    private var size: String {
        if source.lines != nil { return "octet_length(value) + 1" }
        let texts = source.columns.enumerated().filter { $1.kind == .text }.map { index, _ in "COALESCE(octet_length(c\(index)), 0)" }
        return (texts + [String(8 * (source.columns.count - texts.count))]).joined(separator: " + ")
    }
}
