internal import Model

/// Lines of a cluster's files that an engine found odd, each file's as a file of its own below the same header.
final class OddLines: TableOpening {
    let files: [ExtractFile]

    /// - Parameters:
    ///   - rows: of each the line, the number of its file, and its own number there, which a file's number of rows before it is behind.
    ///   - above: how many lines each file has above its rows.
    init(_ rows: any BatchSource, of files: [ExtractFile], above: Int) throws {
        var lines = files.map { _ in (text: [[UInt8]](), numbers: Array(0...above)) }
        var first = files.map { _ in 0 }
        while let batch = try rows.next() {
            guard case .text(let offsets, let bytes) = batch.columns[0].storage else { continue }
            for row in 0..<batch.rowCount {
                guard case .integer(let file) = batch.columns[1].scalar(row), case .integer(let number) = batch.columns[2].scalar(row),
                    case .integer(let before) = batch.columns[3].scalar(row)
                else { continue }
                lines[file].text.append(Array(bytes[Int(offsets[row])..<Int(offsets[row + 1])]))
                lines[file].numbers.append(number)
                first[file] = before
            }
        }
        self.files = zip(zip(files, lines), first).map { both, first in
            let (file, odd) = both
            var one = ExtractFile(path: file.path, name: file.name, remote: file.remote.map { OddFile($0, odd.text, above: above) })
            one.lines = odd.numbers
            one.firstNumber = first
            return one
        }
    }

    func table(of source: SourceDefinition) throws -> any SourceTable { throw nothing }
    func sheet(_ name: String, of path: String, from firstRow: Int, width: Int) throws -> any BatchSource { throw nothing }
    func parquet(_ path: String) throws -> any SourceTable { throw nothing }
    private var nothing: StreamingReason { StreamingReason("it is no file of text") }
}

/// What stands above a file's rows, and some of its lines.
private final class OddFile: RemoteFile {
    private let whole: any RemoteFile
    private let text: [[UInt8]]
    private let above: Int

    init(_ whole: any RemoteFile, _ text: [[UInt8]], above: Int) {
        self.whole = whole
        self.text = text
        self.above = above
    }

    var path: String { whole.path }
    var length: Int { -1 }
    func head() throws -> any BatchSource { try lines() }

    func lines() throws -> any BatchSource {
        var offsets: [Int32] = [0]
        var bytes: [UInt8] = []
        func add(_ line: some Sequence<UInt8>) {
            bytes += line
            offsets.append(Int32(bytes.count))
        }
        let head = try whole.head()
        while offsets.count <= above, let batch = try head.next() {
            guard case .text(let from, let text)? = batch.columns.first?.storage else { continue }
            for row in 0..<batch.rowCount where offsets.count <= above { add(text[Int(from[row])..<Int(from[row + 1])]) }
        }
        for line in text { add(line) }
        let batch = RecordBatch(columns: [ColumnVector(.text(offsets: offsets, bytes: bytes))], rowCount: offsets.count - 1)
        return OneBatch(batch, [ColumnField("value", .text)])
    }
}
