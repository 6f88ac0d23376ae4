import Foundation
import Model
import Testing

@testable import Rendering

@Suite struct HTMLTests {
    private let figures = FigureText(words: Catalogue.english)

    private func markup(_ body: (inout Markup) -> Void) -> String {
        var markup = Markup(figures: figures)
        body(&markup)
        return markup.html
    }

    @Test(arguments: [
        ("1234567.50", "1,234,567.50"), ("-1234.5", "−1,234.5"), ("999", "999"), ("1000", "1,000"), ("0.001", "0.001"),
        ("-0.07", "−0.07"), ("123456.789", "123,456.789"),
    ])
    func numbers(_ raw: String, _ shown: String) throws {
        #expect(figures.number(try #require(ExactDecimal(raw))) == shown)
    }

    @Test func figuresWithTheirUnits() {
        let ratio = ExactDecimal(unscaled: 1534, scale: 4)
        #expect(figures.alone(.percent(ratio)) == "15.34%")
        #expect(figures.alone(.percent(ExactDecimal(1))) == "100%")
        #expect(figures.alone(.money(ExactDecimal(1_200_000), currency: "JPY")) == "1,200,000 JPY")
        #expect(figures.alone(.money(ExactDecimal(unscaled: 1_234_567, scale: 3), currency: "KWD")) == "1,234.567 KWD")
        #expect(figures.alone(.days(ExactDecimal(unscaled: 16633, scale: 2))) == "166.33 days")
        #expect(figures.alone(.date(SamplePack.asOf)) == "20 Nov 2026")
        #expect(figures.change(ExactDecimal(unscaled: -48, scale: 4), unit: .percent, currency: "") == "−0.48 pp")
        #expect(figures.change(ExactDecimal(unscaled: 31, scale: 2), unit: .days, currency: "") == "+0.31 days")
        #expect(figures.change(.zero, unit: .money, currency: "EUR") == "0 EUR")
    }

    @Test func escaping() {
        #expect(Markup.escaped("<script>alert('1')</script> & \"x\"") == "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;x&quot;")
        #expect(Markup.escaped("a\u{0}b\u{1B}c\u{202E}d") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d")
        #expect(Markup.escaped("Müller שלום 東京") == "Müller שלום 東京")
        #expect(Markup.anchor("a\"b <c>") == "s-a-b--c-")
    }

    @Test func smallTable() {
        let table = Table(
            id: "aged_debt.buckets", title: "Buckets & more",
            columns: [
                Column(name: "bucket", title: "Bucket", kind: .text), Column(name: "amount", title: "Amount", kind: .money),
                Column(name: "share", title: "Share", kind: .percent),
            ],
            rows: [
                Row([Cell(.text("1–30"), link: "dso"), Cell(SamplePack.money(-123_450)), Cell(.unavailable("no <debits>"))]),
                Row(role: .total, [Cell(.text("Total")), Cell(SamplePack.money(5)), Cell(SamplePack.share(10000))]),
            ], limited: .init(total: 1200, rest: "See the workbook."))
        #expect(
            markup { $0.table(table) } == """

                <div class="table"><h3 id="s-t-aged_debt-buckets">Buckets &amp; more</h3>\
                <div class="scroll" role="group" aria-labelledby="s-t-aged_debt-buckets" tabindex="0">\
                <table class="plain" aria-labelledby="s-t-aged_debt-buckets"><thead><tr><th scope="col">Bucket</th>\
                <th scope="col" class="num">Amount <span class="unit">EUR</span></th>\
                <th scope="col" class="num">Share</th></tr></thead><tbody>
                <tr><th scope="row"><a href="#s-dso">1–30</a><td>−1,234.50\
                <td><span class="na">n/a</span> <span class="why">no &lt;debits&gt;</span>
                <tr class="total"><th scope="row">Total<td>0.05\
                <td>100.00%</tbody></table></div>\
                <p class="limited">Showing 2 of 1,200 rows. See the workbook.</p></div>
                """)
    }

    @Test func currencyIsInTheCellWhereAColumnHasSeveral() {
        let column = Column(name: "amount", title: "Amount", kind: .money)
        let rows = [Row([Cell(SamplePack.money(100))]), Row([Cell(SamplePack.money(100, "GBP"))])]
        let html = markup { $0.table(Table(id: "t", title: "T", columns: [column], rows: rows)) }
        #expect(html.contains("<th scope=\"col\" class=\"num\">Amount</th>"))
        #expect(html.contains("1.00\u{A0}<span class=\"unit\">GBP</span>"))
    }

    @Test func currencyIsSaidOnceWhereTheRowNamesIt() {
        let columns = [
            Column(name: "currency", title: "Currency", kind: .text), Column(name: "amount", title: "Amount", kind: .money),
        ]
        let rows = ["EUR", "GBP"].map { Row([Cell(.text($0)), Cell(SamplePack.money(100, $0))]) }
        let html = markup { $0.table(Table(id: "t", title: "T", columns: columns, rows: rows)) }
        #expect(html.contains("<th scope=\"row\">GBP<td>1.00"))
    }

    @Test func hashIsShortenedAndWholeOnHover() {
        let hash = String(repeating: "0a", count: 32)
        #expect(
            markup { $0.value(.identifier(hash), unit: false) }
                == "<span class=\"hash\" title=\"\(hash)\">\(hash)</span>")
        #expect(markup { $0.value(.identifier("0000123456"), unit: false) } == "0000123456")
    }

    /// The icon is the class's, drawn by the style.
    @Test func statusIsColourWordAndIcon() {
        #expect(markup { $0.status(.missed) } == "<span class=\"status missed\">Missed</span>")
        #expect(markup { $0.status(ShownStatus(.missed, isOutlook: true)) } == "<span class=\"status missed\">Off track</span>")
        for status in ["met", "near", "missed"] { #expect(PageStyle.text.contains(".\(status){--icon:polygon(")) }
    }

    @Test func cardReadsItsRow() throws {
        guard case .table(let table)? = SamplePack.scorecard.blocks.first else {
            Issue.record("the scorecard has no table")
            return
        }
        let card = try #require(ScorecardCard(row: table.rows[0], of: table))
        #expect(card.name == "Days sales outstanding")
        #expect(card.measure == "Countback method")
        #expect(card.figure == SamplePack.days(4812))
        #expect(card.target == SamplePack.days(4500))
        #expect(card.status == .missed)
        #expect(card.link == "dso")
        #expect(card.trend?.count == 13)
        let missing = try #require(ScorecardCard(row: table.rows[3], of: table))
        #expect(missing.figure == .unavailable("no dispute was resolved in the period"))
        #expect(missing.target == nil && missing.change == nil)
    }

    @Test func aReasonIsShownOncePerRowAndHeardAtEachFigure() {
        let columns = ["a", "b", "c"].map { Column(name: $0, title: $0, kind: .days) }
        let row = Row([Cell(.text("x")), Cell(.unavailable("no sales")), Cell(.unavailable("no sales"))])
        let html = markup { $0.table(Table(id: "t", title: "T", columns: columns, rows: [row])) }
        #expect(html.components(separatedBy: "<span class=\"why\">no sales</span>").count == 2)
        #expect(html.components(separatedBy: "<span class=\"why sr\">no sales</span>").count == 2)
    }

    @Test func samePackSameBytesAndNothingFromOutside() {
        let page = Page.render(SamplePack.pack)
        #expect(page == Page.render(SamplePack.pack))
        #expect(!page.contains("http://") && !page.contains("https://") && !page.contains(" style=") && !page.contains("src="))
        #expect(!page.contains("<script>alert"))
        #expect(page.contains("default-src 'none'") || page.contains("default-src &#39;none&#39;"))
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">"))
        var other = SamplePack.pack
        other.words = Catalogue.words("he")
        #expect(Page.render(other).hasPrefix("<!DOCTYPE html>\n<html lang=\"he\" dir=\"rtl\">"))
    }

    /// Every link inside the page leads somewhere, and no id is given twice.
    @Test func linksAndIds() {
        let page = Page.render(SamplePack.pack)
        func all(_ mark: String) -> [String] {
            page.components(separatedBy: mark).dropFirst().map { String($0.prefix { $0 != "\"" }) }
        }
        let ids = all(" id=\"")
        #expect(Set(ids).count == ids.count)
        #expect(Set(all("href=\"#")).subtracting(ids) == [])
        #expect(Set(all("aria-labelledby=\"").flatMap { $0.split(separator: " ").map(String.init) }).subtracting(ids) == [])
    }

    @Test func emptyPack() {
        let pack = Pack(report: "r", title: "R", asOf: SamplePack.asOf, currency: "EUR", words: Catalogue.english, sections: [], version: "0")
        #expect(Page.render(pack).hasSuffix("</html>\n"))
    }
}
