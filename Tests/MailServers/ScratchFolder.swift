import Foundation

/// A folder of this test process, which goes when the process ends.
package enum ScratchFolder {
    private static let path: String = {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("countback-mail-tests-\(getpid())").path
        atexit { try? FileManager.default.removeItem(atPath: ScratchFolder.path) }
        return path
    }()

    /// The path of something new in it.
    package static func new(_ name: String) -> String { "\(path)/\(name)-\(UUID().uuidString)" }
}
