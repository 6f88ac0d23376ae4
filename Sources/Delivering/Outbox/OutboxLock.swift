internal import Model

/// Held while a program sends from an outbox.
enum OutboxLock {
    static func take(_ path: String) throws -> FileLock {
        let lock: FileLock?
        do {
            lock = try FileLock.take(path + ".lock")
        } catch {
            throw OutboxFailure.refusal(path + ".lock", reason: error.reason)
        }
        guard let lock else {
            throw Refusal(
                .tryAgain,
                Finding(
                    "outbox-busy", .error, "another run is sending from the outbox \(path)", place: Place(file: path),
                    remedy: "Wait until it is done; what is queued then is sent by `countback deliver retry`."))
        }
        return lock
    }
}
