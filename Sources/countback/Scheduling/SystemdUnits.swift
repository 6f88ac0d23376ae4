internal import Foundation
internal import Model

/// A timer and a service for one report, as systemd reads them.
///
/// A timer can't know holidays: it wakes Countback on every day that could be one, and Countback does what is due.
struct SystemdUnits {
    let report: ReportDefinition
    let program: String
    let output: String
    let outbox: String

    var name: String { "countback-" + report.name }

    /// `Mon *-*-* 07:00:00 Europe/Madrid`.
    var calendarLines: [String] {
        var lines: [String] = []
        for rule in report.schedule {
            for time in rule.times {
                let line = days(rule) + "*-*-* \(time):00 \(rule.zone)"
                if !lines.contains(line) { lines.append(line) }
            }
        }
        return lines
    }

    private func days(_ rule: ScheduleRule) -> String {
        guard case .weekdays(let days) = rule.cycle, rule.ifHoliday == .run || rule.ifHoliday == .skip, days.count < 7 else { return "" }
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        return days.sorted().map { names[$0 - 1] }.joined(separator: ",") + " "
    }

    var timer: String {
        """
        [Unit]
        Description=Countback: \(Self.escaped(report.title))

        [Timer]
        \(calendarLines.map { "OnCalendar=" + $0 }.joined(separator: "\n"))
        Persistent=true
        AccuracySec=1s

        [Install]
        WantedBy=timers.target

        """
    }

    var service: String {
        """
        [Unit]
        Description=Countback: \(Self.escaped(report.title))
        After=network-online.target
        Wants=network-online.target

        [Service]
        Type=oneshot
        WorkingDirectory=\(Self.escaped((report.path as NSString).deletingLastPathComponent))
        Environment=\(Self.quoted("COUNTBACK_OUTBOX=" + outbox))
        EnvironmentFile=-%E/countback/environment
        ExecStart=\(Self.argument(program)) schedule run \(Self.argument(report.path)) --output \(Self.argument(output))

        """
    }

    /// What is waiting in the outbox, every five minutes; one for all reports.
    static let retryName = "countback-retry"
    static let retryTimer = """
        [Unit]
        Description=Countback: mail that waits

        [Timer]
        OnCalendar=*:0/5

        [Install]
        WantedBy=timers.target

        """

    var retryService: String {
        """
        [Unit]
        Description=Countback: mail that waits

        [Service]
        Type=oneshot
        Environment=\(Self.quoted("COUNTBACK_OUTBOX=" + outbox))
        EnvironmentFile=-%E/countback/environment
        SuccessExitStatus=75
        ExecStart=\(Self.argument(program)) deliver retry

        """
    }

    /// `%` begins one of systemd's specifiers, and a line is a setting.
    private static func escaped(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 }).replacing("%", with: "%%")
    }

    private static func quoted(_ text: String) -> String {
        "\"" + escaped(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// In a command a dollar sign begins a variable.
    private static func argument(_ text: String) -> String { quoted(text.replacing("$", with: "$$")) }
}
