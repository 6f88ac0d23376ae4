/// What the server has said so far, as far as it decides what becomes of a message. Nothing that we sent is kept.
struct SMTPTranscript {
    enum Step: Sendable { case connecting, greeting, hello, startTLS, authentication, ready, sender, recipient, data, end }

    /// The last command of ours.
    private(set) var step = Step.connecting
    /// The server's last reply in one line, such as `550 5.1.1 no such user`; empty since the last command.
    private(set) var reply = ""
    private(set) var code: Int?
    /// What EHLO's reply offers: `["SIZE": "10240000", "SMTPUTF8": ""]`.
    private(set) var offers: [String: String] = [:]
    private var lines: [String] = []
    /// Goodbyes say nothing of the message.
    private var isLeaving = false

    /// The greatest message that the server says it takes.
    var size: Int? { offers["SIZE"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } }

    mutating func begin() {
        (reply, code, lines, isLeaving) = ("", nil, [], false)
    }

    /// A line of ours.
    mutating func sent(_ line: String) {
        let command = line.uppercased()
        isLeaving = command.hasPrefix("QUIT")
        if isLeaving { return }
        (reply, code, lines) = ("", nil, [])
        switch command {
        case _ where command.hasPrefix("EHLO") || command.hasPrefix("HELO"): (step, offers) = (.hello, [:])
        case _ where command.hasPrefix("STARTTLS"): step = .startTLS
        case _ where command.hasPrefix("AUTH"): step = .authentication
        case _ where command.hasPrefix("NOOP"): step = .ready
        case _ where command.hasPrefix("MAIL"): step = .sender
        case _ where command.hasPrefix("RCPT"): step = .recipient
        case _ where command.hasPrefix("DATA"): step = .data
        default: break
        }
    }

    /// A line of the server's.
    mutating func received(_ line: String) {
        if isLeaving { return }
        if step == .connecting { step = .greeting }
        guard line.utf8.count >= 3, let code = Int(line.prefix(3)), code >= 200 else { return }
        let text = line.dropFirst(3)
        if step == .hello, code == 250, let first = text.dropFirst().split(separator: " ", maxSplits: 1).first {
            let rest = text.dropFirst().split(separator: " ", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
            offers[first.uppercased()] = rest
        }
        lines.append(String(text.dropFirst()))
        if text.first == "-" { return }
        self.code = code
        reply = "\(code) " + lines.map(Self.shown).filter { !$0.isEmpty }.joined(separator: " ")
        lines = []
    }

    /// The message is out; what the server says now is about all of it.
    mutating func ended() {
        step = .end
        (reply, code, lines) = ("", nil, [])
    }

    /// A server's words may hold anything.
    private static func shown(_ line: String) -> String {
        let clean = HeaderText.oneLine(line).split(separator: " ").joined(separator: " ")
        return clean.count <= 300 ? clean : clean.prefix(299) + "…"
    }
}
