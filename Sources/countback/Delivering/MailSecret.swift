internal import Foundation
internal import Model

/// Reads the password or token of a mail server: from the environment, or a file that nobody else can read.
enum MailSecret {
    static func read(_ server: MailServer) throws -> String? {
        guard let secret = server.secret else { return nil }
        func missing(_ reason: String, _ remedy: String) -> Refusal {
            Refusal(
                .unavailable,
                Finding("missing-secret", .error, "the mail server \(server.host) has no password: \(reason)", place: server.place, remedy: remedy))
        }
        switch secret {
        case .environment(let name):
            guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else {
                throw missing("\(name) is not set", "Set it in the environment of the run.")
            }
            return value
        case .file(let path):
            var status = stat()
            guard stat(path, &status) == 0, let data = FileManager.default.contents(atPath: path) else {
                throw missing("\(path) can't be read", "Put the password into that file, readable by who runs the report.")
            }
            guard status.st_mode & 0o077 == 0 else {
                let mode = String(status.st_mode & 0o777, radix: 8)
                throw missing("\(path) has mode \(mode), so that others can read it", "chmod 600 \(path)")
            }
            var text = String(decoding: data, as: UTF8.self)
            while text.last?.isNewline == true { text.removeLast() }
            guard !text.isEmpty else { throw missing("\(path) is empty", "Put the password into it.") }
            guard !text.unicodeScalars.contains(where: { $0.value < 32 }) else {
                throw missing("\(path) holds more than one line", "Put the password into it, and nothing else.")
            }
            return text
        }
    }
}
