/// Gives an extract's records block by block, cut into fields.
protocol RecordFeed: AnyObject {
    /// What the block's bounds count from; it may move with every `fill`.
    var base: UnsafeMutablePointer<UInt8> { get }
    /// Fills the block with the next records; false at the end. It is the same block every time.
    func fill(_ block: RecordBlock) throws -> Bool
    /// Rows passed over because the format says that they are none.
    var skipped: Int { get }
}

/// An extract that isn't delimited text: what its columns are, how its rows come, and what an audit finds.
protocol TableInput: AnyObject, Sendable {
    var names: [String] { get }
    /// Columns in binary floating point, whose amounts are only as exact as that is.
    var binaryColumns: Set<String> { get }
    /// Columns that no value can be read from, and what they are.
    var unreadable: [String: String] { get }
    func feed() throws -> any RecordFeed
    /// Counts the rows otherwise than the feed does, and hashes what they are read from.
    func audit(isCancelled: @escaping @Sendable () -> Bool) throws -> FileAudit
    /// Nothing more will be read, whether all was or not.
    func endReading()
    /// No audit will come: one before it failed.
    func giveUp(_ error: any Error)
}

extension TableInput {
    var binaryColumns: Set<String> { [] }
    var unreadable: [String: String] { [:] }
    func endReading() {}
    func giveUp(_ error: any Error) {}
}
