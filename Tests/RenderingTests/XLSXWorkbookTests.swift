import Foundation
import Model
import Testing

@testable import Rendering

@Suite struct XLSXWorkbookTests {
    @Test func writesForInspection() throws {
        guard let folder = ProcessInfo.processInfo.environment["XLSX_KEEP"] else { return }
        try Workbook.write(XLSXSamplePack.pack(), to: folder + "/sample.xlsx")
        try Workbook.write(XLSXSamplePack.pack(language: "he", isRightToLeft: true, currency: "KWD"), to: folder + "/rtl.xlsx")
    }
}
