internal import Model

/// The entries of the manifest's lists, keys in the order of the contract.
extension JSONValue {
    static func hashed(_ file: HashedFile) -> JSONValue {
        .object([("path", .string(file.path)), ("sha256", .string(file.hash.sha256))])
    }

    static func output(_ file: HashedFile) -> JSONValue {
        .object([
            ("path", .string(file.path)), ("sha256", .string(file.hash.sha256)), ("bytes", .integer(file.hash.bytes)),
        ])
    }

    /// `controls` are those of the file's relation: the ERP states them for all its files together.
    static func source(_ file: SourceFile, _ controls: [ControlResult]) -> JSONValue {
        .object([
            ("relation", .string(file.relation)), ("path", .string(file.path)), ("sha256", .string(file.hash.sha256)),
            ("bytes", .integer(file.hash.bytes)), ("read", .integer(file.read)), ("loaded", .integer(file.loaded)),
            ("rejected", .integer(file.rejected)),
        ] + (file.skipped > 0 ? [("skipped", .integer(file.skipped))] : [])
            + (file.replaced > 0 ? [("replaced", .integer(file.replaced))] : [])
            + [
                ("first_day", .optional(file.firstDay?.description)), ("last_day", .optional(file.lastDay?.description)),
                ("control_totals", .array(controls.map { control($0) })),
            ])
    }

    private static func control(_ total: ControlResult) -> JSONValue {
        .object([
            ("of", .string(total.at != nil ? "balance" : total.currency == nil ? "rows" : "amount")),
            ("at", .optional(total.at?.description)), ("currency", .optional(total.currency)),
            ("stated", .decimal(total.stated)), ("found", .decimal(total.found)), ("holds", .boolean(total.holds)),
        ])
    }

    static func figure(_ figure: Figure) -> JSONValue {
        .object([
            ("metric", .string(figure.metric)), ("value_id", .string(figure.valueID)), ("node", .strings(figure.node)),
            ("as_of", .string(figure.asOf.description)), ("value", .decimal(figure.value)),
            ("unit", .string(figure.unit.rawValue)), ("target", .decimal(figure.target)),
            ("status", .optional(figure.status?.rawValue)), ("reason", .optional(figure.reason)),
        ])
    }

    static func check(_ check: CheckResult) -> JSONValue {
        .object([
            ("metric", .string(check.metric)), ("title", .string(check.title)), ("node", .strings(check.node)),
            ("as_of", .string(check.asOf.description)), ("holds", .boolean(check.holds)),
            ("left", .decimal(check.left)), ("right", .decimal(check.right)),
        ])
    }

    /// Of the data: `holds` is null where there was nothing to check, and `reason` says why.
    static func dataCheck(_ check: DataCheckOutcome) -> JSONValue {
        var (holds, reason) = (JSONValue.boolean(check.holds), JSONValue.null)
        if case .notMade(let why) = check.state { (holds, reason) = (.null, .string(why)) }
        return .object([
            ("id", .string(check.id)), ("severity", .string(check.severity.rawValue)), ("subject", .string(check.subject)),
            ("title", .string(check.title)), ("holds", holds), ("count", .integer(check.count)), ("amounts", amounts(check.amounts)),
            ("place", .optional(check.place)), ("reason", reason),
        ])
    }

    private static func amounts(_ amounts: [String: ExactDecimal]) -> JSONValue {
        .object(amounts.sorted { $0.key < $1.key }.map { ($0.key, .decimal($0.value)) })
    }

    static func finding(_ finding: Finding) -> JSONValue {
        let place = finding.place.map { place in
            JSONValue.object([
                ("file", .string(place.file)), ("line", place.line.map { .integer($0) } ?? .null),
                ("column", place.column.map { .integer($0) } ?? .null),
            ])
        }
        return .object([
            ("id", .string(finding.id)), ("severity", .string(finding.severity.rawValue)),
            ("message", .string(finding.message)), ("remedy", .optional(finding.remedy)), ("place", place ?? .null),
            ("count", finding.count.map { .integer($0) } ?? .null),
            ("node", finding.node.map { .strings($0) } ?? .null), ("amounts", amounts(finding.amounts)),
            ("examples", .strings(finding.examples)),
        ])
    }
}
