internal import Foundation
internal import Model

/// A folder in which rows that this process has read wait for the cluster, as Parquet, until the run ends.
///
/// The driver can't load rows into Spark, and rows written into statements would be sent along with every task that reads
/// them. The embedded engine writes the files, in a session of its own.
final class SparkStaging: Sendable {
    private let folder: String
    /// As many rows as one file takes, and this process holds.
    private static let rowsPerFile = 16_384
    private static let memoryMB = 48

    private init(_ folder: String) { self.folder = folder }

    /// - Parameter parent: a folder that this process can write and the cluster can read.
    static func open(in parent: String, _ stem: String) -> SparkStaging {
        clean(parent)
        return SparkStaging("\(parent)/\(stem)")
    }

    /// What killed runs have left.
    private static func clean(_ parent: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] where SparkLeavings.abandoned(name) != nil {
            try? FileManager.default.removeItem(atPath: "\(parent)/\(name)")
        }
    }

    /// Writes all rows; answers the folder with their files, as Spark finds it, and their number.
    func write(_ source: any BatchSource, as name: String) throws -> (path: String, rows: Int) {
        let place = "\(folder)/\(name)"
        try Self.made(place)
        let engine = try DuckDBSession.open(memoryLimitMB: Self.memoryMB, threads: 1, temporaryDirectory: "\(folder)/spill")
        defer { engine.close() }
        let fields = source.fields.map { ColumnField($0.name, $0.type) }
        let portions = Portions(source, fields)
        var rows = 0
        var file = 0
        repeat {
            try engine.create("t", fields)
            rows += try engine.append(portions.next(Self.rowsPerFile), to: "t")
            let path = "\(place)/\(file).parquet"
            try engine.run(
                "COPY t TO \(DuckDBSession.literal(path)) (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 16384)",
                for: StatementPurpose("staging \(name)"))
            try engine.drop("t")
            file += 1
        } while !portions.isAtEnd
        return (URL(fileURLWithPath: place).absoluteString, rows)
    }

    private static func made(_ folder: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        } catch {
            throw Refusal(
                .cannotWrite,
                Finding(
                    "staging-unwritable", .error, "the staging folder \(folder) can't be made: \(error.localizedDescription)",
                    remedy: "Let COUNTBACK_SPARK_STAGING name a folder that this user can write and the cluster can read."))
        }
    }

    /// Why rows of this machine can't get to the cluster.
    static func missing(_ table: String) -> Refusal {
        Refusal(
            .unavailable,
            Finding(
                "no-staging", .error, "\(table) holds too many rows of this machine for the cluster to be told one by one",
                remedy: "Set COUNTBACK_SPARK_STAGING to a folder that this machine and the cluster both see, or let the source be a table, "
                    + "or files, of the cluster's own."))
    }

    func remove(_ name: String) { try? FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
    func removeAll() { try? FileManager.default.removeItem(atPath: folder) }
}

/// A source's rows, so many at a time.
private final class Portions {
    private let source: any BatchSource
    private let fields: [ColumnField]
    private(set) var isAtEnd = false

    init(_ source: any BatchSource, _ fields: [ColumnField]) {
        self.source = source
        self.fields = fields
    }

    func next(_ rows: Int) -> Portion { Portion(self, fields, rows) }

    final class Portion: BatchSource {
        let fields: [ColumnField]
        private let portions: Portions
        private var left: Int

        init(_ portions: Portions, _ fields: [ColumnField], _ rows: Int) {
            self.portions = portions
            self.fields = fields
            left = rows
        }

        func next() throws -> RecordBatch? {
            guard left > 0, !portions.isAtEnd else { return nil }
            guard let batch = try portions.source.next() else {
                portions.isAtEnd = true
                return nil
            }
            left -= batch.rowCount
            return batch
        }
    }
}

/// Some batches that were taken already, and the rest behind them.
final class ResumedSource: BatchSource {
    let fields: [ColumnField]
    private var taken: [RecordBatch]
    private let rest: any BatchSource

    init(_ taken: [RecordBatch], _ rest: any BatchSource) {
        fields = rest.fields
        self.taken = taken.reversed()
        self.rest = rest
    }

    func next() throws -> RecordBatch? { try taken.popLast() ?? rest.next() }
}

/// A source that asks whether to go on before each batch.
final class WatchedSource: BatchSource {
    let fields: [ColumnField]
    private let source: any BatchSource
    private let check: () throws -> Void

    init(_ source: any BatchSource, _ check: @escaping () throws -> Void) {
        fields = source.fields
        self.source = source
        self.check = check
    }

    func next() throws -> RecordBatch? {
        try check()
        return try source.next()
    }
}
