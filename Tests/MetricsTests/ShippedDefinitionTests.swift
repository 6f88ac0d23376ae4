import Definitions
import Foundation
import Metrics
import Model
import Testing

/// Everything that comes with Countback is read without a finding.
@Suite struct ShippedDefinitionTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    static let catalog = PluginCatalog.load(
        builtIn: root + "/Sources/Metrics/Plugins", users: [], hash: PluginFiles.hash)

    @Test func plugins() {
        #expect(Self.catalog.findings == [])
        #expect(Set(Self.catalog.plugins.map(\.manifest.id)).isSuperset(of: ["dso", "aged_debt"]))
    }

    /// Value ids and tables that other programs read in the manifest and the CSV.
    @Test(arguments: [
        ("dso", ["countback", "simple", "best_possible", "delinquent", "receivables", "sales"], ["by_node"]),
        ("aged_debt", ["overdue_share", "total", "overdue", "not_due", "over_90_share", "credits", "unallocated"], ["buckets", "customers", "items"]),
    ])
    func contract(id: String, values: [String], tables: [String]) throws {
        let manifest = try #require(Self.catalog.plugin(id)).manifest
        #expect(manifest.values.map(\.id) == values)
        #expect(manifest.headline?.id == values[0])
        #expect(Set(manifest.tables.map(\.name)).isSuperset(of: tables))
    }

    @Test(arguments: catalog.plugins.map(\.manifest.id))
    func examples(id: String) throws {
        for example in try #require(Self.catalog.plugin(id)).examples() {
            #expect(example.reading.findings == [], "\(example.file)")
        }
    }

    @Test(arguments: definitions())
    func definition(file: String) throws {
        let text = try DefinitionText.load(Self.root + "/" + file, shown: file)
        switch DefinitionFile.kind(of: text.text) {
        case .report:
            let report = ReportDefinition.read(text)
            #expect(report.findings == [])
            #expect(Self.catalog.select(report.value?.metrics ?? []).findings == [])
            #expect(FileManager.default.fileExists(atPath: report.value?.ledgerPath ?? ""))
        case .ledger: #expect(LedgerDefinition.read(text).findings == [])
        default: Issue.record("\(file) is no definition")
        }
    }

    private static func definitions() -> [String] {
        ["report-definitions", "report-definitions/ledgers"].flatMap { folder in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
            return names.sorted().filter { $0.hasSuffix(".yaml") }.map { folder + "/" + $0 }
        }
    }
}
