internal import Foundation

/// From where on a ledger is taken the way of large ones. Others in the environment let tests take small ledgers that way.
enum LargeLedger {
    /// Bytes of an extract from which on columns of few words, and customers, are kept as numbers; below, preparing that
    /// costs more than it saves.
    static let extract = limit("COUNTBACK_LARGE_EXTRACT") ?? 1 << 24
    /// Items up to which the whole history is settled and checked, and nothing given back.
    static let wholeHistory = limit("COUNTBACK_WHOLE_HISTORY") ?? 500_000

    private static func limit(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }
}
