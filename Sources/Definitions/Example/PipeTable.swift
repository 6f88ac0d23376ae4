internal import Model

/// A table written as text: a header line and rows, cells between "|", `#` for comments; empty cells are NULL.
///
/// ```
/// item_id | kind    | amount
/// I1      | invoice | 100.00     two rows, three columns
/// I2      | receipt | -40.00
/// ```
struct PipeTable {
    private let value: YAMLValue
    private let text: String

    static func read(_ value: YAMLValue) -> WorkedExample.GivenTable? {
        guard case .text(let text) = value.content else {
            value.sink.add(Problem.notATable(value))
            return nil
        }
        return PipeTable(value: value, text: text).table()
    }

    private func table() -> WorkedExample.GivenTable? {
        let lines = located()
        guard let header = lines.first else {
            value.sink.add(Problem.emptyTable(value.name, value.place))
            return nil
        }
        let isFramed = header.text.hasPrefix("|")
        let columns = cells(header.text, isFramed)
        var isSound = true
        for (index, column) in columns.enumerated() {
            if !value.sink.isIdentifier(column, "column name", header.place) { isSound = false }
            if columns[..<index].contains(column) {
                value.sink.add(Problem.twice(column, in: value.name, header.place))
                isSound = false
            }
        }
        var rows: [[String]] = []
        for line in lines.dropFirst() {
            let cells = cells(line.text, isFramed)
            // The rule below a header, as Markdown writes it.
            if line.text.allSatisfy({ "|-: ".contains($0) }), line.text.contains("--") { continue }
            if cells.count != columns.count {
                value.sink.add(Problem.cellCount(cells.count, columns.count, line.place))
                isSound = false
            }
            rows.append(cells)
        }
        return isSound ? WorkedExample.GivenTable(columns: columns, rows: rows, place: header.place) : nil
    }

    /// The lines that say something, each with its place. A block begins on the line below its "|" mark.
    private func located() -> [(text: String, place: Place)] {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        let first = lines.count > 1 ? value.line + 1 : value.line
        return lines.enumerated().compactMap { offset, line in
            let text = String(line).trimmed
            guard !text.isEmpty, !text.hasPrefix("#") else { return nil }
            let number = first + offset
            let indent = value.source.line(number).map { $0.prefix { $0 == " " }.count } ?? 0
            return (text, value.source.place(line: number, column: indent + 1))
        }
    }

    private func cells(_ line: String, _ isFramed: Bool) -> [String] {
        var cells = line.split(separator: "|", omittingEmptySubsequences: false).map { String($0).trimmed }
        if isFramed {
            if cells.first == "" { cells.removeFirst() }
            if cells.last == "" { cells.removeLast() }
        }
        return cells
    }
}

extension String {
    var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
