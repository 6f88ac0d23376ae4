internal import ArgumentParser
internal import Engines
internal import Model

/// `countback engine [NAME]`: opens an engine, asks it something, and says what answered.
struct EngineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engine", abstract: "Try the engine: where its library is, and which version answers.",
        discussion: "Nothing is loaded. `scripts/bench_small.sh` takes its time as the least that a run could take.")

    func run() throws {
        try Terminal.run {
            let session = try DuckDBSession.open()
            defer { session.close() }
            _ = try session.rows("SELECT 1", for: StatementPurpose("trying the engine"))
            Terminal.out("\(session.engine) \(session.version)\n")
            for file in DuckDBSession.driverFiles ?? [] { Terminal.out("  \(file)\n") }
        }
    }
}
