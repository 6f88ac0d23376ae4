internal import Model

/// Every figure of a run, metric by metric, value by value, key date by key date, node by node: never held at once.
struct FigureSequence: Sequence {
    let results: Results

    func makeIterator() -> Iterator { Iterator(results: results) }

    struct Iterator: IteratorProtocol {
        private let results: Results
        private var metric = 0
        private var value = 0
        private var date = 0
        private var node = 0

        init(results: Results) { self.results = results }

        mutating func next() -> Figure? {
            while metric < results.metrics.count {
                let grid = results.metrics[metric].grid
                guard value < grid.values.count else {
                    (metric, value) = (metric + 1, 0)
                    continue
                }
                guard date < grid.keyDates.count else {
                    (value, date) = (value + 1, 0)
                    continue
                }
                guard node < grid.nodeCount else {
                    (date, node) = (date + 1, 0)
                    continue
                }
                defer { node += 1 }
                let entry = grid[value, date, node]
                return Figure(
                    metric: results.metrics[metric].plugin.manifest.id, valueID: grid.values[value].id,
                    node: results.tree.nodes[node].path, asOf: grid.keyDates[date], value: entry.value,
                    unit: grid.values[value].unit, target: entry.target, status: entry.status, reason: entry.reason)
            }
            return nil
        }
    }
}
