internal import Foundation
internal import Model

/// Folders and their files, with failures worded as `WriteFailure`.
enum FileTree {
    /// Makes a folder and those above it; one that is there is fine. Failures name `shownPath`.
    static func makeFolder(_ path: String, shownAs shownPath: String? = nil) throws {
        if path.isEmpty || mkdir(path, 0o755) == 0 { return }
        let code = errno
        func refusal(_ code: Int32) -> Refusal { WriteFailure.refusal(path: shownPath ?? path, code: code) }
        if code == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try makeFolder(String(path[..<slash]), shownAs: shownPath)
            if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
            throw refusal(errno)
        }
        var status = stat()
        if code == EEXIST, stat(path, &status) == 0 {
            if status.st_mode & S_IFMT == S_IFDIR { return }
            throw refusal(ENOTDIR)
        }
        throw refusal(code)
    }

    /// Sorted, so that nothing depends on the file system's order; none where the folder can't be read.
    static func names(in path: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    /// Paths relative to `path` of all files below it.
    static func files(below path: String) -> [String] {
        names(in: path).flatMap { name -> [String] in
            isFolder(path + "/" + name) ? files(below: path + "/" + name).map { name + "/" + $0 } : [name]
        }
    }

    /// Removes a file or a whole folder, never what a link points to.
    static func remove(_ path: String) {
        if isFolder(path) {
            for name in names(in: path) { remove(path + "/" + name) }
            _ = rmdir(path)
        } else {
            _ = unlink(path)
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}

/// Renames that can be taken back.
struct FileMoves {
    private var done: [(from: String, to: String)] = []

    mutating func move(_ from: String, to: String) throws {
        guard rename(from, to) == 0 else { throw WriteFailure.refusal(path: to, code: errno) }
        done.append((from, to))
    }

    /// The last move first.
    mutating func undo() {
        for move in done.reversed() { _ = rename(move.to, move.from) }
        done = []
    }
}
