internal import Model

/// What a run sets up in its session before its first statement: settings, the prelude, a mark, and others' leavings away.
enum SparkSetting {
    private static let purpose = StatementPurpose("opening the engine")

    /// So that the portable subset means on Spark what it means elsewhere.
    private static let settings = [
        ("spark.sql.session.timeZone", "UTC"), ("spark.sql.ansi.enabled", "true"), ("spark.sql.ansi.doubleQuotedIdentifiers", "true"),
        ("spark.sql.caseSensitive", "false"), ("spark.sql.parser.escapedStringLiterals", "false"),
        // Else text could name settings and the server's environment.
        ("spark.sql.variable.substitute", "false"),
        // A product keeps all its places, or doesn't fit.
        ("spark.sql.decimalOperations.allowPrecisionLoss", "false"),
        ("spark.sql.maxPlanStringLength", "20000"),
        ("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED"),
    ]

    /// Where only tables are read, and written as text.
    static let ofReading = settings.prefix(5).map { "SET \($0.0)=\($0.1)" }

    /// For a few rows: compiling a plan, and planning it anew half-way, take longer than running it.
    private static let ofSmall = [
        ("spark.sql.codegen.wholeStage", "false"), ("spark.sql.codegen.factoryMode", "NO_CODEGEN"), ("spark.sql.adaptive.enabled", "false"),
        ("spark.sql.shuffle.partitions", "1"), ("spark.sql.autoBroadcastJoinThreshold", "-1"),
    ]

    /// What a run has of the server, and may hand on to the next of this process.
    struct Prepared {
        let link: SparkLink
        let leavings: SparkLeavings
        var version: String
        /// The database of temporary views that outlive a session.
        var database: String
        /// How many tables were made so far.
        var tables = 0
    }

    /// The run's mark and what it is to find; three questions and answers, since each takes its time.
    static func prepare(_ link: SparkLink) throws -> Prepared {
        let leavings = SparkLeavings(session: link.id)
        let version = try version(link)
        if version.hasPrefix("4.0") { try link.run("SET spark.sql.scripting.enabled=true", for: purpose) }
        let asked = try link.rows("SET spark.sql.globalTempDatabase", for: purpose)
        let database = if case .text(let name)? = asked.first?.last { SparkText.quoted(name) } else { "global_temp" }
        let mark = "CREATE GLOBAL TEMPORARY VIEW \(leavings.stem) AS SELECT 1 AS mark"
        try link.run(script((settings + ofSmall).map { set($0.0, $0.1) } + SparkPrelude.statements + [mark]), for: purpose)
        try clean(link, database)
        return Prepared(link: link, leavings: leavings, version: version, database: database)
    }

    private static func version(_ link: SparkLink) throws -> String {
        let rows: ScalarRows
        do {
            rows = try link.rows("SELECT version()", for: purpose)
        } catch let failure as EngineFailure where !failure.isCancelled {
            throw SparkLink.unavailable(link.address, SparkMessage.ofConnecting(failure.message))
        }
        guard case .text(let text)? = rows.first?.first, let version = text.split(separator: " ").first.map(String.init) else {
            throw SparkLink.unavailable(link.address, "the server doesn't say its version")
        }
        guard let number = version.split(separator: ".").first.flatMap({ Int($0) }), number >= 4 else {
            throw SparkLink.unavailable(link.address, "its version is \(version), and 4.0 or later is needed")
        }
        return version
    }

    /// Several statements as one.
    static func script(_ statements: [String]) -> String { "BEGIN\n\(statements.map { $0 + ";\n" }.joined())END" }

    private static func set(_ key: String, _ value: String) -> String { "EXECUTE IMMEDIATE 'SET \(key)=\(value)'" }

    /// Once there is much to do, the server's own settings hold.
    static func enlarge(_ link: SparkLink) throws {
        try link.run(script(ofSmall.map { "EXECUTE IMMEDIATE 'RESET \($0.0)'" }), for: purpose)
    }

    /// Ends and drops what killed runs have left.
    private static func clean(_ link: SparkLink, _ database: String) throws {
        var sessions: Set<String> = []
        var drops: [String] = []
        // Another run may be at it, too.
        for (name, drop) in try found(link, database) {
            guard let old = SparkLeavings.abandoned(name) else { continue }
            if sessions.insert(old).inserted { SparkLink.release(link.address, old) }
            drops.append(drop)
        }
        if !drops.isEmpty { try link.run(script(drops), for: purpose) }
    }

    /// All runs' tables and views, with what drops each.
    static func found(_ link: SparkLink, _ database: String) throws -> [(name: String, drop: String)] {
        let pattern = "LIKE '\(SparkLeavings.prefix)*'"
        // Temporary views are listed with the tables.
        return try link.rows("SHOW TABLES IN \(database) \(pattern)", for: purpose).compactMap { found($0, "VIEW", database + ".") }
            + link.rows("SHOW TABLES \(pattern)", for: purpose).compactMap { found($0, "TABLE", "") }
    }

    private static func found(_ row: [ScalarValue], _ kind: String, _ place: String) -> (String, String)? {
        guard row.count > 2, case .text(let name) = row[1], name.hasPrefix(SparkLeavings.prefix) else { return nil }
        return (name, "DROP \(kind) IF EXISTS \(place)\(SparkText.quoted(name))")
    }
}
