internal import Foundation
internal import Model

/// Puts mended rows where rows were rejected, file by file.
final class Mending {
    private let rows: [String: [Int: MendedRows.Row]]
    private let isList: Bool
    private var taken: [(text: [UInt8], line: Int)] = []
    private var used: [String: Set<Int>] = [:]

    init(_ mended: MendedRows, isList: Bool) {
        rows = mended.rows
        self.isList = isList
    }

    /// Whether there is a mended row for a row that is about to be rejected; it is kept for later.
    func take(_ file: String, _ line: Int, instead original: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let row = rows[file]?[line] else { return false }
        // rejects.csv guards rows that a spreadsheet would take for a formula with an apostrophe.
        let isGuarded = row.text.first == UInt8(ascii: "'") && original.first != UInt8(ascii: "'")
        var text = isGuarded ? Array(row.text.dropFirst()) : row.text
        if isList { text = Self.listed(text) }
        taken.append((text, line))
        used[file, default: []].insert(line)
        return true
    }

    /// A list's rows are written with bars in rejects.csv; those at both ends are none between cells.
    private static func listed(_ text: [UInt8]) -> [UInt8] {
        var cells = text[...]
        let ink = cells.filter { $0 > 32 }
        if ink.count > 1, ink.first == ListLines.bar, ink.last == ListLines.bar, let first = cells.firstIndex(of: ListLines.bar),
            let last = cells.lastIndex(of: ListLines.bar)
        {
            cells = cells[(first + 1)..<last]
        }
        return cells.map { $0 == ListLines.bar ? LineFilter.listDelimiter : $0 }
    }

    /// The rows taken since the last time, as text, and which line of the extract each of its lines stands for.
    ///
    /// - Parameter cells: a row's cells with tabs between them, where it is written otherwise.
    func text(cells: ([UInt8]) -> [UInt8]? = { _ in nil }) -> (text: MemoryStream, lines: [Int])? {
        guard !taken.isEmpty else { return nil }
        var (bytes, lines): ([UInt8], [Int]) = ([], [0])
        for row in taken.sorted(by: { $0.line < $1.line }) {
            let text = cells(row.text) ?? row.text
            bytes += text + [10]
            lines += Array(repeating: row.line, count: 1 + text.count { $0 == 10 })
        }
        taken = []
        return (MemoryStream(bytes), lines)
    }

    /// How many rows of a file were read as mended.
    func count(_ file: String) -> Int { used[file]?.count ?? 0 }

    /// Mended rows of these files for which no row was rejected, by file and line.
    func unused(_ files: [String]) -> [UnusedMend] {
        files.flatMap { file in
            (rows[file] ?? [:]).filter { !(used[file]?.contains($0.key) ?? false) }
                .map { UnusedMend(file: file, line: $0.key, mendedLine: $0.value.line) }
        }.sorted { $0.mendedLine < $1.mendedLine }
    }
}

/// Text that is there already.
final class MemoryStream: ByteStream {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - at)
        bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[at..<at + count])) }
        at += count
        return count
    }
}

/// A mended row whose row in the extract is none of the rejected ones.
package struct UnusedMend: Sendable, Hashable {
    package var file: String
    package var line: Int
    package var mendedLine: Int
}
