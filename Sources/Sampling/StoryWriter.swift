/// Writes stories as rows of the ledger, numbering items as it goes and keeping the ledger's totals.
struct StoryWriter {
    let files: LedgerFiles
    private(set) var itemCount = 0
    /// Sums of the items' amounts in minor units, by currency.
    private(set) var control = [Int](repeating: 0, count: SampleCurrency.all.count)
    private(set) var cash: CollectedCash

    init(files: LedgerFiles, collectors: Int) {
        self.files = files
        cash = CollectedCash(collectors: collectors)
    }

    mutating func write(
        _ story: SampleStory, of customer: SampleCustomer, calendar: BusinessDays, random: inout SplitMix
    ) throws {
        let first = itemCount + 1
        let entity = SampleCountry.all[customer.country].entity
        let currency = SampleCurrency.all[customer.currency]
        for item in story.items {
            itemCount += 1
            // The ERP forgets to set the clearing date now and then; the allocations still tell.
            let isCleared = item.clearedOn != SampleSpan.never && !random.happens(perMille: 40)
            try write(
                item, number: itemCount, customer: customer, entity: entity, currency: currency,
                clearedOn: isCleared ? item.clearedOn : SampleSpan.never)
            control[customer.currency] += item.amount
            if item.kind == .receipt {
                cash.add(-item.amount * 1000 / currency.perThousandCents, on: item.valueDate, collector: customer.collector)
            }
        }
        for allocation in story.allocations {
            let file = files.allocations
            file.code("", first + allocation.from, width: 9)
            file.code("", first + allocation.to, width: 9)
            file.date(allocation.allocatedOn)
            file.decimal(allocation.amount, decimals: currency.decimals)
            file.date(allocation.reversedOn)
            file.text(allocation.isManual ? "manual" : "auto")
            try file.endRow()
        }
        try ContactWriter(files: files, customer: customer, currency: currency, calendar: calendar)
            .write(story, first: first, random: &random)
    }

    private func write(
        _ item: SampleStory.Item, number: Int, customer: SampleCustomer, entity: Int, currency: SampleCurrency,
        clearedOn: Int
    ) throws {
        let file = files.items
        file.code("", number, width: 9)
        if item.receiptClass == .unidentified { file.empty() } else { file.code("C", customer.number, width: 6) }
        file.text(item.kind.word)
        file.date(item.postedOn)
        file.text(currency.code)
        file.decimal(item.amount, decimals: currency.decimals)
        file.code(item.kind.documentRange, number, width: 8)
        file.date(item.documentDate)
        file.date(item.dueOn)
        file.date(clearedOn)
        file.integer(entity)
        if item.kind == .invoice { file.code("PO", number &* 7919 % 1_000_000, width: 6) } else { file.empty() }
        if item.receiptClass == .none { file.empty() } else { file.text(item.receiptClass.word) }
        file.date(item.valueDate)
        try file.endRow()
    }
}

extension SampleStory.Kind {
    var word: StaticString {
        switch self {
        case .invoice: "invoice"
        case .creditNote: "credit_note"
        case .receipt: "receipt"
        case .adjustment: "adjustment"
        }
    }

    /// The first digits of its document numbers.
    var documentRange: StaticString {
        switch self {
        case .invoice: "18"
        case .creditNote: "16"
        case .receipt: "14"
        case .adjustment: "10"
        }
    }
}

extension SampleStory.ReceiptClass {
    var word: StaticString {
        switch self {
        case .none: ""
        case .unapplied: "unapplied"
        case .onAccount: "on_account"
        case .unidentified: "unidentified"
        }
    }
}
