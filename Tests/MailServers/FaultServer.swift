import Foundation

/// A mail server of a test's own, which refuses, defers, stalls and drops as it is told: `scripts/mail/fault_server.py`.
package final class FaultServer: Sendable {
    package let port: Int
    private let folder: String
    private let process: Process
    /// Its end is the server's.
    private let lifeline: Pipe

    package struct Failed: Error, CustomStringConvertible { package var description: String }

    package struct Taken: Sendable, Hashable {
        package var recipient: String
        package var bytes: [UInt8]
        package var text: String { String(decoding: bytes, as: UTF8.self) }

        /// A header field's value, as far as its line goes.
        package func header(_ name: String) -> String? {
            text.split(separator: "\r\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }.first { $0.hasPrefix(name + ": ") }
                .map { String($0.dropFirst(name.count + 2)) }
        }
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// - Parameters:
    ///   - arguments: see the script.
    ///   - folder: what it takes is kept there, until this process ends unless it is given.
    package init(_ arguments: [String] = [], port: Int = 0, folder: String? = nil) throws {
        self.folder = folder ?? ScratchFolder.new("fault-server")
        try FileManager.default.createDirectory(atPath: self.folder, withIntermediateDirectories: true)
        let (lifeline, answer) = (Pipe(), Pipe())
        _ = fcntl(lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [Self.root + "/scripts/mail/fault_server.py", "--folder", self.folder, "--port", "\(port)"] + arguments
        process.standardInput = lifeline
        process.standardOutput = answer
        try process.run()
        self.lifeline = lifeline
        var line = Data()
        while let byte = try answer.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte[byte.startIndex] != 10 { line += byte }
        guard let port = Int(String(decoding: line, as: UTF8.self)) else { throw Failed(description: "the mail server of the test can't be started") }
        self.port = port
    }

    deinit { stop() }

    package func stop() {
        // Another process may have inherited the lifeline, so its end alone isn't waited for.
        try? lifeline.fileHandleForWriting.close()
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    /// The messages that it has taken, in their order.
    package func taken() throws -> [Taken] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".mail") }.sorted().map { name in
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
            let end = bytes.firstIndex(of: 10) ?? bytes.endIndex
            return Taken(recipient: String(decoding: bytes[..<end], as: UTF8.self), bytes: Array(bytes[(end + 1)...]))
        }
    }

    /// What it did, a line each: `connection`, `rcpt refuse`.
    package var log: [String] {
        ((try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    }

    /// A certificate for localhost that vouches for itself, in a folder of its own: `cert.pem` and `key.pem`.
    package static func certificate(from: String = "20200101", to: String = "20991231") throws -> String {
        let folder = ScratchFolder.new("certificate")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: root + "/scripts/mail/certificate.sh")
        process.arguments = [folder, from, to]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(description: "no certificate can be made") }
        return folder
    }
}
