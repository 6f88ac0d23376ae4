import Testing
import Definitions
import Model

/// How tests write a finding on one line: `4:11 unknown-word: "language" can't be "xx" > it is en, de, es, fr or he`.
///
/// A warning begins with `warning`.
func reported(_ findings: [Finding]) -> [String] {
    findings.map { finding in
        let place = finding.place.map { "\($0.line ?? 0):\($0.column ?? 0) " } ?? ""
        let severity = finding.severity == .error ? "" : "\(finding.severity) "
        return place + severity + "\(finding.id): \(finding.message)" + (finding.remedy.map { " > \($0)" } ?? "")
    }
}

func text(_ text: String, _ file: String = "file.yaml") -> DefinitionText {
    DefinitionText(text, path: "/definitions/\(file)", shown: file)
}

/// A user's mistake and what is said about it.
struct Mistake: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// What is added to a sound definition, or replaces one of its keys.
    var lines: String
    var findings: [String]

    init(_ description: String, _ lines: String, _ findings: String...) {
        self.testDescription = description
        self.lines = lines
        self.findings = findings
    }
}
