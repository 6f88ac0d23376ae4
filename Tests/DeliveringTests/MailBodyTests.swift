import Definitions
import Delivering
import Foundation
import MailServers
import Model
import Testing

/// A mail's body: what it says, in which language, and that it has nothing that Outlook can't show.
@Suite struct MailBodyTests {
    static func pack(_ words: Words, title: String = "Weekly pack", member: String = "Spain") -> Pack {
        func number(_ text: String) -> ExactDecimal { ExactDecimal(text) ?? .zero }
        let columns = ["metric", "value", "target", "status", "change", "trend"].map { Column(name: $0, title: $0 == "change" ? "Change since 2026-11-13" : $0, kind: .text) }
        let headlines = Table(
            id: "scorecard.headlines", title: "Headlines", columns: columns,
            rows: [
                Row([
                    Cell(.text("DSO")), Cell(.days(number("45.20"))), Cell(.days(number("45.00"))), Cell(.status(.near)),
                    Cell(.change(number("-2.01"), unit: .days, currency: "EUR", isGood: true)), Cell(.trend([number("40"), nil, number("47.21"), number("45.20")])),
                ]),
                Row([Cell(.text("Overdue share")), Cell(.percent(number("0.2637"))), Cell(.percent(number("0.15"))), Cell(.status(.missed)), Cell(.empty), Cell(.empty)]),
                Row([Cell(.text("Disputes")), Cell(.unavailable("none was resolved")), Cell(.empty), Cell(.empty), Cell(.empty), Cell(.empty)]),
            ])
        let tree = Table(
            id: "scorecard.aged_debt", title: "Aged debt by country", layout: .tree,
            columns: ["node", "value", "status"].map { Column(name: $0, title: $0, kind: .text) },
            rows: [Row(level: 0, [Cell(.text("All")), Cell(.percent(number("0.2637"))), Cell(.empty)])]
                + (1...10).map { Row(level: 1, [Cell(.text("\(member) \($0)")), Cell(.percent(number("0.0\($0 % 10)"))), Cell(.status(.met))]) }
                + [Row(level: 2, [Cell(.text("Deeper")), Cell(.percent(number("0.01"))), Cell(.empty)])])
        return Pack(
            report: "weekly", title: title, asOf: Samples.day, currency: "EUR", words: words,
            sections: [Section(id: "scorecard", kind: .scorecard, title: "Scorecard", blocks: [.note(Note(.warning, "Read with care: 1 warning.")), .table(headlines), .table(tree)])],
            version: "0.1.0")
    }

    private func made(_ language: String, title: String = "Weekly pack", member: String = "Spain") throws -> (text: String, html: String) {
        let words = try WordShelf.standard.words(language)
        var mail = MailContent(Self.pack(words, title: title, member: member), member: member)
        (mail.because, mail.files) = (["DSO is 45.20 days, which is above 45.00 days"], ["pack.xlsx"])
        let said = MailWords(words) { value in
            switch value {
            case .days(let number): "\(number) d"
            case .percent(let ratio): "\(ratio)"
            case .change(let number, _, _, _): "\(number)"
            case .date(let day): "\(day)"
            case .unavailable: "n/a"
            default: "?"
            }
        }
        return (MailText.of(mail, said), MailPage.of(mail, said))
    }

    @Test func theTextSaysWhatThePageShows() throws {
        let (text, html) = try made("en")
        #expect(
            text == """
                Weekly pack: Spain
                As of 2026-11-20 · Amounts in EUR

                Sent because DSO is 45.20 days, which is above 45.00 days.

                Read with care: 1 warning.

                DSO: 45.20 d
                  Status: Near
                  Target: 45.00 d
                  Change since 2026-11-13: -2.01 (better)

                Overdue share: 0.2637
                  Status: Missed
                  Target: 0.15

                Disputes: n/a (none was resolved)

                Aged debt by country
                  Spain 1: 0.01, Met
                  Spain 2: 0.02, Met
                  Spain 3: 0.03, Met
                  Spain 4: 0.04, Met
                  Spain 5: 0.05, Met
                  Spain 6: 0.06, Met
                  Spain 7: 0.07, Met
                  Spain 8: 0.08, Met
                  and 2 more, in the attached pack

                Attached: pack.xlsx

                -- 
                Made by Countback 0.1.0

                """)
        for words in ["Weekly pack", "Spain", "45.20 d", "Near", "Missed", "-2.01 (better)", "Sent because", "none was resolved", "and 2 more"] { #expect(html.contains(words), "\(words)") }
        // Below the first level is the pack's.
        #expect(!html.contains("Deeper"))
    }

    /// Tables and inline styles alone: Outlook shows with Word's engine.
    @Test(arguments: ["en", "de", "es", "fr", "he"])
    func nothingThatOutlookCannotShow(_ language: String) throws {
        let (_, html) = try made(language)
        for forbidden in ["flex", "grid", "<style", "<link", "<svg", "<img", "<script", "position:", "float:", "<div", "class=", "url(", "http", "rgba(", "var(", "@media", "margin:auto"] {
            #expect(!html.contains(forbidden), "\(forbidden)")
        }
        // A cell that says its colour says its background too, somewhere above it.
        #expect(html.contains("bgcolor=\"#ffffff\"") && html.contains("name=\"color-scheme\""))
        #expect(html.contains("<html lang=\"\(language)\" dir=\"\(language == "he" ? "rtl" : "ltr")\">"))
        // As well-formed as XML but for the document type, the void elements and Outlook's comments.
        let opened = html.matches(of: /<([a-z0-9]+)[ >]/).map { String($0.output.1) }.filter { $0 != "meta" && $0 != "html" }
        let closed = html.matches(of: /<\/([a-z0-9]+)>/).map { String($0.output.1) }.filter { $0 != "html" }
        #expect(Dictionary(grouping: opened) { $0 }.mapValues(\.count) == Dictionary(grouping: closed) { $0 }.mapValues(\.count))
    }

    @Test(arguments: ["<script>alert(1)</script>", "A & B \"C\" 'D'", "\u{202E}evil", "a\u{0}b", "]]><!--"])
    func hostileNames(_ name: String) throws {
        let (_, html) = try made("en", title: name, member: name)
        #expect(!html.contains("<script") && !html.contains("\u{202E}") && !html.contains("\u{0}"))
        #expect(html.contains(name) == !name.contains { "<>&\"'\u{202E}\u{0}".contains($0) })
    }

    @Test func theWorstStatusCounts() throws {
        let ahead = ShownStatus(.missed, isOutlook: true)
        #expect(ShownStatus.worst([.met, ahead]) == ahead)
        #expect(ShownStatus.worst([.missed, ahead]) == .missed)
        #expect(ShownStatus.worst([]) == nil)
        #expect(MailContent(Self.pack(try WordShelf.standard.words("en")), member: "").status == .missed)
    }
}
