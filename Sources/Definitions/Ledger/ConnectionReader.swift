internal import Foundation
internal import Model

/// Reads the databases that a ledger definition names; a password in one is refused, and nowhere repeated.
enum ConnectionReader {
    static func connections(_ value: YAMLValue) -> [Connection] {
        (value.ownEntries() ?? []).compactMap(connection)
    }

    private static func connection(_ entry: YAMLEntry) -> Connection? {
        let sink = entry.value.sink
        guard sink.isIdentifier(entry.key, "connection name", entry.place),
            let map = MapReader(entry.value, "the connection \"\(entry.key)\"", LedgerKeys.connection)
        else { return nil }
        guard let driver = map.choice("driver", Connection.Driver.self), let uri = map["uri"], let text = uri.phrase() else { return nil }
        if driver != .sqlite, holdsPassword(text) {
            sink.add(Problem.passwordInURI(entry.key, uri.place))
            return nil
        }
        if driver == .sqlite, let password = map.entry("password") {
            sink.add(Problem.unknownKey("password", in: "a connection to SQLite", known: ["driver", "uri"], password.place))
        }
        let folder = entry.value.source.folder
        return Connection(
            name: entry.key, driver: driver, uri: driver == .sqlite ? FilePath.resolve(text, in: folder) : text,
            password: map["password"].flatMap { SecretReader.read($0, folder) }, place: entry.place)
    }

    /// `user:secret@`, `password=` as a parameter or keyword.
    static func holdsPassword(_ uri: String) -> Bool {
        if uri.range(of: #"(^|[?&;\s])((ssl)?password|token)\s*="#, options: [.regularExpression, .caseInsensitive]) != nil { return true }
        guard let start = uri.range(of: "://")?.upperBound else { return false }
        let authority = uri[start...].prefix { $0 != "/" && $0 != "?" }
        guard let at = authority.lastIndex(of: "@") else { return false }
        return authority[..<at].contains(":")
    }
}
