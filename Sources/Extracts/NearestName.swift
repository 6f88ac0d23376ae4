/// Finds the name that was probably meant.
enum NearestName {
    /// The closest of some names, where it is close: a third of the letters may differ, capitals don't count.
    static func of(_ name: String, among names: [String]) -> String? {
        let wanted = Array(name.lowercased())
        let near = names.map { ($0, distance(wanted, Array($0.lowercased()))) }
            .min { $0.1 != $1.1 ? $0.1 < $1.1 : $0.0 < $1.0 }
        guard let near, near.1 <= max(1, wanted.count / 3) else { return nil }
        return near.0
    }

    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let cost = x == y ? diagonal : min(diagonal, row[j], row[j + 1]) + 1
                diagonal = row[j + 1]
                row[j + 1] = cost
            }
        }
        return row[b.count]
    }
}
