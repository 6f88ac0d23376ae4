/// An extract's beginning as cells, each with what it is: for whoever drafts a definition of one that isn't delimited text.
package struct ExtractTable: Sendable {
    package enum Kind: Sendable { case none, text, number, date, boolean, error }

    package struct Cell: Sendable {
        package var kind: Kind
        /// Dates as ISO 8601 has them, numbers with a point.
        package var text: String

        package init(_ kind: Kind, _ text: String) {
            self.kind = text.isEmpty ? .none : kind
            self.text = text
        }

        package static let empty = Cell(.none, "")
    }

    package struct Row: Sendable {
        /// From 1.
        package var number: Int
        package var cells: [Cell]

        package init(_ number: Int, _ cells: [Cell]) {
            self.number = number
            self.cells = cells
        }
    }

    /// How many rows are looked at.
    package static let rowLimit = 2000

    /// Of a workbook's sheet; nil where an extract is one table.
    package var name: String?
    /// The columns' names, where the extract itself says which they are; nil where a row of cells is the header.
    package var columns: [String]?
    package var rows: [Row]

    package init(name: String? = nil, columns: [String]? = nil, rows: [Row]) {
        self.name = name
        self.columns = columns
        self.rows = rows
    }
}
