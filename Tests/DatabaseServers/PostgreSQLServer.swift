import Foundation
import Synchronization

/// A PostgreSQL server of this test process's own: on a free port of 127.0.0.1, started when first asked for.
///
/// `scripts/postgresql-for-tests.sh` runs it until its standard input ends, which it does when this process ends, in
/// whatever way. Words sort by language in it (ICU), not by their bytes.
package struct PostgreSQLServer: Sendable {
    package let port: Int
    package let user = "tester"
    /// Needs escaping in a URI, and is nowhere else in any output.
    package let password = PostgreSQLServer.secret

    private static let secret = "Pa/ss w@rd:8%17?"

    package struct Unavailable: Error, CustomStringConvertible {
        package let description: String
    }

    private static let started = Mutex<Result<PostgreSQLServer, Unavailable>?>(nil)
    /// Held for the life of the process: its end is the server's.
    nonisolated(unsafe) private static var lifeline: Pipe?

    package static func shared() throws -> PostgreSQLServer {
        try started.withLock { started in
            if let started { return try started.get() }
            let result = Result { try start() }.mapError { $0 as? Unavailable ?? Unavailable(description: "\($0)") }
            started = result
            return try result.get()
        }
    }

    private static func start() throws -> PostgreSQLServer {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let (lifeline, answer, errors) = (Pipe(), Pipe(), Pipe())
        // Another program that this process starts must not keep the server alive.
        _ = fcntl(lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        let process = Process()
        process.executableURL = root.appendingPathComponent("scripts/postgresql-for-tests.sh")
        process.arguments = [secret]
        process.standardInput = lifeline
        process.standardOutput = answer
        process.standardError = errors
        try process.run()
        Self.lifeline = lifeline
        var line = Data()
        while let byte = try answer.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte[byte.startIndex] != 10 { line += byte }
        guard let port = Int(String(decoding: line, as: UTF8.self)) else {
            let said = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
            throw Unavailable(description: "no PostgreSQL server could be started: \(said)")
        }
        return PostgreSQLServer(port: port)
    }

    /// As a definition declares it: without the password.
    package func uri(database: String = "postgres") -> String { "postgresql://\(user)@127.0.0.1:\(port)/\(database)" }

    /// With the password in it, as libpq takes it.
    package func fullURI(database: String = "postgres") -> String {
        let escaped = password.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? password
        return "postgresql://\(user):\(escaped)@127.0.0.1:\(port)/\(database)"
    }

    /// An empty database under a new name, for tests that look at what is left behind.
    package func newDatabase() throws -> String {
        let name = "test_\(UInt32.random(in: 0 ... .max))"
        try psql("CREATE DATABASE \(name)")
        return name
    }

    /// What `psql` prints for some SQL, unaligned and without headers: another client than ours.
    @discardableResult
    package func psql(_ sql: String, database: String = "postgres") throws -> String {
        try psql(["-c", sql], database: database)
    }

    /// Runs a script, whose `\\copy` reads files that psql can read.
    @discardableResult
    package func psql(script: String, database: String) throws -> String { try psql(["-f", script], database: database) }

    private func psql(_ what: [String], database: String) throws -> String {
        let process = Process()
        let (out, errors) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", uri(database: database)] + what
        process.environment = ProcessInfo.processInfo.environment.merging(["PGPASSWORD": password]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = out
        process.standardError = errors
        try process.run()
        let printed = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Unavailable(description: said) }
        return printed.trimmingCharacters(in: .newlines)
    }
}
