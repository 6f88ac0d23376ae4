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
    /// Absolute path of a copy of `rejects.csv` whose rows were mended: they are read in place of the rejected ones.
    package var mended: String?
    /// Where `file:` stands in the ledger definition.
    package var place: Place

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
