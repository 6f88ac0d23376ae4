/// Rows made of something else on their way into an engine, some thousand at a time.
package final class RowsInParts<Element>: BatchSource {
    package let fields: [ColumnField]
    private let elements: [Element]
    private let row: (Element) -> [ScalarValue]
    private var position: Int? = 0
    private static var most: Int { 4_096 }

    package init(fields: [ColumnField], of elements: [Element], row: @escaping (Element) -> [ScalarValue]) {
        self.fields = fields
        self.elements = elements
        self.row = row
    }

    package func next() -> RecordBatch? {
        guard let start = position else { return nil }
        let part = elements[start..<min(start + Self.most, elements.count)]
        position = part.endIndex < elements.count ? part.endIndex : nil
        return RowsSource(fields: fields, rows: part.map(row)).next()
    }
}
