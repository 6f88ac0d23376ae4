internal import Model

/// Holds the figures that a worked example expects against those of a run.
struct FigureComparison {
    let results: Results
    let grid: FigureGrid

    func differences(_ expected: WorkedExample.ExpectedValue) -> [Difference] {
        let day = expected.asOf ?? results.asOf
        guard let value = grid.values.firstIndex(where: { $0.id == expected.value }) else {
            return [.other(expected.place, "there is no value \(expected.value); the values are \(list(grid.values.map(\.id)))")]
        }
        guard let date = grid.keyDates.firstIndex(of: day) else {
            return [.other(expected.place, "\(day) is no key date; the key dates are \(list(grid.keyDates.map(\.description)))")]
        }
        guard let node = results.tree.nodes.first(where: { $0.path == expected.node }) else {
            return [.other(expected.place, Self.noNode(expected.node, results.tree))]
        }
        var entry = grid[value, date, node.id]
        if grid.values[value].change.period(results.metrics[0].parameters) == nil {
            entry.previous = date > 0 ? grid[value, date - 1, node.id].value : nil
        }
        return parts(expected, entry, grid.values[value].unit).map { part, expected_, got, gap in
            .figure(
                FigureDifference(
                    place: expected.place, value: expected.value, node: expected.node, asOf: day, part: part,
                    expected: expected_, got: got, gap: gap))
        }
    }

    static func noNode(_ path: [String], _ tree: NodeTree) -> String {
        let known = tree.nodes.map { NodeWords.name($0.path) }
        return "there is no node \(NodeWords.name(path)); the nodes are \(known.joined(separator: ", "))"
    }

    private typealias Part = (FigureDifference.Part, expected: String, got: String, gap: String?)

    private func parts(
        _ expected: WorkedExample.ExpectedValue, _ entry: FigureGrid.Entry, _ unit: ValueUnit
    ) -> [Part] {
        var parts: [Part] = []
        let shown = entry.value.map { words($0, unit) }
        let unavailable = "unavailable (\(entry.reason ?? "without a reason"))"
        switch expected.outcome {
        case .equals(let figure):
            if entry.value != figure {
                parts.append((.figure, words(figure, unit), shown ?? unavailable, entry.value.flatMap { gap(figure, $0, unit) }))
            }
        case .unavailable(let reason):
            if entry.value != nil || !(entry.reason ?? "").contains(reason) {
                parts.append((.figure, "unavailable (\(reason))", shown ?? unavailable, nil))
            }
        }
        for (part, wanted, found) in [
            (FigureDifference.Part.target, expected.target, entry.target), (.previous, expected.previous, entry.previous),
        ] {
            guard let wanted, wanted != found else { continue }
            parts.append((part, words(wanted, unit), found.map { words($0, unit) } ?? "none", found.flatMap { gap(wanted, $0, unit) }))
        }
        if let status = expected.status, entry.status != status {
            parts.append((.status, status.rawValue, entry.status?.rawValue ?? "none", nil))
        }
        return parts
    }

    /// As an example may write it: a share as `63.48%`.
    private func words(_ figure: ExactDecimal, _ unit: ValueUnit) -> String {
        unit == .percent ? "\((figure * ExactDecimal(100)).normalized)%" : figure.description
    }

    private func gap(_ expected: ExactDecimal, _ got: ExactDecimal, _ unit: ValueUnit) -> String? {
        if expected.rounded(scale: got.scale) == got { return "the same, but rounded to \(got.scale) decimals" }
        let size = (got - expected).magnitude
        let amount = unit == .percent ? "\((size * ExactDecimal(100)).normalized) percentage points" : size.description
        return amount + (got > expected ? " more" : " less")
    }

    private func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}
