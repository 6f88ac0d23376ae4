internal import Model

// Tables, lists, parameters and checks: rows of typed values.

extension ResultsCoding {
    static func write(_ result: ResultRows, to writer: ByteWriter) {
        writer.list(result.fields) { field in
            writer.text(field.name)
            write(field.type, to: writer)
        }
        writer.list(result.rows) { row in writer.list(row) { write($0, to: writer) } }
    }

    static func rows(_ reader: inout ByteReader) throws(CacheDamage) -> ResultRows {
        let fields = try reader.list { (reader) throws(CacheDamage) in ColumnField(try reader.text(), try type(&reader)) }
        let rows = try reader.list { (reader) throws(CacheDamage) in try reader.list(scalar) }
        guard rows.allSatisfy({ $0.count == fields.count }) else { throw CacheDamage() }
        return ResultRows(fields: fields, rows: rows)
    }

    static func write(_ facts: FactRows, to writer: ByteWriter) {
        writer.text(facts.name)
        writer.text(facts.path)
        write(facts.rows, to: writer)
        writer.list(facts.summedOver) { writer.text($0) }
        writer.natural(facts.total)
    }

    static func facts(_ reader: inout ByteReader) throws(CacheDamage) -> FactRows {
        FactRows(
            name: try reader.text(), path: try reader.text(), rows: try rows(&reader),
            summedOver: try reader.list { (reader) throws(CacheDamage) in try reader.text() }, total: try reader.natural())
    }

    private static func write(_ type: VectorType, to writer: ByteWriter) {
        switch type {
        case .text: writer.byte(0)
        case .date: writer.byte(1)
        case .boolean: writer.byte(2)
        case .int32: writer.byte(3)
        case .int64: writer.byte(4)
        case .double: writer.byte(5)
        case .null: writer.byte(6)
        case .decimal(let precision, let scale):
            writer.byte(7)
            writer.integer(precision)
            writer.integer(scale)
        }
    }

    private static func type(_ reader: inout ByteReader) throws(CacheDamage) -> VectorType {
        switch try reader.byte() {
        case 0: return .text
        case 1: return .date
        case 2: return .boolean
        case 3: return .int32
        case 4: return .int64
        case 5: return .double
        case 6: return .null
        case 7: return .decimal(precision: try reader.integer(), scale: try reader.integer())
        default: throw CacheDamage()
        }
    }

    private static func write(_ value: ScalarValue, to writer: ByteWriter) {
        switch value {
        case .null: writer.byte(0)
        case .text(let text):
            writer.byte(1)
            writer.text(text)
        case .date(let day):
            writer.byte(2)
            writer.day(day)
        case .boolean(let flag): writer.byte(flag ? 4 : 3)
        case .integer(let number):
            writer.byte(5)
            writer.integer(number)
        case .decimal(let number):
            writer.byte(6)
            writer.decimal(number)
        case .double(let number):
            writer.byte(7)
            writer.fixed(number.bitPattern)
        }
    }

    private static func scalar(_ reader: inout ByteReader) throws(CacheDamage) -> ScalarValue {
        switch try reader.byte() {
        case 0: return .null
        case 1: return .text(try reader.text())
        case 2: return .date(try reader.day())
        case 3: return .boolean(false)
        case 4: return .boolean(true)
        case 5: return .integer(try reader.integer())
        case 6: return .decimal(try reader.decimal())
        case 7: return .double(Double(bitPattern: try reader.fixed()))
        default: throw CacheDamage()
        }
    }

    static func write(_ value: ParameterValue, to writer: ByteWriter) {
        switch value {
        case .integer(let number):
            writer.byte(0)
            writer.integer(number)
        case .decimal(let number):
            writer.byte(1)
            writer.decimal(number)
        case .boolean(let flag): writer.byte(flag ? 3 : 2)
        case .text(let text):
            writer.byte(4)
            writer.text(text)
        case .date(let day):
            writer.byte(5)
            writer.day(day)
        case .dayRanges(let bounds, let first):
            writer.byte(6)
            writer.list(bounds) { writer.integer($0) }
            writer.integer(first)
        }
    }

    static func parameter(_ reader: inout ByteReader) throws(CacheDamage) -> ParameterValue {
        switch try reader.byte() {
        case 0: return .integer(try reader.integer())
        case 1: return .decimal(try reader.decimal())
        case 2: return .boolean(false)
        case 3: return .boolean(true)
        case 4: return .text(try reader.text())
        case 5: return .date(try reader.day())
        case 6:
            let bounds = try reader.list { (reader) throws(CacheDamage) in try reader.integer() }
            return .dayRanges(bounds, first: try reader.integer())
        default: throw CacheDamage()
        }
    }

    static func write(_ check: CheckOutcome, to writer: ByteWriter) {
        writer.text(check.title)
        writer.natural(check.tried)
        writer.list(check.failures) { failure in
            writer.list(failure.node) { writer.text($0) }
            writer.day(failure.asOf)
            writer.decimal(failure.left)
            writer.decimal(failure.right)
        }
    }

    static func check(_ reader: inout ByteReader) throws(CacheDamage) -> CheckOutcome {
        CheckOutcome(
            title: try reader.text(), tried: try reader.natural(),
            failures: try reader.list { (reader) throws(CacheDamage) in
                CheckOutcome.Failure(
                    node: try reader.list { (reader) throws(CacheDamage) in try reader.text() }, asOf: try reader.day(),
                    left: try reader.decimal(), right: try reader.decimal())
            })
    }
}
