import Foundation

/// One of `scripts/checks`: a program that shares nothing with Countback, asked the same questions.
enum IndependentProgram {
    struct Failed: Error {
        var script: String
        var exit: Int32
    }

    /// What the program prints, line by line, given a file with a question on each line.
    static func answers(of script: String, to questions: [String]) throws -> [Substring] {
        let manager = FileManager.default
        let folder = manager.temporaryDirectory.appendingPathComponent("countback-test-\(UUID().uuidString)")
        try manager.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? manager.removeItem(at: folder) }
        let asked = folder.appendingPathComponent("questions")
        let printed = folder.appendingPathComponent("answers")
        try Data((questions.joined(separator: "\n") + "\n").utf8).write(to: asked)
        try Data().write(to: printed)

        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [root.appendingPathComponent("scripts/checks/" + script).path, asked.path]
        process.standardInput = FileHandle.nullDevice
        // A file rather than a pipe: it doesn't fill up.
        process.standardOutput = try FileHandle(forWritingTo: printed)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(script: script, exit: process.terminationStatus) }
        return String(decoding: try Data(contentsOf: printed), as: UTF8.self).split(separator: "\n")
    }

    /// The first differences, each with its question: what the program answered, then what we did.
    static func differences(_ questions: [String], _ theirs: [Substring], _ ours: [String]) -> [String] {
        guard theirs.count == ours.count else { return ["\(theirs.count) answers for \(ours.count) questions"] }
        return ours.indices.lazy.filter { theirs[$0] != ours[$0] }.prefix(5).map {
            "\(questions[$0].prefix(200)): \(theirs[$0]), not \(ours[$0])"
        }
    }
}
