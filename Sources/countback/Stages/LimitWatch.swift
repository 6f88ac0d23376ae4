internal import Foundation
internal import Model
internal import Synchronization

/// Ends a metric that takes longer, or more memory, than it may.
///
/// It looks at the clock and at this process's memory every few milliseconds, whatever the engine; the engine's own
/// limits come before it where they are lower.
final class LimitWatch: Sendable {
    private enum Excess { case time, memory }

    private struct State {
        var isOver = false
        var excess: Excess?
    }

    private let state = Mutex(State())
    private let metric: String
    private let seconds: Int
    private let megabytes: Int

    private static let step = 0.01
    /// How long an engine may take to end what it was told to end, and how much more memory in percent.
    private static let (grace, slack) = (4.0, 10)

    private let running: RunningSteps

    private init(_ metric: String, _ limits: MetricLimits, _ running: RunningSteps) {
        self.metric = metric
        self.running = running
        seconds = limits.seconds ?? MetricLimits.standard.seconds
        megabytes = limits.megabytes ?? MetricLimits.standard.megabytes
    }

    /// Does some work under a metric's limits, of which `running` tells how far it is; `cancel` ends what its engines run.
    static func run<Value>(
        _ metric: String, _ limits: MetricLimits, _ running: RunningSteps, cancel: @escaping @Sendable () -> Void, _ work: () throws -> Value
    ) throws -> Value {
        let watch = LimitWatch(metric, limits, running)
        let began = Date()
        let resident = Self.resident()
        Thread.detachNewThread { watch.look(since: began, resident, cancel) }
        let result = Result { try work() }
        guard let excess = watch.end() else { return try result.get() }
        var step: String?
        if case .failure(let error) = result { step = (error as? EngineFailure)?.purpose.step }
        throw watch.refusal(excess, at: step)
    }

    /// What was exceeded before the work came to its end.
    private func end() -> Excess? {
        state.withLock { state in
            state.isOver = true
            return state.excess
        }
    }

    private func look(since began: Date, _ resident: Int, _ cancel: () -> Void) {
        while true {
            Thread.sleep(forTimeInterval: Self.step)
            let isLate = Date().timeIntervalSince(began) > Double(seconds)
            let isLarge = Self.resident() - resident > megabytes * 1_000_000
            let (isOver, excess) = state.withLock { state -> (Bool, Excess?) in
                if !state.isOver, isLate || isLarge { state.excess = isLarge ? .memory : .time }
                return (state.isOver, state.excess)
            }
            if isOver { return }
            guard let excess else { continue }
            cancel()
            let deadline = Date().addingTimeInterval(Self.grace)
            while Date() < deadline, Self.resident() - resident < megabytes * 10_000 * (100 + Self.slack) {
                Thread.sleep(forTimeInterval: Self.step)
                if state.withLock({ $0.isOver }) { return }
            }
            // Some of what an engine does before it computes can't be interrupted. Nothing has been written yet.
            let refusal = refusal(excess, at: running.oldest)
            Terminal.error(Terminal.report(refusal.findings))
            Engine.removeSpilled()
            _exit(refusal.exit.rawValue)
        }
    }

    /// The bytes of this process that are in memory.
    private static func resident() -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .ascii) else { return 0 }
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    private func refusal(_ excess: Excess, at step: String?) -> Refusal {
        let file = step.flatMap { $0.hasSuffix(".sql") ? Place(file: "\(metric)/\($0)") : nil }
        let at = step.map { ", at \($0)" } ?? ""
        return switch excess {
        case .time:
            Refusal(
                .badDefinition,
                Finding(
                    "metric-too-slow", .error, "the metric \(metric) takes longer than its limit of \(seconds) s\(at)", place: file,
                    remedy: "Make its SQL do less, or allow it more in the report: `- \(metric): { limits: { seconds: \(seconds * 4) } }`."))
        case .memory:
            Refusal(
                .badDefinition,
                Finding(
                    "metric-too-large", .error, "the metric \(metric) takes more memory than its limit of \(megabytes) MB\(at)", place: file,
                    remedy: "Make its SQL do less, or allow it more in the report: `- \(metric): { limits: { memory: \(megabytes * 2)MB } }`."))
        }
    }
}

extension ReportDefinition {
    /// What computing may take where some metric may take more or all less than usual; nil: as usual.
    var computingMegabytes: Int? {
        let usual = MetricLimits.standard.megabytes
        let most = metrics.map { $0.limits.over(limits).megabytes ?? usual }.max() ?? usual
        return most == usual ? nil : most
    }
}
