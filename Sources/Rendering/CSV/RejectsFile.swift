package import Model

/// `rejects.csv`: every row that could not be read, with its file, line, column and reason.
package enum RejectsFile {
    package static func table(_ rejects: [Reject]) -> Table {
        let columns = [
            Column(name: "relation", title: "Relation", kind: .text),
            Column(name: "file", title: "File", kind: .text),
            Column(name: "line", title: "Line", kind: .number),
            Column(name: "column", title: "Column", kind: .text),
            Column(name: "reason", title: "Reason", kind: .text),
            Column(name: "row", title: "Row as read", kind: .text),
        ]
        let rows = rejects.map { reject in
            Row([
                Cell(.text(reject.relation)), Cell(.text(reject.file)), Cell(.integer(reject.line)),
                Cell(reject.column.map { .text($0) } ?? .empty), Cell(.text(reject.reason)), Cell(.text(reject.raw)),
            ])
        }
        return Table(id: "rejects", title: "Rejected rows", layout: .details, columns: columns, rows: rows)
    }
}
