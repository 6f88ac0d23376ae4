internal import Model

/// Holds a list's own subtotals (`*`, `**`) against the sums of the rows above them, by currency.
///
/// A subtotal of a level speaks of the rows since the last one of its level or a higher one; several in a row are those
/// of several currencies. Where an amount couldn't be read nothing is checked.
struct ListTotals {
    /// A subtotal that isn't the sum of its rows.
    struct Difference: Sendable, Hashable {
        var line: Int
        var level: Int
        var currency: String
        var stated: ExactDecimal
        var sum: ExactDecimal
    }

    private struct Level {
        var sums: [String: Int128] = [:]
        var isBroken = false
        /// A subtotal was printed: the next row begins anew.
        var isClosed = false
    }

    private let amount: Int
    private let currency: Int?
    private let format: AmountFormat
    private var levels = [Level](repeating: Level(), count: 9)
    private(set) var differences: [Difference] = []
    private(set) var agreed = 0

    init(amount: Int, currency: Int?, format: AmountFormat) {
        self.amount = amount
        self.currency = currency
        self.format = format
    }

    mutating func add(_ line: CellText, _ cells: [Range<Int>]) {
        let value = value(line, cells)
        let code = code(line, cells)
        for index in levels.indices {
            if levels[index].isClosed { levels[index] = Level() }
            if let value { levels[index].sums[code, default: 0] += value } else { levels[index].isBroken = true }
        }
    }

    mutating func check(_ line: CellText, _ cells: [Range<Int>], at number: Int) {
        guard let first = cells.first(where: { !line.isEmpty($0) }) else { return }
        let depth = line.text(first).prefix { $0 == "*" }.count
        guard depth >= 1, depth <= levels.count else { return }
        let level = levels[depth - 1]
        for index in 0..<depth { levels[index].isClosed = true }
        guard !level.isBroken, let stated = value(line, cells) else { return }
        var code = code(line, cells)
        if code.isEmpty, level.sums.count == 1, let only = level.sums.first?.key { code = only }
        guard let sum = level.sums[code] else { return }
        if sum == stated {
            agreed += 1
        } else {
            let scale = format.scale
            differences.append(
                Difference(
                    line: number, level: depth, currency: code,
                    stated: ExactDecimal(unscaled: stated, scale: scale).normalized,
                    sum: ExactDecimal(unscaled: sum, scale: scale).normalized))
        }
    }

    private func value(_ line: CellText, _ cells: [Range<Int>]) -> Int128? {
        guard amount < cells.count else { return nil }
        let bytes = Array(line.text(cells[amount]).utf8)
        let reading = bytes.withUnsafeBufferPointer { text in
            text.baseAddress.map { format.read($0, text.count) } ?? .null
        }
        if case .value(let value) = reading { return value }
        return nil
    }

    private func code(_ line: CellText, _ cells: [Range<Int>]) -> String {
        currency.flatMap { $0 < cells.count ? line.text(cells[$0]) : nil } ?? ""
    }
}

extension ListTotals {
    /// nil where the amount isn't a column of the list as it stands.
    init?(_ plan: ReadingPlan, file: Int) {
        guard let column = plan.index(of: "amount"), case .field(let amount) = plan.sources[file][column],
            case .amount(let format) = plan.columns[column].conversion
        else { return nil }
        var currency: Int?
        if let column = plan.index(of: "currency"), case .field(let field) = plan.sources[file][column] { currency = field }
        self.init(amount: amount, currency: currency, format: format)
    }
}
