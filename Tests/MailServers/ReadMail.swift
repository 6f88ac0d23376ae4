import Foundation

/// A message as Python's mail package reads it.
package struct ReadMail: Decodable {
    package var subject: String
    package var from: String
    package var to: String
    package var id: String
    package var references: String?
    package var replies_to: String?
    package var date: String
    package var types: [String]
    package var text: String?
    package var html: String?
    /// SHA-256 by file name.
    package var files: [String: String]
    /// Display names with their addresses: the recipient's, then the sender's.
    package var names: [[String]]
    /// What it complains of.
    package var defects: [String]
    /// Characters of the longest line, and line feeds without a carriage return.
    package var longest: Int
    package var bare: Int

    package init(_ bytes: [UInt8]) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("mail-\(UUID().uuidString).eml")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let out = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [FaultServer.root + "/scripts/mail/read_mail.py", file.path]
        process.standardOutput = out
        try process.run()
        let data = out.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw FaultServer.Failed(description: "Python can't read the message") }
        self = try JSONDecoder().decode(ReadMail.self, from: data)
    }
}
