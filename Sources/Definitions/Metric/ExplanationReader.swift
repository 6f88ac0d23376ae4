internal import Model

/// Reads how values come about: a text for each, whose figures must be there.
enum ExplanationReader {
    static func inputs(_ value: YAMLValue) -> [MetricTable.Column] {
        (value.ownEntries() ?? []).compactMap { entry in
            guard value.sink.isIdentifier(entry.key, "column name", entry.place) else { return nil }
            return entry.value.choice(ValueUnit.self).map { MetricTable.Column(name: entry.key, title: entry.key, unit: $0) }
        }
    }

    /// `manifest` has its values, inputs and parameters already.
    static func explanations(_ value: YAMLValue, of manifest: MetricManifest) -> [MetricExplanation] {
        let known = manifest.values.map(\.id) + manifest.inputs.map(\.name) + manifest.parameters.map(\.name)
        return (value.ownEntries() ?? []).compactMap { entry in
            if manifest.value(entry.key) == nil {
                value.sink.add(Problem.unknownValue(entry.key, known: manifest.values.map(\.id), entry.place))
            }
            guard let text = LocalizedText.read(entry.value) else { return nil }
            guard let explanation = MetricExplanation(value: entry.key, text: text) else {
                value.sink.add(Problem.openBraces(text, entry.value.place))
                return nil
            }
            for name in explanation.names where !known.contains(name) {
                value.sink.add(Problem.unknownFigure(name, known: known, entry.value.place))
            }
            return explanation
        }
    }
}
