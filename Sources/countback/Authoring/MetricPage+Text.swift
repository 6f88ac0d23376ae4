extension MetricPage {
    /// For a terminal of 100 columns.
    var text: String {
        var lines = ["\(title) (\(id) \(version))", ""] + Self.wrapped(description, indent: 0)
        lines += ["", "FORMULA"] + Self.wrapped(formula, indent: 2)
        for section in sections {
            lines += ["", section.title.uppercased()]
            for row in section.rows { lines += Self.lines(row, of: section) }
        }
        lines += ["", "IN A REPORT"] + selection.map { "  " + $0 }
        lines += ["", "FOLDER", "  " + folder]
        return lines.joined(separator: "\n") + "\n"
    }

    /// The name, beside it what it is, and the rest below that.
    private static func lines(_ row: [String], of section: Section) -> [String] {
        let isLong = section.width > 22
        let indent = isLong ? 6 : 26
        let rest = zip(row, section.columns).dropFirst(2).filter { !$0.0.isEmpty }.map { cell, column in
            column == "default" ? "default \(cell)" : cell
        }
        let first = wrapped(row.count > 1 ? row[1] : "", indent: indent)
        let below = (section.isRunning ? [rest.joined(separator: "; ")] : rest).flatMap { wrapped($0, indent: indent) }
        guard !isLong, let beside = first.first else { return ["  " + row[0]] + first + below }
        let name = "  " + row[0]
        return [name + String(repeating: " ", count: indent - name.count) + beside.dropFirst(indent)] + first.dropFirst() + below
    }

    private static func wrapped(_ text: String, indent: Int) -> [String] {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            if !line.isEmpty, indent + line.count + 1 + word.count > 100 {
                lines.append(margin + line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return line.isEmpty ? lines : lines + [margin + line]
    }
}

extension MetricPage.Section {
    /// Of the longest name.
    var width: Int { rows.map { $0[0].count }.max() ?? 0 }
}
