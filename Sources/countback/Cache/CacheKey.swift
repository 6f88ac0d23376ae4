internal import Definitions
internal import Engines
internal import Foundation
internal import Metrics
internal import Model
internal import Planning
internal import Rendering

/// Names the results that a run would compute: a hash of all that they depend on, but for the extracts themselves.
///
/// What was given is hashed, not what was made of it: the bytes of the definitions and the words of the command line say
/// all that a report definition in memory says, and can't be forgotten when that gets a new property.
struct CacheKey: Hashable {
    /// 64 hexadecimal digits.
    let text: String

    /// nil where the program or the engine can't be told apart from another version of it.
    /// - Parameter given: the report definition's name and its overrides, as on the command line.
    init?(project: Project, given: [String], today: CivilDate) {
        guard let program = Self.identity(of: [Executable.path]), let driver = DuckDBSession.driverFiles,
            let engine = Self.identity(of: driver)
        else { return nil }
        let writer = ByteWriter()
        writer.text(Version.countback)
        writer.append(program)
        writer.append(engine)
        writer.list(given) { writer.text($0) }
        writer.text(project.report.path)
        writer.text(project.ledger.path)
        writer.list(project.definitions) { Self.write($0.path, $0.hash, to: writer) }
        // Relative dates by the day that they mean: the same pack made twice in a week is the same.
        writer.optional(KeyDates.resolve(project.report.asOf, today: today, ledgerEnd: nil)) { writer.day($0) }
        writer.list(project.metrics.map(\.plugin)) { plugin in
            writer.text(plugin.manifest.id)
            writer.text(plugin.folder)
            Self.write("metric.yaml", plugin.manifestHash, to: writer)
            writer.list(plugin.files) { Self.write($0.path, $0.hash, to: writer) }
        }
        writer.list(project.knownMetrics) { writer.text($0) }
        text = writer.withBytes { FileHash.of(bytes: $0).sha256 }
    }

    init(text: String) { self.text = text }

    private static func write(_ path: String, _ hash: ContentHash, to writer: ByteWriter) {
        writer.text(path)
        writer.text(hash.sha256)
    }

    /// Size and time of files that are too large to hash at every run.
    private static func identity(of files: [String]) -> ByteWriter? {
        let writer = ByteWriter()
        writer.natural(files.count)
        for file in files {
            guard let stamp = FileStamp.of(file) else { return nil }
            writer.text(FilePath.name(of: file))
            writer.natural(stamp.size)
            writer.integer(stamp.modified)
        }
        return writer
    }
}

extension MetricPlugin {
    /// Every file of it but the manifest, by path: looked for in whatever property there is, so that none is forgotten.
    var files: [SQLFile] {
        let all = Mirror(reflecting: self).children.flatMap { child -> [SQLFile] in
            if let file = child.value as? SQLFile { return [file] }
            return (child.value as? [String: SQLFile]).map { Array($0.values) } ?? []
        }
        return all.sorted { $0.path < $1.path }
    }
}
