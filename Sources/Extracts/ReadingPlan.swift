internal import Model

/// What is read into one output column, whichever file it comes from.
struct PlannedColumn {
    enum Conversion {
        case text
        case choice([ShortWord])
        /// Three capitals; an empty cell takes the default.
        case currency(defaultCode: [UInt8]?)
        case date(DateMemo)
        case amount(AmountFormat)
        case integer(AmountFormat)
        /// A choice that depends on `kind` and `customer_id`.
        case receiptClass([ShortWord])
    }

    var name: String
    var type: LedgerType
    var conversion: Conversion
    var isRequired: Bool
    /// Part of the batches; else only validated.
    var isEmitted: Bool
    /// Zero and less are a reject.
    var isPositive = false
}

/// How a source's records become rows: columns with their conversions, and the places of those with a part to play.
struct ReadingPlan {
    var relation: String
    var columns: [PlannedColumn]
    /// Per file, parallel to `columns`.
    var sources: [[CellSource]]
    /// Extract columns handed on as text because a mapping has SQL; their names, and per file their fields.
    var rawNames: [String] = []
    var rawFields: [[Int?]] = []

    /// Columns of amounts that some file holds in binary floating point.
    var binaryAmounts: Set<String> = []

    /// The columns whose values together name a row once; empty where rows have no identity.
    var identity: [Int] = []

    func index(of name: String) -> Int? { columns.firstIndex { $0.name == name } }

    var fields: [ColumnField] {
        columns.filter(\.isEmitted).map { ColumnField($0.name, $0.type.vectorType) }
            + rawNames.indices.map { ColumnField("raw_\($0)", .text) }
    }
}

extension LedgerType {
    var vectorType: VectorType {
        switch self {
        case .text: .text
        case .date: .date
        case .integer: .int64
        case .money, .rate: .decimal(precision: precision, scale: scale)
        }
    }
}
