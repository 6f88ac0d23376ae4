import Foundation
import Testing

/// A pack's `manifest.json` as another program reads it.
struct Manifest: Decodable {
    struct File: Decodable {
        var path: String
        var sha256: String
        var bytes: Int?
    }

    struct Source: Decodable {
        struct Control: Decodable {
            var of: String
            var currency: String?
            var stated: String
            var found: String
            var holds: Bool
        }
        var relation: String
        var path: String
        var sha256: String
        var bytes: Int
        var read: Int
        var loaded: Int
        var rejected: Int
        var first_day: String?
        var last_day: String?
        var control_totals: [Control]
    }

    struct Value: Decodable {
        var metric: String
        var value_id: String
        var node: [String]
        var as_of: String
        var value: String?
        var unit: String
        var target: String?
        var status: String?
        var reason: String?
    }

    struct Check: Decodable {
        var metric: String
        var title: String
        var holds: Bool
    }

    struct DataCheck: Decodable {
        var id: String
        var severity: String
        /// nil: not made, and `reason` says why.
        var holds: Bool?
        var count: Int
        var amounts: [String: String]
        var reason: String?
    }

    struct Found: Decodable {
        struct Place: Decodable { var file: String }
        var id: String
        var severity: String
        var message: String
        var place: Place?
    }

    var report: String
    var as_of: String
    var currency: String
    var engine: String
    var versions: [String: String]
    var definitions: [File]
    var plugins: [File]
    var sources: [Source]
    var values: [Value]
    var checks: [Check]
    var data_checks: [DataCheck]
    var findings: [Found]
    var outputs: [File]

    init(_ path: String) throws {
        self = try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    func value(_ metric: String, _ id: String, _ node: [String], _ day: String) -> Value? {
        values.first { $0.metric == metric && $0.value_id == id && $0.node == node && $0.as_of == day }
    }
}
