internal import Foundation
internal import Model

/// The names of what a run has on the cluster, by which a later run finds what one that was killed has left.
///
/// Tables are global temporary views, which outlive their session: `countback_MACHINE_PROCESS_BEGIN_SESSION_NUMBER`. Those of
/// a process of this machine that is gone are dropped by the next run from here; anybody else's after a day.
struct SparkLeavings {
    static let prefix = "countback_"
    private static let oldest: TimeInterval = 24 * 3600

    /// The run's own part of every name: the same until its end, in whatever hour that is.
    let stem: String

    init(session: String, at time: Date = Date()) {
        let (process, hour) = (getpid(), Int(time.timeIntervalSince1970 / 3600))
        stem = "\(Self.prefix)\(Self.machine)_\(process)_\(Self.beginning(of: process) ?? "0")_\(hour)_\(session.replacing("-", with: ""))"
    }

    /// The session of a name whose run is over; nil where it may still be going on.
    static func abandoned(_ name: String) -> String? {
        let parts = name.split(separator: "_").map(String.init)
        guard parts.count >= 6, parts[0] == "countback", let process = Int32(parts[2]), let hour = Double(parts[4]), parts[5].count == 32 else { return nil }
        let isOver = parts[1] == machine ? beginning(of: process) != parts[3] : Date().timeIntervalSince1970 - hour * 3600 > oldest
        guard isOver else { return nil }
        let hex = Array(parts[5])
        return [hex[0..<8], hex[8..<12], hex[12..<16], hex[16..<20], hex[20..<32]].map { String($0) }.joined(separator: "-")
    }

    /// When a process began, in the machine's own count; nil where there is none.
    private static func beginning(of process: Int32) -> String? {
        guard let data = FileManager.default.contents(atPath: "/proc/\(process)/stat") else { return nil }
        // The name in brackets may hold anything.
        let fields = String(decoding: data, as: UTF8.self).split(separator: ")").last?.split(separator: " ") ?? []
        return fields.count > 19 ? String(fields[19]) : nil
    }

    /// One that counts its processes by itself, such as a container, is a machine of its own.
    private static let machine: String = {
        let space = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
        let boot = FileManager.default.contents(atPath: "/proc/sys/kernel/random/boot_id").map { String(decoding: $0, as: UTF8.self) } ?? ""
        let hash = (ProcessInfo.processInfo.hostName + space + boot).utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        return String(hash, radix: 36)
    }()
}
