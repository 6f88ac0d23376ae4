internal import Foundation
internal import Model

/// A believable accounts-receivable ledger of any size, the same for the same seed, written as the extracts of an ERP.
///
/// `SampleLedger(items: 5_000, seed: 1).write(to: "ledger")` makes `ledger/ledger.yaml` and a CSV file per relation,
/// with exactly 5,000 items. Customers are made up one after another, so memory doesn't grow with the ledger.
package struct SampleLedger: Sendable {
    /// Sizes that look like a ledger; any other from 1 up works too.
    package static let sensibleItems = 1_000...10_000_000

    package let items: Int
    package let seed: UInt64

    package init(items: Int, seed: UInt64) {
        self.items = max(1, items)
        self.seed = seed
    }

    /// Writes the ledger into `directory`, which is made where missing; the definition comes last.
    package func write(to directory: String) throws {
        let files = try LedgerFiles(directory: directory)
        let portfolio = SamplePortfolio(items: items, seed: seed)
        let calendars = SampleCountry.all.indices.map { BusinessDays(country: $0) }
        var writer = StoryWriter(files: files, collectors: portfolio.collectorCount)
        try portfolio.forEachCustomer { customer, share in
            try write(customer, portfolio: portfolio, to: files.customers)
            let calendar = calendars[customer.country]
            var teller = StoryTeller(customer: customer, calendar: calendar, seed: seed)
            let last = writer.itemCount + share
            while writer.itemCount < last {
                if writer.itemCount == 0 { teller.lastInvoice() } else { teller.next(room: last - writer.itemCount) }
                try writer.write(teller.story, of: customer, calendar: calendar, random: &teller.random)
            }
        }
        try SampleRates.write(to: files.rates, seed: seed)
        try TargetWriter(file: files.targets, portfolio: portfolio).write(writer.cash, seed: seed)
        for (index, country) in SampleCountry.all.enumerated() {
            for day in SampleHolidays.days(country: index) {
                files.holidays.text(country.code)
                files.holidays.date(day)
                try files.holidays.endRow()
            }
        }
        try files.finish()
        let definition = SampleDefinition(items: items, control: writer.control).text
        guard FileManager.default.createFile(atPath: directory + "/ledger.yaml", contents: Data(definition.utf8)) else {
            throw CSVFile.cannotWrite(directory + "/ledger.yaml")
        }
    }

    private func write(_ customer: SampleCustomer, portfolio: SamplePortfolio, to file: CSVFile) throws {
        let country = SampleCountry.all[customer.country]
        let currency = SampleCurrency.all[customer.currency]
        file.code("C", customer.number, width: 6)
        file.quoted(SampleNames.company(customer.index, country: country))
        file.text(country.code)
        file.text(country.geo)
        file.text(customer.segment.name)
        if let collector = customer.collector {
            file.quoted(portfolio.team(of: collector))
            file.quoted(SampleNames.collector(collector))
        } else {
            file.empty()
            file.empty()
        }
        file.integer(customer.segment.size * (5 + customer.index % 20) * 5000 * currency.perThousandCents / 1000)
        file.text(currency.code)
        file.code("NET", customer.termDays, width: 2)
        file.text(country.language)
        try file.endRow()
    }
}
