/// Some records of a window, cut into fields.
///
/// Row r's fields lie between neighbours of its `fieldCount + 1` bounds: field i from one after bound i up to bound
/// i + 1. Quotes still stand around them. Offsets count from the window's base.
final class RecordBlock {
    /// Small enough that a block's text and bounds stay in the processor's second cache.
    static let maximumRows = 2048

    let fieldCount: Int
    let stride: Int
    let bounds: UnsafeMutablePointer<Int32>
    let lines: UnsafeMutablePointer<Int>
    var rows = 0
    /// Records that are none of the rows.
    var odd: [OddRecord] = []
    /// Cells that hold no value: the row, their text, and what they hold instead.
    var errorCells: [(row: Int, text: String, what: String)] = []
    /// Where the block's text begins and ends.
    var start = 0
    var end = 0
    /// The line on which the next record starts, from 1.
    var nextLine = 1

    init(fieldCount: Int) {
        self.fieldCount = fieldCount
        stride = fieldCount + 1
        bounds = .allocate(capacity: stride * (Self.maximumRows + 1))
        lines = .allocate(capacity: Self.maximumRows + 1)
    }

    deinit {
        bounds.deallocate()
        lines.deallocate()
    }

    func begin(at offset: Int) {
        rows = 0
        odd.removeAll(keepingCapacity: true)
        if !errorCells.isEmpty { errorCells.removeAll() }
        start = offset
        end = offset
    }

    var isFull: Bool { rows == Self.maximumRows || odd.count >= Self.maximumRows }

    var byteCount: Int { end - start }

    func recordStart(_ row: Int) -> Int { Int(bounds[row * stride]) + 1 }
    func recordEnd(_ row: Int) -> Int { Int(bounds[row * stride + fieldCount]) }
}

/// A record that has no fields to convert, and why.
struct OddRecord {
    enum Problem {
        case fieldCount(Int)
        /// The field, from 0, whose quote is never closed, or is followed by more text.
        case openQuote(field: Int)
        case textAfterQuote(field: Int)
        case tooLong
        /// What else it is, in words that follow the file and line.
        case broken(String)
    }

    var line: Int
    var start: Int
    var end: Int
    var problem: Problem
}
