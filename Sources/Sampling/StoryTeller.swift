/// Makes up what happens between the company and one customer, story by story.
///
/// A story takes at most `largestStory` items; with less room it is an invoice and its payment, or an open invoice.
struct StoryTeller {
    static let largestStory = 6

    let customer: SampleCustomer
    let calendar: BusinessDays
    var random: SplitMix
    var story = SampleStory()

    init(customer: SampleCustomer, calendar: BusinessDays, seed: UInt64) {
        self.customer = customer
        self.calendar = calendar
        random = SplitMix(seed: seed, stream: customer.index)
    }

    /// Tells the next story within `room` items, at least one.
    mutating func next(room: Int) {
        for _ in 0..<6 {
            story.clear()
            tell(from: calendar.invoiceDay(&random), room: room)
            story.clearSettled()
            if !story.isBeforeExtract { return }
        }
        story.clear()
        let recent = SampleSpan.end - SampleSpan.completeFrom - 21
        tell(from: calendar.onOrAfter(SampleSpan.completeFrom + random.below(recent)), room: room)
        story.clearSettled()
    }

    /// An invoice on the ledger's last day, so that the ledger ends when it says.
    mutating func lastInvoice() {
        story.clear()
        _ = invoice(on: SampleSpan.end, amount())
    }

    private mutating func tell(from day: Int, room: Int) {
        guard room >= Self.largestStory else {
            // Told so that nothing is left over, as a rule.
            return room == 1 ? openInvoice() : room % 2 == 0 ? paid(from: day) : shortPaid(from: day)
        }
        switch random.below(1000) {
        case ..<220: batch(from: day)
        case ..<320: inParts(from: day)
        case ..<390: credited(from: day)
        case ..<405: rebilled(from: day)
        case ..<440: shortPaid(from: day)
        case ..<475: overpaid(from: day)
        case ..<488: returned(from: day)
        case ..<498: returnedLater(from: day)
        case ..<516: paidInAdvance(from: day)
        case ..<526: unidentified(from: day)
        case ..<536: interest(from: day)
        case ..<544: neverPaid(from: day)
        case ..<554: refunded(from: day)
        default: paid(from: day)
        }
    }

    // MARK: Ordinary stories

    /// One invoice, one payment; now and then a dispute in between.
    private mutating func paid(from day: Int) {
        let total = amount()
        let sale = invoice(on: day, total)
        let delay = maybeDispute(sale)
        settle(sale, by: payDay(after: day + customer.termDays + delay, from: day), total)
    }

    private mutating func openInvoice() {
        _ = invoice(on: calendar.onOrAfter(SampleSpan.end - 3 - random.below(25)), amount())
    }

    /// Several invoices paid together.
    private mutating func batch(from day: Int) {
        var sales: [(position: Int?, amount: Int)] = []
        var posted = day
        for _ in 0..<random.within(2...5) {
            let part = amount()
            sales.append((invoice(on: posted, part), part))
            posted = calendar.onOrAfter(posted + random.within(1...8))
        }
        let total = sales.reduce(0) { $0 + ($1.position == nil ? 0 : $1.amount) }
        let paidOn = payDay(after: posted - 4 + customer.termDays, from: posted)
        let payment = receipt(on: paidOn, total)
        let (allocatedOn, manual) = allocationDay(paidOn)
        for sale in sales { story.allocate(payment, to: sale.position, on: allocatedOn, sale.amount, manual: manual) }
    }

    /// One invoice paid in two or three parts, the later ones late.
    private mutating func inParts(from day: Int) {
        let total = amount()
        let sale = invoice(on: day, total)
        var rest = total
        var paidOn = payDay(after: day + customer.termDays, from: day)
        for _ in 0..<random.within(1...2) {
            let part = max(1, rest * random.within(30...70) / 100)
            settle(sale, by: paidOn, part)
            rest -= part
            paidOn = calendar.onOrAfter(paidOn + random.within(8...30))
        }
        settle(sale, by: paidOn, rest)
    }

    /// A discount or a return credited in part; the rest paid.
    private mutating func credited(from day: Int) {
        let total = amount()
        let sale = invoice(on: day, total)
        let given = max(1, total * random.within(3...25) / 100)
        let creditedOn = calendar.onOrAfter(day + random.within(4...40))
        let delay = maybeDispute(sale, perMille: 250)
        let paidOn = payDay(after: day + customer.termDays + delay, from: creditedOn)
        // Often the credit note stands open until the customer takes it off a payment.
        let takenOn = random.happens(perMille: 400) ? paidOn : creditedOn
        story.allocate(creditNote(on: creditedOn, given), to: sale, on: takenOn, given)
        settle(sale, by: paidOn, total - given)
    }

    /// A wrong invoice credited in full, a right one sent and paid.
    private mutating func rebilled(from day: Int) {
        let total = amount()
        let sale = invoice(on: day, total)
        let creditedOn = calendar.onOrAfter(day + random.within(3...20))
        story.allocate(creditNote(on: creditedOn, total), to: sale, on: creditedOn, total)
        let right = total - total / 20
        settle(invoice(on: creditedOn, right), by: payDay(after: creditedOn + customer.termDays, from: creditedOn), right)
    }

    // MARK: Payments that don't fit

    /// A little too little paid; the rest is written off.
    private mutating func shortPaid(from day: Int) {
        let total = amount()
        let sale = invoice(on: day, total)
        let missing = max(1, total * random.within(1...15) / 1000)
        let paidOn = payDay(after: day + customer.termDays, from: day)
        settle(sale, by: paidOn, total - missing)
        let writtenOffOn = calendar.onOrAfter(paidOn + random.within(5...60))
        story.allocate(adjustment(on: writtenOffOn, -missing), to: sale, on: writtenOffOn, missing)
    }

    /// Too much paid: the rest stays on account, or pays a later invoice.
    private mutating func overpaid(from day: Int) {
        let total = amount()
        let sale = invoice(on: day, total)
        let surplus = max(1, total * random.within(5...40) / 100)
        let paidOn = payDay(after: day + customer.termDays, from: day)
        let payment = receipt(on: paidOn, total + surplus, .onAccount)
        story.allocate(payment, to: sale, on: paidOn, total)
        guard random.happens(perMille: 930) else { return }
        let nextOn = calendar.onOrAfter(paidOn + random.within(3...30))
        story.allocate(payment, to: invoice(on: nextOn, surplus), on: nextOn, surplus, manual: true)
    }

    /// A direct debit comes back: its allocation is undone and the bank's debit takes up the payment.
    private mutating func returned(from day: Int) {
        let total = amount()
        let sale = invoice(on: day, total)
        let paidOn = payDay(after: day + customer.termDays, from: day)
        let backOn = calendar.onOrAfter(paidOn + random.within(2...12))
        let payment = receipt(on: paidOn, total)
        story.allocate(payment, to: sale, on: paidOn, total, reversedOn: backOn)
        story.allocate(payment, to: debitReceipt(on: backOn, total), on: backOn, total)
        settle(sale, by: calendar.onOrAfter(backOn + random.within(5...45)), total)
    }

    /// A payment comes back when its invoice is long closed: the bank's debit stands open until paid again.
    private mutating func returnedLater(from day: Int) {
        let total = amount()
        let paidOn = payDay(after: day + customer.termDays, from: day)
        settle(invoice(on: day, total), by: paidOn, total)
        let backOn = calendar.onOrAfter(paidOn + random.within(5...30))
        let debit = debitReceipt(on: backOn, total)
        settle(debit, by: calendar.onOrAfter(backOn + random.within(8...70)), total)
    }

    /// Paid before the invoice is out; the allocation may bear the payment's date.
    private mutating func paidInAdvance(from day: Int) {
        let total = amount()
        let payment = receipt(on: day, total, .onAccount)
        let invoicedOn = calendar.onOrAfter(day + random.within(5...45))
        let allocatedOn = random.happens(perMille: 300) ? day : calendar.onOrAfter(invoicedOn + random.below(6))
        story.allocate(payment, to: invoice(on: invoicedOn, total), on: allocatedOn, total, manual: true)
    }

    /// Money from nobody knows whom: most of it finds its invoice in the end.
    private mutating func unidentified(from day: Int) {
        let total = amount()
        let sale = invoice(on: day, total)
        let paidOn = payDay(after: day + customer.termDays, from: day)
        let payment = receipt(on: paidOn, total, .unidentified)
        guard random.happens(perMille: 970) else {
            return settle(sale, by: calendar.onOrAfter(paidOn + random.within(10...40)), total)
        }
        story.allocate(
            payment, to: sale, on: calendar.onOrAfter(paidOn + random.within(4...75)), total, manual: true)
    }

    /// Interest charged for a late payment; half the customers pay it, the others get it waived.
    private mutating func interest(from day: Int) {
        let charge = max(1, amount() / 40)
        let debit = adjustment(on: day, charge)
        let settledOn = calendar.onOrAfter(day + random.within(20...90))
        if random.happens(perMille: 500) {
            settle(debit, by: settledOn, charge)
        } else {
            story.allocate(adjustment(on: settledOn, -charge), to: debit, on: settledOn, charge)
        }
    }

    /// Not paid at all: written off after most of a year, or open to this day.
    private mutating func neverPaid(from day: Int) {
        let total = amount()
        let sale = invoice(on: day, total)
        _ = maybeDispute(sale, perMille: 600)
        guard random.happens(perMille: 650) else { return }
        let writtenOffOn = calendar.onOrAfter(day + customer.termDays + random.within(150...360))
        story.allocate(adjustment(on: writtenOffOn, -total), to: sale, on: writtenOffOn, total)
    }

    /// A credit note after everything was paid, sent back as money.
    private mutating func refunded(from day: Int) {
        let given = amount()
        let note = creditNote(on: day, given)
        let paidOutOn = calendar.onOrAfter(day + random.within(6...50))
        story.allocate(note, to: debitReceipt(on: paidOutOn, given), on: paidOutOn, given)
    }
}
