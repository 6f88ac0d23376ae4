internal import Model

/// The keys of `deliver:` in a report definition.
enum DeliverKeys {
    static let deliver = KeyTable([
        .needed("email", .map(email), "Sends the pack by e-mail, one message to each recipient."),
        .optional("outbox", .phrase,
            "The file that keeps what is to be sent and what was, relative to this file. Default: countback/outbox.sqlite in the user's state folder."),
    ])

    static let email = KeyTable([
        .optional("to", .oneOrMore(.phrase, atLeast: 1),
            "One address or a list, or a CSV file (member, recipients) relative to this file. Default: the members' table of the split."),
        .needed("from", .phrase, "The sender: ar@example.com, or AR Reporting <ar@example.com>."),
        .optional("reply_to", .phrase, "Where answers go. Default: to the sender."),
        .optional("subject", .phrase, "With the places {title}, {as_of}, {member}, {status}, {report} and {currency}. Default: {title} {member} {as_of}: {status}."),
        .optional("attach", .oneOrMore(.word(of: OutputFormat.self)), "The files that a message carries; csv is packed. Default: xlsx."),
        .optional("zip_above_mb", .integer(1...100), "Files that are larger together are packed into one. Default: 10."),
        .optional("files_at", .phrase, "Where readers find the files when they are too large for the server, such as a folder on the network."),
        .optional("when", .phrase, "Sent only then: aged_debt.overdue_share > 20% or dso.countback rises by 3. An unavailable figure sends it, too."),
        .optional("owner", .phrase, "The address that is told of what was deferred, refused or is unknown, and of runs that failed."),
        .needed("allowed_domains", .oneOrMore(.listed, atLeast: 1), "The domains that may receive mail; those below them, too."),
        .needed("server", .map(server), "The mail server."),
    ])

    static let server = KeyTable(
        [
            .needed("host", .phrase, "Its name, as in its certificate."),
            .optional("port", .integer(1...65_535), "Default: 587, or 465 with security: tls."),
            .optional("security", .word(of: MailServer.Security.self),
                "starttls: must switch to TLS; tls: is TLS from the start; none: only to this machine itself. Default: starttls."),
            .optional("login", .word(of: MailServer.Login.self), "How the password is given; xoauth2 takes a token. Default: any (plain or login)."),
            .optional("user", .phrase, "Who logs in. Default: nobody."),
            .optional("password", .map(LedgerKeys.secret), "Where the password is kept; a definition never holds one."),
            .optional("token", .map(LedgerKeys.secret), "Where the token for xoauth2 is kept."),
            .optional("ca_file", .phrase, "Certificates to trust instead of the system's (PEM), relative to this file."),
            .optional("connect_seconds", .integer(1...600), "How long connecting may take. Default: 30."),
            .optional("reply_seconds", .integer(1...3600), "How long the server may take to reply. Default: 600."),
        ], rules: [.notBoth("password", "token"), .follows("password", "user"), .follows("token", "user")])
}
