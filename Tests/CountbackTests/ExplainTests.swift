import Foundation
import Testing

/// `countback explain` on four items that can be worked out by hand; see `SmallReport` for the figures.
@Suite struct ExplainTests {
    private func folder(_ files: [String: String] = SmallReport.files) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
        return folder
    }

    private func explain(_ arguments: String..., in folder: TemporaryFolder) throws -> Program.Ended {
        try Program.countback(["explain", "report.yaml", "--quiet"] + arguments, in: folder.path)
    }

    /// October's 31 and September's 30 days are covered; 850 of August's 1,000 are left: 61 + 26.35.
    @Test func theWholeIsExplained() throws {
        let folder = try folder()
        let ended = try explain("--metric", "dso", in: folder)
        #expect(ended.exit == 0, "\(ended.errors)")
        #expect(
            ended.out.hasPrefix(
                """
                DSO (countback) of the whole at 2026-10-31: 87.35 days
                  = 61 days of months whose sales are covered + 850.00 left ÷ 1000.00 of the month before × its 31 days

                Formula of dso 1.0.0

                """), "\(ended.out)")
        #expect(
            ended.out.contains(
                """
                Facts receivables (dso/facts/receivables.sql), at 2026-10-31
                  debt     unallocated  not_due
                  2000.00  150.00       400.00

                """), "\(ended.out)")
        #expect(
            ended.out.contains(
                """
                Facts sales (dso/facts/sales.sql), by month, newest first
                  month    sales
                  2026-10  400.00
                  2026-09  600.00
                  2026-08  1000.00

                """), "\(ended.out)")
        #expect(ended.out.contains("  window = 90  (default): Days of sales in the simple figure\n"))
        #expect(ended.out.contains("  items: items.csv, 4 of 4 rows, SHA-256 "))
        #expect(ended.out.contains("  -- dso/kpi.sql\n"))
    }

    /// Beta's 400 are October's sales to the cent: nothing is left for a part of a month.
    @Test func whatIsMissingIsLeftOut() throws {
        let ended = try explain("--metric", "dso", "--node", "DE", in: folder())
        #expect(
            ended.out.hasPrefix("DSO (countback) of DE at 2026-10-31: 31.00 days\n  = 31 days of months whose sales are covered\n"),
            "\(ended.out)")
    }

    /// Of Spain's 1,600 all are overdue: 52 days since 2026-09-09, 16 since 2026-10-15.
    @Test func listsHoldTheNodesItems() throws {
        let ended = try explain("--metric", "aged_debt", "--node", "ES", "--value", "total", in: folder())
        #expect(
            ended.out.hasPrefix(
                """
                Open balance of ES at 2026-10-31: 1450.00 EUR
                  = 1600.00 in the buckets − 150.00 of unallocated cash

                """), "\(ended.out)")
        #expect(ended.out.contains("Overdue items to chase: 2 rows\n"), "\(ended.out)")
        #expect(ended.out.contains("I1") && ended.out.contains("I2"))
        #expect(!ended.out.contains("I3"))
        let other = try explain("--metric", "aged_debt", "--node", "DE", "--value", "overdue", in: folder())
        #expect(other.out.contains("Overdue items to chase: 0 rows\n"), "\(other.out)")
    }

    @Test(arguments: [
        (["--metric", "dsoo"], "error: the report has no metric \"dsoo\" [unknown-metric]\n  did you mean \"dso\"?\n"),
        (["--metric", "dso", "--value", "simpel"], "error: the metric dso has no value \"simpel\" [unknown-value]\n  did you mean \"simple\"?\n"),
        (["--metric", "dso", "--node", "FR"], "error: the report has no node \"FR\" (country) [unknown-node]\n  Its first level is DE, ES.\n"),
        (
            ["--metric", "dso", "--engine", "postgresql", "--sql", "x"],
            "error: --sql writes a script for DuckDB, and the report is computed on postgresql [script-needs-duckdb]\n"
                + "  Add --engine duckdb; the figures are the same.\n"
        ),
    ]) func wrongNamesAreRefused(arguments: [String], says: String) throws {
        let folder = try folder()
        let ended = try Program.countback(["explain", "report.yaml", "--quiet"] + arguments, in: folder.path)
        #expect(ended.exit == 64)
        #expect(ended.errors == says)
        #expect(ended.out == "")
    }

    @Test func aFigureThatIsUnavailableSaysWhy() throws {
        var files = SmallReport.files
        files["items.csv"] = "item_id,customer_id,kind,posted_on,due_on,currency,amount\nR1,C1,receipt,2026-10-20,,EUR,-150.00\n"
        let ended = try explain("--metric", "dso", in: folder(files))
        #expect(ended.out.hasPrefix("DSO (countback) of the whole at 2026-10-31: unavailable: no receivables\n\nFormula"), "\(ended.out)")
    }

    /// The script is run by DuckDB's own Python module, which knows nothing of Countback.
    @Test(arguments: [("dso", "ES"), ("aged_debt", ""), ("aged_debt", "DE")]) func theScriptGivesTheSame(metric: String, node: String) throws {
        var files = SmallReport.files
        // Quotes, a line break and an empty name must survive the files.
        files["customers.csv"] = "customer_id,name,country\nC1,\"Al\"\"fa,\nSA\",ES\nC2,Beta,DE\nC3,,\n"
        let folder = try folder(files)
        let ended = try Program.countback(
            ["explain", "report.yaml", "-q", "--metric", metric, "--node", node, "--sql", "why"], in: folder.path)
        #expect(ended.exit == 0, "\(ended.errors)")
        #expect(ended.out.hasSuffix("\nThe same in SQL, with its rows: why/explain.sql\n"))
        let columns = metric == "dso" ? "countback_whole, countback_numerator, countback_denominator" : "total, overdue, debits"
        let wanted = ["dsoES": "61 26350.00 1000.00", "aged_debt": "1850.00 1600.00 2000.00", "aged_debtDE": "400.00 0.00 400.00"]
        try folder.write(Self.replaying, to: "replay.py")
        let replayed = try Program.run(Program.python, ["replay.py", columns], in: folder.path)
        #expect(replayed.exit == 0, "\(replayed.errors)")
        #expect(replayed.out == (wanted[metric + node] ?? "") + "\n")
    }

    private static let replaying = """
        import os, sys, duckdb
        os.chdir("why")
        rows = duckdb.connect().execute(open("explain.sql", encoding="utf-8").read())
        names = [column[0] for column in rows.description]
        (row,) = rows.fetchall()
        found = dict(zip(names, row))
        def written(figure): return str(figure) if isinstance(figure, int) else f"{figure:.2f}"
        print(*(written(found[name]) for name in sys.argv[1].split(", ")))
        """
}
