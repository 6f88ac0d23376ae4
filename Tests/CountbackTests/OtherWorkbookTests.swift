import Foundation
import Testing

/// What is named like a workbook and is another kind of file: each is told by what it is, with what to do.
@Suite struct OtherWorkbookTests {
    private static let compound = "b'\\xd0\\xcf\\x11\\xe0\\xa1\\xb1\\x1a\\xe1' + b'\\0' * 3000"

    @Test(arguments: [
        ("protected", compound + " + 'EncryptedPackage'.encode('utf-16le') + b'\\0' * 999", "items.xlsx is protected with a password [other-kind]", "save it without a password"),
        ("biff", compound + " + 'Workbook'.encode('utf-16le')", "items.xlsx is a binary workbook of Excel 97 to 2003, not an .xlsx workbook [other-kind]", "open it in Excel and save it as .xlsx, or export it as text"),
        ("xlsb", "archive(('_rels/.rels', RELS % 'xl/workbook.bin'), ('xl/workbook.bin', 'x'))", "items.xlsx is a binary workbook (.xlsb), which is not read [other-kind]", "open it in Excel and save it as .xlsx"),
        ("ods", "archive(('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'), ('content.xml', '<x/>'))", "items.xlsx is an OpenDocument spreadsheet (.ods), which is not read [other-kind]", "open it in LibreOffice or Excel and save it as .xlsx"),
        ("page", "b'<html><table><tr><td>item_id</td></tr></table></html>'", "items.xlsx is a web page or XML, not an .xlsx workbook [other-kind]", "save it as .xlsx"),
        ("text", "b'item_id;amount\\n1;2\\n'", "items.xlsx is text, not a workbook [other-kind]", "name it .csv or .txt"),
        ("archive", "archive(('readme.txt', 'x'))", "items.xlsx can't be unpacked: it holds no workbook [damaged-extract]", "take the extract again"),
        ("empty", "b''", "items.xlsx can't be unpacked: it is no zip archive [damaged-extract]", "take the extract again"),
        // The directory says two gigabytes of what is packed into a few bytes.
        ("bomb", "archive(('_rels/.rels', RELS % 'xl/workbook.xml'), ('xl/workbook.xml', '<workbook/>')).replace((11).to_bytes(4, 'little') + (15).to_bytes(2, 'little'), (2 << 30).to_bytes(4, 'little') + (15).to_bytes(2, 'little'))", "items.xlsx can't be unpacked: a part of it is 2048 MiB large and packed into 0 KiB, as no program does it [damaged-extract]", "take the extract again"),
    ]) func isToldByWhatItIs(_ name: String, _ bytes: String, _ message: String, _ remedy: String) throws {
        let folder = try TemporaryFolder()
        let script = """
            import io, zipfile
            RELS = '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="/%s"/></Relationships>'
            def archive(*parts):
                out = io.BytesIO()
                with zipfile.ZipFile(out, "w") as file:
                    for name, text in parts: file.writestr(name, text)
                return out.getvalue()
            open("items.xlsx", "wb").write(\(bytes))
            """
        let made = try Program.run(Program.python, ["-c", script], in: folder.path)
        #expect(made.exit == 0, "\(made.errors)")
        try folder.write("ledger: x\ncurrency: EUR\nsources:\n  items: { file: items.xlsx }\n", to: "ledger.yaml")
        for command in [["ledger", "load", "ledger.yaml"], ["ledger", "new", "items.xlsx", "--output", "draft.yaml"]] {
            let ended = try Program.countback(command, in: folder.path)
            #expect(ended.exit == 65)
            #expect(ended.errors.contains(message), "\(ended.errors)")
            #expect(ended.errors.contains(remedy), "\(ended.errors)")
        }
    }

    /// A real .xls of old, where text named so is what SAP writes.
    @Test func oldWorkbooksAreNoText() throws {
        let folder = try TemporaryFolder()
        let made = try Program.run(Program.python, ["-c", "open('items.xls', 'wb').write(\(Self.compound))"], in: folder.path)
        #expect(made.exit == 0)
        let ended = try Program.countback(["ledger", "new", "items.xls"], in: folder.path)
        #expect(ended.exit == 65)
        #expect(ended.errors.contains("items.xls is a binary workbook of Excel 97 to 2003, not text [other-kind]"), "\(ended.errors)")
    }

    @Test(arguments: ["items.xlsb", "items.ods"]) func isNotYetRead(_ name: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("x", to: name)
        try folder.write("ledger: x\ncurrency: EUR\nsources:\n  items: { file: \(name) }\n", to: "ledger.yaml")
        let ended = try Program.countback(["ledger", "load", "ledger.yaml"], in: folder.path)
        #expect(ended.exit == 78)
        #expect(ended.errors.contains("is not offered by this version [not-yet]\n"), "\(ended.errors)")
        #expect(ended.errors.contains("or as .xlsx or .parquet"), "\(ended.errors)")
    }
}
