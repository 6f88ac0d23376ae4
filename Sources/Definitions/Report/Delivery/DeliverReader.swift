internal import Model

/// Reads `deliver:` of a report definition.
enum DeliverReader {
    static let places = ["title", "as_of", "member", "status", "report", "currency"]

    /// - Parameter members: the split's table, which may name the recipients.
    static func read(_ value: YAMLValue, members: Located<String>?) -> Deliveries? {
        guard let map = MapReader(value, "\"deliver\"", DeliverKeys.deliver), let email = map["email"].flatMap({ email($0, members) }) else { return nil }
        let folder = value.source.folder
        return Deliveries(
            email: email, outbox: map["outbox"]?.phrase().map { FilePath.resolve($0, in: folder) }, place: map.place)
    }

    private static func email(_ value: YAMLValue, _ members: Located<String>?) -> EmailDelivery? {
        guard let map = MapReader(value, "\"email\"", DeliverKeys.email) else { return nil }
        if !map.names("to"), members == nil { value.sink.add(Problem.missingKey("to", in: map.what, map.place)) }
        let to = map.names("to") ? map["to"].flatMap(recipients) : members.map { .table($0.value, $0.place) }
        let from = map["from"].flatMap(located)
        let server = map["server"].flatMap(server)
        let domains = map["allowed_domains"].flatMap { value -> [Located<String>]? in
            if value.isEmptyList { value.sink.add(Problem.emptyList(value, "a domain")) }
            return value.names()
        }
        let attach = map["attach"].map { formats($0) }
        let subject = map["subject"].flatMap(subject)
        let when = map["when"].flatMap(ConditionReader.read)
        let zipAbove = map.integer("zip_above_mb")
        let (replyTo, owner) = (map["reply_to"].flatMap(located), map["owner"].flatMap(located))
        guard let to, let from, let server, let domains else { return nil }
        var email = EmailDelivery(to: to, from: from, allowedDomains: domains, server: server)
        email.attach = attach
        if let zipAbove { email.zipAbove = zipAbove << 20 }
        (email.replyTo, email.owner, email.subject, email.when) = (replyTo, owner, subject, when)
        email.filesAt = map["files_at"]?.phrase()
        return email
    }

    private static func recipients(_ value: YAMLValue) -> EmailDelivery.Recipients? {
        if let text = value.scalar, !text.contains("@") {
            return value.phrase().map { .table(FilePath.resolve($0, in: value.source.folder), value.place) }
        }
        if value.isEmptyList { value.sink.add(Problem.emptyList(value, "a recipient")) }
        return value.words().map(EmailDelivery.Recipients.listed)
    }

    /// As written: a line break in it is found where addresses are checked.
    private static func located(_ value: YAMLValue) -> Located<String>? { value.text().map { Located($0, place: value.place) } }

    private static func formats(_ value: YAMLValue) -> [OutputFormat] {
        let known = OutputFormat.allCases.map(\.rawValue)
        return (value.names() ?? []).compactMap { word in
            let format = OutputFormat(rawValue: word.value)
            if format == nil { value.sink.add(Problem.unknownWord("attach", word.value, known: known, word.place)) }
            return format
        }
    }

    private static func subject(_ value: YAMLValue) -> Located<String>? {
        guard let text = value.text() else { return nil }
        if text.unicodeScalars.contains(where: { $0.value < 32 }) {
            value.sink.add(Problem.controlCharacter("subject", value.place))
            return nil
        }
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            if !places.contains(name) { value.sink.add(Problem.unknownPlace(name, known: places, value.place)) }
            rest = rest[rest.index(after: close)...]
        }
        return Located(text, place: value.place)
    }

    private static func server(_ value: YAMLValue) -> MailServer? {
        guard let map = MapReader(value, "\"server\"", DeliverKeys.server) else { return nil }
        let folder = value.source.folder
        let security = map.choice("security", MailServer.Security.self) ?? .starttls
        let host = map["host"]?.phrase()
        if let host, !isHost(host), let place = map["host"]?.place { value.sink.add(Problem.badHost(host, place)) }
        if let host, security == .none, !MailServer.isLoopback(host), let entry = map.entry("security") {
            value.sink.add(Problem.clearText(host, entry.value.place))
        }
        let login = map.choice("login", MailServer.Login.self) ?? .any
        var secrets: [String: Secret] = [:]
        for key in ["password", "token"] { secrets[key] = map[key].flatMap { SecretReader.read($0, folder) } }
        if let password = map.entry("password"), let token = map.entry("token") { value.sink.add(Problem.bothSecrets(password.place, token.place)) }
        for key in ["password", "token"] where map.entry("user") == nil {
            if let entry = map.entry(key) { value.sink.add(Problem.secretOfNobody(key, entry.place)) }
        }
        if let user = map.entry("user"), map.entry("password") == nil, map.entry("token") == nil { value.sink.add(Problem.userWithoutSecret(login, user.place)) }
        if let entry = map.entry("password"), login == .xoauth2 { value.sink.add(Problem.wrongSecret("password", entry.place)) }
        if let entry = map.entry("token"), login != .xoauth2 { value.sink.add(Problem.wrongSecret("token", entry.place)) }
        guard let host else { return nil }
        var server = MailServer(host: host, port: map.integer("port"), security: security, place: value.place)
        server.login = login
        server.user = map["user"]?.phrase()
        server.secret = secrets["password"] ?? secrets["token"]
        server.caFile = map["ca_file"]?.phrase().map { FilePath.resolve($0, in: folder) }
        if let seconds = map.integer("connect_seconds") { server.connectSeconds = seconds }
        if let seconds = map.integer("reply_seconds") { server.replySeconds = seconds }
        return server
    }

    /// A name or an IP address, nothing that belongs to a URL.
    private static func isHost(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "." || $0 == "-" || $0 == ":" }
    }
}
