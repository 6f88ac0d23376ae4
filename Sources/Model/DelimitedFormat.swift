/// The declared form of delimited text. Nothing here is ever guessed.
package struct DelimitedFormat: Sendable, Hashable {
    package enum Encoding: String, Sendable, CaseIterable {
        case utf8 = "utf-8"
        case latin1 = "latin-1"
        case windows1252 = "windows-1252"
        case windows1255 = "windows-1255"
        case utf16 = "utf-16"
        case utf16LE = "utf-16le"
        case utf16BE = "utf-16be"

        package var isUTF16: Bool { self == .utf16 || self == .utf16LE || self == .utf16BE }
        /// A byte is a letter.
        package var isSingleByte: Bool { self == .latin1 || self == .windows1252 || self == .windows1255 }
    }

    package var delimiter: UInt8
    /// nil: quotes are ordinary characters.
    package var quote: UInt8?
    package var encoding: Encoding
    package var decimal: UInt8
    package var thousands: UInt8?
    /// strptime-like: `%Y %m %d %y %b` and literal characters. Several: no text may mean two days under them.
    package var dates: [String]
    package var monthNames = MonthNames.en
    /// `123.45-` is negative.
    package var trailingMinus: Bool
    /// `(123.45)` is negative.
    package var parentheses = false
    /// Words behind an amount that make it negative, and those that leave it as it is: `123.45 CR`.
    package var creditSuffixes: [String] = []
    package var debitSuffixes: [String] = []
    /// Lines above the header line.
    package var skip: Int
    /// Which lines are rows.
    package var lines = LineRules()

    package init(
        delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8? = UInt8(ascii: "\""), encoding: Encoding = .utf8,
        decimal: UInt8 = UInt8(ascii: "."), thousands: UInt8? = nil, dates: [String] = ["%Y-%m-%d"],
        trailingMinus: Bool = false, skip: Int = 0
    ) {
        self.delimiter = delimiter
        self.quote = quote
        self.encoding = encoding
        self.decimal = decimal
        self.thousands = thousands
        self.dates = dates
        self.trailingMinus = trailingMinus
        self.skip = skip
    }
}

/// Which lines of an extract are rows, where not all below the first are.
package struct LineRules: Sendable, Hashable {
    package enum Layout: String, Sendable, CaseIterable {
        /// Delimited text.
        case table
        /// A printed list: columns between `|`, page headers, rules, subtotals with `*`.
        case list
    }

    package var layout = Layout.table
    /// Titles that the header line has, each in one of some spellings; empty: the first line that isn't skipped.
    package var header: [[String]] = []
    package var carried: [CarriedColumn] = []
    package var skipped: [SkippedRows] = []

    package init() {}

    /// Every line below the first is a row.
    package var isPlain: Bool { layout == .table && header.isEmpty && carried.isEmpty && skipped.isEmpty }
}

/// A column that the rows lack: its value stands in a line above them, behind one of these words.
package struct CarriedColumn: Sendable, Hashable {
    package var name: String
    package var words: [String]

    package init(name: String, words: [String]) {
        self.name = name
        self.words = words
    }
}

/// Rows that are none, subtotals say: known by how a cell begins, or what it is.
package struct SkippedRows: Sendable, Hashable {
    package enum Column: Sendable, Hashable {
        /// The first cell that isn't empty.
        case first
        /// From 1.
        case number(Int)
        case title(String)
    }

    package var column: Column
    package var prefixes: [String]
    package var words: [String]

    package init(column: Column, prefixes: [String] = [], words: [String] = []) {
        self.column = column
        self.prefixes = prefixes
        self.words = words
    }
}
