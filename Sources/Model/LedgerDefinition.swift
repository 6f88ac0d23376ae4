/// How extracts become the ledger: a checked ledger definition, with every path made absolute.
package struct LedgerDefinition: Sendable, Hashable {
    package var name: String
    /// Absolute path of the definition file.
    package var path: String
    /// ISO 4217 code for money without a currency of its own; nil when every source maps a currency.
    package var currency: String?
    package var completeFrom: CivilDate?
    package var extractedOn: CivilDate?
    package var sources: [SourceDefinition]
    package var tolerance: Tolerance
    package var calendars: [BusinessCalendar]
    /// Which relation a dimension comes from where `customers` and `items` both have it.
    package var dimensions: [String: String]
    package var connections: [Connection] = []

    package init(
        name: String, path: String, currency: String? = nil, completeFrom: CivilDate? = nil,
        extractedOn: CivilDate? = nil, sources: [SourceDefinition] = [], tolerance: Tolerance = Tolerance(),
        calendars: [BusinessCalendar] = [], dimensions: [String: String] = [:]
    ) {
        self.name = name
        self.path = path
        self.currency = currency
        self.completeFrom = completeFrom
        self.extractedOn = extractedOn
        self.sources = sources
        self.tolerance = tolerance
        self.calendars = calendars
        self.dimensions = dimensions
    }
}

/// How many rejected rows, and how much absolute amount per currency, a run may tolerate; zero unless stated.
package struct Tolerance: Sendable, Hashable {
    package var rows: Int
    package var amount: [String: ExactDecimal]

    package init(rows: Int = 0, amount: [String: ExactDecimal] = [:]) {
        self.rows = rows
        self.amount = amount
    }
}

/// A calendar's weekend, as ISO weekdays (1 Monday … 7 Sunday); its holidays are rows of the `holidays` relation.
package struct BusinessCalendar: Sendable, Hashable {
    package var name: String
    package var weekend: Set<Int>

    package init(name: String, weekend: Set<Int>) {
        self.name = name
        self.weekend = weekend
    }
}

/// One relation's extract: files, their declared format, and how their columns become the relation's.
package struct SourceDefinition: Sendable, Hashable {
    package var relation: String
    /// Absolute path or glob, as declared.
    package var file: String
    package var format: DelimitedFormat
    /// Empty: the headers already are the ledger's names.
    package var columns: [ColumnMapping]
    package var control: ControlTotals?
    /// Where `file:` stands in the ledger definition.
    package var place: Place
    /// The sheet of a workbook; nil where it has only one.
    package var sheet: String?
    /// The number of the header's row in a sheet, from 1; nil: the one after `format.skip`.
    package var headerRow: Int?
    /// What is read where it isn't a file.
    package var query: Query?
    package var onDuplicate = DuplicateRule.reject

    /// Whether a connection gives the rows, and no file.
    package var isQueried: Bool { query != nil }

    /// What a source reads from a connection.
    package struct Query: Sendable, Hashable {
        package enum Subject: Sendable, Hashable {
            /// `public.items`, as declared.
            case table(String)
            case select(String)
        }
        package var connection: String
        package var subject: Subject
        package init(connection: String, subject: Subject) {
            self.connection = connection
            self.subject = subject
        }
        /// For findings and the manifest: `erp:public.items`.
        package var shownName: String {
            switch subject {
            case .table(let name): "\(connection):\(name)"
            case .select: "\(connection):query"
            }
        }
    }

    /// Which of two rows with the same id counts.
    package enum DuplicateRule: String, Sendable, CaseIterable {
        /// The first, and the other is a reject.
        case reject
        /// The one of the file that comes last by name; within a file still the first.
        case latest_file
    }

    package init(
        relation: String, file: String, format: DelimitedFormat = DelimitedFormat(), columns: [ColumnMapping] = [],
        control: ControlTotals? = nil, place: Place
    ) {
        self.relation = relation
        self.file = file
        self.format = format
        self.columns = columns
        self.control = control
        self.place = place
    }
}

/// Control totals from the ERP; the amounts are sums of the source's signed amounts per currency.
package struct ControlTotals: Sendable, Hashable {
    package var rows: Int?
    package var amount: [String: ExactDecimal]

    package init(rows: Int? = nil, amount: [String: ExactDecimal] = [:]) {
        self.rows = rows
        self.amount = amount
    }
}

/// The declared form of delimited text. Nothing here is ever guessed.
package struct DelimitedFormat: Sendable, Hashable {
    package enum Encoding: String, Sendable, CaseIterable {
        case utf8 = "utf-8"
        case latin1 = "latin-1"
        case utf16 = "utf-16"
        case utf16LE = "utf-16le"
        case utf16BE = "utf-16be"
    }

    package var delimiter: UInt8
    /// nil: quotes are ordinary characters.
    package var quote: UInt8?
    package var encoding: Encoding
    package var decimal: UInt8
    package var thousands: UInt8?
    /// strptime-like: `%Y %m %d %y %b` and literal characters.
    package var dates: String
    /// `123.45-` is negative.
    package var trailingMinus: Bool
    /// Lines above the header line.
    package var skip: Int

    package init(
        delimiter: UInt8 = UInt8(ascii: ","), quote: UInt8? = UInt8(ascii: "\""), encoding: Encoding = .utf8,
        decimal: UInt8 = UInt8(ascii: "."), thousands: UInt8? = nil, dates: String = "%Y-%m-%d",
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

/// How one column of the relation (or an extra one) is made from the extract's columns.
package struct ColumnMapping: Sendable, Hashable {
    package indirect enum Rule: Sendable, Hashable {
        case column(String)
        /// Joined with "/".
        case joined([String])
        /// The text of a column looked up in a table; anything else takes the default, and without one is a reject.
        case mapped(from: String, values: [String: String], fallback: String?)
        case constant(String)
        /// The first of these that is not empty.
        case firstOf([String])
        /// An expression over the extract's columns (as text), evaluated by the engine.
        case sql(String)
    }

    package var column: String
    package var rule: Rule
    /// `text` for an extra column unless declared.
    package var type: LedgerType
    package var place: Place

    package init(column: String, rule: Rule, type: LedgerType, place: Place) {
        self.column = column
        self.rule = rule
        self.type = type
        self.place = place
    }
}
