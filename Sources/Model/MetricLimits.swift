/// How long a metric may take and how much memory, as a definition limits it: `limits: { seconds: 60, memory: 500MB }`.
package struct MetricLimits: Sendable, Hashable {
    /// From its first statement to its last; nil: nothing is said.
    package var seconds: Int?
    /// What this process may grow by meanwhile, in MB of a million bytes; nil: nothing is said.
    package var megabytes: Int?

    package init(seconds: Int? = nil, megabytes: Int? = nil) {
        self.seconds = seconds
        self.megabytes = megabytes
    }

    /// Where no definition says anything.
    package static let standard = (seconds: 600, megabytes: 2_000)

    /// These limits, and the others where these say nothing.
    package func over(_ others: MetricLimits) -> MetricLimits {
        MetricLimits(seconds: seconds ?? others.seconds, megabytes: megabytes ?? others.megabytes)
    }
}
