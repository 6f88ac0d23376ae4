import Model
import Testing

/// What must hold for every item, worked out from the files alone.
@Suite("The sample ledger's invariants, on 20,000 items")
struct LedgerInvariantTests {
    /// Written once; deleted by the system with its temporary folder.
    private static let shared = Result { try WrittenLedger(items: 20_000, seed: 11) }

    private struct Match {
        let from, to: Substring
        let effectiveOn, reversedOn, amount: Int
    }

    @Test("allocations settle exactly, cleared_on agrees, and open amounts tie out per currency")
    func settles() throws {
        let ledger = try Self.shared.get()
        var items: [Substring: ReadItem] = [:]
        for row in try ledger.rows("items") { items[row[0]] = try ReadItem(row) }
        #expect(items.count == 20_000)

        var matches: [Match] = []
        for row in try ledger.rows("allocations") {
            let from = try #require(items[row[0]]), to = try #require(items[row[1]])
            let amount = try ReadItem.money(row[3])
            #expect(from.amount < 0 && to.amount > 0 && amount > 0 && from.currency == to.currency)
            let effectiveOn = max(try ReadItem.day(row[2]), from.postedOn, to.postedOn)
            let reversedOn = row[4].isEmpty ? Int.max : try ReadItem.day(row[4])
            #expect(effectiveOn <= 20_777 && effectiveOn < reversedOn)
            matches.append(
                Match(from: row[0], to: row[1], effectiveOn: effectiveOn, reversedOn: reversedOn, amount: amount))
        }

        // For each item what settles it when, in order; a reversal comes before what else happens on its day.
        var events: [Substring: [(day: Int, amount: Int)]] = [:]
        for match in matches {
            for id in [match.from, match.to] {
                events[id, default: []].append((match.effectiveOn, match.amount))
                if match.reversedOn != .max { events[id, default: []].append((match.reversedOn, -match.amount)) }
            }
        }
        var openByCurrency: [Substring: Int] = [:]
        var sumByCurrency: [Substring: Int] = [:]
        for (id, item) in items {
            var settled = 0
            var settledOn: Int?
            for event in (events[id] ?? []).sorted(by: { ($0.day, $0.amount) < ($1.day, $1.amount) }) {
                settled += event.amount
                #expect((0...abs(item.amount)).contains(settled), "item \(id)")
                settledOn = settled == abs(item.amount) ? event.day : nil
            }
            if let clearedOn = item.clearedOn { #expect(clearedOn == settledOn, "item \(id)") }
            #expect(settledOn ?? .max >= 20_028, "item \(id) was settled before complete_from")
            openByCurrency[item.currency, default: 0] += item.amount - (item.amount < 0 ? -settled : settled)
            sumByCurrency[item.currency, default: 0] += item.amount
        }
        #expect(openByCurrency == sumByCurrency)
        #expect(Set(sumByCurrency.keys) == ["EUR", "GBP", "ILS", "KWD", "USD", "JPY"])
    }

    @Test("it has what a ledger has: part payments, credit notes, returned payments, cash of nobody, open debt")
    func isVaried() throws {
        let ledger = try Self.shared.get()
        let rows = try ledger.rows("items")
        let items = try rows.map(ReadItem.init)
        let invoices = items.count { $0.kind == "invoice" }
        #expect(items.contains { $0.kind == "credit_note" } && items.contains { $0.kind == "adjustment" })
        #expect(items.contains { $0.kind == "receipt" && $0.amount > 0 })
        #expect(items.contains { $0.customer.isEmpty })
        #expect(items.allSatisfy { !$0.customer.isEmpty || $0.kind == "receipt" })
        #expect(rows.contains { $0[12] == "on_account" })
        let allocations = try ledger.rows("allocations")
        #expect(allocations.count > invoices)
        #expect(allocations.contains { !$0[4].isEmpty } && allocations.contains { $0[5] == "manual" })
        // About 5 %: one invoice in 20, give or take a fifth.
        let disputes = try ledger.rows("disputes").count
        #expect((invoices / 25...invoices / 17).contains(disputes), "\(disputes) disputes of \(invoices) invoices")

        // Invoiced amounts in euro at round rates; a third away from 30 % would be out of character.
        let euros: [Substring: Double] = ["EUR": 1, "GBP": 1.18, "ILS": 0.25, "KWD": 2.98, "USD": 0.92, "JPY": 0.0061]
        var total = 0.0
        var foreign = 0.0
        for item in items where item.kind == "invoice" {
            let amount = Double(item.amount) * (euros[item.currency] ?? 0)
            total += amount
            if item.currency != "EUR" { foreign += amount }
        }
        #expect((0.25...0.35).contains(foreign / total), "\(foreign / total)")
    }

    @Test("every currency has a rate no older than a week on every day")
    func ratesAreFresh() throws {
        let ledger = try WrittenLedger(items: 1000, seed: 1)
        var days: [Substring: [Int]] = [:]
        for row in try ledger.rows("fx_rates") {
            days[row[1] == "EUR" ? row[2] : row[1], default: []].append(try ReadItem.day(row[0]))
        }
        #expect(Set(days.keys) == ["GBP", "ILS", "KWD", "USD", "JPY"])
        let firstPosting = try ledger.rows("items").map { try ReadItem.day($0[3]) }.min() ?? 0
        for (currency, quoted) in days {
            #expect((quoted.first ?? .max) <= firstPosting, "\(currency)")
            #expect(quoted.last == 20_777, "\(currency)")
            #expect(zip(quoted, quoted.dropFirst()).allSatisfy { $1 - $0 <= 7 }, "\(currency)")
        }
    }

    @Test("a country's cash target is its collectors' together, and each level's members exist")
    func targetsAgree() throws {
        let ledger = try WrittenLedger(items: 5000, seed: 4)
        let targets = try ledger.rows("targets")
        let customers = try ledger.rows("customers").filter { $0.count == 11 }
        let countryOfCollector = Dictionary(customers.map { ($0[6], $0[2]) }, uniquingKeysWith: { first, _ in first })
        let november = targets.filter { $0[0] == "collection_attainment" && $0[2] == "2025-11-01" }
        for country in ["DE", "IL"] {
            let own = november.filter { $0[4] == "country" && $0[5] == country }.map { $0[1] }
            let collectors = november.filter { $0[4] == "collector" && countryOfCollector[$0[5]] == Substring(country) }
            #expect(own.first.flatMap { Int($0) } == collectors.reduce(0) { $0 + (Int($1[1]) ?? 0) })
        }
    }
}
