internal import Synchronization

/// How many drivers, databases, connections, statements and streams are open now; tests check that none stays.
package enum LiveHandles {
    private static let live = Atomic<Int>(0)

    package static var count: Int { live.load(ordering: .relaxed) }

    static func opened() { live.add(1, ordering: .relaxed) }
    static func closed() { live.subtract(1, ordering: .relaxed) }
}
