internal import Engines
internal import Foundation
internal import Model

/// The server on which a report is to compute: the ledger's connection, else the environment's.
struct EngineAddress {
    let uri: String
    let secret: String?
    /// The connection's name; nil where the environment names the server.
    let home: String?

    /// What differs between engines that are servers.
    struct Kind {
        var engine: EngineChoice.Name
        var driver: Connection.Driver
        /// "PostgreSQL", "Spark".
        var title: String
        /// The environment's variable with an address.
        var variable: String
        /// An address as one would write it there.
        var example: String

        static let postgresql = Kind(
            engine: .postgresql, driver: .postgresql, title: "PostgreSQL", variable: "COUNTBACK_POSTGRESQL_URI",
            example: "postgresql://reader:password@db.example:5432/erp")
        static let spark = Kind(
            engine: .spark, driver: .spark, title: "Spark", variable: "COUNTBACK_SPARK_URI",
            example: "sc://spark.example:15002/;use_ssl=true;token=…; `scripts/spark-for-tests.sh` starts a server on this machine and prints its port")
    }

    static func of(_ kind: Kind, _ choice: EngineChoice, _ ledger: LedgerDefinition?) throws -> EngineAddress {
        let all = ledger?.connections ?? []
        let usable = all.filter { $0.driver == kind.driver }
        if let name = choice.connection {
            guard let connection = usable.first(where: { $0.name == name.name }) else {
                let reason = all.contains { $0.name == name.name } ? "is no \(kind.title) database" : "is not among the ledger's connections"
                let known = usable.map(\.name)
                throw Refusal(
                    .badDefinition,
                    Finding(
                        "unknown-connection", .error, "the connection \"\(name.name)\" \(reason)", place: name.place,
                        remedy: known.isEmpty
                            ? "Add it below `connections:` of the ledger definition, or leave `connection:` out and set \(kind.variable)."
                            : Spelling.suggestion(for: name.name, among: known) ?? "Its \(kind.title) connections are \(known.joined(separator: ", "))."))
            }
            return try address(connection)
        }
        if usable.count == 1 { return try address(usable[0]) }
        if usable.count > 1 {
            throw Refusal(
                .badDefinition,
                Finding(
                    "ambiguous-connection", .error,
                    "the ledger has several \(kind.title) connections: \(usable.map(\.name).joined(separator: ", "))", place: choice.place,
                    remedy: "Say which in the report: `engine: { name: \(kind.engine.rawValue), connection: \(usable[0].name) }`."))
        }
        guard let uri = ProcessInfo.processInfo.environment[kind.variable], !uri.isEmpty else {
            throw Refusal(
                .unavailable,
                Finding(
                    "no-engine-connection", .error, "the engine \(kind.engine.rawValue) needs a server, and none is named", place: choice.place,
                    remedy: "Add a connection with `driver: \(kind.driver.rawValue)` to the ledger definition, or set \(kind.variable), such as "
                        + "\(kind.example)."))
        }
        return EngineAddress(uri: uri, secret: nil, home: nil)
    }

    private static func address(_ connection: Connection) throws -> EngineAddress {
        EngineAddress(uri: connection.uri, secret: try connection.password?.read(for: connection), home: connection.name)
    }

    // MARK: Opening

    func postgresql(seconds: Int?, megabytes: Int? = nil) throws -> PostgreSQLSession {
        try PostgreSQLSession.open(
            PostgreSQLAddress(uri, password: secret), home: home, seconds: seconds ?? PostgreSQLSession.defaultSeconds, megabytes: megabytes)
    }

    func spark(seconds: Int?) throws -> SparkSession {
        try SparkSession.open(
            SparkAddress(uri, token: secret), home: home, staging: ProcessInfo.processInfo.environment["COUNTBACK_SPARK_STAGING"],
            seconds: seconds ?? SparkSession.defaultSeconds)
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
