import Foundation

/// Small workbooks of hand-written parts, each cell in one of the ways that programs write it, and what can be wrong with one.
struct DamagedWorkbook {
    /// How bad it is: cells that are odd but read the same by everyone, or XML and bytes that may be read in several ways.
    enum Damage: CaseIterable { case none, cells, structure, bytes }

    let bytes: [UInt8]
    /// Whether another reader must find the same in it.
    let isComparable: Bool

    private static let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
    private static let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"
    private static let kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    private static let header = ["item_id", "customer_id", "kind", "posted_on", "due_on", "currency", "amount", "note"]

    init(_ random: inout RandomNumbers) {
        let damage = random.pick([Damage.none, .cells, .cells, .cells, .structure, .bytes])
        isComparable = damage == .none || damage == .cells
        var shared: [String] = []
        var rows = [Self.row(1, Self.header.map { Self.text($0, &shared, &random) }, &random)]
        var place = 1
        for number in 0..<random.within(1...12) {
            place += random.within(1...2)
            var cells = Self.cells(number, &shared, &random)
            if damage == .cells { for _ in 0..<random.within(1...2) { Self.harm(&cells, &shared, &random) } }
            rows.append(Self.row(place, cells, &random))
        }
        if damage == .structure { Self.harm(&rows, &random) }
        let dimension = damage == .cells && random.happens(30) ? "<dimension ref=\"A1:XFD1048576\"/>" : ""
        var sheet = Array("<worksheet \(Self.main)>\(dimension)<sheetData>\(rows.joined())</sheetData></worksheet>".utf8)
        if damage == .structure, random.happens(40) { Self.harm(&sheet, &random, times: 3) }
        var parts = Self.parts(sheet, shared)
        if damage == .structure, random.happens(30) { parts.remove(at: random.within(0...parts.count - 1)) }
        var archive = StoredZip.bytes(parts)
        if damage == .bytes { Self.harm(&archive, &random, times: random.within(1...6)) }
        bytes = archive
    }

    // MARK: Cells

    private static func text(_ text: String, _ shared: inout [String], _ random: inout RandomNumbers) -> String {
        func escape(_ text: some StringProtocol) -> String { String(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;") }
        let escaped = escape(text)
        if random.happens(30) { return "t='inlineStr'><is><t>\(escaped)</t></is>" }
        if random.happens(20) { return "t='str'><f>A1</f><v>\(escaped)</v>" }
        shared.append(random.happens(20) ? "<r><t>\(escape(text.prefix(2)))</t></r><r><t xml:space='preserve'>\(escape(text.dropFirst(2)))</t></r>" : "<t>\(escaped)</t>")
        return "t='s'><v>\(shared.count - 1)</v>"
    }

    /// An item's cells; empty where there is none.
    private static func cells(_ number: Int, _ shared: inout [String], _ random: inout RandomNumbers) -> [String] {
        func text(_ value: String) -> String { Self.text(value, &shared, &random) }
        let posted = random.happens(70) ? "s='1'><v>\(46023 + number)\(random.happens(20) ? ".25" : "")</v>" : text("2026-01-\(10 + number)")
        let due = random.pick(["", "s='1'><v>46081</v>", text("2026-02-28"), text("0000-00-00"), ""])
        let amount = random.pick(["><v>\(number).5</v>", "><v>-12</v>", "><v>1234.5599999999999</v>", "><v>1E-2</v>", text("3.25"), text(" -7 "), "><f>1+1</f><v>2</v>"])
        return [
            random.happens(60) ? text("i\(number)") : "><v>\(4_900_000_000 + number)</v>", text("c\(number % 3)"),
            text(random.pick(["invoice", "receipt", "credit_note"])), posted, due, text(random.pick(["EUR", "USD"])), amount,
            random.pick(["", text("Müller & Söhne"), text("a<b"), "t='b'><v>1</v>", text("  ")]),
        ]
    }

    /// What is odd about a cell and yet means one thing.
    private static func harm(_ cells: inout [String], _ shared: inout [String], _ random: inout RandomNumbers) {
        let at = random.within(0...cells.count - 1)
        switch random.within(0...7) {
        case 0: cells[at] = ""
        case 1: cells[at] = "t='e'><v>#N/A</v>"
        case 2: cells[at] = "t='e'><f>1/0</f><v>#DIV/0!</v>"
        case 3: cells[at] = "><v>46081</v>"
        case 4: cells[at] = "t='b'><v>\(random.within(0...1))</v>"
        case 5: cells[at] = text(random.pick(["12.34.5", "2026-02-30", "1,5", "x", "-", "9999999999999999", "0.00001", "é😀"]), &shared, &random)
        case 6: cells[at] = "/>"
        default: cells[at] = "s='1'><v>\(random.pick(["61", "0", "46081.999999", "2958465"]))</v>"
        }
    }

    private static func row(_ number: Int, _ cells: [String], _ random: inout RandomNumbers) -> String {
        let named = random.happens(80)
        let body = cells.enumerated().map { column, cell -> String in
            if cell.isEmpty { return named ? "" : "<c/>" }
            let place = named ? " r='\(["A", "B", "C", "D", "E", "F", "G", "H"][column])\(number)'" : ""
            return cell == "/>" ? "<c\(place)/>" : "<c\(place) \(cell)</c>"
        }
        return "<row r='\(number)'>\(body.joined())</row>"
    }

    // MARK: Rows, parts, bytes

    /// What a program shouldn't have written.
    private static func harm(_ rows: inout [String], _ random: inout RandomNumbers) {
        let at = random.within(0...rows.count - 1)
        func swap(_ from: String, _ to: String) {
            if let found = rows[at].range(of: from) { rows[at].replaceSubrange(found, with: to) }
        }
        switch random.within(0...11) {
        case 0: swap("t='s'><v>", "t='s'><v>9")
        case 1: swap("s='1'", "s='77'")
        case 2: swap("<row r='", "<row r='10485")
        case 3: swap("<row r='", "<row r='-")
        case 4: swap("r='B", "r='?")
        case 5: swap("<v>", "<v>&bogus;")
        case 6: swap("</c>", "")
        case 7: swap("</row>", "")
        case 8: swap("t='s'", "t='zz'")
        case 9: swap("<v>", "<v>12abc")
        case 10: swap("<v>", "<v>1e99999")
        default: swap("<row r='\(random.within(1...9))'", "<row r='2'")
        }
    }

    private static func harm(_ bytes: inout [UInt8], _ random: inout RandomNumbers, times: Int) {
        for _ in 0..<times where bytes.count > 8 {
            let at = random.within(0...bytes.count - 1)
            switch random.within(0...8) {
            case 0, 1, 2: bytes[at] ^= 1 << UInt8(random.within(0...7))
            case 3, 4: bytes[at] = UInt8(random.within(0...255))
            case 5: bytes.remove(at: at)
            case 6: bytes.insert(UInt8(random.within(0...255)), at: at)
            case 7: bytes.removeSubrange(at..<min(bytes.count, at + random.within(1...40)))
            default: if random.happens(30) { bytes.removeSubrange(at...) }
            }
        }
    }

    private static func parts(_ sheet: [UInt8], _ shared: [String]) -> [(name: String, text: [UInt8])] {
        let names = [("xl/workbook.xml", ".sheet.main"), ("xl/worksheets/sheet1.xml", ".worksheet"), ("xl/sharedStrings.xml", ".sharedStrings"), ("xl/styles.xml", ".styles")]
        let types = names.map { "<Override PartName=\"/\($0)\" ContentType=\"\(kinds)\($1)+xml\"/>" }.joined()
        let targets = [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
            .enumerated().map { "<Relationship Id=\"r\($0)\" Type=\"\(relation)/\($1.0)\" Target=\"\($1.1)\"/>" }.joined()
        let texts: [(String, String)] = [
            ("[Content_Types].xml", "<Types xmlns=\"\(package)/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\(types)</Types>"),
            ("_rels/.rels", "<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"a\" Type=\"\(relation)/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>"),
            ("xl/workbook.xml", "<workbook \(main) xmlns:r=\"\(relation)\"><sheets><sheet name=\"Items\" sheetId=\"1\" r:id=\"r0\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"\(package)/relationships\">\(targets)</Relationships>"),
            ("xl/sharedStrings.xml", "<sst \(main)>\(shared.map { "<si>\($0)</si>" }.joined())</sst>"),
            ("xl/styles.xml", "<styleSheet \(main)><fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
        ]
        return texts.map { ($0, Array($1.utf8)) } + [("xl/worksheets/sheet1.xml", sheet)]
    }
}
