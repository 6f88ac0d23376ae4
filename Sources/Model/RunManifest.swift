/// Where a pack's figures come from and what was written: `manifest.json` but for its `values`, which are streamed.
package struct RunManifest: Sendable, Hashable {
    package var report: String
    /// Whose part of a split it is; nil for the whole.
    package var member: String?
    package var asOf: CivilDate
    package var currency: String
    /// `duckdb`, `postgresql`, `spark`.
    package var engine: String
    /// Of Countback, the engine, the plugins: name to version.
    package var versions: [String: String]
    package var definitions: [HashedFile]
    package var plugins: [HashedFile]
    package var sources: [SourceFile]
    package var controls: [ControlResult]
    package var checks: [CheckResult]
    package var dataChecks: [DataCheckOutcome]
    package var findings: [Finding]

    package init(
        report: String, asOf: CivilDate, currency: String, engine: String, versions: [String: String] = [:],
        definitions: [HashedFile] = [], plugins: [HashedFile] = [], sources: [SourceFile] = [],
        controls: [ControlResult] = [], checks: [CheckResult] = [], dataChecks: [DataCheckOutcome] = [], findings: [Finding] = []
    ) {
        self.report = report
        self.asOf = asOf
        self.currency = currency
        self.engine = engine
        self.versions = versions
        self.definitions = definitions
        self.plugins = plugins
        self.sources = sources
        self.controls = controls
        self.checks = checks
        self.dataChecks = dataChecks
        self.findings = findings
    }
}

/// A file by a path that means the same on every machine, and what was in it.
package struct HashedFile: Sendable, Hashable {
    package var path: String
    package var hash: ContentHash
    package init(path: String, hash: ContentHash) {
        self.path = path
        self.hash = hash
    }
}

/// A relation's control total from the ERP beside what its files hold.
package struct ControlResult: Sendable, Hashable {
    package var relation: String
    /// The currency of an amount; nil for the number of rows.
    package var currency: String?
    package var stated: ExactDecimal
    package var found: ExactDecimal
    /// The day of a balance; nil for what the files hold.
    package var at: CivilDate?
    package init(relation: String, currency: String?, stated: ExactDecimal, found: ExactDecimal, at: CivilDate? = nil) {
        self.relation = relation
        self.currency = currency
        self.stated = stated
        self.found = found
        self.at = at
    }
    package var holds: Bool { stated == found }
}

/// A metric's equation at a node and key date, and whether its two sides agree.
package struct CheckResult: Sendable, Hashable {
    package var metric: String
    package var title: String
    package var node: [String]
    package var asOf: CivilDate
    package var holds: Bool
    /// nil where that side is unavailable.
    package var left: ExactDecimal?
    package var right: ExactDecimal?
    package init(
        metric: String, title: String, node: [String], asOf: CivilDate, holds: Bool, left: ExactDecimal?,
        right: ExactDecimal?
    ) {
        self.metric = metric
        self.title = title
        self.node = node
        self.asOf = asOf
        self.holds = holds
        self.left = left
        self.right = right
    }
}

/// One line of the manifest's `values`: a figure at a node and key date.
package struct Figure: Sendable, Hashable {
    package var metric: String
    package var valueID: String
    /// From the top down; empty for the whole.
    package var node: [String]
    package var asOf: CivilDate
    /// nil when unavailable, and then `reason` says why.
    package var value: ExactDecimal?
    package var unit: ValueUnit
    package var target: ExactDecimal?
    package var status: TargetStatus?
    package var reason: String?

    package init(
        metric: String, valueID: String, node: [String], asOf: CivilDate, value: ExactDecimal?, unit: ValueUnit,
        target: ExactDecimal? = nil, status: TargetStatus? = nil, reason: String? = nil
    ) {
        self.metric = metric
        self.valueID = valueID
        self.node = node
        self.asOf = asOf
        self.value = value
        self.unit = unit
        self.target = target
        self.status = status
        self.reason = reason
    }
}

/// What was read from one file of a source.
package struct SourceFile: Sendable, Hashable {
    package var relation: String
    /// As written in the definition's folder: relative where it lies below it.
    package var path: String
    package var hash: ContentHash
    /// Records counted by a reader of its own, header not counted.
    package var read: Int
    package var loaded: Int
    package var rejected: Int
    /// The first and last day of the loaded rows' own date (`LedgerRelation.dateColumn`), where the relation has one.
    package var firstDay: CivilDate?
    package var lastDay: CivilDate?
    /// Lines that the format says are no rows (subtotals, page headers).
    package var skipped = 0
    /// Rows that a later file of the source has too, where the definition lets that one count.
    package var replaced = 0
    package init(
        relation: String, path: String, hash: ContentHash, read: Int, loaded: Int, rejected: Int, skipped: Int = 0
    ) {
        self.relation = relation
        self.path = path
        self.hash = hash
        self.read = read
        self.loaded = loaded
        self.rejected = rejected
        self.skipped = skipped
    }
}

/// A row that could not be read: where, why, and the row itself.
package struct Reject: Sendable, Hashable {
    package var relation: String
    package var file: String
    /// The line on which the record starts, from 1.
    package var line: Int
    package var column: String?
    package var reason: String
    package var raw: String
    package init(relation: String, file: String, line: Int, column: String?, reason: String, raw: String) {
        self.relation = relation
        self.file = file
        self.line = line
        self.column = column
        self.reason = reason
        self.raw = raw
    }
}
