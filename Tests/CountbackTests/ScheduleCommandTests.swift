import Foundation
import MailServers
import Testing

/// Schedules as their users install and run them; `systemctl` and `crontab` are stand-ins that keep what they are told.
@Suite struct ScheduleCommandTests {
    private struct Desk {
        let folder: TemporaryFolder
        var environment: [String: String]

        init(_ schedule: String, asOf: String = "2026-10-31") throws {
            folder = try TemporaryFolder()
            for (file, text) in SmallReport.files { try folder.write(text, to: file) }
            try folder.write(SmallReport.report.replacingOccurrences(of: "as_of: 2026-10-31", with: "as_of: \(asOf)") + "schedule: \(schedule)\n", to: "report.yaml")
            try folder.write(SmallReport.ledger.replacingOccurrences(of: "currency: EUR", with: "currency: EUR\ncalendars: { ES: { weekend: [sat, sun] } }"), to: "ledger.yaml")
            try folder.write("#!/bin/sh\necho \"$@\" >>\"$HOME/systemctl.log\"\n", to: "bin/systemctl")
            try folder.write("#!/bin/sh\nif [ \"$1\" = -l ]; then cat \"$HOME/crontab\"; else cat >\"$HOME/crontab\"; fi\n", to: "bin/crontab")
            for tool in ["systemctl", "crontab"] { try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path + "/bin/" + tool) }
            environment = [
                "HOME": folder.path, "XDG_CONFIG_HOME": folder.path + "/config", "XDG_STATE_HOME": folder.path + "/state", "COUNTBACK_OUTBOX": "", "STATE_DIRECTORY": "",
                "PATH": folder.path + "/bin:" + (ProcessInfo.processInfo.environment["PATH"] ?? ""),
            ]
        }

        func schedule(_ arguments: String...) throws -> Program.Ended {
            try Program.countback(["schedule"] + arguments, in: folder.path, environment: environment)
        }

        /// Sets when the last planned run was.
        func setLast(_ instant: Int) throws {
            let file = "state/countback/schedules/small.json"
            let text = try folder.text(of: file).replacing(/"last" : [0-9]+/, with: "\"last\" : \(instant)")
            try folder.write(text, to: file)
        }
    }

    /// Over the change of the clocks on 28 March 2027, and a holiday on Monday, 29 March.
    @Test func nextRuns() throws {
        let desk = try Desk("{ every: monday, at: \"07:00\", zone: Europe/Madrid, calendar: ES }")
        try desk.folder.write(desk.folder.text(of: "ledger.yaml").replacingOccurrences(of: "  customers:", with: "  holidays: { file: holidays.csv }\n  customers:"), to: "ledger.yaml")
        try desk.folder.write("calendar,day\nES,2027-03-29\n", to: "holidays.csv")
        let ended = try desk.schedule("next", "report.yaml", "--after", "2027-03-20", "--count", "3")
        #expect(ended.errors == "")
        #expect(
            ended.out == """
                Mon 2027-03-22 07:00 Europe/Madrid (UTC+01:00)
                Tue 2027-03-30 07:00 Europe/Madrid (UTC+02:00)  (instead of Mon 2027-03-29, no business day)
                Mon 2027-04-05 07:00 Europe/Madrid (UTC+02:00)

                """)
    }

    @Test func aCrontabKeepsWhatIsNotOurs() throws {
        let desk = try Desk("{ every: monday, at: \"07:00\" }")
        try desk.folder.write("MAILTO=me\n0 1 * * * backup\n", to: "crontab")
        let installed = try desk.schedule("install", "report.yaml", "--cron")
        #expect(installed.exit == 0, "\(installed.errors)")
        let lines = try desk.folder.text(of: "crontab").split(separator: "\n").map(String.init)
        #expect(lines.prefix(3) == ["MAILTO=me", "0 1 * * * backup", "# countback small: begin"])
        #expect(lines.last == "# countback small: end" && lines.count == 5)
        #expect(lines[3].hasPrefix("*/5 * * * * COUNTBACK_OUTBOX='") && lines[3].contains("schedule run '\(desk.folder.path)/report.yaml'") && lines[3].hasSuffix("deliver retry >/dev/null"))
        // What `list` shows is what was written.
        let listed = try desk.schedule("list").out
        for line in lines[2...] { #expect(listed.contains(line)) }
        // Once more, it is there once.
        #expect(try desk.schedule("install", "report.yaml", "--cron").exit == 0)
        #expect(try desk.folder.text(of: "crontab").split(separator: "\n").count == 5)
        #expect(try desk.schedule("remove", "small").exit == 0)
        #expect(try desk.folder.text(of: "crontab") == "MAILTO=me\n0 1 * * * backup\n")
        #expect(try desk.schedule("list").out == "no schedule is installed\n")
    }

    /// systemd itself reads the timers.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze"), "systemd is not installed"))
    func timersOfSystemd() throws {
        let desk = try Desk("[{ every: [monday, thursday], at: [\"07:00\", \"16:30\"], zone: Europe/Madrid }, { every: month, business_day: 3, at: \"08:00\", zone: Asia/Jerusalem, if_holiday: run }]")
        let root = desk.folder.path
        let installed = try Program.countback(["schedule", "install", "report.yaml", "--user"], in: root, environment: desk.environment)
        #expect(installed.exit == 0, "\(installed.errors)")
        let timer = root + "/config/systemd/user/countback-small.timer"
        let calendars = try desk.folder.text(of: "config/systemd/user/countback-small.timer").split(separator: "\n").filter { $0.hasPrefix("OnCalendar=") }.map { String($0.dropFirst(11)) }
        #expect(calendars == ["Mon,Thu *-*-* 07:00:00 Europe/Madrid", "Mon,Thu *-*-* 16:30:00 Europe/Madrid", "*-*-* 08:00:00 Asia/Jerusalem"])
        for calendar in calendars {
            let ended = try Program.run("/usr/bin/systemd-analyze", ["calendar", "--iterations=1", calendar], in: root)
            #expect(ended.exit == 0, "\(ended.errors)")
            #expect(installed.out.contains("OnCalendar=" + calendar))
        }
        let verified = try Program.run(
            "/usr/bin/env",
            ["XDG_RUNTIME_DIR=" + root, "systemd-analyze", "verify", "--user", "--man=no", timer, root + "/config/systemd/user/countback-retry.timer"], in: root)
        #expect(verified.exit == 0 && !verified.errors.contains("countback"), "\(verified.errors)")
        #expect(try desk.folder.text(of: "systemctl.log") == "--user daemon-reload\n--user enable --now countback-small.timer countback-retry.timer\n")
        #expect(try desk.schedule("remove", "small").exit == 0)
        #expect(desk.folder.files(below: "config") == [])
    }

    @Test func twoOfTheSameName() throws {
        let desk = try Desk("{ every: monday, at: \"07:00\" }")
        #expect(try desk.schedule("install", "report.yaml", "--cron").exit == 0)
        try desk.folder.write(desk.folder.text(of: "report.yaml"), to: "other.yaml")
        let ended = try desk.schedule("install", "other.yaml", "--cron")
        #expect(ended.exit == 78)
        #expect(
            ended.errors.replacingOccurrences(of: desk.folder.path, with: "HERE") == """
                other.yaml:1: error: another report of the name "small" has a schedule already: HERE/report.yaml [schedule-twice]
                  Give one of them another name, or remove the other's schedule with `countback schedule remove small`.

                """)
    }

    /// Weeks were missed: the newest is made up for, with its own key date, once.
    @Test func theNewestMissedRunIsMadeUpFor() throws {
        let desk = try Desk("{ every: day, at: \"00:00\", zone: UTC }")
        #expect(try desk.schedule("install", "report.yaml", "--cron").exit == 0)
        #expect(try desk.schedule("run", "report.yaml").out == "nothing is due\n")
        let now = Int(Date().timeIntervalSince1970)
        try desk.setLast(now - 40 * 86_400)
        let ended = try desk.schedule("run", "report.yaml", "--output", "out")
        #expect(ended.exit == 0, "\(ended.errors)")
        let packs = desk.folder.files(below: "out").filter { $0.hasSuffix("manifest.json") }
        #expect(packs.count == 1)
        #expect(try desk.schedule("run", "report.yaml", "--output", "out").out == "nothing is due\n")
        let log = try desk.schedule("log", "--json").out.split(separator: "\n")
        #expect(log.count == 1 && log[0].contains("\"event\":\"run\"") && log[0].contains("\"exit\":0"))
    }

    @Test func missedAndNotMadeUpFor() throws {
        let desk = try Desk("{ every: quarter, day: 1, at: \"00:00\", zone: UTC, if_missed: skip }")
        #expect(try desk.schedule("install", "report.yaml", "--cron").exit == 0)
        try desk.setLast(0)
        let ended = try desk.schedule("run", "report.yaml", "--output", "out")
        #expect(ended.exit == 0 && ended.out.hasPrefix("missed, and not made up for: "), "\(ended.out)\(ended.errors)")
        #expect(desk.folder.files(below: "out") == [])
    }

    /// The key date is reckoned from the planned day: the Saturday before Monday, 16 November 2026.
    @Test func theKeyDateComesFromThePlannedDay() throws {
        let desk = try Desk("{ every: monday, at: \"07:00\" }", asOf: "last_saturday")
        let ended = try Program.countback(["run", "report.yaml", "-q", "--planned", "2026-11-16", "--output", "out"], in: desk.folder.path)
        #expect(ended.exit == 0, "\(ended.errors)")
        #expect(desk.folder.files(below: "out").contains("small/2026-11-14/manifest.json"))
    }

    @Test func aSecondRunLeaves() throws {
        let desk = try Desk("{ every: day, at: \"00:00\" }")
        #expect(try desk.schedule("install", "report.yaml", "--cron").exit == 0)
        let lock = open(desk.folder.path + "/state/countback/schedules/small.lock", O_RDWR | O_CREAT, 0o600)
        #expect(lock >= 0 && flock(lock, LOCK_EX) == 0)
        defer { close(lock) }
        let ended = try desk.schedule("run", "report.yaml")
        #expect(ended.exit == 75)
        #expect(ended.errors == "error: the scheduled report small is running already [already-running]\n  Wait until it is done; this one has done nothing.\n")
    }

    @Test(arguments: [
        ("{ every: mondy, at: \"07:00\" }", 78, "\"every\" can't be \"mondy\""), ("{ every: monday, at: 7 }", 78, "\"at\" must be a time such as \"07:00\", not \"7\""),
        ("{ every: month, at: \"07:00\" }", 78, "doesn't say on which day of the period"), ("{ every: monday, day: 3, at: \"07:00\" }", 78, "\"day\" is for \"every: month\""),
        ("{ every: monday, at: \"07:00\", calendar: FR }", 78, "the ledger has no calendar \"FR\""), ("{ every: monday, at: \"07:00\", zone: Madrid }", 78, "\"zone\" must be an IANA time zone"),
    ])
    func mistakes(_ schedule: String, _ exit: Int32, _ said: String) throws {
        let ended = try Desk(schedule).schedule("next", "report.yaml")
        #expect(ended.exit == exit)
        #expect(ended.errors.contains(said), "\(ended.errors)")
    }

    @Test func noSchedule() throws {
        let desk = try Desk("{ every: monday, at: \"07:00\" }")
        try desk.folder.write(SmallReport.report, to: "report.yaml")
        let ended = try desk.schedule("install", "report.yaml")
        #expect(ended.exit == 64 && ended.errors.contains("the definition doesn't say when it runs [no-schedule]"))
        #expect(try desk.schedule("remove", "small").exit == 64)
    }
}
