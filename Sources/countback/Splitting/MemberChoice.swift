internal import Model

/// The members that a run is for: all that have its currency.
struct MemberChoice: Sendable {
    let rule: SplitRule
    /// Whether a member of this name is one of them.
    let contains: @Sendable (String) -> Bool

    func tree(of report: NodeTree) -> SplitTree { SplitTree(rule, of: report).filtered(by: contains) }
}
