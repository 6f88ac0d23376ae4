internal import Foundation
package import Model
internal import Synchronization

/// One pack's folder, `output/<report>/<as-of>/`, written whole or not at all.
///
/// Files are staged in a hidden folder beside their place; `commit` moves them in with the manifest last, and puts
/// an earlier pack back when that fails. Without `commit` nothing is left and an earlier pack is as it was.
package final class OutputFolder {
    /// `weekly_2026-11-20`: what the pack's workbook and page are called.
    package let stem: String
    /// Where the pack will be.
    package let place: String
    private let staging: String
    /// Files may be written side by side.
    private let hashes = Mutex<[String: ContentHash]>([:])
    private var isOpen = true

    /// Makes the staging folder; what a killed run has left there is removed.
    package static func open(_ output: String, report: String, asOf: CivilDate) throws -> OutputFolder {
        let name = SafeName.of(report)
        let parent = output + "/" + name
        try FileTree.makeFolder(parent)
        let prefix = ".\(asOf).partial-"
        for leftover in FileTree.names(in: parent) where leftover.hasPrefix(prefix) {
            let digits = leftover.dropFirst(prefix.count).prefix { $0 != "." }
            guard let process = Int32(digits) else { continue }
            if process == getpid() || (kill(process, 0) != 0 && errno == ESRCH) {
                FileTree.remove(parent + "/" + leftover)
            }
        }
        let staging = parent + "/" + prefix + String(getpid())
        let place = parent + "/\(asOf)"
        try FileTree.makeFolder(staging, shownAs: place)
        return OutputFolder(stem: "\(name)_\(asOf)", place: place, staging: staging)
    }

    private init(stem: String, place: String, staging: String) {
        self.stem = stem
        self.place = place
        self.staging = staging
    }

    deinit { abandon() }

    /// The staged path of a file such as `csv/scorecard.csv`, for a writer that opens paths itself; its folder is made.
    package func path(of relative: String) throws -> String {
        let path = staging + "/" + relative
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        try FileTree.makeFolder(folder, shownAs: place + "/" + relative)
        return path
    }

    /// For a writer that opens paths itself: what it can't write is told with the place where the file is to be.
    package func writing(_ relative: String, _ body: (String) throws -> Void) throws {
        let staged = try path(of: relative)
        do {
            try body(staged)
        } catch let refusal as Refusal {
            let findings = refusal.findings.map { finding in
                var finding = finding
                if finding.place?.file == staged { finding.place?.file = place + "/" + relative }
                return finding
            }
            throw Refusal(refusal.exit, findings)
        }
    }

    /// Streams one file and keeps its hash.
    package func write(_ relative: String, _ body: (OutputFile) throws -> Void) throws {
        let file = try OutputFile.create(try path(of: relative), shownAs: place + "/" + relative)
        try body(file)
        let hash = try file.close()
        hashes.withLock { $0[relative] = hash }
    }

    /// Every file staged so far with its hash, by path: the manifest's `outputs`.
    ///
    /// - Parameter folder: a member's, such as `members/ES`, whose files alone are meant then; their paths begin in it.
    package func outputs(of folder: String = "") throws -> [HashedFile] {
        let hashes = hashes.withLock { $0 }
        let prefix = folder.isEmpty ? "" : folder + "/"
        return try FileTree.files(below: staging + (folder.isEmpty ? "" : "/" + folder)).sorted().filter { $0 != "manifest.json" }.map { relative in
            HashedFile(path: relative, hash: try hashes[prefix + relative] ?? FileHash.of(path: staging + "/" + prefix + relative))
        }
    }

    /// Moves the pack to its place, `manifest.json` last; then the earlier pack's files are gone.
    package func commit() throws {
        try FileTree.makeFolder(place)
        let aside = staging + ".old"
        FileTree.remove(aside)
        try FileTree.makeFolder(aside, shownAs: place)
        var moves = FileMoves()
        do {
            // The old manifest goes first: from here on the folder is no whole pack until the new one is there.
            for name in FileTree.names(in: place).sorted(by: manifestFirst) where belongsToPack(name) {
                try moves.move(place + "/" + name, to: aside + "/" + name)
            }
            for name in FileTree.names(in: staging).sorted(by: manifestFirst).reversed() {
                try moves.move(staging + "/" + name, to: place + "/" + name)
            }
        } catch {
            moves.undo()
            FileTree.remove(aside)
            abandon()
            throw error
        }
        FileTree.remove(aside)
        abandon()
    }

    /// Removes what was staged.
    package func abandon() {
        guard isOpen else { return }
        isOpen = false
        FileTree.remove(staging)
    }

    private func manifestFirst(_ a: String, _ b: String) -> Bool {
        (a == "manifest.json" ? 0 : 1, a) < (b == "manifest.json" ? 0 : 1, b)
    }

    /// What else a user keeps in the folder is left alone.
    private func belongsToPack(_ name: String) -> Bool {
        ["manifest.json", "rejects.csv", "csv", "members", "failed", "\(stem).xlsx", "\(stem).html"].contains(name)
    }
}
