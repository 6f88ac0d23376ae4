import Foundation

/// Debian's postfix and dovecot on ports of their own, for one test: `scripts/mail/real_server.sh`.
final class RealMailServer {
    let folder: String
    let smtp: Int
    let imap: Int
    let password = "Pa55-w0rd.marks"
    private let process = Process()
    private let lifeline = Pipe()

    struct Unavailable: Error, CustomStringConvertible { var description: String }

    static let isThere = geteuid() == 0 && ["/usr/sbin/postfix", "/usr/sbin/dovecot"].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }

    init() throws {
        // postfix runs as several users, who must all reach it.
        folder = "/tmp/countback-mail-\(UUID().uuidString.prefix(8))"
        let (answer, errors) = (Pipe(), Pipe())
        _ = fcntl(lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        process.executableURL = URL(fileURLWithPath: Program.root + "/scripts/mail/real_server.sh")
        process.arguments = [folder, password]
        process.standardInput = lifeline
        process.standardOutput = answer
        process.standardError = errors
        try process.run()
        var line = Data()
        while let byte = try answer.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte[byte.startIndex] != 10 { line += byte }
        let ports = String(decoding: line, as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        guard ports.count == 2 else {
            throw Unavailable(description: "no mail server could be started: " + String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self))
        }
        (smtp, imap) = (ports[0], ports[1])
    }

    deinit {
        // Its input's end is the server's; it cleans up behind itself.
        try? lifeline.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// The newest message in a user's mailbox, once there is one.
    func message(of user: String, in folder: TemporaryFolder) throws -> [UInt8] {
        let path = folder.path + "/\(user).eml"
        let ended = try Program.run("/usr/bin/python3", [Program.root + "/scripts/mail/read_imap.py", "\(imap)", user, password, path], in: folder.path)
        guard ended.exit == 0 else { throw Unavailable(description: ended.errors) }
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }
}
