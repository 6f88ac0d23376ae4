import Definitions
import Foundation
import Metrics
import Model
import Testing

@Suite struct PluginCatalogTests {
    let files: PluginFiles
    init() throws { files = try PluginFiles() }

    private let place = Place(file: "weekly.yaml", line: 6, column: 5, excerpt: "  - dsoo")

    @Test func pluginsOfAllFoldersById() throws {
        try files.plugin("built-in/zz", id: "zz")
        try files.plugin("mine/a", id: "aa")
        try files.write("x", to: "mine/README.md")
        let catalog = files.catalog(builtIn: "built-in", users: ["mine"])
        #expect(catalog.plugins.map(\.manifest.id) == ["aa", "zz"])
        #expect(catalog.plugins.map(\.isBuiltIn) == [false, true])
        #expect(catalog.findings.isEmpty)
        #expect(catalog.finding(forUnknown: "aa") == nil)
        #expect(
            catalog.finding(forUnknown: "ab")?.description
                == "error: there is no metric \"ab\" [unknown-metric]\n  the metrics are aa, zz")
    }

    @Test func anUnknownMetric() throws {
        try files.plugin("b/dso", id: "dso")
        try files.plugin("b/aged_debt", id: "aged_debt")
        let reading = files.catalog(builtIn: "b").select([MetricSelection(id: "dsoo", place: place)])
        #expect(reading.value == nil)
        #expect(
            files.shown(reading.findings) == [
                """
                weekly.yaml:6:5: error: there is no metric "dsoo" [unknown-metric]
                      - dsoo
                        ^
                  did you mean "dso"? the metrics are aged_debt, dso
                """
            ])
    }

    /// What is broken but not selected stops no report.
    @Test func aBrokenPluginMattersWhenItIsSelected() throws {
        try files.plugin("b/dso", id: "dso")
        try files.write("metric: other\nversion: [\n", to: "b/other/metric.yaml")
        let catalog = files.catalog(builtIn: "b")
        #expect(catalog.findings.count == 1)
        #expect(catalog.select([MetricSelection(id: "dso", place: place)]).value?.count == 1)
        #expect(catalog.select([MetricSelection(id: "other", place: place)]).findings == catalog.findings)
    }

    @Test func twoPluginsOfOneName() throws {
        try files.plugin("b/dso", id: "dso")
        try files.plugin("mine/my_dso", id: "dso")
        let catalog = files.catalog(builtIn: "b", users: ["mine"])
        let expected = [
            "mine/my_dso/metric.yaml: error: the metric \"dso\" is already there, in b/dso [duplicate-metric]\n  give one of the two another id"
        ]
        #expect(files.shown(catalog.findings) == expected)
        #expect(files.shown(catalog.select([MetricSelection(id: "dso", place: place)]).findings) == expected)
    }

    @Test func foldersThatAreNone() throws {
        try files.write("SELECT 1", to: "mine/half/kpi.sql")
        #expect(
            files.shown(files.catalog(users: ["mine", "none"]).findings) == [
                "warning: the metrics that come with Countback were not found [no-metrics]\n  install it again with \"make install\", or run it from its own folder",
                "mine/half: warning: the folder has a kpi.sql but no metric.yaml [missing-file]\n  add metric.yaml, or remove the folder",
                "error: there is no folder \"none\" to read metrics from [missing-file]\n  check the path given to --metrics",
            ])
    }

    @Test func whereTheBuiltInsAre() throws {
        try files.plugin("prefix/share/countback/metrics/dso", id: "dso")
        try files.plugin("clone/Sources/Metrics/Plugins/dso", id: "dso")
        let root = URL(fileURLWithPath: files.path).resolvingSymlinksInPath().path
        #expect(
            PluginCatalog.builtInFolder(executable: root + "/prefix/bin/countback") == root + "/prefix/share/countback/metrics")
        #expect(
            PluginCatalog.builtInFolder(executable: root + "/clone/.build/release/countback")
                == root + "/clone/Sources/Metrics/Plugins")
        try files.write("", to: "prefix/bin/countback")
        try FileManager.default.createSymbolicLink(
            atPath: root + "/link", withDestinationPath: root + "/prefix/bin/countback")
        #expect(PluginCatalog.builtInFolder(executable: root + "/link") == root + "/prefix/share/countback/metrics")
    }

    @Test func theUsersFolderBesideTheReport() throws {
        try files.plugin("reports/metrics/dso", id: "dso")
        #expect(PluginCatalog.folder(beside: files.path + "/reports/weekly.yaml") == files.path + "/reports/metrics")
        #expect(PluginCatalog.folder(beside: files.path + "/weekly.yaml") == nil)
    }
}
