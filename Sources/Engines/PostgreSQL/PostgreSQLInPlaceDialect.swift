internal import Model

/// The expressions of reading in place as PostgreSQL writes them. It reads no dates and amounts in columns of text.
struct PostgreSQLInPlaceDialect: InPlaceDialect {
    func literal(_ text: String) -> String { PostgreSQLSession.literal(text) }

    static func type(_ type: LedgerType) -> String {
        switch type {
        case .text: "text COLLATE \"C\""
        case .date: "date"
        case .integer: "bigint"
        case .money, .rate: "numeric(\(type.precision),\(type.scale))"
        }
    }

    func nothing(_ type: LedgerType) -> String { "NULL::\(type == .text ? "text" : Self.type(type))" }
    func text(_ column: String) -> String { "\(column)::text" }

    func cell(_ column: String, _ kind: SourceColumn.Kind, decimal: Character) -> String {
        let written = "\(column)::text COLLATE \"C\""
        switch kind {
        case .number: return decimal == "." ? "(\(written))" : "replace(\(written), '.', \(literal(String(decimal))))"
        case .boolean: return "(\(written))"
        default: return "NULLIF(btrim(\(written), E' \\t\\n\\x0b\\f\\r'), '')"
        }
    }

    func day(_ column: String) -> String { "CASE WHEN \(column)::date BETWEEN '0001-01-01' AND '9999-12-31' THEN \(column)::date END" }

    /// NaN and infinity are beyond every bound.
    func number(_ column: String, _ digits: Int, _ decimals: Int) -> String {
        let bound = "1" + String(repeating: "0", count: digits)
        let number = "\(column)::numeric"
        return "CASE WHEN \(number) > -\(bound) AND \(number) < \(bound) AND round(\(number), \(decimals)) = \(number) "
            + "THEN \(column)::numeric(\(digits + decimals),\(decimals)) END"
    }

    func day(ofText cell: String, _ format: DelimitedFormat) -> String { nothing(.date) }
    func mayBeDay(text cell: String) -> String { "\(cell) IS NOT NULL" }
    func number(ofText cell: String, _ digits: Int, _ decimals: Int, _ format: DelimitedFormat) -> String { "NULL::numeric" }
    func isNoCurrency(_ value: String) -> String { "\(value) !~ '^[A-Z]{3}$'" }
    func oddities(_ column: String, _ kind: SourceColumn.Kind) -> [String] { [] }
}
