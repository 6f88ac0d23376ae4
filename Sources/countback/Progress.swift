internal import Foundation

/// What a run is doing, told on standard error: one live line on a terminal, plain lines elsewhere.
final class Progress {
    enum Mode { case live, plain, silent }

    private let mode: Mode
    private let started = ContinuousClock.now
    private var phases: [(name: String, began: ContinuousClock.Instant)] = []

    init(mode: Mode) { self.mode = mode }

    static var forTerminal: Progress { Progress(mode: isatty(2) == 1 ? .live : .plain) }

    func begin(_ phase: String) {
        phases.append((phase, .now))
        switch mode {
        case .live: say("\r\u{1B}[K\(phase) …")
        case .plain: say("\(phase)\n")
        case .silent: break
        }
    }

    /// Clears the live line.
    func end() { if mode == .live { say("\r\u{1B}[K") } }

    /// Seconds per phase, for `--timings`.
    func timings() -> String {
        let ends = phases.dropFirst().map(\.began) + [.now]
        let lines = zip(phases, ends).map { phase, end in
            let seconds = Self.seconds(end - phase.began)
            return "\(phase.name.padding(toLength: 28, withPad: " ", startingAt: 0)) \(seconds)"
        }
        return (lines + ["total".padding(toLength: 28, withPad: " ", startingAt: 0) + " " + Self.seconds(.now - started)])
            .joined(separator: "\n") + "\n"
    }

    private static func seconds(_ duration: Duration) -> String {
        let milliseconds = Int(duration / .milliseconds(1))
        return "\(milliseconds / 1000).\(String(milliseconds % 1000 + 1000).dropFirst()) s"
    }

    private func say(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
