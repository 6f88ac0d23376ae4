/// "Did you mean" for a name that is close to a known one.
enum Suggestion {
    static func remedy(for name: String, among known: [String]) -> String {
        if let close = closest(to: name, among: known) { return "Did you mean \"\(close)\"?" }
        return known.isEmpty ? "There is nothing to choose from." : "Known: \(known.sorted().joined(separator: ", "))."
    }

    private static func closest(to name: String, among known: [String]) -> String? {
        known.map { ($0, distance(Array(name.lowercased()), Array($0.lowercased()))) }
            .filter { $0.1 <= max(1, name.count / 3) }
            .min { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 < $1.1 }?.0
    }

    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                (diagonal, row[j + 1]) = (row[j + 1], min(diagonal + (x == y ? 0 : 1), row[j] + 1, row[j + 1] + 1))
            }
        }
        return row[b.count]
    }
}
