/// Checks of what was read.
extension DataCheck {
    static let sources = [
        rejectedRows,
        DataCheck(
            "too-many-rejects", .sources, .error, "Rejected rows within the tolerance",
            "more rows were rejected than the ledger tolerates", remedy: "Mend the rows in rejects.csv, or state `tolerance: { rows: … }` in the ledger definition.",
            fixed: "the ledger's `tolerance: { rows: … }` decides"),
        DataCheck(
            "too-much-rejected", .sources, .error, "Rejected amount within the tolerance",
            "rows of a larger amount were rejected than the ledger tolerates",
            remedy: "Mend the rows in rejects.csv, or state `tolerance: { amount: … }` in the ledger definition.",
            fixed: "the ledger's `tolerance: { amount: … }` decides"),
        DataCheck(
            "rows-unaccounted", .sources, .error, "Every row loaded or rejected",
            "an independent count finds other rows than were loaded and rejected", remedy: "Check the declared delimiter, quote and encoding.",
            fixed: "rows would be lost without a trace"),
        DataCheck(
            "duplicate-item", .sources, .error, "The same row in two sources", "two sources of a relation hold the same id, such as an item_id",
            remedy: "Let each row come from one source, or make one source of files of one layout, where `on_duplicate` says which counts.", fixed: "it would count twice"),
        DataCheck(
            "control-total", .sources, .warning, "Control totals: rows and amounts",
            "rows or amounts differ from the ERP's", remedy: "Take the extract again, or correct `control:` in the ledger definition."),
        controlBalance,
        DataCheck(
            "no-data", .sources, .error, "Items posted by the key date", "nothing is posted on or before the key date",
            remedy: "Choose a later key date (--as-of), or extend the extract.", fixed: "there is nothing to report"),
        staleExtract, futurePosting, postedAfterKeyDate,
        DataCheck(
            "complete-from-not-stated", .sources, .warning, "From when on the extract is complete",
            "without it past key dates and sales may lack settled items", remedy: "State `complete_from:` in the ledger definition."),
        DataCheck(
            "extracted-on-not-stated", .sources, .warning, "When the extract was taken",
            "without it key dates after the extract look like any other", remedy: "State `extracted_on:` in the ledger definition."),
        DataCheck(
            "trend-before-complete-from", .sources, .info, "Trend within the extract",
            "trend points before the extract is complete have no figures", remedy: "Extract an earlier history, or ask for fewer points."),
        DataCheck(
            "key-date-after-extract", .sources, .warning, "Key date within the extract",
            "nothing is known of a key date after the extract was taken, and nothing shown for it", remedy: "Take a newer extract, or choose an earlier key date."),
    ]

    package static let rejectedRows = DataCheck(
        "rejected-rows", .sources, .warning, "Rows that can't be read",
        "they are in no figure; within the ledger's tolerance they don't stop a run", remedy: "Mend them: all are in rejects.csv.")

    package static let controlBalance = DataCheck(
        "control-balance", .sources, .warning, "Control balance of the ERP",
        "what is open on the day of `control: { balance: … }` differs from the ERP's balance",
        remedy: "Look for items that the extract lacks, or correct `control: { balance: … }` in the ledger definition.")

    package static let staleExtract = DataCheck(
        "stale-extract", .sources, .warning, "Newest posting near the key date",
        "the newest posting is more than `quality: { stale_after: 7 }` days older than the key date, so the extract may be an old one",
        remedy: "Take a newer extract, or raise `quality: { stale_after: … }`.")

    package static let futurePosting = DataCheck(
        "future-posting", .sources, .warning, "Postings after the extract was taken",
        "items are posted on a day after `extracted_on`, which can't have been known then", remedy: "Check the date format, `extracted_on:` and these items.")

    package static let postedAfterKeyDate = DataCheck(
        "posted-after-key-date", .sources, .info, "Postings after the key date",
        "items are posted after the key date; they are in no figure of it", remedy: "Nothing, unless these days were to be in the report.")
}
