import Definitions
import Metrics
import Model
import Rendering
import Testing

@testable import countback

/// The worked examples of every built-in metric, found by looking; they run in `Tests/EngineConformance`.
@Suite(.engineAlone) struct WorkedExampleTests {
    static let catalog = PluginCatalog.load(
        builtIn: PluginCatalog.builtInFolder(executable: Program.countback), users: [], hash: { FileHash.of(bytes: $0) })

    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var example: WorkedExample
        var plugin: MetricPlugin
    }

    static let readable = catalog.plugins.flatMap { plugin in
        plugin.examples().compactMap { file, reading in
            reading.value.map { Case(testDescription: "\(plugin.manifest.id): \($0.title)", example: $0, plugin: plugin) }
        }
    }

    @Test(arguments: catalog.plugins.map(\.manifest.id))
    func areAtLeastTwelve(_ id: String) throws {
        let examples = try #require(Self.catalog.plugin(id)).examples()
        #expect(examples.filter { $0.reading.value == nil }.map { "\($0.file): \($0.reading.findings)" } == [])
        #expect(examples.count >= 12)
    }

    @Test func builtInMetricsAreSound() {
        #expect(Self.catalog.findings.map(\.description) == [])
        #expect(Set(Self.catalog.plugins.map(\.manifest.id)).isSuperset(of: ["dso", "aged_debt"]))
    }
}
