internal import CXLSXWriter
internal import Foundation
package import Model

/// Renders a pack as an Excel workbook: a sheet per section, live formulas, native charts.
package enum Workbook {
    /// Rows of a table above which a workbook is streamed: its lists have filters then, and no longer the look of Excel tables.
    private static let streamingFrom = 50_000
    private static let mostColumns = 16_000

    /// Writes the pack to `path`, replacing what is there; equal packs give equal bytes.
    package static func write(_ pack: Pack, to path: String) throws {
        try write(pack, to: path, rowLimit: 1_048_576, streamingFrom: streamingFrom)
    }

    static func write(_ pack: Pack, to path: String, rowLimit: Int, streamingFrom: Int) throws {
        try withPlainNumbers {
            let file = try WorkbookFile(
                path: path, streaming: longest(in: pack) > streamingFrom, isRightToLeft: pack.isRightToLeft)
            try write(pack, into: file, path: path, rowLimit: rowLimit)
            try file.close()
        }
    }

    private static func write(_ pack: Pack, into file: WorkbookFile, path: String, rowLimit: Int) throws {
        let words = pack.words
        file.describe(
            title: "\(pack.heading) \(pack.asOf)", subject: pack.report, author: "Countback \(pack.version)",
            comments: words(.keyDate, ["day": .date(pack.asOf)]) + ", " + words(.inCurrency, ["currency": .text(pack.currency)]), created: pack.asOf)
        let plans = pack.sections.map { SectionPlan($0, limit: rowLimit, isStreaming: file.isStreaming) }
        var names = SheetNames()
        let sheetNames = zip(pack.sections, plans).map { section, plan in
            plan.sheets.indices.map { index -> String in
                guard let list = plan.sheets[index].list else { return names.name(for: section.title, part: index + 1) }
                return names.name(for: list.title, part: plan.sheets[..<index].count { $0.list?.id == list.id } + 1)
            }
        }
        var places: [String: String] = [:]
        for (index, section) in pack.sections.enumerated() where places[section.id] == nil {
            let (names, sheets) = (sheetNames[index], plans[index].sheets)
            places[section.id] = names.first
            for case .table(let table) in section.blocks {
                places[table.id] = sheets.firstIndex { $0.list?.id == table.id }.map { names[$0] } ?? names.first
            }
        }
        // Tabs stand in the order in which they are added; the chart data come last and are written beside the rest.
        let writers = try sheetNames.map { try $0.map(file.addSheet) }
        let home = zip(pack.sections, sheetNames).first { $0.0.kind == .scorecard }?.1.first
        let data = try chartData(pack, file: file, words: words, name: names.name(for: words[.chartData]), home: home)
        var lists = ListNames(isStreaming: file.isStreaming)
        var defined = DefinedNames()
        for (index, section) in pack.sections.enumerated() {
            for (part, planned) in plans[index].sheets.enumerated() {
                let pieces = planned.pieces
                guard pieces.allSatisfy({ ($0.table?.columns.count ?? 0) <= mostColumns }) else {
                    throw WorkbookFile.refusal(path, "“\(section.title)” has more columns than a sheet can hold")
                }
                let frame = SheetFrame(
                    writer: writers[index][part], pack: pack, words: words,
                    widths: ColumnWidths(tables: pieces.compactMap(\.table), atLeast: 112, words: words), places: places)
                let sheet = SectionSheet(
                    frame: frame, section: section, pieces: pieces,
                    home: home == frame.writer.name ? nil : home,
                    previousSheet: part > 0 ? sheetNames[index][part - 1] : nil,
                    nextSheet: part + 1 < plans[index].sheets.count ? sheetNames[index][part + 1] : nil)
                try sheet.write(to: file, lists: &lists, names: &defined, data: data)
            }
        }
        if pack.sections.isEmpty { _ = try file.addSheet(names.name(for: pack.heading)) }
    }

    private static func chartData(
        _ pack: Pack, file: WorkbookFile, words: Words, name: String, home: String?
    ) throws -> ChartData? {
        let charts = pack.sections.flatMap(\.blocks).compactMap { block -> Chart? in
            if case .chart(let chart) = block { return chart }
            return nil
        }
        guard !charts.isEmpty else { return nil }
        let columns = 2 + (charts.map(\.series.count).max() ?? 0)
        let writer = try file.addSheet(name)
        let widths = ColumnWidths(tables: [], atLeast: Double(max(columns, 6)) * 14, words: words)
        let frame = SheetFrame(writer: writer, pack: pack, words: words, widths: widths, places: [:])
        try TitleBlock(frame: frame).write(title: words[.chartData], detail: [pack.heading], subtitle: nil, backTo: home)
        frame.row += 1
        let data = try ChartData(frame)
        try PrintSetup(frame: frame).apply(repeating: 0...1, title: words[.chartData])
        return data
    }

    private static func longest(in pack: Pack) -> Int {
        pack.sections.flatMap(\.blocks).reduce(0) { longest, block in
            if case .table(let table) = block { return max(longest, table.rows.count) }
            return longest
        }
    }

    /// libxlsxwriter prints numbers by the process's locale; a decimal comma would break the file.
    private static func withPlainNumbers(_ body: () throws -> Void) rethrows {
        guard let plain = newlocale(1 << LC_NUMERIC, "C", nil) else { return try body() }
        let before = uselocale(plain)
        defer {
            uselocale(before)
            freelocale(plain)
        }
        try body()
    }
}
