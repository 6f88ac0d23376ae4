internal import Delivering
internal import Foundation
internal import Model

/// What came of sending a report: what is said of it, and how the run ends.
struct DeliveryOutcome {
    /// For standard output, a line each.
    var lines: [String] = []
    var findings: [Finding] = []
    var exit = Model.ExitCode.done
    /// For programs.
    var entries: [[String: String]] = []

    /// The one that matters more.
    mutating func worsen(_ other: Model.ExitCode) {
        let order: [Model.ExitCode] = [.done, .tryAgain, .badData, .unavailable, .cannotWrite]
        if (order.firstIndex(of: other) ?? order.count) > (order.firstIndex(of: exit) ?? order.count) { exit = other }
    }

    mutating func add(_ member: String, _ recipient: String, _ state: String, _ note: String = "") {
        lines.append("  \(state.padding(toLength: 9, withPad: " ", startingAt: 0)) \(recipient)" + (member.isEmpty ? "" : " (\(member))") + (note.isEmpty ? "" : ": \(note)"))
        entries.append(["member": member, "recipient": recipient, "state": state, "note": note])
    }

    var text: String { lines.isEmpty ? "" : "mail\n" + lines.joined(separator: "\n") + "\n" }
}
