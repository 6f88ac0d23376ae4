import Foundation
import Model
import Testing

/// The catalogue of checks against the code that makes findings, and against its page.
@Suite struct DataCheckCatalogueTests {
    /// Refusals of a definition, a plugin or the machine (exit 64, 69, 75, 78): no check of the data.
    private static let others: Set<String> = [
        "ambiguous-dimension", "fact-set-too-large", "mapping-sql", "missing-need", "missing-relation", "no-calendar", "no-history", "no-report-currency", "not-portable",
        "plugin-columns", "plugin-sql-failed", "unknown-calendar", "unknown-dimension", "unknown-histogram", "empty-computed-column",
        "unknown-connection", "unknown-node", "bad-query", "bad-name", "metric-too-large", "metric-too-slow", "too-many-rows",
    ]

    private static func swift(below folder: String) throws -> [(file: String, text: String)] {
        let root = Program.root + "/" + folder
        let files = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") } ?? []
        return try files.sorted().map { ($0, try String(contentsOfFile: root + "/" + $0, encoding: .utf8)) }
    }

    /// A finding's id is the first thing said of it; those of targets are raw values, those counted an argument of their own.
    @Test func everyFindingOfTheDataIsInIt() throws {
        let sources = try Self.swift(below: "Sources/countback/Stages") + Self.swift(below: "Sources/Planning")
        let pattern = /(?:Finding|finding|counted)\(\s*(?:relation[^\n]*: )?"([a-z]+(?:-[a-z]+)+)"|case [a-zA-Z]+ = "([a-z]+(?:-[a-z]+)+)"/
        var found: Set<String> = []
        for (_, text) in sources { for match in text.matches(of: pattern) { found.insert(String(match.1 ?? match.2 ?? "")) } }
        #expect(found.count > 30)
        let known = Set(DataCheck.all.map(\.id))
        #expect(found.subtracting(known).subtracting(Self.others).sorted() == [])
        // What the catalogue has and no finding is made of: those that are made from the catalogue itself.
        let made = [
            DataCheck.staleExtract, .futurePosting, .postedAfterKeyDate, .possibleDuplicate, .noCustomerMaster, .noCollector, .noDueDate,
            .controlBalance, .unknownDisputedItem,
        ].map(\.id)
        #expect(known.subtracting(found).subtracting(made).sorted() == [])
    }

    @Test func idsAndWordsAreSound() {
        #expect(Set(DataCheck.all.map(\.id)).count == DataCheck.all.count)
        for check in DataCheck.all {
            #expect(check.id.allSatisfy { $0.isLowercase || $0 == "-" }, "\(check.id)")
            #expect(!check.title.isEmpty && !check.meaning.isEmpty && check.remedy.hasSuffix("."), "\(check.id)")
            #expect(!check.isFixed || check.severity == .error, "\(check.id)")
        }
    }

    /// `make record` writes the page's tables anew; this test then still fails once.
    @Test func thePageIsThatOfTheCode() throws {
        let path = Program.root + "/docs/quality.md"
        var page = try String(contentsOfFile: path, encoding: .utf8)
        let written = page
        for subject in DataCheck.Subject.allCases {
            let (start, end) = ("<!-- \(subject.rawValue.lowercased()) -->\n", "<!-- end -->")
            let from = try #require(page.range(of: start)).upperBound
            let to = try #require(page.range(of: end, range: from..<page.endIndex)).lowerBound
            page.replaceSubrange(from..<to, with: Self.table(subject))
        }
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil, page != written {
            try Data(page.utf8).write(to: URL(fileURLWithPath: path))
        }
        #expect(page.split(separator: "\n") == written.split(separator: "\n"), "make record writes it anew")
    }

    private static func table(_ subject: DataCheck.Subject) -> String {
        let rows = DataCheck.all.filter { $0.subject == subject }.map { check in
            let severity = check.whyFixed.map { "error, always: \($0)" } ?? check.severity.rawValue
            let words = [check.title + ": " + check.meaning, severity, check.remedy].map { $0.replacingOccurrences(of: "|", with: "\\|") }
            return "| `\(check.id)` | \(words.joined(separator: " | ")) |\n"
        }
        return "| check | what it looks at | severity | what to do |\n|---|---|---|---|\n" + rows.joined()
    }
}
