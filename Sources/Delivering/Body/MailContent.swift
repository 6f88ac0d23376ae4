package import Model

/// What a mail shows of a pack: its headlines, the members below, and what a reader must know.
package struct MailContent: Sendable {
    struct Headline: Sendable {
        var name: String
        var figure: CellValue
        var target: CellValue?
        var status: ShownStatus?
        var change: CellValue?
        var changeTitle: String
        var trend: [ExactDecimal?]
    }

    struct Group: Sendable {
        struct Line: Sendable {
            var name: String
            var figure: CellValue
            var status: ShownStatus?
            /// Of the largest, from 0 to 1; nil where there is no figure.
            var share: Double?
        }

        var title: String
        var lines: [Line]
        /// Lines that are only in the pack.
        var more: Int
    }

    package var title: String
    package var member: String
    var asOf: CivilDate
    var currency: String
    var version: String
    var headlines: [Headline]
    var groups: [Group]
    /// Warnings of the scorecard.
    var notes: [String]
    /// Why it was sent, where a condition decided it.
    package var because: [String] = []
    package var files: [String] = []
    /// Set where the files are not in the message.
    package var leftOut: [String] = []
    package var filesAt = ""

    /// The members that stand in a mail; the rest is in the pack.
    private static let longest = 8

    package init(_ pack: Pack, member: String) {
        title = pack.title
        self.member = member
        asOf = pack.asOf
        currency = pack.currency
        version = pack.version
        let blocks = pack.sections.first { $0.kind == .scorecard }?.blocks ?? []
        notes = blocks.compactMap { if case .note(let note) = $0, note.tone != .formula { note.text } else { nil } }
        let tables = blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
        headlines = tables.first.map(Self.headlines) ?? []
        groups = tables.dropFirst().compactMap(Self.group)
    }

    /// The worst of the headlines' statuses; nil where none has a target.
    package var status: ShownStatus? { ShownStatus.worst(headlines.compactMap(\.status)) }

    private static func headlines(_ table: Table) -> [Headline] {
        let titles = Dictionary(table.columns.map { ($0.name, $0.title) }) { first, _ in first }
        return table.rows.filter { $0.role != .header }.compactMap { row in
            let cells = named(row, table)
            guard case .text(let name)? = row.cells.first?.value, let figure = cells["value"] else { return nil }
            var title = titles["change"] ?? ""
            if case .text(let since)? = cells["since"] { title = [titles["since"] ?? title, since].joined(separator: " ") }
            let trend: [ExactDecimal?] = if case .trend(let points)? = cells["trend"] { points } else { [] }
            return Headline(
                name: name, figure: figure, target: cells["target"].flatMap(shown), status: status(cells["status"]), change: cells["change"].flatMap(shown),
                changeTitle: title, trend: trend)
        }
    }

    private static func group(_ table: Table) -> Group? {
        let rows = table.rows.filter { $0.level == 1 }
        guard table.layout == .tree, !rows.isEmpty else { return nil }
        let figures = rows.map { named($0, table)["value"] ?? .empty }
        let largest = figures.compactMap(number).map(\.magnitude).max()
        let lines = zip(rows, figures).prefix(longest).map { row, figure -> Group.Line in
            let name = if case .text(let text)? = row.cells.first?.value { text } else { "" }
            let share = number(figure).flatMap { number in
                largest.flatMap { $0.isZero ? nil : max(0, number.approximate / $0.approximate) }
            }
            return Group.Line(name: name, figure: figure, status: status(named(row, table)["status"]), share: share)
        }
        return Group(title: table.title, lines: lines, more: rows.count - lines.count)
    }

    private static func named(_ row: Row, _ table: Table) -> [String: CellValue] {
        Dictionary(zip(table.columns.map(\.name), row.cells.map(\.value))) { first, _ in first }
    }

    private static func status(_ value: CellValue?) -> ShownStatus? { if case .status(let status)? = value { status } else { nil } }

    private static func shown(_ value: CellValue) -> CellValue? { value == .empty ? nil : value }

    private static func number(_ value: CellValue) -> ExactDecimal? {
        switch value {
        case .money(let number, _), .percent(let number), .days(let number): number
        case .integer(let count): ExactDecimal(count)
        default: nil
        }
    }
}
