internal import ArgumentParser
internal import Model

/// `--engine postgresql`, for the commands that compute.
struct EngineOption: ParsableArguments {
    @Option(name: .customLong("engine"), help: "Where the ledger is computed: duckdb (embedded), postgresql (on a server) or spark (on a cluster).")
    var name: String?

    /// nil where the report decides.
    func choice() throws -> EngineChoice? {
        guard let name else { return nil }
        guard let known = EngineChoice.Name(rawValue: name) else {
            let names = EngineChoice.Name.allCases.map(\.rawValue)
            throw Refusal(
                .usage,
                Finding(
                    "unknown-engine", .error, "there is no engine \"\(name)\"",
                    remedy: Spelling.suggestion(for: name, among: names) ?? "Use --engine duckdb, --engine postgresql or --engine spark."))
        }
        return EngineChoice(known)
    }
}
