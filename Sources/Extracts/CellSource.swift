/// Where a column's text comes from in one file: rules with names resolved to field indexes.
enum CellSource {
    /// The file doesn't have it: NULL throughout.
    case absent
    case field(Int)
    /// `isWhole`: an empty part is none of the values that the column may have.
    case joined([Int], isWhole: Bool)
    case firstOf([Int])
    case mapped(Int, WordTable)
    case constant([UInt8])
}
