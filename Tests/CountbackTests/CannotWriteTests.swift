import Foundation
import Testing

/// Disks that are full and folders that may not be written: exit 73, an earlier pack as it was, nothing half-written.
@Suite struct CannotWriteTests {
    /// Runs a shell with mounts of its own: as root, else in a user namespace; the mounts go when it ends.
    private static let mounting = geteuid() == 0 ? ["--mount"] : ["--user", "--map-root-user", "--mount"]
    static let canMount: Bool = {
        guard let folder = try? TemporaryFolder() else { return false }
        let tried = try? Program.run("/usr/bin/unshare", mounting + ["mount", "-t", "tmpfs", "tmpfs", folder.path], in: "/")
        return tried?.exit == 0
    }()

    static func inShell(_ script: String, _ folder: TemporaryFolder, cache: String = "") throws -> Program.Ended {
        let arguments = mounting + ["sh", "-c", script, "sh", Program.countback]
        return try Program.run("/usr/bin/unshare", arguments, in: folder.path, cache: cache)
    }

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (file, text) in SmallReport.files { try folder.write(text, to: file) }
        try FileManager.default.createDirectory(atPath: folder.path + "/disk", withIntermediateDirectories: true)
        return folder
    }

    @Test(.enabled(if: canMount, "this machine lets us mount no file system, so there is no small disk to fill"))
    func aFullDisk() throws {
        // The second run has 16 KiB left: the earlier pack must be whole afterwards, with not a file more.
        let folder = try folder()
        let ended = try Self.inShell(
            """
            mount -t tmpfs -o size=512k tmpfs disk || exit 1
            "$1" run report.yaml -q --output disk --format csv >/dev/null || exit 2
            (cd disk && find . -type f -exec sha256sum {} +) | sort >before
            dd if=/dev/zero of=disk/ballast bs=4k 2>/dev/null; truncate -s -16k disk/ballast
            "$1" run report.yaml -q --output disk --format xlsx,csv,html; code=$?
            rm disk/ballast
            (cd disk && find . -type f -exec sha256sum {} +) | sort >after
            cmp before after || exit 3
            exit $code
            """, folder)
        #expect(ended.exit == 73, "\(ended.errors)")
        #expect(
            ended.errors == """
                disk/small/2026-10-31/small_2026-10-31.xlsx: error: the workbook can't be written: No space left on device [cannot-write]
                  see that the folder exists, that you may write there and that its disk has room

                """)
        #expect(try folder.text(of: "before").contains("manifest.json"))
    }

    @Test(.enabled(if: canMount, "this machine lets us mount no file system, so there is none that can't be written"))
    func anUnwritableFolder() throws {
        let ended = try Self.inShell("mount -t tmpfs -o ro tmpfs disk || exit 1\nexec \"$1\" run report.yaml -q --output disk", folder())
        #expect(ended.exit == 73)
        #expect(
            ended.errors == """
                disk/small: error: cannot write disk/small: the file system is read-only [cannot-write]
                  choose a folder that you may write to with --output; an earlier pack is untouched

                """)
    }

    @Test func aFileWhereTheFolderShouldBe() throws {
        let folder = try folder()
        try folder.write("", to: "output")
        let ended = try Program.countback(["run", "report.yaml", "-q"], in: folder.path)
        #expect(ended.exit == 73)
        #expect(
            ended.errors == """
                output/small: error: cannot write output/small: part of the path is a file, not a folder [cannot-write]
                  move it away, or choose another folder with --output

                """)
    }
}
