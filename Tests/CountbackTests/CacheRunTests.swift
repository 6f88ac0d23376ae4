import Foundation
import Testing

/// A second run: from the cache where nothing has changed, computed where anything has, and the same pack either way.
@Suite struct CacheRunTests {
    /// A report in a folder of its own, with a cache of its own.
    private final class Desk: Sendable {
        let folder: TemporaryFolder
        let cache: String

        init(_ changes: [String: String] = [:], cache: String = "cache") throws {
            folder = try TemporaryFolder()
            self.cache = cache.isEmpty ? "" : folder.path + "/" + cache
            var report = SmallReport.report.replacingOccurrences(of: "- dso\n", with: "- dso\n  - mine\n")
            report = report.replacingOccurrences(of: "[csv]", with: "[csv, html]")
            var files = SmallReport.files.merging(SmallReport.plugin) { $1 }
            files["report.yaml"] = report
            files["ledger.yaml"] = SmallReport.ledger.replacingOccurrences(of: "items.csv", with: "items*.csv")
            for (file, text) in files.merging(changes, uniquingKeysWith: { $1 }) { try folder.write(text, to: file) }
        }

        struct Made: Equatable {
            var exit: Int32
            var out: String
            var findings: String
            var files: [String: Data]
        }

        /// Runs, and takes the pack away.
        func run(_ arguments: [String] = [], cached: Bool = true) throws -> (made: Made, isFromCache: Bool) {
            let all = ["run", "report.yaml", "--output", "out"] + arguments
            let ended = try Program.countback(all, in: folder.path, cache: cached ? cache : "")
            let files = Dictionary(
                uniqueKeysWithValues: try folder.files(below: "out").map { ($0, try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/out/\($0)"))) })
            try? FileManager.default.removeItem(atPath: folder.path + "/out")
            let progress = ended.errors.split(separator: "\n").filter { Self.phases.contains(where: $0.hasPrefix) }
            let findings = ended.errors.split(separator: "\n").filter { line in !progress.contains(line) }.joined(separator: "\n")
            let isFromCache = progress.contains("unchanged since the last run: taken from the cache")
            #expect(isFromCache != progress.contains("loading the ledger") || ended.exit != 0)
            return (Made(exit: ended.exit, out: ended.out, findings: findings, files: files), isFromCache)
        }

        private static let phases = ["unchanged", "loading", "settling", "computing", "composing", "writing"]

        var entries: [String] { folder.files(below: "cache") }
    }

    private struct Change {
        var what: String
        var file = ""
        /// In the file, what and by what; nil to write the whole.
        var old: String?
        var new = ""
        var arguments: [String] = []
        /// Whether the results of before are still right.
        var isNone = false
    }

    /// One upon the other; `CacheKeyTests` has more of what is not an extract.
    private static let changes = [
        Change(what: "nothing", isNone: true),
        Change(what: "an amount of the same length", file: "items.csv", old: "600.00", new: "900.00"),
        Change(what: "the same content written again", file: "items.csv", old: "900.00", new: "900.00", isNone: true),
        Change(what: "a file more for the glob", file: "items_2.csv", new: "item_id,customer_id,kind,posted_on,due_on,currency,amount\n"),
        Change(what: "a file that no source names", file: "other.csv", new: "x", isNone: true),
        Change(what: "a plugin's SQL", file: "metrics/mine/facts/open.sql", old: "SUM(o.open_amount)", new: "2 * SUM(o.open_amount)"),
        Change(what: "the formats", arguments: ["--format", "csv"], isNone: true),
        Change(what: "the key date", arguments: ["--as-of", "2026-09-30"]),
    ]

    @Test func afterEachChange() throws {
        let desk = try Desk()
        var before = try desk.run()
        #expect(before.made.exit == 0 && !before.isFromCache)
        for change in Self.changes {
            if !change.file.isEmpty {
                let text = try change.old.map { try desk.folder.text(of: change.file).replacingOccurrences(of: $0, with: change.new) }
                try desk.folder.write(text ?? change.new, to: change.file)
            }
            let next = try desk.run(change.arguments)
            #expect(next.isFromCache == change.isNone, "\(change.what)")
            if change.isNone, change.arguments.isEmpty {
                #expect(next.made == before.made, "\(change.what)")
            } else if !change.isNone {
                let fresh = try desk.run(change.arguments, cached: false)
                #expect(next.made == fresh.made, "\(change.what)")
                #expect(next.made.files != before.made.files, "\(change.what)")
                before = next
            }
        }
    }

    /// Both reports as `make demo` runs them: warnings, lists, charts and all.
    @Test(arguments: SamplePackTests.shipped) func shippedReports(_ shipped: SamplePackTests.Shipped) throws {
        let (folder, cache) = (try TemporaryFolder(), try TemporaryFolder())
        let definition = "\(Program.root)/report-definitions/\(shipped.testDescription).yaml"
        var packs: [[String: Data]] = []
        var said: [String] = []
        for output in ["a", "b"] {
            let ended = try Program.countback(["run", definition, "--output", output], in: folder.path, cache: cache.path)
            #expect(ended.exit == 0)
            #expect(ended.errors.contains("taken from the cache") == (output == "b"))
            said.append(ended.out.replacingOccurrences(of: output + "/", with: ""))
            packs.append(
                Dictionary(
                    uniqueKeysWithValues: try folder.files(below: output).map { ($0, try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\(output)/\($0)"))) }))
        }
        #expect(said[0] == said[1])
        #expect(packs[0].keys.sorted() == packs[1].keys.sorted() && packs[0].count > 10)
        for (file, data) in packs[0] { #expect(packs[1][file] == data, "\(file)") }
    }

    /// Warnings are part of the results, and are told each time.
    @Test func tellsItsFindingsAgain() throws {
        let desk = try Desk(["ledger.yaml": SmallReport.ledger.replacingOccurrences(of: "complete_from: 2026-01-01\n", with: "")])
        let (first, second) = (try desk.run(), try desk.run())
        #expect(second.isFromCache && second.made == first.made)
        #expect(second.made.findings.contains("[complete-from-not-stated]"))
    }

    @Test func keepsNoRefusedRun() throws {
        let desk = try Desk(["items.csv": SmallReport.items.replacingOccurrences(of: "600.00", with: "6oo")])
        for _ in 1...2 {
            let refused = try desk.run()
            #expect(refused.made.exit == 65 && !refused.isFromCache)
        }
        #expect(desk.entries == [])
    }

    @Test func withoutTheCache() throws {
        let desk = try Desk()
        for arguments in [["--no-cache"], ["--timings"]] {
            #expect(!(try desk.run(arguments).isFromCache))
            #expect(desk.entries == [])
        }
        let first = try desk.run()
        let fresh = try desk.run(["--no-cache"])
        #expect(!fresh.isFromCache && fresh.made == first.made)
    }

    /// Whatever became of the file: the run computes, the pack is right, and the next run has a good file again.
    @Test func aSpoiltEntryIsReplaced() throws {
        let desk = try Desk()
        let first = try desk.run()
        let path = "\(desk.folder.path)/cache/\(try #require(desk.entries.first))"
        let sound = try Data(contentsOf: URL(fileURLWithPath: path))
        var flipped = sound
        flipped[sound.count / 2] ^= 4
        for spoilt in [sound.prefix(sound.count / 3), flipped, Data("garbage".utf8)] {
            try spoilt.write(to: URL(fileURLWithPath: path))
            let second = try desk.run()
            #expect(!second.isFromCache && second.made == first.made)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == sound.count)
        }
        let last = try desk.run()
        #expect(last.isFromCache && last.made == first.made)
    }

    @Test(arguments: ["ledger.yaml/cache", "blocked/cache"]) func aFolderThatCannotBe(_ cache: String) throws {
        let desk = try Desk(["blocked": ""], cache: cache)
        let run = try desk.run()
        #expect(run.made.exit == 0 && run.made.findings.isEmpty && !run.isFromCache)
    }

    @Test(.enabled(if: CannotWriteTests.canMount, "this machine lets us mount no file system that is full or can't be written"))
    func aDiskThatIsFullOrReadOnly() throws {
        let desk = try Desk()
        let ended = try CannotWriteTests.inShell(
            """
            mkdir cache && mount -t tmpfs -o size=4k tmpfs cache || exit 1
            echo 1 >cache/ballast
            "$1" run report.yaml -q --output a --format csv >/dev/null || exit 2
            [ "$(ls -A cache)" = ballast ] || exit 3
            mount -o remount,ro cache || exit 4
            "$1" run report.yaml -q --output b --format csv >/dev/null || exit 5
            diff -r a b
            """, desk.folder, cache: desk.cache)
        #expect(ended.exit == 0 && ended.errors == "" && ended.out == "", "\(ended)")
    }

    @Test func twoAtOnceAndTheFolderTakenAway() async throws {
        let desk = try Desk()
        let fresh = try desk.run(cached: false).made.files.count
        for round in 1...2 {
            let runs = try ["a", "b"].map {
                try Program.start(Program.countback, ["run", "report.yaml", "-q", "--output", $0], in: desk.folder.path, cache: desk.cache)
            }
            if round == 2 {
                while runs.contains(where: \.process.isRunning) {
                    try? FileManager.default.removeItem(atPath: desk.cache)
                    usleep(500)
                }
            }
            for run in runs { #expect(try run.wait().exit == 0) }
            for output in ["a", "b"] { #expect(desk.folder.files(below: output).count == fresh) }
        }
    }
}
