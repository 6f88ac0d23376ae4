internal import Foundation
internal import Model

/// What a workbook says of itself: its sheets, its date system, which of its styles show dates.
struct WorkbookParts: Sendable {
    struct Sheet: Sendable {
        var name: String
        var path: String
    }

    let archive: ZipArchive
    private(set) var sheets: [Sheet] = []
    private(set) var sharedStrings: String?
    /// Whether days count from 1904, as on an old Macintosh.
    private(set) var isFrom1904 = false
    /// By a cell's style number.
    private(set) var dateStyles: [Bool] = []

    init(_ file: ExtractFile) throws {
        archive = try ZipArchive(file)
        guard let office = try Self.targets(archive, "_rels/.rels", in: "").first(where: { $0.type.hasSuffix("/officeDocument") })?.path,
            let workbook = try archive.stream(office)
        else {
            if let other = FirstBytes.otherArchive(archive) { throw Refusal(.badData, other) }
            throw file.damaged("it holds no workbook")
        }
        if office.lowercased().hasSuffix(".bin"), let other = FirstBytes.otherArchive(archive) { throw Refusal(.badData, other) }
        let folder = office.lastIndex(of: "/").map { String(office[..<$0]) } ?? ""
        let relations = try Self.targets(archive, "\(folder)/_rels/\(office.split(separator: "/").last ?? "").rels", in: folder)
        let reader = XMLReader(workbook)
        while true {
            let event = try reader.next()
            if event == .finished { break }
            guard event == .start else { continue }
            if reader.isNamed("workbookPr") { isFrom1904 = ["1", "true"].contains(reader.attribute("date1904")) }
            if reader.isNamed("sheet"), let name = reader.attribute("name"), let id = reader.attribute("id"),
                let target = relations.first(where: { $0.id == id }), target.type.hasSuffix("/worksheet")
            {
                sheets.append(Sheet(name: name, path: target.path))
            }
        }
        sharedStrings = relations.first { $0.type.hasSuffix("/sharedStrings") }?.path
        if let styles = try relations.first(where: { $0.type.hasSuffix("/styles") }).flatMap({ try archive.stream($0.path) }) {
            dateStyles = try CellStyles.dates(XMLReader(styles))
        }
    }

    private static func targets(_ archive: ZipArchive, _ part: String, in folder: String) throws -> [(id: String, type: String, path: String)] {
        guard let stream = try archive.stream(part) else { return [] }
        let reader = XMLReader(stream)
        var targets: [(id: String, type: String, path: String)] = []
        while true {
            let event = try reader.next()
            if event == .finished { return targets }
            guard event == .start, reader.isNamed("Relationship"), let target = reader.attribute("Target") else { continue }
            let path = target.hasPrefix("/") ? String(target.dropFirst()) : Self.joined(folder, target)
            targets.append((reader.attribute("Id") ?? "", reader.attribute("Type") ?? "", path))
        }
    }

    private static func joined(_ folder: String, _ path: String) -> String {
        var parts = folder.split(separator: "/")
        for part in path.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}

/// Which styles of a workbook show a number as a date.
enum CellStyles {
    static func dates(_ reader: XMLReader) throws -> [Bool] {
        var own: [Int: Bool] = [:]
        var styles: [Bool] = []
        var isInCells = false
        while true {
            let event = try reader.next()
            if event == .finished { return styles }
            if reader.isNamed("cellXfs") { isInCells = event == .start }
            guard event == .start else { continue }
            if reader.isNamed("numFmt"), let id = reader.attribute("numFmtId").flatMap({ Int($0) }) {
                own[id] = isDate(reader.attribute("formatCode") ?? "")
            }
            if isInCells, reader.isNamed("xf") {
                let id = reader.attribute("numFmtId").flatMap { Int($0) } ?? 0
                styles.append(own[id] ?? isBuiltInDate(id))
            }
        }
    }

    /// Formats that every program has under these numbers; 27 to 36 and 50 to 58 are those of East Asia.
    private static func isBuiltInDate(_ id: Int) -> Bool {
        [14...17, 22...22, 27...36, 50...58].contains { $0.contains(id) }
    }

    /// A format with a year or a day, outside quotes and brackets: `yyyy-mm-dd;@`, not `0.00" days"` or `[Red]0`.
    static func isDate(_ code: String) -> Bool {
        var bare = ""
        var until: Character?
        var isEscaped = false
        for character in code.lowercased() {
            if isEscaped {
                isEscaped = false
            } else if let end = until {
                if character == end { until = nil }
            } else {
                switch character {
                case "\\", "_", "*": isEscaped = true
                case "\"": until = "\""
                case "[": until = "]"
                default: bare.append(character)
                }
            }
        }
        let first = bare.split(separator: ";").first ?? ""
        if first.contains("general") { return false }
        // German and Nordic Excel write formats of their own with j for the year and t for the day.
        return first.contains { "ydj".contains($0) } || (first.contains("m") && !first.contains { "hs0#?".contains($0) })
    }
}
