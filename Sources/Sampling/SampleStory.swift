/// Some items of one customer that belong together, and the allocations between them: an invoice and its payment, say.
///
/// What would happen after the ledger's end is left out here, so a story only has to say what the customer does.
struct SampleStory {
    enum Kind { case invoice, creditNote, receipt, adjustment }
    enum ReceiptClass { case none, unapplied, onAccount, unidentified }

    struct Item {
        var kind: Kind
        var postedOn: Int
        var amount: Int
        var dueOn = SampleSpan.never
        var documentDate: Int
        var valueDate = SampleSpan.never
        var receiptClass = ReceiptClass.none
        /// When the last of it was settled.
        var clearedOn = SampleSpan.never
    }

    struct Allocation {
        var from: Int
        var to: Int
        var allocatedOn: Int
        var amount: Int
        var reversedOn: Int
        var isManual: Bool
    }

    struct Dispute {
        var item: Int
        var openedOn: Int
        var resolvedOn: Int
        var amount: Int
        var reason: Int
        var outcome: StaticString
    }

    private(set) var items: [Item] = []
    private(set) var allocations: [Allocation] = []
    var dispute: Dispute?

    mutating func clear() {
        items.removeAll(keepingCapacity: true)
        allocations.removeAll(keepingCapacity: true)
        dispute = nil
    }

    /// The new item's position; nil when it is posted after the ledger's end and so isn't there.
    mutating func add(_ item: Item) -> Int? {
        guard item.postedOn <= SampleSpan.end else { return nil }
        items.append(item)
        return items.count - 1
    }

    /// Settles `amount` of both items, unless one of them isn't there or it happens after the ledger's end.
    mutating func allocate(
        _ from: Int?, to: Int?, on day: Int, _ amount: Int, reversedOn: Int = SampleSpan.never, manual: Bool = false
    ) {
        guard let from, let to, day <= SampleSpan.end, amount > 0 else { return }
        allocations.append(
            Allocation(
                from: from, to: to, allocatedOn: day, amount: amount,
                reversedOn: reversedOn <= SampleSpan.end ? reversedOn : SampleSpan.never, isManual: manual))
    }

    /// The first day on which the allocation counts: not before both its items are posted.
    func effectiveDay(_ allocation: Allocation) -> Int {
        max(allocation.allocatedOn, items[allocation.from].postedOn, items[allocation.to].postedOn)
    }

    /// Gives every item that is settled in full the day on which that came about.
    mutating func clearSettled() {
        for position in items.indices {
            var open = items[position].amount
            var last = SampleSpan.never
            for allocation in allocations where allocation.reversedOn == SampleSpan.never {
                if allocation.from == position {
                    open += allocation.amount
                } else if allocation.to == position {
                    open -= allocation.amount
                } else {
                    continue
                }
                last = max(last, effectiveDay(allocation))
            }
            items[position].clearedOn = open == 0 ? last : SampleSpan.never
        }
    }

    /// True when an item was settled before the extract begins: such a story wouldn't be in it.
    var isBeforeExtract: Bool {
        items.contains { $0.clearedOn != SampleSpan.never && $0.clearedOn < SampleSpan.completeFrom }
    }
}
