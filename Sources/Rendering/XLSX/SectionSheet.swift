internal import CXLSXWriter
internal import Model

/// Writes one sheet of a section: head, blocks in order, frozen panes and print set-up.
struct SectionSheet {
    let frame: SheetFrame
    let section: Section
    let pieces: [SectionPlan.Piece]
    /// The sheet to go back to; nil on that sheet itself.
    var home: String?
    var previousSheet: String?
    var nextSheet: String?
    /// A frozen header above this row leaves enough of the screen to scroll.
    private static let deepestFrozenRow = 9

    func write(to file: WorkbookFile, lists: inout ListNames, names: inout DefinedNames, data: ChartData?) throws {
        try setColumns()
        try writeTitle()
        var headers: [Int] = []
        for (index, piece) in pieces.enumerated() {
            switch piece {
            case .note(let note): try NoteWriter(frame: frame).write(note)
            case .charts(let charts):
                if let data { try ChartWriter(frame: frame, data: data, file: file).write(charts) }
            case .table(let table, let rows):
                let writer = TableWriter(
                    frame: frame, table: table.held, rows: rows, previousSheet: rows.lowerBound > 0 ? previousSheet : nil,
                    nextSheet: index == pieces.count - 1 && rows.upperBound < table.rows.count ? nextSheet : nil)
                let header = try writer.write(tables: &lists)
                if section.kind == .scorecard, rows.count == table.rows.count {
                    names.add(table, headerRow: header, frame: frame, to: file)
                }
                headers.append(header)
            case .elsewhere(let table): try writePointer(to: table)
            }
        }
        try finish(headers)
    }

    /// The heading of a list that has a sheet of its own, leading there.
    private func writePointer(to table: Table) throws {
        guard let sheet = frame.places[table.id] else { return }
        let style = frame.prose { ($0.color, $0.isUnderlined) = (Palette.link, true) }
        let heading = frame.prose { ($0.size, $0.isBold, $0.color) = (12, true, Palette.navy) }
        try frame.writer.text(SafeText.line(table.title), frame.row, frame.firstColumn, heading)
        try frame.writer.height(20, row: frame.row)
        _ = try frame.writer.link(to: sheet, frame.row + 1, frame.firstColumn, style)
        try frame.writer.text(frame.words(.continuedOn, ["sheet": .text(sheet)]), frame.row + 1, frame.firstColumn, style)
        frame.row += 3
    }

    private func setColumns() throws {
        let writer = frame.writer
        worksheet_gridlines(writer.sheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue))
        worksheet_set_default_row(writer.sheet, SheetFrame.rowHeight, 0)
        worksheet_outline_settings(writer.sheet, 1, 0, 1, 0)
        worksheet_set_tab_color(writer.sheet, tabColor)
        if frame.pack.isRightToLeft { worksheet_right_to_left(writer.sheet) }
        try writer.width(ColumnWidths.margin, column: 0)
        for (index, width) in frame.widths.widths.enumerated() {
            try writer.width(width, column: frame.firstColumn + index)
        }
    }

    private var tabColor: UInt32 {
        switch section.kind {
        case .scorecard: Palette.navy
        case .metric: Palette.infoEdge
        case .origin: Palette.muted
        case .dataQuality: Palette.warningEdge
        case .methodology: Palette.faint
        }
    }

    private func writeTitle() throws {
        let (pack, words) = (frame.pack, frame.words)
        let isFirst = section.kind == .scorecard
        let facts = [
            isFirst ? section.title : pack.heading, words(.keyDate, ["day": .date(pack.asOf)]),
            words(.inCurrency, ["currency": .text(pack.currency)]),
        ]
        try TitleBlock(frame: frame).write(
            title: isFirst ? pack.heading : section.title, detail: facts,
            subtitle: previousSheet == nil ? section.subtitle : nil, backTo: home)
    }

    private func finish(_ headers: [Int]) throws {
        let writer = frame.writer
        let title = TitleBlock.frozenRows
        // With several tables, one table's header over another's rows would mislead.
        let header = headers.count == 1 && headers[0] <= Self.deepestFrozenRow ? headers[0] : nil
        let hasTree = pieces.contains { $0.table?.layout == .tree }
        let columns = hasTree && frame.widths.total > 130 ? frame.firstColumn + 1 : 0
        worksheet_freeze_panes(writer.sheet, writer.at(header.map { $0 + 1 } ?? title), writer.col(columns))
        let repeated = headers.count == 1 ? headers[0]...headers[0] : 0...(title - 1)
        try PrintSetup(frame: frame).apply(repeating: header.map { 0...$0 } ?? repeated, title: section.title)
        try writer.check(
            worksheet_print_area(writer.sheet, 0, 0, writer.at(max(frame.row, title)), writer.col(frame.lastColumn)))
        // Identifiers are meant to be text, and totals leave rows out on purpose: no green corners for that.
        for kind in [LXW_IGNORE_NUMBER_STORED_AS_TEXT, LXW_IGNORE_FORMULA_RANGE, LXW_IGNORE_FORMULA_DIFFERS] {
            try writer.check(worksheet_ignore_errors(writer.sheet, UInt8(kind.rawValue), "A1:XFD1048576"))
        }
    }
}
