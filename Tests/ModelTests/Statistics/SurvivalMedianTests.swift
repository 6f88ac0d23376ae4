import Model
import Testing

/// Kaplan–Meier worked by hand: survival is the product of (at risk − cases) ÷ at risk over the days with cases.
struct SurvivalMedianTests {
    static func median(_ bins: [(days: Int, cases: Int, censored: Int)]) -> Int? { Histogram(bins).survivalMedian() }

    // Freireich et al. (1963), the remission times in every textbook (compared with gehan.dat of the PyPI package lifelines):
    // 6-MP 6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+ (median 23: survival 0.538 after 22, 0.448 after 23), and placebo, all events (median 8).
    @Test func remissionTimes() {
        let cases = [6, 6, 6, 7, 10, 13, 16, 22, 23].map { (days: $0, cases: 1, censored: 0) }
        let censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map { (days: $0, cases: 0, censored: 1) }
        #expect(Self.median(cases + censored) == 23)
        let placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
        #expect(Self.median(placebo.map { (days: $0, cases: 1, censored: 0) }) == 8)
    }

    @Test func oneCase() {
        #expect(Self.median([(days: 12, cases: 1, censored: 0)]) == 12)
        #expect(Self.median([(days: -3, cases: 1, censored: 0)]) == -3)
    }

    // 1/2 after day 3: reached there, not on day 7.
    @Test func exactlyOneHalf() {
        #expect(Self.median([(days: 7, cases: 1, censored: 0), (days: 3, cases: 1, censored: 0)]) == 3)
    }

    // 27/33 × 11/18 = 297/594 = 1/2, which in binary comes out a little above: only exact arithmetic sees it on day 3.
    @Test func exactlyOneHalfBehindCensoredOnes() {
        let bins = [
            (days: 1, cases: 6, censored: 0), (days: 2, cases: 0, censored: 9), (days: 3, cases: 7, censored: 0),
            (days: 4, cases: 0, censored: 11),
        ]
        #expect(27.0 / 33 * (11.0 / 18) > 0.5)
        #expect(Self.median(bins) == 3)
        // One more censored at the end: 28/34 × 12/19 = 336/646, above one half, and nobody follows.
        #expect(Self.median(bins + [(days: 4, cases: 0, censored: 1)]) == nil)
    }

    // 2^60 at risk. 2^59 − 1 cases leave survival 1/2 + 2^−60, which in binary is 1/2; the next case makes it 1/2.
    @Test func aboveOneHalfByTheLeast() {
        let bins = [
            (days: 1, cases: (1 << 59) - 1, censored: 0), (days: 2, cases: 1, censored: 0),
            (days: 3, cases: 0, censored: 1 << 59),
        ]
        #expect(Self.median(bins) == 2)
    }

    // 2/3, and then nobody is left to follow.
    @Test func neverReached() {
        #expect(Self.median([(days: 2, cases: 1, censored: 0), (days: 9, cases: 0, censored: 2)]) == nil)
    }

    @Test func withoutCases() {
        #expect(Self.median([(days: 2, cases: 0, censored: 5), (days: 8, cases: 0, censored: 1)]) == nil)
        #expect(Self.median([]) == nil)
    }

    // At risk on day 5 are all three: 2/3. Were the two censored on that day gone before, it would be 0.
    @Test func censoredOnTheCasesDay() {
        #expect(Self.median([(days: 5, cases: 1, censored: 2)]) == nil)
        // Then 2/3 × 1/2 on day 6, with one of the two still there.
        #expect(Self.median([(days: 5, cases: 1, censored: 0), (days: 6, cases: 1, censored: 1)]) == 6)
    }

    // 10 at risk: 4 of day 2 leave 6/10; 3 censored; of 3 at risk on day 4 one leaves 6/10 × 2/3 = 4/10.
    @Test func ties() {
        let bins = [
            (days: 2, cases: 4, censored: 0), (days: 4, cases: 1, censored: 0), (days: 2, cases: 0, censored: 3),
            (days: 9, cases: 2, censored: 0),
        ]
        #expect(Self.median(bins) == 4)
    }

    // 2 × (2^63 − 1) cases: exactly one half after day 1. With one censored at the end it is more, until day 2.
    @Test func moreThanSixtyFourBits() {
        let bins = [(days: 1, cases: Int.max, censored: 0), (days: 2, cases: Int.max, censored: 0)]
        #expect(Self.median(bins) == 1)
        #expect(Self.median(bins + [(days: 3, cases: 0, censored: 1)]) == 2)
    }
}
