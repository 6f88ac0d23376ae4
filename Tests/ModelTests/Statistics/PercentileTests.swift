import Model
import Testing

/// PERCENTILE.INC worked by hand: n cases, position p × (n − 1) counted from 0.
struct PercentileTests {
    static func percentile(_ p: String, _ bins: [(days: Int, cases: Int, censored: Int)]) throws -> ExactRational? {
        Histogram(bins).percentile(try #require(ExactDecimal(p)))
    }

    static let oneToFour = [4, 2, 1, 3].map { (days: $0, cases: 1, censored: 0) }

    // The example of Microsoft's page on PERCENTILE.INC: of 1, 3, 2, 4 the 0.3 percentile is 1.9.
    @Test func excelsOwnExample() throws {
        #expect(try Self.percentile("0.3", Self.oneToFour) == ExactRational(19, 10))
    }

    // Positions 0, 0.75, 1.5, 2.7 and 3 of 1, 2, 3, 4.
    @Test(arguments: [("0", 1, 1), ("0.25", 7, 4), ("0.5", 5, 2), ("0.9", 37, 10), ("1", 4, 1), ("1.00", 4, 1)])
    func betweenNeighbours(_ p: String, _ numerator: Int, _ denominator: Int) throws {
        #expect(try Self.percentile(p, Self.oneToFour) == ExactRational(Int128(numerator), Int128(denominator)))
    }

    // 5, 5, 5, 10: position 1.5 lies between two fives; 2.7 is 0.7 of the way from 5 to 10: 8.5.
    @Test func ties() throws {
        let bins = [(days: 5, cases: 3, censored: 0), (days: 10, cases: 1, censored: 0)]
        #expect(try Self.percentile("0.5", bins) == ExactRational(5, 1))
        #expect(try Self.percentile("0.9", bins) == ExactRational(17, 2))
    }

    // 0 and 1 with p = 0.333: position 0.333 exactly, which no binary fraction is.
    @Test func exactShares() throws {
        let bins = [(days: 0, cases: 1, censored: 0), (days: 1, cases: 1, censored: 0)]
        #expect(try Self.percentile("0.333", bins) == ExactRational(333, 1000))
    }

    @Test(arguments: ["0", "0.37", "0.5", "1"]) func oneCase(_ p: String) throws {
        #expect(try Self.percentile(p, [(days: 12, cases: 1, censored: 0)]) == ExactRational(12, 1))
    }

    // Of −2 and 3 the middle is 1/2.
    @Test func daysBelowZero() throws {
        let bins = [(days: 3, cases: 1, censored: 0), (days: -2, cases: 1, censored: 0)]
        #expect(try Self.percentile("0.5", bins) == ExactRational(1, 2))
    }

    @Test func censoredAreNoCases() throws {
        let bins = [(days: 1, cases: 0, censored: 9), (days: 4, cases: 1, censored: 7), (days: 6, cases: 1, censored: 0)]
        #expect(try Self.percentile("0.5", bins) == ExactRational(5, 1))
        #expect(try Self.percentile("0.5", [(days: 4, cases: 0, censored: 7)]) == nil)
        #expect(try Self.percentile("0.5", []) == nil)
    }

    // Day 2 has 3 − 1 = 2 cases: 1, 2, 2, of which the middle is 2.
    @Test func repeatedDaysAddUp() throws {
        let bins = [
            (days: 2, cases: 3, censored: 0), (days: 1, cases: 1, censored: 0), (days: 2, cases: -1, censored: 0),
            (days: 9, cases: 0, censored: 0),
        ]
        #expect(try Self.percentile("0.5", bins) == ExactRational(2, 1))
        #expect(try Self.percentile("1", bins) == ExactRational(2, 1))
    }

    // A million million each of 1 and 2: the middle lies between the last 1 and the first 2.
    @Test func manyCases() throws {
        let bins = [(days: 1, cases: 1_000_000_000_000, censored: 0), (days: 2, cases: 1_000_000_000_000, censored: 0)]
        #expect(try Self.percentile("0.5", bins) == ExactRational(3, 2))
    }

    // The middle of the smallest and the largest of 64 bits, −2^63 and 2^63 − 1.
    @Test func extremeDaysAndCounts() throws {
        let bins = [(days: Int.min, cases: Int.max, censored: 0), (days: Int.max, cases: Int.max, censored: 0)]
        #expect(try Self.percentile("0.5", bins) == ExactRational(-1, 2))
    }

    @Test(arguments: ["-0.1", "1.1"])
    func sharesThatAreNone(_ p: String) throws {
        #expect(try Self.percentile(p, Self.oneToFour) == nil)
    }

    @Test func sharesWithMoreDecimalsThanANumberHasAreNone() {
        #expect(Histogram(Self.oneToFour).percentile(ExactDecimal(unscaled: 1, scale: 39)) == nil)
        #expect(ExactDecimal("0.000000000000000000000000000000000000001") == nil)
    }

    @Test func emptiness() {
        #expect(Histogram([]).isEmpty)
        #expect(Histogram([(days: 3, cases: 0, censored: 0), (days: 3, cases: -1, censored: 0)]).isEmpty)
        #expect(!Histogram([(days: 3, cases: 0, censored: 1)]).isEmpty)
        #expect(!Histogram([(days: 3, cases: 1, censored: 0)]).isEmpty)
    }
}
