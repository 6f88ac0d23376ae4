internal import Foundation
internal import Model

/// Held while a scheduled report runs; the system takes it back when the program ends, in whatever way.
final class ScheduleLock {
    private let descriptor: Int32

    /// A run that is on already is exit 75.
    init(_ report: String) throws {
        try? FileManager.default.createDirectory(atPath: ScheduleState.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let path = ScheduleState.folder + "/" + report + ".lock"
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Refusal(.cannotWrite, Finding("cannot-write", .error, "cannot write \(path): \(String(cString: strerror(errno)).lowercased())", place: Place(file: path)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw Refusal(
                .tryAgain,
                Finding("already-running", .error, "the scheduled report \(report) is running already", remedy: "Wait until it is done; this one has done nothing."))
        }
    }

    deinit {
        // Not with a child either that is being started.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
