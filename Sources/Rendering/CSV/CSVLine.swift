internal import Model

/// The bytes of CSV lines in the making: separators, quotes, and the guard against formulas.
struct CSVLine {
    var bytes: [UInt8] = []
    private let locale: ReportDefinition.CSVLocale
    private let separator: UInt8
    private var isFirst = true

    init(locale: ReportDefinition.CSVLocale) {
        self.locale = locale
        separator = UInt8(ascii: locale == .european ? ";" : ",")
    }

    mutating func end() {
        bytes += [13, 10]
        isFirst = true
    }

    mutating func field(_ value: CellValue) {
        switch value {
        case .empty, .unavailable: begin()
        case .text(let text), .identifier(let text): field(text: text)
        case .integer(let number): field(plain: String(number))
        case .money(let number, _), .percent(let number), .days(let number), .change(let number, _, _, _):
            begin()
            append(number)
        case .phrase(let pieces): field(text: pieces.map(Self.plain).joined())
        case .date(let date): field(plain: written(date))
        case .status(let status): field(plain: status.status.rawValue)
        case .trend(let points):
            begin()
            for (index, point) in points.enumerated() {
                if index > 0 { bytes.append(32) }
                if let point { append(point) }
            }
        }
    }

    private static func plain(_ piece: PhrasePiece) -> String {
        switch piece {
        case .words(let words), .figure(.text(let words)), .figure(.identifier(let words)): words
        case .figure(.integer(let count)): String(count)
        case .figure(.money(let number, _)), .figure(.percent(let number)), .figure(.days(let number)): number.description
        case .figure(.date(let day)): day.description
        case .figure: ""
        }
    }

    /// Text from the outside: neutralised where a spreadsheet would run it, quoted where CSV needs it.
    mutating func field(text: String) {
        begin()
        let guarded = Self.looksLikeFormula(text) && !Self.isNumber(text) ? "'" + text : text
        // Leading and trailing blanks are quoted as well: some readers trim them otherwise.
        let blanks: Set<UInt8> = [9, 32]
        let utf8 = guarded.utf8
        let mustQuote =
            utf8.contains { $0 == separator || $0 == 34 || $0 == 10 || $0 == 13 }
            || utf8.first.map(blanks.contains) == true || utf8.last.map(blanks.contains) == true
        guard mustQuote else {
            bytes += utf8
            return
        }
        bytes.append(34)
        for byte in utf8 {
            if byte == 34 { bytes.append(34) }
            bytes.append(byte)
        }
        bytes.append(34)
    }

    /// `=1+1`, ` @x`, a tab or a line break first: what Excel or LibreOffice may take for more than text.
    static func looksLikeFormula(_ text: String) -> Bool {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "=", "+", "-", "@", "\t", "\r", "\n": return true
            // Their full-width twins, which Excel in East Asia reads the same.
            case "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
            case _ where scalar.properties.isWhitespace || scalar == "\u{FEFF}": continue
            default: return false
            }
        }
        return false
    }

    /// `-12.5`: a figure that came as text is a figure still.
    private static func isNumber(_ text: String) -> Bool {
        guard text.utf8.first == UInt8(ascii: "-") else { return false }
        let parts = text.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }

    private mutating func field(plain: String) {
        begin()
        bytes += plain.utf8
    }

    private mutating func begin() {
        if !isFirst { bytes.append(separator) }
        isFirst = false
    }

    private mutating func append(_ number: ExactDecimal) {
        bytes.append(decimal: number, mark: UInt8(ascii: locale == .european ? "," : "."))
    }

    private func written(_ date: CivilDate) -> String {
        guard locale == .european else { return date.description }
        let parts = date.description.split(separator: "-")
        return "\(parts[2]).\(parts[1]).\(parts[0])"
    }
}
