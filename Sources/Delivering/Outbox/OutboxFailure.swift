internal import GRDB
internal import Model

/// What can be wrong with an outbox file, worded in one place.
enum OutboxFailure {
    /// Runs a body whose failures are SQLite's, and words them.
    static func worded<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw refusal(error, path)
        }
    }

    private static func refusal(_ error: DatabaseError, _ path: String) -> Refusal {
        switch error.resultCode.primaryResultCode {
        case .SQLITE_FULL:
            return refusal(path, reason: "no space left on the device", remedy: "Free some space; nothing was sent that is not recorded.")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return Refusal(
                .tryAgain,
                Finding("outbox-busy", .error, "the outbox \(path) is in use by another program", place: Place(file: path), remedy: "Try again."))
        case .SQLITE_NOTADB: return notOurs(path)
        case .SQLITE_CORRUPT:
            return Refusal(
                .badData,
                Finding(
                    "outbox-damaged", .error, "the outbox \(path) is damaged: \(error.message ?? "unreadable")", place: Place(file: path),
                    remedy: "Put a copy of it back; without it Countback can't know what was sent."))
        default: return refusal(path, reason: error.message ?? "\(error.resultCode)")
        }
    }

    static func refusal(_ path: String, reason: String, remedy: String? = nil) -> Refusal {
        Refusal(
            .cannotWrite,
            Finding(
                "outbox-not-written", .error, "the outbox \(path) can't be written: \(reason)", place: Place(file: path),
                remedy: remedy ?? "See that its folder exists and that you may write there; `outbox:` below `deliver:` names another place."))
    }

    static func notOurs(_ path: String) -> Refusal {
        Refusal(
            .badData,
            Finding(
                "not-an-outbox", .error, "\(path) is no outbox of Countback's", place: Place(file: path),
                remedy: "Move it away, or name another place with `outbox:` below `deliver:`."))
    }

    static func newer(_ path: String, version: Int) -> Refusal {
        Refusal(
            .badData,
            Finding(
                "outbox-newer", .error, "the outbox \(path) is of format \(version), and this version of Countback knows format \(OutboxSchema.version)",
                place: Place(file: path), remedy: "Send with the version that wrote it, or a later one; nothing was sent."))
    }
}
