import Foundation
import Testing

@testable import countback

/// `countback metrics new`: what it writes works as it is, and nothing is written over.
@Suite struct NewMetricTests {
    @Test func whatIsWrittenPassesItsExamplesTheCheckAndRunsInAReport() throws {
        let folder = try TemporaryFolder()
        for (file, text) in SmallReport.files {
            try folder.write(text.replacingOccurrences(of: "- dso", with: "- late_debts: { late_after: 20 }\n  - dso"), to: file)
        }
        let written = try Program.countback(["metrics", "new", "late_debts"], in: folder.path)
        #expect(written.exit == 0)
        #expect(written.out.contains("wrote metrics/late_debts/"))
        #expect(written.out.contains("countback metrics test late_debts\n"))
        #expect(
            folder.files(below: "metrics") == [
                "late_debts/details/items.sql", "late_debts/examples/nothing_open.yaml", "late_debts/examples/rolled_up.yaml",
                "late_debts/facts/debts.sql", "late_debts/kpi.sql", "late_debts/metric.yaml", "late_debts/tables/kinds.sql",
            ])
        for file in folder.files(below: "metrics") {
            let text = try folder.text(of: "metrics/" + file)
            #expect(!text.contains("{ID}") && !text.contains("{TITLE}"))
        }

        let tested = try Program.countback(["metrics", "test", "late_debts"], in: folder.path)
        #expect(tested.exit == 0, "\(tested.out)\(tested.errors)")
        #expect(tested.out.hasSuffix("2 examples: 2 hold\n"))
        let checked = try Program.countback(["check", "metrics/late_debts/metric.yaml", "report.yaml"], in: folder.path)
        #expect(checked.exit == 0 && checked.errors.isEmpty, "\(checked.errors)")

        let ran = try Program.countback(["run", "report.yaml", "--quiet", "--output", "out"], in: folder.path)
        #expect(ran.exit == 0, "\(ran.errors)")
        let manifest = try Manifest(folder.path + "/out/small/2026-10-31/manifest.json")
        // Due on 9 September, 52 days ago: 1,000 of 1,600 in ES, of 2,000 in all. Beta's 400 isn't due.
        #expect(manifest.value("late_debts", "late_share", ["ES"], "2026-10-31")?.value == "0.6250")
        #expect(manifest.value("late_debts", "late_share", [], "2026-10-31")?.value == "0.5000")
        #expect(manifest.value("late_debts", "late_items", ["DE"], "2026-10-31")?.value == "0")
        #expect(try folder.text(of: "out/small/2026-10-31/csv/late_debts.items.csv").contains("I1"))
    }

    @Test func anotherFolderIsNamedInWhatToDoNext() throws {
        let folder = try TemporaryFolder()
        let written = try Program.countback(["metrics", "new", "late_debts", "--in", "ours/kpis"], in: folder.path)
        #expect(written.exit == 0)
        #expect(written.out.contains("countback metrics test late_debts --metrics ours/kpis\n"))
        let tested = try Program.countback(["metrics", "test", "late_debts", "--metrics", "ours/kpis"], in: folder.path)
        #expect(tested.exit == 0, "\(tested.out)\(tested.errors)")
    }

    @Test func aFolderThatIsThereStaysAsItIs() throws {
        let folder = try TemporaryFolder()
        try folder.write("mine", to: "metrics/late_debts/notes.txt")
        let ended = try Program.countback(["metrics", "new", "late_debts"], in: folder.path)
        #expect(ended.exit == 73)
        #expect(ended.errors.contains("there is something at metrics/late_debts already; nothing was written [file-exists]"))
        #expect(folder.files() == ["metrics/late_debts/notes.txt"])
    }

    @Test func aPlaceThatCantBeWrittenIsRefused() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "file")
        let ended = try Program.countback(["metrics", "new", "late_debts", "--in", "file"], in: folder.path)
        #expect(ended.exit == 73)
        #expect(ended.errors.contains("cannot write file/late_debts: part of the path is a file, not a folder"))
        #expect(folder.files() == ["file"])
    }

    @Test(arguments: [
        ("Late-Debts", "write \"late_debts\""), ("9lives", "write one such as"), ("null", "write one such as"),
        ("../up", "write \"up\""), ("a b", "write \"a_b\""), ("", "write one such as"), ("dso", "choose another id"),
        (String(repeating: "a", count: 61), "write one such as"),
    ])
    func anIdThatCantBeUsedIsRefused(_ id: String, _ remedy: String) throws {
        let folder = try TemporaryFolder()
        let ended = try Program.countback(["metrics", "new", id], in: folder.path)
        #expect(ended.exit == 64)
        #expect(ended.errors.contains(remedy), "\(ended.errors)")
        #expect(folder.files() == [])
    }
}
