import Foundation
import Model

/// A small ledger and a report on it, all of it decided by a seed: whatever settlement, conversion and roll-up care about.
struct RandomLedger {
    private var random: RandomNumbers
    private let currencies = ["EUR", "GBP", "USD", "JPY", "KWD"]
    private let first = CivilDate(year: 2025, month: 1, day: 5) ?? CivilDate(daysSinceEpoch: 0)
    private(set) var files: [String: String] = [:]
    /// What `scripts/checks/sample.py` is told about the report.
    private(set) var options: [String] = []

    init(seed: Int) {
        random = RandomNumbers(seed: seed)
        writeLedger()
        writeReport()
    }

    private struct Item {
        var id: String
        var currency: String
        var amount: ExactDecimal
    }

    private mutating func writeLedger() {
        let customers = (1...random.within(2...12)).map { "C\($0)" }
        files["items.csv"] = "item_id,customer_id,kind,posted_on,due_on,cleared_on,document_date,currency,amount,entity\n"
        var items: [Item] = []
        for number in 1...random.within(20...160) {
            let customer = random.pick(customers)
            let kind = random.pick(["invoice", "invoice", "invoice", "invoice", "credit_note", "receipt", "receipt", "receipt", "adjustment"])
            let posted = first + random.within(0...500)
            let currency = random.pick(currencies)
            let isCredit = kind == "credit_note" || kind == "receipt" && !random.happens(12) || kind == "adjustment" && random.happens(50)
            let size = ExactDecimal(unscaled: Int128(random.within(1...2_000_000)), scale: CurrencyCode.minorUnits(currency))
            let item = Item(id: "I\(number)", currency: currency, amount: isCredit ? -size : size)
            items.append(item)
            // Unidentified cash, and items of customers that the master doesn't have.
            let owner = kind == "receipt" && random.happens(15) ? "" : random.happens(4) ? "X9" : customer
            let due = random.happens(85) ? (posted + random.within(-5...120)).description : ""
            let cleared = random.happens(12) ? (posted + random.within(0...200)).description : ""
            let document = random.happens(70) ? (posted - random.within(0...40)).description : ""
            let entity = random.happens(80) ? random.pick(["1000", "2000"]) : ""
            files["items.csv"]! += "\(item.id),\(owner),\(kind),\(posted),\(due),\(cleared),\(document),\(currency),\(item.amount),\(entity)\n"
        }
        writeAllocations(items)
        writeCustomers(customers)
        writeRates()
    }

    /// From any credit to any debit of its currency, before or after their postings, some taken back, some past zero.
    private mutating func writeAllocations(_ items: [Item]) {
        guard random.happens(85) else { return }
        var text = "from_item,to_item,allocated_on,amount,reversed_on\n"
        for _ in 0..<random.within(0...items.count) {
            let credit = random.pick(items.filter { $0.amount.isNegative })
            let debits = items.filter { !$0.amount.isNegative && $0.currency == credit.currency }
            guard let debit = debits.isEmpty ? nil : random.pick(debits) else { continue }
            let most = min(credit.amount.magnitude, debit.amount)
            let amount = random.happens(40) ? most : ExactDecimal(unscaled: max(1, most.unscaled * Int128(random.within(1...99)) / 100), scale: most.scale)
            let day = first + random.within(0...520)
            let reversed = random.happens(20) ? (day + random.within(-3...120)).description : ""
            text += "\(credit.id),\(debit.id),\(day),\(amount),\(reversed)\n"
        }
        files["allocations.csv"] = text
    }

    /// Some move to another country or segment, some have no member.
    private mutating func writeCustomers(_ customers: [String]) {
        let hasVersions = random.happens(50)
        var text = "customer_id,name,country,segment" + (hasVersions ? ",valid_from\n" : "\n")
        for customer in customers {
            for version in 0...(hasVersions ? random.within(0...2) : 0) {
                let country = random.happens(90) ? random.pick(["DE", "ES", "GB", "KW"]) : ""
                let segment = random.happens(90) ? random.pick(["large", "small"]) : ""
                let from = version == 0 ? "" : (first + 170 * version + random.within(0...100)).description
                text += "\(customer),Name,\(country),\(segment)" + (hasVersions ? ",\(from)\n" : "\n")
            }
        }
        files["customers.csv"] = text
    }

    /// To and from EUR, on days apart; direct pairs for some.
    private mutating func writeRates() {
        var text = "rate_date,from_currency,to_currency,rate\n"
        for currency in currencies.dropFirst() {
            let isInverse = random.happens(50)
            for (from, to) in [isInverse ? ("EUR", currency) : (currency, "EUR"), ("USD", currency)] where from != to {
                guard from == "EUR" || to == "EUR" || random.happens(40) else { continue }
                var day = first - 60
                while day < first + 520 {
                    let rate = ExactDecimal(unscaled: Int128(random.within(20_000...9_000_000)), scale: 6)
                    text += "\(day),\(from),\(to),\(rate)\n"
                    day = day + random.within(1...34)
                }
            }
        }
        files["fx_rates.csv"] = text
    }

    private mutating func writeReport() {
        let completeFrom = random.happens(60) ? (first + random.within(-40...200)).description : ""
        let asOf = first + random.within(200...510)
        let extractedOn = random.happens(60) ? (asOf + random.within(-3...20)).description : ""
        let currency = random.pick(currencies)
        let dimensions = random.shuffled(["country", "segment", "entity"]).prefix(random.within(0...3))
        let every = random.pick(["day", "week", "month", "quarter", "year"])
        let points = random.within(1...6)
        let window = random.within(1...200)
        let ranges = [[30, 60, 90, 180], [7], [30, 60], [1, 2, 400]][random.within(0...3)].map(String.init)
        let byDocument = random.happens(25)
        let filter = random.happens(40) ? random.pick([("country", "DE,ES,(none)"), ("entity", "1000"), ("segment", "large")]) : nil

        var ledger = "ledger: random\ncurrency: EUR\ntolerance: { rows: 0 }\n"
        if !completeFrom.isEmpty { ledger += "complete_from: \(completeFrom)\n" }
        if !extractedOn.isEmpty { ledger += "extracted_on: \(extractedOn)\n" }
        ledger += "sources:\n"
        for relation in ["items", "allocations", "customers", "fx_rates"] where files[relation + ".csv"] != nil {
            ledger += "  \(relation): { file: \(relation).csv }\n"
        }
        files["ledger.yaml"] = ledger
        files["report.yaml"] = """
            report: random
            title: Random
            ledger: ledger.yaml
            as_of: \(asOf)
            currency: \(currency)
            group_by: [\(dimensions.joined(separator: ", "))]
            \(filter.map { "filter: { \($0.0): [\($0.1.split(separator: ",").map { "\"\($0)\"" }.joined(separator: ", "))] }" } ?? "")
            trend: { every: \(every), points: \(points) }
            \(byDocument ? "rates: document_date" : "")
            metrics:
              - dso: { window: \(window) }
              - aged_debt: { ranges: [\(ranges.joined(separator: ", "))] }
            outputs: [csv]

            """
        options = [
            "--currency", currency, "--as-of", "\(asOf)", "--group-by", dimensions.joined(separator: ","), "--every", every,
            "--points", "\(points)", "--window", "\(window)", "--ranges", ranges.joined(separator: ","),
            "--complete-from", completeFrom, "--extracted-on", extractedOn,
        ]
        if byDocument { options.append("--document-rates") }
        if let filter { options += ["--filter", "\(filter.0)=\(filter.1)"] }
    }
}

/// SplitMix64: the same numbers for a seed on every machine.
struct RandomNumbers {
    private var state: UInt64

    init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + Int(next() % UInt64(range.count)) }
    /// True in so many of a hundred cases.
    mutating func happens(_ percent: Int) -> Bool { within(0...99) < percent }
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[within(0...elements.count - 1)] }

    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var (rest, result) = (elements, [Element]())
        while !rest.isEmpty { result.append(rest.remove(at: within(0...rest.count - 1))) }
        return result
    }
}
