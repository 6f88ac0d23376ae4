internal import Model

/// A mail as plain text, for those who read it so and for screen readers.
package enum MailText {
    package static func of(_ mail: MailContent, _ words: MailWords) -> String {
        var lines: [String] = []
        lines.append(mail.member.isEmpty ? mail.title : "\(mail.title): \(mail.member)")
        lines.append(
            words.filled(words.asOf, ["day": words.figure(.date(mail.asOf))]) + " · " + words.filled(words.amountsIn, ["currency": mail.currency]))
        if !mail.because.isEmpty { lines += ["", words.filled(words.sentBecause, ["facts": words.listed(mail.because)])] }
        if !mail.notes.isEmpty { lines += [""] + mail.notes }
        for headline in mail.headlines {
            lines += ["", headline.name + ": " + words.shown(headline.figure)]
            if let status = headline.status { lines.append("  \(words.status): \(words.status(status))") }
            if let target = headline.target { lines.append("  \(words.target): \(words.shown(target))") }
            if let change = headline.change { lines.append("  \(headline.changeTitle): \(words.change(change))") }
        }
        for group in mail.groups {
            lines += ["", group.title]
            for line in group.lines {
                lines.append("  \(line.name): \(words.shown(line.figure))" + (line.status.map { ", " + words.status($0) } ?? ""))
            }
            if group.more > 0 { lines.append("  " + words.filled(words.more, ["count": "\(group.more)"])) }
        }
        let files = MailFiles.lines(mail, words)
        if !files.isEmpty { lines += [""] + files }
        lines += ["", "-- ", words.filled(words.madeBy, ["version": mail.version]), ""]
        return lines.joined(separator: "\n")
    }
}

/// What a mail says of its files: what is attached, or where they are.
enum MailFiles {
    static func lines(_ mail: MailContent, _ words: MailWords) -> [String] {
        var lines: [String] = []
        if !mail.files.isEmpty { lines.append(words.attached + ": " + mail.files.joined(separator: ", ")) }
        if !mail.leftOut.isEmpty {
            lines.append(words.filled(words.filesLeftOut, ["files": mail.leftOut.joined(separator: ", ")]))
            if !mail.filesAt.isEmpty { lines.append(words.filled(words.filesAt, ["place": mail.filesAt])) }
        }
        return lines
    }
}

extension MailWords {
    /// With the reason where there is no figure.
    func shown(_ value: CellValue) -> String {
        if case .unavailable(let reason) = value { return reason.isEmpty ? figure(value) : "\(figure(value)) (\(reason))" }
        return figure(value)
    }

    /// With whether that is good, in a word.
    func change(_ value: CellValue) -> String {
        guard case .change(_, _, _, let isGood?) = value else { return shown(value) }
        return "\(figure(value)) (\(isGood ? better : worse))"
    }
}
