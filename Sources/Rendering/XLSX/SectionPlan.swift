internal import Model

/// Which blocks of a section go on which sheet: one sheet, unless a table is longer than a sheet can be.
struct SectionPlan {
    enum Piece {
        case note(Note)
        /// Charts that follow each other stand side by side.
        case charts([Chart])
        case table(Table, rows: Range<Int>)
    }

    private(set) var sheets: [[Piece]] = [[]]
    /// Rows that a table needs beside its own: heading, header, notes and space.
    private static let overhead = 24
    private static let chartRows = 48
    private static let noteRows = 40

    /// `limit` is the number of rows of a sheet.
    init(_ section: Section, limit: Int = 1_048_576) {
        var left = limit - Self.overhead
        for block in section.blocks {
            switch block {
            case .note(let note):
                left -= Self.noteRows
                sheets[sheets.count - 1].append(.note(note))
            case .chart(let chart):
                left -= Self.chartRows
                if case .charts(let before) = sheets[sheets.count - 1].last {
                    sheets[sheets.count - 1].removeLast()
                    sheets[sheets.count - 1].append(.charts(before + [chart]))
                } else {
                    sheets[sheets.count - 1].append(.charts([chart]))
                }
            case .table(let table):
                var start = 0
                repeat {
                    left -= Self.overhead
                    // A few rows at a sheet's end are not worth a heading.
                    if left < min(table.rows.count - start, Self.overhead) {
                        sheets.append([])
                        left = limit - 2 * Self.overhead
                    }
                    let end = min(table.rows.count, start + max(1, left))
                    sheets[sheets.count - 1].append(.table(table, rows: start..<end))
                    left -= end - start
                    start = end
                } while start < table.rows.count
            }
        }
    }
}

extension SectionPlan.Piece {
    var table: Table? {
        if case .table(let table, _) = self { return table }
        return nil
    }
}
