internal import Engines
internal import Foundation
internal import Model
internal import Synchronization

/// The sessions of one run: the ledger's engine, and the embedded one that rolls up.
struct Engine {
    let ledger: DuckDBSession
    let rollUp: DuckDBSession
    private let spill: String

    /// The pinned engine's version, as the last opened session said it, or as results from the cache do.
    static var version: String { lastVersion.withLock { $0 } }
    static func recall(version: String) { lastVersion.withLock { $0 = version } }
    private static let lastVersion = Mutex("")

    /// The ledger's tables may spill to a folder of their own beyond this much memory.
    private static let ledgerMemoryMB = 1100
    private static let rollUpMemoryMB = 400

    /// Below this many bytes of extracts a second thread costs more than it brings.
    private static let smallExtracts = 16 << 20

    /// - Parameter ledger: what is to be loaded, where it is known: a small one is computed by one thread.
    static func open(for ledger: LedgerDefinition? = nil) throws -> Engine {
        let isSmall = ledger.map(isSmall) ?? false
        let threads = isSmall ? 1 : nil
        let spill = NSTemporaryDirectory() + "countback-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let limit = ProcessInfo.processInfo.environment["COUNTBACK_MEMORY_MB"].flatMap(Int.init) ?? ledgerMemoryMB
        let opened = SideBySide.run(
            { try DuckDBSession.open(memoryLimitMB: limit, threads: threads, temporaryDirectory: spill, isPacked: !isSmall) },
            { try DuckDBSession.open(memoryLimitMB: rollUpMemoryMB, threads: threads, temporaryDirectory: spill + "-roll-up") })
        let (ledger, rollUp) = try (opened.0.get(), opened.1.get())
        lastVersion.withLock { $0 = ledger.version }
        let engine = Engine(ledger: ledger, rollUp: rollUp, spill: spill)
        Interruption.onInterrupt { engine.cancel() }
        return engine
    }

    /// Files that can't be seen, such as those of a glob, count as large.
    private static func isSmall(_ ledger: LedgerDefinition) -> Bool {
        let sizes = ledger.sources.map { source -> Int in
            let attributes = try? FileManager.default.attributesOfItem(atPath: source.file)
            return source.file.hasSuffix(".gz") ? smallExtracts : attributes?[.size] as? Int ?? smallExtracts
        }
        return sizes.reduce(0, +) < smallExtracts
    }

    func cancel() {
        ledger.cancel()
        rollUp.cancel()
    }

    func close() {
        Interruption.clear()
        ledger.close()
        rollUp.close()
        for folder in [spill, spill + "-roll-up"] { try? FileManager.default.removeItem(atPath: folder) }
    }
}

/// Ctrl-C ends the running statement, so that the run unwinds and leaves nothing half-written.
///
/// Where no statement runs, the run asks between one file and the next; a second Ctrl-C ends the process at once.
enum Interruption {
    private struct State {
        var source: (any DispatchSourceSignal)?
        var action: (@Sendable () -> Void)?
        var isRequested = false
    }

    private static let state = Mutex(State())

    /// What a cancelled run ends with.
    static let refusal = Refusal(.interrupted, Finding("cancelled", .error, "the run was cancelled; nothing was written"))

    /// Throws once Ctrl-C has been pressed.
    static func check() throws {
        if state.withLock({ $0.isRequested }) { throw refusal }
    }

    static func onInterrupt(_ action: @escaping @Sendable () -> Void) {
        state.withLock { state in
            state.action = action
            guard state.source == nil else { return }
            signal(SIGINT, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
            source.setEventHandler {
                let (action, isSecond) = Self.state.withLock { state in
                    defer { state.isRequested = true }
                    return (state.action, state.isRequested)
                }
                if isSecond { exit(130) }
                action?()
            }
            source.resume()
            state.source = source
        }
    }

    static func clear() { state.withLock { $0.action = nil } }
}
