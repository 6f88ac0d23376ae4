package import Model

/// A file of delimited text that a Spark cluster sees, read line by line over a connection of its own.
final class ClusterFile: RemoteFile {
    let path: String
    let length: Int
    private let subject: SourceDefinition.Query.Subject
    private let first: RecordBatch?
    private let place: Place
    private let open: @Sendable () throws -> DatabaseTables

    init(_ path: String, length: Int, of subject: SourceDefinition.Query.Subject, head: RecordBatch?, place: Place, open: @escaping @Sendable () throws -> DatabaseTables) {
        self.path = path
        self.length = length
        self.subject = subject
        first = head
        self.place = place
        self.open = open
    }

    func head() -> any BatchSource { OneBatch(first, [ColumnField("value", .text)]) }

    /// A file's parts come in their order where nothing else is read.
    func lines() throws -> any BatchSource {
        let tables = try open()
        return try Lines(tables, "SELECT value FROM \(subject.relation) WHERE \(Self.isOf(path))", place, path)
    }

    static func isOf(_ path: String) -> String { "_metadata.file_path = \(SparkText.literal(path))" }

    /// Closes its connection when it isn't needed any more.
    private final class Lines: BatchSource {
        let fields = [ColumnField("value", .text)]
        private let tables: DatabaseTables
        private var rows: (any BatchSource)?

        init(_ tables: DatabaseTables, _ select: String, _ place: Place, _ name: String) throws {
            self.tables = tables
            rows = try tables.stream(select, place, name)
        }

        func next() throws -> RecordBatch? {
            if let batch = try rows?.next() { return batch }
            rows = nil
            return nil
        }

        deinit {
            rows = nil
            tables.close()
        }
    }
}

extension DatabaseTables {
    /// How many lines more than those above a header it may take.
    private static let headerLines = 200
    /// Files whose beginnings are asked for at once.
    private static let together = 16

    /// The files of text that a path or glob of the cluster stands for, sorted by name, with their beginnings.
    package func files(
        _ query: SourceDefinition.Query, place: Place, skipped: Int, open: @escaping @Sendable () throws -> DatabaseTables
    ) throws -> [any RemoteFile] {
        guard case .text(let path) = query.subject else { return [] }
        let listed: [(path: String, length: Int)]
        do {
            listed = try ResultRows(all: stream("SELECT _metadata.file_path, _metadata.file_size FROM binaryFile.\(SparkText.quoted(path))", place, path)).rows
                .map { ($0[0].plainText, $0[1].wholeNumber) }
        } catch let refusal as Refusal where refusal.findings.first?.message.contains("PATH_NOT_FOUND") == true {
            throw Self.missing(query, place)
        }
        if listed.isEmpty { throw Self.missing(query, place) }
        let files = listed.sorted { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
        var heads: [Int: RecordBatch] = [:]
        for first in stride(from: 0, to: files.count, by: Self.together) {
            let group = first..<min(first + Self.together, files.count)
            try heads.merge(beginnings(of: group.map { ($0, files[$0].path) }, query.subject, skipped, place, path)) { $1 }
        }
        return files.enumerated().map { index, file in
            ClusterFile(file.path, length: file.length, of: query.subject, head: heads[index], place: place, open: open)
        }
    }

    static func missing(_ query: SourceDefinition.Query, _ place: Place) -> Refusal {
        Refusal(
            .noInput,
            Finding(
                "missing-extract", .error, "the connection \(query.connection) sees no file \(query.shownName.dropFirst(query.connection.count + 1))",
                place: place, remedy: "paths are the cluster's own: s3a://lake/items/*.csv, or one that every executor has"))
    }

    /// Only the first part of a file is looked at: lines of several come in no order.
    private func beginnings(
        of files: [(Int, String)], _ subject: SourceDefinition.Query.Subject, _ skipped: Int, _ place: Place, _ name: String
    ) throws -> [Int: RecordBatch] {
        let parts = files.map { index, path in
            "(SELECT \(index) AS file, value FROM \(subject.relation) WHERE \(ClusterFile.isOf(path)) AND _metadata.file_block_start = 0 LIMIT \(skipped + Self.headerLines))"
        }
        var lines: [Int: (offsets: [Int32], bytes: [UInt8])] = [:]
        let rows = try stream(parts.joined(separator: " UNION ALL "), place, name)
        while let batch = try rows.next() {
            guard case .text(let offsets, let bytes) = batch.columns[1].storage else { continue }
            for row in 0..<batch.rowCount {
                var known = lines[batch.columns[0].scalar(row).wholeNumber] ?? ([0], [])
                known.bytes += bytes[Int(offsets[row])..<Int(offsets[row + 1])]
                known.offsets.append(Int32(known.bytes.count))
                lines[batch.columns[0].scalar(row).wholeNumber] = known
            }
        }
        return lines.mapValues { RecordBatch(columns: [ColumnVector(.text(offsets: $0.offsets, bytes: $0.bytes))], rowCount: $0.offsets.count - 1) }
    }

    func stream(_ select: String, _ place: Place, _ name: String) throws -> any BatchSource {
        do {
            return try DatabaseStream(self, select) { failure in self.refusal(failure, place, name) }
        } catch let failure as ADBCFailure {
            throw refusal(failure, place, name)
        }
    }
}

extension ScalarValue {
    fileprivate var wholeNumber: Int { if case .integer(let number) = self { number } else { 0 } }
}
