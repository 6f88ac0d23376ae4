package import Model

/// Who receives which member's pack, each address checked.
package struct RecipientBook: Sendable {
    package struct Entry: Sendable, Hashable {
        /// Empty for the whole.
        package var member: String
        package var mailbox: Mailbox
        package var place: Place
    }

    package private(set) var entries: [Entry] = []
    package private(set) var findings: [Finding] = []
    private let allowed: AllowedDomains

    package init(allowed: AllowedDomains) { self.allowed = allowed }

    /// Adds an address as written; one that can't be, or may not be, is a finding.
    package mutating func add(_ text: String, member: String, place: Place) {
        guard let mailbox = AddressFindings.mailbox(text, "recipient", place, &findings) else { return }
        if let finding = allowed.refusal(mailbox, place) {
            findings.append(finding)
            return
        }
        if let first = entries.first(where: { $0.member == member && $0.mailbox.address == mailbox.address }) {
            findings.append(
                Finding(
                    "recipient-twice", .warning, "\(mailbox.address.text) stands twice, and gets one message" + (first.place.line.map { " (as on line \($0))" } ?? ""),
                    place: place, remedy: "remove one of the two"))
            return
        }
        entries.append(Entry(member: member, mailbox: mailbox, place: place))
    }

    mutating func add(_ finding: Finding) { findings.append(finding) }

    /// In the order in which they are written.
    package func recipients(of member: String) -> [Mailbox] { entries.filter { $0.member == member }.map(\.mailbox) }

    /// What doesn't fit together: members whose pack nobody gets, and members that there are no rows of.
    ///
    /// - Parameter members: those that have a pack; `["": …]` stands for the whole.
    package func mismatches(members: [String], of place: Place) -> [Finding] {
        let named = Set(entries.map(\.member))
        let without = members.filter { !named.contains($0) && $0 != "(none)" }
        var findings = without.map { member in
            Finding(
                "no-recipient", .error, member.isEmpty ? "nobody is named who receives the whole pack" : "nobody is named who receives the pack of \(member)",
                place: place,
                remedy: member.isEmpty
                    ? "Add a row with an empty member." : Spelling.suggestion(for: member, among: named.subtracting(members)) ?? "Add a row for it; its pack is written, and sent to nobody.")
        }
        var seen: Set<String> = []
        for entry in entries where !members.contains(entry.member) && seen.insert(entry.member).inserted {
            findings.append(
                Finding(
                    "recipient-without-rows", .warning,
                    entry.member.isEmpty
                        ? "\(entry.mailbox.address.text) is to receive the whole pack, which this report doesn't send"
                        : "there are no rows of \(entry.member): \(entry.mailbox.address.text) gets nothing",
                    place: entry.place,
                    remedy: Spelling.suggestion(for: entry.member, among: without) ?? "Correct the member, or leave the row for a time when it has rows."))
        }
        return findings
    }
}
