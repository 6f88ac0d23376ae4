internal import Foundation
internal import Model

/// All that `metrics test` found, for a reader and as JSON for other programs.
struct ExampleReport {
    /// About plugins that can't be read or whose SQL is refused; their examples didn't run.
    var findings: [Finding] = []
    var outcomes: [ExampleOutcome] = []

    /// 78 where something can't be read, 65 where an example differs.
    var exit: Model.ExitCode {
        if findings.contains(where: { $0.severity == .error }) || count(.unreadable) > 0 { return .badDefinition }
        return count(.differs) > 0 ? .badData : .done
    }

    var summary: String {
        var parts = [outcomes.count.counted("example"), "\(count(.holds)) \(count(.holds) == 1 ? "holds" : "hold")"]
        if count(.differs) > 0 { parts.append("\(count(.differs)) \(count(.differs) == 1 ? "differs" : "differ")") }
        if count(.unreadable) > 0 { parts.append("\(count(.unreadable)) can't be read") }
        return parts[0] + ": " + parts.dropFirst().joined(separator: ", ")
    }

    private func count(_ verdict: ExampleOutcome.Verdict) -> Int { outcomes.count { $0.verdict == verdict } }

    /// Keys sorted, figures as text: a JSON number may become binary floating point on its way.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let content = Content(
            exit: Int(exit.rawValue), findings: findings.map(Found.init), examples: outcomes.map(Example.init))
        return String(decoding: try encoder.encode(content), as: UTF8.self) + "\n"
    }
}

extension ExampleReport {
    fileprivate struct Content: Encodable {
        var exit: Int
        var findings: [Found]
        var examples: [Example]
    }

    fileprivate struct Found: Encodable {
        var id: String
        var severity: String
        var message: String
        var place: String?
        var remedy: String?
        init(_ finding: Finding) {
            (id, severity, message) = (finding.id, finding.severity.rawValue, finding.message)
            (place, remedy) = (finding.place?.description, finding.remedy)
        }
    }

    fileprivate struct Example: Encodable {
        var metric: String
        var file: String
        var title: String
        var verdict: String
        var differences: [Differing]
        var findings: [Found]
        init(_ outcome: ExampleOutcome) {
            (metric, file, title) = (outcome.metric, outcome.file, outcome.title)
            verdict = outcome.verdict.rawValue
            differences = outcome.differences.map(Differing.init)
            findings = outcome.findings.map(Found.init)
        }
    }

    /// `kind` is `figure`, `target`, `status`, `previous`, `rows` or `other`; the rest is there where it applies.
    fileprivate struct Differing: Encodable {
        struct Row: Encodable {
            var expected: [String]?
            var got: [String]?
            var differing: [String]
        }
        var kind: String
        var place: String?
        var message: String?
        var value: String?
        var table: String?
        var node: [String]?
        var as_of: String?
        var expected: String?
        var got: String?
        var columns: [String]?
        /// By position; those that are the same have no `differing`.
        var rows: [Row]?

        init(_ difference: Difference) {
            switch difference {
            case .figure(let figure):
                (kind, place, value, node) = (figure.part.rawValue, figure.place.description, figure.value, figure.node)
                (as_of, expected, got, message) = (figure.asOf.description, figure.expected, figure.got, figure.gap)
            case .rows(let rows):
                (kind, place, table, node, columns) = ("rows", rows.place.description, rows.table, rows.node, rows.columns)
                self.rows = rows.pairs.map { pair in
                    Row(expected: pair.expected, got: pair.got, differing: pair.differing.map { rows.columns[$0] })
                }
            case .other(let place, let message):
                (kind, self.place, self.message) = ("other", place?.description, message)
            }
        }
    }
}
