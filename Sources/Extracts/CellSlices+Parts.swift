/// How texts that are no field of the record are made, row by row: years, looked-up words, signs, days to add.
extension CellSlices {
    /// Room for `parts` texts of every row: unescaped, or worked out.
    func room(_ parts: Int, _ block: RecordBlock) -> Int { (block.byteCount + block.rows * 8) * parts }

    func cell(_ part: CellPart, _ row: Int, _ block: RecordBlock, _ base: UnsafeMutablePointer<UInt8>) -> Cell {
        switch part {
        case .field(let field): return cell(field, row, block, base)
        case .constant(let text): return (text.start, text.length)
        case .blanked(let inner, let words):
            let cell = cell(inner, row, block, base)
            return words.contains { $0.equals(cell.start, Int32(cell.length)) } ? (cell.start, 0) : cell
        case .filtered(let inner, let other, let words):
            let word = cell(other, row, block, base)
            let fits = words.contains { $0.equals(word.start, Int32(word.length)) }
            return fits ? cell(inner, row, block, base) : (word.start, 0)
        case .year(let inner, let rule):
            let date = cell(inner, row, block, base)
            guard let year = rule.year(date.start, date.length) else { return (date.start, 0) }
            let text = arena + used
            var rest = year
            for place in stride(from: 3, through: 0, by: -1) {
                text[place] = UInt8(48 + rest % 10)
                rest /= 10
            }
            used += 4
            return (UnsafePointer(text), 4)
        }
    }

    func look(
        _ tables: [(part: CellPart, table: WordTable)], _ fallback: ConstantText?, _ row: Int, _ block: RecordBlock,
        _ base: UnsafeMutablePointer<UInt8>
    ) {
        var word: Cell = (UnsafePointer(arena), 0)
        for (part, table) in tables {
            let cell = cell(part, row, block, base)
            if cell.length == 0 { continue }
            if let value = table.value(cell.start, cell.length), let start = value.baseAddress {
                return set(row, (UnsafePointer(start), value.count))
            }
            // The last one is the broadest: its word is what nobody knew.
            word = cell
        }
        if let fallback { return set(row, (fallback.start, fallback.length)) }
        pointers[row] = word.start
        lengths[row] = 0
        guard word.length > 0 else { return }
        unknownLengths[row] = Int32(word.length)
        lengths[row] = Self.unknown
    }

    func sign(_ sign: SignSource, _ row: Int, _ block: RecordBlock, _ base: UnsafeMutablePointer<UInt8>) -> CellSign {
        guard case .indicator(let part, let credits, let debits) = sign else { return .negated }
        let word = cell(part, row, block, base)
        let length = Int32(word.length)
        if length == 0 { return .own }
        if credits.contains(where: { $0.equals(word.start, length) }) { return .credit }
        if debits.isEmpty { return .own }
        return debits.contains { $0.equals(word.start, length) } ? .debit : .unknown
    }

    /// The one of two amounts that is there; zero is as good as nothing.
    func either(_ debit: Cell, _ credit: Cell, _ row: Int) -> CellSign {
        func isSomething(_ cell: Cell) -> Bool {
            (0..<cell.length).contains { !(cell.start[$0] >= 44 && cell.start[$0] <= 48) && cell.start[$0] != 32 }
        }
        let hasCredit = isSomething(credit)
        if isSomething(debit) || (credit.length == 0) {
            set(row, debit)
            return hasCredit ? .doubled : .own
        }
        set(row, credit)
        return .negated
    }

    /// The first number of days above zero.
    func shift(_ days: [CellPart], _ row: Int, _ block: RecordBlock, _ base: UnsafeMutablePointer<UInt8>) -> Int32 {
        for part in days {
            let cell = cell(part, row, block, base)
            var number: Int32 = 0
            for at in 0..<cell.length {
                let digit = cell.start[at] &- 48
                guard digit <= 9, number < 100_000 else { return Self.badShift }
                number = number * 10 + Int32(digit)
            }
            if number > 0 { return number }
        }
        return 0
    }
}
