internal import Model

extension RowsDifference: CustomStringConvertible {
    /// Positions shown; beyond them only a count, so that a long table doesn't bury the next one.
    private static let mostShown = 25
    private static let widest = 32

    var description: String {
        let title = "\(place): table \(table) \(NodeWords.at(node)): \(summary)"
        return ([title] + grid() + strays.map { "  \(Self.words($0))" }).joined(separator: "\n")
    }

    private var summary: String {
        let (expected, got) = (pairs.count { $0.expected != nil }, pairs.count { $0.got != nil })
        if expected != got { return "expected \(expected.counted("row")), got \(got)" }
        let differing = pairs.count { !isSame($0) }
        return "\(differing) of \(pairs.count.counted("row")) \(differing == 1 ? "differs" : "differ")"
    }

    private func isSame(_ pair: Pair) -> Bool { pair.expected != nil && pair.got != nil && pair.differing.isEmpty }

    /// Expected on the left, found on the right, `≠` between rows that differ and stars around the cells that do.
    private func grid() -> [String] {
        let isLong = pairs.count > Self.mostShown
        let wanted = pairs.enumerated().filter { !isLong || !isSame($0.element) }
        let shown = wanted.prefix(Self.mostShown)
        let left = shown.map { $0.element.expected?.map(Self.cut) }
        let right = shown.map { line in
            line.element.got?.enumerated().map { index, cell in
                let cell = Self.cut(cell)
                return line.element.differing.contains(index) ? "*\(cell)*" : cell
            }
        }
        let (leftText, rightText) = (Self.block(columns, left, none: "(no row)"), Self.block(columns, right, none: "(no row)"))
        let width = max("expected".count, leftText.map(\.count).max() ?? 0)
        let digits = String(pairs.count).count
        var lines = ["  " + Self.padded("", digits) + "  " + Self.padded("expected", width) + "    got"]
        lines.append("  " + Self.padded("", digits) + "  " + Self.padded(leftText[0], width) + "    " + rightText[0])
        for (offset, line) in shown.enumerated() {
            let number = String(line.offset + 1)
            lines.append(
                "  " + Self.padded("", digits - number.count) + number + "  " + Self.padded(leftText[offset + 1], width)
                    + (isSame(line.element) ? "    " : "  ≠ ") + rightText[offset + 1])
        }
        if wanted.count > shown.count { lines.append("  and \(wanted.count - shown.count) more rows that differ") }
        return lines.map(Self.withoutTrailingSpace)
    }

    /// The header and the rows of one side, cells aligned as an example writes them.
    private static func block(_ columns: [String], _ rows: [[String]?], none: String) -> [String] {
        let widths = columns.indices.map { index in
            ([columns[index]] + rows.compactMap { $0?[index] }).map(\.count).max() ?? 0
        }
        return ([columns] + rows).map { row in
            row.map { zip($0, widths).map(padded).joined(separator: " | ") } ?? none
        }
    }

    private static func words(_ stray: Stray) -> String {
        switch stray {
        case .moved(let from, let to): "row \(from) is there, but as row \(to)"
        case .missing(let row, let cells): "row \(row) is missing: \(cells.map(cut).joined(separator: " | "))"
        case .extra(let row, let cells): "row \(row) is one too many: \(cells.map(cut).joined(separator: " | "))"
        }
    }

    private static func cut(_ cell: String) -> String { cell.count <= widest ? cell : cell.prefix(widest - 1) + "…" }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func withoutTrailingSpace(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }
}
