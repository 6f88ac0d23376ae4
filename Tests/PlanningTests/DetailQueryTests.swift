import Model
import Planning
import Testing

@Suite struct DetailQueryTests {
    private let table = MetricTable(
        name: "customers", title: "Customers", source: .details,
        columns: ["customer_id", "name", "overdue"].map { MetricTable.Column(name: $0, title: $0) }, order: ["-overdue", "customer_id"])

    /// One customer in two scopes: both rows are alike in what the list is sorted by.
    @Test func rowsThatTheOrderDoesNotTellApartHaveTheirPlaces() {
        let query = DetailQuery(table: table, limit: 5, sql: "SELECT o.scope, o.customer_id, c.name, SUM(o.open_amount) AS overdue FROM open_items o")
        #expect(query.rows.contains(#"ORDER BY d."overdue" DESC NULLS LAST, d."customer_id" NULLS LAST, d."scope" NULLS LAST, d."name" NULLS LAST"#))
    }

    @Test func columnsThatAStatementDoesNotNameAreLeftAlone() {
        for sql in ["SELECT * FROM late", "SELECT o.customer_id, SUM(o.open_amount) AS overdue FROM open_items o GROUP BY o.scope, o.customer_id, name"] {
            #expect(DetailQuery(table: table, limit: 5, sql: sql).rows.contains(#"d."customer_id" NULLS LAST"# + "\nLIMIT 5"))
        }
    }
}
