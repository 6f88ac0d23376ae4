/// The sums of a fact set over a split's members beside those over the scopes that are theirs. DuckDB's dialect.
package enum SplitSums {
    /// One row: of each measure the members' sum, and that of the leaves.
    package static func sql(_ set: String, leaf: String, measures: [String], roots: [Int]) -> String {
        func sums(_ alias: String, _ prefix: String) -> String {
            measures.enumerated().map { "COALESCE(SUM(\(alias).\(SQLText.quoted($1))), 0) AS \(prefix)\($0)" }.joined(separator: ", ")
        }
        let pairs = measures.indices.map { "m.m\($0), l.l\($0)" }.joined(separator: ", ")
        return """
            SELECT \(pairs)
            FROM (SELECT \(sums("f", "m")) FROM \(SQLText.quoted(set)) f WHERE f.node IN (\(roots.map(String.init).joined(separator: ", ")))) m,
              (SELECT \(sums("f", "l")) FROM \(SQLText.quoted(leaf)) f JOIN \(DetailQuery.members) s ON s.scope = f.scope) l
            """
    }
}
