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
    /// The files of the presets that its sources name, each once.
    package var presetFiles: [PresetFile] = []
    /// How many days before the key date the newest posting may be, unless the report says.
    package var staleAfter: Int?

    package static let staleAfter = 7

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

/// A preset's file as it was read: its name under `presets/`, and its bytes, for the record of what a run was made from.
package struct PresetFile: Sendable, Hashable {
    package var name: String
    package var bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
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
    /// Absolute path of a copy of `rejects.csv` whose rows were mended: they are read in place of the rejected ones.
    package var mended: String?
    /// Where `file:` stands in the ledger definition.
    package var place: Place
    /// The sheet of a workbook; nil where it has only one.
    package var sheet: String?
    /// The number of the header's row in a sheet, from 1; nil: the one after `format.skip`.
    package var headerRow: Int?
    /// What is read where it isn't a file.
    package var query: Query?
    package var onDuplicate = DuplicateRule.reject
    /// Names for the extract's columns that `columns` may use.
    package var fields: [ExtractField] = []
    /// The presets that it was made from, in order.
    package var presets: [String] = []
    /// Headers that no mapping names become extra columns of text.
    package var keepsOthers = false
    /// What of the relation `allocations` can be made from these items.
    package var derivesAllocations = false

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
    package var balance: ControlBalance?

    package init(rows: Int? = nil, amount: [String: ExactDecimal] = [:], balance: ControlBalance? = nil) {
        self.rows = rows
        self.amount = amount
        self.balance = balance
    }
}

/// What the ERP says is open at the end of a day, by currency.
package struct ControlBalance: Sendable, Hashable {
    package var at: CivilDate
    package var amount: [String: ExactDecimal]
    package var place: Place

    package init(at: CivilDate, amount: [String: ExactDecimal], place: Place) {
        self.at = at
        self.amount = amount
        self.place = place
    }
}
