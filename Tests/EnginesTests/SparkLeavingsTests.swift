import Foundation
import Testing

@testable import Engines

@Suite struct SparkLeavingsTests {
    private static let session = "d328cb4a-30a7-4e70-a047-a20d73ffc56d"
    private static let plain = "d328cb4a30a74e70a047a20d73ffc56d"

    /// A run that goes on into the next hour has to find at its end what it began with.
    @Test func aNameIsOfTheHourInWhichItsRunBegan() {
        let leavings = SparkLeavings(session: Self.session, at: Date(timeIntervalSince1970: 498_733 * 3600 + 3599))
        #expect(leavings.stem.hasSuffix("_498733_\(Self.plain)"))
    }

    @Test func whatIsOfARunThatIsGoingOnIsLeftAlone() {
        let stem = SparkLeavings(session: Self.session, at: Date(timeIntervalSince1970: 0)).stem
        #expect(SparkLeavings.abandoned(stem) == nil)
        #expect(SparkLeavings.abandoned(stem + "_12") == nil)
    }

    @Test func aProcessOfThisMachineThatIsGoneHasAbandonedItsOwn() {
        var parts = SparkLeavings(session: Self.session).stem.split(separator: "_")
        // As if the process had another's number.
        parts[3] = "1"
        #expect(SparkLeavings.abandoned(parts.joined(separator: "_")) == Self.session)
        #expect(SparkLeavings.abandoned(parts.joined(separator: "_") + "_12") == Self.session)
    }

    @Test func anotherMachinesAreAbandonedAfterADay() {
        let now = Int(Date().timeIntervalSince1970 / 3600)
        #expect(SparkLeavings.abandoned("countback_elsewhere_77_1_\(now - 23)_\(Self.plain)") == nil)
        #expect(SparkLeavings.abandoned("countback_elsewhere_77_1_\(now - 25)_\(Self.plain)_3") == Self.session)
    }

    @Test(arguments: ["countback_orders", "countback_elsewhere_77_1_x_\(plain)", "countback_elsewhere_77_1_3_short"])
    func othersTablesAreNobodysLeavings(_ name: String) { #expect(SparkLeavings.abandoned(name) == nil) }
}
