internal import Model

/// A mail as HTML that Outlook, Gmail and a telephone show alike: tables, inline styles, bars of table cells, statuses in words.
///
/// Every cell says its own colour and background, so that a dark mode that changes one changes both.
package enum MailPage {
    package static func of(_ mail: MailContent, _ words: MailWords) -> String {
        var page = MailMarkup(isRightToLeft: words.words.isRightToLeft)
        let direction = words.words.isRightToLeft ? "rtl" : "ltr"
        page.raw(
            """
            <!DOCTYPE html>
            <html lang="\(MailMarkup.escaped(words.words.language))" dir="\(direction)"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            <title>\(MailMarkup.escaped(mail.title))</title></head>
            <body style="margin:0;padding:0;background-color:#eef2f6" bgcolor="#eef2f6">
            <table role="presentation" dir="\(direction)" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#eef2f6" style="background-color:#eef2f6"><tr><td align="center" style="padding:12px 8px">
            <!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
            <table role="presentation" dir="\(direction)" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" style="max-width:600px;width:100%;background-color:#ffffff">

            """)
        head(mail, words, &page)
        for headline in mail.headlines { self.headline(headline, words, &page) }
        for group in mail.groups { self.group(group, words, &page) }
        for line in MailFiles.lines(mail, words) { page.line(line, .plain) }
        page.line(words.said(.mailMadeBy, ["version": mail.version]), .small)
        page.raw("</table>\n<!--[if mso]></td></tr></table><![endif]-->\n</td></tr></table></body></html>\n")
        return page.html
    }

    private static func head(_ mail: MailContent, _ words: MailWords, _ page: inout MailMarkup) {
        page.row { page in
            page.element("h1", "margin:0;font:bold 20px/1.3 \(MailMarkup.font);color:#102a43", mail.title)
            if !mail.member.isEmpty { page.element("p", "margin:2px 0 0;font:bold 16px/1.3 \(MailMarkup.font);color:#243b53", mail.member) }
            page.element("p", "margin:4px 0 0;font:14px/1.4 \(MailMarkup.font);color:#52606d", words.facts(of: mail))
        }
        if !mail.because.isEmpty { page.line(words.because(mail.because), .plain) }
        for note in mail.notes { page.line(note, .warning) }
    }

    private static func headline(_ headline: MailContent.Headline, _ words: MailWords, _ page: inout MailMarkup) {
        page.row(isRuled: true) { page in
            page.pair(
                leading: { $0.element("p", "margin:0;font:bold 15px/1.4 \(MailMarkup.font);color:#102a43", headline.name) },
                trailing: { page in if let status = headline.status { page.status(status, words.words.name(of: status)) } })
            page.element("p", "margin:2px 0 0;font:bold 24px/1.3 \(MailMarkup.font);color:#102a43", words.figure(headline.figure))
            if case .unavailable(let reason) = headline.figure, !reason.isEmpty {
                page.element("p", "margin:2px 0 0;font:14px/1.4 \(MailMarkup.font);color:#52606d", reason)
            }
            var facts: [String] = []
            if let target = headline.target { facts.append("\(words.said(.target)): \(words.shown(target))") }
            if let change = headline.change { facts.append("\(headline.changeTitle): \(words.change(change))") }
            for fact in facts { page.element("p", "margin:2px 0 0;font:14px/1.4 \(MailMarkup.font);color:#52606d", fact) }
            if headline.trend.compactMap({ $0 }).count > 1 {
                page.columns(headline.trend, label: words.words(.mailTrend, ["count": .count(headline.trend.count)]))
            }
        }
    }

    private static func group(_ group: MailContent.Group, _ words: MailWords, _ page: inout MailMarkup) {
        page.row(isRuled: true) { page in
            page.element("h2", "margin:0 0 4px;font:bold 15px/1.4 \(MailMarkup.font);color:#102a43", group.title)
            page.raw("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">")
            for line in group.lines {
                page.raw("<tr><td bgcolor=\"#ffffff\" style=\"padding:4px 0 2px;background-color:#ffffff\">")
                page.pair(
                    leading: { $0.element("span", "font:14px/1.4 \(MailMarkup.font);color:#102a43", line.name) },
                    trailing: { page in
                        page.element("span", "font:14px/1.4 \(MailMarkup.font);color:#102a43", words.figure(line.figure))
                        if let status = line.status {
                            page.raw("&nbsp; ")
                            page.status(status, words.words.name(of: status))
                        }
                    })
                if let share = line.share { page.bar(share) }
                page.raw("</td></tr>\n")
            }
            page.raw("</table>")
            if group.more > 0 {
                page.element("p", "margin:4px 0 0;font:14px/1.4 \(MailMarkup.font);color:#52606d", words.words(.mailMore, ["count": .count(group.more)]))
            }
        }
    }
}
