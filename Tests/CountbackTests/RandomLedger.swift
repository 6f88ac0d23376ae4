import Foundation
import Model

/// A small ledger and a report on it, all of it decided by a seed: whatever settlement, conversion and roll-up care about.
struct RandomLedger {
    var random: RandomNumbers
    let currencies = ["EUR", "GBP", "USD", "JPY", "KWD"]
    let first = CivilDate(year: 2025, month: 1, day: 5) ?? CivilDate(daysSinceEpoch: 0)
    let customers: [String]
    /// The report's roll-up, which targets must know.
    let dimensions: [String]
    var files: [String: String] = [:]
    var items: [Item] = []
    /// By customer its rows' country and segment; empty where a row has none.
    var versions: [String: [(country: String, segment: String)]] = [:]

    init(seed: Int) {
        var random = RandomNumbers(seed: seed)
        customers = (1...random.within(2...12)).map { "C\($0)" }
        dimensions = Array(random.shuffled(["country", "segment", "entity"]).prefix(random.within(0...3)))
        self.random = random
        writeItems()
        writeAllocations()
        writeCustomers()
        writeRates()
        writeDisputes()
        writeTargets()
        writeHolidays()
        writeReport()
    }

    struct Item {
        var id: String
        var customer: String
        var kind: String
        var posted: CivilDate
        var currency: String
        var amount: ExactDecimal
        var entity: String
        /// The credit receipt that this debit receipt takes back.
        var returned: String?
    }

    private mutating func writeItems() {
        files["items.csv"] =
            "item_id,customer_id,kind,posted_on,due_on,cleared_on,document_date,currency,amount,entity,receipt_class,value_date\n"
        for number in 1...random.within(20...160) {
            if let credit = items.last(where: { $0.kind == "receipt" && $0.amount.isNegative }), mayBeDebit, random.happens(15) {
                write(Item(
                    id: "I\(number)", customer: credit.customer, kind: "receipt", posted: credit.posted + random.within(0...40),
                    currency: credit.currency, amount: -credit.amount, entity: credit.entity, returned: credit.id))
                continue
            }
            let kind = random.pick(["invoice", "invoice", "invoice", "invoice", "credit_note", "receipt", "receipt", "receipt", "adjustment"])
            let currency = random.pick(currencies)
            let isCredit = kind == "credit_note" || kind == "receipt" && !(mayBeDebit && random.happens(12))
                || kind == "adjustment" && random.happens(50)
            let size = ExactDecimal(unscaled: Int128(random.within(1...2_000_000)), scale: CurrencyCode.minorUnits(currency))
            // Unidentified cash, and items of customers that the master doesn't have.
            let owner = kind == "receipt" && random.happens(15) ? "" : random.happens(4) ? "X9" : random.pick(customers)
            write(Item(
                id: "I\(number)", customer: owner, kind: kind, posted: first + random.within(0...500), currency: currency,
                amount: isCredit ? -size : size, entity: random.happens(80) ? random.pick(["1000", "2000"]) : ""))
        }
    }

    /// Most receipts must be credits, or the signs look reversed.
    private var mayBeDebit: Bool {
        let receipts = items.filter { $0.kind == "receipt" }
        return receipts.count { !$0.amount.isNegative } * 3 + 3 <= receipts.count
    }

    private mutating func write(_ item: Item) {
        items.append(item)
        let (posted, isReceipt) = (item.posted, item.kind == "receipt")
        let due = random.happens(isReceipt ? 10 : 85) ? (posted + random.within(-5...120)).description : ""
        let cleared = random.happens(isReceipt ? 25 : 12) ? (posted + random.within(0...random.pick([5, 200]))).description : ""
        let document = random.happens(70) ? (posted - random.within(0...40)).description : ""
        let given = isReceipt ? random.pick(["", "", "unapplied", "on_account", "unidentified"]) : ""
        let value = isReceipt && random.happens(60) ? (posted + random.within(-20...6)).description : ""
        files["items.csv"]! +=
            "\(item.id),\(item.customer),\(item.kind),\(posted),\(due),\(cleared),\(document),\(item.currency),\(item.amount),\(item.entity),\(given),\(value)\n"
    }

    /// From any credit to any debit of its currency, before or after their postings, some taken back, some past zero.
    private mutating func writeAllocations() {
        guard random.happens(85) else { return }
        var text = "from_item,to_item,allocated_on,amount,reversed_on\n"
        for item in items {
            guard let credit = item.returned else { continue }
            let reversed = random.happens(20) ? (item.posted + random.within(0...60)).description : ""
            text += "\(credit),\(item.id),\(item.posted + random.within(-2...5)),\(item.amount),\(reversed)\n"
        }
        // Soon after its posting, as cash is: half of what the deadline of unallocated cash looks at.
        for credit in items where credit.kind == "receipt" && credit.amount.isNegative && random.happens(40) {
            let debits = items.filter { !$0.amount.isNegative && $0.currency == credit.currency && $0.posted <= credit.posted }
            guard let debit = debits.isEmpty ? nil : random.pick(debits) else { continue }
            text += "\(credit.id),\(debit.id),\(credit.posted + random.within(0...4)),\(min(-credit.amount, debit.amount)),\n"
        }
        for _ in 0..<random.within(0...items.count) {
            let credits = items.filter { $0.amount.isNegative }
            guard let credit = credits.isEmpty ? nil : random.pick(credits) else { continue }
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
    private mutating func writeCustomers() {
        let hasVersions = random.happens(50)
        var text = "customer_id,name,country,segment" + (hasVersions ? ",valid_from\n" : "\n")
        for customer in customers {
            for version in 0...(hasVersions ? random.within(0...2) : 0) {
                let country = random.happens(90) ? random.pick(["DE", "ES", "GB", "KW"]) : ""
                let segment = random.happens(90) ? random.pick(["large", "small"]) : ""
                let from = version == 0 ? "" : (first + 170 * version + random.within(0...100)).description
                versions[customer, default: []].append((country, segment))
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
}
