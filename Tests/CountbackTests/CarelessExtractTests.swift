import Testing

/// Extracts as they really arrive: each mishap ends with its exit code and says where and what to do.
@Suite struct CarelessExtractTests {
    private static let failed = ["small/2026-10-31/failed/findings.json"]
    private static let rejected = failed + ["small/2026-10-31/failed/rejects.csv"]
    private static let tooMany = """
        ledger.yaml: error: 1 row was rejected, and the ledger tolerates 0 [too-many-rejects]
          Mend the rows listed in rejects.csv, or state a higher `tolerance: { rows: … }`.

        """

    @Test(arguments: [
        Mishap(
            "a missing file", .whole("items.csv", nil), exit: 66,
            says: """
                ledger.yaml:6:18: error: there is no file items.csv [missing-extract]
                      items: { file: items.csv }
                                     ^
                  paths are relative to the ledger definition; it was looked for at HERE/items.csv
                """),
        Mishap(
            "an empty file", .whole("items.csv", ""), exit: 65, leaves: failed,
            says: """
                items.csv: error: items.csv is empty [empty-extract]
                  take the extract again; one without rows still has its header line
                """),
        Mishap(
            "a wrong delimiter", .in("ledger.yaml", "items.csv", "items.csv, format: { delimiter: \";\" }"), exit: 65,
            leaves: failed,
            says: """
                ledger.yaml:6:18: error: the header of items.csv has 1 column; it contains "," 6 times [missing-column]
                      items: { file: items.csv, format: { delimiter: ";" } }
                                     ^
                  is the delimiter ","?
                """),
        Mishap(
            "a column that isn't there", .in("ledger.yaml", "items.csv", "items.csv, columns: { posted_on: Posting Date, item_id: item_id, customer_id: customer_id, kind: kind, amount: amount }"),
            exit: 65, leaves: failed,
            says: """
                ledger.yaml:6:40: error: there is no column "Posting Date" in items.csv [missing-column]
                      items: { file: items.csv, columns: { posted_on: Posting Date, item_id: item_id, customer_id: customer_id, kind: kind, amount: amount } }
                                                           ^
                  its columns are: item_id, customer_id, kind, posted_on, due_on, currency, amount
                """),
        Mishap(
            "a header that is spelt otherwise", .in("items.csv", "posted_on", "posted"), exit: 65, leaves: failed,
            says: """
                ledger.yaml:6:18: error: there is no column "posted_on" in items.csv [missing-column]
                      items: { file: items.csv }
                                     ^
                  did you mean "posted"?
                """),
        Mishap(
            "a date that doesn't exist", .in("items.csv", "2026-09-15", "2026-09-31"), exit: 65, leaves: rejected,
            says: tooMany + """
                items.csv:3: warning: 1 row of items rejected: no date in posted_on [rejected-rows]
                  First: "2026-09-31" is no date (%Y-%m-%d). All are in rejects.csv.
                """),
        Mishap(
            "an amount that is none", .in("items.csv", "600.00", "\"1.234,5x\""), exit: 65, leaves: rejected,
            says: tooMany + """
                items.csv:3: warning: 1 row of items rejected: no amount in amount [rejected-rows]
                  First: "1.234,5x" is no amount (decimal "."). All are in rejects.csv.
                """),
        Mishap(
            "a duplicate item id", .in("items.csv", "I2,", "I1,"), exit: 65, leaves: rejected,
            says: tooMany + """
                items.csv:3: warning: 1 row of items rejected: duplicate in item_id [rejected-rows]
                  First: duplicate item_id "I1", first in items.csv line 2. All are in rejects.csv.
                """),
        Mishap(
            "an unknown kind", .in("items.csv", "I2,C1,invoice", "I2,C1,bill"), exit: 65, leaves: rejected,
            says: tooMany + """
                items.csv:3: warning: 1 row of items rejected: not one of the allowed words in kind [rejected-rows]
                  First: "bill" is no kind: allowed are invoice, credit_note, receipt, adjustment. All are in rejects.csv.
                """),
        Mishap(
            "a currency without a rate", .in("items.csv", "EUR,600.00", "USD,600.00"), exit: 65, leaves: failed,
            says: """
                error: there is no rate from USD to EUR on or before 2026-09-15, for 1 item [missing-rate]
                  Add a row to fx_rates: from USD to EUR (or the inverse), dated 2026-09-15 or earlier.
                """),
        Mishap(
            "two currencies without a rate, one of them on many days",
            .whole(
                "items.csv",
                SmallReport.items + "I4,C2,invoice,2026-10-07,2026-11-06,GBP,10.00\nI5,C2,invoice,2026-10-06,2026-11-06,GBP,10.00\n"
                    + "I6,C2,invoice,2026-10-09,2026-11-06,USD,10.00\n"),
            exit: 65, leaves: failed,
            says: """
                error: there is no rate from GBP to EUR on or before 2026-10-06, for 2 items [missing-rate]
                  Add a row to fx_rates: from GBP to EUR (or the inverse), dated 2026-10-06 or earlier.
                error: there is no rate from USD to EUR on or before 2026-10-09, for 1 item [missing-rate]
                  Add a row to fx_rates: from USD to EUR (or the inverse), dated 2026-10-09 or earlier.
                """),
        Mishap(
            "an allocation between currencies", .in("items.csv", "EUR,600.00", "USD,600.00"),
            .whole("allocations.csv", "from_item,to_item,allocated_on,amount\nR1,I2,2026-10-21,100\n"),
            .in("ledger.yaml", "  customers:", "  allocations: { file: allocations.csv }\n  customers:"), exit: 65, leaves: failed,
            says: """
                error: allocations between items of different currencies: EUR to USD (1) [mixed-currencies]
                  Amounts in different currencies are never added: extract both sides in one currency.
                """),
        Mishap(
            "no data at the key date", .in("report.yaml", "2026-10-31", "2025-01-31"), exit: 65,
            leaves: ["small/2025-01-31/failed/findings.json"],
            says: """
                report.yaml: error: no item is posted on or before the key date 2025-01-31; the ledger begins on 2026-08-10 [no-data]
                  Choose a later key date (--as-of), or extend the extract.
                """),
        Mishap(
            "control totals of another day",
            .in("ledger.yaml", "items.csv", "items.csv, control: { rows: 5, amount: { EUR: 1850.01 } }"), exit: 0,
            leaves: ["small/2026-10-31/manifest.json"],
            says: """
                warning: the number of rows of items should be 5 by the ERP, but 4 were loaded [control-total]
                  Take the extract again, or correct `control:` in the ledger definition.
                warning: the amount in EUR of items should be 1850.01 by the ERP, but 1850 was loaded [control-total]
                  Take the extract again, or correct `control:` in the ledger definition.
                """),
        Mishap(
            "a reject within the tolerance", .in("items.csv", "2026-09-15", "2026-09-31"),
            .in("ledger.yaml", "sources:", "tolerance: { rows: 1 }\nsources:"), exit: 0,
            leaves: ["small/2026-10-31/manifest.json", "small/2026-10-31/rejects.csv"],
            says: """
                items.csv:3: warning: 1 row of items rejected: no date in posted_on [rejected-rows]
                  First: "2026-09-31" is no date (%Y-%m-%d). All are in rejects.csv.
                """),
    ])
    func isToldWhatToDo(_ mishap: Mishap) throws { try mishap.check() }
}
