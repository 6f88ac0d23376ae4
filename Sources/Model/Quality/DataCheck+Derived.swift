/// Checks of allocations that are made from what items say of each other: references, statuses, remaining amounts.
extension DataCheck {
    package static let derived = [
        DataCheck(
            "derived-allocations", .ledger, .info, "Allocations made from references", "allocations were made from what the items say of each other",
            remedy: "Nothing; an extract of the ERP's own allocations says more."),
        DataCheck(
            "unknown-reference", .ledger, .warning, "References to unknown items",
            "open credits refer to an item that is not in the extract, or to several of one name; they stay open",
            remedy: "Extract the items that are referred to, cleared ones too."),
        DataCheck(
            "settled-elsewhere", .ledger, .info, "Settled credits of unknown items", "settled credits refer to an item that is not in the extract",
            remedy: "Nothing, unless the history matters."),
        DataCheck(
            "beyond-reference", .ledger, .warning, "Credits larger than what they settle",
            "credits are larger than what was left of the item that they refer to; the rest stays open",
            remedy: "Look for payments that refer to the wrong item."),
        DataCheck(
            "debit-reference", .ledger, .info, "Debits that refer to items", "debits refer to another item, as residuals of short payments do; they stand alone",
            remedy: "Nothing."),
        DataCheck(
            "settled-outside", .ledger, .warning, "Settled by what is not in the extract",
            "open items were settled in part by what is not in the extract; open is what the extract says remains",
            remedy: "Extract payments and credits too, closed ones as well."),
        DataCheck(
            "remaining-differs", .ledger, .warning, "Remaining amounts as the extract says", "items have more settled than the extract says",
            remedy: "Look for payments that refer to the wrong item, or an extract of another day."),
    ]
}
