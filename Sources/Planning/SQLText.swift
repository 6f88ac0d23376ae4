internal import Model

/// Small pieces of the portable SQL subset.
enum SQLText {
    static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
    static func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
    static func literal(_ day: CivilDate) -> String { "DATE '\(day)'" }

    /// The type's name in the portable subset.
    static func type(_ type: LedgerType) -> String {
        switch type {
        case .text: "varchar(4000)"
        case .date: "date"
        case .money: "decimal(18,4)"
        case .rate: "decimal(20,10)"
        case .integer: "bigint"
        }
    }
}
