internal import Model

/// How dates are written, by what all of some cells can be.
struct WrittenDates {
    /// Those that most cells fit, the likeliest first; empty when too few do.
    var formats: [String]
    /// A cell that shows it.
    var example: String
    /// A cell that isn't written so.
    var odd: String?

    private static let candidates = [
        "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y%m%d", "%Y/%m/%d", "%d-%b-%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y.%m.%d", "%d.%m.%y",
        "%d/%m/%y", "%m/%d/%y", "%d-%b-%y", "%Y-%m-%d %H:%M:%S", "%d.%m.%Y %H:%M:%S",
    ]

    init?(_ cells: [String]) {
        let cells = cells.filter { cell in cell.contains { $0.isNumber && $0 != "0" } }
        guard let first = cells.first else { return nil }
        let counts = Self.candidates.map { pattern in
            guard let format = DateFormat(pattern) else { return (pattern, [Bool]()) }
            return (pattern, cells.map { cell in
                var bytes = Array(cell.utf8) + Array(repeating: 0, count: 32)
                let count = cell.utf8.count
                return bytes.withUnsafeMutableBufferPointer { buffer in
                    buffer.baseAddress.map { format.read($0, count) > DateFormat.bad } ?? false
                }
            })
        }
        // One cell in five may be a mistake, and of a few one in three.
        let most = counts.map { $0.1.count { $0 } }.max() ?? 0
        let best = Self.suffices(most, of: cells.count) ? counts.filter { $0.1.count { $0 } == most } : []
        formats = best.map(\.0)
        if let fits = best.first?.1 { odd = zip(cells, fits).first { !$0.1 }?.0 }
        // A day above 12 decides between day and month first.
        let telling = cells.first { cell in
            let numbers = cell.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
            return numbers.contains { (13...31).contains($0) }
        }
        example = telling ?? first
    }

    static func suffices(_ fitting: Int, of count: Int) -> Bool { fitting * 5 >= count * 4 || (count < 10 && fitting > 1 && fitting * 3 >= count * 2) }

    var isAmbiguous: Bool { formats.count > 1 }
}
