internal import Model

extension Problem {
    static func controlCharacter(_ name: String, _ place: Place) -> Finding {
        Finding(
            "control-character", .error, "\"\(name)\" holds a line break or another control character", place: place,
            remedy: "write it on one line; a line break could begin a header of its own")
    }

    static func unknownPlace(_ name: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-word", .error, "the subject has no place {\(name)}", place: place,
            remedy: Spelling.closest(to: name, among: known).map { "did you mean {\($0)}?" } ?? "its places are \(list(known.map { "{\($0)}" }))")
    }

    static func badHost(_ host: String, _ place: Place) -> Finding {
        badValue("host", "the name of a server", host, place, remedy: "write it without a scheme, a port or a path: smtp.example.com")
    }

    static func clearText(_ host: String, _ place: Place) -> Finding {
        Finding(
            "clear-text", .error, "mail to \(host) would cross the network in clear text", place: place,
            remedy: "write starttls or tls; none is for a server on this machine, such as localhost")
    }

    static func bothSecrets(_ password: Place, _ token: Place) -> Finding {
        Finding(
            "wrong-form", .error, "\"password\" and \"token\" can't both be given", place: token, remedy: "keep the one that the server takes")
    }

    static func secretOfNobody(_ key: String, _ place: Place) -> Finding {
        Finding("missing-key", .error, "\"\(key)\" needs \"user\" beside it", place: place, remedy: "add \"user:\"")
    }

    static func userWithoutSecret(_ login: MailServer.Login, _ place: Place) -> Finding {
        let key = login == .xoauth2 ? "token" : "password"
        return Finding(
            "missing-key", .error, "\"user\" needs \"\(key)\" beside it", place: place, remedy: "add \"\(key): { env: NAME }\" or \"\(key): { file: PATH }\"")
    }

    static func wrongSecret(_ key: String, _ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, key == "token" ? "\"token\" is for \"login: xoauth2\"" : "\"login: xoauth2\" takes a token, not a password",
            place: place, remedy: key == "token" ? "add \"login: xoauth2\", or write \"password:\"" : "write \"token:\"")
    }
}
