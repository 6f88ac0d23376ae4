internal import Definitions
internal import Foundation

/// The folder of the cache: files that are read whole, written beside their place and renamed, and kept within bounds.
///
/// Several runs may use it at once, and anyone may delete it at any time. Nothing that goes wrong here is a run's problem.
struct CacheFolder {
    let path: String
    var mostBytes = 256 << 20
    var mostEntries = 64

    /// `COUNTBACK_CACHE`, else the user's cache folder; nil for none, as an empty `COUNTBACK_CACHE` asks for.
    static func ofUser(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> CacheFolder? {
        if let stated = environment["COUNTBACK_CACHE"] {
            return stated.isEmpty ? nil : CacheFolder(path: FilePath.absolute(stated))
        }
        // The XDG specification: a relative path is to be ignored.
        if let folder = environment["XDG_CACHE_HOME"], folder.hasPrefix("/") { return CacheFolder(path: folder + "/countback") }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return CacheFolder(path: home + "/.cache/countback")
    }

    private static let ending = ".results"
    private static let unfinished = ".unfinished"

    private func place(of key: CacheKey) -> String { "\(path)/\(key.text)\(Self.ending)" }

    /// The bytes of an entry; nil where there is none that this user wrote.
    func read(_ key: CacheKey) -> Data? {
        // A pipe in its place must not make the run wait.
        let file = open(place(of: key), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
            status.st_size <= CacheEntry.largest
        else { return nil }
        var data = Data(count: Int(status.st_size))
        let count = data.withUnsafeMutableBytes { buffer -> Int in
            var held = 0
            while held < buffer.count {
                let got = Foundation.read(file, buffer.baseAddress.map { $0 + held }, buffer.count - held)
                if got < 0, errno == EINTR { continue }
                if got <= 0 { break }
                held += got
            }
            return held
        }
        return count == data.count ? data : data.prefix(count)
    }

    /// Marks an entry as just used: those not used for longest go first.
    func touch(_ key: CacheKey) { _ = utimes(place(of: key), nil) }

    func remove(_ key: CacheKey) { _ = unlink(place(of: key)) }

    func write(_ bytes: UnsafeRawBufferPointer, for key: CacheKey) {
        guard bytes.count <= min(CacheEntry.largest, mostBytes) else { return }
        guard (try? makeFolder()) != nil else { return }
        let beside = "\(path)/\(key.text)-\(getpid())-\(UInt32.random(in: 0 ... .max))\(Self.unfinished)"
        // It holds names and amounts of debtors: for this user's eyes.
        let file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = Foundation.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written < 0, errno == EINTR { continue }
            if written <= 0 { break }
            rest = rest.dropFirst(written)
        }
        let isClosed = close(file) == 0
        guard rest.isEmpty, isClosed, rename(beside, place(of: key)) == 0 else {
            _ = unlink(beside)
            return
        }
        prune()
    }

    private func makeFolder() throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Removes what was not used for longest until the rest is within bounds, and what runs that were killed left.
    func prune() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        var entries: [(path: String, size: Int, used: Int64)] = []
        for name in names where Self.isOurs(name) {
            let path = "\(self.path)/\(name)"
            guard let stamp = FileStamp.of(path) else { continue }
            if name.hasSuffix(Self.ending) {
                entries.append((path, stamp.size, stamp.modified))
            } else if FileStamp.now() - stamp.modified > 3_600_000_000_000 {
                _ = unlink(path)
            }
        }
        entries.sort { ($1.used, $1.path) < ($0.used, $0.path) }
        var size = 0
        for (position, entry) in entries.enumerated() {
            size += entry.size
            if position >= mostEntries || size > mostBytes { _ = unlink(entry.path) }
        }
    }

    /// Other files may lie in the folder that the user named; they are nobody's business here.
    private static func isOurs(_ name: String) -> Bool {
        (name.hasSuffix(ending) || name.hasSuffix(unfinished)) && name.utf8.count >= 64
            && name.utf8.prefix(64).allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}
