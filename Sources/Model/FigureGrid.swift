/// A metric's values at every key date and node.
package struct FigureGrid: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        /// nil when unavailable, and then `reason` says why.
        package var value: ExactDecimal?
        package var reason: String?
        package var target: ExactDecimal?
        package var status: TargetStatus?
        /// The figure of the period before, where the change is not taken from the trend.
        package var previous: ExactDecimal?
        /// Its target, or it itself where it is a total of targets, lacks that of a child with figures.
        package var isPartial = false

        package init(
            value: ExactDecimal?, reason: String? = nil, target: ExactDecimal? = nil, status: TargetStatus? = nil
        ) {
            self.value = value
            self.reason = reason
            self.target = target
            self.status = status
        }
    }

    package let values: [MetricValue]
    package let keyDates: [CivilDate]
    package let nodeCount: Int
    private var store: FigureStore

    /// Every entry starts unavailable for `reason`.
    package init(values: [MetricValue], keyDates: [CivilDate], nodeCount: Int, reason: String) {
        self.values = values
        self.keyDates = keyDates
        self.nodeCount = nodeCount
        store = FigureStore(repeating: Entry(value: nil, reason: reason), count: values.count * keyDates.count * nodeCount)
    }

    /// A grid of entries that are known already, in their order; nil when they are not as many as it has places.
    package init?(values: [MetricValue], keyDates: [CivilDate], nodeCount: Int, entries: [Entry]) {
        guard entries.count == values.count * keyDates.count * nodeCount else { return nil }
        self.values = values
        self.keyDates = keyDates
        self.nodeCount = nodeCount
        store = FigureStore(entries)
    }

    /// By position in `values` and `keyDates`, and node id.
    package subscript(value: Int, date: Int, node: Int) -> Entry {
        get { store[(value * keyDates.count + date) * nodeCount + node] }
        set { store[(value * keyDates.count + date) * nodeCount + node] = newValue }
    }

    /// Value by value, key date by key date, node by node.
    package var entries: some Sequence<Entry> { (0..<store.count).lazy.map { store[$0] } }

    /// Why its figures are unavailable: every reason that stands in it, perhaps some that were replaced.
    package var reasons: [String] { store.allReasons }

    package static func == (a: FigureGrid, b: FigureGrid) -> Bool {
        a.values == b.values && a.keyDates == b.keyDates && a.nodeCount == b.nodeCount && a.entries.elementsEqual(b.entries)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(values)
        hasher.combine(keyDates)
        for entry in entries { hasher.combine(entry) }
    }

    /// The entry of a value at the newest key date.
    package func current(_ valueID: String, node: Int) -> Entry? {
        values.firstIndex { $0.id == valueID }.map { self[$0, keyDates.count - 1, node] }
    }

    /// Whether a value has a figure other than 0, by position in `keyDates` and node id.
    package func hasFigure(_ valueID: String, date: Int, node: Int) -> Bool {
        guard let value = values.firstIndex(where: { $0.id == valueID }), let figure = self[value, date, node].value else { return false }
        return !figure.isZero
    }

    /// A value's history at a node, oldest first.
    package func history(_ valueID: String, node: Int) -> [ExactDecimal?] {
        guard let value = values.firstIndex(where: { $0.id == valueID }) else { return [] }
        return keyDates.indices.map { self[value, $0, node].value }
    }
}
