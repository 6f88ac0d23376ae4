internal import ArgumentParser
internal import Definitions
internal import Foundation
internal import Model

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Compute a report and write its pack.",
        discussion: "Example: countback run report-definitions/weekly-metric-pack.yaml --as-of 2026-11-20")

    @OptionGroup var report: ReportOptions

    @Option(name: .long, help: "Folder that packs are written below.", completion: .directory)
    var output = "output"

    @Option(name: .long, help: "Formats, separated by commas: xlsx, csv, html. Default: the definition's `outputs`.")
    var format: String?

    @Flag(name: .long, help: "Print what the run took, phase by phase, on standard error.")
    var timings = false

    @Flag(
        name: .customLong("no-cache"),
        help: "Compute even where nothing has changed since the last run, and keep nothing for the next one.")
    var noCache = false

    @OptionGroup var delivery: DeliveryOptions

    @Option(name: .long, help: "The day that a scheduled run was planned for, YYYY-MM-DD, instead of today: relative key dates are reckoned from it.")
    var planned: String?

    @Flag(name: .long, help: "Print the pack's place and findings as JSON.")
    var json = false

    @Flag(name: .shortAndLong, help: "No progress on standard error.")
    var quiet = false

    func run() throws {
        try Terminal.run {
            let project = try report.project()
            let formats = try Self.formats(format) ?? project.report.outputs
            let sending = try DeliveryRun.prepare(project.report, delivery, formats: formats)
            if timings { StatementLog.startTiming() }
            let progress = quiet ? Progress(mode: .silent) : Progress.forTerminal
            defer { progress.end() }
            let today = try planned.map(Self.day) ?? Today.date(zone: project.report.zone)
            // What took how long is only to be seen where it is done.
            let cache = noCache || timings ? nil : ResultCache(project: project, given: report.given, today: today)
            let run = Run(project: project, output: output, formats: formats, today: today, progress: progress, cache: cache)
            let outcome: Run.Outcome
            do {
                outcome = try run.run()
            } catch let refusal as Refusal where refusal.exit != .interrupted {
                sending?.tell(refusal, asOf: nil)
                throw refusal
            }
            if sending != nil { progress.begin("sending") }
            let sent = try sending?.run(outcome, of: run)
            progress.end()
            if timings { Terminal.error(progress.timings() + "slowest statements\n" + StatementLog.slowest(15)) }
            Terminal.error(Terminal.report(project.findings + outcome.results.findings + (outcome.split?.findings ?? []) + (sent?.findings ?? [])))
            Terminal.out(json ? RunSummary.json(outcome, sent) : RunSummary.text(outcome) + (sent?.text ?? ""))
            if let sent, sent.exit != .done { throw ArgumentParser.ExitCode(sent.exit.rawValue) }
        }
    }

    private static func day(_ text: String) throws -> CivilDate {
        guard let day = CivilDate(text) else {
            throw Refusal(.usage, Finding("bad-value", .error, "--planned must be a date such as 2026-11-20, not \"\(text)\"", remedy: "Write year-month-day."))
        }
        return day
    }

    static func formats(_ list: String?) throws -> [OutputFormat]? {
        guard let list else { return nil }
        return try list.split(separator: ",").map { word in
            guard let format = OutputFormat(rawValue: word.trimmingCharacters(in: .whitespaces)) else {
                throw ValidationError("there is no format \"\(word)\": choose from xlsx, csv, html")
            }
            return format
        }
    }
}

/// The definition and what overrides it, shared by the commands that compute a report.
struct ReportOptions: ParsableArguments {
    @Argument(help: "The report definition.", completion: .file(extensions: ["yaml", "yml"]))
    var definition: String

    @Option(name: .customLong("as-of"), help: "The key date: YYYY-MM-DD, or a word such as last_friday or month_end.")
    var asOf: String?

    @OptionGroup var engine: EngineOption

    @Option(name: .long, help: "Folder with metric plugins of your own; may be given several times.", completion: .directory)
    var metrics: [String] = []

    @Option(name: .customLong("set"), help: "Set a metric's parameter, such as dso.window=60, or language=de; may be given several times.")
    var settings: [String] = []

    /// All that was said on the command line about what to compute.
    var given: [String] {
        [definition, asOf ?? "", engine.name ?? "", "\(metrics.count)"] + metrics + settings
    }

    func project() throws -> Project {
        let choice = try engine.choice()
        return try Project.load(definition, metricFolders: metrics) { report in
            // The report's own words about the engine stay, where it is the same one.
            if let choice, choice.name != report.engine.name { report.engine = choice }
            if let asOf {
                guard let rule = KeyDateRule(word: asOf) else {
                    throw Refusal(.usage, KeyDateRule.finding(for: asOf, place: Place(file: "--as-of")))
                }
                report.asOf = rule
            }
            for setting in settings { try Self.apply(setting, to: &report) }
        }
    }

    private static func setLanguage(_ language: String, of report: inout ReportDefinition) throws {
        guard WordShelf.languages.contains(language) else {
            throw Refusal(
                .usage,
                Finding(
                    "bad-setting", .error, "--set language=\(language): there are no words in \"\(language)\"",
                    remedy: "The languages are \(WordShelf.languages.joined(separator: ", "))."))
        }
        report.language = language
    }

    private static func apply(_ setting: String, to report: inout ReportDefinition) throws {
        let sides = setting.split(separator: "=", maxSplits: 1).map(String.init)
        if sides.count == 2, sides[0] == "language" { return try setLanguage(sides[1], of: &report) }
        let name = sides.first?.split(separator: ".", maxSplits: 1).map(String.init) ?? []
        guard sides.count == 2, name.count == 2 else {
            throw Refusal(
                .usage,
                Finding(
                    "bad-setting", .error, "--set \(setting) is not metric.parameter=value",
                    remedy: "For example: --set dso.window=60, --set aged_debt.ranges=30,60,90."))
        }
        guard let index = report.metrics.firstIndex(where: { $0.id == name[0] }) else {
            throw Refusal(
                .usage,
                Finding(
                    "bad-setting", .error, "--set \(setting): the report doesn't select the metric \"\(name[0])\"",
                    remedy: Spelling.suggestion(for: name[0], among: report.metrics.map(\.id)) ?? "It selects \(report.metrics.map(\.id).joined(separator: ", "))."))
        }
        let parts = sides[1].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let value: RawValue = parts.count > 1 ? .list(parts) : .scalar(sides[1])
        report.metrics[index].parameters[name[1]] = Located(value, place: Place(file: "--set \(setting)"))
    }
}

/// The civil date of "now" in a zone: only relative key dates read it.
enum Today {
    static func date(zone: String) -> CivilDate {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
        let parts = calendar.dateComponents([.year, .month, .day], from: Date())
        return CivilDate(year: parts.year ?? 1970, month: parts.month ?? 1, day: parts.day ?? 1)
            ?? CivilDate(daysSinceEpoch: 0)
    }
}
