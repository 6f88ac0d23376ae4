/// The single acts that stories are made of: posting an item, paying one, disputing one.
extension StoryTeller {
    /// An amount in minor units of the customer's currency: doubled or halved by chance, so that few are large.
    mutating func amount() -> Int {
        let doublings = (random.next() & 0x3FF).nonzeroBitCount
        let large = random.happens(perMille: 4) ? 5 : 1
        let cents = (600 + random.below(1000)) * large * customer.segment.size << doublings
        return max(1, cents * SampleCurrency.all[customer.currency].perThousandCents / 1000)
    }

    /// When a customer that has to pay on `due` does so, but not before `first`.
    mutating func payDay(after due: Int, from first: Int) -> Int {
        if random.happens(perMille: 20) { return calendar.onOrAfter(due + random.within(30...180)) }
        return calendar.onOrAfter(max(first, due + customer.lateness + random.within(-4...5) + random.within(-3...4)))
    }

    /// Most payments are matched by machine on the day they come in, the others by hand some days later.
    mutating func allocationDay(_ paidOn: Int) -> (day: Int, isManual: Bool) {
        guard random.happens(perMille: 180) else { return (paidOn, false) }
        return (calendar.onOrAfter(paidOn + random.within(1...16)), true)
    }

    mutating func invoice(on day: Int, _ amount: Int) -> Int? {
        story.add(.init(kind: .invoice, postedOn: day, amount: amount, dueOn: day + customer.termDays, documentDate: written(day)))
    }

    mutating func creditNote(on day: Int, _ amount: Int) -> Int? {
        story.add(.init(kind: .creditNote, postedOn: day, amount: -amount, dueOn: day, documentDate: written(day)))
    }

    mutating func adjustment(on day: Int, _ amount: Int) -> Int? {
        story.add(.init(kind: .adjustment, postedOn: day, amount: amount, dueOn: amount > 0 ? day : SampleSpan.never, documentDate: day))
    }

    mutating func receipt(on day: Int, _ amount: Int, _ type: SampleStory.ReceiptClass = .unapplied) -> Int? {
        let valueDate = random.happens(perMille: 250) ? day - random.within(1...3) : day
        return story.add(
            .init(kind: .receipt, postedOn: day, amount: -amount, documentDate: day, valueDate: valueDate, receiptClass: type))
    }

    /// A payment returned or paid out: a receipt that is a debt.
    mutating func debitReceipt(on day: Int, _ amount: Int) -> Int? {
        story.add(.init(kind: .receipt, postedOn: day, amount: amount, documentDate: day, valueDate: day, receiptClass: .unapplied))
    }

    /// Pays `amount` of a debit with a receipt of its own.
    mutating func settle(_ debit: Int?, by day: Int, _ amount: Int) {
        guard amount > 0, let debit else { return }
        let payment = receipt(on: day, amount)
        let (allocatedOn, manual) = allocationDay(day)
        story.allocate(payment, to: debit, on: allocatedOn, amount, manual: manual)
    }

    /// Opens a dispute now and then; answers the days by which it delays the payment.
    mutating func maybeDispute(_ sale: Int?, perMille: Int = 90) -> Int {
        guard let sale, random.happens(perMille: perMille) else { return 0 }
        let item = story.items[sale]
        let openedOn = item.postedOn + random.within(3...30)
        guard openedOn <= SampleSpan.end else { return 0 }
        let days = random.within(2...20) + (random.happens(perMille: 350) ? random.within(10...90) : 0)
        let outcomes: [StaticString] = ["accepted", "rejected", "rejected", "settled"]
        story.dispute = .init(
            item: sale, openedOn: openedOn,
            resolvedOn: openedOn + days <= SampleSpan.end ? openedOn + days : SampleSpan.never,
            amount: random.happens(perMille: 400) ? max(1, item.amount / 3) : item.amount,
            reason: random.below(SampleStory.disputeReasons.count),
            outcome: random.happens(perMille: 60) ? "void" : random.pick(outcomes))
        return days
    }

    /// The date on the document, now and then some days before it is posted.
    private mutating func written(_ day: Int) -> Int {
        random.happens(perMille: 120) ? day - random.within(1...5) : day
    }
}

extension SampleStory {
    static let disputeReasons: [StaticString] = [
        "price", "quantity", "quality", "missing purchase order", "proof of delivery", "duplicate", "tax",
    ]
}
