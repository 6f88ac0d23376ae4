internal import Glibc

/// A file that one program at a time holds; the system takes it back when the program ends, in whatever way.
package final class FileLock: Sendable {
    /// The file can't be made or opened; the system's reason.
    package struct Failure: Error {
        package let reason: String
    }

    private let descriptor: Int32

    /// nil where another has it.
    package static func take(_ path: String) throws(Failure) -> FileLock? {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(reason: String(cString: strerror(errno)).lowercased()) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        return FileLock(descriptor)
    }

    private init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit {
        // Closing alone leaves it with a child that another thread is about to start, which shares the file until it runs.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
