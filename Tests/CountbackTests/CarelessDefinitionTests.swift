import Testing

/// Slips in a report definition or on the command line: nothing is computed, and the place is shown.
@Suite struct CarelessDefinitionTests {
    @Test(arguments: [
        Mishap(
            "an unknown dimension", .in("report.yaml", "[country]", "[contry]"), exit: 78,
            says: """
                report.yaml:6:12: error: there is no dimension "contry": neither customers nor items of the ledger has such a column [unknown-dimension]
                    group_by: [contry]
                               ^
                  did you mean "country"?
                """),
        Mishap(
            "a metric misspelt", .in("report.yaml", "- dso", "- dsoo"), exit: 78,
            says: """
                report.yaml:9:5: error: there is no metric "dsoo" [unknown-metric]
                      - dsoo
                        ^
                  did you mean "dso"? the metrics are aged_debt, collection_attainment, dispute_cycle_time, dso, promises_kept, unallocated_cash
                """),
        Mishap(
            "ranges that don't rise", .in("report.yaml", "[30, 60]", "[60, 30]"), exit: 78,
            says: """
                report.yaml:10:26: error: "ranges" is 60, 30: each bound must be greater than the one before [not-rising]
                      - aged_debt: { ranges: [60, 30] }
                                             ^
                  write rising upper bounds in days, such as [30, 60, 90]
                """),
        Mishap(
            "several at once", .in("report.yaml", "- dso", "- dsoo"), .in("report.yaml", "ranges:", "range:"),
            .in("ledger.yaml", "currency: EUR", "currency: Euro"), exit: 78,
            says: """
                ledger.yaml:2:11: error: "currency" must be a currency code of three capital letters, not "Euro" [bad-value]
                    currency: Euro
                              ^
                  write an ISO 4217 code such as EUR
                report.yaml:9:5: error: there is no metric "dsoo" [unknown-metric]
                      - dsoo
                        ^
                  did you mean "dso"? the metrics are aged_debt, collection_attainment, dispute_cycle_time, dso, promises_kept, unallocated_cash
                report.yaml:10:25: error: "aged_debt" has no parameter "range" [unknown-parameter]
                      - aged_debt: { range: [30, 60] }
                                            ^
                  did you mean "ranges"?
                """),
        Mishap(
            "a ledger that isn't there, and all else that is wrong", .whole("ledger.yaml", nil), .in("report.yaml", "- dso", "- dsoo"), exit: 66,
            says: """
                report.yaml:3:9: error: there is no file "ledger.yaml" [missing-file]
                    ledger: ledger.yaml
                            ^
                  check the path
                report.yaml:9:5: error: there is no metric "dsoo" [unknown-metric]
                      - dsoo
                        ^
                  did you mean "dso"? the metrics are aged_debt, collection_attainment, dispute_cycle_time, dso, promises_kept, unallocated_cash
                """),
        Mishap(
            "a share of more digits than can be multiplied",
            .in("report.yaml", "[30, 60] }", "[30, 60], target: { overdue_share: 99999999999999999999999999999999999999 } }"), exit: 78,
            says: """
                report.yaml:10:61: error: a target of 99999999999999999999999999999999999999 for the share "overdue_share" is far more than 100 % [percent-target]
                      - aged_debt: { ranges: [30, 60], target: { overdue_share: 99999999999999999999999999999999999999 } }
                                                                                ^
                  did you mean 99999999999999999999999999999999999999%?
                """),
        Mishap(
            "a definition that isn't there", .whole("report.yaml", nil), exit: 66,
            says: """
                error: there is no file "report.yaml" [missing-file]
                  check the path; it is read from the current folder
                """),
        Mishap(
            "a format that there isn't", arguments: ["--format", "xlsx,pdf"], exit: 64,
            says: """
                Error: there is no format "pdf": choose from xlsx, csv, html
                Usage: countback <subcommand>
                  See 'countback --help' for more information.
                """),
        Mishap(
            "an engine without a server", arguments: ["--engine", "spark"], exit: 69,
            says: """
                error: the engine spark needs a server, and none is named [no-engine-connection]
                  Add a connection with `driver: spark` to the ledger definition, or set COUNTBACK_SPARK_URI, such as sc://spark.example:15002/;use_ssl=true;token=…; `scripts/spark-for-tests.sh` starts a server on this machine and prints its port.
                """),
        Mishap(
            "a key date that doesn't exist", arguments: ["--as-of", "2026-02-30"], exit: 64,
            says: """
                --as-of: error: "as_of" must be a date such as 2026-11-20 or a word such as last_friday, not "2026-02-30" [bad-value]
                  the words are last_<weekday>, month_end, quarter_end, yesterday and ledger_end
                """),
        Mishap(
            "a setting without its metric", arguments: ["--set", "window=60"], exit: 64,
            says: """
                error: --set window=60 is not metric.parameter=value [bad-setting]
                  For example: --set dso.window=60, --set aged_debt.ranges=30,60,90.
                """),
        Mishap(
            "a setting of a metric that isn't selected", arguments: ["--set", "dos.window=60"], exit: 64,
            says: """
                error: --set dos.window=60: the report doesn't select the metric "dos" [bad-setting]
                  did you mean "dso"?
                """),
        Mishap(
            "a setting that isn't a parameter", arguments: ["--set", "dso.windo=60"], exit: 78,
            says: """
                --set dso.windo=60: error: "dso" has no parameter "windo" [unknown-parameter]
                  did you mean "window"?
                """),
        Mishap(
            "a setting out of range", arguments: ["--set", "dso.window=0"], exit: 78,
            says: """
                --set dso.window=0: error: "window" must be a whole number from 1 to 3660, not "0" [bad-value]
                """),
    ])
    func isToldWhere(_ mishap: Mishap) throws { try mishap.check() }

    /// With a window of 30 days, (2026-10-01, 2026-10-31], only October's 400 are sales: 1,850 ÷ 400 × 30 = 138.75.
    @Test func aSettingChangesTheFigure() throws {
        let folder = try TemporaryFolder()
        for (file, text) in SmallReport.files { try folder.write(text, to: file) }
        let ended = try Program.countback(["run", "report.yaml", "-q", "--set", "dso.window=30"], in: folder.path)
        #expect(ended.exit == 0)
        let manifest = try Manifest(folder.path + "/output/small/2026-10-31/manifest.json")
        #expect(manifest.value("dso", "simple", [], "2026-10-31")?.value == "138.75")
    }
}
