import Foundation

/// Python's standard library: a reader of the same bytes that shares nothing with Countback.
enum Python {
    struct Failed: Error {
        var exit: Int32
        var errors: String
    }

    static let checks = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("scripts/checks").path

    /// What it prints.
    static func run(_ arguments: [String]) throws -> String {
        let manager = FileManager.default
        let folder = manager.temporaryDirectory.appendingPathComponent("countback-python-\(UUID().uuidString)")
        try manager.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? manager.removeItem(at: folder) }
        let (printed, errors) = (folder.appendingPathComponent("out"), folder.appendingPathComponent("errors"))
        for file in [printed, errors] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        // Files rather than pipes: they don't fill up.
        process.standardOutput = try FileHandle(forWritingTo: printed)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(exit: process.terminationStatus, errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
        }
        return String(decoding: try Data(contentsOf: printed), as: UTF8.self)
    }
}
