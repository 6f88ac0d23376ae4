internal import Model

/// Where a column's text comes from in one file: rules with names resolved to field indexes.
enum CellSource {
    /// The file doesn't have it: NULL throughout.
    case absent
    case field(Int)
    /// One that has to be worked out row by row.
    case part(CellPart)
    /// `labels`: what to call the parts where an empty one makes the whole unusable. Empty where `onlyWith` is.
    case joined([CellPart], labels: [String], onlyWith: CellPart?)
    case firstOf([CellPart])
    case mapped(Int, WordTable)
    /// Tables asked in turn; the fallback stands for words that none knows.
    case lookups([(part: CellPart, table: WordTable)], fallback: ConstantText?)
    case constant([UInt8])
    case signed(CellPart, SignSource)
    case debitOrCredit(debit: CellPart, credit: CellPart)
    case moved(CellPart, days: [CellPart])
}

/// One text of a record: a field of it, or what stands in for one.
indirect enum CellPart {
    case field(Int)
    case constant(ConstantText)
    /// The fiscal year of a date.
    case year(CellPart, FiscalYear)
    /// Nothing where it is one of these words.
    case blanked(CellPart, [ShortWord])
    /// Nothing unless another is one of these words.
    case filtered(CellPart, by: CellPart, [ShortWord])

    /// Bytes that it adds to a row without the record having them.
    var constantLength: Int { if case .constant(let text) = self { text.length } else { 0 } }
}

/// Where an amount's sign comes from.
enum SignSource {
    case negated
    case indicator(CellPart, credits: [ShortWord], debits: [ShortWord])
}

/// What an amount's sign has to become, or what is wrong with it.
enum CellSign: UInt8 {
    case own, negated, credit, debit
    /// The indicator is no word for either.
    case unknown
    /// Both columns of an amount have one.
    case doubled
}

/// A text that is the same in every row, with room behind it: slices are copied in words.
final class ConstantText {
    let start: UnsafePointer<UInt8>
    let length: Int
    private let memory: UnsafeMutablePointer<UInt8>

    init(_ text: String) {
        let bytes = Array(text.utf8)
        length = bytes.count
        memory = .allocate(capacity: bytes.count + TextWindow.padding)
        memory.initialize(repeating: 0, count: bytes.count + TextWindow.padding)
        for (offset, byte) in bytes.enumerated() { memory[offset] = byte }
        start = UnsafePointer(memory)
    }

    deinit { memory.deallocate() }
}

/// Names the fiscal year that a date belongs to.
struct FiscalYear {
    let dates: DateMemo
    /// The month that it begins in.
    let starts: Int
    /// Whether it is named by the calendar year that it ends in.
    let isNamedByEnd: Bool

    /// nil for no date.
    func year(_ start: UnsafePointer<UInt8>, _ length: Int) -> Int? {
        let days = dates.day(start, length)
        guard days > DateFormat.bad else { return nil }
        let date = CivilDate(daysSinceEpoch: days).components
        let begins = date.month < starts ? date.year - 1 : date.year
        return starts > 1 && isNamedByEnd ? begins + 1 : begins
    }
}
