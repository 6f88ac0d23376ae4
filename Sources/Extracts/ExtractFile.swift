internal import Foundation
internal import Model

/// One file of a source: where it is, and the name that findings and rejects give it.
struct ExtractFile: Sendable {
    let path: String
    /// Relative to the ledger definition's folder where it lies below it.
    let name: String
    /// Where it is the cluster that sees it.
    var remote: (any RemoteFile)?
    /// Where it is some lines of a file: the line of it that each stands for, from 1.
    var lines: [Int]?
    /// How many rows the files before it have, where rows bring their numbers along.
    var firstNumber = 0

    init(path: String, name: String, remote: (any RemoteFile)? = nil) {
        self.path = path
        self.name = name
        self.remote = remote
    }

    /// Its bytes; of a remote one already unpacked.
    func bytes() throws -> any ByteStream { try remote.map { LineStream(try $0.lines(), length: isPacked ? nil : $0.length) } ?? FileStream(self) }
    /// Enough of them for a header.
    func head(_ format: DelimitedFormat) throws -> any ByteStream {
        guard let remote, format.lines.isPlain, format.skip <= DelimitedFormat.headLines else { return try bytes() }
        return LineStream(try remote.head(), length: isPacked ? nil : remote.length)
    }

    /// Without its folder: `fbl5n_2026-01.csv`.
    var ownName: String { (path.isEmpty ? name : path).split(separator: "/").last.map(String.init) ?? name }

    var isCompressed: Bool { remote == nil && isPacked }
    var isPacked: Bool { path.lowercased().hasSuffix(".gz") }

    func unreadable(_ code: Int32) -> Refusal {
        Refusal(
            .noInput,
            Finding(
                "unreadable-extract", .error, "\(name) can't be read: \(String(cString: strerror(code)))",
                place: Place(file: name), remedy: "check that the file is there and may be read"))
    }

    func damaged(_ why: String) -> Refusal {
        Refusal(
            .badData,
            Finding(
                "damaged-extract", .error, "\(name) can't be unpacked: \(why)", place: Place(file: name),
                remedy: "take the extract again"))
    }
}

/// Finds the files that a source's path or glob stands for, sorted by name.
package enum ExtractFiles {
    private static let endings = [".csv", ".tsv", ".txt", ".xls", ".dat", ".lst"]

    static func resolve(_ pattern: String, folder: String?, place: Place) throws -> [ExtractFile] {
        let files = paths(pattern).map { ExtractFile(path: $0, name: name($0, folder: folder)) }
        let written = name(pattern, folder: folder)
        guard !files.isEmpty else {
            let isGlob = pattern.contains { "*?[".contains($0) }
            throw Refusal(
                .noInput,
                Finding(
                    "missing-extract", .error,
                    isGlob ? "no file matches \(written)" : "there is no file \(written)", place: place,
                    remedy: "paths are relative to the ledger definition; it was looked for at \(pattern)"))
        }
        let others = files.filter { !isDelimited($0.path) && TableInputs.kind(ofFile: $0.path) == nil }
        if !others.isEmpty {
            throw Refusal(
                .badDefinition,
                others.map {
                    Finding(
                        "not-yet", .error, "not yet: reading \($0.name)", place: place,
                        remedy: "extracts are read from .csv, .tsv, .txt and .json files, or these with .gz, and from .xlsx and .parquet")
                })
        }
        return files
    }

    private static func isDelimited(_ path: String) -> Bool {
        var name = path.lowercased()
        if name.hasSuffix(".gz") { name.removeLast(3) }
        return endings.contains { name.hasSuffix($0) }
    }

    private static func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    /// The paths of the files; none where there is no such file.
    package static func paths(_ pattern: String) -> [String] {
        if isFile(pattern) { return [pattern] }
        guard pattern.contains(where: { "*?[".contains($0) }) else { return [] }
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, GLOB_NOSORT, nil, &found) == 0 else { return [] }
        let all = (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
        // By bytes: the locale must not change which of two duplicates comes first.
        return all.filter(isFile).sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }

    /// How many bytes the files hold together, packed ones unpacked as far as they say.
    package static func textSize(_ pattern: String) -> Int {
        paths(pattern).reduce(0) { sum, path in
            let file = ExtractFile(path: path, name: path)
            guard let bytes = try? FileBytes(file) else { return sum }
            guard file.isCompressed, bytes.size > 18, let tail = try? bytes.read(bytes.size - 4, 4) else { return sum + bytes.size }
            // What the last member says of itself, modulo 4 GiB; several members say too little.
            let stated = tail.reversed().reduce(0) { $0 << 8 | Int($1) }
            return sum + max(stated, bytes.size * 6)
        }
    }

    private static func name(_ path: String, folder: String?) -> String {
        guard let folder, !folder.isEmpty else { return path }
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }
}
