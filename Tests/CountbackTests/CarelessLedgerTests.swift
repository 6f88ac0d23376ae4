import Testing

/// What only shows between relations: disputes without their item, calendars that say half, signs turned round.
@Suite struct CarelessLedgerTests {
    private static let pack = ["small/2026-10-31/manifest.json"]
    private static let failed = ["small/2026-10-31/failed/findings.json"]

    // MARK: Calendars

    /// A metric that counts business days, a calendar for them, and its holidays.
    private static let calendar: [Mishap.Change] = [
        .in("report.yaml", "currency: EUR", "currency: EUR\ncalendar: ES"), .in("report.yaml", "- dso", "- collection_attainment"),
        .in("ledger.yaml", "  customers:", "  holidays: { file: holidays.csv }\n  customers:"),
        .whole("holidays.csv", "calendar,day\nES,2026-10-12\n"),
    ]

    @Test(arguments: [
        Mishap(
            "a calendar with holidays and no weekend", calendar, exit: 0, leaves: pack,
            says: """
                ledger.yaml: warning: the calendar ES has holidays and no weekend: Saturday and Sunday are taken [calendar-without-weekend]
                  Add `calendars: { ES: { weekend: [sat, sun] } }` to the ledger definition.
                info: Receipts of the month without a value date: 1; they count on their posting date [receipts-without-value-date]
                  Map value_date in the ledger definition, if the extract has the bank's date.
                """),
        Mishap(
            "a calendar that the ledger has not", calendar + [.in("report.yaml", "calendar: ES", "calendar: SE")], exit: 78,
            says: """
                report.yaml:6:11: error: the ledger has no calendar "SE" [unknown-calendar]
                    calendar: SE
                              ^
                  Its calendars are ES.
                """),
        Mishap(
            "a default calendar that the ledger has not",
            calendar + [.in("report.yaml", "calendar: ES", "calendar: { by: country, default: SE }")], exit: 78,
            says: """
                report.yaml:6:35: error: the ledger has no calendar "SE" [unknown-calendar]
                    calendar: { by: country, default: SE }
                                                      ^
                  Its calendars are ES.
                """),
        Mishap(
            "a calendar of a ledger without any", .in("report.yaml", "currency: EUR", "currency: EUR\ncalendar: ES"), exit: 78,
            says: """
                report.yaml:6:11: error: the ledger has no calendar "ES" [unknown-calendar]
                    calendar: ES
                              ^
                  add "calendars: { ES: { weekend: [sat, sun] } }" to the ledger definition
                """),
    ])
    func tellsOfCalendars(_ mishap: Mishap) throws { try mishap.check() }

    // MARK: Disputes

    private static func disputes(_ description: String, _ row: String, says: String) -> Mishap {
        Mishap(
            description,
            [
                .in("report.yaml", "currency: EUR", "currency: EUR\ncalendar: ES"), .in("report.yaml", "- dso", "- dispute_cycle_time"),
                .in("ledger.yaml", "sources:", "calendars: { ES: { weekend: [sat, sun] } }\nsources:\n  disputes: { file: disputes.csv }"),
                .whole("disputes.csv", "dispute_id,opened_on,item_id,customer_id,resolved_on,amount,currency,outcome\n\(row)\n"),
                // So that nothing else is worth a word.
                .in("items.csv", "R1,C1,receipt,2026-10-20,,EUR,-150.00\n", ""),
            ], exit: 0, leaves: pack, says: says)
    }

    @Test(arguments: [
        disputes(
            "a dispute on an item that isn't there", "D1,2026-10-05,I9,C1,,100,EUR,",
            says: """
                ledger.yaml:7:21: warning: Disputes that name an item that isn't in the ledger: 1; an open one counts with its own amount (D1 names I9) [unknown-disputed-item]
                      disputes: { file: disputes.csv }
                                        ^
                  Map the item of a dispute the way item_id is mapped in items, or add the missing items.
                """),
        disputes(
            "a dispute resolved before it was opened", "D1,2026-10-05,I1,C1,2026-10-04,100,EUR,accepted",
            says: """
                warning: Disputes resolved before they were opened: 1; they are in no figure [resolved-before-opened]
                  Correct the dates of these disputes, or the mapping of opened_on and resolved_on.
                """),
        disputes(
            "a dispute over nothing", "D1,2026-10-05,,C1,,,,",
            says: """
                warning: Open disputes with neither an amount nor a known item: 1; they count with an amount of 0 [no-disputed-amount]
                  Add the amount or the item to these disputes.
                """),
    ])
    func tellsOfDisputes(_ mishap: Mishap) throws { try mishap.check() }

    // MARK: Signs

    /// Four of five receipts are debits. They have a due date, so that nothing else is worth a word.
    private static let receipts = Mishap.Change.in(
        "items.csv", "R1,",
        (2...5).map { "R\($0),C2,receipt,2026-10-2\($0),2026-10-2\($0),EUR,\($0)0.00\n" }.joined() + "R1,")

    private static func reversed(_ severity: String) -> String {
        """
        ledger.yaml:6:18: \(severity): 4 of 5 receipts have an amount above zero: the signs look reversed [signs-reversed]
              items: { file: items.csv }
                             ^
          Amounts are signed, debit + and credit −: map the amount with its debit/credit indicator, or with `{ sql: … }`. If these are returned payments, set `severities: { signs-reversed: warning }` in the report.
        """
    }

    @Test(arguments: [
        Mishap("receipts that are mostly debits", receipts, exit: 65, leaves: failed, says: reversed("error")),
        Mishap(
            "the same where the report knows them for returned payments", receipts,
            .in("report.yaml", "outputs:", "severities: { signs-reversed: warning }\noutputs:"), exit: 0, leaves: pack,
            says: reversed("warning")),
        Mishap(
            "as many credits as debits", receipts, .in("items.csv", "EUR,20.00", "EUR,-20.00"),
            .in("items.csv", "EUR,30.00", "EUR,-30.00"), exit: 0, leaves: pack, says: ""),
    ])
    func tellsOfSigns(_ mishap: Mishap) throws { try mishap.check() }
}
