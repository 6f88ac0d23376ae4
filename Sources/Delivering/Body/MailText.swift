internal import Model

/// A mail as plain text, for those who read it so and for screen readers.
package enum MailText {
    package static func of(_ mail: MailContent, _ words: MailWords) -> String {
        var lines: [String] = []
        lines.append(mail.member.isEmpty ? mail.title : "\(mail.title): \(mail.member)")
        lines.append(words.facts(of: mail))
        if !mail.because.isEmpty { lines += ["", words.because(mail.because)] }
        if !mail.notes.isEmpty { lines += [""] + mail.notes }
        for headline in mail.headlines {
            lines += ["", headline.name + ": " + words.shown(headline.figure)]
            if let status = headline.status { lines.append("  \(words.said(.status)): \(words.words.name(of: status))") }
            if let target = headline.target { lines.append("  \(words.said(.target)): \(words.shown(target))") }
            if let change = headline.change { lines.append("  \(headline.changeTitle): \(words.change(change))") }
        }
        for group in mail.groups {
            lines += ["", group.title]
            for line in group.lines {
                lines.append("  \(line.name): \(words.shown(line.figure))" + (line.status.map { ", " + words.words.name(of: $0) } ?? ""))
            }
            if group.more > 0 { lines.append("  " + words.words(.mailMore, ["count": .count(group.more)])) }
        }
        let files = MailFiles.lines(mail, words)
        if !files.isEmpty { lines += [""] + files }
        lines += ["", "-- ", words.said(.mailMadeBy, ["version": mail.version]), ""]
        return lines.joined(separator: "\n")
    }
}

/// What a mail says of its files: what is attached, or where they are.
enum MailFiles {
    static func lines(_ mail: MailContent, _ words: MailWords) -> [String] {
        var lines: [String] = []
        if !mail.files.isEmpty { lines.append(words.said(.mailAttached, ["files": mail.files.joined(separator: ", ")])) }
        if !mail.leftOut.isEmpty {
            lines.append(words.said(.mailLeftOut, ["files": mail.leftOut.joined(separator: ", ")]))
            if !mail.filesAt.isEmpty { lines.append(words.said(.mailFilesAt, ["place": mail.filesAt])) }
        }
        return lines
    }
}
