internal import Model

/// The tables of what was read: files, rejected rows by reason, the ERP's control totals.
extension PackComposer {
    func sourcesTable() -> Table {
        let rows = results.sources.map { source in
            Row([
                Cell(.text(source.relation)), Cell(.text(source.path)), Cell(.identifier(source.hash.sha256)),
                Cell(source.firstDay.map(CellValue.date) ?? .empty), Cell(source.lastDay.map(CellValue.date) ?? .empty),
                Cell(.integer(source.hash.bytes)), Cell(.integer(source.read)), Cell(.integer(source.loaded)),
                Cell(.integer(source.rejected)),
            ])
        }
        return Table(
            id: "data_quality.sources", title: "Sources", layout: .plain,
            columns: [
                Column(name: "relation", title: "Relation", kind: .text), Column(name: "file", title: "File", kind: .text),
                Column(name: "sha256", title: "SHA-256", kind: .identifier),
                Column(name: "first_day", title: "First day", kind: .date), Column(name: "last_day", title: "Last day", kind: .date),
                Column(name: "bytes", title: "Bytes", kind: .number), Column(name: "read", title: "Rows read", kind: .number),
                Column(name: "loaded", title: "Loaded", kind: .number),
                Column(name: "rejected", title: "Rejected", kind: .number),
            ], rows: rows)
    }

    func rejectsTable() -> Table {
        let rows = results.rejectCounts.map { rejects in
            Row([
                Cell(.text(rejects.relation)), Cell(.text(rejects.file)), Cell(.text(rejects.reason)),
                Cell(rejects.column.map(CellValue.text) ?? .empty), Cell(.integer(rejects.count)),
            ])
        }
        return Table(
            id: "data_quality.rejects", title: "Rejected rows by reason", layout: .plain,
            columns: [
                Column(name: "relation", title: "Relation", kind: .text), Column(name: "file", title: "File", kind: .text),
                Column(name: "reason", title: "Reason", kind: .text), Column(name: "column", title: "Column", kind: .text),
                Column(name: "rows", title: "Rows", kind: .number),
            ], rows: rows)
    }

    func controlsTable() -> Table {
        let rows = results.controls.map { control in
            Row([
                Cell(.text(control.relation)), Cell(.text(control.holds ? "agrees" : "differs")),
                Cell(.text(control.at.map { "balance on \($0)" } ?? (control.currency == nil ? "rows" : "amount"))),
                Cell(control.currency.map(CellValue.text) ?? .empty), Cell(total(control.stated, control)),
                Cell(total(control.found, control)), Cell(total(control.found - control.stated, control)),
            ])
        }
        return Table(
            id: "data_quality.controls", title: "Control totals", layout: .plain,
            columns: [
                Column(name: "relation", title: "Relation", kind: .text), Column(name: "result", title: "Result", kind: .text),
                Column(name: "measure", title: "Measure", kind: .text), Column(name: "currency", title: "Currency", kind: .text),
                Column(name: "erp", title: "ERP", kind: .number), Column(name: "loaded", title: "Loaded", kind: .number),
                Column(name: "difference", title: "Difference", kind: .number),
            ], rows: rows)
    }

    private func total(_ figure: ExactDecimal, _ control: ControlResult) -> CellValue {
        guard let currency = control.currency else {
            let rows = figure.normalized
            return rows.scale == 0 ? Int(exactly: rows.unscaled).map { .integer($0) } ?? .text("\(rows)") : .text("\(rows)")
        }
        // A total that is no whole number of minor units shows what it has.
        return .money(figure.withDecimals(atLeast: CurrencyCode.minorUnits(currency)), currency: currency)
    }
}
