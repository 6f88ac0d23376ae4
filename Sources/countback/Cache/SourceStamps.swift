internal import Extracts
internal import Foundation
internal import Model
internal import Rendering

/// The files behind a ledger's sources as they were at one moment: what each glob gave, in its order.
struct SourceStamps: Hashable {
    struct File: Hashable {
        var path: String
        var stamp: FileStamp
        /// nil until the file has been read.
        var sha256: String?
    }

    struct Source: Hashable {
        var relation: String
        var pattern: String
        var files: [File]
    }

    var sources: [Source]

    /// nil where a file is missing or can't be read (the run will say so), and where a database gives the rows: nothing
    /// proves that it is unchanged.
    static func take(_ definitions: [SourceDefinition]) -> SourceStamps? {
        if definitions.contains(where: \.isQueried) { return nil }
        var sources: [Source] = []
        for definition in definitions {
            var files: [File] = []
            for path in ExtractFiles.paths(definition.file) {
                guard let stamp = FileStamp.of(path) else { return nil }
                files.append(File(path: path, stamp: stamp))
            }
            if files.isEmpty { return nil }
            if let mended = definition.mended {
                guard let stamp = FileStamp.of(mended) else { return nil }
                files.append(File(path: mended, stamp: stamp))
            }
            sources.append(Source(relation: definition.relation, pattern: definition.file, files: files))
        }
        return SourceStamps(sources: sources)
    }

    /// As they are before they are read: a file that was written within the clock's last tick is waited for, so that
    /// whoever writes to it while it is being read gives it another time. nil where someone keeps writing.
    static func takeBeforeReading(_ definitions: [SourceDefinition]) -> SourceStamps? {
        let tick: Int64 = 20_000_000
        for _ in 0..<3 {
            guard let stamps = take(definitions) else { return nil }
            let times = stamps.files.map { max($0.stamp.modified, $0.stamp.changed) }
            let now = FileStamp.now()
            guard times.contains(where: { now - tick < $0 && $0 <= now }) else { return stamps }
            usleep(UInt32(tick / 1000))
        }
        return nil
    }

    private var files: [File] { sources.flatMap(\.files) }

    /// Whether both hold the same files with the same sizes, whatever their times.
    private func names(_ other: SourceStamps) -> Bool {
        sources.count == other.sources.count
            && zip(sources, other.sources).allSatisfy { mine, others in
                mine.relation == others.relation && mine.pattern == others.pattern && mine.files.count == others.files.count
                    && zip(mine.files, others.files).allSatisfy { $0.path == $1.path && $0.stamp.size == $1.stamp.size }
            }
    }

    /// Whether nothing has been written since `earlier`.
    func isSame(as earlier: SourceStamps) -> Bool {
        names(earlier) && zip(files, earlier.files).allSatisfy { $0.stamp.isSame(as: $1.stamp) }
    }

    /// With the hashes that reading gave; nil where what was read isn't what is stamped.
    func read(as read: [SourceFile]) -> SourceStamps? {
        guard files.count == read.count else { return nil }
        var whole = self
        var next = read.makeIterator()
        for source in whole.sources.indices {
            for file in whole.sources[source].files.indices {
                guard let account = next.next(), account.relation == whole.sources[source].relation,
                    account.hash.bytes == whole.sources[source].files[file].stamp.size
                else { return nil }
                whole.sources[source].files[file].sha256 = account.hash.sha256
            }
        }
        return whole
    }

    enum Comparison {
        case same
        /// The same content under new times, which are better known by now.
        case sameContent(SourceStamps)
        case different
    }

    /// These, just taken, beside those of when the files were read. Reads only files whose times prove nothing.
    func compare(with kept: SourceStamps) -> Comparison {
        guard names(kept) else { return .different }
        var refreshed = self
        var isRefreshed = false
        for source in sources.indices {
            for file in sources[source].files.indices {
                let (now, before) = (sources[source].files[file], kept.sources[source].files[file])
                refreshed.sources[source].files[file].sha256 = before.sha256
                if now.stamp.isSame(as: before.stamp), before.stamp.isSettled { continue }
                guard let hash = try? FileHash.of(path: now.path), hash.sha256 == before.sha256,
                    let after = FileStamp.of(now.path), after.isSame(as: now.stamp)
                else { return .different }
                isRefreshed = true
            }
        }
        return isRefreshed ? .sameContent(refreshed) : .same
    }
}

extension SourceStamps {
    func write(to writer: ByteWriter) {
        writer.list(sources) { source in
            writer.text(source.relation)
            writer.text(source.pattern)
            writer.list(source.files) { file in
                writer.text(file.path)
                writer.text(file.sha256 ?? "")
                writer.natural(file.stamp.size)
                writer.integer(file.stamp.modified)
                writer.integer(file.stamp.changed)
                writer.fixed(file.stamp.inode)
                writer.byte(file.stamp.isSettled ? 1 : 0)
            }
        }
    }

    init(_ reader: inout ByteReader) throws(CacheDamage) {
        sources = try reader.list { (reader) throws(CacheDamage) in
            Source(
                relation: try reader.text(), pattern: try reader.text(),
                files: try reader.list { (reader) throws(CacheDamage) in
                    let (path, sha256) = (try reader.text(), try reader.text())
                    return File(
                        path: path,
                        stamp: FileStamp(
                            size: try reader.natural(), modified: try reader.integer64(), changed: try reader.integer64(),
                            inode: try reader.fixed(), isSettled: try reader.boolean()),
                        sha256: sha256)
                })
        }
    }
}
