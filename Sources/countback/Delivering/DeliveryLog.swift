internal import Foundation
internal import Model

/// One line of JSON per run and delivery, beside the outbox, for programs and for `countback schedule log`.
struct DeliveryLog {
    let path: String

    init(outbox: String) { path = (outbox as NSString).deletingPathExtension + ".log.jsonl" }

    /// Lines of one write each, so that programs that write at once don't mix them. What can't be written is said once on standard error.
    func write(_ event: String, _ fields: [String: Any]) {
        var line = fields
        line["time"] = Date().formatted(.iso8601)
        line["event"] = event
        guard var data = try? JSONSerialization.data(withJSONObject: line, options: [.sortedKeys, .withoutEscapingSlashes]) else { return }
        data.append(10)
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        let isWritten = descriptor >= 0 && data.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) } == data.count
        if descriptor >= 0 { close(descriptor) }
        if !isWritten {
            Terminal.error(
                Terminal.report([
                    Finding("log-not-written", .warning, "the log \(path) can't be written: \(String(cString: strerror(errno)).lowercased())", remedy: "What was sent is in the outbox all the same.")
                ]))
        }
    }
}
