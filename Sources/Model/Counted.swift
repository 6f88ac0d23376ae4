extension Int {
    /// `1 row`, `2 rows`; a plural that isn't made with an s is given.
    package func counted(_ one: String, _ many: String? = nil) -> String { "\(self) \(self == 1 ? one : many ?? one + "s")" }
}
