import Model
import Planning
import Testing

/// A report's tree taken apart: by country, by a collector who works in two, by subsets.
@Suite struct SplitTreeTests {
    private static let report = NodeTree(
        dimensions: ["geo", "country", "collector"],
        scopes: [["EMEA", "DE", "Amy"], ["EMEA", "ES", "Amy"], ["EMEA", "ES", "Ben"], ["(none)", "(none)", "(none)"]])
    private static let place = Place(file: "report.yaml")

    private func by(_ dimension: String) -> SplitTree { SplitTree(SplitRule(parts: .by(LocatedName(dimension, place: Self.place)), place: Self.place), of: Self.report) }

    private func subset(_ name: String, _ filter: [String: [String]]) -> SplitRule.Subset {
        SplitRule.Subset(
            name: LocatedName(name, place: Self.place),
            filter: filter.map { Filter(dimension: LocatedName($0.key, place: Self.place), members: $0.value) })
    }

    @Test func aMemberThatIsOneNodeBeginsThere() throws {
        let split = by("country")
        #expect(split.isReportsOwn && split.source == Self.report)
        let spain = try #require(split.members.first { $0.name == "ES" })
        #expect(spain.tree.dimensions == ["country", "collector"])
        #expect(spain.tree.nodes.map(\.path) == [["ES"], ["ES", "Amy"], ["ES", "Ben"]])
        #expect(spain.tree.nodes.map(\.parent) == [nil, 0, 0])
        #expect(spain.origins.map { Self.report.nodes[$0].path } == [["EMEA", "ES"], ["EMEA", "ES", "Amy"], ["EMEA", "ES", "Ben"]])
        #expect(spain.scopes == [1, 2] && spain.tree.scopeLeaves[2] == 2)
        #expect(split.members.map(\.name) == ["DE", "ES", "(none)"])
    }

    @Test func aMemberOfSeveralNodesGetsATreeInWhichItIsOne() throws {
        let split = by("collector")
        #expect(!split.isReportsOwn)
        #expect(split.members.map(\.name) == ["Amy", "Ben", "(none)"])
        #expect(split.members[0].scopes == [0, 1] && split.members[0].tree.nodes.map(\.path) == [["Amy"]])
    }

    @Test func subsetsBeginWithTheirNameAndKeepTheTree() throws {
        let rule = SplitRule(parts: .subsets([subset("Amy's", ["collector": ["Amy"]]), subset("Spain", ["geo": ["EMEA"], "country": ["ES"]])]), place: Self.place)
        let split = SplitTree(rule, of: Self.report)
        #expect(split.members.map(\.name) == ["Amy's", "Spain"])
        #expect(split.members[0].tree.nodes.map(\.path) == [[], ["EMEA"], ["EMEA", "DE"], ["EMEA", "DE", "Amy"], ["EMEA", "ES"], ["EMEA", "ES", "Amy"]])
        #expect(split.members[1].scopes == [1, 2])
        #expect(split.members[1].tree.dimensions == ["geo", "country", "collector"])
    }

    /// Amy has 100 of her own in DE and nothing in ES: 100 of two parts, and so partial.
    @Test func targetsOfPeriodsAddUpOverParts() {
        let covers = NodeCovers(by("collector"), of: Self.report)
        func total(_ path: [String], _ amount: Int) -> WindowedTarget {
            let node = Self.report.nodes.first { $0.path == path }!.id
            return WindowedTarget(date: 0, node: node, measure: "collected", window: .month, isPrevious: false, amount: ExactDecimal(amount), isPartial: false)
        }
        let sums = covers.sums([total(["EMEA", "DE"], 90), total(["EMEA", "DE", "Amy"], 100), total(["EMEA", "ES"], 70), total(["EMEA", "ES", "Ben"], 40)])
        let amy = sums.filter { by("collector").source.nodes[$0.node].path == ["Amy"] }
        #expect(amy.map(\.amount) == [ExactDecimal(100)] && amy.map(\.isPartial) == [true])
        let ben = sums.filter { by("collector").source.nodes[$0.node].path == ["Ben"] }
        #expect(ben.map(\.amount) == [ExactDecimal(40)] && ben.map(\.isPartial) == [false])
    }
}
