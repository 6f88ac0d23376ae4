internal import Model

/// Column widths of a sheet, in characters, from what its tables show.
struct ColumnWidths {
    /// Of the content's columns; the sheet's first column is a narrow margin before them.
    private(set) var widths: [Double] = []
    static let margin = 2.0
    static let cap = 48.0
    private static let least = 10.0
    /// Cap of a list's text where another table has figures in the same column.
    private static let shared = 32.0
    /// A formula with figures reads in one line, or nearly.
    private static let phrase = 96.0
    /// A hash in small type.
    private static let hash = 58.0
    /// Rows looked at: widths of a long list are settled long before its end.
    private static let sample = 2_000

    init(tables: [Table], atLeast total: Double, words: Words) {
        // Lists come last, so that their texts don't pull the figures of other tables apart.
        for table in tables where table.layout != .details { add(table, words: words) }
        let settled = widths
        for table in tables where table.layout == .details { add(table, words: words, settled: settled) }
        while widths.reduce(0, +) < total { widths.append(14) }
    }

    /// A SHA-256 in hexadecimal: told apart by its end as well as its beginning, and read by nobody.
    static func isHash(_ id: String) -> Bool { id.utf8.count == 64 }

    var total: Double { widths.reduce(0, +) }

    /// Pixels of a column at Excel's default font, as libxlsxwriter counts them.
    static func pixels(_ characters: Double) -> Int { Int(characters * 7 + 5) }
    /// Of the first columns.
    func pixels(_ count: Int) -> Int { widths.prefix(count).reduce(0) { $0 + Self.pixels($1) } }

    private mutating func add(_ table: Table, words: Words, settled: [Double] = []) {
        while widths.count < table.columns.count { widths.append(Self.least) }
        let asTree = table.layout == .tree
        let sample = Array(table.rows.prefix(Self.sample))
        for (index, column) in table.columns.enumerated() {
            var width = header(column.title, filtered: table.layout == .details)
            for row in sample where row.cells.indices.contains(index) {
                let bold = row.role == .item ? 1.0 : 1.08
                let indent = asTree && index == 0 ? Double(row.level) * 2.6 : index > 0 ? 1 : 0
                width = max(width, Self.characters(row.cells[index].value, words: words) * bold + indent)
            }
            let hasHashes = sample.contains { row in
                guard row.cells.indices.contains(index), case .identifier(let id) = row.cells[index].value else { return false }
                return Self.isHash(id)
            }
            let hasPhrases = sample.contains { row in
                if row.cells.indices.contains(index), case .phrase = row.cells[index].value { true } else { false }
            }
            let own = hasPhrases ? Self.phrase : Self.cap
            let cap = index > 0 && index < settled.count ? max(Self.shared, settled[index]) : max(own, min(widths[index], Self.phrase))
            widths[index] = hasHashes ? Self.hash : min(cap, max(widths[index], width + (index > 0 ? 3.5 : 2.5)))
        }
    }

    /// Headers wrap: they need room for their longest word and half of the whole.
    private func header(_ title: String, filtered: Bool) -> Double {
        let longest = title.split(separator: " ").map(\.count).max() ?? 0
        return max(Double(longest), Double(title.count) / 2) * 1.1 + (filtered ? 2.5 : 0)
    }

    private static func characters(_ value: CellValue, words: Words) -> Double {
        switch value {
        case .empty: 0
        case .text(let text), .identifier(let text): Double(text.prefix(64).count)
        case .phrase: Double(FigureText(words: words).alone(value).count)
        case .integer(let number): figure(ExactDecimal(number))
        case .money(let amount, _): figure(amount)
        case .percent(let ratio): figure(ratio)
        case .days(let days): figure(days) + 2
        case .change(let amount, _, _, _): figure(amount) + 2
        case .date: 10
        case .status(let status): Double(words.name(of: status).count) + 1
        case .trend(let values): Double(values.count) * 1.3
        // Reasons wrap over two lines or three.
        case .unavailable(let reason): min(18, Double(reason.count + words[.notAvailable].count + 2))
        }
    }

    /// Digits, separators, decimals and sign.
    private static func figure(_ number: ExactDecimal) -> Double {
        var digits = 1
        var rest = number.unscaled.magnitude / ExactDecimal.powerOfTen(number.scale).magnitude
        while rest >= 10 {
            rest /= 10
            digits += 1
        }
        let decimals = number.scale > 0 ? number.scale + 1 : 0
        return Double(digits + (digits - 1) / 3 + decimals + (number.isNegative ? 1 : 0)) * 1.05
    }
}
