import Foundation
import Testing

/// Runs other programs: the built `countback` as its users do, and the tools that look at what it wrote.
enum Program {
    struct Ended {
        var exit: Int32
        var out: String
        var errors: String
    }

    /// The clone's folder.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// The one beside the test bundle, which is this process.
    static let countback = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("countback").path

    static let python = root + "/.tools/venv/bin/python3"

    /// - Parameter cache: the folder of the cache; none, unless a test is about it.
    static func countback(
        _ arguments: [String], in folder: String, cache: String = "", environment: [String: String] = [:]
    ) throws -> Ended {
        try start(countback, arguments, in: folder, cache: cache, environment: environment).wait()
    }

    /// Chromium without a window, with a profile of its own.
    static func chromium(_ options: [String], in folder: String) throws -> Ended {
        try run("/usr/bin/env", ["chromium-headless-shell", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(folder)/chromium"] + options, in: folder)
    }

    static func run(_ tool: String, _ arguments: [String], in folder: String, cache: String = "") throws -> Ended {
        try start(tool, arguments, in: folder, cache: cache).wait()
    }

    /// - Parameter environment: variables beside those of this process.
    static func start(
        _ tool: String, _ arguments: [String], in folder: String, cache: String = "", environment: [String: String] = [:]
    ) throws -> Started {
        try Started(tool, arguments, folder, environment.merging(["COUNTBACK_CACHE": cache]) { $1 })
    }

    /// A process whose output goes to files, so that no pipe fills up.
    final class Started {
        let process = Process()
        private let folder: TemporaryFolder

        fileprivate init(_ tool: String, _ arguments: [String], _ working: String, _ environment: [String: String]) throws {
            folder = try TemporaryFolder()
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            process.executableURL = URL(fileURLWithPath: tool)
            process.arguments = arguments
            process.currentDirectoryURL = URL(fileURLWithPath: working)
            try folder.write("", to: "out")
            try folder.write("", to: "errors")
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path + "/out"))
            process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path + "/errors"))
            try process.run()
        }

        var errors: String { (try? folder.text(of: "errors")) ?? "" }

        func wait() throws -> Ended {
            process.waitUntilExit()
            let exit = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
            return Ended(exit: exit, out: try folder.text(of: "out"), errors: errors)
        }
    }
}

/// A folder made for one test and removed with it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("countback-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to file: String) throws {
        let url = URL(fileURLWithPath: path).appendingPathComponent(file)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func text(of file: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + file)), as: UTF8.self)
    }

    /// Every file below, hidden ones too, by its path from here.
    func files(below folder: String = "") -> [String] {
        let start = folder.isEmpty ? path : path + "/" + folder
        let found = FileManager.default.enumerator(atPath: start)?.compactMap { $0 as? String } ?? []
        return found.filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: start + "/" + name, isDirectory: &isFolder) && !isFolder.boolValue
        }.sorted()
    }
}
