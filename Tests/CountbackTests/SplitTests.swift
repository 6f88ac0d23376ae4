import Foundation
import Testing

/// Members' packs of a ledger whose every name and amount is somebody's alone.
@Suite struct SplitTests {
    private func run(_ split: String, more: String = "", files: [String: String] = [:], _ arguments: String...) throws -> (TemporaryFolder, Program.Ended) {
        let folder = try TemporaryFolder()
        for (file, text) in SplitLedger.files.merging(files, uniquingKeysWith: { $1 }) { try folder.write(text, to: file) }
        try folder.write(SplitLedger.report(split, more: more), to: "report.yaml")
        return (folder, try Program.countback(["run", "report.yaml", "-q", "--output", "out"] + arguments, in: folder.path))
    }

    private func manifest(_ folder: TemporaryFolder, _ member: String = "") throws -> Manifest {
        try JSONDecoder().decode(Manifest.self, from: Data(folder.text(of: "out/shared/2026-10-31/\(member)manifest.json").utf8))
    }

    private func search(_ folder: TemporaryFolder, _ column: String) throws -> Program.Ended {
        try Program.run(Program.python, [Program.root + "/scripts/checks/members.py", "out/shared/2026-10-31", "data", column], in: folder.path)
    }

    /// Every XML part of the workbooks, the pages' source, all tables and manifests, searched by a program of its own; in three languages.
    @Test func nobodyReceivesAnothersRows() throws {
        let (folder, ended) = try run(
            "split: { by: country, members: members.csv }",
            files: ["members.csv": "member,language,currency\nAlemannia,de,\nHispania,es,\nGallia & <Belgica>,he,USD\n"])
        #expect(ended.exit == 0, "\(ended.errors)")
        #expect(ended.out.contains("members/ (3 packs; their"))
        let searched = try search(folder, "country")
        #expect(searched.out.hasPrefix("3 members, "), "\(searched.out)\(searched.errors)")
        #expect(searched.out.contains(" files, 0 leaks"), "\(searched.out)\(searched.errors)")
        #expect(try folder.text(of: "out/shared/2026-10-31/members/Alemannia/shared_2026-10-31.html").contains("<h1>Shared pack · Alemannia</h1>"))
        // What was read and checked for all is not listed as if it were nothing.
        let files = folder.files(below: "out/shared/2026-10-31/members/Alemannia")
        #expect(files.contains("csv/data_quality.findings.csv") && !files.contains("csv/data_quality.sources.csv") && !files.contains("csv/data_quality.checks.csv"))
        // The search finds what is there: a member's pack among another's.
        let place = folder.path + "/out/shared/2026-10-31/members/"
        try FileManager.default.moveItem(atPath: place + "Hispania/csv/aged_debt.items.csv", toPath: place + "Alemannia/csv/aged_debt.others.csv")
        #expect(try search(folder, "country").exit == 1)
    }

    /// A collector who works for two countries is one pack, whose figures are those of a report on that collector alone.
    @Test(arguments: ["country", "collector"])
    func membersFiguresAreThoseOfAReportOnThem(_ dimension: String) throws {
        let (folder, ended) = try run("split: { by: \(dimension) }")
        #expect(ended.exit == 0, "\(ended.errors)")
        let searched = try search(folder, dimension)
        #expect(searched.exit == 0 && searched.out.hasPrefix(dimension == "country" ? "3 members, " : "5 members, "), "\(searched.out) \(dimension)\(searched.errors)")
        let members = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/out/shared/2026-10-31/members").sorted()
        #expect(members.count == (dimension == "country" ? 3 : 5))
        for member in members {
            let own = try manifest(folder, "members/\(member)/")
            let name = try #require(own.values.first?.node.first)
            let dimensions = dimension == "country" ? "[country, team, collector]" : "[collector]"
            let text = SplitLedger.report("filter: { \(dimension): [\(yaml(name))] }").replacingOccurrences(of: "[country, team, collector]", with: dimensions)
            try folder.write(text, to: "alone.yaml")
            let alone = try Program.countback(["run", "alone.yaml", "-q", "--output", "alone"], in: folder.path)
            #expect(alone.exit == 0, "\(alone.errors)")
            let other = try JSONDecoder().decode(Manifest.self, from: Data(folder.text(of: "alone/shared/2026-10-31/manifest.json").utf8))
            // The report's first node is the whole; what that filter lets through is the member's.
            let expected = other.values.filter { !$0.node.isEmpty }
            #expect(own.values.count == expected.count)
            // A filter by collector can't tell whose a country's targets are; those are compared by hand below.
            let isTarget: (Manifest.Value) -> Bool = { $0.metric == "collection_attainment" && $0.value_id != "collected" && !$0.value_id.hasPrefix("collected_") }
            let differing = zip(own.values, expected).filter { a, b in
                a.metric != b.metric || a.value_id != b.value_id || a.node != b.node || a.as_of != b.as_of || (a.value != b.value && !isTarget(a)) || a.unit != b.unit
            }
            #expect(differing.isEmpty, "\(name): \(differing.first.map { "\($0)" } ?? "")")
        }
    }

    private func yaml(_ name: String) -> String { "'\(name.replacingOccurrences(of: "'", with: "''"))'" }

    /// Money and counts of the members come to those of the whole, at every key date.
    @Test func membersAddUpToTheWhole() throws {
        let (folder, ended) = try run("split: { by: collector }")
        #expect(ended.exit == 0, "\(ended.errors)")
        let whole = try manifest(folder)
        let sums = ["dso.receivables", "dso.sales", "aged_debt.total", "aged_debt.overdue", "aged_debt.not_due", "unallocated_cash.amount", "unallocated_cash.count", "dispute_cycle_time.resolved", "collection_attainment.collected", "promises_kept.judged_amount"]
        var found: [String: Decimal] = [:]
        for member in try FileManager.default.contentsOfDirectory(atPath: folder.path + "/out/shared/2026-10-31/members") {
            for value in try manifest(folder, "members/\(member)/").values where value.node.count == 1 {
                found["\(value.metric).\(value.value_id) \(value.as_of)", default: 0] += value.value.flatMap { Decimal(string: $0) } ?? 0
            }
        }
        for value in whole.values where value.node.isEmpty && sums.contains("\(value.metric).\(value.value_id)") {
            #expect(found["\(value.metric).\(value.value_id) \(value.as_of)"] == value.value.flatMap { Decimal(string: $0) } ?? 0, "\(value.metric).\(value.value_id)")
        }
        #expect(Set(whole.values.map { "\($0.metric).\($0.value_id)" }).isSuperset(of: sums))
    }

    /// Alemannia's 411,111,111 for the year is its own; Hispania's 47 days too. The 33 days that are set for all are nobody's in a member's pack.
    @Test func noTargetFromAbove() throws {
        let (folder, ended) = try run("split: { by: country }")
        #expect(ended.exit == 0, "\(ended.errors)")
        func targets(_ member: String, _ metric: String, _ value: String) throws -> [String?] {
            try manifest(folder, member).values.filter { $0.metric == metric && $0.value_id == value && $0.as_of == "2026-10-31" }.map(\.target)
        }
        #expect(Set(try targets("", "dispute_cycle_time", "median_days")) == ["33.00"])
        #expect(Set(try targets("members/Hispania/", "dispute_cycle_time", "median_days")) == [nil])
        #expect(Set(try targets("members/Hispania/", "dso", "countback")) == ["47.00"])
        #expect(Set(try targets("members/Alemannia/", "dso", "countback")) == [nil])
        // What it sets for itself, it has.
        let whole = try manifest(folder).values.filter { $0.metric == "collection_attainment" && $0.value_id == "target_ytd" && $0.node == ["Alemannia"] }
        let own = try manifest(folder, "members/Alemannia/").values.filter { $0.metric == "collection_attainment" && $0.value_id == "target_ytd" && $0.node == ["Alemannia"] }
        #expect(own.map(\.value) == whole.map(\.value) && own.contains { $0.value != nil })
    }

    /// North is Alemannia and Gallia, Rosa is one collector in two countries; Gallia's Gaston is in North alone, nobody is in none.
    @Test func subsets() throws {
        let (folder, ended) = try run(
            """
            split:
              subsets:
                - { name: North, filter: { country: [Alemannia, "Gallia & <Belgica>"] } }
                - { name: "../Rosa", filter: { collector: Rosa Quintana } }
            """)
        #expect(ended.exit == 0, "\(ended.errors)")
        #expect(ended.errors.contains("1 scope of the whole is in no member's pack: Hispania/Team Boreas/Elvira Pons [split-gap]"), "\(ended.errors)")
        #expect(ended.errors.contains("1 scope of the whole is in several members' packs: Alemannia/Team Aquila/Rosa Quintana [split-overlap]"))
        let members = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/out/shared/2026-10-31/members").sorted()
        #expect(members.count == 2 && members[0] == "North" && members[1].hasPrefix("Rosa~"))
        let whole = try manifest(folder).values, north = try manifest(folder, "members/North/").values
        // Country by country North's figures are the whole's, and its own are of both.
        for node in [["Alemannia"], ["Gallia & <Belgica>", "Team Corvus"]] {
            let (a, b) = (whole.filter { $0.node == node }, north.filter { $0.node == node })
            #expect(!a.isEmpty && a.map(\.value) == b.map(\.value), "\(node)")
        }
        func total(_ values: [Manifest.Value], _ node: [String]) -> Decimal? {
            values.first { $0.metric == "aged_debt" && $0.value_id == "total" && $0.as_of == "2026-10-31" && $0.node == node }?.value.flatMap { Decimal(string: $0) }
        }
        let (a, b) = (try #require(total(whole, ["Alemannia"])), try #require(total(whole, ["Gallia & <Belgica>"])))
        #expect(total(north, []) == a + b)
        let rosa = try manifest(folder, "members/\(members[1])/").values
        #expect(Set(rosa.filter { $0.node.count == 1 }.map { $0.node[0] }) == ["Alemannia", "Hispania"])
    }

    /// A list of the whole that is cut at one row isn't a member's that has none.
    @Test func listsAreRankedAmongTheMembersOwn() throws {
        let items = SmallReport.items + (1...40).map { "X\($0),C1,invoice,2026-08-10,2026-09-09,EUR,\(5000 + $0).00\n" }.joined()
        let folder = try TemporaryFolder()
        for (file, text) in SmallReport.files { try folder.write(text, to: file) }
        try folder.write(items, to: "items.csv")
        try folder.write(SmallReport.report + "split: { by: country }\n", to: "report.yaml")
        let plugin = SmallReport.plugin.merging(
            ["metrics/mine/metric.yaml": SmallReport.plugin["metrics/mine/metric.yaml"]! + "  worst: { title: Worst, from: details, order: [-open_amount, item_id], limit: 3, columns: { item_id: Item, open_amount: { title: Open, unit: money } } }\n",
             "metrics/mine/details/worst.sql": "SELECT o.scope, o.item_id, o.open_amount FROM open_items o WHERE o.open_amount > 0\n"]) { $1 }
        for (file, text) in plugin { try folder.write(text, to: file) }
        try folder.write(try folder.text(of: "report.yaml").replacingOccurrences(of: "- dso", with: "- mine"), to: "report.yaml")
        let ended = try Program.countback(["run", "report.yaml", "-q", "--output", "out"], in: folder.path)
        #expect(ended.exit == 0, "\(ended.errors)")
        func rows(_ member: String) throws -> [Substring] {
            try folder.text(of: "out/small/2026-10-31/\(member)csv/mine.worst.csv").split(whereSeparator: \.isNewline).dropFirst().map { $0 }
        }
        #expect(try rows("") == ["2026-10-31,ES,X40,5040.00", "2026-10-31,ES,X39,5039.00", "2026-10-31,ES,X38,5038.00"])
        let whole = try rows("")
        #expect(try rows("members/ES/") == whole)
        #expect(try rows("members/DE/") == ["2026-10-31,DE,I3,400.00"])
    }

    @Test func membersTableMistakes() throws {
        let (_, ended) = try run(
            "split: { by: country, members: members.csv }",
            files: ["members.csv": "member;language;currency\nAlemannia;dd;\nHispania;es;Euro\nHispania;fr;\n;en;\n"])
        #expect(ended.exit == 78)
        #expect(
            ended.errors == """
                members.csv:2: error: there are no words in "dd" [bad-language]
                  the languages are en, de, es, fr, he
                members.csv:3: error: "Euro" is not a currency [bad-currency]
                  write its ISO 4217 code, such as EUR
                members.csv:4: error: Hispania stands twice (as on line 3) [member-twice]
                  write its language, currency and calendar in one row
                members.csv:5: error: the row of the whole has a language [bad-member]
                  write it in the report's definition; the row can only name recipients

                """)
    }
}
