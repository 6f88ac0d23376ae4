internal import Extracts
internal import Model

/// An extract's beginning as a table: what delimits it, where its header stands, and its first rows.
struct SampleTable {
    var delimiter: Character
    var isList: Bool
    /// Lines above the header.
    var skip: Int
    var names: [String]
    var rows: [[String]]
    /// Quotes are ordinary characters: some stand within a cell.
    var hasLooseQuotes = false
    /// Of a list: words above the rows that a value stands behind; they are among the names.
    var carried: [String] = []
    /// What the rows' cells are, where they aren't all text that the extract's author wrote.
    var kinds: [[ExtractTable.Kind]] = []
    /// Of a workbook: its sheet, where there are others, and the header's row.
    var sheet: (name: String, others: [String])?
    var headerRow: Int?
    /// Words that rows begin with that are totals and no rows, each with one of them.
    var totals: [(word: String, row: String)] = []

    static let delimiters: [(mark: Character, word: String)] = [("\t", "tab"), (";", ";"), (",", ","), ("|", "pipe")]

    /// `known`: how many of some titles are headers that presets know. nil for text that is no table.
    static func find(in lines: [String], known: ([String]) -> Int) -> SampleTable? {
        let head = lines.prefix(60)
        if let list = list(in: lines) { return list }
        var best: (score: Int, table: SampleTable)?
        for (mark, _) in delimiters {
            for (number, line) in head.enumerated() {
                let names = cells(line, mark)
                guard names.count > 1, names.count(where: { !$0.isEmpty }) > 1, names.allSatisfy({ !isNumber($0) }) else { continue }
                let below = lines[(number + 1)...].prefix(20).filter { !$0.isEmpty }.map { cells($0, mark).count }
                let fitting = below.count { $0 == names.count }
                // Headers that presets know say most; then rows of as many cells below.
                let score = known(names) * 100 + fitting * 4 + min(names.count, 30) - number
                guard fitting > 0 || below.isEmpty, score > best?.score ?? 0 else { continue }
                best = (score, SampleTable(delimiter: mark, isList: false, skip: number, names: names, rows: []))
            }
        }
        guard var table = best?.table else { return nil }
        let body = lines[(table.skip + 1)...].prefix(2000).filter { !$0.isEmpty }
        table.rows = body.map { cells($0, table.delimiter) }.filter { $0.count == table.names.count }
        table.hasLooseQuotes = body.contains { isLoose($0, table.delimiter) }
        if table.hasLooseQuotes {
            table.rows = body.map { $0.split(separator: table.delimiter, omittingEmptySubsequences: false).map { String($0).trimmed } }
                .filter { $0.count == table.names.count }
        }
        table.takeTotals()
        return table
    }

    /// A printed list: lines that begin and end with `|`, under rules of dashes.
    private static func list(in lines: [String]) -> SampleTable? {
        let bars = lines.enumerated().filter { $0.element.trimmed.hasPrefix("|") }
        let rules = lines.count { line in line.count > 10 && line.trimmed.allSatisfy { "-|+=".contains($0) } }
        guard bars.count > 2, rules > 0 else { return nil }
        func inner(_ line: String) -> [String] {
            line.trimmed.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map { String($0).trimmed }
        }
        let tables = bars.map { (number: $0.offset, cells: inner($0.element)) }.filter { $0.cells.count > 2 }
        guard let header = tables.first(where: { $0.cells.count(where: { !$0.isEmpty }) > 2 && $0.cells.allSatisfy { !isNumber($0) } }) else { return nil }
        let rows = tables.filter { $0.number > header.number && $0.cells.count == header.cells.count && $0.cells != header.cells }
            .map(\.cells).filter { !($0.first { !$0.isEmpty }?.hasPrefix("*") ?? true) && !$0.allSatisfy { $0.allSatisfy { $0 == "-" } } }
        // "Debitor       1001": a word, blanks, and one value.
        var carried: [(word: String, value: String)] = []
        for line in lines where !line.trimmed.hasPrefix("|") {
            var parts = line.trimmed.split(separator: "  ", omittingEmptySubsequences: true).map { String($0).trimmed }.filter { !$0.isEmpty }
            if parts.count == 1 { parts = parts[0].split(separator: " ").map(String.init) }
            guard parts.count == 2, parts[0].contains(where: \.isLetter), !carried.contains(where: { $0.word == parts[0] }) else { continue }
            carried.append((parts[0], parts[1]))
        }
        var table = SampleTable(
            delimiter: "|", isList: true, skip: 0, names: header.cells + carried.map(\.word),
            rows: rows.prefix(2000).map { $0 + carried.map(\.value) })
        table.carried = carried.map(\.word)
        return table
    }

    func column(_ index: Int) -> [String] { rows.map { $0[index] }.filter { !$0.isEmpty } }

    /// A column's cells that are text, and so written in some way that must be declared.
    func written(_ index: Int) -> [String] {
        if kinds.isEmpty { return column(index) }
        return zip(rows, kinds).compactMap { $1[index] == .text && !$0[index].isEmpty ? $0[index] : nil }
    }

    /// A column's real dates.
    func days(_ index: Int) -> [CivilDate] {
        zip(rows, kinds).compactMap { $1[index] == .date ? CivilDate($0[index]) : nil }
    }

    /// How many of a column's cells are of a kind.
    func count(_ index: Int, _ kind: ExtractTable.Kind) -> Int { kinds.count { $0[index] == kind } }

    static func isNumber(_ cell: String) -> Bool {
        !cell.isEmpty && cell.contains(where: \.isNumber) && cell.allSatisfy { $0.isNumber || ".,-/ :".contains($0) }
    }

    private static func isLoose(_ line: String, _ mark: Character) -> Bool {
        line.split(separator: mark, omittingEmptySubsequences: false).contains { cell in
            let inner = String(cell).trimmed
            return inner.contains("\"") && !inner.hasPrefix("\"") && !inner.hasSuffix("\"")
        }
    }

    static func cells(_ line: String, _ mark: Character) -> [String] {
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == mark, !isQuoted {
                cells.append(cell.trimmed)
                cell = ""
            } else {
                cell.append(character)
            }
        }
        return cells + [cell.trimmed]
    }
}

extension String {
    /// Without blanks at its ends.
    var trimmed: String {
        let inner = drop { $0.isWhitespace }
        return String(inner[..<(inner.lastIndex { !$0.isWhitespace }.map { inner.index(after: $0) } ?? inner.startIndex)])
    }
}
