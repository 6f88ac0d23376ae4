import Foundation
import Testing

/// The metrics that docs/metrics.md teaches are written out and tried as a reader would: their examples must hold.
@Suite struct MetricsGuideTests {
    @Test func everyMetricOfTheGuideHolds() throws {
        let folder = try TemporaryFolder()
        let files = try Guide.files(in: String(contentsOfFile: Program.root + "/docs/metrics.md", encoding: .utf8))
        #expect(files.keys.count { $0.hasSuffix("metric.yaml") } == 3)
        for (path, text) in files { try folder.write(text, to: path) }
        let metrics = ["small_items", "credit_note_rate", "debit_age"]
        let ended = try Program.countback(["metrics", "test"] + metrics + ["--metrics", "metrics"], in: folder.path)
        #expect(ended.exit == 0, "\(ended.out)\(ended.errors)")
        for metric in metrics { #expect(ended.out.contains(metric)) }
    }
}

/// The files that a guide shows: a path in backquotes, then a fenced block with its text.
///
/// "from `facts:`" after the path: the block takes the place of everything from that line on.
private enum Guide {
    static func files(in guide: String) -> [String: String] {
        var files: [String: String] = [:]
        var path: String?
        var from: String?
        var block: [String]?
        for line in guide.components(separatedBy: "\n") {
            if line.hasPrefix("```"), let lines = block {
                if let path {
                    let text = lines.joined(separator: "\n") + "\n"
                    files[path] = from.flatMap { key in files[path].map { kept($0, before: key) + text } } ?? text
                }
                (block, path, from) = (nil, nil, nil)
            } else if line.hasPrefix("```") {
                block = []
            } else if block != nil {
                block?.append(line)
            } else if let named = line.firstMatch(of: /`(metrics\/[a-z_]+\/[a-z0-9_\/.-]+)`(?:, from `([a-z]+:)`)?/) {
                path = String(named.1)
                from = named.2.map(String.init)
            }
        }
        return files
    }

    private static func kept(_ text: String, before key: String) -> String {
        text.range(of: "\n" + key).map { String(text[..<$0.lowerBound]) + "\n" } ?? text
    }
}
