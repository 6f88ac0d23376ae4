internal import Model
internal import Planning

/// Brings the needed exchange rates to the engine as exact fractions, and refuses what has no rate.
struct RateStage {
    let session: any EngineSession
    let relations: HostRelations
    let shape: LedgerShape
    let ledgerCurrency: String?
    let currency: String
    /// The plugins' SQL on the ledger.
    let sql: [String]
    let details: [String]
    /// Key dates without figures, which need no rates either.
    let unavailable: Set<CivilDate>

    private static let staleAfterDays = 35

    private struct Gap {
        var first: CivilDate
        var count: Int
    }

    struct Outcome {
        var findings: [Finding]
        var hasForeign: Bool
        var hasForeignRecords: Bool
        var conversion: Conversion
    }

    func run() throws -> Outcome {
        let conversion = Conversion(rates: try ratesRows(), reportCurrency: currency, ledgerCurrency: ledgerCurrency)
        var gaps: [String: Gap] = [:]
        var hasForeign = false
        var stale: [String: (day: CivilDate, dated: CivilDate, count: Int)] = [:]
        func table(_ needs: String, _ name: String, skipping: Set<CivilDate>) throws -> Bool {
            var hasForeign = false
            var missing: [String: Gap] = [:]
            let rows = try session.rows(needs, for: StatementPurpose("rates")).rows
            var found: [(code: String, day: CivilDate, factor: ExactRational)] = []
            for row in rows {
                guard let day = row[1].day, let first = row[2].day, !skipping.contains(day) else { continue }
                let code = row[0].words
                hasForeign = hasForeign || code != currency
                guard let rate = conversion.rate(from: code, on: day) else {
                    let gap = missing[code] ?? Gap(first: first, count: 0)
                    let items = row[3].wholeNumber ?? 0
                    // Balances name the same items at each key date; flows name each on its own day.
                    let count = name == "balance_rates" && relations.rates == .closing ? max(gap.count, items) : gap.count + items
                    missing[code] = Gap(first: min(gap.first, first), count: count)
                    continue
                }
                if day - rate.dated > Self.staleAfterDays {
                    let known = stale[code]
                    if known == nil || day - rate.dated > known!.day - known!.dated {
                        stale[code] = (day, rate.dated, (known?.count ?? 0) + (row[3].wholeNumber ?? 0))
                    } else {
                        stale[code]?.count += row[3].wholeNumber ?? 0
                    }
                }
                found.append((code, day, rate.factor))
            }
            gaps.merge(missing) { Gap(first: min($0.first, $1.first), count: max($0.count, $1.count)) }
            try session.ingest(Self.source(found), into: name)
            return hasForeign
        }
        hasForeign = try table(relations.balanceRateNeeds, "balance_rates", skipping: relations.rates == .closing ? unavailable : [])
        let readsFlows = (sql + details).contains { SQLWords.of($0).contains("flows") }
        let noFlows = "SELECT currency, posted_on AS day, posted_on AS first_day, 0 AS items FROM ledger_items WHERE 1 = 0"
        hasForeign = try table(readsFlows ? relations.flowRateNeeds(sql: sql + details) : noFlows, "flow_rates", skipping: []) || hasForeign
        let recordNeeds = relations.recordRateNeeds(sql: sql + details)
        let skipped = relations.rates == .closing ? unavailable : []
        let hasForeignRecords = try recordNeeds.map { try table($0, "record_rates", skipping: skipped) } ?? false
        if !gaps.isEmpty { throw Refusal(.badData, gaps.sorted { $0.key < $1.key }.map(missing)) }
        let old = stale.sorted { $0.key < $1.key }.map { code, worst in
            Finding(
                "stale-rate", .warning,
                "the rate from \(code) to \(currency) used for \(worst.day) is of \(worst.dated), \(worst.day - worst.dated) days older",
                remedy: "Add newer rows to fx_rates.", count: worst.count)
        }
        return Outcome(findings: old, hasForeign: hasForeign, hasForeignRecords: hasForeignRecords, conversion: conversion)
    }

    /// p and q as 64-bit integers where all fit, which they nearly always do: engines divide those far faster.
    private static func source(_ rates: [(code: String, day: CivilDate, factor: ExactRational)]) -> RowsSource {
        let isSmall = rates.allSatisfy { Int64(exactly: $0.factor.numerator) != nil && Int64(exactly: $0.factor.denominator) != nil }
        let whole = isSmall ? VectorType.int64 : .decimal(precision: 38, scale: 0)
        func value(_ number: Int128) -> ScalarValue {
            isSmall ? .integer(Int(number)) : .decimal(ExactDecimal(unscaled: number, scale: 0))
        }
        return RowsSource(
            fields: [
                ColumnField("currency", .text), ColumnField("day", .date), ColumnField("p", whole),
                ColumnField("q", whole),
            ], rows: rates.map { [.text($0.code), .date($0.day), value($0.factor.numerator), value($0.factor.denominator)] })
    }

    private func missing(_ code: String, _ gap: Gap) -> Finding {
        Finding(
            "missing-rate", .error,
            "there is no rate from \(code) to \(currency) on or before \(gap.first), for \(gap.count.counted("item"))",
            remedy: "Add a row to fx_rates: from \(code) to \(currency) (or the inverse"
                + (ledgerCurrency.map { $0 == currency || $0 == code ? ")" : ", or both to \($0))" } ?? ")")
                + ", dated \(gap.first) or earlier.", count: gap.count)
    }

    private func ratesRows() throws -> [(day: CivilDate, from: String, to: String, rate: ExactDecimal)] {
        guard shape.relations["fx_rates"] != nil else { return [] }
        let rows = try session.rows(
            "SELECT rate_date, from_currency, to_currency, rate FROM ledger_fx_rates", for: StatementPurpose("rates"))
        return rows.rows.compactMap { row in
            guard let day = row[0].day, let rate = row[3].number else { return nil }
            return (day, row[1].words, row[2].words, rate)
        }
    }
}
