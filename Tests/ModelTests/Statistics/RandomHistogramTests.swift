import Model
import Testing

/// Our statistics against `scripts/checks/histograms.py` on 10,000 random histograms: no difference at all.
struct RandomHistogramTests {
    typealias Bins = [(days: Int, cases: Int, censored: Int)]
    static let shares = ["0", "0.1", "0.25", "0.333", "0.5", "0.9", "0.995", "1"]

    /// Few days with many ties, days that repeat and bins without anything; all kinds of sizes.
    static func bins(_ number: Int, _ random: inout SeededRandom) -> Bins {
        let (count, days, most) =
            switch number % 100 {
            case 0..<50: (Int.random(in: 0...6, using: &random), 0...6, 3)
            case 50..<95: (Int.random(in: 1...25, using: &random), -5...30, 4)
            case 95..<99: (Int.random(in: 20...60, using: &random), 0...120, 8)
            default: (400, 0...364, 3)
            }
        let isWithCases = Int.random(in: 0..<20, using: &random) > 0
        let isWithCensored = Int.random(in: 0..<4, using: &random) > 0
        return (0..<count).map { _ in
            (
                days: Int.random(in: days, using: &random),
                cases: isWithCases ? Int.random(in: 0...most, using: &random) : 0,
                censored: isWithCensored ? Int.random(in: 0...most, using: &random) : 0
            )
        }
    }

    @Test func noDifferenceToAnIndependentProgram() throws {
        var random = SeededRandom(seed: 20_261_120)
        let histograms = (0..<10_000).map { Self.bins($0, &random) }
        let questions = histograms.map { bins in
            ([Self.shares.joined(separator: ",")] + bins.map { "\($0.days):\($0.cases):\($0.censored)" })
                .joined(separator: " ")
        }
        let answers = try IndependentProgram.answers(of: "histograms.py", to: questions)
        // The last word is survival on the median's day, which only the program tells.
        let survivals = answers.map { $0.split(separator: " ").last ?? "" }
        let theirs = zip(answers, survivals).map { $0.dropLast($1.count + 1) }
        let ours = try histograms.map(Self.answer)
        #expect(IndependentProgram.differences(questions, theirs, ours) == [])

        // The histograms are worth comparing: many medians lie at exactly one half, and many are never reached.
        #expect(survivals.count { $0 == "1/2" } > 500)
        #expect(survivals.count { $0 == "-" } > 500)
    }

    private static func answer(_ bins: Bins) throws -> String {
        let histogram = Histogram(bins)
        let percentiles = try shares.map { share in
            let figure = histogram.percentile(try #require(ExactDecimal(share)))
            return figure.map { $0.denominator == 1 ? "\($0.numerator)" : "\($0.numerator)/\($0.denominator)" } ?? "-"
        }
        return (percentiles + [histogram.survivalMedian().map(String.init) ?? "-"]).joined(separator: " ")
    }
}
