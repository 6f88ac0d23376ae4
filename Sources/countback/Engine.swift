internal import Engines
internal import Foundation
internal import Model
internal import Synchronization

/// The sessions of one run: the ledger's engine, and the embedded one that rolls up.
struct Engine {
    let ledger: any EngineSession
    let rollUp: DuckDBSession
    private let spill: String

    /// The engines' versions by name, as the last opened sessions said them, or as results from the cache do: `duckdb 1.5.5`.
    static var version: String { lastVersion.withLock { $0 } }
    static func recall(version: String) { lastVersion.withLock { $0 = version } }
    private static let lastVersion = Mutex("")
    static var versions: [String: String] {
        let words = version.split(separator: " ").map(String.init)
        return Dictionary(stride(from: 0, to: words.count - 1, by: 2).map { (words[$0], words[$0 + 1]) }) { first, _ in first }
    }

    /// The ledger's tables may spill to a folder of their own beyond this much memory.
    private static let ledgerMemoryMB = 1060
    private static let loadMemoryMB = 1400
    private static let rollUpMemoryMB = 400
    /// Where the ledger is held elsewhere, this process is to stay small: more only for a statement that fails without it.
    /// One thread, since what can't spill grows with their number.
    private static let smallRollUp = (memoryMB: 48, threads: 1)

    /// Below this many bytes of extracts a second thread costs more than it brings.
    private static let smallExtracts = 16 << 20

    /// - Parameter ledger: what is to be loaded, where it is known: a small one is computed by one thread.
    /// - Parameter choice: where the ledger is computed; what comes after always is on the embedded engine.
    /// - Parameter megabytes: what both may take together; nil: as usual.
    static func open(
        for ledger: LedgerDefinition? = nil, on choice: EngineChoice = EngineChoice(), megabytes: Int? = nil
    ) throws -> Engine {
        let isSmall = ledger.map(isSmall) ?? false
        let threads = isSmall ? 1 : nil
        let spill = NSTemporaryDirectory() + "countback-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        // Loading alone needs no room beside what is loaded.
        let limit = ProcessInfo.processInfo.environment["COUNTBACK_MEMORY_MB"].flatMap(Int.init) 
            ?? megabytes.map { $0 * 7 / 10 } ?? (ledger == nil ? loadMemoryMB : ledgerMemoryMB)
        spilled.withLock { $0 = spill }
        let isElsewhere = choice.name != .duckdb
        if isElsewhere { ReturnedMemory.atOnce() }
        let rollUpMemory = megabytes.map { $0 * 3 / 10 } ?? rollUpMemoryMB
        let opened = SideBySide.run(
            { () throws -> any EngineSession in
                switch choice.name {
                case .duckdb:
                    try DuckDBSession.open(memoryLimitMB: limit, threads: threads, temporaryDirectory: spill)
                case .postgresql:
                    try EngineAddress.of(.postgresql, choice, ledger).postgresql(seconds: choice.statementSeconds, megabytes: megabytes)
                case .spark:
                    try EngineAddress.of(.spark, choice, ledger).spark(seconds: choice.statementSeconds)
                }
            },
            {
                try DuckDBSession.open(
                    memoryLimitMB: isElsewhere ? min(smallRollUp.memoryMB, rollUpMemory) : rollUpMemory, mostMemoryMB: rollUpMemory,
                    threads: isElsewhere ? smallRollUp.threads : threads, temporaryDirectory: spill + "-roll-up")
            })
        guard case (.success(let ledger), .success(let rollUp)) = opened else {
            // What did open is closed before the other's reason is told.
            try? opened.0.get().close()
            try? opened.1.get().close()
            _ = try (opened.0.get(), opened.1.get())
            throw Interruption.refusal
        }
        let sessions: [any EngineSession] = [rollUp] + (ledger.engine == rollUp.engine ? [] : [ledger])
        lastVersion.withLock { $0 = sessions.map { "\($0.engine) \($0.version)" }.joined(separator: " ") }
        let engine = Engine(ledger: ledger, rollUp: rollUp, spill: spill)
        Interruption.onInterrupt { engine.cancel() }
        return engine
    }

    /// Files that can't be seen, such as those of a glob, count as large.
    private static func isSmall(_ ledger: LedgerDefinition) -> Bool {
        let sizes = ledger.sources.map { source -> Int in
            if source.isQueried || source.file.lowercased().hasSuffix(".parquet") { return smallExtracts }
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
        Self.remove(spill)
    }

    private static func remove(_ spill: String) {
        for folder in [spill, spill + "-roll-up"] { try? FileManager.default.removeItem(atPath: folder) }
    }

    private static let spilled = Mutex("")
    /// For a process that ends in the midst of computing.
    static func removeSpilled() { spilled.withLock { if !$0.isEmpty { remove($0) } } }
}

extension EngineChoice.Name {
    /// Functions that mean something else there than on the embedded engine, and what to write.
    var unlike: [String: String] {
        switch self {
        case .duckdb: [:]
        case .postgresql: PostgreSQLSession.unlike
        case .spark: SparkSession.unlike
        }
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
