/// A table's rows: held, or drawn one by one where there may be a million of them.
///
/// A list's rows are drawn from the engine's values when a renderer comes to them, so that its cells are never all in
/// memory. Changing drawn rows holds them first.
package struct Rows: Sendable {
    private var held: [Row]
    private var drawing: Drawing?

    private struct Drawing: Sendable {
        var count: Int
        var row: @Sendable (Int) -> Row
    }

    package init(_ rows: [Row]) { held = rows }

    /// `row` answers the same for the same index, whenever and how often it is asked.
    package init(count: Int, drawnBy row: @escaping @Sendable (Int) -> Row) {
        held = []
        drawing = Drawing(count: count, row: row)
    }

    /// Draws all of them now, for those who come to each several times.
    package mutating func hold() {
        guard let drawing else { return }
        held = (0..<drawing.count).map(drawing.row)
        self.drawing = nil
    }
}

extension Rows: RandomAccessCollection, MutableCollection, RangeReplaceableCollection {
    package init() { held = [] }
    package var startIndex: Int { 0 }
    package var endIndex: Int { drawing?.count ?? held.count }

    package subscript(index: Int) -> Row {
        get { drawing?.row(index) ?? held[index] }
        _modify {
            hold()
            yield &held[index]
        }
    }

    package mutating func replaceSubrange(_ range: Range<Int>, with rows: some Collection<Row>) {
        hold()
        held.replaceSubrange(range, with: rows)
    }
}

extension Rows: ExpressibleByArrayLiteral {
    package init(arrayLiteral rows: Row...) { held = rows }
}

extension Rows: Hashable {
    package static func == (one: Rows, other: Rows) -> Bool { one.elementsEqual(other) }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        for row in self { hasher.combine(row) }
    }
}
