/// A country that the sample company sells to: its currency, its customs of payment and its weekend.
struct SampleCountry: Sendable {
    let code: StaticString
    let geo: StaticString
    let language: StaticString
    /// Index into `SampleCurrency.all`.
    let currency: Int
    /// A second currency in which a few of its customers are invoiced.
    let otherCurrency: Int
    /// Company code; one for each country.
    let entity: Int
    /// ISO weekdays.
    let weekend: Set<Int>
    let paymentTerms: [Int]
    let legalForms: [String]
    /// The portal that takes electronic invoices.
    let portal: StaticString

    static let all: [SampleCountry] = [
        .init(
            code: "DE", geo: "EMEA", language: "de", currency: 0, otherCurrency: 4, entity: 1000, weekend: [6, 7],
            paymentTerms: [14, 30, 30, 45], legalForms: ["GmbH", "AG", "GmbH & Co. KG"], portal: "Peppol"),
        .init(
            code: "ES", geo: "EMEA", language: "es", currency: 0, otherCurrency: 1, entity: 2000, weekend: [6, 7],
            paymentTerms: [30, 45, 60, 60], legalForms: ["SL", "SA", "Hermanos, SL"], portal: "FACe"),
        .init(
            code: "FR", geo: "EMEA", language: "fr", currency: 0, otherCurrency: 4, entity: 3000, weekend: [6, 7],
            paymentTerms: [30, 45, 60], legalForms: ["SARL", "SAS", "& Fils"], portal: "Chorus Pro"),
        .init(
            code: "GB", geo: "EMEA", language: "en", currency: 1, otherCurrency: 0, entity: 4000, weekend: [6, 7],
            paymentTerms: [14, 30, 30], legalForms: ["Ltd", "plc", "& Sons, Ltd"], portal: "Tradeshift"),
        .init(
            code: "IL", geo: "EMEA", language: "he", currency: 2, otherCurrency: 4, entity: 5000, weekend: [5, 6],
            paymentTerms: [30, 60, 60], legalForms: ["Ltd", "בע״מ"], portal: "Nipendo"),
        .init(
            code: "KW", geo: "EMEA", language: "en", currency: 3, otherCurrency: 4, entity: 6000, weekend: [5, 6],
            paymentTerms: [30, 45, 60], legalForms: ["WLL", "KSCC"], portal: "Ariba"),
        .init(
            code: "US", geo: "AMER", language: "en", currency: 4, otherCurrency: 0, entity: 7000, weekend: [6, 7],
            paymentTerms: [14, 30, 30, 45], legalForms: ["Inc.", "LLC", "Corp."], portal: "Coupa"),
        .init(
            code: "JP", geo: "APAC", language: "en", currency: 5, otherCurrency: 4, entity: 8000, weekend: [6, 7],
            paymentTerms: [30, 60], legalForms: ["KK", "GK"], portal: "Ariba"),
    ]

    /// The country of every twentieth customer and collector: 14 of 20 are in the euro area, so 30 % of the amount is
    /// foreign whatever the size; each country comes among the first eight.
    static let pattern = [0, 1, 6, 2, 3, 4, 5, 7, 0, 1, 2, 0, 6, 1, 0, 2, 0, 1, 0, 1]
}

/// A currency of the sample with its minor units and a round exchange rate to size amounts by.
struct SampleCurrency: Sendable {
    let code: StaticString
    let decimals: Int
    /// Minor units that 1,000 euro cents are worth.
    let perThousandCents: Int

    static let all: [SampleCurrency] = [
        .init(code: "EUR", decimals: 2, perThousandCents: 1000),
        .init(code: "GBP", decimals: 2, perThousandCents: 850),
        .init(code: "ILS", decimals: 2, perThousandCents: 4000),
        .init(code: "KWD", decimals: 3, perThousandCents: 3350),
        .init(code: "USD", decimals: 2, perThousandCents: 1087),
        .init(code: "JPY", decimals: 0, perThousandCents: 1630),
    ]
}
