import Definitions
import Model
import Testing

/// `deliver:` of a report definition: what is read, and every mistake of its form.
@Suite struct DeliverDefinitionTests {
    static let sound = """
        report: r
        ledger: l.yaml
        metrics: [dso]
        deliver:
          outbox: state/outbox.sqlite
          email:
            to: [ana@example.com, Ben <ben@example.com>]
            from: AR <ar@example.com>
            reply_to: desk@example.com
            owner: boss@example.com
            subject: "{title} {member} {as_of}: {status}"
            attach: [xlsx, csv]
            zip_above_mb: 5
            files_at: \\\\server\\packs
            allowed_domains: [example.com]
            when: aged_debt.overdue_share >= 20% and not (dso.countback falls by 3 or dso is met)
            server: { host: smtp.example.com, port: 25, user: joe, login: xoauth2, token: { file: token }, ca_file: ca.pem, connect_seconds: 5, reply_seconds: 60 }

        """

    @Test func everyKey() throws {
        let deliver = try #require(try ReportDefinition.read(text(Self.sound)).get().deliver)
        let email = deliver.email
        #expect(deliver.outbox == "/definitions/state/outbox.sqlite")
        guard case .listed(let addresses) = email.to else {
            Issue.record("not a list")
            return
        }
        #expect(addresses.map(\.value) == ["ana@example.com", "Ben <ben@example.com>"])
        #expect(email.attach == [.xlsx, .csv] && email.zipAbove == 5 << 20)
        #expect(email.server.host == "smtp.example.com" && email.server.port == 25 && email.server.security == .starttls && email.server.login == .xoauth2)
        #expect(email.server.secret == .file("/definitions/token") && email.server.caFile == "/definitions/ca.pem")
        #expect(email.server.connectSeconds == 5 && email.server.replySeconds == 60)
        #expect(email.subject?.value == "{title} {member} {as_of}: {status}" && email.filesAt == "\\\\server\\packs")
        #expect(email.owner?.value == "boss@example.com" && email.replyTo?.value == "desk@example.com")
        let tests = try #require(email.when?.value.tests)
        #expect(tests.map { "\($0.metric).\($0.value)" } == ["aged_debt.overdue_share", "dso.countback", "dso."])
        #expect(tests.map(\.place.column) == [11, 51, 79])
    }

    /// `not` binds closest, then `and`, then `or`.
    @Test(arguments: [
        ("a is met or b is met and c is met", "any(a, all(b, c))"), ("(a is met or b is met) and c is met", "all(any(a, b), c)"),
        ("not a is met and b is met", "all(not a, b)"), ("not (a is met and not b is met)", "not all(a, not b)"), ("a>1 and b<=2", "all(a, b)"),
    ])
    func precedence(_ written: String, _ meaning: String) throws {
        func shown(_ condition: DeliveryCondition) -> String {
            switch condition {
            case .test(let test): test.metric
            case .not(let inner): "not " + shown(inner)
            case .all(let parts): "all(\(parts.map(shown).joined(separator: ", ")))"
            case .any(let parts): "any(\(parts.map(shown).joined(separator: ", ")))"
            }
        }
        let definition = Self.definition(email: "when: \"\(written)\"")
        #expect(try ReportDefinition.read(text(definition)).get().deliver?.email.when.map { shown($0.value) } == meaning)
    }

    @Test func whatIsNotSaidHasItsDefault() throws {
        let email = try #require(try ReportDefinition.read(text(Self.definition(email: "reply_to: a@example.com"))).get().deliver?.email)
        #expect(email.attach == nil && email.zipAbove == 10 << 20 && email.when == nil && email.owner == nil)
        #expect(email.server.port == 587 && email.server.connectSeconds == 30 && email.server.replySeconds == 600)
    }

    /// The line is the eighth, four blanks in.
    static func definition(email line: String, server: String = "{ host: smtp.example.com }") -> String {
        """
        report: r
        ledger: l.yaml
        metrics: [dso]
        deliver:
          email:
            from: ar@example.com
            allowed_domains: [example.com]
            \(line)
            \(line.hasPrefix("to:") ? "" : "to: coordinators.csv")
            \(line.hasPrefix("server:") ? "" : "server: \(server)")

        """
    }

    @Test(arguments: mistakes)
    func mistake(_ mistake: Mistake) {
        let reading = ReportDefinition.read(text(Self.definition(email: mistake.lines)))
        #expect(reported(reading.findings) == mistake.findings)
        #expect(reading.value == nil)
    }

    static let mistakes: [Mistake] = [
        .init("unknown place", "subject: \"{titel} of {as_of}\"", "8:14 unknown-word: the subject has no place {titel} > did you mean {title}?"),
        .init("line break in the subject", "subject: \"Weekly\\r\\nBcc: x@example.com\"",
            "8:14 control-character: \"subject\" holds a line break or another control character > write it on one line; a line break could begin a header of its own"),
        .init("clear text", "server: { host: smtp.example.com, security: none }",
            "8:49 clear-text: mail to smtp.example.com would cross the network in clear text > write starttls or tls; none is for a server on this machine, such as localhost"),
        .init("host as a URL", "server: { host: \"smtp://smtp.example.com:25/\" }",
            "8:21 bad-value: \"host\" must be the name of a server, not \"smtp://smtp.example.com:25/\" > write it without a scheme, a port or a path: smtp.example.com"),
        .init("password written out", "server: { host: h, user: joe, password: secret }",
            "8:45 wrong-form: \"password\" must be a map, not \"secret\" > write \"key: value\" lines below it"),
        .init("user without password", "server: { host: h, user: joe }",
            "8:24 missing-key: \"user\" needs \"password\" beside it > add \"password: { env: NAME }\" or \"password: { file: PATH }\""),
        .init("password of nobody", "server: { host: h, password: { env: P } }", "8:24 missing-key: \"password\" needs \"user\" beside it > add \"user:\""),
        .init("password for a token", "server: { host: h, user: joe, login: xoauth2, password: { env: P } }",
            "8:51 wrong-form: \"login: xoauth2\" takes a token, not a password > write \"token:\""),
        .init("token for a password", "server: { host: h, user: joe, token: { env: P } }",
            "8:35 wrong-form: \"token\" is for \"login: xoauth2\" > add \"login: xoauth2\", or write \"password:\""),
        .init("no recipients", "to: []", "8:9 empty-value: \"to\" is an empty list > name a recipient in it"),
        .init("attachment", "attach: [pdf]", "8:14 unknown-word: \"attach\" can't be \"pdf\" > it is xlsx, csv or html"),
        .init("condition without a number", "when: dso >",
            "8:16 bad-condition: the condition can't be read: a number is missing after \">\" > write a test such as aged_debt.overdue_share > 20%, dso.countback rises by 3 or dso is missed"),
        .init("condition with a word", "when: dso.countback exceeds 45",
            "8:25 bad-condition: the condition can't be read: \"exceeds\" is no comparison > the comparisons are >, >=, <, <=, =, !=, rises, falls and is"),
        .init("condition that goes on", "when: dso > 45 aged_debt > 1",
            "8:20 bad-condition: the condition can't be read: \"aged_debt\" is not expected here > join tests with \"and\" or \"or\""),
        .init("condition not closed", "when: (dso > 45", "8:11 bad-condition: the condition can't be read: \"(\" is never closed > add \")\""),
        .init("condition's status", "when: dso is mised", "8:18 bad-condition: the condition can't be read: \"is\" must be followed by met, near or missed > did you mean \"missed\"?"),
        .init("condition's amount", "when: aged_debt.total > 1,000", "8:29 bad-condition: the condition can't be read: \"1,000\" is no number > write it plainly, such as 20%, 3 or 1250000.50"),
    ]
}
