internal import Model

/// A fact set's rows on their way to the roll-up, with measures that can be added up.
///
/// What an engine calls a column that is NULL throughout (a whole number, text, nothing) doesn't matter. Binary numbers are
/// refused: their sum depends on the order in which an engine adds them.
final class MeasureSource: BatchSource {
    let fields: [ColumnField]
    private let source: any BatchSource
    private let set: FactSet
    private let file: String
    /// Measures that an engine gave as text.
    private let texts: [Int]

    init(_ source: any BatchSource, of set: FactSet, file: String) throws {
        let first = source.fields.count - set.measures.count
        (self.source, self.set, self.file) = (source, set, file)
        for position in source.fields.indices.dropFirst(first) where source.fields[position].type == .double {
            throw Self.refusal(
                set, source.fields[position].name, file, "a binary number, which isn't exact",
                "CAST it to decimal(18,4), or give what it is made of as measures; kpi.sql divides.")
        }
        texts = source.fields.indices.dropFirst(first).filter { source.fields[$0].type == .text || source.fields[$0].type == .null }
        var fields = source.fields
        for position in texts { fields[position].type = .int32 }
        self.fields = fields
    }

    func next() throws -> RecordBatch? {
        guard var batch = try source.next() else { return nil }
        for position in texts {
            guard (0..<batch.rowCount).allSatisfy(batch.columns[position].isNull) else {
                throw Self.refusal(set, fields[position].name, file, "text", "Give a number: a measure is added up. Text is a key.")
            }
            let none = [UInt8](repeating: 0, count: (batch.rowCount + 7) / 8)
            batch.columns[position] = ColumnVector(
                .int32([Int32](repeating: 0, count: batch.rowCount)), validity: none, nullCount: batch.rowCount)
        }
        return batch
    }

    private static func refusal(_ set: FactSet, _ measure: String, _ file: String, _ what: String, _ remedy: String) -> Refusal {
        Refusal(
            .badDefinition,
            Finding(
                "plugin-columns", .error, "the measure \"\(measure)\" of the fact set \"\(set.name)\" is \(what)", place: Place(file: file), remedy: remedy))
    }
}
