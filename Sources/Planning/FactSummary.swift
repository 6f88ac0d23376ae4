package import Model

/// A rolled-up fact set at some nodes as people read it: a balance by its keys at the key date, a flow by month up to it.
package struct FactSummary {
    let set: FactSet
    let nodes: [Int]
    let asOf: CivilDate
    /// Relations with `position` and `label`, for keys that are numbers of buckets.
    let labels: [String: String]

    package init(set: FactSet, nodes: [Int], asOf: CivilDate, labels: [String: String]) {
        self.set = set
        self.nodes = nodes
        self.asOf = asOf
        self.labels = labels
    }

    /// `node` and the first rows of each; DuckDB's dialect.
    package var rows: String { "SELECT * EXCLUDE (line)\nFROM (\n\(all)\n) t\nWHERE line <= \(FactRows.limit)\nORDER BY node, line" }
    /// `node` and how many rows it has in all.
    package var count: String { "SELECT node, COUNT(*) AS rows_in_all FROM (\n\(all)\n) t GROUP BY node" }

    private var isAsked: String { nodes.count == 1 ? "f.node = \(nodes[0])" : "f.node IN (\(nodes.map(String.init).joined(separator: ", ")))" }

    private var all: String {
        let measures = set.measures.map { measure in
            let name = SQLText.quoted(measure.name)
            return "\(measure.combination.rawValue)(f.\(name)) AS \(name)"
        }
        switch set.kind {
        case .balance:
            let keys = set.keys.map { "f." + SQLText.quoted($0) }
            let shown = set.keys.map { key in
                labels[key].map { _ in "COALESCE(MIN(\(label(key)).label), 'beyond') AS \(SQLText.quoted(key))" }
                    ?? "f." + SQLText.quoted(key)
            }
            let joins = set.keys.compactMap { key in
                labels[key].map { "LEFT JOIN \($0) \(label(key)) ON \(label(key)).position = f.\(SQLText.quoted(key))\n" }
            }
            let line = keys.isEmpty ? "0" : "ROW_NUMBER() OVER (PARTITION BY f.node ORDER BY \(keys.joined(separator: ", ")))"
            return """
                SELECT \((["f.node"] + shown + measures).joined(separator: ", ")), \(line) AS line
                FROM \(SQLText.quoted(set.name)) f
                \(joins.joined())WHERE \(isAsked) AND f.as_of = DATE '\(asOf)'
                GROUP BY \((["f.node"] + keys).joined(separator: ", "))
                """
        case .flow:
            // What became known later is in no figure of this key date.
            let known = set.keys.contains("known_on") ? " AND f.known_on <= DATE '\(asOf)'" : ""
            return """
                SELECT f.node, strftime(f.day, '%Y-%m') AS "month", \(measures.joined(separator: ", ")),
                  ROW_NUMBER() OVER (PARTITION BY f.node ORDER BY strftime(f.day, '%Y-%m') DESC) AS line
                FROM \(SQLText.quoted(set.name)) f
                WHERE \(isAsked) AND f.day <= DATE '\(asOf)'\(known)
                GROUP BY f.node, strftime(f.day, '%Y-%m')
                """
        }
    }

    private func label(_ key: String) -> String { "label_of_" + key }
}
