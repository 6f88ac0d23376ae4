/// A source as an engine can read it where it lies: which of its columns become the ledger's, and by which rules.
///
/// The rules say what a row that they fit becomes. A row that some rule doesn't fit is *odd*: whoever reads in place hands
/// those over as the text they are, and they are read, or rejected, as any extract's rows.
package struct InPlaceSource: Sendable {
    /// The last column of odd rows, and of those that were read from them.
    package static let rowNumber = "row_number"

    package var query: SourceDefinition.Query
    /// The columns that are read there, in their order.
    package var columns: [SourceColumn]
    /// How dates and amounts are written in columns of text, and numbers where they become text.
    package var format: DelimitedFormat
    package var rules: [Rule]
    /// The rule whose value names a row once.
    package var identity: Int?
    /// The rules for the amount, its currency, and the date that says where a row belongs in time.
    package var amount: Int?
    package var currency: Int?
    package var day: Int?
    /// Where the rows are lines of text, of which the columns are cut.
    package var lines: InPlaceLines?
    /// Where items are read: kind, customer.
    package var items: (kind: Int, customer: Int)?

    /// Why it can't be read by an engine that doesn't read dates and amounts in text.
    package var readsText: StreamingReason?

    package init(query: SourceDefinition.Query, columns: [SourceColumn], format: DelimitedFormat, rules: [Rule]) {
        self.query = query
        self.columns = columns
        self.format = format
        self.rules = rules
    }

    /// How one column of the ledger comes about.
    package struct Rule: Sendable, Hashable {
        package var name: String
        package var type: LedgerType
        package var value: Value
        package var check: Check
        package var isRequired: Bool
        package var isPositive: Bool

        package init(name: String, type: LedgerType, value: Value, check: Check, isRequired: Bool, isPositive: Bool) {
            self.name = name
            self.type = type
            self.value = value
            self.check = check
            self.isRequired = isRequired
            self.isPositive = isPositive
        }
    }

    /// Where a value comes from; columns by their place in `columns`.
    package enum Value: Sendable, Hashable {
        case absent
        case column(Int)
        case constant(String)
        case mapped(Int, words: [String: String], fallback: String?)
        /// With "/" between; `needsAll`: not one of several may be empty.
        case joined([Part], needsAll: Bool)
        case firstOf([Int])
        case negated(Int)
        case indicated(Int, by: Int, credits: [String], debits: [String])
    }

    package enum Part: Sendable, Hashable {
        case column(Int)
        case constant(String)
    }

    package enum Check: Sendable, Hashable {
        /// Any text, or with words one of them.
        case text([String])
        /// Three capitals; nothing takes the default.
        case currency(default: String?)
        case date
        /// An exact number of at most so many digits before the mark and behind it.
        case number(digits: Int, decimals: Int)
        /// One of the words, and by kind and customer where there is none.
        case receiptClass([String])
    }
}

/// Files of delimited text, one row to a line.
package struct InPlaceLines: Sendable {
    package struct File: Sendable {
        /// As the cluster names it, and as findings do.
        package var path: String
        package var name: String
        /// nil for a packed one.
        package var length: Int?

        package init(path: String, name: String, length: Int?) {
            self.path = path
            self.name = name
            self.length = length
        }
    }

    /// Sorted by name.
    package var files: [File]
    /// How many lines every file has above its rows, and what may stand in them.
    package var above: (count: Int, texts: [String])
    /// The letters of the bytes from 128 on, where a byte is a letter; 0xFFFF for bytes that are none.
    package var letters: [UInt16]

    package init(files: [File], above: (count: Int, texts: [String]), letters: [UInt16]) {
        self.files = files
        self.above = above
        self.letters = letters
    }

    /// Columns of odd rows as they are handed over: the line as it stands in the file, and which file that is, from 0; then
    /// the row's number there.
    package static let line = "line"
    package static let file = "file_number"
}

/// Why a source isn't read where it lies, in words that continue "streamed: ".
package struct StreamingReason: Error, Sendable, Hashable {
    package var words: String
    package init(_ words: String) { self.words = words }
}

/// What reading in place came to.
package struct InPlaceReading: Sendable {
    /// All rows, by a count of its own.
    package var read: Int
    /// Rows that are in the table.
    package var loaded: Int
    /// Sums of the loaded rows' amounts by currency, the empty one for amounts without.
    package var totals: [String: ExactDecimal]
    package var days: ClosedRange<CivilDate>?
    /// Of all rows as the server writes them, in whatever order.
    package var hash: ContentHash
    /// Where the source is several files: the number of this one's, from 0.
    package var file = 0

    package init(read: Int, loaded: Int, totals: [String: ExactDecimal], days: ClosedRange<CivilDate>?, hash: ContentHash) {
        self.read = read
        self.loaded = loaded
        self.totals = totals
        self.days = days
        self.hash = hash
    }
}

/// Reads the odd rows of a source: each with its number among all rows, from 1, and its columns as text.
///
/// Answers those that could be read, with the same columns as the rules give and a last one with the row's number.
package typealias OddRowReading = (_ rows: any BatchSource, _ count: Int) throws -> any BatchSource
