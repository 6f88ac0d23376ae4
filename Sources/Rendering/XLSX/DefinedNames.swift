internal import Model

/// Names for the scorecard's figures, so that a formula elsewhere can say `dso_countback`.
struct DefinedNames {
    private var taken: Set<String> = []

    /// Names each figure of a column called `value` by the section that its row leads to and, where it has one, its value id.
    mutating func add(_ table: Table, headerRow: Int, frame: SheetFrame, to file: WorkbookFile) {
        guard table.layout == .plain, let value = table.columns.firstIndex(where: { $0.name == "value" }) else { return }
        let id = table.columns.firstIndex { $0.name == "value_id" || $0.kind == .identifier }
        for (index, row) in table.rows.enumerated() where value < row.cells.count {
            guard let section = row.cells.lazy.compactMap(\.link).first else { continue }
            if case .unavailable = row.cells[value].value { continue }
            var parts = [section]
            if let id, id < row.cells.count, case .identifier(let text) = row.cells[id].value { parts.append(text) }
            // Names such as DSO1 are addresses of cells.
            let name = parts.count == 1 ? "kpi_" + Self.identifier(section) : Self.identifier(parts.joined(separator: "_"))
            guard taken.insert(name.lowercased()).inserted else { continue }
            let place = CellAddress.absolute(row: headerRow + 1 + index, column: frame.firstColumn + value)
            file.define(name, as: SheetNames.quoted(frame.writer.name) + "!" + place)
        }
    }

    /// Letters, digits and underscores, not beginning with a digit.
    static func identifier(_ text: String) -> String {
        let mapped = text.unicodeScalars.map { scalar -> Character in
            scalar.properties.isAlphabetic && scalar.isASCII || ("0"..."9").contains(scalar) ? Character(scalar) : "_"
        }
        let name = String(mapped.prefix(120))
        return name.first.map { $0.isNumber } ?? true ? "_" + name : name
    }
}
