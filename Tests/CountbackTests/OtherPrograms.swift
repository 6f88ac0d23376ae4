import Foundation
import Testing

/// A pack's files opened by other people's programs.
enum OtherPrograms {
    /// The names of a workbook's sheets as openpyxl reads them.
    static func sheets(_ workbook: String) throws -> [String] {
        let ended = try Program.run(
            Program.python, ["-c", "import sys, openpyxl; print('\\n'.join(openpyxl.load_workbook(sys.argv[1]).sheetnames))", workbook],
            in: "/")
        #expect(ended.exit == 0, "\(ended.errors)")
        return ended.out.split(separator: "\n").map(String.init)
    }

    /// What in a workbook Excel would want to repair.
    static func repairs(_ workbook: String) throws -> [String] {
        let ended = try Program.run("/usr/bin/python3", [Program.root + "/scripts/checks/workbook_parts.py", workbook], in: "/")
        #expect(ended.exit == 0 || !ended.out.isEmpty, "\(ended.errors)")
        return ended.out.split(separator: "\n").map(String.init)
    }

    /// Every cell's text, after `s ` (text), `f ` (a formula); and after `m ` the formats of amounts.
    static func texts(_ workbook: String) throws -> Set<String> {
        let ended = try Program.run(Program.python, ["-c", listing, workbook], in: "/")
        #expect(ended.exit == 0, "\(ended.errors)")
        return Set(ended.out.split(separator: "\0").map(String.init))
    }

    private static let listing = """
        import sys, openpyxl
        for sheet in openpyxl.load_workbook(sys.argv[1]):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type in 'sf':
                        print(cell.data_type, cell.value, end='\\0')
                    if cell.data_type in 'nf':
                        print('m', cell.number_format, end='\\0')
        """

    /// Cells whose formula gives LibreOffice something else than we cached, or an error.
    static func formulasThatChange(_ workbook: String, in folder: TemporaryFolder) throws -> [String] {
        try folder.write(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
            <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
            </oor:items>
            """, to: "office/user/registrymodifications.xcu")
        let office = try Program.run(
            "/usr/bin/soffice",
            [
                "-env:UserInstallation=file://\(folder.path)/office", "--headless", "--convert-to", "xlsx", "--outdir",
                folder.path + "/recalculated", workbook,
            ], in: folder.path)
        #expect(office.exit == 0, "\(office.errors)")
        let recalculated = folder.path + "/recalculated/" + URL(fileURLWithPath: workbook).lastPathComponent
        let ended = try Program.run(Program.python, ["-c", comparing, workbook, recalculated], in: "/")
        #expect(ended.exit == 0, "\(ended.errors)")
        return ended.out.split(separator: "\n").map(String.init)
    }

    private static let comparing = """
        import sys, openpyxl
        formulas, ours = (openpyxl.load_workbook(sys.argv[1], data_only=cached) for cached in (False, True))
        theirs, compared = openpyxl.load_workbook(sys.argv[2], data_only=True), 0
        for sheet in formulas:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == 'f':
                        a, b = ours[sheet.title][cell.coordinate].value, theirs[sheet.title][cell.coordinate].value
                        compared += 1
                        if not isinstance(b, (int, float)) or abs(a - b) > 0.000001:
                            print(sheet.title, cell.coordinate, cell.value, a, b)
        assert compared > 0, 'no formulas'
        assert {s.title for s in formulas} == {s.title for s in theirs}
        """

    /// What a page writes to Chromium's console: nothing, if all is well.
    static func console(_ page: String, in folder: TemporaryFolder) throws -> [String] {
        let ended = try Program.chromium(
            ["--enable-logging=stderr", "--v=0", "--virtual-time-budget=2000", "--dump-dom", "file://" + page], in: folder.path)
        #expect(ended.exit == 0)
        // The script ran: headers became buttons.
        #expect(ended.out.contains("class=\"order\""))
        return ended.errors.split(separator: "\n").filter { $0.contains("CONSOLE") }.map(String.init)
    }
}
