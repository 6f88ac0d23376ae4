/// Reads from a sheet's XML what kind each cell is, row by row, without the cells' texts.
///
/// The excel extension gives every cell as it is stored and doesn't say how; this says whether 46081 is a number, a
/// date or text. It is also the count of rows that is independent of the reader.
final class SheetScan {
    enum Kind: UInt8 {
        case none, text, number, date, boolean, error
        /// A date as text by the standard's own form.
        case writtenDate
    }

    private let reader: XMLReader
    private let dateStyles: [Bool]
    private let blankStrings: Set<Int>
    private let width: Int
    private let keepsTexts: Bool
    private let file: ExtractFile
    private var isInData = false
    /// The most that any program writes: a sheet has no more rows, and no more columns.
    private static let rowLimit = 1 << 20
    private static let columnLimit = 1 << 14

    private(set) var row = 0
    /// One per column of the row.
    private(set) var kinds: [UInt8]
    /// The texts of the row's cells by column, where they are kept: those in the cells, and numbers of shared strings.
    private(set) var texts: [Int: String] = [:]
    private(set) var shared: [Int: Int] = [:]

    /// - Parameter width: columns that count; a row with nothing in them is none.
    init(
        _ stream: any ByteStream, of file: ExtractFile, dateStyles: [Bool], blankStrings: Set<Int>, width: Int, keepsTexts: Bool = false
    ) {
        reader = XMLReader(stream)
        self.file = file
        self.dateStyles = dateStyles
        self.blankStrings = blankStrings
        self.width = width
        self.keepsTexts = keepsTexts
        kinds = [UInt8](repeating: 0, count: width)
    }

    /// Goes to the next row that holds something; false at the end.
    func next() throws -> Bool {
        while true {
            switch try reader.next() {
            case .finished: return false
            case .start:
                if isInData, reader.isNamed("row") {
                    let number = reader.attribute("r").flatMap { Int($0) } ?? row + 1
                    // Rows out of order would be counted and not found again.
                    guard number > row, number <= Self.rowLimit else {
                        throw file.damaged("row \(number) of a sheet follows row \(row)")
                    }
                    row = number
                    if reader.isEmpty { continue }
                    if try readRow() { return true }
                } else if reader.isNamed("sheetData") {
                    isInData = !reader.isEmpty
                }
            case .end: if reader.isNamed("sheetData") { return false }
            }
        }
    }

    private func readRow() throws -> Bool {
        for column in kinds.indices { kinds[column] = 0 }
        if keepsTexts {
            texts = [:]
            shared = [:]
        }
        var column = -1
        var kind = Kind.number
        var isShared = false
        var hasValue = false
        var depth = 0
        var isAny = false
        while true {
            switch try reader.next() {
            case .finished: return isAny
            case .start:
                if reader.isNamed("c") {
                    column += 1
                    (kind, isShared) = describe(&column)
                    hasValue = false
                } else if reader.isNamed("rPh"), !reader.isEmpty {
                    depth += 1
                }
            case .end:
                if reader.isNamed("v") || (reader.isNamed("t") && depth == 0) {
                    if value(column, isShared) { hasValue = true }
                } else if reader.isNamed("c") {
                    if hasValue, column >= 0, column < width {
                        kinds[column] = kind.rawValue
                        isAny = true
                    }
                } else if reader.isNamed("rPh") {
                    depth -= 1
                } else if reader.isNamed("row") {
                    return isAny
                }
            }
        }
    }

    private func describe(_ column: inout Int) -> (Kind, Bool) {
        var kind = Kind.number
        var isShared = false
        var isDated = false
        var place = column
        reader.forEachAttribute { name, value in
            guard name.count == 1, let first = value.first else { return }
            switch name[0] {
            case UInt8(ascii: "r"): place = Self.column(value) ?? place
            case UInt8(ascii: "s"):
                let style = Self.number(value)
                isDated = style < dateStyles.count && dateStyles[style]
            case UInt8(ascii: "t"):
                switch first {
                case UInt8(ascii: "s"):
                    kind = .text
                    isShared = value.count == 1
                case UInt8(ascii: "i"): kind = .text
                case UInt8(ascii: "b"): kind = .boolean
                case UInt8(ascii: "e"): kind = .error
                case UInt8(ascii: "d"): kind = .writtenDate
                default: break
                }
            default: break
            }
        }
        column = place
        return (kind == .number && isDated ? .date : kind, isShared)
    }

    /// Whether the cell's text, just ended, is something.
    private func value(_ column: Int, _ isShared: Bool) -> Bool {
        if reader.isTextBlank { return false }
        let number = isShared ? Self.number(reader.text) : -1
        if keepsTexts {
            if isShared { shared[column] = number } else { texts[column, default: ""] += reader.decodedText }
        }
        return !isShared || !blankStrings.contains(number)
    }

    /// From 0, of a reference such as `AB12`.
    private static func column(_ reference: UnsafeBufferPointer<UInt8>) -> Int? {
        var column = 0
        for byte in reference {
            let letter = Int(byte & 0xDF) - 64
            guard byte >= 65, (1...26).contains(letter), column < columnLimit else { break }
            column = column * 26 + letter
        }
        return column > 0 ? column - 1 : nil
    }

    private static func number(_ digits: UnsafeBufferPointer<UInt8>) -> Int {
        var number = 0
        for byte in digits where byte >= 48 && byte <= 57 && number < 1 << 40 { number = number * 10 + Int(byte) - 48 }
        return number
    }
}
