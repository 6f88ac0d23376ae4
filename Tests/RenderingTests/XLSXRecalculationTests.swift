import Foundation
import Model
import Testing

@testable import Rendering

@Suite struct XLSXRecalculationTests {
    @Test(.enabled(if: XLSXReader.python != nil && XLSXReader.office != nil))
    func libreOfficeComputesWhatWeCached() throws {
        try XLSXReader.withFolder { folder in
            let file = folder.appendingPathComponent("pack.xlsx")
            try Workbook.write(XLSXSamplePack.pack(), to: file.path)
            if let keep = ProcessInfo.processInfo.environment["COUNTBACK_KEEP_XLSX"] {
                let hebrew = XLSXSamplePack.pack(language: "he", currency: "KWD")
                try Workbook.write(XLSXSamplePack.pack(), to: keep + "/sample.xlsx")
                try Workbook.write(hebrew, to: keep + "/rtl.xlsx")
            }
            // A control with a value that doesn't follow: it must not survive.
            var wrong = XLSXSamplePack.quality
            guard case .table(var table) = wrong.blocks[0] else { return }
            table.rows[3].cells[1].value = .integer(1)
            wrong.blocks[0] = .table(table)
            let control = folder.appendingPathComponent("control.xlsx")
            let pack = Pack(report: "r", title: "C", asOf: XLSXSamplePack.asOf, currency: "EUR", words: Catalogue.english, sections: [wrong], version: "1")
            try Workbook.write(pack, to: control.path)

            let recalculated = try XLSXReader.recalculate([file, control], in: folder)
            #expect(try XLSXReader.read(control, cached: true).sheets[0].cells["C11"]?.number == 1)
            // 182,344 + 12,490 + 6.
            #expect(try XLSXReader.read(recalculated[1], cached: true).sheets[0].cells["C11"]?.number == 194_840)

            let formulas = try XLSXReader.read(file)
            let ours = try XLSXReader.read(file, cached: true)
            let theirs = try XLSXReader.read(recalculated[0], cached: true)
            var compared = 0
            for sheet in formulas.sheets {
                let (mine, yours) = (try ours.sheet(sheet.name).cells, try theirs.sheet(sheet.name).cells)
                for (place, cell) in sheet.cells where cell.kind == "f" {
                    let cached = try #require(mine[place]?.number)
                    let computed = try #require(yours[place]?.number)
                    // Sums of binary numbers may differ from exact ones far below the last digit shown.
                    #expect(abs(cached - computed) < 0.000_001, "\(sheet.name)!\(place) \(cell.text)")
                    compared += 1
                }
            }
            // 23 nodes × 3 in columns, 11 parents × 7 sums of rows, one total of the list, three of data quality.
            #expect(compared == 23 * 3 + 11 * 7 + 1 + 3)
            #expect(theirs.sheets.map(\.charts) == formulas.sheets.map(\.charts))
        }
    }
}
