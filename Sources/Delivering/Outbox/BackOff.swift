/// How long a message waits before it is tried again: 1, 5 and 30 minutes, 2, 4 and then every 8 hours, for two days in all.
package enum BackOff {
    package static let limit = 2 * 86_400
    private static let delays = [60, 300, 1800, 7200, 14_400, 28_800]

    /// When a message is tried again that has failed `attempts` times; nil when its two days are over.
    package static func next(attempts: Int, queuedAt: Int, now: Int) -> Int? {
        guard now < queuedAt + limit else { return nil }
        let delay = delays[min(max(attempts, 1), delays.count) - 1]
        // The last try is at the very end.
        return min(now + delay, queuedAt + limit)
    }
}
