package import Model

/// One pack to be sent: the whole of a report, or a member's part of a split, with its files and those who receive it.
package struct PackDelivery: Sendable {
    package var report: String
    package var asOf: CivilDate
    /// Empty for the whole.
    package var member: String
    package var pack: Pack
    /// Where its files are, and their paths below.
    package var folder: String
    package var files: [String]
    package var recipients: [Mailbox]
    /// What a condition asks for, at the pack's own node; nil where the report doesn't have it.
    package var figure: @Sendable (FigureTest) -> FigureNow?
    package var words: MailWords

    package init(
        report: String, asOf: CivilDate, member: String = "", pack: Pack, folder: String, files: [String], recipients: [Mailbox],
        words: MailWords, figure: @escaping @Sendable (FigureTest) -> FigureNow?
    ) {
        self.report = report
        self.asOf = asOf
        self.member = member
        self.pack = pack
        self.folder = folder
        self.files = files
        self.recipients = recipients
        self.words = words
        self.figure = figure
    }

    package func key(_ recipient: Mailbox) -> DeliveryKey {
        DeliveryKey(report: report, asOf: asOf, member: member, recipient: recipient.address.text)
    }
}
