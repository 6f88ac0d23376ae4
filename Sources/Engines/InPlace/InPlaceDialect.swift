internal import Model

/// How an engine writes the few expressions of reading in place that aren't the same everywhere.
protocol InPlaceDialect {
    func literal(_ text: String) -> String
    /// NULL of a type.
    func nothing(_ type: LedgerType) -> String
    /// A column as the text that it is.
    func text(_ column: String) -> String
    /// A column's text without the blanks around it, and NULL where nothing is left; numbers with the decimal mark.
    func cell(_ column: String, _ kind: SourceColumn.Kind, decimal: Character) -> String
    /// A column of dates as a date from year 1 to 9999, else NULL.
    func day(_ column: String) -> String
    /// A column of exact numbers with at most so many digits before the mark and behind it, else NULL.
    func number(_ column: String, _ digits: Int, _ decimals: Int) -> String
    /// A cell's text as the date that it is under the declared formats, beyond doubt; else NULL.
    func day(ofText cell: String, _ format: DelimitedFormat) -> String
    /// Whether a cell's text is more than nothing and the zeros that stand for no date.
    func mayBeDay(text cell: String) -> String
    func number(ofText cell: String, _ digits: Int, _ decimals: Int, _ format: DelimitedFormat) -> String
    func isNoCurrency(_ value: String) -> String
    /// What else makes a row odd that has such a column.
    func oddities(_ column: String, _ kind: SourceColumn.Kind) -> [String]
}
