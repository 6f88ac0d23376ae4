internal import Model

/// Which blocks of a section go on which sheet: one sheet, unless a table is longer than a sheet can be, or lists stream.
///
/// A streamed sheet has room for one filter and one frozen header: so each list then has a sheet of its own, and where it
/// would have stood it says where it is.
struct SectionPlan {
    enum Piece {
        case note(Note)
        /// Charts that follow each other stand side by side.
        case charts([Chart])
        case table(Table, rows: Range<Int>)
        /// A list that has a sheet of its own.
        case elsewhere(Table)
    }

    struct Sheet {
        var pieces: [Piece] = []
        /// The list that the sheet is for; nil for the section's own sheet and what continues it.
        var list: Table?
    }

    private(set) var sheets: [Sheet] = [Sheet()]
    /// The section's own sheet that is being filled.
    private var own = 0
    private var left: Int
    private let limit: Int
    /// Rows that a table needs beside its own: heading, header, notes and space.
    private static let overhead = 24
    private static let chartRows = 48
    private static let noteRows = 40

    /// `limit` is the number of rows of a sheet.
    init(_ section: Section, limit: Int = 1_048_576, isStreaming: Bool = false) {
        self.limit = limit
        left = limit - Self.overhead
        let isAlone = section.blocks.filter(\.isShownAsRows).count == 1 && !section.blocks.contains(where: \.isChart)
        var lists: [Table] = []
        for block in section.blocks {
            switch block {
            case .note(let note):
                left -= Self.noteRows
                sheets[own].pieces.append(.note(note))
            case .chart(let chart): add(chart)
            case .table(let table) where isStreaming && table.layout == .details && !isAlone:
                left -= Self.overhead
                sheets[own].pieces.append(.elsewhere(table))
                lists.append(table)
            case .table(let table): add(table)
            }
        }
        for list in lists {
            sheets.append(Sheet(list: list))
            (own, left) = (sheets.count - 1, limit - Self.overhead)
            add(list)
        }
    }

    private mutating func add(_ chart: Chart) {
        left -= Self.chartRows
        if case .charts(let before) = sheets[own].pieces.last {
            sheets[own].pieces.removeLast()
            sheets[own].pieces.append(.charts(before + [chart]))
        } else {
            sheets[own].pieces.append(.charts([chart]))
        }
    }

    private mutating func add(_ table: Table) {
        var start = 0
        repeat {
            left -= Self.overhead
            // A few rows at a sheet's end are not worth a heading.
            if left < min(table.rows.count - start, Self.overhead) {
                sheets.append(Sheet(list: sheets[own].list))
                (own, left) = (sheets.count - 1, limit - 2 * Self.overhead)
            }
            let end = min(table.rows.count, start + max(1, left))
            sheets[own].pieces.append(.table(table, rows: start..<end))
            left -= end - start
            start = end
        } while start < table.rows.count
    }
}

extension SectionPlan.Piece {
    var table: Table? {
        if case .table(let table, _) = self { return table }
        return nil
    }
}

extension Block {
    fileprivate var isShownAsRows: Bool {
        if case .table = self { return true }
        return false
    }

    fileprivate var isChart: Bool {
        if case .chart = self { return true }
        return false
    }
}
