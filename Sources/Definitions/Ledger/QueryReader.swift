internal import Foundation
internal import Model

/// Reads what a source takes from a connection: a table, the rows of one SELECT, or files that its cluster sees.
enum QueryReader {
    /// nil where the source has neither; the connection is settled once all are known.
    static func query(_ map: MapReader) -> (query: SourceDefinition.Query, place: Place)? {
        let connection = map.text("connection") ?? ""
        if let file = map.entry("file"), !connection.isEmpty {
            for other in ["table", "query"] { map.entry(other).map { map.sink.add(Problem.fileAndQuery(other, $0.value.place)) } }
            guard let path = file.value.phrase(), let subject = subject(path, file.value) else { return nil }
            return (SourceDefinition.Query(connection: connection, subject: subject), file.value.place)
        }
        if let table = map.entry("table") {
            if let query = map.entry("query") { map.sink.add(Problem.fileAndQuery("query", query.place)) }
            guard let name = table.value.phrase() else { return nil }
            return (SourceDefinition.Query(connection: connection, subject: .table(name)), table.value.place)
        }
        guard let query = map.entry("query"), let text = query.value.phrase() else { return nil }
        if !isSelect(text) { map.sink.add(Problem.notASelect(query.value.place)) }
        return (SourceDefinition.Query(connection: connection, subject: .select(text)), query.value.place)
    }

    /// By the ending: Parquet, or text. Both may be packed by themselves, and both may be folders.
    private static func subject(_ path: String, _ value: YAMLValue) -> SourceDefinition.Query.Subject? {
        let name = path.lowercased()
        for ending in [".xlsx", ".xlsm", ".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz"] where name.hasSuffix(ending) {
            value.sink.add(Problem.notOnCluster(ending, value.place))
            return nil
        }
        return name.hasSuffix(".parquet") || name.hasSuffix(".parquet/") ? .parquet(path) : .text(path)
    }

    /// The database has the last word; this catches what can't be one.
    private static func isSelect(_ text: String) -> Bool {
        var bare = text[...]
        while true {
            bare = bare.drop { $0.isWhitespace || $0 == "(" }
            if bare.hasPrefix("--") {
                bare = bare.drop { !$0.isNewline }
            } else if bare.hasPrefix("/*"), let end = bare.range(of: "*/") {
                bare = bare[end.upperBound...]
            } else {
                break
            }
        }
        return ["select", "with"].contains(bare.prefix { $0.isLetter }.lowercased())
    }

    /// Gives every source its connection: the one it names, or the only one.
    static func settle(_ ledger: inout LedgerDefinition, _ sink: FindingSink) {
        let known = ledger.connections.map(\.name)
        for index in ledger.sources.indices {
            guard let query = ledger.sources[index].query else { continue }
            let place = ledger.sources[index].place
            if query.connection.isEmpty {
                if known.count == 1 {
                    ledger.sources[index].query?.connection = known[0]
                } else {
                    sink.add(known.isEmpty ? Problem.noConnection(place) : Problem.whichConnection(known, place))
                }
            } else if !known.contains(query.connection) {
                sink.add(
                    known.isEmpty ? Problem.noConnection(place) : Problem.unknownWord("connection", query.connection, known: known, place))
            } else if query.isFile, let connection = ledger.connections.first(where: { $0.name == query.connection }), connection.driver != .spark {
                sink.add(Problem.filesOfDatabase(connection, place))
            }
        }
    }
}
