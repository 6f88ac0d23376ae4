import Foundation
import Model
import Testing

@testable import Rendering

/// What libxlsxwriter would write without a word, and Excel then calls damaged: none of it gets through.
@Suite(.serialized) struct XLSXGuardTests {
    /// Repeatable, so that a failure can be looked at.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private static let fragments = [
        "=1+1", "@A1", "+1", "-1", "_x0041_", "_x000D_", "\u{0}", "\u{1}", "\u{1F}", "\u{7F}", "\u{FFFE}", "\u{FFFF}", "\u{FEFF}", "\r\n",
        "\t", "'", "''", "[", "]", ":", "*", "?", "/", "\\", "&", "<", ">", "\"", "]]>", "&amp;", "😀", "é", "שלום", "\u{202E}", " ",
        "History", "A1", "R1C1", "2026", String(decoding: [0xC3, 0x28, 0xFF], as: UTF8.self), String(repeating: "x", count: 400),
    ]

    private static func text(_ dice: inout Dice) -> String {
        if Int.random(in: 0..<60, using: &dice) == 0 { return String(repeating: "_x0041_", count: 6_000) }
        return (0..<Int.random(in: 0...6, using: &dice)).map { _ in fragments.randomElement(using: &dice) ?? "" }.joined()
    }

    private static func value(_ dice: inout Dice) -> CellValue {
        let number = ExactDecimal(unscaled: Int128(Int64.random(in: .min ... .max, using: &dice)), scale: Int.random(in: 0...8, using: &dice))
        return switch Int.random(in: 0..<12, using: &dice) {
        case 0: .empty
        case 1: .identifier(text(&dice))
        case 2: .integer(Int.random(in: .min ... .max, using: &dice))
        case 3: .money(number, currency: ["EUR", "JPY", "KWD", "\"x"].randomElement(using: &dice) ?? "")
        case 4: .percent(number)
        case 5: .days(number)
        case 6: .date(CivilDate(daysSinceEpoch: Int32.random(in: -40_000...40_000, using: &dice)))
        case 7: .status(.near)
        case 8: .change(number, unit: ValueUnit.allCases.randomElement(using: &dice) ?? .days, currency: "EUR", isGood: nil)
        case 9: .trend([number, nil])
        case 10: .unavailable(text(&dice))
        default: .text(text(&dice))
        }
    }

    private static func pack(seed: UInt64) -> Pack {
        var dice = Dice(state: seed &* 7_919)
        let kinds: [Column.Kind] = [.text, .identifier, .number, .money, .percent, .days, .date, .status, .trend]
        let layouts: [Table.Layout] = [.plain, .tree, .details]
        let sections = (0..<4).map { _ -> Section in
            let blocks = (0..<3).map { index -> Block in
                let columns = (0..<Int.random(in: 1...6, using: &dice)).map { _ in
                    Column(name: text(&dice), title: text(&dice), kind: kinds.randomElement(using: &dice) ?? .text)
                }
                let rows = (0..<Int.random(in: 0...8, using: &dice)).map { _ in
                    Row(
                        level: Int.random(in: 0...9, using: &dice),
                        columns.map { _ in Cell(value(&dice), link: Bool.random(using: &dice) ? "s\(index)" : nil, remark: Bool.random(using: &dice) ? text(&dice) : nil) })
                }
                return .table(
                    Table(id: text(&dice), title: text(&dice), layout: layouts.randomElement(using: &dice) ?? .plain, columns: columns, rows: rows))
            }
            let chart = Chart(
                id: "c", title: text(&dice), description: text(&dice), kind: .line, categories: [text(&dice), text(&dice)],
                series: [Chart.Series(name: text(&dice), values: [ExactDecimal(1), nil])], unit: .money, currency: text(&dice), scale: 2,
                target: ExactDecimal(2))
            return Section(
                id: "s\(Int.random(in: 0...2, using: &dice))", kind: Bool.random(using: &dice) ? .scorecard : .metric, title: text(&dice),
                subtitle: text(&dice), blocks: blocks + [.chart(chart), .note(Note(.warning, title: text(&dice), text(&dice)))])
        }
        return Pack(
            report: text(&dice), title: text(&dice), asOf: XLSXSamplePack.asOf, currency: "EUR", words: Catalogue.english, sections: sections, version: text(&dice))
    }

    @Test(.enabled(if: XLSXReader.python != nil)) func whateverItHoldsExcelOpensIt() throws {
        try XLSXReader.withFolder { folder in
            var files: [URL] = []
            for seed in 1...24 as ClosedRange<UInt64> {
                let file = folder.appendingPathComponent("\(seed).xlsx")
                try Workbook.write(Self.pack(seed: seed), to: file.path, rowLimit: 1_048_576, streamingFrom: seed % 3 == 0 ? 0 : .max)
                files.append(file)
            }
            #expect(try XLSXReader.problems(files) == [])
            #expect(try XLSXReader.read(files[2]).sheets.count > 4)
        }
    }

    @Test(.enabled(if: XLSXReader.python != nil)) func notANumberIsText() throws {
        try XLSXReader.withFolder { folder in
            let file = folder.appendingPathComponent("nan.xlsx")
            let book = try WorkbookFile(path: file.path, streaming: false, isRightToLeft: false)
            let sheet = try book.addSheet("S")
            for (row, number) in [Double.nan, .infinity, -.infinity, .signalingNaN].enumerated() {
                try sheet.number(number, row, 0, CellStyle())
                try sheet.formula("1+1", result: number, row, 1, CellStyle())
            }
            try sheet.number(-0.5, 4, 0, CellStyle())
            book.define(String(repeating: "n", count: 300), as: "'S'!$A$1")
            book.define("fine", as: "'S'!$A$1")
            try book.close()
            let read = try XLSXReader.read(file)
            #expect(Set(read.sheets[0].cells.filter { $0.key != "A5" }.map(\.value.text)) == ["#"])
            #expect(read.sheets[0].cells["A5"]?.number == -0.5)
            #expect(Array(read.names.keys) == ["fine"])
        }
    }

    /// The checker of workbooks itself: each of these is a file that Excel repairs.
    @Test(
        .enabled(if: XLSXReader.python != nil),
        arguments: [
            ("xl/worksheets/sheet1.xml", "<v>1</v>", "<v>nan</v>", "has the number"),
            ("xl/worksheets/sheet1.xml", "</sheetData>", "</sheetData><cols/>", "out of order"),
            ("xl/worksheets/sheet1.xml", "r=\"A2\"", "r=\"A9\"", "out of place"),
            ("xl/worksheets/sheet1.xml", "<c r=\"A2\" s=\"1\"", "<c r=\"A2\" s=\"99\"", "a format that isn't there"),
            ("xl/worksheets/sheet1.xml", "<sheetData>", "<sheetData", "not well-formed"),
            ("xl/workbook.xml", "name=\"S\"", "name=\"a:b\"", "sheet name"),
            ("xl/workbook.xml", "\"fine\"", "\"DSO1\"", "is no name"),
            ("xl/workbook.xml", "$A$1</definedName>", "$A$1</definedName><definedName name=\"Fine\">S!$A$1</definedName>", "is there twice"),
            ("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "worksheets/none.xml", "leads nowhere"),
        ])
    func theCheckerSeesDamage(_ part: String, _ old: String, _ new: String, _ expected: String) throws {
        try XLSXReader.withFolder { folder in
            let file = folder.appendingPathComponent("whole.xlsx")
            let book = try WorkbookFile(path: file.path, streaming: false, isRightToLeft: false)
            let sheet = try book.addSheet("S")
            try sheet.number(1, 1, 0, CellStyle())
            book.define("fine", as: "S!$A$1")
            try book.close()
            #expect(try XLSXReader.problems([file]) == [])
            let broken = folder.appendingPathComponent("broken.xlsx")
            _ = try XLSXReader.run(
                try #require(XLSXReader.python),
                ["-c", Self.breaking, file.path, broken.path, part, old, new])
            let problems = try XLSXReader.problems([broken])
            #expect(problems.contains { $0.contains(expected) }, "\(problems)")
        }
    }

    private static let breaking = """
        import sys, zipfile
        source, target, part, old, new = sys.argv[1:]
        with zipfile.ZipFile(source) as whole, zipfile.ZipFile(target, 'w') as broken:
            for name in whole.namelist():
                data = whole.read(name).decode()
                if name == part:
                    assert old in data, data
                    data = data.replace(old, new, 1)
                broken.writestr(name, data)
        """
}
