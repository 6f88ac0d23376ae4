/// Where a sheet that is too wide for one legible page breaks: `attainment … | attainment_qtd … | attainment_ytd …`.
///
/// Every page repeats the first column. A page begins, where it can, before columns whose names end alike.
struct PrintPages {
    /// Content columns that begin a page; empty where one page holds them all.
    private(set) var starts: [Int] = []
    /// Smaller print than this can't be read, in per cent.
    static let smallest = 62
    /// Landscape A4 between its margins, in pixels.
    private static let paper = 1_045

    /// `widths` are the content columns' in characters, `names` those of the widest table; the first `prose` stay on page one.
    init(widths: [Double], names: [String], prose: Int) {
        let room = Self.paper * 100 / Self.smallest
        let pixels = widths.map(ColumnWidths.pixels)
        let margin = ColumnWidths.pixels(ColumnWidths.margin)
        guard margin + pixels.reduce(0, +) > room, let first = pixels.first else { return }
        var start = 1
        var used = margin + first
        for column in pixels.indices.dropFirst() {
            used += pixels[column]
            guard used > room, column > start else { continue }
            let group = (max(start + 1, starts.isEmpty ? prose : 0)...column).last { Self.beginsGroup($0, names) }
            start = group ?? column
            starts.append(start)
            used = margin + first + pixels[start...column].reduce(0, +)
        }
    }

    /// `attainment_qtd` after `projected`, and before `collected_qtd`.
    private static func beginsGroup(_ column: Int, _ names: [String]) -> Bool {
        guard column > 0, column + 1 < names.count, let ending = ending(names[column]) else { return false }
        return ending != Self.ending(names[column - 1]) && ending == Self.ending(names[column + 1])
    }

    private static func ending(_ name: String) -> Substring? {
        name.lastIndex(of: "_").map { name[$0...] }
    }
}
