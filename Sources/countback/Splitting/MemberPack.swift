internal import Model

/// A member's pack of a split, written.
struct MemberPack: Sendable {
    /// As the ledger or the definition writes it.
    var name: String
    var pack: Pack
    var results: Results
    /// Where it will be, and its files below.
    var folder: String
    var outputs: [HashedFile]
}
