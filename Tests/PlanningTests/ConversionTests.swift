import Model
import Planning
import Testing

@Suite struct ConversionTests {
    private func conversion(
        _ rows: [(String, String, String, String)], to report: String, ledger: String? = "EUR"
    ) throws -> Conversion {
        Conversion(
            rates: try rows.map { (day: try day($0), from: $1, to: $2, rate: try #require(ExactDecimal($3))) },
            reportCurrency: report, ledgerCurrency: ledger)
    }

    /// One unit of a currency on a day, to ten decimals, and the day of the rate.
    private func one(_ currency: String, _ on: String, _ conversion: Conversion) throws -> String? {
        conversion.rate(from: currency, on: try day(on)).map { "\($0.factor.rounded(scale: 10)) of \($0.dated)" }
    }

    @Test func direct() throws {
        let rates = try conversion([("2026-01-31", "USD", "EUR", "0.9"), ("2026-02-28", "USD", "EUR", "0.8")], to: "EUR")
        #expect(try one("USD", "2026-01-31", rates) == "0.9000000000 of 2026-01-31")
        #expect(try one("USD", "2026-02-27", rates) == "0.9000000000 of 2026-01-31")
        #expect(try one("USD", "2026-02-28", rates) == "0.8000000000 of 2026-02-28")
        #expect(try one("USD", "2030-01-01", rates) == "0.8000000000 of 2026-02-28")
        // No rate is known before the first, and none is taken from later.
        #expect(try one("USD", "2026-01-30", rates) == nil)
        #expect(try one("EUR", "1999-12-31", rates) == "1.0000000000 of 1999-12-31")
        #expect(try one("GBP", "2026-02-28", rates) == nil)
    }

    /// 1 ÷ 3 is kept as a fraction: three times it is one, exactly.
    @Test func inverseIsExact() throws {
        let rates = try conversion([("2026-01-01", "EUR", "ILS", "3")], to: "EUR")
        let rate = try #require(rates.rate(from: "ILS", on: try day("2026-01-01")))
        #expect(rate.factor == ExactRational(1, 3))
        #expect(rate.factor.multiplied(by: ExactRational(ExactDecimal(3))) == ExactRational(ExactDecimal(1)))
    }

    /// An old direct rate goes before a new inverse one.
    @Test func directGoesBeforeInverse() throws {
        let rates = try conversion([("2026-01-01", "USD", "EUR", "0.9"), ("2026-02-01", "EUR", "USD", "2")], to: "EUR")
        #expect(try one("USD", "2026-03-01", rates) == "0.9000000000 of 2026-01-01")
    }

    /// GBP → EUR 1.15, EUR → USD 1.10: 1.265. The older of the two dates counts for how stale it is.
    @Test func throughTheLedgersCurrency() throws {
        let rows = [("2026-01-05", "GBP", "EUR", "1.15"), ("2026-02-01", "EUR", "USD", "1.10"), ("2026-01-01", "EUR", "KWD", "0.25")]
        let rates = try conversion(rows, to: "USD")
        #expect(try one("GBP", "2026-02-01", rates) == "1.2650000000 of 2026-01-05")
        // KWD is quoted the other way round: 4 EUR, 4.40 USD.
        #expect(try one("KWD", "2026-02-01", rates) == "4.4000000000 of 2026-01-01")
        #expect(try one("GBP", "2026-01-31", rates) == nil)
        // Only the ledger's currency is gone through.
        #expect(try one("GBP", "2026-02-01", conversion(rows, to: "USD", ledger: "KWD")) == nil)
        #expect(try one("GBP", "2026-02-01", conversion(rows, to: "USD", ledger: nil)) == nil)
    }

    @Test func aRateOfZeroIsNone() throws {
        let rates = try conversion([("2026-01-01", "USD", "EUR", "0"), ("2026-01-02", "EUR", "GBP", "-1")], to: "EUR")
        #expect(try one("USD", "2026-02-01", rates) == nil)
        #expect(try one("GBP", "2026-02-01", rates) == nil)
    }
}
