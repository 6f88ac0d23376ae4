internal import Model
internal import Synchronization

/// Which of a metric's files its engines are at: `facts/sales.sql`.
final class RunningSteps: Sendable {
    private let files = Mutex<[String]>([])

    /// The one that they have been at for longest.
    var oldest: String? { files.withLock { $0.first } }

    func at<Value>(_ file: MetricPlugin.SQLFile, _ work: () throws -> Value) rethrows -> Value {
        files.withLock { $0.append(file.path) }
        defer { files.withLock { files in files.firstIndex(of: file.path).map { _ = files.remove(at: $0) } } }
        return try work()
    }
}
