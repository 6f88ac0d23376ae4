internal import Model

/// Reads `engine: postgresql`, or `engine: { name: postgresql, connection: erp, statement_seconds: 900 }`.
enum EngineChoiceReader {
    static func read(_ value: YAMLValue) -> EngineChoice? {
        if case .text = value.content {
            let known = EngineChoice.Name.allCases.map(\.rawValue)
            return value.word(among: known).flatMap(EngineChoice.Name.init).map { EngineChoice($0, place: value.place) }
        }
        guard let map = MapReader(value, "\"engine\"", ReportKeys.engine), let name = map.choice("name", EngineChoice.Name.self)
        else { return nil }
        return EngineChoice(
            name, connection: map["connection"].flatMap { value in value.phrase().map { LocatedName($0, place: value.place) } },
            statementSeconds: map.integer("statement_seconds"), place: value.place)
    }
}
