internal import Foundation
internal import Model

/// Something wrong with one cell of a block.
struct CellIssue {
    var row: Int
    /// The planned column; −1 for the record as a whole.
    var column: Int
    var kind: RejectKind
    var reason: String
}

/// Turns one column's slices into values behind its builder's rows.
struct ColumnConverter {
    let column: PlannedColumn
    let index: Int
    let builder: ColumnBuilder
    /// Stands where a cell is empty; nil leaves it NULL.
    private let filler: [UInt8]

    init(_ column: PlannedColumn, index: Int) {
        self.column = column
        self.index = index
        builder = ColumnBuilder(column.type)
        var code: [UInt8] = []
        if case .currency(let defaultCode) = column.conversion { code = defaultCode ?? [] }
        filler = code
    }

    /// `report`: a row, what kind of problem, and its words.
    typealias Report = (Int, RejectKind, () -> String) -> Void

    func convert(_ cells: CellSlices, rows: Int, items: ItemRules? = nil, report: Report) {
        let name = column.name
        if cells.hasUnknown {
            for row in 0..<rows where cells.lengths[row] == CellSlices.unknown {
                let length = Int(cells.unknownLengths[row] ?? 0)
                cells.lengths[row] = 0
                report(row, .unknownWord) { "unknown \(name) \(RejectText.quoted(cells.pointers[row], length))" }
            }
        }
        if !cells.emptyParts.isEmpty {
            for row in 0..<rows {
                guard let part = cells.emptyParts[row] else { continue }
                report(row, .emptyPart) { "part \(part.number) of \(name) is empty: no \"\(part.label)\"" }
            }
        }
        if column.isRequired, filler.isEmpty {
            for row in 0..<rows where cells.lengths[row] == 0 && cells.emptyParts[row] == nil {
                report(row, .missing) { "no \(name)" }
            }
        }
        switch column.conversion {
        case .text: copy(cells, rows)
        case .choice(let words):
            check(cells, rows, words, report)
            copy(cells, rows)
        case .currency:
            for row in 0..<rows {
                let p = cells.pointers[row]
                let length = cells.lengths[row]
                if length == 3, p[0] &- 65 < 26, p[1] &- 65 < 26, p[2] &- 65 < 26 { continue }
                if length > 0 {
                    report(row, .currency) { "\(RejectText.quoted(p, Int(length))) is no currency code" }
                }
            }
            copy(cells, rows)
            if !filler.isEmpty { fill(cells, rows) }
        case .date(let memo): dates(cells, rows, memo, report)
        case .amount(let format): amounts(cells, rows, format, report)
        case .integer(let format): integers(cells, rows, format, report)
        case .receiptClass(let words):
            check(cells, rows, words, report)
            items?.classify(cells, rows: rows)
            copy(cells, rows)
        }
    }

    private func copy(_ cells: CellSlices, _ rows: Int) {
        var total = 0
        for row in 0..<rows { total &+= Int(cells.lengths[row]) }
        builder.reserve(bytes: total)
        let offsets = builder.offsets + builder.count
        let nulls = builder.nulls + builder.count
        var to = UnsafeMutableRawPointer(builder.bytes) + Int(offsets[0])
        var offset = offsets[0]
        for row in 0..<rows {
            let length = cells.lengths[row]
            let from = UnsafeRawPointer(cells.pointers[row])
            // Most cells are short: sixteen bytes at once, whatever they hold, are cheaper than a call.
            to.storeBytes(of: from.loadUnaligned(as: UInt64.self), as: UInt64.self)
            to.storeBytes(of: from.loadUnaligned(fromByteOffset: 8, as: UInt64.self), toByteOffset: 8, as: UInt64.self)
            if length > 16 { memcpy(to, from, Int(length)) }
            to += Int(length)
            offset &+= length
            offsets[row &+ 1] = offset
            nulls[row] = length == 0 ? 1 : 0
        }
    }

    /// Writes the column again with the filler where it was empty.
    private func fill(_ cells: CellSlices, _ rows: Int) {
        guard (0..<rows).contains(where: { cells.lengths[$0] == 0 }) else { return }
        filler.withUnsafeBufferPointer { filler in
            var total = 0
            for row in 0..<rows { total += cells.lengths[row] == 0 ? filler.count : Int(cells.lengths[row]) }
            builder.reserve(bytes: total)
            let first = builder.count
            for row in 0..<rows {
                let isEmpty = cells.lengths[row] == 0
                guard let from = isEmpty ? filler.baseAddress : cells.pointers[row] else { return }
                let length = isEmpty ? filler.count : Int(cells.lengths[row])
                memcpy(builder.bytes + Int(builder.offsets[first + row]), from, length)
                builder.offsets[first + row + 1] = builder.offsets[first + row] + Int32(length)
                builder.nulls[first + row] = 0
            }
        }
    }

    private func check(_ cells: CellSlices, _ rows: Int, _ words: [ShortWord], _ report: Report) {
        if words.isEmpty { return }
        words.withUnsafeBufferPointer { words in
            for row in 0..<rows where cells.lengths[row] > 0 {
                let p = cells.pointers[row]
                let length = cells.lengths[row]
                var at = 0
                while at < words.count, !words[at].equals(p, length) { at &+= 1 }
                if at < words.count { continue }
                report(row, .choice) {
                    "\(RejectText.quoted(p, Int(length))) is no \(column.name): allowed are "
                        + words.map(\.text).joined(separator: ", ")
                }
            }
        }
    }

    private func dates(_ cells: CellSlices, _ rows: Int, _ memo: DateMemo, _ report: Report) {
        let days = builder.days + builder.count
        let nulls = builder.nulls + builder.count
        memo.read(cells, rows: rows, into: days)
        for row in 0..<rows {
            let isNull = days[row] <= DateFormat.bad
            nulls[row] = isNull ? 1 : 0
            if isNull {
                if days[row] == DateFormat.bad {
                    let cell = (start: cells.pointers[row], length: Int(cells.lengths[row]))
                    report(row, .date) {
                        "\(RejectText.quoted(cell.start, cell.length)) is no date (\(memo.pattern))"
                    }
                } else if column.isRequired, cells.lengths[row] > 0 {
                    report(row, .missing) { "no \(column.name)" }
                }
                days[row] = 0
            } else if !cells.shifts.isEmpty {
                if cells.shifts[row] == CellSlices.badShift {
                    report(row, .integer) { "\(column.name): the days to add are no whole number" }
                } else {
                    days[row] += cells.shifts[row]
                }
            }
        }
    }

    private func amounts(_ cells: CellSlices, _ rows: Int, _ format: AmountFormat, _ report: Report) {
        let values = builder.decimals + builder.count
        let nulls = builder.nulls + builder.count
        for row in 0..<rows {
            let p = cells.pointers[row]
            let length = Int(cells.lengths[row])
            let reading = format.read(p, length)
            if case .value(let value) = reading {
                values[row] = value
                nulls[row] = 0
                if !cells.signs.isEmpty { apply(cells.signs[row], to: values + row, row, report) }
                if column.isPositive, values[row] <= 0 {
                    report(row, .notPositive) {
                        "\(column.name) is \(RejectText.plain(p, length)); it must be more than 0"
                    }
                }
                continue
            }
            values[row] = 0
            nulls[row] = 1
            let cell = { RejectText.quoted(p, length) }
            switch reading {
            case .bad: report(row, .amount) { "\(cell()) is no amount (\(format.hint(p, length)))" }
            case .tooManyDecimals: report(row, .decimals) { "\(cell()) has more than \(format.scale) decimals" }
            case .outOfRange:
                report(row, .range) {
                    "\(cell()) is out of range: more than \(format.integerDigits) digits before the decimals"
                }
            case .value, .null: break
            }
        }
    }

    /// Gives an amount the sign that its indicator or column says.
    private func apply(_ sign: UInt8, to value: UnsafeMutablePointer<Int128>, _ row: Int, _ report: Report) {
        let name = column.name
        switch CellSign(rawValue: sign) ?? .own {
        case .own: break
        case .negated: value.pointee = 0 - value.pointee
        case .credit: value.pointee = value.pointee > 0 ? 0 - value.pointee : value.pointee
        case .debit:
            if value.pointee < 0 { report(row, .sign) { "\(name) is below zero, but its indicator says debit" } }
        case .unknown: report(row, .sign) { "the indicator of \(name) says neither debit nor credit" }
        case .doubled: report(row, .sign) { "\(name) has both a debit and a credit" }
        }
    }

    private func integers(_ cells: CellSlices, _ rows: Int, _ format: AmountFormat, _ report: Report) {
        for row in 0..<rows {
            let at = builder.count + row
            let length = Int(cells.lengths[row])
            builder.decimals[at] = 0
            builder.nulls[at] = 1
            switch format.read(cells.pointers[row], length) {
            case .value(let value):
                builder.decimals[at] = value
                builder.nulls[at] = 0
            case .null: break
            case .bad, .tooManyDecimals, .outOfRange:
                report(row, .integer) { "\(RejectText.quoted(cells.pointers[row], length)) is no whole number" }
            }
        }
    }
}
