package import Model

extension ReportDefinition {
    /// What is wrong with `severities`: ids that no check has, and checks that can't be tolerated.
    ///
    /// `declared`: the ids of findings that metrics declare for themselves.
    package func severityFindings(declared: [String]) -> [Finding] {
        severities.sorted { ($0.value.place.line ?? 0, $0.value.place.column ?? 0, $0.key) < ($1.value.place.line ?? 0, $1.value.place.column ?? 0, $1.key) }
            .compactMap { id, severity in
                guard let check = DataCheck.named(id) else {
                    return declared.contains(id) ? nil : Problem.unknownCheck(id, known: DataCheck.all.map(\.id) + declared, severity.place)
                }
                guard let why = check.whyFixed, severity.value < check.severity else { return nil }
                return Problem.fixedSeverity(check, severity.value, why, severity.place)
            }
    }
}

extension Problem {
    static func unknownCheck(_ id: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-check", .error, "no check has the id \"\(id)\"", place: place,
            remedy: Spelling.suggestion(for: id, among: known) ?? "docs/quality.md lists the checks, and `countback metrics show` those of a metric")
    }

    static func fixedSeverity(_ check: DataCheck, _ severity: Finding.Severity, _ why: String, _ place: Place) -> Finding {
        Finding(
            "fixed-severity", .error, "\"\(check.id)\" is always an error and can't be \(severity == .info ? "an" : "a") \(severity.rawValue): \(why)",
            place: place, remedy: "remove it from \"severities\"")
    }
}
