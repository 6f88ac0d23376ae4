package import Model

/// The queries over a list's rows once they are kept: the first of them in their order, and how many there are; in all, and by member.
package struct DetailQuery {
    /// What the rows are kept as.
    package static let relation = "detail_rows"
    /// `member, scope`: which scopes are whose.
    package static let members = "split_scopes"

    private let order: String
    private let limit: Int

    package init(table: MetricTable, limit: Int) {
        let columns = table.order.map { column in
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
