/// Checks of the loaded ledger, and of the rates for it.
extension DataCheck {
    static let ledger = [
        possibleDuplicate, noCustomerMaster, noCollector, noDueDate,
        DataCheck(
            "tie-out", .ledger, .warning, "Open amounts tie out",
            "per currency, what is open at the key date differs from the sum of all items posted by then (told with the three "
                + "customers that differ most); without receipts, payments are not in the extract",
            remedy: "Look for items cleared or allocated without their counterpart."),
        DataCheck(
            "allocated-past-zero", .ledger, .warning, "Items allocated past zero", "more is allocated to items than their amount",
            remedy: "Look for allocations that are in the extract twice."),
        DataCheck(
            "cleared-otherwise", .ledger, .warning, "Clearing dates against allocations",
            "on its clearing date an item's allocations don't add up to zero; the clearing date counts",
            remedy: "Check for allocations that are missing from the extract."),
        DataCheck(
            "dangling-allocation", .ledger, .warning, "Allocations of unknown items", "allocations name items that aren't in the extract",
            remedy: "Extract items and allocations for the same range."),
        DataCheck(
            "allocation-sign", .ledger, .warning, "Direction of allocations", "allocations run from a debit or to a credit",
            remedy: "from_item is the credit (amount below zero), to_item the debit: check the mapping."),
        DataCheck(
            "mixed-currencies", .ledger, .error, "Allocations within one currency", "allocations join items of different currencies",
            remedy: "Extract both sides in one currency.", fixed: "amounts in different currencies are never added"),
        DataCheck(
            "signs-reversed", .ledger, .error, "Signs of receipts", "most receipts have an amount above zero (of five and more; all of three or four)",
            remedy: "Map the amount with its debit/credit indicator."),
        unknownDisputedItem,
        DataCheck(
            "unknown-item", .ledger, .warning, "Records of unknown items",
            "promises or submissions name items that aren't in the extract; they count by customer",
            remedy: "Extract both for the same range."),
        DataCheck(
            "no-currency", .ledger, .error, "Amounts without a currency", "disputes or promises have an amount and no currency",
            remedy: "Map their `currency`, or state the ledger's.", fixed: "an amount without a currency can't be converted"),
        DataCheck(
            "filter-unreached", .ledger, .info, "Items that the filter can't place", "items without a member in a filtered dimension are left out",
            remedy: "Add \"(none)\" to the filter to keep them."),
        DataCheck(
            "calendar-without-weekend", .ledger, .warning, "Weekends of calendars",
            "a calendar that the report follows has holidays and no weekend; Saturday and Sunday are taken", remedy: "State its weekend under `calendars:` in the ledger definition."),
    ]

    package static let possibleDuplicate = DataCheck(
        "possible-duplicate", .ledger, .warning, "Items that look posted twice",
        "items of one customer and kind have the same document number (without one: the same reference) and amount; instalments of one posting day "
            + "with different due dates don't count, receipts only where they are of one day",
        remedy: "Compare them in the ERP, and reverse what was entered twice.")

    package static let noCustomerMaster = DataCheck(
        "no-customer-master", .ledger, .warning, "Items without a customer master", "the customer of items isn't among the customers, so every dimension reads (none)",
        remedy: "Extract these customers too.")

    package static let noCollector = DataCheck(
        "no-collector", .ledger, .warning, "Customers without a collector", "customers with open items have no collector, so nobody's list has them",
        remedy: "Assign a collector in the customer master.")

    package static let noDueDate = DataCheck(
        "no-due-date", .ledger, .warning, "Items without a due date", "open items, unallocated cash aside, have no due date; their age is counted from the posting date",
        remedy: "Map due_on in the ledger definition, or correct the items in the ERP.")

    package static let unknownDisputedItem = DataCheck(
        "unknown-disputed-item", .ledger, .warning, "Disputes of unknown items", "disputes name items that aren't in the extract; they count by customer",
        remedy: "Extract items and disputes for the same range.")

    static let rates = [
        DataCheck(
            "missing-rate", .rates, .error, "Currencies without rates", "a currency has no rate on or before the first day that needs one",
            remedy: "Add a row to fx_rates.", fixed: "amounts in different currencies are never added"),
        DataCheck(
            "stale-rate", .rates, .warning, "Old rates", "a rate is more than 35 days older than the day it is used for", remedy: "Add newer rows to fx_rates."),
    ]
}
