import Foundation
import Testing

/// Reads workbooks with other people's programs: openpyxl, and LibreOffice with a profile of its own.
enum XLSXReader {
    struct Sheet: Decodable {
        struct Value: Decodable {
            /// `s` text, `n` number, `d` date, `f` formula.
            var kind: String
            var text: String
            var number: Double?
            var format: String
        }
        var name: String
        var isRightToLeft: Bool
        var freeze: String?
        var cells: [String: Value]
        var tables: [String: String]
        var charts: Int
        var levels: [String: Int]
        var links: [String: String]
        var conditions: [String]
        var fitWidth: Int
        var orientation: String
        var footer: String
        var filter: String
    }

    struct Book: Decodable {
        var sheets: [Sheet]
        var names: [String: String]
        var title: String
        var creator: String
        var created: String
        func sheet(_ name: String) throws -> Sheet { try #require(sheets.first { $0.name == name }) }
    }

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let python: String? = [root.appendingPathComponent(".tools/venv/bin/python").path, "/usr/bin/python3"]
        .first { path in
            FileManager.default.isExecutableFile(atPath: path) && (try? run(path, ["-c", "import openpyxl"])) != nil
        }

    static let office: String? = ["/usr/bin/soffice", "/usr/local/bin/soffice", "/opt/libreoffice/program/soffice"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    static func withFolder<T>(_ body: (URL) throws -> T) throws -> T {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("xlsx-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// What in the files Excel would want to repair, as scripts/checks/workbook_parts.py says it.
    static func problems(_ files: [URL]) throws -> [String] {
        let checker = root.appendingPathComponent("scripts/checks/workbook_parts.py").path
        let output = try run(try #require(python), [checker] + files.map(\.path), mayFail: true)
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Every workbook that is read here is one that Excel opens as it is. `cached` reads the formulas' stored results in their place.
    static func read(_ file: URL, cached: Bool = false, isOurs: Bool = true) throws -> Book {
        if isOurs, !cached { #expect(try problems([file]) == []) }
        let output = try run(try #require(python), ["-c", script, file.path, cached ? "cached" : "formulas"])
        return try JSONDecoder().decode(Book.self, from: output)
    }

    /// Opens the files in LibreOffice, recalculates every formula, and saves them again beside themselves.
    static func recalculate(_ files: [URL], in folder: URL) throws -> [URL] {
        let profile = folder.appendingPathComponent("profile/user")
        try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true)
        try Data(recalculating.utf8).write(to: profile.appendingPathComponent("registrymodifications.xcu"))
        let result = folder.appendingPathComponent("recalculated")
        let arguments =
            ["-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to", "xlsx"]
            + ["--outdir", result.path] + files.map(\.path)
        _ = try run(try #require(office), arguments)
        return files.map { result.appendingPathComponent($0.lastPathComponent) }
    }

    struct Failed: Error { var message: String }

    static func run(_ tool: String, _ arguments: [String], mayFail: Bool = false) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 || mayFail && process.terminationStatus == 1 else { throw Failed(message: "\(tool) ended with \(process.terminationStatus)") }
        return data
    }

    private static let recalculating = """
        <?xml version="1.0" encoding="UTF-8"?>
        <oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
        </oor:items>
        """

    private static let script = """
        import sys, json, datetime, warnings
        import openpyxl
        warnings.simplefilter('ignore')
        path, mode = sys.argv[1], sys.argv[2]
        book = openpyxl.load_workbook(path, data_only=(mode == 'cached'))
        def value(cell):
            v = cell.value
            kind = {'n': 'n', 's': 's', 'd': 'd', 'f': 'f', 'b': 'b', 'e': 'e', 'inlineStr': 's'}.get(cell.data_type, '?')
            if isinstance(v, datetime.datetime): v = v.date()
            return dict(kind=kind, text=str(v), number=float(v) if kind == 'n' and v is not None else None, format=cell.number_format)
        sheets = []
        for ws in book.worksheets:
            cells = {c.coordinate: value(c) for row in ws.iter_rows() for c in row if c.value is not None}
            sheets.append(dict(
                name=ws.title, isRightToLeft=bool(ws.sheet_view.rightToLeft), freeze=ws.freeze_panes, cells=cells,
                tables={t.name: t.ref for t in ws.tables.values()}, charts=len(ws._charts),
                levels={str(k): v.outlineLevel for k, v in ws.row_dimensions.items() if v.outlineLevel},
                links={c.coordinate: c.hyperlink.location or '' for row in ws.iter_rows() for c in row if c.hyperlink},
                conditions=[str(r.sqref) + ' ' + ','.join(x.formula[0] if x.formula else x.type for x in r.rules) for r in ws.conditional_formatting],
                fitWidth=ws.page_setup.fitToWidth if ws.page_setup.fitToWidth is not None else 1,
                orientation=ws.page_setup.orientation or '', footer=ws.oddFooter.left.text or '', filter=ws.auto_filter.ref or ''))
        print(json.dumps(dict(
            sheets=sheets, names={k: v.attr_text for k, v in book.defined_names.items()},
            title=book.properties.title or '', creator=book.properties.creator or '', created=str(book.properties.created))))
        """
}
