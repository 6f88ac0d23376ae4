import Definitions
import Model
import Testing

@Suite struct ReportDefinitionTests {
    static let everyKey = """
        report: weekly-metric-pack
        title: Weekly metric pack
        ledger: ../ledgers/sample.yaml
        as_of: last_friday
        currency: EUR
        language: he
        calendar: { by: country, default: NO }
        zone: Europe/Madrid
        group_by: [geo, country]
        filter: { entity: ["1000", 2000], country: NO }
        trend: { every: week, points: 13 }
        fiscal_year_start: 4
        week_start: sunday
        rates: document_date
        near: 2.5%
        metrics:
          - dso: { window: 90, target: 45 }
          - aged_debt:
              ranges: [30, 60, 010]
              target: { overdue_share: 15%, total: 1000.50 }
              near: 0.1
          - unallocated_cash
          - dispute_cycle_time:
        outputs: [csv, xlsx]
        csv: { locale: european }
        severities: { no-due-date: error, stale-rate: info }
        """

    @Test func everyKeyIsRead() throws {
        let report = try ReportDefinition.read(text(Self.everyKey)).get()
        #expect(report.name == "weekly-metric-pack")
        #expect(report.title == "Weekly metric pack")
        #expect(report.path == "/definitions/file.yaml")
        #expect(report.ledgerPath == "/ledgers/sample.yaml")
        #expect(report.ledgerPlace?.description == "file.yaml:3:9")
        #expect(report.asOf == .lastWeekday(5))
        #expect(report.currency == "EUR")
        #expect(report.language == "he")
        // YAML 1.1 would make Norway false.
        #expect(report.calendar == .by(dimension: "country", fallback: "NO"))
        #expect(report.zone == "Europe/Madrid")
        #expect(report.groupBy.map(\.name) == ["geo", "country"])
        #expect(report.groupBy[1].place.description == "file.yaml:9:17")
        #expect(report.filter.map(\.dimension.name) == ["entity", "country"])
        #expect(report.filter.map(\.members) == [["1000", "2000"], ["NO"]])
        #expect(report.trend == Trend(every: .week, points: 13))
        #expect(report.fiscalYearStart == 4)
        #expect(report.weekStart == 7)
        #expect(report.rates == .document_date)
        #expect(report.metrics.map(\.id) == ["dso", "aged_debt", "unallocated_cash", "dispute_cycle_time"])
        #expect(report.metrics[0].parameters.mapValues(\.value) == ["window": .scalar("90")])
        #expect(report.metrics[0].targets.mapValues(\.value) == ["": ExactDecimal(45)])
        // YAML 1.1 would read 010 as eight.
        #expect(report.metrics[1].parameters["ranges"]?.value == .list(["30", "60", "010"]))
        #expect(report.metrics[1].targets["overdue_share"]?.value.description == "0.15")
        #expect(report.metrics[1].targets["total"]?.value.description == "1000.50")
        #expect(report.near == ExactDecimal("0.025"))
        #expect(report.metrics.map(\.near?.value) == [nil, ExactDecimal("0.1"), nil, nil])
        #expect(report.calendarPlace?.description == "file.yaml:7:35")
        #expect(report.outputs == [.csv, .xlsx])
        #expect(report.csvLocale == .european)
        #expect(report.severities.mapValues(\.value) == ["no-due-date": .error, "stale-rate": .info])
    }

    @Test func whatIsNotSaidHasItsDefault() throws {
        let report = try ReportDefinition.read(text("report: r\nledger: l.yaml\nmetrics: [dso]\n")).get()
        #expect(report.title == "r")
        #expect(report.asOf == .ledgerEnd)
        #expect(report.currency == nil)
        #expect(report.zone == "UTC")
        #expect(report.trend == Trend(every: .week, points: 1))
        #expect(report.near == ExactDecimal("0.05"))
        #expect(report.metrics[0].near == nil)
        #expect(report.outputs == [.xlsx, .csv, .html])
        #expect(report.ledgerPath == "/definitions/l.yaml")
    }

    @Test(arguments: [
        ("2026-11-20", KeyDateRule.date(CivilDate(daysSinceEpoch: 20_777))), ("last_monday", .lastWeekday(1)),
        ("last_sunday", .lastWeekday(7)), ("month_end", .monthEnd), ("quarter_end", .quarterEnd),
        ("yesterday", .yesterday), ("ledger_end", .ledgerEnd),
    ])
    func keyDates(word: String, rule: KeyDateRule) { #expect(KeyDateRule(word: word) == rule) }

    @Test func severalProblemsAtOnceInTheOrderOfTheFile() {
        let reading = ReportDefinition.read(
            text(
                """
                report: weekly
                titel: Weekly
                ledger: l.yaml
                as_of: last_fridy
                trend: { every: weak, points: 130 }
                metrics:
                  - dso
                  - dso
                """, "weekly.yaml"))
        #expect(reading.value == nil)
        #expect(
            reading.findings.map(\.description).joined(separator: "\n") == """
                weekly.yaml:2:1: error: a report definition has no key "titel" [unknown-key]
                    titel: Weekly
                    ^
                  did you mean "title"?
                weekly.yaml:4:8: error: "as_of" must be a date such as 2026-11-20 or a word such as last_friday, not "last_fridy" [bad-value]
                    as_of: last_fridy
                           ^
                  did you mean "last_friday"?
                weekly.yaml:5:17: error: "every" can't be "weak" [unknown-word]
                    trend: { every: weak, points: 130 }
                                    ^
                  did you mean "week"?
                weekly.yaml:5:31: error: "points" must be a whole number from 1 to 120, not "130" [bad-value]
                    trend: { every: weak, points: 130 }
                                                  ^
                weekly.yaml:8:5: error: the metric "dso" is already selected on line 7 [duplicate-metric]
                      - dso
                        ^
                  remove one of the two; their tables would have the same names
                """)
    }
}
