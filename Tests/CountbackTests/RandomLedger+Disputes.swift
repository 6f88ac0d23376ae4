import Model

extension RandomLedger {
    /// Void ones, resolved before they were opened, without an item or on one that isn't there, opened again, in any currency.
    mutating func writeDisputes() {
        var text = "dispute_id,opened_on,item_id,customer_id,resolved_on,reason,amount,currency,owner,outcome\n"
        var number = 0
        for _ in 0..<random.within(0...40) {
            let item = random.happens(65) ? random.pick(items).id : random.happens(25) ? "I99999" : ""
            let customer = random.happens(70) ? random.pick(customers) : random.happens(30) ? "X9" : ""
            var opened = first + random.within(-60...500)
            for _ in 0...(random.happens(15) ? random.within(1...2) : 0) {
                number += 1
                let took = random.happens(5) ? random.within(-20...(-1)) : random.within(0...random.pick([10, 120]))
                let resolved = opened + took
                let end = random.happens(70) ? resolved.description : ""
                let reason = random.pick(["", "price", "quality", "tax"])
                let amount = random.happens(70) ? random.within(0...15_000).description : ""
                let currency = random.happens(50) ? random.pick(currencies) : ""
                let outcome = random.happens(10) ? random.pick(["void", "Void", "VOID"]) : random.pick(["", "settled", "rejected"])
                text += "D\(number),\(opened),\(item),\(customer),\(end),\(reason),\(amount),\(currency),Owner,\(outcome)\n"
                opened = resolved + random.within(0...30)
            }
        }
        files["disputes.csv"] = text
    }

    static let weekends = [("DE", "sat, sun"), ("GB", "sunday"), ("KW", "fri, sat")]

    /// Some ledgers have none; Spain never has a calendar of its own.
    mutating func writeHolidays() {
        guard random.happens(75) else { return }
        var days: Set<String> = []
        for _ in 0..<random.within(0...60) { days.insert("\(random.pick(Self.weekends).0),\(first + random.within(-400...560))") }
        files["holidays.csv"] = "calendar,day\n" + days.sorted().map { $0 + "\n" }.joined()
    }
}
