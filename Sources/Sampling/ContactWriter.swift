/// Writes what surrounds the items of a story: the dispute, the invoices' way through a portal, calls and promises.
struct ContactWriter {
    let files: LedgerFiles
    let customer: SampleCustomer
    let currency: SampleCurrency
    let calendar: BusinessDays

    func write(_ story: SampleStory, first: Int, random: inout SplitMix) throws {
        if let dispute = story.dispute { try write(dispute, item: first + dispute.item, random: &random) }
        for (position, item) in story.items.enumerated() where item.kind == .invoice {
            if customer.usesPortal { try submit(item, number: first + position, random: &random) }
            let paidOn = item.clearedOn == SampleSpan.never ? SampleSpan.end + 1 : item.clearedOn
            if paidOn - item.dueOn > 5, random.happens(perMille: 220) {
                try chase(item, number: first + position, until: paidOn, random: &random)
            }
        }
    }

    private func write(_ dispute: SampleStory.Dispute, item: Int, random: inout SplitMix) throws {
        let file = files.disputes
        file.code("D", file.rows + 1, width: 7)
        file.date(dispute.openedOn)
        file.code("", item, width: 9)
        file.code("C", customer.number, width: 6)
        file.date(dispute.resolvedOn)
        file.text(SampleStory.disputeReasons[dispute.reason])
        file.decimal(dispute.amount, decimals: currency.decimals)
        file.text(currency.code)
        file.text(random.pick(["Sales", "Logistics", "Billing", "Quality"] as [StaticString]))
        if dispute.resolvedOn == SampleSpan.never { file.empty() } else { file.text(dispute.outcome) }
        try file.endRow()
    }

    /// The portal takes most invoices at once; a refused one goes again some days later.
    private func submit(_ item: SampleStory.Item, number: Int, random: inout SplitMix) throws {
        var submittedOn = item.postedOn + random.below(2)
        if random.happens(perMille: 60) {
            try submission(
                number, submittedOn, "rejected", decidedOn: submittedOn + 1,
                error: random.pick(["PO-MISSING", "TAX-ID", "SCHEMA", "DUPLICATE"] as [StaticString]))
            submittedOn += random.within(2...9)
        }
        let decidedOn = submittedOn + random.within(0...4)
        if decidedOn <= SampleSpan.end {
            try submission(number, submittedOn, "accepted", decidedOn: decidedOn, error: nil)
        } else {
            try submission(number, submittedOn, "pending", decidedOn: SampleSpan.never, error: nil)
        }
    }

    private func submission(
        _ item: Int, _ submittedOn: Int, _ status: StaticString, decidedOn: Int, error: StaticString?
    ) throws {
        guard submittedOn <= SampleSpan.end else { return }
        let file = files.submissions
        file.code("E", file.rows + 1, width: 8)
        file.code("", item, width: 9)
        file.text(SampleCountry.all[customer.country].portal)
        file.date(submittedOn)
        file.text(decidedOn > SampleSpan.end ? "pending" : status)
        file.date(decidedOn > SampleSpan.end ? SampleSpan.never : decidedOn)
        if let error { file.text(error) } else { file.empty() }
        try file.endRow()
    }

    /// Calls and letters after an invoice falls due, and now and then a promise to pay.
    private func chase(_ item: SampleStory.Item, number: Int, until paidOn: Int, random: inout SplitMix) throws {
        let calledOn = calendar.onOrAfter(item.dueOn + random.within(2...5))
        guard calledOn <= SampleSpan.end else { return }
        let promises = random.happens(perMille: 300)
        try activity(on: calledOn, promises ? "promise" : random.pick(["no answer", "copy sent", "query raised"]), &random)
        if promises {
            let file = files.promises
            file.code("P", file.rows + 1, width: 7)
            file.code("C", customer.number, width: 6)
            file.date(calledOn)
            file.date(calledOn + random.within(4...18))
            file.decimal(item.amount, decimals: currency.decimals)
            file.text(currency.code)
            file.code("", number, width: 9)
            file.date(
                random.happens(perMille: 50) && calledOn + 2 <= SampleSpan.end ? calledOn + 2 : SampleSpan.never)
            try file.endRow()
        }
        let againOn = calendar.onOrAfter(calledOn + 10)
        if paidOn - calledOn > 14, againOn <= SampleSpan.end {
            try activity(on: againOn, random.pick(["no answer", "reminder sent", "payment announced"]), &random)
        }
    }

    private func activity(on day: Int, _ outcome: StaticString, _ random: inout SplitMix) throws {
        let file = files.activities
        file.code("A", file.rows + 1, width: 8)
        file.code("C", customer.number, width: 6)
        file.date(day)
        if let collector = customer.collector { file.quoted(SampleNames.collector(collector)) } else { file.empty() }
        file.text(random.pick(["email", "email", "phone", "phone", "letter", "meeting"] as [StaticString]))
        file.text(outcome)
        try file.endRow()
    }
}
