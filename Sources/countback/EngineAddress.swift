internal import Engines
internal import Foundation
internal import Model

/// The server on which a report is to compute: the ledger's connection, else the environment's.
struct EngineAddress {
    private let address: PostgreSQLAddress
    /// The connection's name; nil where the environment names the server.
    private let home: String?

    func open(seconds: Int, megabytes: Int? = nil) throws -> PostgreSQLSession {
        try PostgreSQLSession.open(address, home: home, seconds: seconds, megabytes: megabytes)
    }

    static let variable = "COUNTBACK_POSTGRESQL_URI"

    static func postgresql(_ choice: EngineChoice, _ ledger: LedgerDefinition?) throws -> EngineAddress {
        let all = ledger?.connections ?? []
        let usable = all.filter { $0.driver == .postgresql }
        if let name = choice.connection {
            guard let connection = usable.first(where: { $0.name == name.name }) else {
                let reason = all.contains { $0.name == name.name } ? "is no PostgreSQL database" : "is not among the ledger's connections"
                let known = usable.map(\.name)
                throw Refusal(
                    .badDefinition,
                    Finding(
                        "unknown-connection", .error, "the connection \"\(name.name)\" \(reason)", place: name.place,
                        remedy: known.isEmpty
                            ? "Add it below `connections:` of the ledger definition, or leave `connection:` out and set \(variable)."
                            : Spelling.suggestion(for: name.name, among: known) ?? "Its PostgreSQL connections are \(known.joined(separator: ", "))."))
            }
            return try address(connection)
        }
        if usable.count == 1 { return try address(usable[0]) }
        if usable.count > 1 {
            throw Refusal(
                .badDefinition,
                Finding(
                    "ambiguous-connection", .error,
                    "the ledger has several PostgreSQL connections: \(usable.map(\.name).joined(separator: ", "))", place: choice.place,
                    remedy: "Say which in the report: `engine: { name: postgresql, connection: \(usable[0].name) }`."))
        }
        guard let uri = ProcessInfo.processInfo.environment[variable], !uri.isEmpty else {
            throw Refusal(
                .unavailable,
                Finding(
                    "no-engine-connection", .error, "the engine postgresql needs a server, and none is named", place: choice.place,
                    remedy: "Add a connection with `driver: postgresql` to the ledger definition, or set \(variable), such as "
                        + "postgresql://reader:password@db.example:5432/erp."))
        }
        return EngineAddress(address: PostgreSQLAddress(uri), home: nil)
    }

    private static func address(_ connection: Connection) throws -> EngineAddress {
        EngineAddress(
            address: PostgreSQLAddress(connection.uri, password: try connection.password?.read(for: connection)), home: connection.name)
    }
}

extension Secret {
    /// The secret itself, from the environment or its file.
    func read(for connection: Connection) throws -> String {
        func missing(_ reason: String, _ remedy: String) -> Refusal {
            Refusal(
                .unavailable,
                Finding("missing-secret", .error, "the connection \(connection.name) has no password: \(reason)", place: connection.place, remedy: remedy))
        }
        switch self {
        case .environment(let name):
            guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else {
                throw missing("\(name) is not set", "Set it in the environment of the run.")
            }
            return value
        case .file(let path):
            guard let data = FileManager.default.contents(atPath: path) else {
                throw missing("\(path) can't be read", "Put the password into that file, readable by who runs the report.")
            }
            var text = String(decoding: data, as: UTF8.self)
            if text.hasSuffix("\n") { text.removeLast() }
            return text
        }
    }
}
