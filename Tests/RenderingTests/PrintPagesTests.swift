import Testing

@testable import Rendering

@Suite struct PrintPagesTests {
    private static let windows = ["attainment", "collected", "target", "gap", "projected"]
    private static let names = ["node"] + windows + windows.map { $0 + "_qtd" } + windows.map { $0 + "_ytd" }

    /// A page of 1,045 pixels at 62 % holds 1,685 pixels; a column of 14 characters has 103.
    @Test func onePageWhereAllFits() {
        #expect(PrintPages(widths: [30] + Array(repeating: 13, count: 15), names: Self.names, prose: 9).starts == [])
    }

    @Test func aPageBeginsWithAGroup() {
        // 19 + 215 + 14 × 103 = 1,676: the sixteenth column is too many, and belongs to the year.
        #expect(PrintPages(widths: [30] + Array(repeating: 14, count: 15), names: Self.names, prose: 9).starts == [11])
        #expect(PrintPages(widths: [30] + Array(repeating: 24, count: 15), names: Self.names, prose: 5).starts == [6, 11])
    }

    @Test func withoutGroupsPagesAreFilled() {
        #expect(PrintPages(widths: [30] + Array(repeating: 14, count: 15), names: [], prose: 9).starts == [15])
        // A column that is wider than a page has one of its own.
        #expect(PrintPages(widths: [30, 300, 300], names: [], prose: 1).starts == [2])
        #expect(PrintPages(widths: [], names: [], prose: 0).starts == [])
    }
}
