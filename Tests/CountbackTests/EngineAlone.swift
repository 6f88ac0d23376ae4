import Engines
import Foundation
import Testing

/// Lets one test at a time open engines in this process, so that the count of live handles is that test's own.
///
/// The lock is a file of this process, so that suites of other test targets can take it as well.
struct EngineAlone: TestTrait, SuiteTrait, TestScoping {
    var isRecursive: Bool { true }

    func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? { testCase == nil ? nil : self }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("countback-engine-\(getpid()).lock").path
        let lock = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        defer { close(lock) }
        while flock(lock, LOCK_EX | LOCK_NB) != 0 { try await Task.sleep(for: .milliseconds(5)) }
        try await function()
        #expect(LiveHandles.count == 0)
    }
}

extension Trait where Self == EngineAlone {
    /// One at a time, and every handle closed after it.
    static var engineAlone: EngineAlone { EngineAlone() }
}
