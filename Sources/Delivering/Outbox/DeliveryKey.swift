package import Model

/// What may be sent once: a report's pack of a key date, of a member, to one recipient.
package struct DeliveryKey: Sendable, Hashable {
    package enum Purpose: String, Sendable {
        case pack
        /// What went wrong, told to the owner.
        case summary
    }

    package var purpose: Purpose
    package var report: String
    package var asOf: CivilDate
    /// Empty for the whole.
    package var member: String
    /// The address alone, its domain in small letters.
    package var recipient: String

    package init(_ purpose: Purpose = .pack, report: String, asOf: CivilDate, member: String = "", recipient: String) {
        self.purpose = purpose
        self.report = report
        self.asOf = asOf
        self.member = member
        self.recipient = recipient
    }
}
