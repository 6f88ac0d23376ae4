package import Model

/// The queries over a list's rows once they are kept: the first of them in their order, and how many there are; in all, and by member.
package struct DetailQuery {
    /// What the rows are kept as.
    package static let relation = "detail_rows"
    /// `member, scope`: which scopes are whose.
    package static let members = "split_scopes"

    private let order: String
    private let limit: Int

    /// - Parameter sql: the list's own; rows that its order doesn't tell apart stand by their scope and then by the table's
    ///   columns, as far as it is seen to give them, so that a limit cuts the same rows wherever they are sorted.
    package init(table: MetricTable, limit: Int, sql: String) {
        let named = SelectList.names(of: sql)
        let own = table.order.map { $0.hasPrefix("-") ? String($0.dropFirst()) : $0 }
        let rest = (["scope"] + table.columns.map(\.name)).filter { named.contains($0.lowercased()) && !own.contains($0) }
        let columns = (table.order + rest).map { column in
            column.hasPrefix("-") ? "d.\(SQLText.quoted(String(column.dropFirst()))) DESC NULLS LAST" : "d.\(SQLText.quoted(column)) NULLS LAST"
        }
        order = columns.isEmpty ? "" : "ORDER BY " + columns.joined(separator: ", ")
        self.limit = limit
    }

    package var rows: String { "SELECT d.* FROM \(Self.relation) d\n\(order.isEmpty ? "" : order + "\n")LIMIT \(limit)" }
    package var count: String { "SELECT COUNT(*) AS rows_in_all FROM \(Self.relation)" }

    /// Each member's first rows, ranked among its own; behind the list's columns the member's number and the row's.
    package var rowsOfMembers: String {
        """
        SELECT t.*
        FROM (
          SELECT d.*, m.member AS split_member, ROW_NUMBER() OVER (PARTITION BY m.member \(order)) AS split_line
          FROM \(Self.relation) d JOIN \(Self.members) m ON m.scope = d.scope
        ) AS t
        WHERE t.split_line <= \(limit)
        ORDER BY t.split_member, t.split_line
        """
    }

    package var countOfMembers: String {
        """
        SELECT m.member, COUNT(*) AS rows_in_all
        FROM \(Self.relation) d JOIN \(Self.members) m ON m.scope = d.scope
        GROUP BY m.member
        """
    }
}
