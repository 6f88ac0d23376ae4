/// A table that an engine or a database reads for the host: a Parquet file's, or a connection's table or query.
package protocol SourceTable: Sendable {
    var columns: [SourceColumn] { get }
    /// All rows in their order, and of `columns` those that aren't unreadable.
    func rows() throws -> any BatchSource
    /// How many rows there are, found otherwise than by reading them. Asked once `rows` has been called.
    func count() throws -> Int
    /// Whether the rows are some of a larger table's: their number in it, from 1, then comes behind the columns.
    var isNumbered: Bool { get }
}

extension SourceTable {
    package var isNumbered: Bool { false }
}

/// A column of such a table.
package struct SourceColumn: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Text that the extract's author wrote.
        case text
        /// A number, a date or a truth value, in whatever vector it comes; numbers and dates in text as SQL writes them.
        case number, date, boolean
        /// A number in binary floating point.
        case binaryNumber
        /// Nothing that a ledger's column can be made of, and what it is: "a list".
        case unreadable(String)
    }

    package var name: String
    package var kind: Kind

    package init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

/// Opens what only an engine or a database can read.
package protocol TableOpening: Sendable {
    /// The cells of a workbook's sheet below `firstRow`, from column A to `width`, as text and as they are stored; a
    /// row for each of the sheet's, and no end but that the reader stops asking.
    func sheet(_ name: String, of path: String, from firstRow: Int, width: Int) throws -> any BatchSource
    func parquet(_ path: String) throws -> any SourceTable
    /// What a source's `table:` or `query:` names on its connection.
    func table(of source: SourceDefinition) throws -> any SourceTable
    /// The files that a source of delimited text finds on its connection's cluster, sorted by name.
    func files(of source: SourceDefinition) throws -> [any RemoteFile]
}

extension TableOpening {
    package func files(of source: SourceDefinition) throws -> [any RemoteFile] {
        throw Refusal(
            .unavailable, Finding("missing-reader", .error, "nothing is at hand that reads \(source.query?.shownName ?? "files of a cluster")", place: source.place))
    }
}

/// A file of text that a connection's cluster sees, and this machine need not.
package protocol RemoteFile: Sendable {
    /// As the cluster names it.
    var path: String { get }
    /// How many bytes it has.
    var length: Int { get }
    /// Its lines in order, without the line feeds between them and unpacked, as bytes in a column of text.
    func lines() throws -> any BatchSource
    /// The first of them, as many as a header takes.
    func head() throws -> any BatchSource
}
