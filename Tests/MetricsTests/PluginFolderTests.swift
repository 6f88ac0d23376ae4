import Definitions
import Metrics
import Model
import Testing

@Suite struct PluginFolderTests {
    let files: PluginFiles
    init() throws { files = try PluginFiles() }

    private func read(_ folder: String) -> Reading<MetricPlugin> {
        PluginFolder(files.path + "/" + folder).read(isBuiltIn: false, hash: PluginFiles.hash)
    }

    @Test func aWholePluginIsRead() throws {
        try files.plugin("m", id: "m")
        let plugin = try read("m").get()
        #expect(plugin.manifest.id == "m")
        #expect(plugin.folder == files.path + "/m")
        #expect(plugin.kpi.path == "kpi.sql")
        #expect(plugin.kpi.text == "SELECT 1 AS m\n")
        #expect(plugin.kpi.hash.bytes == 14)
        #expect(plugin.facts.keys.sorted() == ["sales"])
        #expect(plugin.facts["sales"]?.path == "facts/sales.sql")
        #expect(plugin.tables.keys.sorted() == ["months"])
        #expect(plugin.details.keys.sorted() == ["items"])
        #expect(plugin.histograms.keys.sorted() == ["ages"])
        #expect(plugin.histograms["ages"]?.path == "histograms/ages.sql")
        #expect(plugin.manifestHash.bytes == PluginFiles.manifest("m").utf8.count)
        #expect(!plugin.isBuiltIn)
    }

    @Test func filesThatAreMissingEmptyOrNamedByNothing() throws {
        try files.plugin("m", id: "m")
        try files.remove("m/kpi.sql")
        try files.remove("m/details/items.sql")
        try files.write("  \n", to: "m/tables/months.sql")
        try files.write("SELECT 1", to: "m/facts/sale.sql")
        try files.write("SELECT 1", to: "m/details/old.sql")
        try files.remove("m/histograms/ages.sql")
        try files.write("SELECT 1", to: "m/histograms/agess.sql")
        try files.write("notes", to: "m/README.md")
        let reading = read("m")
        #expect(reading.value == nil)
        #expect(
            files.shown(reading.findings) == [
                "m/kpi.sql: error: every metric needs this file, which isn't there [missing-sql]\n  write it as one SELECT",
                "m/facts/sale.sql: error: metric.yaml has no fact set \"sale\" for this file [stray-sql]\n  did you mean \"sales\"?",
                "m/tables/months.sql: error: the file is empty [missing-sql]\n  write it as one SELECT",
                "m/details/items.sql: error: metric.yaml needs this file, which isn't there [missing-sql]\n  write it as one SELECT",
                "m/details/old.sql: error: metric.yaml has no table from details \"old\" for this file [stray-sql]\n  declare it in metric.yaml, or remove the file",
                "m/histograms/ages.sql: error: metric.yaml needs this file, which isn't there [missing-sql]\n  write it as one SELECT",
                "m/histograms/agess.sql: error: metric.yaml has no histogram \"agess\" for this file [stray-sql]\n  did you mean \"ages\"?",
            ])
    }

    @Test func examplesAreFoundAndChecked() throws {
        try files.plugin("m", id: "m")
        let head = "example: e\nsource: by hand\nreport: { as_of: 2026-06-30 }\ngiven:\n  items: |\n    item_id | kind | posted_on | amount\n"
        try files.write(head + "expect: { values: [{ value: days, equals: 1 }] }\n", to: "m/examples/b.yaml")
        try files.write(head + "expect: { values: [{ value: dais, equals: 1 }] }\n", to: "m/examples/a.yaml")
        try files.write("not an example", to: "m/examples/notes.txt")
        let examples = try read("m").get().examples()
        #expect(examples.map { FilePath.name(of: $0.file) } == ["a.yaml", "b.yaml"])
        #expect(examples[0].reading.value == nil)
        #expect(
            files.shown(examples[0].reading.findings) == [
                """
                m/examples/a.yaml:7:29: error: the metric has no value "dais" [unknown-value]
                    expect: { values: [{ value: dais, equals: 1 }] }
                                                ^
                  did you mean "days"?
                """
            ])
        #expect(examples[1].reading.value?.values.map(\.value) == ["days"])
    }
}
