internal import Model

/// Says of which words a relation's columns are made: those of its choices, and currency codes.
final class WordSource: BatchSource {
    let fields: [ColumnField]
    private let source: any BatchSource

    /// Every code of three capital letters, which is what the reader accepts.
    private static let codes: [String] = {
        let letters = (65...90).map { String(UnicodeScalar($0)) }
        return letters.flatMap { a in letters.flatMap { b in letters.map { a + b + $0 } } }
    }()

    init(_ source: any BatchSource, of relation: LedgerRelation) {
        self.source = source
        fields = source.fields.map { field in
            guard field.type == .text, let column = relation.column(field.name) else { return field }
            var field = field
            field.words = column.choices?.sorted() ?? (column.name.hasSuffix("currency") ? Self.codes : nil)
            return field
        }
    }

    func next() throws -> RecordBatch? { try source.next() }
}
