/// A plugin's specification by example: given tables and parameters, and the figures they must lead to.
package struct WorkedExample: Sendable, Hashable {
    package struct GivenTable: Sendable, Hashable {
        package var columns: [String]
        package var rows: [[String]]
        package var place: Place
        package init(columns: [String], rows: [[String]], place: Place) {
            self.columns = columns
            self.rows = rows
            self.place = place
        }
    }

    package enum Outcome: Sendable, Hashable {
        case equals(ExactDecimal)
        /// Part of the reason.
        case unavailable(String)
    }

    package struct ExpectedValue: Sendable, Hashable {
        package var value: String
        package var node: [String]
        /// nil: the report's key date.
        package var asOf: CivilDate?
        package var outcome: Outcome
        package var target: ExactDecimal?
        package var status: TargetStatus?
        /// The figure that the change is taken from.
        package var previous: ExactDecimal?
        package var place: Place
        package init(
            value: String, node: [String], asOf: CivilDate?, outcome: Outcome, target: ExactDecimal?,
            status: TargetStatus?, place: Place
        ) {
            self.value = value
            self.node = node
            self.asOf = asOf
            self.outcome = outcome
            self.target = target
            self.status = status
            self.place = place
        }
    }

    package struct ExpectedTable: Sendable, Hashable {
        package var table: String
        package var node: [String]
        package var expected: GivenTable
        package init(table: String, node: [String], expected: GivenTable) {
            self.table = table
            self.node = node
            self.expected = expected
        }
    }

    /// The run is refused with this exit code, and one of its findings contains this text.
    package struct ExpectedError: Sendable, Hashable {
        package var exit: ExitCode
        package var contains: String
        package init(exit: ExitCode, contains: String) {
            self.exit = exit
            self.contains = contains
        }
    }

    package var title: String
    package var metric: String
    package var path: String
    package var ledger: LedgerDefinition
    package var report: ReportDefinition
    package var given: [String: GivenTable]
    package var values: [ExpectedValue]
    package var tables: [ExpectedTable]
    /// Ids of findings that must be there.
    package var findings: [String]
    package var error: ExpectedError?

    package init(
        title: String, metric: String, path: String, ledger: LedgerDefinition, report: ReportDefinition,
        given: [String: GivenTable], values: [ExpectedValue], tables: [ExpectedTable], findings: [String],
        error: ExpectedError?
    ) {
        self.title = title
        self.metric = metric
        self.path = path
        self.ledger = ledger
        self.report = report
        self.given = given
        self.values = values
        self.tables = tables
        self.findings = findings
        self.error = error
    }
}
