internal import Foundation
internal import Synchronization

/// The connections of a session: one per running statement, kept for the next one after it.
///
/// A result that is still streaming would end if its connection ran another statement, and ingests run side by side.
final class ConnectionPool: Sendable {
    private struct State {
        var database: ADBCDatabase?
        var idle: [ADBCConnection] = []
        var running: [ObjectIdentifier: ADBCConnection] = [:]
        var isCancelled = false
    }

    enum Absence: Error { case closed, cancelled }

    private let state: Mutex<State>

    init(_ database: ADBCDatabase) { state = Mutex(State(database: database)) }

    func take() throws -> ADBCConnection {
        try state.withLock { state in
            guard let database = state.database else { throw Absence.closed }
            guard !state.isCancelled else { throw Absence.cancelled }
            let connection = try state.idle.popLast() ?? ADBCConnection.open(database)
            state.running[ObjectIdentifier(connection)] = connection
            return connection
        }
    }

    func giveBack(_ connection: ADBCConnection) {
        state.withLock { state in
            state.running[ObjectIdentifier(connection)] = nil
            if state.database != nil { state.idle.append(connection) }
        }
    }

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Ends what runs, and refuses what comes. A statement that has its connection but hasn't begun yet would not
    /// notice, so running ones are told again until they are gone, for a second at most.
    func cancel() {
        state.withLock { $0.isCancelled = true }
        cancelRunning()
        Thread.detachNewThread { [weak self] in
            for _ in 0..<100 {
                guard let self, self.cancelRunning() else { return }
                Thread.sleep(forTimeInterval: 0.01)
            }
        }
    }

    @discardableResult
    private func cancelRunning() -> Bool {
        let running = state.withLock { Array($0.running.values) }
        for connection in running { try? connection.cancel() }
        return !running.isEmpty
    }

    func close() {
        let (idle, database) = state.withLock { state in
            defer { (state.idle, state.database) = ([], nil) }
            return (state.idle, state.database)
        }
        // Connections go before their database, and both outside the lock.
        withExtendedLifetime((idle, database)) {}
    }
}
