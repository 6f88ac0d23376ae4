/// The running numbers of rows, from 1, by the numbers that Spark gave them as it read: those of a stretch of rows follow each
/// other, and the stretches have an order of their own.
struct SparkRowNumbers {
    struct Stretch {
        /// By which stretches are sorted, before their first number.
        var part: String
        var ids: ClosedRange<Int>
    }

    private var stretches: [Stretch] = []

    /// Takes rows of a stretch, some of which may be known.
    mutating func add(_ part: String, _ ids: ClosedRange<Int>) {
        // Rows of one task and one part lie together.
        if let index = stretches.firstIndex(where: { $0.part == part && $0.ids.lowerBound >> 33 == ids.lowerBound >> 33 }) {
            let known = stretches[index].ids
            stretches[index].ids = min(known.lowerBound, ids.lowerBound)...max(known.upperBound, ids.upperBound)
        } else {
            stretches.append(Stretch(part: part, ids: ids))
        }
    }

    /// The number of a row by its id, in SQL.
    func number(_ id: String) -> String {
        var moves: [(from: Int, by: Int)] = []
        var next = 1
        for stretch in stretches.sorted(by: { ($0.part, $0.ids.lowerBound) < ($1.part, $1.ids.lowerBound) }) {
            moves.append((stretch.ids.lowerBound, next - stretch.ids.lowerBound))
            next += stretch.ids.count
        }
        moves.sort { $0.from < $1.from }
        return "\(id) + \(Self.offset(id, moves[...]))"
    }

    /// By halves, so that even many take few comparisons.
    private static func offset(_ id: String, _ moves: ArraySlice<(from: Int, by: Int)>) -> String {
        guard moves.count > 1 else { return "CAST(\(moves.first?.by ?? 1) AS BIGINT)" }
        let middle = moves.startIndex + moves.count / 2
        return "CASE WHEN \(id) < \(moves[middle].from) THEN \(offset(id, moves[..<middle])) ELSE \(offset(id, moves[middle...])) END"
    }
}
