package import Model

/// From the leaf to every node: a fact set summed level by level, once, by the host. DuckDB's dialect.
package enum RollUp {
    /// `leaf` has `as_of|day, scope, keys, measures`; the result has `node` instead of `scope`, for all depths.
    package static func sql(_ set: FactSet, leaf: String, depth: Int) -> String {
        let day = set.kind == .balance ? "as_of" : "day"
        let keys = set.keys.map(SQLText.quoted)
        let measures = set.measures.map {
            "\($0.combination.rawValue)(f.\(SQLText.quoted($0.name))) AS \(SQLText.quoted($0.name))"
        }
        func level(_ node: String, _ source: String) -> String {
            let columns = ["f.\(day)", "\(node) AS node"] + keys.map { "f." + $0 } + measures
            return "SELECT \(columns.joined(separator: ", ")) FROM \(source) GROUP BY ALL"
        }
        var steps = ["l\(depth) AS MATERIALIZED (\(level("s.node", "\(leaf) f JOIN scope_nodes s USING (scope)")))"]
        for upper in (0..<depth).reversed() {
            steps.append(
                "l\(upper) AS MATERIALIZED (\(level("n.parent", "l\(upper + 1) f JOIN nodes n USING (node)")))")
        }
        let all = (0...depth).map { "SELECT * FROM l\($0)" }.joined(separator: "\nUNION ALL ")
        return "WITH \(steps.joined(separator: ",\n"))\n\(all)"
    }

    /// The names that `kpi.sql` and `tables/*.sql` may read beside the metric's own fact sets.
    package static let hostNames: Set<String> = ["points", "nodes", "periods", "months", "params", "ledger", "windows", "targets"]

    /// Whether a fact set would stand in the place of what the host keeps beside it.
    package static func isTaken(_ name: String) -> Bool {
        hostNames.contains(name) || name == "scope_nodes" || ["params_", "leaf_"].contains(where: name.hasPrefix)
    }
}
