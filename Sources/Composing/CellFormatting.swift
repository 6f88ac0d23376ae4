internal import Model

/// From a figure or an engine's value to a cell.
extension PackComposer {
    func cell(_ entry: FigureGrid.Entry, _ value: MetricValue) -> Cell {
        guard let figure = entry.value else { return Cell(.unavailable(reason(entry.reason))) }
        return Cell(self.value(figure, value.unit), remark: entry.isPartial && entry.target == nil ? words[.partialTarget] : nil)
    }

    /// A figure's target, marked where it lacks a part.
    func target(_ entry: FigureGrid.Entry, _ value: MetricValue) -> Cell {
        guard let target = entry.target else { return Cell(.empty) }
        return Cell(self.value(target, value.unit), remark: entry.isPartial ? words[.partialTarget] : nil)
    }

    func value(_ figure: ExactDecimal, _ unit: ValueUnit) -> CellValue {
        switch unit {
        case .money: .money(figure, currency: results.currency)
        case .percent: .percent(figure)
        case .days: .days(figure)
        case .count: .integer(Int(figure.rounded(scale: 0).unscaled))
        }
    }

    func kind(_ unit: ValueUnit?) -> Column.Kind {
        switch unit {
        case .money: .money
        case .percent: .percent
        case .days: .days
        case .count: .number
        case nil: .text
        }
    }

    /// A cell of a metric's own table or list; the column says what its number means.
    /// `currency` is that of the row, for amounts that are not in the report's.
    func cell(_ scalar: ScalarValue, _ column: MetricTable.Column, currency: String? = nil) -> Cell {
        let places = CurrencyCode.minorUnits(results.currency)
        switch (scalar, column.unit) {
        case (.null, _): return Cell(.empty)
        case (.text(let text), _):
            return Cell(column.name.hasSuffix("_id") || column.name.hasSuffix("_no") ? .identifier(text) : .text(text))
        case (.date(let day), _): return Cell(.date(day))
        case (.boolean(let flag), _): return Cell(.text(words[flag ? .yes : .no]))
        case (.integer(let n), .money): return Cell(value(ExactDecimal(n).rounded(scale: places), .money))
        case (.integer(let n), .days): return Cell(.days(ExactDecimal(n)))
        case (.integer(let n), .percent): return Cell(.percent(ExactDecimal(n)))
        case (.integer(let n), _): return Cell(.integer(n))
        case (.decimal(let d), .money): return Cell(value(d.rounded(scale: places), .money))
        case (.decimal(let d), .percent): return Cell(.percent(d))
        case (.decimal(let d), .days): return Cell(.days(d))
        case (.decimal(let d), .count): return Cell(.integer(Int(d.rounded(scale: 0).unscaled)))
        case (.decimal(let d), nil):
            guard let currency else { return Cell(.text(d.normalized.description)) }
            return Cell(.money(d.rounded(scale: CurrencyCode.minorUnits(currency)), currency: currency))
        case (.double(let d), _): return Cell(.text(String(d)))
        }
    }

    /// The kind of a details column: declared by unit, else seen from the engine's type.
    func kind(_ column: MetricTable.Column, in result: ResultRows) -> Column.Kind {
        if let unit = column.unit { return kind(unit) }
        switch result.type(of: column.name) {
        case .decimal where result.index(of: "currency") != nil: return .money
        case .date: return .date
        case .int32, .int64: return .number
        default: return column.name.hasSuffix("_id") || column.name.hasSuffix("_no") ? .identifier : .text
        }
    }

    /// A row's cells in a table's columns.
    func cells(_ row: [ScalarValue], of result: ResultRows, in columns: [MetricTable.Column]) -> [Cell] {
        var currency: String?
        if let index = result.index(of: "currency"), case .text(let code) = row[index] { currency = code }
        return columns.map { column in
            result.index(of: column.name).map { cell(row[$0], column, currency: currency) } ?? Cell(.empty)
        }
    }

    /// A key's machine name as words, `not_due` as “Not due”; anything else stays as it is.
    func readable(_ key: String, _ manifest: MetricManifest) -> String {
        if key == Dimension.missingMember { return words[.nobody] }
        if let word = manifest.members[key] { return word }
        guard let first = key.unicodeScalars.first, ("a"..."z").contains(first),
            key.unicodeScalars.allSatisfy({ ("a"..."z").contains($0) || $0 == "_" })
        else { return words.isolated(key) }
        return first.properties.uppercaseMapping + key.dropFirst().replacing("_", with: " ")
    }
}
