internal import Foundation
internal import Model
internal import Rendering

/// What a run says on standard output when it is done.
enum RunSummary {
    static func text(_ outcome: Run.Outcome) -> String {
        var lines = ["\(outcome.pack.heading), as of \(outcome.pack.asOf), in \(outcome.pack.currency)", ""]
        for metric in outcome.results.metrics {
            guard let headline = metric.plugin.manifest.headline,
                let entry = metric.grid.current(headline.id, node: 0)
            else { continue }
            let name = headline.title.padding(toLength: 26, withPad: " ", startingAt: 0)
            let target = entry.target.map { "  target \(shown($0, headline, outcome))" } ?? ""
            let status = metric.grid.shownStatus(headline, node: 0).map { "  " + PackText.words($0) } ?? ""
            let value = entry.value.map { shown($0, headline, outcome) } ?? "unavailable: \(entry.reason ?? "")"
            lines.append("  \(name) \(value)\(target)\(status)")
        }
        lines += ["", outcome.folder + "/"]
        lines += outcome.outputs.map(\.path).filter { !$0.hasPrefix("csv/") && !$0.hasPrefix("members/") }.map { "  " + $0 }
        let tables = outcome.outputs.filter { $0.path.hasPrefix("csv/") }.count
        if tables > 0 { lines.append("  csv/ (\(tables) tables)") }
        lines += [outcome.split?.text].compactMap { $0 }
        return (lines + ["  manifest.json"]).joined(separator: "\n") + "\n"
    }

    private static func shown(_ figure: ExactDecimal, _ value: MetricValue, _ outcome: Run.Outcome) -> String {
        switch value.unit {
        case .days: "\(figure) days"
        case .money: "\(figure) \(outcome.pack.currency)"
        case .percent: "\((figure * ExactDecimal(100)).rounded(scale: 2)) %"
        case .count: figure.description
        }
    }

    static func json(_ outcome: Run.Outcome, _ sent: DeliveryOutcome? = nil) -> String {
        var value: [String: Any] = [
            "report": outcome.pack.report, "as_of": outcome.pack.asOf.description, "currency": outcome.pack.currency,
            "folder": outcome.folder, "files": outcome.outputs.map(\.path) + ["manifest.json"],
            "findings": (outcome.results.findings + (outcome.split?.findings ?? []) + (sent?.findings ?? [])).map { ["id": $0.id, "severity": $0.severity.rawValue, "message": $0.message] },
        ]
        if outcome.split != nil {
            value["members"] = outcome.members.map { ["member": $0.name, "folder": $0.folder, "files": $0.outputs.map(\.path) + ["manifest.json"]] as [String: Any] }
        }
        if let sent { value["deliveries"] = sent.entries }
        let data = try? JSONSerialization.data(withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data ?? Data("{}".utf8), as: UTF8.self) + "\n"
    }
}
