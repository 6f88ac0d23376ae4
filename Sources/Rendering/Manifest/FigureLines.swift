internal import Model

/// Writes figures as the manifest's `values`, without a tree or a string for each: there are hundreds of thousands.
///
/// A line's text from the metric to the value id is kept while the figures stay with that value, and so is a key date's.
struct FigureLines {
    private var metric = ""
    private var valueID = ""
    private var head: [UInt8] = []
    private var unit: ValueUnit?
    private var unitPart: [UInt8] = []
    private var asOf: CivilDate?
    private var datePart: [UInt8] = []

    mutating func append(_ figure: Figure, to bytes: inout [UInt8]) {
        if head.isEmpty || figure.valueID != valueID || figure.metric != metric { startValue(figure) }
        if figure.asOf != asOf { startDate(figure.asOf) }
        if figure.unit != unit { startUnit(figure.unit) }
        bytes += head
        for (index, member) in figure.node.enumerated() {
            if index > 0 { bytes.append(plain: ", ") }
            bytes.append(jsonString: member)
        }
        bytes += datePart
        Self.append(figure.value, to: &bytes)
        bytes += unitPart
        Self.append(figure.target, to: &bytes)
        bytes.append(plain: ", \"status\": ")
        Self.append(figure.status?.rawValue, to: &bytes)
        bytes.append(plain: ", \"reason\": ")
        Self.append(figure.reason, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }

    private mutating func startValue(_ figure: Figure) {
        (metric, valueID) = (figure.metric, figure.valueID)
        head.removeAll(keepingCapacity: true)
        head.append(plain: "{\"metric\": ")
        head.append(jsonString: metric)
        head.append(plain: ", \"value_id\": ")
        head.append(jsonString: valueID)
        head.append(plain: ", \"node\": [")
    }

    private mutating func startDate(_ date: CivilDate) {
        asOf = date
        datePart.removeAll(keepingCapacity: true)
        datePart.append(plain: "], \"as_of\": ")
        datePart.append(jsonString: date.description)
        datePart.append(plain: ", \"value\": ")
    }

    private mutating func startUnit(_ unit: ValueUnit) {
        self.unit = unit
        unitPart.removeAll(keepingCapacity: true)
        unitPart.append(plain: ", \"unit\": ")
        unitPart.append(jsonString: unit.rawValue)
        unitPart.append(plain: ", \"target\": ")
    }

    private static func append(_ number: ExactDecimal?, to bytes: inout [UInt8]) {
        guard let number else { return bytes.append(plain: "null") }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(decimal: number, mark: UInt8(ascii: "."))
        bytes.append(UInt8(ascii: "\""))
    }

    private static func append(_ text: String?, to bytes: inout [UInt8]) {
        guard let text else { return bytes.append(plain: "null") }
        bytes.append(jsonString: text)
    }
}
