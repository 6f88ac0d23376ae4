import Foundation
import Testing

/// A report on four items that a test can read at a glance, and then spoil.
///
/// On 2026-10-31, in EUR: 1,000 + 600 of Alfa (ES) are overdue, 400 of Beta (DE) is not, and 150 of cash is unallocated;
/// so 1,850 are open. Countback: October's 400 (31 days), September's 600 (30), 850 of August's 1,000: 26.35 of 31 days.
enum SmallReport {
    static let report = """
        report: small
        title: Small pack
        ledger: ledger.yaml
        as_of: 2026-10-31
        currency: EUR
        group_by: [country]
        trend: { every: month, points: 2 }
        metrics:
          - dso
          - aged_debt: { ranges: [30, 60] }
        outputs: [csv]

        """
    static let ledger = """
        ledger: small
        currency: EUR
        complete_from: 2026-01-01
        extracted_on: 2026-11-20
        sources:
          items: { file: items.csv }
          customers: { file: customers.csv }
        quality: { stale_after: 60 }

        """
    static let items = """
        item_id,customer_id,kind,posted_on,due_on,currency,amount
        I1,C1,invoice,2026-08-10,2026-09-09,EUR,1000.00
        I2,C1,invoice,2026-09-15,2026-10-15,EUR,600.00
        I3,C2,invoice,2026-10-05,2026-11-04,EUR,400.00
        R1,C1,receipt,2026-10-20,,EUR,-150.00

        """
    static let customers = """
        customer_id,name,country
        C1,Alfa,ES
        C2,Beta,DE

        """
    static let files = ["report.yaml": report, "ledger.yaml": ledger, "items.csv": items, "customers.csv": customers]

    /// A plugin of the user's own beside the report.
    static let plugin = [
        "metrics/mine/metric.yaml": """
        metric: mine
        version: "1.0.0"
        title: Mine
        description: What is open.
        formula: open
        facts:
          open: { kind: balance, measures: [amount] }
        values:
          amount: { title: Amount, unit: money, headline: true }
        tables:
          by_node: { title: Mine, from: values, values: [amount] }

        """,
        "metrics/mine/facts/open.sql":
            "SELECT o.as_of, o.scope, SUM(o.open_amount) AS amount FROM open_items o GROUP BY o.as_of, o.scope\n",
        "metrics/mine/kpi.sql":
            "SELECT p.as_of, p.node, COALESCE(o.amount, 0) AS amount FROM points p LEFT JOIN open o USING (as_of, node)\n",
    ]
}

/// What a user changes in the small report, what happens then, and the exact words for it.
struct Mishap: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var files: [String: String?] = [:]
    var arguments: [String] = []
    var exit: Int32
    /// All of standard error; the test's folder reads `HERE`.
    var says: String
    /// Files below `out` afterwards, but for tables.
    var leaves: [String] = []

    init(
        _ description: String, _ changes: Change..., arguments: [String] = [], exit: Int32, leaves: [String] = [],
        says: String
    ) {
        self.init(description, changes, arguments: arguments, exit: exit, leaves: leaves, says: says)
    }

    init(
        _ description: String, _ changes: [Change], arguments: [String] = [], exit: Int32, leaves: [String] = [],
        says: String
    ) {
        testDescription = description
        let sound = SmallReport.files.merging(SmallReport.plugin) { a, _ in a }
        for change in changes {
            let text = (files[change.file] ?? sound[change.file]) ?? ""
            files[change.file] = .some(
                change.old.map { old in change.new.map { text.replacingOccurrences(of: old, with: $0) } ?? nil } ?? change.new)
        }
        if changes.contains(where: { $0.file.hasPrefix("metrics/") }) {
            for (file, text) in SmallReport.plugin where files[file] == nil { files[file] = text }
            files["report.yaml"] = SmallReport.report.replacingOccurrences(of: "- dso", with: "- mine")
        }
        self.arguments = arguments
        self.exit = exit
        self.leaves = leaves
        self.says = says
    }

    struct Change: Sendable {
        var file: String
        /// nil: the whole file.
        var old: String?
        /// nil: the file is not there.
        var new: String?

        static func `in`(_ file: String, _ old: String, _ new: String) -> Change { Change(file: file, old: old, new: new) }
        static func whole(_ file: String, _ text: String?) -> Change { Change(file: file, old: nil, new: text) }
    }

    /// Runs the report in a folder of its own, and holds everything against what is expected.
    func check() throws {
        let folder = try TemporaryFolder()
        for (file, text) in SmallReport.files.merging(files.mapValues { $0 ?? "" }, uniquingKeysWith: { $1 }) {
            if let removed = files[file], removed == nil { continue }
            try folder.write(text, to: file)
        }
        let ended = try Program.countback(["run", "report.yaml", "--quiet", "--output", "out"] + arguments, in: folder.path)
        #expect(ended.exit == exit)
        #expect(ended.errors.replacingOccurrences(of: folder.path, with: "HERE") == says + (says.isEmpty ? "" : "\n"))
        let left = folder.files(below: "out").filter { !$0.contains("/csv/") }
        #expect(left == leaves)
    }
}
