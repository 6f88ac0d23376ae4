import Delivering
import Testing

@Suite struct DeliveryStateTests {
    /// They are in files on users' disks.
    @Test func namesAreKept() {
        #expect(DeliveryState.allCases.map(\.rawValue) == ["queued", "sending", "body", "sent", "deferred", "bounced", "unknown"])
    }
}
