internal import CMalloc
internal import Engines

/// Memory that goes back to the system as soon as it is free, where this process is to stay small: another engine holds the ledger.
///
/// It costs page faults: a third more time where the ledger itself is held here, nothing measurable where only figures are.
enum ReturnedMemory {
    /// From here on, for the life of the process; before the embedded engine is opened.
    static func atOnce() { once }

    private static let once: Void = {
        // Fixed, or it rises to the size of whatever was freed last and the memory below that is kept.
        for limit in [M_MMAP_THRESHOLD, M_TRIM_THRESHOLD] { mallopt(limit, 128 << 10) }
        mallopt(M_ARENA_MAX, 2)
        DuckDBSession.returnMemoryAtOnce()
    }()
}
