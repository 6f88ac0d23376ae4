internal import Foundation

/// What tells that a file is still the one that was read, without reading it: size, times and inode.
///
/// The time of the last status change is among them: writing to a file sets it, and no program can set it back, so that
/// a copy which keeps the time of what it was copied from is still noticed.
struct FileStamp: Hashable, Sendable {
    var size: Int
    /// Nanoseconds since 1970.
    var modified: Int64
    var changed: Int64
    var inode: UInt64
    /// Whether the file had been left alone for a while when it was looked at.
    ///
    /// File systems count time in steps, up to two seconds on some: a file that was written just before may be written
    /// again without a new time. Its time proves nothing, so its content is compared.
    var isSettled: Bool

    /// nil where there is no such file, or none that may be read.
    static func of(_ path: String) -> FileStamp? {
        let now = now()
        // Opened, since a network file system may answer a mere question from memory; a pipe must not make it wait.
        let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return FileStamp(status, at: now)
    }

    init(size: Int, modified: Int64, changed: Int64, inode: UInt64, isSettled: Bool) {
        self.size = size
        self.modified = modified
        self.changed = changed
        self.inode = inode
        self.isSettled = isSettled
    }

    private init(_ status: stat, at now: Int64) {
        size = Int(status.st_size)
        modified = Self.nanoseconds(status.st_mtim)
        changed = Self.nanoseconds(status.st_ctim)
        inode = UInt64(status.st_ino)
        isSettled = now - max(modified, changed) > Self.coarsestStep
    }

    /// Same size, times and inode.
    func isSame(as other: FileStamp) -> Bool {
        size == other.size && modified == other.modified && changed == other.changed && inode == other.inode
    }

    private static let coarsestStep: Int64 = 2_000_000_000

    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return nanoseconds(time)
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000).partialValue &+ Int64(time.tv_nsec)
    }
}
