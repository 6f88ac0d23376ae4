internal import Extracts
internal import Model

extension SampleTable {
    /// The table among those of a workbook that reads most like an extract, or the one that another extract is.
    static func find(in tables: [ExtractTable], known: ([String]) -> Int) -> SampleTable? {
        if let table = tables.first, let columns = table.columns { return SampleTable(table, names: columns, from: 0, headerRow: nil) }
        let found = tables.compactMap { table in Self.header(of: table, known: known).map { (table: table, header: $0) } }
        guard let best = found.max(by: { $0.header.score < $1.header.score }) else { return nil }
        let table = best.table
        var sample = SampleTable(
            table, names: best.header.names, from: best.header.index + 1, headerRow: table.rows[best.header.index].number)
        if tables.count > 1, let name = table.name {
            sample?.sheet = (name, tables.compactMap(\.name).filter { $0 != name })
        }
        return sample
    }

    /// The row that reads most like a header: titles that presets know say most, then rows below that fill its columns.
    private static func header(of table: ExtractTable, known: ([String]) -> Int) -> (index: Int, names: [String], score: Int)? {
        var best: (index: Int, names: [String], score: Int)?
        for (index, row) in table.rows.prefix(60).enumerated() {
            let filled = row.cells.filter { $0.kind != .none }
            guard filled.count > 1, filled.allSatisfy({ $0.kind == .text && !isNumber($0.text) }) else { continue }
            let names = row.cells.map { $0.text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            let fitting = table.rows[(index + 1)...].prefix(20).count { below in
                below.cells.prefix(names.count).count { $0.kind != .none } * 2 >= filled.count
            }
            let score = known(names) * 100 + fitting * 4 + min(filled.count, 30) - index
            if fitting > 0 || index + 1 == table.rows.count, score > best?.score ?? 0 { best = (index, names, score) }
        }
        return best
    }

    private init?(_ table: ExtractTable, names: [String], from first: Int, headerRow: Int?) {
        guard !names.isEmpty else { return nil }
        self.init(delimiter: "\t", isList: false, skip: 0, names: names, rows: [])
        self.headerRow = headerRow
        for row in table.rows[first...] {
            let cells = (0..<names.count).map { $0 < row.cells.count ? row.cells[$0] : .empty }
            guard cells.contains(where: { $0.kind != .none }) else { continue }
            rows.append(cells.map(\.text))
            kinds.append(cells.map(\.kind))
        }
        takeTotals()
    }

    /// Words that say of a row that it adds others up, in the languages that extracts come in.
    private static let totalWords = [
        "*", "total", "subtotal", "sum", "summe", "gesamt", "gesamtsumme", "zwischensumme", "endsumme", "suma", "somme", "sous-total", "saldo",
    ]

    /// What a total begins with: its first word, or all words up to the one that says so.
    private static func totalWord(_ cell: String) -> String? {
        let words = cell.prefix { $0 != ":" }.split(whereSeparator: \.isWhitespace)
        guard let first = words.first else { return nil }
        if first.allSatisfy({ $0 == "*" }) { return "*" }
        let at = words.prefix(3).firstIndex { word in totalWords.contains(word.lowercased()) }
        return at.map { words[...$0].joined(separator: " ") }
    }

    /// Takes rows out that are totals: a word for one first, and most of the columns empty.
    mutating func takeTotals() {
        guard rows.count > 1 else { return }
        let filled = rows.map { row in row.count { !$0.isEmpty } }
        let firsts = rows.map { row in row.first { !$0.isEmpty } ?? "" }
        let most = filled.max() ?? 0
        var taken: Set<Int> = []
        for index in rows.indices where filled[index] * 2 <= most {
            guard let word = Self.totalWord(firsts[index]) else { continue }
            let isTelling = rows.indices.allSatisfy { filled[$0] * 2 <= most || !firsts[$0].lowercased().hasPrefix(word.lowercased()) }
            guard isTelling else { continue }
            taken.insert(index)
            if !totals.contains(where: { $0.word == word }) {
                totals.append((word, rows[index].filter { !$0.isEmpty }.prefix(3).joined(separator: " ")))
            }
        }
        rows = rows.enumerated().filter { !taken.contains($0.offset) }.map(\.element)
        kinds = kinds.enumerated().filter { !taken.contains($0.offset) }.map(\.element)
    }
}
