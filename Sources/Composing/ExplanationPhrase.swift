package import Model

/// How a value comes about at a node: the plugin's words with that node's figures.
extension PackComposer {
    package func phrase(_ value: MetricValue, _ metric: MetricResult, node: Int) -> Cell {
        guard let entry = metric.grid.current(value.id, node: node),
            let explanation = metric.plugin.manifest.explanations.first(where: { $0.value == value.id })
        else { return Cell(.empty) }
        guard entry.value != nil else { return Cell(.unavailable(reason(entry.reason))) }
        let row = metric.inputs.rows.first { $0.first == .integer(node) }
        return Cell(.phrase(pieces(explanation.pieces, metric, node: node, inputs: row)))
    }

    private func pieces(
        _ pieces: [MetricExplanation.Piece], _ metric: MetricResult, node: Int, inputs: [ScalarValue]?
    ) -> [PhrasePiece] {
        pieces.flatMap { piece -> [PhrasePiece] in
            switch piece {
            case .words(let words): return [.words(words)]
            case .figure(let name): return [.figure(plain(figure(name, metric, node: node, inputs: inputs)))]
            case .whereKnown(let inner):
                let shown = self.pieces(inner, metric, node: node, inputs: inputs)
                let isKnown = shown.allSatisfy { piece in
                    switch piece {
                    case .figure(.empty), .figure(.unavailable): false
                    default: true
                    }
                }
                return isKnown ? shown : []
            }
        }
    }

    /// Amounts are in the report's currency, which the pack says once.
    private func plain(_ value: CellValue) -> CellValue {
        switch value {
        case .money(let amount, _): .money(amount, currency: "")
        case .days(let days): .money(days, currency: "")
        default: value
        }
    }

    private func figure(_ name: String, _ metric: MetricResult, node: Int, inputs: [ScalarValue]?) -> CellValue {
        let manifest = metric.plugin.manifest
        if let value = manifest.value(name) {
            return metric.grid.current(name, node: node).map { cell($0, value).value } ?? .unavailable("")
        }
        if let index = metric.inputs.index(of: name), let column = manifest.inputs.first(where: { $0.name == name }) {
            guard let scalar = inputs?[index], scalar != .null else { return .unavailable("") }
            return cell(scalar, column).value
        }
        guard let parameter = manifest.parameters.first(where: { $0.name == name }) else { return .unavailable("") }
        return .text(written(metric.parameters[name] ?? parameter.fallback))
    }
}
