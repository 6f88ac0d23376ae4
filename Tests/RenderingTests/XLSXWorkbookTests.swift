import Foundation
import Model
import Testing

@testable import Rendering

@Suite(.serialized) struct XLSXWorkbookTests {
    private static func write(_ pack: Pack, _ folder: URL, _ name: String) throws -> URL {
        let file = folder.appendingPathComponent(name)
        try Workbook.write(pack, to: file.path)
        return file
    }

    /// The sample pack as openpyxl reads it, once for all tests.
    private static let sample = Result {
        try XLSXReader.withFolder { try XLSXReader.read(write(XLSXSamplePack.pack(), $0, "pack.xlsx")) }
    }

    @Test func equalPacksAreEqualFiles() throws {
        try XLSXReader.withFolder { folder in
            let first = try Data(contentsOf: Self.write(XLSXSamplePack.pack(), folder, "a.xlsx"))
            let second = try Data(contentsOf: Self.write(XLSXSamplePack.pack(), folder, "b.xlsx"))
            #expect(first == second)
            #expect(first.count > 20_000)
        }
    }

    @Test(.enabled(if: XLSXReader.python != nil)) func sheetsFollowThePack() throws {
        let book = try Self.sample.get()
        #expect(
            book.sheets.map(\.name) == [
                "Scorecard", "Days sales outstanding", "Aged debt", "Data quality", "Methodology", "Chart data",
            ])
        #expect(book.title == "Weekly metric pack 2026-11-20")
        #expect(book.creator == "Countback 0.1.0")
        #expect(book.created == "2026-11-20 00:00:00")
        #expect(book.names["kpi_dso"] == "'Scorecard'!$C$11")
        #expect(book.sheets.map(\.charts) == [0, 1, 2, 0, 0, 0])
        for sheet in book.sheets {
            #expect(sheet.orientation == "landscape")
            #expect(sheet.fitWidth == 1)
            #expect(sheet.footer.contains("Weekly metric pack"))
            #expect(!sheet.isRightToLeft)
        }
        let home = try book.sheet("Scorecard")
        #expect(home.cells["B1"]?.text == "Weekly metric pack")
        #expect(home.cells["B2"]?.text == "Scorecard   ·   Key date 20 Nov 2026   ·   Currency EUR")
        #expect(home.links["B11"] == "'Days sales outstanding'!A1")
        #expect(home.cells["B11"]?.text == "Days sales outstanding (countback)")
        for sheet in book.sheets.dropFirst() { #expect(sheet.links["B3"] == "'Scorecard'!A1") }
    }

    @Test(.enabled(if: XLSXReader.python != nil)) func cellsAreTypedAndFormatted() throws {
        let book = try Self.sample.get()
        let home = try book.sheet("Scorecard").cells
        #expect(home["C11"]?.number == 47.31)
        #expect(home["C11"]?.format == "#,##0.00\" days\"")
        #expect(home["C12"]?.number == 0.1534)
        #expect(home["C12"]?.format == "0.00%")
        #expect(home["C13"]?.number == 12_890_221.17)
        #expect(home["C13"]?.format == "#,##0.00\" EUR\";[Red]\"−\"#,##0.00\" EUR\"")
        #expect(home["C14"]?.kind == "s")
        #expect(home["C14"]?.text == "n/a: no dispute was resolved in the last 30 days")
        #expect(home["E11"]?.text == "Missed")
        #expect(home["E12"]?.text == "Near")
        #expect(home["F11"]?.format == "\"▲ +\"#,##0.00\" days\";\"▼ −\"#,##0.00\" days\";#,##0.00\" days\"")
        // −0.0041 of a ratio is 0.41 percentage points down.
        #expect(home["F12"]?.number == -0.41)
        #expect(home["F12"]?.format == "\"▲ +\"#,##0.00\" pp\";\"▼ −\"#,##0.00\" pp\";#,##0.00\" pp\"")
        #expect(home["G14"]?.text == "····")
        #expect(try book.sheet("Scorecard").conditions == ["E11:E15 \"Met\",\"Near\",\"Missed\",\"On track\",\"At risk\",\"Off track\""])
        let quality = try book.sheet("Data quality").cells
        #expect(quality["F8"]?.format == "#,##0.00;[Red]\"−\"#,##0.00")
        #expect(quality["F9"]?.format == "#,##0\" JPY\";[Red]\"−\"#,##0\" JPY\"")
        #expect(quality["F10"]?.format == "#,##0.000\" KWD\";[Red]\"−\"#,##0.000\" KWD\"")
        #expect(quality["F10"]?.number == 1_234.567)
        #expect(quality["C11"]?.text == "=SUM(C8:C10)")
    }

    @Test(.enabled(if: XLSXReader.python != nil)) func treesFoldAndAddUp() throws {
        let sheet = try Self.sample.get().sheet("Aged debt")
        // All in row 8, EMEA in 9, DE in 10 with T1 and T2, ES in 13.
        #expect(sheet.cells["B8"]?.text == "All")
        #expect(sheet.levels["8"] == nil)
        #expect(sheet.levels["9"] == 1)
        #expect(sheet.levels["10"] == 2)
        #expect(sheet.levels["11"] == 3)
        #expect(sheet.cells["C10"]?.text == "=SUM(C11:C12)")
        #expect(sheet.cells["C9"]?.text == "=SUM(C10,C13,C17)")
        #expect(sheet.cells["J8"]?.text == "=SUM(C8:H8)-I8")
        #expect(sheet.cells["K8"]?.text == "=SUM(D8:H8)")
        #expect(sheet.cells["L8"]?.text == "=ROUND(K8/J8,4)")
        #expect(sheet.cells["L8"]?.format == "0.00%")
    }

    @Test(.enabled(if: XLSXReader.python != nil)) func listsAreTablesThatHoldHostileTextAsText() throws {
        let sheet = try Self.sample.get().sheet("Aged debt")
        let range = try #require(sheet.tables["list_aged_debt_items"])
        let header = try #require(Int(range.drop { !$0.isNumber }.prefix { $0.isNumber }))
        // Three hundred items; the total stays below the table.
        #expect(range == "B\(header):H\(header + 300)")
        #expect(sheet.cells["F\(header + 301)"]?.text == "=SUM(F\(header + 1):F\(header + 300))")
        #expect(sheet.cells["B\(header + 302)"]?.text == "Showing 301 of 4,711 rows. All of them are in csv/aged_debt.items.csv.")
        let item = try #require(sheet.cells["B\(header + 1)"])
        #expect(item.kind == "s")
        #expect(item.text == "004700000")
        #expect(item.format == "@")
        #expect(sheet.cells["D\(header + 1)"]?.kind == "d")
        #expect(sheet.cells["D\(header + 1)"]?.text == "2026-11-20")
        let texts = (1...11).map { sheet.cells["H\(header + $0)"] }
        #expect(texts.allSatisfy { $0?.kind == "s" })
        #expect(texts.map { $0?.format == "@" } == [true, false, false, false, false, true, true, true, false, false, false])
        #expect(texts[0]?.text == "=cmd|'/c calc'!A1")
        #expect(texts[1]?.text == "<script>alert(1)</script>")
        #expect(texts[2]?.text == "a␀b␇c")
        #expect(texts[3]?.text.utf16.count == 32_767)
        #expect(texts[3]?.text.hasSuffix("[cut: 40000 characters]") == true)
        #expect(texts[4]?.text == "_x0041_")
        #expect(texts[8]?.text == "O’Brien & Söhne \"GmbH\"")
        #expect(texts[10]?.text == "tab here\nline")
    }

    @Test(.enabled(if: XLSXReader.python != nil)) func hebrewPacksRunFromRightToLeft() throws {
        try XLSXReader.withFolder { folder in
            let pack = XLSXSamplePack.pack(language: "he", currency: "KWD")
            let book = try XLSXReader.read(Self.write(pack, folder, "pack.xlsx"))
            #expect(book.sheets.allSatisfy { $0.isRightToLeft })
            #expect(book.sheets.last?.name == "נתוני תרשימים")
            #expect(try book.sheet("Scorecard").cells["E11"]?.text == "לא הושג")
            #expect(try book.sheet("Aged debt").cells["C8"]?.format == "#,##0.000;[Red]\"−\"#,##0.000")
        }
    }

    @Test(.enabled(if: XLSXReader.python != nil)) func longTablesContinueOnAnotherSheet() throws {
        try XLSXReader.withFolder { folder in
            let table = XLSXSampleTree.items(currency: "EUR")
            let section = Section(id: "long", kind: .metric, title: "Open items", blocks: [.table(table)])
            let pack = Pack(report: "r", title: "Long", asOf: XLSXSamplePack.asOf, currency: "EUR", words: Catalogue.english, sections: [section], version: "1")
            for streaming in [Int.max, 0] {
                let file = folder.appendingPathComponent("long.xlsx")
                try Workbook.write(pack, to: file.path, rowLimit: 150, streamingFrom: streaming)
                let book = try XLSXReader.read(file)
                #expect(book.sheets.map(\.name) == ["Open items", "Open items (2)", "Open items (3)"])
                guard book.sheets.count == 3 else { continue }
                var items: [String] = []
                for sheet in book.sheets {
                    #expect(sheet.cells.keys.allSatisfy { (Int($0.drop { $0.isLetter }) ?? 0) <= 150 })
                    items += sheet.cells.filter { $0.key.hasPrefix("B") && $0.value.text.hasPrefix("0047") }.map(\.value.text)
                }
                #expect(Set(items).count == 300)
                #expect(items.count == 300)
                #expect(book.sheets[0].cells.values.contains { $0.text == "Continued on Open items (2)" })
                #expect(book.sheets[1].cells.values.contains { $0.text == "Continued from Open items" })
                #expect(book.sheets[2].cells.values.contains { $0.text.hasPrefix("Showing 301 of 4,711") })
                // A sum over rows of other sheets is written as its value: 300 × 7,654.32 − 25.51 × 44,850.
                #expect(book.sheets[2].cells.values.contains { $0.number == 300 * 7_654.32 - 1_144_123.5 })
            }
        }
    }

    @Test(.enabled(if: XLSXReader.python != nil)) func streamedSheetsHoldTheSameCells() throws {
        try XLSXReader.withFolder { folder in
            let file = folder.appendingPathComponent("streamed.xlsx")
            try Workbook.write(XLSXSamplePack.pack(), to: file.path, rowLimit: 1_048_576, streamingFrom: 0)
            let (streamed, whole) = (try XLSXReader.read(file), try Self.sample.get())
            // A list has a sheet of its own then, with its filter and a header that stays.
            #expect(
                streamed.sheets.map(\.name) == [
                    "Scorecard", "Days sales outstanding", "Aged debt", "Items to act on", "Data quality", "Methodology", "Chart data",
                ])
            let list = try streamed.sheet("Items to act on")
            #expect(list.filter == "B5:H305")
            #expect(list.freeze == "A6")
            #expect(list.cells["B306"]?.text == "Total")
            let section = try streamed.sheet("Aged debt")
            let pointer = try #require(section.cells.first { $0.value.text == "Continued on Items to act on" })
            #expect(section.links[pointer.key] == "'Items to act on'!A1")
            for other in whole.sheets where other.name != "Aged debt" {
                let one = try streamed.sheet(other.name)
                #expect(one.cells.count == other.cells.count)
                let differing = other.cells.filter { one.cells[$0.key]?.text != $0.value.text }.map(\.key)
                // openpyxl leaves the escape of "_x0041_" standing in texts that are written in place.
                #expect(differing.allSatisfy { one.cells[$0]?.text == "_x005F_x0041_" })
                #expect(one.levels == other.levels)
                #expect(one.charts == other.charts)
            }
        }
    }

    @Test(.enabled(if: XLSXReader.python != nil)) func emptyPacksAndTablesAreWhole() throws {
        try XLSXReader.withFolder { folder in
            let none = Pack(report: "r", title: "", asOf: XLSXSamplePack.asOf, currency: "EUR", words: Catalogue.english, sections: [], version: "1")
            #expect(try XLSXReader.read(Self.write(none, folder, "none.xlsx")).sheets.count == 1)
            let columns = [Column(name: "a", title: "A", kind: .text), Column(name: "b", title: "a", kind: .money)]
            let tables = [Table.Layout.plain, .tree, .details].map { layout in
                Block.table(Table(id: "t", title: "T", layout: layout, columns: columns, rows: []))
            }
            let chart = Chart(
                id: "c", title: "C", description: "", kind: .line, categories: [], series: [], unit: .money, currency: "EUR", scale: 2)
            let bare = Table(id: "t", title: "T", layout: .details, columns: [], rows: [Row([])])
            let section = Section(
                id: "s", kind: .metric, title: "", blocks: tables + [.chart(chart), .table(bare), .note(Note(.plain, ""))])
            var pack = none
            pack.sections = [section, section]
            let book = try XLSXReader.read(Self.write(pack, folder, "empty.xlsx"))
            #expect(book.sheets.map(\.name) == ["Sheet", "Sheet (2)", "Chart data"])
            #expect(book.sheets[0].cells.values.filter { $0.text == "Nothing to list." }.count == 3)
        }
    }

    @Test func whatCannotBeWrittenIsRefused() throws {
        try XLSXReader.withFolder { folder in
            for (path, why) in [
                (folder.path, "Is a directory"), (folder.path + "/no/such.xlsx", "No such file or directory"),
                ("nul\u{0}.xlsx", "the path contains a NUL character"),
            ] {
                let refusal = #expect(throws: Refusal.self) { try Workbook.write(XLSXSamplePack.pack(), to: path) }
                #expect(refusal?.exit == .cannotWrite)
                #expect(refusal?.findings.first?.id == "cannot-write")
                #expect(refusal?.findings.first?.message == "the workbook can't be written: \(why)")
            }
        }
    }
}
