internal import Foundation
internal import Model

/// Writes and removes timers, by systemd or cron.
struct ScheduleInstaller {
    enum Manager: String { case systemdUser = "systemd-user", systemdSystem = "systemd-system", cron }

    let manager: Manager

    /// Where systemd runs it is asked, else cron.
    static func usual(isSystem: Bool, isUser: Bool, wantsCron: Bool) -> Manager {
        if wantsCron { return .cron }
        if isSystem { return .systemdSystem }
        if isUser { return .systemdUser }
        return FileManager.default.fileExists(atPath: "/run/systemd/system") ? .systemdUser : .cron
    }

    private var unitFolder: String {
        if manager == .systemdSystem { return "/etc/systemd/system" }
        let environment = ProcessInfo.processInfo.environment
        let configuration = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? FileManager.default.homeDirectoryForCurrentUser.path + "/.config"
        return configuration + "/systemd/user"
    }

    /// Answers what was written, line by line, for `list`.
    func install(_ units: SystemdUnits) throws -> [String] {
        if manager == .cron {
            let lines = Crontab.lines(units.report, program: units.program, output: units.output, outbox: units.outbox)
            try change(units.report.name, lines)
            return lines
        }
        let files = [
            (units.name + ".timer", units.timer), (units.name + ".service", units.service), (SystemdUnits.retryName + ".timer", SystemdUnits.retryTimer),
            (SystemdUnits.retryName + ".service", units.retryService),
        ]
        for (name, text) in files { try write(text, to: unitFolder + "/" + name) }
        try systemctl(["daemon-reload"])
        try systemctl(["enable", "--now", units.name + ".timer", SystemdUnits.retryName + ".timer"])
        return units.calendarLines.map { "\(unitFolder)/\(units.name).timer: OnCalendar=\($0)" } + ["\(unitFolder)/\(SystemdUnits.retryName).timer: OnCalendar=*:0/5"]
    }

    /// - Parameter isLast: no other report has a schedule, so that nothing is left to be tried again.
    func remove(_ report: String, isLast: Bool) throws {
        if manager == .cron { return try change(report, []) }
        let names = ["countback-" + report] + (isLast ? [SystemdUnits.retryName] : [])
        try systemctl(["disable", "--now"] + names.map { $0 + ".timer" })
        for name in names {
            for ending in ["timer", "service"] { try? FileManager.default.removeItem(atPath: "\(unitFolder)/\(name).\(ending)") }
        }
        try systemctl(["daemon-reload"])
    }

    private func systemctl(_ arguments: [String]) throws {
        let ended = try Tool.run("systemctl", (manager == .systemdUser ? ["--user"] : []) + arguments)
        guard ended.exit == 0 else { throw Tool.refusal("systemctl", ended.errors) }
    }

    private func change(_ report: String, _ lines: [String]) throws {
        // No crontab yet is exit 1.
        let now = try Tool.run("crontab", ["-l"])
        let ended = try Tool.run("crontab", ["-"], input: Crontab.changed(now.exit == 0 ? now.out : "", report: report, lines: lines))
        guard ended.exit == 0 else { throw Tool.refusal("crontab", ended.errors) }
    }

    private func write(_ text: String, to path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw Refusal(
                .cannotWrite,
                Finding("cannot-write", .error, "cannot write \(path)", place: Place(file: path), remedy: "Only root may write timers of the system; without --system they are the user's own."))
        }
    }
}

/// Programs of the system that Countback asks.
enum Tool {
    struct Ended {
        var exit: Int32
        var out: String
        var errors: String
    }

    static func run(_ name: String, _ arguments: [String], input: String? = nil) throws -> Ended {
        let process = Process()
        let (out, errors, standardInput) = (Pipe(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.standardOutput = out
        process.standardError = errors
        process.standardInput = input == nil ? FileHandle.nullDevice : standardInput
        do { try process.run() } catch { throw refusal(name, "it can't be started") }
        if let input {
            try? standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try? standardInput.fileHandleForWriting.close()
        }
        let printed = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        if process.terminationStatus == 127 { throw refusal(name, "it is not installed") }
        return Ended(exit: process.terminationStatus, out: printed, errors: said.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    static func refusal(_ name: String, _ reason: String) -> Refusal {
        Refusal(.unavailable, Finding("tool-failed", .error, "\(name) failed: \(reason)", remedy: "See that \(name) works for this user; --cron uses the crontab instead of systemd."))
    }
}
