internal import Foundation
internal import Model

/// Held while a scheduled report runs.
enum ScheduleLock {
    /// A run that is on already is exit 75.
    static func take(_ report: String) throws -> FileLock {
        try? FileManager.default.createDirectory(atPath: ScheduleState.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let path = ScheduleState.folder + "/" + report + ".lock"
        let lock: FileLock?
        do {
            lock = try FileLock.take(path)
        } catch {
            throw Refusal(.cannotWrite, Finding("cannot-write", .error, "cannot write \(path): \(error.reason)", place: Place(file: path)))
        }
        guard let lock else {
            throw Refusal(
                .tryAgain,
                Finding("already-running", .error, "the scheduled report \(report) is running already", remedy: "Wait until it is done; this one has done nothing."))
        }
        return lock
    }
}
