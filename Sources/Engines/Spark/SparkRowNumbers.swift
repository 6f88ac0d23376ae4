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

    /// Stretches in their order, each with the number of its first row.
    private var ordered: [(stretch: Stretch, first: Int)] {
        var next = 1
        return stretches.sorted { ($0.part, $0.ids.lowerBound) < ($1.part, $1.ids.lowerBound) }.map { stretch in
            defer { next += stretch.ids.count }
            return (stretch, next)
        }
    }

    /// The number of a row by its id, in SQL.
    func number(_ id: String) -> String { "\(id) + \(byId(id, ordered.map { ($0.stretch.ids.lowerBound, $0.first - $0.stretch.ids.lowerBound) }))" }

    /// Of parts that begin with a file's path and a line feed: the number of a row's file, and how many rows the files before it have.
    func file(_ id: String, among paths: [String]) -> (number: String, before: String) {
        let places = Dictionary(paths.enumerated().map { ($1, $0) }) { first, _ in first }
        var before: [String: Int] = [:]
        let all = ordered.map { stretch, first in
            let path = Self.path(stretch.part)
            before[path] = before[path] ?? first - 1
            return (from: stretch.ids.lowerBound, file: places[path] ?? 0, before: before[path] ?? 0)
        }
        return (byId(id, all.map { ($0.from, $0.file) }), byId(id, all.map { ($0.from, $0.before) }))
    }

    static func path(_ part: String) -> String { part.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? "" }

    /// By halves, so that even many take few comparisons.
    private func byId(_ id: String, _ values: [(from: Int, value: Int)]) -> String {
        func value(_ values: ArraySlice<(from: Int, value: Int)>) -> String {
            guard values.count > 1 else { return "CAST(\(values.first?.value ?? 0) AS BIGINT)" }
            let middle = values.startIndex + values.count / 2
            return "CASE WHEN \(id) < \(values[middle].from) THEN \(value(values[..<middle])) ELSE \(value(values[middle...])) END"
        }
        return value(values.sorted { $0.from < $1.from }[...])
    }
}
