/// Finds the name that a misspelt one was meant to be: `dsoo` among dso and aged_debt is dso.
package enum Spelling {
    /// The closest of `known`, nil when none is close: no edit for names of two letters, one up to four letters, two for
    /// longer ones; else the only one that begins with `name`. Letter case doesn't count.
    package static func closest(to name: String, among known: some Sequence<String>) -> String? {
        let wanted = Array(name.lowercased().unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= 80 else { return nil }
        let limit = wanted.count <= 2 ? 0 : wanted.count <= 4 ? 1 : 2
        var best: (word: String, distance: Int)?
        var continuations: [String] = []
        for word in known {
            let letters = Array(word.lowercased().unicodeScalars)
            if wanted.count >= 3, letters.starts(with: wanted) { continuations.append(word) }
            guard abs(letters.count - wanted.count) <= limit else { continue }
            let distance = distance(wanted, letters)
            if distance <= limit, distance < best?.distance ?? .max { best = (word, distance) }
        }
        return best?.word ?? (continuations.count == 1 ? continuations[0] : nil)
    }

    /// `did you mean "dso"?`, or nil.
    package static func suggestion(for name: String, among known: some Sequence<String>) -> String? {
        closest(to: name, among: known).map { "did you mean \"\($0)\"?" }
    }

    /// Damerau-Levenshtein: insertions, deletions, replacements and swaps of neighbours.
    package static func distance(_ a: String, _ b: String) -> Int {
        distance(Array(a.unicodeScalars), Array(b.unicodeScalars))
    }

    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + Array(repeating: 0, count: b.count)
            for j in 1...b.count {
                let replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                row[j] = min(row[j - 1] + 1, last[j] + 1, replaced)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], beforeLast[j - 2] + 1) }
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
