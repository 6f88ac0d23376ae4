internal import Foundation
package import Model

/// What the owner is told when not all was well: so that silence means success.
package enum SummaryComposer {
    /// - Parameter findings: what went wrong, as a terminal shows it.
    package static func content(
        report: String, asOf: CivilDate?, what: String, findings: [Finding], sender: String, version: String, hash: ([UInt8]) -> String
    ) -> OutboxContent {
        let subject = "Countback: \(report)\(asOf.map { " of \($0)" } ?? ""): \(what)"
        let text = ([subject, ""] + findings.flatMap { [$0.description, ""] } + ["-- ", "Made by Countback \(version)", ""]).joined(separator: "\n")
        var page = MailMarkup(isRightToLeft: false)
        page.raw(
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>\(MailMarkup.escaped(subject))</title></head>
            <body style="margin:0;padding:0;background-color:#ffffff" bgcolor="#ffffff"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">

            """)
        page.row { $0.element("h1", "margin:0;font:bold 18px/1.3 \(MailMarkup.font);color:#102a43", subject) }
        for finding in findings {
            page.row(isRuled: true) { page in
                let place = finding.place.map { "\($0): " } ?? ""
                page.element("p", "margin:0;font:bold 14px/1.4 \(MailMarkup.font);color:#102a43", place + finding.message)
                if let remedy = finding.remedy { page.element("p", "margin:2px 0 0;font:14px/1.4 \(MailMarkup.font);color:#52606d", remedy) }
            }
        }
        page.raw("</table></body></html>\n")
        let content = hash(Array((subject + "\0" + text).utf8))
        let entity = MailEntity.bytes(text: text, html: page.html, files: [], seed: String(content.prefix(24)))
        return OutboxContent(hash: content, sender: sender, subject: subject, corrected: subject, full: entity, light: entity)
    }
}
