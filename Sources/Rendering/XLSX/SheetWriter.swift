internal import CXLSXWriter
internal import Model

/// One worksheet, cell by cell: every value passes its guard here before libxlsxwriter sees it.
final class SheetWriter {
    let name: String
    let styles: StyleBook
    let strings: CStrings
    private(set) var sheet: UnsafeMutablePointer<lxw_worksheet>
    private let path: String
    private var links = 0
    /// Excel's limit for a sheet; beyond it, cells keep their text and lose their link.
    private static let linkLimit = 65_530

    init(
        _ sheet: UnsafeMutablePointer<lxw_worksheet>, name: String, path: String, styles: StyleBook, strings: CStrings
    ) {
        self.sheet = sheet
        self.name = name
        self.path = path
        self.styles = styles
        self.strings = strings
    }

    func text(_ text: String, _ row: Int, _ column: Int, _ style: CellStyle) throws {
        let format = styles.format(style)
        if text.isEmpty { return try check(worksheet_write_blank(sheet, at(row), col(column), format)) }
        try check(worksheet_write_string(sheet, at(row), col(column), SafeText.cell(text), format))
    }

    func number(_ number: Double, _ row: Int, _ column: Int, _ style: CellStyle) throws {
        // Not a number has no place in XML, and would be written all the same.
        guard number.isFinite else { return try text("#", row, column, style) }
        try check(worksheet_write_number(sheet, at(row), col(column), number, styles.format(style)))
    }

    /// A live formula with the result that we computed, for readers that don't calculate.
    func formula(_ formula: String, result: Double, _ row: Int, _ column: Int, _ style: CellStyle) throws {
        guard result.isFinite else { return try text("#", row, column, style) }
        try check(
            worksheet_write_formula_num(sheet, at(row), col(column), "=" + formula, styles.format(style), result))
    }

    func blank(_ row: Int, _ column: Int, _ style: CellStyle) throws {
        try check(worksheet_write_blank(sheet, at(row), col(column), styles.format(style)))
    }

    /// Leads from the cell to another sheet's first cell; what the cell holds is written after it.
    func link(to target: String, _ row: Int, _ column: Int, _ style: CellStyle) throws -> Bool {
        guard links < Self.linkLimit else { return false }
        links += 1
        let address = "internal:" + SheetNames.quoted(target) + "!A1"
        try check(worksheet_write_url(sheet, at(row), col(column), address, styles.format(style)))
        return true
    }

    /// One cell of text across columns of a row.
    func merged(_ text: String, row: Int, columns: ClosedRange<Int>, _ style: CellStyle) throws {
        guard columns.count > 1 else { return try self.text(text, row, columns.lowerBound, style) }
        let safe = SafeText.cell(text)
        let (first, last) = (col(columns.lowerBound), col(columns.upperBound))
        try check(worksheet_merge_range(sheet, at(row), first, at(row), last, safe, styles.format(style)))
    }

    /// A row's height, and its outline depth for folding; Excel knows seven.
    func height(_ points: Double, row: Int, level: Int = 0) throws {
        var options = lxw_row_col_options()
        options.level = UInt8(min(max(level, 0), 7))
        try check(worksheet_set_row_opt(sheet, at(row), min(points, 409), nil, &options))
    }

    func width(_ characters: Double, column: Int) throws {
        try check(worksheet_set_column(sheet, col(column), col(column), characters, nil))
    }

    func check(_ error: lxw_error) throws {
        guard error == LXW_NO_ERROR else {
            throw WorkbookFile.refusal(path, "sheet “\(name)”: " + String(cString: lxw_strerror(error)))
        }
    }

    func at(_ row: Int) -> lxw_row_t { lxw_row_t(row) }
    func col(_ column: Int) -> lxw_col_t { lxw_col_t(column) }
}
