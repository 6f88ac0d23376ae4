import Foundation
import Model
import Rendering
import Testing

@Suite struct OutputFolderTests {
    private let root = FileManager.default.temporaryDirectory.appendingPathComponent("pack-\(UUID().uuidString)").path
    private let day = CivilDate(year: 2026, month: 11, day: 20) ?? CivilDate(daysSinceEpoch: 0)
    private var place: String { root + "/weekly/2026-11-20" }

    /// All files below the root, by path, with their text.
    private func files() -> [String: String] {
        let all = FileManager.default.enumerator(atPath: root)?.allObjects.compactMap { $0 as? String } ?? []
        var result: [String: String] = [:]
        for path in all {
            if let text = try? String(contentsOfFile: root + "/" + path, encoding: .utf8) { result[path] = text }
        }
        return result
    }

    private func writePack(_ text: String, members: Bool = false) throws {
        let folder = try OutputFolder.open(root, report: "weekly", asOf: day)
        try folder.write("\(folder.stem).html") { try $0.write(text) }
        try folder.write("csv/scorecard.csv") { try $0.write(text) }
        if members { try folder.write("members/ES/x.html") { try $0.write(text) } }
        // As the workbook's writer does, which opens paths itself.
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path(of: "\(folder.stem).xlsx")))
        let outputs = try folder.outputs()
        try folder.write("manifest.json") { try $0.write(outputs.map { "\($0.path) \($0.hash.bytes)" }.joined(separator: ";")) }
        try folder.commit()
    }

    private func cleanUp() { try? FileManager.default.removeItem(atPath: root) }

    @Test func writesThePackAndNothingElse() throws {
        defer { cleanUp() }
        try writePack("one")
        let manifest = "csv/scorecard.csv 3;weekly_2026-11-20.html 3;weekly_2026-11-20.xlsx 3"
        #expect(
            files() == [
                "weekly/2026-11-20/weekly_2026-11-20.html": "one", "weekly/2026-11-20/weekly_2026-11-20.xlsx": "one",
                "weekly/2026-11-20/csv/scorecard.csv": "one", "weekly/2026-11-20/manifest.json": manifest,
            ])
    }

    @Test func replacesAnEarlierPackWithItsStaleFiles() throws {
        defer { cleanUp() }
        try writePack("one", members: true)
        try "mine".write(toFile: place + "/notes.txt", atomically: true, encoding: .utf8)
        try writePack("two")
        #expect(files()["weekly/2026-11-20/weekly_2026-11-20.html"] == "two")
        #expect(!files().keys.contains { $0.contains("members") || $0.contains("partial") })
        #expect(files()["weekly/2026-11-20/notes.txt"] == "mine")
    }

    @Test func abandonedRunLeavesAnEarlierPackAsItWas() throws {
        defer { cleanUp() }
        try writePack("one")
        let before = files()
        do {
            let folder = try OutputFolder.open(root, report: "weekly", asOf: day)
            try folder.write("csv/scorecard.csv") { try $0.write("two") }
            folder.abandon()
        }
        #expect(files() == before)
        // Forgotten, as when an error is thrown on the way.
        _ = try OutputFolder.open(root, report: "weekly", asOf: day)
        #expect(files() == before)
    }

    @Test func leftoversOfKilledRunsAreRemoved() throws {
        defer { cleanUp() }
        // Process numbers end below 2^22 on Linux, so this one never runs.
        let dead = root + "/weekly/.2026-11-20.partial-2000000000"
        try FileManager.default.createDirectory(atPath: dead + "/csv", withIntermediateDirectories: true)
        try writePack("one")
        #expect(!FileManager.default.fileExists(atPath: dead))
    }

    @Test func failedCommitPutsTheEarlierPackBack() throws {
        defer { cleanUp() }
        try writePack("one")
        let before = files()
        let folder = try OutputFolder.open(root, report: "weekly", asOf: day)
        try folder.write("notes/x.txt") { try $0.write("two") }
        try folder.write("csv/scorecard.csv") { try $0.write("two") }
        try folder.write("manifest.json") { try $0.write("two") }
        // A file of the user's where a folder must go, so that a rename fails half-way.
        try "mine".write(toFile: place + "/notes", atomically: true, encoding: .utf8)
        #expect(throws: Refusal.self) { try folder.commit() }
        try FileManager.default.removeItem(atPath: place + "/notes")
        #expect(files() == before)
    }

    @Test func refusedRunWritesFailedAndASuccessRemovesIt() throws {
        defer { cleanUp() }
        try writePack("one")
        let before = files()
        let refusal = Refusal(.badData, Finding("rejected-rows", .error, "1 row could not be read"))
        let reject = Reject(relation: "items", file: "a.csv", line: 2, column: nil, reason: "no date", raw: "x")
        try FailedFolder.write(refusal, rejects: [reject], output: root, report: "weekly", asOf: day)
        try FailedFolder.write(refusal, rejects: [reject], output: root, report: "weekly", asOf: day)
        let after = files()
        #expect(after.count == before.count + 2)
        #expect(after["weekly/2026-11-20/failed/rejects.csv"] == "relation,file,line,column,reason,row\r\nitems,a.csv,2,,no date,x\r\n")
        #expect(after["weekly/2026-11-20/failed/findings.json"]?.contains("rejected-rows") == true)
        #expect(before.allSatisfy { after[$0.key] == $0.value })
        try writePack("one")
        #expect(files() == before)
    }

    @Test func aFileInTheWayIsNamed() throws {
        defer { cleanUp() }
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        try "file".write(toFile: root + "/weekly", atomically: true, encoding: .utf8)
        let refusal = #expect(throws: Refusal.self) { try OutputFolder.open(root, report: "weekly", asOf: day) }
        #expect(refusal?.exit == .cannotWrite)
        #expect(
            refusal?.findings.map(\.description) == [
                """
                \(root)/weekly: error: cannot write \(root)/weekly: part of the path is a file, not a folder [cannot-write]
                  move it away, or choose another folder with --output
                """
            ])
    }

    /// `/proc` takes no folders, not even from root.
    @Test func anUnwritableFolderIsNamed() {
        let refusal = #expect(throws: Refusal.self) { try OutputFolder.open("/proc/pack", report: "weekly", asOf: day) }
        #expect(refusal?.exit == .cannotWrite)
        #expect(refusal?.findings.first?.message.hasPrefix("cannot write /proc/pack") == true)
        #expect(refusal?.findings.first?.remedy?.contains("--output") == true)
    }

    @Test func aFullDiskIsNamed() throws {
        let file = try OutputFile.create("/dev/full", shownAs: "output/weekly/page.html")
        try file.write("x")
        let refusal = #expect(throws: Refusal.self) { try file.close() }
        #expect(
            refusal?.findings.first?.message == "cannot write output/weekly/page.html: no space left on the device")
        #expect(refusal?.findings.first?.remedy?.hasPrefix("free some space") == true)
    }

    @Test func safeNames() {
        for name in ["DE", "ES-1", "T_1", "10.2"] { #expect(SafeName.of(name) == name) }
        let hostile = ["..", ".", "", "csv", "CSV", "(none)", "a/b", "a b", "../../etc", ".hidden", "-rf", "con", "España", "Espana~", "a\u{0}b", String(repeating: "x", count: 300)]
        let names = hostile.map(SafeName.of)
        #expect(Set(names).count == hostile.count)
        for name in names {
            #expect(name.utf8.count <= 80 && !name.hasPrefix(".") && !name.hasPrefix("-") && name.contains("~"))
            #expect(name.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "/") })
        }
        // SHA-256 of "(none)" begins so (sha256sum).
        #expect(SafeName.of("(none)") == "none~552e4230")
    }
}
