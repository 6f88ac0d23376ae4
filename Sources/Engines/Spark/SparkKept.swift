internal import Model
internal import Synchronization

/// Sessions on the server that wait for the next run of this process: opening one takes longer than a worked example.
enum SparkKept {
    private struct State {
        var scopes = 0
        var idle: [SparkSetting.Prepared] = []
    }

    private static let state = Mutex(State())

    static func take(_ address: SparkAddress, seconds: Int) -> SparkSetting.Prepared? {
        state.withLock { state in
            guard let index = state.idle.firstIndex(where: { $0.link.address == address && $0.link.seconds == seconds }) else { return nil }
            return state.idle.remove(at: index)
        }
    }

    /// False where none is wanted.
    static func keep(_ place: SparkSetting.Prepared) -> Bool {
        state.withLock { state in
            if state.scopes > 0 { state.idle.append(place) }
            return state.scopes > 0
        }
    }

    /// Drops what a run has on the cluster, and ends its session.
    static func end(_ place: SparkSetting.Prepared, _ tables: [String]) {
        let drops = tables + ["DROP VIEW IF EXISTS \(place.database).\(place.leavings.stem)"]
        // A session that was ended can't drop anything: another one does.
        let broom = place.link.isBroken ? try? SparkLink.open(place.link.address, seconds: 60) : place.link
        try? broom?.run(SparkSetting.script(drops), for: StatementPurpose("closing the engine"))
        if broom !== place.link { broom?.close() }
        place.link.close()
    }

    static func enter() { state.withLock { $0.scopes += 1 } }

    static func leave() {
        let left = state.withLock { state in
            state.scopes -= 1
            defer { if state.scopes == 0 { state.idle = [] } }
            return state.scopes == 0 ? state.idle : []
        }
        for place in left { end(place, []) }
    }
}

extension SparkSession {
    /// For many small runs: sessions that are closed within are used again, and ended at its end.
    package static func keepingSessions<Result>(_ body: () throws -> Result) rethrows -> Result {
        SparkKept.enter()
        defer { SparkKept.leave() }
        return try body()
    }

    /// What runs have on a server now: nothing, when none is going on.
    package static func left(on address: SparkAddress) throws -> [String] {
        let link = try SparkLink.open(address, seconds: 60)
        defer { link.close() }
        return try SparkSetting.found(link, "global_temp").map(\.name)
    }
}
