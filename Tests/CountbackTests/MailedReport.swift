import Foundation
import MailServers

/// The small report with `deliver:`, in a folder of its own, and the outbox beside it.
struct MailedReport {
    let folder: TemporaryFolder
    var port: Int

    /// `email`: lines that stand beside the usual ones, or in place of those with the same key.
    init(port: Int, email: [String: String] = [:], server: String? = nil, split: String = "", files: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        self.port = port
        for (file, text) in SmallReport.files { try folder.write(text, to: file) }
        try write(email: email, server: server, split: split)
        for (file, text) in files { try folder.write(text, to: file) }
    }

    func write(email: [String: String] = [:], server: String? = nil, title: String = "Small pack", split: String = "") throws {
        var keys = [
            "to": "[ana@example.com, ben@example.com]", "from": "AR <ar@example.com>", "allowed_domains": "example.com", "attach": "[xlsx, csv]",
            "server": server ?? "{ host: localhost, port: \(port), security: none, connect_seconds: 2, reply_seconds: 2 }",
        ]
        keys.merge(email) { $1 }
        let deliver = "deliver:\n  outbox: outbox.sqlite\n  email:\n" + keys.sorted { $0.key < $1.key }.map { "    \($0.key): \($0.value)\n" }.joined()
        let report = SmallReport.report.replacingOccurrences(of: "outputs: [csv]", with: "outputs: [csv, xlsx, html]")
            .replacingOccurrences(of: "Small pack", with: title)
        try folder.write(report + split + deliver, to: "report.yaml")
    }

    @discardableResult
    func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Ended {
        try Program.countback(["run", "report.yaml", "-q", "--output", "out"] + arguments, in: folder.path, environment: environment)
    }

    func deliver(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Ended {
        try Program.countback(["deliver"] + arguments + ["--outbox", "outbox.sqlite"], in: folder.path, environment: environment)
    }

    /// `ana@example.com sent`.
    func states() throws -> [String] {
        let listed = try deliver("list", "--json")
        let rows = try JSONSerialization.jsonObject(with: Data(listed.out.utf8)) as? [[String: Any]] ?? []
        return rows.map { "\($0["recipient"] as? String ?? "") \($0["state"] as? String ?? "")\($0["held"] as? Bool == true ? ", held" : "")\($0["purpose"] as? String == "summary" ? " (summary)" : "")" }
    }
}

extension Program.Ended {
    /// The lines below `mail`.
    var mail: [String] {
        Array(out.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.drop { $0 != "mail" }.dropFirst())
    }
}
