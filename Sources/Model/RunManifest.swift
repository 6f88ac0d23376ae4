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
    package init(relation: String, path: String, hash: ContentHash, read: Int, loaded: Int, rejected: Int) {
        self.relation = relation
        self.path = path
        self.hash = hash
        self.read = read
        self.loaded = loaded
        self.rejected = rejected
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
