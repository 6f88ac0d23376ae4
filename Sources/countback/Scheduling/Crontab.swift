internal import Foundation
internal import Model

/// The block of a user's crontab that is Countback's: it asks every five minutes whether anything is due.
enum Crontab {
    static func mark(_ report: String) -> (begin: String, end: String) { ("# countback \(report): begin", "# countback \(report): end") }

    static func lines(_ report: ReportDefinition, program: String, output: String, outbox: String) -> [String] {
        let command = [
            "COUNTBACK_OUTBOX=\(quoted(outbox))", quoted(program), "schedule run \(quoted(report.path)) --output \(quoted(output)) --quiet;",
            "COUNTBACK_OUTBOX=\(quoted(outbox))", quoted(program), "deliver retry >/dev/null",
        ].joined(separator: " ")
        // In a crontab a percent sign ends the command.
        return [mark(report.name).begin, "*/5 * * * * " + command.replacing("%", with: "\\%"), mark(report.name).end]
    }

    /// A crontab with the block in it, or with none where `lines` is empty; everything else stays as it is.
    static func changed(_ crontab: String, report: String, lines: [String]) -> String {
        var kept: [String] = []
        var isInside = false
        for line in crontab.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line == mark(report).begin { isInside = true }
            if !isInside { kept.append(line) }
            if line == mark(report).end { isInside = false }
        }
        while kept.last?.isEmpty == true { kept.removeLast() }
        let all = kept + lines
        return all.isEmpty ? "" : all.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }
}
