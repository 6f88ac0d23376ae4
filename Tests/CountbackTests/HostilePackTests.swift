import Foundation
import Rendering
import Testing

/// A ledger whose names are attacks, and currencies of three decimals and of none: all formats show the names as text.
@Suite struct HostilePackTests {
    private static let names = [
        "<script>alert(1)</script>", "=cmd|'/c calc'!A1", "+49 30 1234", "@SUM(A1)", "-2+3", "_x0041_", "\"><img src=x onerror=alert(2)>",
    ]
    /// In minor units, so that each currency takes its own decimals.
    private static let amounts = [1_000_125, 600_375, 400_001, 15_999, 7, 250_000, 99_990]

    /// An invoice for each customer, a credit note and a receipt for the first.
    private static func ledger(_ currency: String, decimals: Int) -> [String: String] {
        func money(_ minor: Int) -> String {
            guard decimals > 0 else { return String(minor) }
            let digits = String(abs(minor))
            let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
            return (minor < 0 ? "-" : "") + padded.dropLast(decimals) + "." + padded.suffix(decimals)
        }
        var items = ["item_id,customer_id,kind,posted_on,due_on,currency,amount"]
        var customers = ["customer_id,name,country"]
        for (index, name) in names.enumerated() {
            items.append("I\(index),C\(index),invoice,2026-0\(index + 2)-10,2026-0\(index + 3)-09,\(currency),\(money(amounts[index]))")
            customers.append("C\(index),\"\(name.replacingOccurrences(of: "\"", with: "\"\""))\",\(index % 2 == 0 ? "=1+1" : "ES")")
        }
        items.append("N1,C0,credit_note,2026-09-01,2026-09-01,\(currency),\(money(-40_010))")
        items.append("R1,C0,receipt,2026-10-20,,\(currency),\(money(-15_000))")
        return [
            "report.yaml": """
            report: hostile
            title: "=HYPERLINK(1) <b>&amp;"
            ledger: ledger.yaml
            as_of: 2026-10-31
            currency: \(currency)
            group_by: [country]
            trend: { every: week, points: 3 }
            metrics: [dso, aged_debt, unallocated_cash]
            outputs: [xlsx, csv, html]
            csv: { locale: european }

            """,
            "ledger.yaml": """
            ledger: hostile
            currency: \(currency)
            complete_from: 2026-01-01
            extracted_on: 2026-11-20
            sources:
              items: { file: items.csv }
              customers: { file: customers.csv }

            """,
            "items.csv": items.joined(separator: "\n") + "\n", "customers.csv": customers.joined(separator: "\n") + "\n",
        ]
    }

    @Test(arguments: [("KWD", 3), ("JPY", 0)]) func namesAreTextInEveryFormat(_ currency: String, _ decimals: Int) throws {
        let folder = try TemporaryFolder()
        for (file, text) in Self.ledger(currency, decimals: decimals) { try folder.write(text, to: file) }
        let ended = try Program.countback(["run", "report.yaml", "-q", "--output", "out"], in: folder.path)
        try #require(ended.exit == 0, "\(ended.errors)")
        let stem = folder.path + "/out/hostile/2026-10-31/"

        let book = stem + "hostile_2026-10-31.xlsx"
        #expect(try OtherPrograms.repairs(book) == [])
        #expect(try OtherPrograms.formulasThatChange(book, in: folder) == [])
        let cells = try OtherPrograms.texts(book)
        for name in Self.names { #expect(cells.contains("s \(name)"), "\(name)") }
        // One formula is one too many: only ours, which are sums and quotients.
        #expect(cells.filter { $0.hasPrefix("f ") }.allSatisfy { $0.hasPrefix("f =SUM(") || $0.hasPrefix("f =ROUND(") || $0.hasPrefix("f =-") })
        let format = decimals == 0 ? "#,##0;" : "#,##0.000;"
        #expect(cells.contains("m \(format)[Red]\"−\"\(format.dropLast())"))

        let customers = try String(contentsOfFile: stem + "csv/aged_debt.customers.csv", encoding: .utf8)
        // Foundation drops the mark from a string: it is looked for in the bytes. No `sep=` before the header.
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: stem + "csv/aged_debt.customers.csv")))
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF] + Array("as_of;country;customer_id;name;".utf8)))
        #expect(customers.contains(";'=cmd|'/c calc'!A1;"))
        #expect(customers.contains(";<script>alert(1)</script>;"))
        #expect(customers.contains("31.10.2026;'=1+1;"))
        #expect(customers.contains(";'-2+3;") && customers.contains(";'+49 30 1234;") && customers.contains(";'@SUM(A1);"))
        let node = try String(contentsOfFile: stem + "csv/aged_debt.by_node.csv", encoding: .utf8)
        // The credit note is a figure: never quoted, never guarded. −40,010 minor units.
        #expect(node.contains(decimals == 0 ? ";-40010;" : ";-40,010;"))

        let page = try String(contentsOfFile: stem + "hostile_2026-10-31.html", encoding: .utf8)
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(!page.contains("<script>alert(1)") && !page.contains("<img src=x") && !page.contains("<b>&amp;"))
    }
}
