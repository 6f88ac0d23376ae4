import Model
import Testing

@testable import Rendering

@Suite struct XLSXTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("two\nlines", "two\nlines"), ("a\tb", "a b"), ("a\r\nb\rc", "a\nb\nc"),
        ("nul\u{0}bell\u{7}", "nul␀bell␇"), ("del\u{7F}", "del␡"), ("x\u{FFFE}y\u{FFFF}", "x�y�"),
        ("_x0041_", "_x005F_x0041_"), ("_X00zz_", "_X00zz_"), ("__x000a__", "__x005F_x000a__"), ("_x004", "_x004"),
        ("שלום", "שלום"), ("ﬁ", "ﬁ"),
    ])
    func cellsHoldOnlyWhatExcelReads(text: String, expected: String) {
        #expect(SafeText.cell(text) == expected)
    }

    @Test func longTextIsCutWithAWord() {
        let cut = SafeText.cell(String(repeating: "é", count: 40_000))
        #expect(cut.utf16.count == 32_767)
        #expect(cut.hasSuffix("é … [cut: 40000 characters]"))
        #expect(SafeText.cell(String(repeating: "é", count: 32_767)).hasSuffix("éé"))
        // Escapes make it longer: what is written must fit, not what was given.
        #expect(SafeText.cell(String(repeating: "_x0041_", count: 4_600)).utf16.count <= 32_767)
        // A pair of UTF-16 units is never torn.
        #expect(SafeText.cell(String(repeating: "😀", count: 20_000)).utf16.count <= 32_767)
        #expect(SafeText.line(String(repeating: "a", count: 300)).utf16.count == 255)
    }

    @Test(arguments: ["=1+1", "+49", "-2", "@A1"])
    func formulasAreText(text: String) { #expect(SafeText.looksLikeFormula(text)) }

    @Test func sheetNamesAreWhatExcelAccepts() {
        var names = SheetNames()
        #expect(names.name(for: "Aged debt") == "Aged debt")
        #expect(names.name(for: "AGED DEBT") == "AGED DEBT (2)")
        #expect(names.name(for: "a/b\\c[1]:*?'") == "a-b-c(1)---’")
        #expect(names.name(for: "") == "Sheet")
        #expect(names.name(for: " \n ") == "Sheet (2)")
        #expect(names.name(for: String(repeating: "x", count: 40)) == String(repeating: "x", count: 31))
        #expect(names.name(for: String(repeating: "x", count: 40)) == String(repeating: "x", count: 27) + " (2)")
        // Unquoted, these would be a number and a cell.
        #expect(names.name(for: "2026") == "(2026)")
        #expect(names.name(for: "DSO1") == "(DSO1)")
        #expect(names.name(for: "History") == "(History)")
        #expect(names.name(for: "Open items", part: 2) == "Open items (2)")
        #expect(SheetNames.quoted("it's") == "'it''s'")
    }

    @Test func numberFormatsFollowTheUnit() {
        #expect(NumberFormat.money(decimals: 0, code: nil).pattern == "#,##0;[Red]\"−\"#,##0")
        #expect(NumberFormat.money(decimals: 3, code: "KWD").pattern == "#,##0.000\" KWD\";[Red]\"−\"#,##0.000\" KWD\"")
        #expect(NumberFormat.percent(of: ExactDecimal("0.1534")!).pattern == "0.00%")
        #expect(NumberFormat.percent(of: ExactDecimal("1")!).pattern == "0%")
        #expect(NumberFormat.days(decimals: 2, suffix: nil).pattern == "#,##0.00")
        #expect(
            NumberFormat.change(.days, decimals: 2, suffix: nil).pattern
                == "\"▲ +\"#,##0.00;\"▼ −\"#,##0.00;#,##0.00")
        #expect(
            NumberFormat.change(.percent, decimals: 2, suffix: "pp").pattern
                == "\"▲ +\"#,##0.00\" pp\";\"▼ −\"#,##0.00\" pp\";#,##0.00\" pp\"")
    }

    @Test func figuresBecomeTheNearestBinaryNumber() {
        for text in ["0.1", "-0.3", "12890221.17", "0.000001", "9007199254740991", "99999999999999999.99", "1e3"] {
            guard let exact = ExactDecimal(text) else { continue }
            #expect(exact.cellNumber == Double(text))
        }
        // Excel's day 61 is 1 March 1900; the days before are off by one there, so they stay text.
        #expect(CivilDate(year: 1900, month: 3, day: 1)?.cellNumber == 61)
        #expect(CivilDate(year: 1900, month: 2, day: 28)?.cellNumber == nil)
        #expect(CivilDate(year: 2026, month: 11, day: 20)?.cellNumber == 46_346)
    }

    @Test func trendsAreDrawnFromLowToHigh() {
        func trend(_ values: [Int?]) -> String { TrendBar.text(values.map { $0.map { ExactDecimal($0) } }) }
        #expect(trend([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█")
        #expect(trend([5, nil, -5]) == "█·▁")
        #expect(trend([3, 3]) == "▄▄")
        #expect(trend([nil, nil]) == "··")
        #expect(trend([]) == "")
    }

    @Test func wrappedLinesAreCountedByWord() {
        #expect(TextLines.count("one two three", room: 7) == 2)
        #expect(TextLines.count("one two three", room: 13) == 1)
        #expect(TextLines.count("a\nb\r\nc", room: 10) == 3)
        #expect(TextLines.count(String(repeating: "x", count: 25), room: 10) == 3)
    }
}
