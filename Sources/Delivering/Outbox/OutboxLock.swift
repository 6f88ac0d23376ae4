internal import Foundation
internal import Model

/// Held while a program sends from an outbox; the system takes it back when the program ends, in whatever way.
final class OutboxLock: Sendable {
    private let descriptor: Int32

    static func take(_ path: String) throws -> OutboxLock {
        let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw OutboxFailure.refusal(path + ".lock", reason: String(cString: strerror(errno)).lowercased()) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw Refusal(
                .tryAgain,
                Finding(
                    "outbox-busy", .error, "another run is sending from the outbox \(path)", place: Place(file: path),
                    remedy: "Wait until it is done; what is queued then is sent by `countback deliver retry`."))
        }
        return OutboxLock(descriptor)
    }

    private init(_ descriptor: Int32) { self.descriptor = descriptor }
    deinit {
        // Closing alone leaves it with a child that another thread is about to start, which shares the file until it runs.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
