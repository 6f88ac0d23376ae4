package import Model

/// A table as CSV after RFC 4180: `as_of,country,overdue` and one line per row, raw values, UTF-8.
///
/// The European locale is what Excel opens by double click there: `;`, decimal comma, dd.mm.yyyy, byte order mark.
package enum CSVFile {
    /// Calls `emit` with pieces of the file, so that a long table is never held twice.
    package static func write(
        _ table: Table, locale: ReportDefinition.CSVLocale = .plain, to emit: ([UInt8]) throws -> Void
    ) rethrows {
        var line = CSVLine(locale: locale)
        if locale == .european { line.bytes = [0xEF, 0xBB, 0xBF] }
        for column in table.columns {
            line.field(text: column.name)
            if column.hasReason { line.field(text: column.name + "_reason") }
        }
        line.end()
        for row in table.rows {
            for (index, column) in table.columns.enumerated() {
                let cell = index < row.cells.count ? row.cells[index] : Cell(.empty)
                let value = cell.value
                line.field(value)
                guard column.hasReason else { continue }
                if case .unavailable(let reason) = value { line.field(text: reason) } else { line.field(text: cell.remark ?? "") }
            }
            line.end()
            if line.bytes.count > 1 << 16 {
                try emit(line.bytes)
                line.bytes.removeAll(keepingCapacity: true)
            }
        }
        try emit(line.bytes)
    }

    package static func bytes(of table: Table, locale: ReportDefinition.CSVLocale = .plain) -> [UInt8] {
        var all: [UInt8] = []
        write(table, locale: locale) { all += $0 }
        return all
    }
}
