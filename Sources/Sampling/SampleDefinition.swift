internal import Model

/// The ledger definition that belongs to a sample ledger.
struct SampleDefinition {
    let items: Int
    /// Sums of the items' amounts in minor units, by currency.
    let control: [Int]

    /// The YAML text, for extracts beside it.
    var text: String {
        let amounts = zip(SampleCurrency.all, control).map { currency, minor in
            "\(currency.code): \(ExactDecimal(unscaled: Int128(minor), scale: currency.decimals))"
        }
        let calendars = SampleCountry.all.map { country in
            "  \(country.code): { weekend: [\(country.weekend.contains(7) ? "sat, sun" : "fri, sat")] }"
        }
        let relations = [
            "allocations", "customers", "disputes", "targets", "fx_rates", "promises", "submissions", "activities",
            "holidays",
        ].map { "  \($0): { file: \($0).csv }" }
        return """
            # An invented company that sells in eight countries: made by `countback sample`.
            # The files' headers are the ledger's own column names, so no columns are mapped.
            ledger: sample
            currency: EUR
            complete_from: \(day(SampleSpan.completeFrom))
            extracted_on: \(day(SampleSpan.end))
            calendars:
            \(calendars.joined(separator: "\n"))
            sources:
              items:
                file: items.csv
                control: { rows: \(items), amount: { \(amounts.joined(separator: ", ")) } }
            \(relations.joined(separator: "\n"))

            """
    }

    private func day(_ day: Int) -> String { CivilDate(daysSinceEpoch: Int32(day)).description }
}
