internal import Foundation
package import Model

/// A pack as one web page that needs nothing else: no network, no fonts, no images but its own.
package enum Page {
    package static func render(_ pack: Pack) -> String {
        var page = ""
        write(pack) { page += $0 }
        return page
    }

    /// Piece by piece, as a page of many tables is long; the same pack gives the same bytes.
    package static func write(_ pack: Pack, to write: (String) throws -> Void) rethrows {
        var page = Markup(figures: FigureText(words: pack.words))
        page.raw("<!DOCTYPE html>\n")
        page.open("html", [("lang", pack.language), ("dir", pack.isRightToLeft ? "rtl" : "ltr")])
        page.head(pack)
        page.open(
            "body",
            [
                ("data-filter", page.words[.filter]), ("data-rows", page.words[.rowsShown]),
                ("data-expand-all", page.words[.expandAll]), ("data-collapse-all", page.words[.collapseAll]),
                ("data-expand", page.words[.expand]), ("data-decimal", page.words.figures.decimalMark),
            ])
        page.raw("\n")
        page.element("a", [("class", "skip"), ("href", "#report")], page.words[.skip])
        page.raw(PageIcons.symbols)
        page.banner(pack)
        page.open("div", [("class", "layout")])
        page.contents(pack)
        page.raw("\n")
        page.open("main", [("id", "report"), ("tabindex", "-1")])
        for section in pack.sections { try page.section(section, writing: write) }
        page.close("main")
        page.close("div")
        page.raw("\n")
        page.element("footer", [], "Countback \(pack.version) · \(pack.report) · \(page.figures.date(pack.asOf))")
        page.raw("\n<script>\(PageScript.text)</script>\n</body>\n</html>\n")
        try write(page.take())
    }
}

extension Markup {
    fileprivate mutating func head(_ pack: Pack) {
        let policy =
            "default-src 'none'; style-src '\(Self.sourceHash(PageStyle.text))'; "
            + "script-src '\(Self.sourceHash(PageScript.text))'; img-src data:; base-uri 'none'; form-action 'none'"
        raw("\n<head>\n<meta charset=\"utf-8\">\n")
        open("meta", [("http-equiv", "Content-Security-Policy"), ("content", policy)])
        raw("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
        raw("<meta name=\"referrer\" content=\"no-referrer\">\n")
        open("meta", [("name", "generator"), ("content", "Countback \(pack.version)")])
        raw("\n")
        element("title", [], "\(pack.heading) · \(figures.date(pack.asOf))")
        raw("\n<style>\(PageStyle.text)</style>\n</head>\n")
    }

    /// What the content policy compares the page's own style and script with.
    static func sourceHash(_ source: String) -> String {
        let digest = SHA256Digest()
        Array(source.utf8).withUnsafeBytes { digest.update($0) }
        return "sha256-" + Data(digest.finishBytes()).base64EncodedString()
    }

    fileprivate mutating func banner(_ pack: Pack) {
        raw("\n<header class=\"banner\"><div>")
        element("h1", [], pack.heading)
        raw("<p>")
        text(words[.asOf] + " ")
        element("time", [("datetime", pack.asOf.description)], figures.date(pack.asOf))
        raw(" <span aria-hidden=\"true\">·</span> ")
        text(words(.amountsIn, ["currency": .text(pack.currency)]))
        raw("</p></div></header>\n")
    }

    fileprivate mutating func contents(_ pack: Pack) {
        open("nav", [("class", "contents"), ("aria-label", words[.contents])])
        raw("<ol>")
        for section in pack.sections {
            raw("<li>")
            element("a", [("href", "#" + Self.anchor(section.id))], section.title)
            raw("</li>")
        }
        raw("</ol></nav>")
    }

    fileprivate mutating func section(_ section: Section, writing write: (String) throws -> Void) rethrows {
        let anchor = Self.anchor(section.id)
        raw("\n\n")
        open("section", [("id", anchor), ("aria-labelledby", anchor + "-title"), ("class", section.kind.rawValue)])
        element("h2", [("id", anchor + "-title")], section.title)
        if let subtitle = section.subtitle { element("p", [("class", "subtitle")], subtitle) }
        if section.kind == .scorecard, let table = section.blocks.lazy.compactMap(\.asTable).first { cards(of: table) }
        var index = 0
        while index < section.blocks.count {
            // Charts that follow each other stand side by side where there is room.
            let charts = section.blocks[index...].prefix { $0.asChart != nil }.compactMap(\.asChart)
            if !charts.isEmpty { self.charts(charts) }
            index += charts.count
            guard index < section.blocks.count else { break }
            switch section.blocks[index] {
            case .table(let table): self.table(table)
            case .note(let note): self.note(note)
            case .chart: continue
            }
            index += 1
            try write(take())
        }
        close("section")
    }

    private mutating func note(_ note: Note) {
        raw("\n")
        open("div", [("class", "note \(note.tone.rawValue)")] + (note.tone == .plain ? [] : [("role", "note")]))
        let tone = words.name(of: note.tone)
        if let title = note.title ?? tone {
            open("p", [("class", "title")])
            if let tone, tone != title, note.tone != .formula { element("span", [("class", "tone")], tone + " ") }
            text(title)
            close("p")
        }
        for paragraph in note.text.split(separator: "\n") { element("p", [], String(paragraph)) }
        close("div")
    }
}

extension Block {
    fileprivate var asChart: Chart? { if case .chart(let chart) = self { chart } else { nil } }
    fileprivate var asTable: Table? { if case .table(let table) = self { table } else { nil } }
}
