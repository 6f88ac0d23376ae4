internal import Model

/// A YAML map read by known keys: unknown, missing and empty ones are found at once.
struct MapReader {
    let entries: [YAMLEntry]
    /// What the map is, for findings: `a report definition`.
    let what: String
    let value: YAMLValue

    var sink: FindingSink { value.sink }
    var place: Place { entries.first?.place ?? value.place }

    private let table: KeyTable
    /// Every key that is written, also without a value.
    private let written: Set<String>

    /// nil after a finding when `value` is no map.
    init?(_ value: YAMLValue, _ what: String, _ table: KeyTable) {
        guard case .map(let all) = value.content else {
            value.sink.add(Problem.wrongForm(value, "a map", "write \"key: value\" lines below it"))
            return nil
        }
        self.table = table
        self.value = value
        self.what = what
        var entries: [YAMLEntry] = []
        for entry in all {
            if !table.names.contains(entry.key) {
                value.sink.add(Problem.unknownKey(entry.key, in: what, known: table.names, entry.place))
            } else if entry.value.isEmpty {
                value.sink.add(Problem.emptyValue(entry.key, entry.place))
            } else {
                entries.append(entry)
            }
        }
        self.entries = entries
        written = Set(all.map(\.key))
        for key in table.required where !all.contains(where: { $0.key == key }) {
            value.sink.add(Problem.missingKey(key, in: what, all.first?.place ?? value.place))
        }
    }

    subscript(key: String) -> YAMLValue? { entry(key)?.value }
    func entry(_ key: String) -> YAMLEntry? { entries.first { $0.key == key } }

    /// Whether the key is written at all.
    func names(_ key: String) -> Bool { written.contains(key) }

    func text(_ key: String) -> String? { self[key]?.text() }
    func words(_ key: String) -> [String]? { self[key]?.words()?.map(\.value) }
    func date(_ key: String) -> CivilDate? { self[key]?.date() }
    /// A whole number in the range that the key's form states.
    func integer(_ key: String) -> Int? { self[key]?.integer(table.form(of: key)?.range ?? Int.min...Int.max) }
    func boolean(_ key: String) -> Bool? { self[key]?.boolean() }
    func currency(_ key: String) -> String? { self[key]?.currency() }

    /// One of the words that the key's form states.
    func word(_ key: String) -> String? { self[key]?.word(among: table.form(of: key)?.words ?? []) }
    func choice<Word: RawRepresentable>(_ key: String, _: Word.Type) -> Word? where Word.RawValue == String {
        word(key).flatMap(Word.init)
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
