internal import CCurl
internal import Foundation
internal import Model

/// A connection to a mail server through libcurl, kept for message after message.
final class SMTPSession {
    private let server: MailServer
    private let secret: String?
    private let curl: UnsafeMutableRawPointer
    private let wire = SMTPWire()
    private var isOpen = false
    /// Whether the connection has carried a message.
    private var hasCarried = false

    /// libcurl's handle is made at once; nothing is sent.
    static func make(_ server: MailServer, secret: String?) throws -> SMTPSession {
        _ = curl_global_init(Int(CURL_GLOBAL_ALL))
        guard let curl = curl_easy_init() else {
            throw Refusal(.internalError, Finding("no-mail-client", .error, "libcurl can't be started", remedy: "This is a limit of the machine (memory)."))
        }
        return SMTPSession(server, secret, curl)
    }

    private init(_ server: MailServer, _ secret: String?, _ curl: UnsafeMutableRawPointer) {
        self.server = server
        self.secret = secret
        self.curl = curl
        configure()
    }

    /// Says goodbye to the server.
    deinit { curl_easy_cleanup(curl) }

    private func configure() {
        wire.attach(to: curl)
        let scheme = server.security == .tls ? "smtps" : "smtp"
        let host = server.host.contains(":") ? "[\(server.host)]" : server.host
        text(CURLOPT_URL, "\(scheme)://\(host):\(server.port)")
        text(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        // What the environment says of proxies for pages is not about mail.
        text(CURLOPT_PROXY, "")
        number(CURLOPT_NOSIGNAL, 1)
        number(CURLOPT_USE_SSL, server.security == .starttls ? Int(CURLUSESSL_ALL.rawValue) : Int(CURLUSESSL_NONE.rawValue))
        number(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        number(CURLOPT_SSL_VERIFYPEER, 1)
        number(CURLOPT_SSL_VERIFYHOST, 2)
        if let file = server.caFile { text(CURLOPT_CAINFO, file) }
        number(CURLOPT_CONNECTTIMEOUT, server.connectSeconds)
        number(CURLOPT_SERVER_RESPONSE_TIMEOUT, server.replySeconds)
        // A server that no longer reads: the same bound, as this one also runs while a reply is awaited.
        number(CURLOPT_LOW_SPEED_LIMIT, 1)
        number(CURLOPT_LOW_SPEED_TIME, server.replySeconds)
        guard let user = server.user else { return }
        text(CURLOPT_USERNAME, user)
        switch server.login {
        case .any: text(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN")
        case .plain: text(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN")
        case .login: text(CURLOPT_LOGIN_OPTIONS, "AUTH=LOGIN")
        case .xoauth2: text(CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2")
        }
        text(server.login == .xoauth2 ? CURLOPT_XOAUTH2_BEARER : CURLOPT_PASSWORD, secret ?? "")
    }

    /// The greatest message that the server takes; known once it is open.
    var size: Int? { wire.transcript.size }
    var takesUTF8: Bool { wire.transcript.offers["SMTPUTF8"] != nil }

    /// Connects, secures, logs in; does nothing where that is done. Sends no message.
    func open() throws(SMTPFailure) {
        if isOpen { return }
        wire.begin(message: nil, onBody: nil)
        number(CURLOPT_UPLOAD, 0)
        list(CURLOPT_MAIL_RCPT, nil)
        text(CURLOPT_CUSTOMREQUEST, "NOOP")
        let code = curl_easy_perform(curl)
        if code != CURLE_OK { throw failure(code) }
        if server.user != nil, wire.transcript.offers["AUTH"] == nil {
            throw SMTPFailure(kind: .noLogin, reason: "it offers no login")
        }
        isOpen = true
    }

    /// Sends one message to one recipient. `onBody` is called before its first byte; what it throws ends the try, and the server
    /// takes nothing.
    ///
    /// A connection that has carried messages may have been closed by the server meanwhile: then once more over a new one.
    func send(_ envelope: Envelope, onBody: @escaping () throws -> Void) -> SMTPOutcome {
        let wasUsed = hasCarried
        let outcome = attempt(envelope, onBody)
        guard wasUsed, case .lost = outcome, wire.bodyFailure == nil else { return outcome }
        do { try open() } catch { return .lost(reason: error.reason) }
        return attempt(envelope, onBody)
    }

    private func attempt(_ envelope: Envelope, _ onBody: @escaping () throws -> Void) -> SMTPOutcome {
        wire.begin(message: envelope.bytes, onBody: onBody)
        text(CURLOPT_CUSTOMREQUEST, nil)
        text(CURLOPT_MAIL_FROM, "<\(envelope.sender.text)>")
        var recipients = curl_slist_append(nil, "<\(envelope.recipient.text)>")
        defer {
            list(CURLOPT_MAIL_RCPT, nil)
            curl_slist_free_all(recipients)
            recipients = nil
        }
        list(CURLOPT_MAIL_RCPT, recipients)
        number(CURLOPT_UPLOAD, 1)
        countback_set_size(curl, CURLOPT_INFILESIZE_LARGE, curl_off_t(envelope.bytes.count))
        let code = curl_easy_perform(curl)
        let outcome = outcome(code)
        // After a failure libcurl closes the connection.
        isOpen = code == CURLE_OK
        hasCarried = isOpen
        return outcome
    }

    /// What made `onBody` fail, if it did.
    var bodyFailure: (any Error)? { wire.bodyFailure }

    private func outcome(_ code: CURLcode) -> SMTPOutcome {
        let transcript = wire.transcript
        if code == CURLE_OK { return .accepted(reply: transcript.reply) }
        if wire.bodyFailure != nil { return .lost(reason: "the outbox can't be written") }
        let isOver = !wire.hasBegun || transcript.step == .end
        if isOver, let reply = transcript.code, reply >= 400, reply < 600 {
            // 421 says that the server closes: it is about the connection, and before the body nothing is taken.
            return reply < 500 ? .deferred(reply: transcript.reply) : .refused(reply: transcript.reply)
        }
        let reason = wire.reason(code)
        return wire.hasBegun ? .silent(reason: reason) : .lost(reason: reason)
    }

    private func failure(_ code: CURLcode) -> SMTPFailure {
        let reason = wire.reason(code)
        let transcript = wire.transcript
        switch code {
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR: return SMTPFailure(kind: .certificate, reason: reason)
        case CURLE_USE_SSL_FAILED: return SMTPFailure(kind: .noTLS, reason: reason)
        case CURLE_LOGIN_DENIED:
            // A server that is only busy says 4xx to a login, too.
            let kind: SMTPFailure.Kind = transcript.code.map { $0 >= 400 && $0 < 500 } == true ? .refused : .login
            return SMTPFailure(kind: kind, reason: transcript.reply.isEmpty ? reason : transcript.reply)
        default:
            if let reply = transcript.code, reply >= 400 { return SMTPFailure(kind: .refused, reason: transcript.reply) }
            return SMTPFailure(kind: .unreachable, reason: reason)
        }
    }

    private func number(_ option: CURLoption, _ value: Int) { countback_set_number(curl, option, value) }
    private func text(_ option: CURLoption, _ value: String?) { countback_set_text(curl, option, value) }
    private func list(_ option: CURLoption, _ value: UnsafeMutablePointer<curl_slist>?) { countback_set_list(curl, option, value) }
}
