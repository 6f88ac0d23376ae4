import Model
import Testing

@Suite struct MetricExplanationTests {
    @Test func figuresStandInBraces() {
        #expect(MetricExplanation.pieces(of: "{a} ÷ {b} of it") == [.figure("a"), .words(" ÷ "), .figure("b"), .words(" of it")])
        #expect(MetricExplanation.pieces(of: "no figure") == [.words("no figure")])
        #expect(MetricExplanation.pieces(of: "") == [])
    }

    @Test func bracketsHoldWhatMayBeMissing() throws {
        let explanation = try #require(MetricExplanation(value: "v", text: "{days}[ + {rest} ÷ {sales}] days[.]"))
        #expect(
            explanation.pieces == [
                .figure("days"), .whereKnown([.words(" + "), .figure("rest"), .words(" ÷ "), .figure("sales")]), .words(" days"),
                .whereKnown([.words(".")]),
            ])
        #expect(explanation.names == ["days", "rest", "sales"])
    }

    @Test(arguments: ["{a", "a}", "{}", "[a", "a]", "[[a]]", "{a[b]}", "{a{b}}", "[{a]}"])
    func whatDoesntCloseIsRefused(text: String) {
        #expect(MetricExplanation.pieces(of: text) == nil)
    }
}
