internal import Model

/// A YAML map read by known keys: unknown, missing and empty ones are found at once.
struct MapReader {
    let entries: [YAMLEntry]
    /// What the map is, for findings: `a report definition`.
    let what: String
    let value: YAMLValue

    var sink: FindingSink { value.sink }
    var place: Place { entries.first?.place ?? value.place }

    /// nil after a finding when `value` is no map. `later` are keys that a coming version will take.
    init?(
        _ value: YAMLValue, _ what: String, keys: [String], required: [String] = [], later: [String] = [],
        mayBeEmpty: Set<String> = []
    ) {
        guard case .map(let all) = value.content else {
            value.sink.add(Problem.wrongForm(value, "a map", "write \"key: value\" lines below it"))
            return nil
        }
        self.value = value
        self.what = what
        var entries: [YAMLEntry] = []
        for entry in all {
            if later.contains(entry.key) {
                value.sink.add(Problem.notYet("\"\(entry.key)\"", entry.place))
            } else if !keys.contains(entry.key) {
                value.sink.add(Problem.unknownKey(entry.key, in: what, known: keys, entry.place))
            } else if entry.value.isEmpty, !mayBeEmpty.contains(entry.key) {
                value.sink.add(Problem.emptyValue(entry.key, entry.place))
            } else {
                entries.append(entry)
            }
        }
        self.entries = entries
        for key in required where !all.contains(where: { $0.key == key }) {
            value.sink.add(Problem.missingKey(key, in: what, all.first?.place ?? value.place))
        }
    }

    subscript(key: String) -> YAMLValue? { entry(key)?.value }
    func entry(_ key: String) -> YAMLEntry? { entries.first { $0.key == key } }

    func text(_ key: String) -> String? { self[key]?.text() }
    func words(_ key: String) -> [String]? { self[key]?.words()?.map(\.value) }
    func date(_ key: String) -> CivilDate? { self[key]?.date() }
    func integer(_ key: String, _ range: ClosedRange<Int>) -> Int? { self[key]?.integer(range) }
    func boolean(_ key: String) -> Bool? { self[key]?.boolean() }
    func currency(_ key: String) -> String? { self[key]?.currency() }

    /// One of an enumeration's words.
    func choice<Word: RawRepresentable & CaseIterable>(_ key: String, _: Word.Type) -> Word? where Word.RawValue == String {
        self[key]?.choice(Word.self)
    }
}

extension YAMLValue {
    /// The entries of a map whose keys are the user's own names; nil after a finding when it is none.
    func ownEntries() -> [YAMLEntry]? {
        guard case .map(let entries) = content else {
            sink.add(Problem.wrongForm(self, "a map", "write \"name: value\" lines below it"))
            return nil
        }
        return entries
    }

    /// The entries of a list; nil after a finding when it is none.
    func items() -> [YAMLValue]? {
        guard case .list(let items) = content else {
            sink.add(Problem.wrongForm(self, "a list", "write each entry on a line of its own after \"- \""))
            return nil
        }
        return items
    }
}
