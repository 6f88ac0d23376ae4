internal import Foundation
internal import Model

/// What is installed, and which planned run was the last: a small file per report, beside the outbox.
struct ScheduleState: Codable {
    var report: String
    /// Absolute path.
    var definition: String
    /// `systemd-user`, `systemd-system`, `cron`.
    var by: String
    /// What was written, for `list`.
    var lines: [String]
    /// Packs go below it; absolute.
    var output: String
    /// Seconds since 1970; planned runs up to here are over.
    var last: Int
    /// How the last run ended.
    var exit: Int32?

    static var folder: String { (OutboxPlace.standard as NSString).deletingLastPathComponent + "/schedules" }

    static func path(_ report: String) -> String { folder + "/" + report + ".json" }

    static func all() -> [ScheduleState] {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".json") }.sorted()
        return names.compactMap { read(folder + "/" + $0) }
    }

    static func of(_ report: String) -> ScheduleState? { read(path(report)) }

    private static func read(_ path: String) -> ScheduleState? {
        FileManager.default.contents(atPath: path).flatMap { try? JSONDecoder().decode(ScheduleState.self, from: $0) }
    }

    /// Written beside its place and renamed, so that a run killed in the middle leaves the old one.
    func write() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            try FileManager.default.createDirectory(atPath: Self.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try encoder.encode(self).write(to: URL(fileURLWithPath: Self.path(report)), options: .atomic)
        } catch {
            throw Refusal(
                .cannotWrite,
                Finding(
                    "cannot-write", .error, "cannot write \(Self.path(report)): \((error as NSError).localizedDescription)", place: Place(file: Self.path(report)),
                    remedy: "See that the folder exists and that you may write there."))
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: Self.path(report)) }
}
