internal import Model

/// Writes figures as the manifest's `values`, without a tree or a string for each: there are hundreds of thousands.
///
/// They come value by value, key date by key date, node by node, so each of a line's pieces is mostly at hand; in any
/// other order the lines are the same, and only slower.
struct FigureLines {
    private var value: (metric: String, id: String)?
    private var valuePiece: [UInt8] = []
    private var nodes = NodePieces()
    private var asOf: CivilDate?
    private var datePiece: [UInt8] = []
    private var ending: Ending?
    private var endingPiece: [UInt8] = []

    /// What stands behind a figure; decimals by their digits, since equal ones may be written differently.
    private struct Ending: Equatable {
        var unit: ValueUnit
        var unscaled: Int128?
        var scale: Int?
        var status: TargetStatus?
        var reason: String?
    }

    mutating func append(_ figure: Figure, to bytes: inout [UInt8]) {
        if value?.id != figure.valueID || value?.metric != figure.metric { begin(figure.metric, figure.valueID) }
        if asOf != figure.asOf { begin(figure.asOf) }
        let ending = Ending(
            unit: figure.unit, unscaled: figure.target?.unscaled, scale: figure.target?.scale, status: figure.status,
            reason: figure.reason)
        if self.ending != ending { begin(ending, target: figure.target) }
        bytes += valuePiece
        nodes.append(figure.node, to: &bytes)
        bytes += datePiece
        Self.append(figure.value, to: &bytes)
        bytes += endingPiece
    }

    private mutating func begin(_ metric: String, _ id: String) {
        value = (metric, id)
        valuePiece.removeAll(keepingCapacity: true)
        valuePiece.append(plain: "{\"metric\": ")
        valuePiece.append(jsonString: metric)
        valuePiece.append(plain: ", \"value_id\": ")
        valuePiece.append(jsonString: id)
        valuePiece.append(plain: ", \"node\": ")
    }

    private mutating func begin(_ date: CivilDate) {
        asOf = date
        datePiece.removeAll(keepingCapacity: true)
        datePiece.append(plain: ", \"as_of\": ")
        datePiece.append(jsonString: date.description)
        datePiece.append(plain: ", \"value\": ")
    }

    private mutating func begin(_ ending: Ending, target: ExactDecimal?) {
        self.ending = ending
        endingPiece.removeAll(keepingCapacity: true)
        endingPiece.append(plain: ", \"unit\": ")
        endingPiece.append(jsonString: ending.unit.rawValue)
        endingPiece.append(plain: ", \"target\": ")
        Self.append(target, to: &endingPiece)
        endingPiece.append(plain: ", \"status\": ")
        endingPiece.append(json: .optional(ending.status?.rawValue))
        endingPiece.append(plain: ", \"reason\": ")
        endingPiece.append(json: .optional(ending.reason))
        endingPiece.append(UInt8(ascii: "}"))
    }

    private static func append(_ number: ExactDecimal?, to bytes: inout [UInt8]) {
        guard let number else { return bytes.append(plain: "null") }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(decimal: number, mark: UInt8(ascii: "."))
        bytes.append(UInt8(ascii: "\""))
    }
}
