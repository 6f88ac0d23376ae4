internal import Model

/// Reads where a secret is kept: `{ env: NAME }` or `{ file: PATH }`.
enum SecretReader {
    static func read(_ value: YAMLValue, _ folder: String) -> Secret? {
        guard let map = MapReader(value, "\"\(value.name)\"", LedgerKeys.secret) else { return nil }
        switch (map["env"]?.phrase(), map["file"]?.phrase()) {
        case (let name?, nil): return .environment(name)
        case (nil, let path?): return .file(FilePath.resolve(path, in: folder))
        case (nil, nil):
            if map.entries.isEmpty { map.sink.add(Problem.missingKey("env", in: "\"\(value.name)\"", value.place)) }
            return nil
        case (_?, _?):
            map.sink.add(Problem.badValue(value.name, "one of env and file", "both", value.place))
            return nil
        }
    }
}
