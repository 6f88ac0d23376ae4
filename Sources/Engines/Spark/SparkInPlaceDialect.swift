internal import Model

/// The expressions of reading in place as Spark writes them. Of a column `c3` of text, `t3` is the cell.
struct SparkInPlaceDialect: InPlaceDialect {
    /// Whether columns are cut from lines, which are looked at as a whole.
    var areLines = false

    func literal(_ text: String) -> String { SparkText.literal(text) }

    static func type(_ type: LedgerType) -> String {
        switch type {
        case .text: "STRING"
        case .date: "DATE"
        case .integer: "BIGINT"
        case .money, .rate: "DECIMAL(\(type.precision),\(type.scale))"
        }
    }

    func nothing(_ type: LedgerType) -> String { "CAST(NULL AS \(Self.type(type)))" }
    func text(_ column: String) -> String { "CAST(\(column) AS STRING)" }

    /// Without the blanks around it, NULL where nothing is left.
    static func bare(_ column: String) -> String { "NULLIF(trim(BOTH ' \\t\\n\\u000B\\u000C\\r' FROM \(column)), '')" }

    func cell(_ column: String, _ kind: SourceColumn.Kind, decimal: Character) -> String {
        switch kind {
        case .text: "t" + column.dropFirst()
        case .number where decimal != ".": "replace(CAST(\(column) AS STRING), '.', \(literal(String(decimal))))"
        default: "CAST(\(column) AS STRING)"
        }
    }

    // MARK: Typed columns

    func day(_ column: String) -> String { within("CAST(\(column) AS DATE)") }
    private func within(_ day: String) -> String { "CASE WHEN \(day) BETWEEN DATE'0001-01-01' AND DATE'9999-12-31' THEN \(day) END" }

    /// A comparison of decimals keeps digits before the mark rather than those behind: many of these are looked at as text.
    func number(_ column: String, _ digits: Int, _ decimals: Int) -> String {
        let number = "TRY_CAST(\(column) AS DECIMAL(\(digits + decimals),\(decimals)))"
        let isFine = literal(",(19|[23][0-9])\\)")
        let hasMore = literal("\\.[0-9]{\(decimals)}[0-9]*[1-9]")
        return "CASE WHEN \(number) = \(column) AND NOT (typeof(\(column)) RLIKE \(isFine) AND CAST(\(column) AS STRING) RLIKE \(hasMore)) THEN \(number) END"
    }

    // MARK: Text

    func day(ofText cell: String, _ format: DelimitedFormat) -> String {
        let texts = SparkDateText.texts(cell, format)
        return texts.isEmpty ? nothing(.date) : within("TRY_CAST(CASE \(SparkDateText.shape(of: cell)) \(texts.joined(separator: " ")) END AS DATE)")
    }

    func mayBeDay(text cell: String) -> String {
        "\(cell) IS NOT NULL AND NOT (translate(\(cell), '0/.-: T', '') = '' AND length(translate(\(cell), '/.-: T', '')) >= 6)"
    }

    func number(ofText cell: String, _ digits: Int, _ decimals: Int, _ format: DelimitedFormat) -> String {
        SparkNumberText(format, digits: digits, decimals: decimals).number(cell)
    }

    func isNoCurrency(_ value: String) -> String { "NOT \(value) RLIKE \(literal("\\A[A-Z]{3}\\z"))" }

    /// What no extract may hold.
    func oddities(_ column: String, _ kind: SourceColumn.Kind) -> [String] {
        kind == .text && !areLines ? ["(\(column) IS NOT NULL AND (contains(\(column), '\\0') OR NOT is_valid_utf8(\(column))))"] : []
    }
}
