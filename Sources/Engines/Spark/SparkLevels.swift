internal import Model

/// Works out a recursive statement level by level, each a statement of its own.
struct SparkLevels {
    let recursion: SparkRecursion
    /// Whether there are few rows: then planning a long statement takes longer than running its parts one by one.
    let isSmall: Bool
    /// Runs a statement in Spark's text, and keeps its rows: what to read them by, and whether there are any.
    let keep: (_ sql: String) throws -> Kept

    struct Kept {
        var select: String
        var columns: [String]
        var isEmpty: Bool
    }

    struct Endless: Error {}

    private static let mostLevels = 10_000

    /// The statement without recursion: each recursive part is all of its levels.
    func resolved() throws -> String {
        var parts: [(name: String, body: String)] = []
        /// A statement with the parts that it reads in front.
        func with(_ text: String, _ level: (name: String, body: String)? = nil) -> String {
            var words = SQLWords.of(text)
            var all: [(name: String, body: String)] = []
            for part in (parts + (level.map { [$0] } ?? [])).reversed() where words.contains(part.name.lowercased()) {
                words.formUnion(SQLWords.of(part.body))
                all.insert(part, at: 0)
            }
            return all.isEmpty ? text : "WITH " + all.map { "\(SparkText.quoted($0.name)) AS (\n\($0.body)\n)" }.joined(separator: ",\n") + "\n" + text
        }
        for part in recursion.parts {
            guard let (first, step) = part.levels else {
                parts.append((part.name, isSmall ? try keep(with(part.body)).select : part.body))
                continue
            }
            // What each level reads is worked out once.
            for index in parts.indices where !isSmall && part.words.contains(parts[index].name.lowercased()) {
                let kept = try keep(with("SELECT * FROM \(SparkText.quoted(parts[index].name))"))
                parts[index].body = kept.select
            }
            var levels = [try keep(with("(" + first + ")"))]
            let columns = levels[0].columns.map(SparkText.quoted).joined(separator: ", ")
            while let last = levels.last, !last.isEmpty {
                guard levels.count < Self.mostLevels else { throw Endless() }
                levels.append(try keep(with("SELECT * FROM (\(step)) AS level(\(columns))", (part.name, last.select))))
            }
            let filled = levels.count > 1 ? Array(levels.dropLast()) : levels
            parts.append((part.name, filled.map(\.select).joined(separator: "\nUNION ALL ")))
        }
        return recursion.before + with(recursion.select) + recursion.after
    }
}
