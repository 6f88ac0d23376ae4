internal import Definitions
internal import Extracts
internal import Foundation
internal import Model

/// Extracts of one layout, monthly ones perhaps, looked at together: they become one source.
struct ExtractGroup {
    /// Absolute.
    private(set) var paths: [String]
    let kind: ExtractSample.Kind
    private(set) var table: SampleTable
    /// The encoding of text.
    private(set) var text: SampleText?
    /// Which of the files each of the table's rows is from.
    private(set) var fileOfRow: [Int]

    /// nil where the file is no table that could be drafted from.
    init?(_ path: String, known: ([String]) -> Int) throws {
        kind = ExtractSample.kind(path)
        let found: SampleTable?
        switch kind {
        case .text:
            let sample = try SampleText.read(path)
            found = SampleTable.find(in: sample.lines, known: known)
            text = sample
            // The lines themselves have served.
            text?.lines = []
        case .sheet: found = SampleTable.find(in: try SheetSample.tables(path), known: known)
        case .json: found = SampleTable.find(in: [try JSONSample.table(path)], known: known)
        case .parquet: found = SampleTable.find(in: [try ParquetSample.table(path)], known: known)
        }
        guard let found else { return nil }
        table = found
        paths = [path]
        fileOfRow = found.rows.map { _ in 0 }
    }

    /// Takes another's rows in if it is of the same layout, in the same folder; false otherwise.
    mutating func take(_ other: ExtractGroup) -> Bool {
        let names = table.names.filter { !$0.isEmpty }
        guard kind == other.kind, FilePath.folder(of: paths[0]) == FilePath.folder(of: other.paths[0]),
            Self.ending(paths[0]) == Self.ending(other.paths[0]), Set(names).count == names.count,
            Set(table.names) == Set(other.table.names), table.names.count == other.table.names.count, table.delimiter == other.table.delimiter,
            table.isList == other.table.isList, table.carried == other.table.carried, table.skip == other.table.skip,
            table.headerRow == other.table.headerRow, table.sheet?.name == other.table.sheet?.name, table.hasLooseQuotes == other.table.hasLooseQuotes,
            isSameText(other), !(paths + other.paths).contains(where: { path in path.contains { "*?[".contains($0) } })
        else { return false }
        if let own = text, own.isASCII, let more = other.text { text = more }
        let order = table.names.compactMap { other.table.names.firstIndex(of: $0) }
        table.rows += other.table.rows.map { row in order.map { row[$0] } }
        table.kinds += other.table.kinds.map { row in order.map { row[$0] } }
        for total in other.table.totals where !table.totals.contains(where: { $0.word == total.word }) { table.totals.append(total) }
        fileOfRow += other.table.rows.map { _ in paths.count }
        paths += other.paths
        return true
    }

    /// Plain ASCII is every other encoding too, but for those of two bytes.
    private func isSameText(_ other: ExtractGroup) -> Bool {
        guard let own = text, let more = other.text else { return true }
        return own.encoding == more.encoding || (own.isASCII && !more.encoding.hasPrefix("utf-16")) || (more.isASCII && !own.encoding.hasPrefix("utf-16"))
    }

    private static func ending(_ path: String) -> String {
        let name = FilePath.name(of: path).lowercased()
        return String(name.drop { $0 != "." })
    }

    /// What `file:` says: the one file, or a pattern that all of them match.
    var pattern: String {
        guard paths.count > 1 else { return paths[0] }
        let names = paths.map { FilePath.name(of: $0) }
        var start = names[0].commonPrefix(with: names[1])
        var end = String(names[0].reversed()).commonPrefix(with: String(names[1].reversed()))
        for name in names {
            start = start.commonPrefix(with: name)
            end = end.commonPrefix(with: String(name.reversed()))
        }
        // Months and days are what will differ next time, even where these agree in a digit.
        while let last = start.last, last.isNumber || ("-_.".contains(last) && start.dropLast().last?.isNumber ?? false) { start.removeLast() }
        var tail = String(end.reversed())
        while let first = tail.first, first.isNumber { tail.removeFirst() }
        if start.count + tail.count > (names.map(\.count).min() ?? 0) { tail = "" }
        return FilePath.folder(of: paths[0]) + "/" + start + "*" + tail
    }

    /// Files that the pattern takes in as well, by name.
    var unseen: [String] {
        paths.count > 1 ? ExtractFiles.paths(pattern).filter { !paths.contains($0) }.map { FilePath.name(of: $0) } : []
    }

    /// How many rows have an id that a row of another file has, too, by these columns.
    func repeated(_ columns: [Int]) -> Int {
        guard paths.count > 1, !columns.isEmpty else { return 0 }
        var files: [[String]: Set<Int>] = [:]
        for (row, file) in zip(table.rows, fileOfRow) { files[columns.map { row[$0] }, default: []].insert(file) }
        return files.values.count { $0.count > 1 }
    }
}
