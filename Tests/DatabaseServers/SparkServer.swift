import Foundation
import Synchronization

/// A Spark Connect server of this test process's own, with two executors: started when first asked for.
///
/// `scripts/spark-for-tests.sh` runs it until its standard input ends, which it does when this process ends, in whatever way.
package final class SparkServer: Sendable {
    package let port: Int
    private let ui: Int
    private let process: Int32
    private let lifeline: Mutex<Pipe?>

    package struct Unavailable: Error, CustomStringConvertible {
        package let description: String
    }

    /// Whether tests on Spark are asked for: starting it takes long.
    package static let isWanted = ProcessInfo.processInfo.environment["COUNTBACK_TEST_SPARK"] == "1"

    private static let started = Mutex<Result<SparkServer, Unavailable>?>(nil)

    package static func shared() throws -> SparkServer {
        try started.withLock { started in
            if let started { return try started.get() }
            let result = Result { try SparkServer() }.mapError { $0 as? Unavailable ?? Unavailable(description: "\($0)") }
            started = result
            return try result.get()
        }
    }

    package init() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let (lifeline, answer, errors) = (Pipe(), Pipe(), Pipe())
        // Another program that this process starts must not keep the server alive.
        _ = fcntl(lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        let script = Process()
        script.executableURL = root.appendingPathComponent("scripts/spark-for-tests.sh")
        script.standardInput = lifeline
        script.standardOutput = answer
        script.standardError = errors
        try script.run()
        var line = Data()
        while let byte = try answer.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte[byte.startIndex] != 10 { line += byte }
        let numbers = String(decoding: line, as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        guard numbers.count == 3 else {
            throw Unavailable(description: "no Spark server could be started: " + String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self))
        }
        (port, ui, process) = (numbers[0], numbers[1], Int32(numbers[2]))
        self.lifeline = Mutex(lifeline)
    }

    package var uri: String { "sc://127.0.0.1:\(port)" }

    /// The executors' processes.
    package func executors() throws -> [Int32] {
        try Self.output("pgrep", ["-P", String(process), "-f", "CoarseGrainedExecutorBackend"]).split(separator: "\n").compactMap { Int32($0) }
    }

    /// Ends the server at once, as a crash would.
    package func kill() { _ = Foundation.kill(process, SIGKILL) }

    package func stop() { lifeline.withLock { $0 = nil } }

    /// What the server's monitoring says at a path below its one application.
    package func monitoring(_ path: String) throws -> Any {
        func get(_ path: String) throws -> Any {
            let read = "import sys, urllib.request; sys.stdout.write(urllib.request.urlopen(sys.argv[1]).read().decode())"
            let answer = try Self.output("python3", ["-c", read, "http://127.0.0.1:\(ui)/api/v1/applications\(path)"])
            return try JSONSerialization.jsonObject(with: Data(answer.utf8))
        }
        guard let id = (try get("") as? [[String: Any]])?.first?["id"] as? String else { throw Unavailable(description: "no application") }
        return try get("/\(id)/\(path)")
    }

    private static func output(_ tool: String, _ arguments: [String]) throws -> String {
        let process = Process()
        let out = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        process.standardOutput = out
        try process.run()
        let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text
    }
}

extension SparkServer {
    /// What other clients can still see of a run: statements that run, and tables in memory.
    package func left() throws -> [String] {
        let running = (try monitoring("sql?length=100000&details=false&planDescription=false") as? [[String: Any]] ?? []).filter { $0["status"] as? String == "RUNNING" }
        let kept = try monitoring("storage/rdd") as? [[String: Any]] ?? []
        return running.map { "statement \($0["id"] ?? "")" } + kept.map { "table \($0["name"] ?? "")" }
    }
}
