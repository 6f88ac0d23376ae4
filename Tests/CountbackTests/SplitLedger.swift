import Foundation

/// A ledger in which every name is one customer's, one collector's or one country's, and every amount has nine digits and is found once.
///
/// Three countries with two customers each. Rosa works for Alemannia and for Hispania, so that `by: collector` cuts across countries.
enum SplitLedger {
    static let countries = ["Alemannia", "Hispania", "Gallia & <Belgica>"]
    static let collectors = [["Rosa Quintana", "Dieter Adler"], ["Rosa Quintana", "Elvira Pons"], ["Fabienne O'Neil", "Gaston \"Le\" Roux"]]

    static func report(_ split: String, more: String = "") -> String {
        """
        report: shared
        title: Shared pack
        ledger: ledger.yaml
        as_of: 2026-10-31
        currency: EUR
        group_by: [country, team, collector]
        trend: { every: month, points: 3 }
        metrics: [dso, aged_debt, unallocated_cash, dispute_cycle_time, collection_attainment, promises_kept]
        \(split)
        \(more)
        """
    }

    static var files: [String: String] {
        var customers = "customer_id,name,country,team,collector\n"
        var items = "item_id,customer_id,kind,posted_on,due_on,currency,amount,document_no,value_date\n"
        var disputes = "dispute_id,opened_on,item_id,resolved_on,reason,owner\n"
        var promises = "promise_id,customer_id,made_on,due_on,amount\n"
        for country in countries.indices {
            for place in 0..<2 {
                let id = "KUNDE\(country)\(place)X"
                let name = "\(["Nordwerk", "Ibermar", "Lutetia"][country]) & \(["Söhne", "Hijos"][place]) \(country)\(place)"
                customers += "\(id),\(name),\(quoted(countries[country])),Team \(["Aquila", "Boreas", "Corvus"][country]),\(quoted(collectors[country][place]))\n"
                for item in 0..<3 {
                    let number = country * 10 + place * 4 + item
                    let month = 7 + item
                    let amount = Self.amount(number)
                    items += "POSTEN\(number)Z,\(id),invoice,2026-0\(month)-12,2026-0\(min(9, month + 1))-11,EUR,\(amount),BELEG\(number)Y,\n"
                }
                let number = country * 10 + place * 4 + 3
                let paid = "-" + Self.amount(number)
                items += "ZAHLUNG\(number)Z,\(id),receipt,2026-10-\(12 + number % 9),,EUR,\(paid),BELEG\(number)Y,2026-10-\(12 + number % 9)\n"
                disputes += "STREIT\(number)W,2026-08-20,POSTEN\(country * 10 + place * 4)Z,2026-10-\(10 + number % 9),pricing,Owner\(number)V\n"
                promises += "WORT\(number)U,\(id),2026-09-20,2026-10-20,\(100_000_000 + number)\n"
            }
        }
        return [
            "ledger.yaml": """
            ledger: shared
            currency: EUR
            complete_from: 2026-01-01
            extracted_on: 2026-11-20
            quality: { stale_after: 60 }
            sources:
              items: { file: data/items.csv }
              customers: { file: data/customers.csv }
              disputes: { file: data/disputes.csv }
              promises: { file: data/promises.csv }
              targets: { file: data/targets.csv }
              fx_rates: { file: data/fx_rates.csv }

            """, "data/items.csv": items, "data/customers.csv": customers, "data/disputes.csv": disputes, "data/promises.csv": promises,
            "data/targets.csv": """
            metric,value,period_start,period_end,level,member,measure
            collection_attainment,411111111,2026-01-01,2026-12-31,country,Alemannia,collected
            collection_attainment,522222222,2026-01-01,2026-12-31,country,Hispania,collected
            dso,47,2026-01-01,2026-12-31,country,Hispania,
            dispute_cycle_time,33,2026-01-01,2026-12-31,,,

            """, "data/fx_rates.csv": "rate_date,from_currency,to_currency,rate\n2026-01-01,EUR,USD,1.25\n2026-10-20,EUR,USD,1.25\n",
        ]
    }

    /// Nine digits before the point, and neither sums nor differences of two that are a third.
    private static func amount(_ number: Int) -> String { "\(100_000_000 + (number * number * number * 7_654_321 + number * 123_457) % 899_999_981).\(11 + number)" }

    private static func quoted(_ text: String) -> String { "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
}
