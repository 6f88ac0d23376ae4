import Testing

/// Slips between a ledger and a report that only show when both are read.
@Suite struct LedgerSlipTests {
    @Test(arguments: [
        Mishap(
            "SQL in a mapping that reads a file",
            .in(
                "ledger.yaml", "items: { file: items.csv }",
                "items: { file: items.csv, columns: { item_id: item_id, customer_id: customer_id, kind: kind, posted_on: "
                    + "posted_on, amount: { sql: \"(SELECT 1 FROM read_text('x'))\" } } }"),
            exit: 78,
            says: """
                ledger.yaml:6:118: error: the SQL for items.amount: the function read_text may not be used [mapping-sql]
                      items: { file: items.csv, columns: { item_id: item_id, customer_id: customer_id, kind: kind, posted_on: posted_on, amount: { sql: "(SELECT 1 FROM read_text('…
                                                                                                                                         ^
                  use functions whose result follows from their arguments alone
                """),
        Mishap(
            "a dimension that customers and items both have", .in("report.yaml", "[country]", "[currency]"),
            .in("customers.csv", "customer_id,name,country\nC1,Alfa,ES\nC2,Beta,DE", "customer_id,name,currency\nC1,Alfa,EUR\nC2,Beta,EUR"),
            exit: 78,
            says: """
                report.yaml:6:12: error: both customers and items have a column "currency" [ambiguous-dimension]
                    group_by: [currency]
                               ^
                  Say which in the ledger definition: `dimensions: { currency: items }`.
                """),
        Mishap(
            "a filter that some items have no member for",
            .in("report.yaml", "group_by: [country]", "group_by: [country]\nfilter: { country: ES }"),
            .in("customers.csv", "C2,Beta,DE\n", ""), arguments: ["--quiet"], exit: 0, leaves: ["small/2026-10-31/manifest.json"],
            says: """
                ledger.yaml:7:22: warning: 1 item is of 1 customer without a customer master (C2), 400.00 EUR open [no-customer-master]
                      customers: { file: customers.csv }
                                         ^
                  Extract these customers too.
                report.yaml:7:11: info: 1 item without country left out by the filter [filter-unreached]
                    filter: { country: ES }
                              ^
                  Add "(none)" to the filter to keep them.
                """),
    ])
    func says(_ mishap: Mishap) throws { try mishap.check() }
}
