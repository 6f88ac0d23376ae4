package import Model

extension LedgerDefinition {
    /// Reads a ledger definition; no extract is looked at.
    package static func read(
        _ source: DefinitionText, presets: PresetShelf = .standard
    ) -> Reading<LedgerDefinition> {
        let sink = FindingSink()
        guard let root = YAMLSyntax.root(of: source, sink: sink) else { return sink.reading(nil) }
        let reader = LedgerReader(presets: PresetDesk(presets, folder: source.folder, sink: sink))
        return sink.reading(reader.ledger(root, source))
    }
}

/// Reads the keys of a ledger definition.
struct LedgerReader {
    let presets: PresetDesk

    func ledger(_ root: YAMLValue, _ source: DefinitionText) -> LedgerDefinition? {
        guard let map = MapReader(root, "a ledger definition", LedgerKeys.ledger) else { return nil }
        var ledger = LedgerDefinition(name: map["ledger"]?.fileName() ?? "", path: source.path)
        LedgerFrame.read(map, into: &ledger)
        if let connections = map["connections"] { ledger.connections = ConnectionReader.connections(connections) }
        if let sources = map["sources"] { ledger.sources = self.sources(sources, map["preset"]?.words() ?? []) }
        QueryReader.settle(&ledger, map.sink)
        ledger.presetFiles = presets.files
        if let tolerance = map["tolerance"].flatMap({ MapReader($0, "\"tolerance\"", LedgerKeys.tolerance) }) {
            ledger.tolerance = Tolerance(
                rows: tolerance.integer("rows") ?? 0,
                amount: tolerance["amount"].map { Self.amounts($0, isNegativeAllowed: false) } ?? [:])
        }
        ledger.staleAfter = map["quality"].flatMap(QualityKeys.staleAfter)
        return ledger
    }

    private func sources(_ value: YAMLValue, _ common: [Located<String>]) -> [SourceDefinition] {
        let known = LedgerRelation.all.map(\.name)
        guard let entries = value.ownEntries() else { return [] }
        var sources: [SourceDefinition] = []
        func source(_ value: YAMLValue, _ relation: LedgerRelation, _ place: Place) -> SourceDefinition? {
            SourceReader(relation: relation, presets: presets, common: common).source(value, place)
        }
        for entry in entries {
            guard let relation = LedgerRelation.named(entry.key) else {
                value.sink.add(Problem.unknownRelation(entry.key, known: known, entry.place))
                continue
            }
            if case .list(let parts) = entry.value.content {
                if parts.isEmpty { value.sink.add(Problem.emptyList(entry.value, "a source")) }
                sources += parts.compactMap { source($0, relation, entry.place) }
            } else if entry.value.isEmpty {
                value.sink.add(Problem.emptyValue(entry.key, entry.place))
            } else if let one = source(entry.value, relation, entry.place) {
                sources.append(one)
            }
        }
        if !entries.contains(where: { $0.key == "items" }) {
            value.sink.add(Problem.noItems(entries.first?.place ?? value.place))
        }
        return sources
    }

    /// Amounts by currency: `{ EUR: 12890221.17 }`.
    static func amounts(_ value: YAMLValue, isNegativeAllowed: Bool) -> [String: ExactDecimal] {
        var amounts: [String: ExactDecimal] = [:]
        for entry in value.ownEntries() ?? [] {
            guard CurrencyCode.isWellFormed(entry.key) else {
                value.sink.add(Problem.badCurrency(value.name, entry.key, entry.place))
                continue
            }
            guard let amount = entry.value.decimal() else { continue }
            if amount.isNegative, !isNegativeAllowed {
                value.sink.add(
                    Problem.badValue(entry.key, "an amount of at least 0", amount.description, entry.value.place))
            } else {
                amounts[entry.key] = amount
            }
        }
        return amounts
    }
}
