package import Model

/// What came of reading a definition: its value, unless a finding is an error, and every finding in the file's order.
package struct Reading<Value: Sendable>: Sendable {
    package var value: Value?
    /// What could be read in spite of errors, so that the files it names can be checked in the same go.
    package var draft: Value?
    package var findings: [Finding]

    package init(value: Value?, findings: [Finding]) {
        self.value = findings.contains { $0.severity == .error } ? nil : value
        self.draft = value
        self.findings = findings
    }

    /// The value, or every finding at once as a refusal with the exit code for a bad definition.
    package func get() throws -> Value {
        guard let value else { throw Refusal(.badDefinition, findings) }
        return value
    }
}

/// Gathers the findings of one file while it is read.
final class FindingSink {
    private(set) var findings: [Finding] = []

    func add(_ finding: Finding) { findings.append(finding) }

    /// In the order of the file; what has no place comes last.
    var ordered: [Finding] {
        findings.enumerated().sorted { a, b in
            func key(_ n: Int, _ f: Finding) -> (Int, Int, Int) { (f.place?.line ?? .max, f.place?.column ?? .max, n) }
            return key(a.offset, a.element) < key(b.offset, b.element)
        }.map(\.element)
    }

    func reading<Value: Sendable>(_ value: Value?) -> Reading<Value> { Reading(value: value, findings: ordered) }
}
