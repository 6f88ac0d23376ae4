internal import ArgumentParser
internal import Foundation
internal import Model

/// What a command says and how it ends.
enum Terminal {
    static func out(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
    static func error(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

    /// Runs a command's body; a refusal prints its findings on standard error and ends with its exit code.
    static func run(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch let refusal as Refusal {
            error(report(refusal.findings))
            throw ArgumentParser.ExitCode(refusal.exit.rawValue)
        } catch let failure as EngineFailure {
            let refusal = FailureWording.refusal(failure)
            error(report(refusal.findings))
            throw ArgumentParser.ExitCode(refusal.exit.rawValue)
        }
    }

    /// libxlsxwriter prints its errors on standard error itself; ours, with the remedy, is enough.
    static func withQuietLibraries(_ body: () throws -> Void) rethrows {
        let (kept, nowhere) = (dup(2), Foundation.open("/dev/null", O_WRONLY | O_CLOEXEC))
        if kept >= 0, nowhere >= 0 { dup2(nowhere, 2) }
        defer {
            if kept >= 0 { dup2(kept, 2) }
            for descriptor in [kept, nowhere] where descriptor >= 0 { close(descriptor) }
        }
        try body()
    }

    static func report(_ findings: [Finding]) -> String {
        findings.map { "\($0)\n" }.joined()
    }
}

/// An engine's failure in the user's words.
enum FailureWording {
    static func refusal(_ failure: EngineFailure) -> Refusal {
        if failure.isCancelled {
            return Interruption.refusal
        }
        switch failure.cause {
        case .timeLimit(let seconds): return tooSlow(failure, seconds)
        case .connectionLost: return lost(failure)
        case .outOfMemory: if let metric = failure.purpose.metric { return tooLarge(failure, metric) }
        case .statement: break
        }
        let sql = failure.sql.isEmpty ? "" : "\n  SQL:\n" + indented(failure.sql)
        if let metric = failure.purpose.metric {
            return Refusal(
                .badDefinition,
                Finding(
                    "plugin-sql-failed", .error,
                    "\(failure.engine) refuses \(failure.purpose.step) of the metric \(metric): \(failure.message)",
                    place: Place(file: "\(metric)/\(failure.purpose.step)"),
                    remedy: "Correct the plugin's SQL; `countback metrics test \(metric)` runs its examples.\(sql)"))
        }
        return Refusal(
            .internalError,
            Finding(
                "engine-failed", .error, "\(failure.engine) failed at \(failure.purpose.step): \(failure.message)",
                remedy: "This is a defect of Countback or a limit of the machine (memory, disk).\(sql)"))
    }

    private static func tooSlow(_ failure: EngineFailure, _ seconds: Int) -> Refusal {
        let metric = failure.purpose.metric.map { " of the metric \($0)" } ?? ""
        return Refusal(
            .tryAgain,
            Finding(
                "statement-too-slow", .error,
                "\(failure.engine) was at \(failure.purpose.step)\(metric) for longer than the limit of \(seconds) s",
                remedy: "Try again when the server has less to do, or raise the limit in the report: "
                    + "`engine: { name: \(failure.engine), statement_seconds: \(seconds * 4) }`."))
    }

    private static func tooLarge(_ failure: EngineFailure, _ metric: String) -> Refusal {
        Refusal(
            .badDefinition,
            Finding(
                "metric-too-large", .error, "\(failure.engine) has no room for \(failure.purpose.step) of the metric \(metric): \(failure.message)",
                place: Place(file: "\(metric)/\(failure.purpose.step)"),
                remedy: "Make its SQL do less, or allow it more in the report, such as `limits: { memory: 4GB }`."))
    }

    private static func lost(_ failure: EngineFailure) -> Refusal {
        Refusal(
            .tryAgain,
            Finding(
                "engine-lost", .error, "the connection to \(failure.engine) was lost at \(failure.purpose.step): \(failure.message)",
                remedy: "Run it again; nothing was written, and nothing is left on the server."))
    }

    private static func indented(_ sql: String) -> String {
        sql.split(separator: "\n", omittingEmptySubsequences: false).prefix(60).map { "    " + $0 }.joined(separator: "\n")
    }
}
