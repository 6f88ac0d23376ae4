import Foundation
import Metrics
import Model

/// A folder of plugins made for one test, removed with it.
final class PluginFiles {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("plugins-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to file: String) throws {
        let url = URL(fileURLWithPath: path).appendingPathComponent(file)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func remove(_ file: String) throws { try FileManager.default.removeItem(atPath: path + "/" + file) }

    /// A whole small plugin: a fact set, a query's table and a list.
    func plugin(_ folder: String, id: String) throws {
        try write(Self.manifest(id), to: "\(folder)/metric.yaml")
        for file in ["kpi.sql", "facts/sales.sql", "tables/months.sql", "details/items.sql", "histograms/ages.sql"] {
            try write("SELECT 1 AS \(id)\n", to: "\(folder)/\(file)")
        }
    }

    static func manifest(_ id: String) -> String {
        """
        metric: \(id)
        version: "1"
        title: T
        description: D
        formula: F
        parameters:
          window: { type: integer, min: 1, max: 3660, default: 90 }
          ranges: { type: day_ranges, default: [30, 60] }
          cut: { type: decimal, min: 0, max: 1, default: 5% }
          since: { type: date, default: 2026-01-01 }
          net: { type: boolean, default: true }
          from: { type: choice, choices: [due_on, posted_on], default: due_on }
          label: { type: text, default: none }
        histograms: [ages]
        facts: { sales: { kind: flow, measures: [sales] } }
        values:
          days: { title: Days, unit: days, headline: true }
          share: { title: Share, unit: percent }
        tables:
          months: { title: M, from: query, columns: { month: Month } }
          items: { title: I, from: details, columns: { item_id: Item }, order: [item_id] }
        """
    }

    func catalog(builtIn: String? = nil, users: [String] = []) -> PluginCatalog {
        PluginCatalog.load(
            builtIn: builtIn.map { path + "/" + $0 }, users: users.map { path + "/" + $0 }, hash: Self.hash)
    }

    /// Not a hash, but enough to see which bytes were given.
    static func hash(_ bytes: [UInt8]) -> ContentHash {
        ContentHash(sha256: String(bytes.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }), bytes: bytes.count)
    }

    /// Findings as text, with this folder's path taken out.
    func shown(_ findings: [Finding]) -> [String] {
        findings.map { $0.description.replacingOccurrences(of: path + "/", with: "") }
    }
}
