/// The finished report as a value, before any format: renderers decide looks and compute nothing.
package struct Pack: Sendable, Hashable {
    package var report: String
    package var title: String
    package var asOf: CivilDate
    /// Whose pack of a split it is; nil for the whole.
    package var member: String?
    /// ISO 4217 code of the report currency.
    package var currency: String
    /// The language of all that it says, and of what a renderer adds.
    package var words: Words
    package var dimensions: [String]
    /// In order: scorecard, a section per metric, origin, data quality, methodology.
    package var sections: [Section]
    /// Tidy tables for CSV, one file each: `id` is the file's name without `.csv`, such as `aged_debt.buckets`.
    package var tidyTables: [Table]
    /// Countback's version.
    package var version: String

    package init(
        report: String, title: String, asOf: CivilDate, currency: String, member: String? = nil, words: Words, dimensions: [String] = [],
        sections: [Section], tidyTables: [Table] = [], version: String
    ) {
        self.report = report
        self.title = title
        self.asOf = asOf
        self.currency = currency
        self.member = member
        self.words = words
        self.dimensions = dimensions
        self.sections = sections
        self.tidyTables = tidyTables
        self.version = version
    }

    /// The title, and whose pack it is: `Weekly metric pack · ES`.
    package var heading: String { member.map { "\(title) · \($0)" } ?? title }

    /// BCP 47.
    package var language: String { words.language }
    package var isRightToLeft: Bool { words.isRightToLeft }
}

package struct Section: Sendable, Hashable {
    package enum Kind: String, Sendable { case scorecard, metric, origin, dataQuality, methodology }
    /// `scorecard`, a metric id, `origin`, `data_quality`, `methodology`.
    package var id: String
    package var kind: Kind
    package var title: String
    /// One sentence under the title.
    package var subtitle: String?
    package var blocks: [Block]

    package init(id: String, kind: Kind, title: String, subtitle: String? = nil, blocks: [Block]) {
        self.id = id
        self.kind = kind
        self.title = title
        self.subtitle = subtitle
        self.blocks = blocks
    }
}

package enum Block: Sendable, Hashable {
    case table(Table)
    case chart(Chart)
    case note(Note)
}

package struct Note: Sendable, Hashable {
    package enum Tone: String, Sendable { case plain, info, warning, error, formula }
    package var tone: Tone
    package var title: String?
    package var text: String
    package init(_ tone: Tone = .plain, title: String? = nil, _ text: String) {
        self.tone = tone
        self.title = title
        self.text = text
    }
}

package struct Table: Sendable, Hashable {
    package enum Layout: String, Sendable {
        /// A few rows, read as they stand.
        case plain
        /// The node tree: the first column is the node, `Row.level` its depth.
        case tree
        /// A long list to filter and act on.
        case details
        /// One fact per row, for CSV.
        case tidy
    }

    /// What its marked cells have to say, each once.
    package var remarks: [String] {
        // A list's cells are never marked, and they may be a million.
        guard layout != .details else { return [] }
        var found: [String] = []
        for row in rows {
            for cell in row.cells { if let remark = cell.remark, !found.contains(remark) { found.append(remark) } }
        }
        return found
    }

    /// Unique in the pack, such as `aged_debt.buckets`.
    package var id: String
    package var title: String
    package var layout: Layout
    package var columns: [Column]
    package var rows: Rows
    /// How many rows there are in all, when `rows` holds fewer, and where the rest is.
    package var limited: Limit?

    package init(
        id: String, title: String, layout: Layout = .plain, columns: [Column], rows: [Row], limited: Limit? = nil
    ) {
        self.init(id: id, title: title, layout: layout, columns: columns, rows: Rows(rows), limited: limited)
    }

    package init(
        id: String, title: String, layout: Layout = .plain, columns: [Column], rows: Rows, limited: Limit? = nil
    ) {
        self.id = id
        self.title = title
        self.layout = layout
        self.columns = columns
        self.rows = rows
        self.limited = limited
    }

    /// With its rows in memory while it is written, but for a list's, which may be a million.
    package var held: Table {
        var table = self
        if layout != .details { table.rows.hold() }
        return table
    }

    package struct Limit: Sendable, Hashable {
        package var total: Int
        package var rest: String
        package init(total: Int, rest: String) {
            self.total = total
            self.rest = rest
        }
    }
}

package struct Column: Sendable, Hashable {
    package enum Kind: String, Sendable { case text, identifier, number, money, percent, days, date, status, trend }
    /// Machine name, the CSV header.
    package var name: String
    package var title: String
    package var kind: Kind
    /// In CSV the column is followed by `<name>_reason`, so that readers find it whether or not a figure is missing.
    package var hasReason: Bool
    package init(name: String, title: String, kind: Kind, hasReason: Bool = false) {
        self.name = name
        self.title = title
        self.kind = kind
        self.hasReason = hasReason
    }
}

package struct Row: Sendable, Hashable {
    /// Outline depth: 0 for the top of a tree.
    package var level: Int
    package var role: Cell.Role
    package var cells: [Cell]
    package init(level: Int = 0, role: Cell.Role = .item, _ cells: [Cell]) {
        self.level = level
        self.role = role
        self.cells = cells
    }
}

package struct Cell: Sendable, Hashable {
    package enum Role: String, Sendable { case header, item, subtotal, total }

    package var value: CellValue
    /// How the value follows from other shown cells, where it does; the value is that formula's result.
    package var formula: Formula?
    /// Id of the section, or of the table, that the cell leads to.
    package var link: String?
    /// What a reader must know of this figure: the cell is marked, and below the table it is said.
    package var remark: String?

    package init(_ value: CellValue, formula: Formula? = nil, link: String? = nil, remark: String? = nil) {
        self.value = value
        self.formula = formula
        self.link = link
        self.remark = remark
    }
}

package enum CellValue: Sendable, Hashable {
    case empty
    case text(String)
    /// A document number or other id: text, never a number.
    case identifier(String)
    case integer(Int)
    /// In major units, at the currency's minor-unit scale; `currency` is an ISO 4217 code.
    case money(ExactDecimal, currency: String)
    /// A ratio: 0.1534 is 15.34 %.
    case percent(ExactDecimal)
    case days(ExactDecimal)
    case date(CivilDate)
    case status(ShownStatus)
    /// A difference to the point before, in the given unit; `isGood` nil where neither way is better.
    case change(ExactDecimal, unit: ValueUnit, currency: String, isGood: Bool?)
    /// Figures oldest first for a small trend line; nil where unavailable.
    case trend([ExactDecimal?])
    /// No figure, and why.
    case unavailable(String)
    /// Words with figures among them, each written with its unit.
    case phrase([PhrasePiece])
}

package enum PhrasePiece: Sendable, Hashable {
    case words(String)
    case figure(CellValue)
}

/// A status as it is shown, in colour and word.
package struct ShownStatus: Sendable, Hashable {
    package var status: TargetStatus
    /// Whether it is that of another figure than the one beside it, such as what the month is heading for: then the target
    /// isn't met yet, but on track to be.
    package var isOutlook: Bool

    package init(_ status: TargetStatus, isOutlook: Bool = false) {
        self.status = status
        self.isOutlook = isOutlook
    }

    package static let met = ShownStatus(.met)
    package static let near = ShownStatus(.near)
    package static let missed = ShownStatus(.missed)

    /// Several as one: the worst; an outlook where nothing else is as bad.
    package static func worst(_ all: [ShownStatus]) -> ShownStatus? {
        for status: TargetStatus in [.missed, .near, .met] {
            let those = all.filter { $0.status == status }
            if !those.isEmpty { return ShownStatus(status, isOutlook: those.allSatisfy(\.isOutlook)) }
        }
        return nil
    }
}

/// A value against its target.
package enum TargetStatus: String, Sendable, Hashable, CaseIterable { case met, near, missed }

/// How a cell's value follows from other cells of the same table (rows and columns from 0, header not counted).
package enum Formula: Sendable, Hashable {
    /// The sum of the same column in these rows.
    case sumOfRows([Int])
    /// The sum of these columns in the same row, the second list subtracted.
    case sumOfColumns([Int], minus: [Int])
    /// One column of the row divided by another, times a constant, rounded half away from zero.
    case quotient(numerator: Int, denominator: Int, times: Int = 1, scale: Int)
}

package struct Chart: Sendable, Hashable {
    package enum Kind: String, Sendable { case line, stackedColumns, rankedBars }
    package struct Series: Sendable, Hashable {
        package var name: String
        /// One per category; nil leaves a gap.
        package var values: [ExactDecimal?]
        package init(name: String, values: [ExactDecimal?]) {
            self.name = name
            self.values = values
        }
    }

    package var id: String
    package var title: String
    /// One sentence for those who can't see it.
    package var description: String
    package var kind: Kind
    package var categories: [String]
    package var series: [Series]
    package var unit: ValueUnit
    package var currency: String
    package var scale: Int
    package var target: ExactDecimal?

    package init(
        id: String, title: String, description: String, kind: Kind, categories: [String], series: [Series],
        unit: ValueUnit, currency: String, scale: Int, target: ExactDecimal? = nil
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.kind = kind
        self.categories = categories
        self.series = series
        self.unit = unit
        self.currency = currency
        self.scale = scale
        self.target = target
    }
}
