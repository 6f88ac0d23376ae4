internal import CXLSXWriter
internal import Model

/// Makes long lists into Excel tables with filters, each under a name of its own.
struct ListNames {
    let isStreaming: Bool
    private var taken: Set<String> = []
    private var filtered: Set<String> = []

    init(isStreaming: Bool) { self.isStreaming = isStreaming }

    mutating func add(_ frame: SheetFrame, header: Int, last: Int, _ table: Table, headers: [String]) throws {
        let writer = frame.writer
        let look = CellLook(frame: frame, table: table)
        var columns = headers.enumerated().map { index, title in
            var column = lxw_table_column()
            column.header = writer.strings.keep(title)
            column.header_format = writer.styles.format(look.header(index))
            return column
        }
        var options = lxw_table_options()
        options.name = writer.strings.keep(name(table.id))
        options.no_banded_rows = 1
        options.style_type = UInt8(LXW_TABLE_STYLE_TYPE_LIGHT.rawValue)
        options.style_type_number = 1
        let error = columns.withUnsafeMutableBufferPointer { buffer -> lxw_error in
            var pointers: [UnsafeMutablePointer<lxw_table_column>?] = buffer.indices.map { buffer.baseAddress! + $0 }
            pointers.append(nil)
            return pointers.withUnsafeMutableBufferPointer { list in
                options.columns = list.baseAddress
                return worksheet_add_table(
                    writer.sheet, writer.at(header), writer.col(frame.firstColumn), writer.at(last),
                    writer.col(frame.firstColumn + headers.count - 1), &options)
            }
        }
        try writer.check(error)
    }

    /// What streaming leaves: one filter a sheet, set before the rows.
    mutating func filter(_ frame: SheetFrame, header: Int, last: Int, _ table: Table) throws {
        guard filtered.insert(frame.writer.name).inserted else { return }
        let writer = frame.writer
        try writer.check(
            worksheet_autofilter(
                writer.sheet, writer.at(header), writer.col(frame.firstColumn), writer.at(last),
                writer.col(frame.firstColumn + table.columns.count - 1)))
    }

    /// `list_aged_debt_items`: never a cell's address, never another name of the workbook.
    private mutating func name(_ id: String) -> String {
        let base = "list_" + DefinedNames.identifier(id)
        var name = base
        var number = 2
        while !taken.insert(name.lowercased()).inserted {
            name = "\(base)_\(number)"
            number += 1
        }
        return name
    }
}
