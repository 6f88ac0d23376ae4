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
            id: "data_quality.sources", title: words[.sources], layout: .plain,
            columns: [
                column("relation", .relation), column("file", .file), column("sha256", .hash, .identifier),
                column("first_day", .firstDay, .date), column("last_day", .lastDay, .date), column("bytes", .bytes, .number),
                column("read", .rowsRead, .number), column("loaded", .loaded, .number), column("rejected", .rejected, .number),
            ], rows: rows)
    }

    func rejectsTable(isTidy: Bool = false) -> Table {
        let rows = results.rejectCounts.map { rejects in
            Row([
                Cell(.text(rejects.relation)), Cell(.text(rejects.file)), Cell(.text(isTidy ? rejects.reason : words.text("rejects.\(rejects.reason)") ?? rejects.reason)),
                Cell(rejects.column.map(CellValue.text) ?? .empty), Cell(.integer(rejects.count)),
            ])
        }
        return Table(
            id: "data_quality.rejects", title: words[.rejects], layout: .plain,
            columns: [
                column("relation", .relation), column("file", .file), column("reason", .reason), column("column", .column),
                column("rows", .rows, .number),
            ], rows: rows)
    }

    func controlsTable(isTidy: Bool = false) -> Table {
        let rows = results.controls.map { control in
            Row([
                Cell(.text(control.relation)),
                Cell(.text(isTidy ? (control.holds ? "agrees" : "differs") : words[control.holds ? .agrees : .differs])),
                Cell(.text(measure(control, isTidy: isTidy))),
                Cell(control.currency.map(CellValue.text) ?? .empty), Cell(total(control.stated, control)),
                Cell(total(control.found, control)), Cell(total(control.found - control.stated, control)),
            ])
        }
        return Table(
            id: "data_quality.controls", title: words[.controls], layout: .plain,
            columns: [
                column("relation", .relation), column("result", .result), column("measure", .measure), column("currency", .currency),
                column("erp", .erp, .number), column("loaded", .loaded, .number), column("difference", .difference, .number),
            ], rows: rows)
    }

    private func measure(_ control: ControlResult, isTidy: Bool) -> String {
        guard isTidy else {
            if let day = control.at { return words(.balanceOn, ["day": .date(day)]) }
            return words[control.currency == nil ? .numberOfRows : .amountOf]
        }
        return control.at.map { "balance on \($0)" } ?? (control.currency == nil ? "rows" : "amount")
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
