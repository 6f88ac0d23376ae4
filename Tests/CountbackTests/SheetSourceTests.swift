import Foundation
import Testing

/// Workbooks as extracts, made by openpyxl or of XML as other programs write it.
struct SheetSourceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func make(_ script: String) throws {
        let ended = try Program.run(Program.python, ["-c", script], in: folder.path)
        #expect(ended.exit == 0, "\(ended.errors)")
    }

    private func rows() throws -> [String] {
        let ended = try Program.countback(["ledger", "show", "ledger.yaml", "--relation", "items", "--csv"], in: folder.path)
        #expect(ended.exit == 0, "\(ended.errors)")
        return ended.out.split(whereSeparator: \.isNewline).map(String.init)
    }

    private static let mapping = """
            columns:
              item_id: Doc
              customer_id: Customer
              kind: { from: Type, map: { RV: invoice, DZ: receipt } }
              posted_on: Posted
              due_on: Due date
              amount: Amount
        """

    @Test func aSheetThatAColleagueTouched() throws {
        try make(
            """
            import openpyxl, datetime as d
            book = openpyxl.Workbook()
            book.active.title = "Notes"
            sheet = book.create_sheet("Master")
            sheet["A1"] = "Open items"; sheet.merge_cells("A1:F1"); sheet["A2"] = d.date(2026, 3, 31)
            rows = [
                ["Doc", "Customer", "Type", "Posted", "Due\\ndate", "Amount", None, "Comment"],
                ["0001", 4711, "RV", d.date(2026, 2, 28), d.datetime(2026, 3, 30, 14, 30), 1234.56, None, "#N/A"],
                [4900000017, "C1", "RV", "28.02.2026", "30.03.2026", "1.234,50"],
                [],
                ["45678", "C1", "DZ", d.date(1900, 2, 28), None, -0.1],
                ["0004", "#N/A", "RV", d.date(2026, 3, 2), None, 5],
                ["0005", "C2", "RV", 46081, None, 5],
                [None, "", " "],
                ["0006", "C2", "RV", d.date(2026, 3, 2), None, "five"],
                ["Total", None, None, None, None, 1234],
            ]
            for number, row in enumerate(rows, 4):
                for column, value in enumerate(row, 1):
                    sheet.cell(number, column).value = value
            sheet.cell(5, 8).data_type = "s"
            sheet.column_dimensions["D"].hidden = True
            book.save("items.xlsx")
            """)
        try folder.write(
            """
            ledger: x
            currency: EUR
            tolerance: { rows: 3 }
            sources:
              items:
                file: items.xlsx
                sheet: Master
                header_row: 4
                format: { decimal: ",", thousands: ".", dates: "%d.%m.%Y", skip_rows: [{ column: Doc, is: Total }] }
            \(Self.mapping)
            """, to: "ledger.yaml")
        #expect(
            try rows() == [
                "item_id,customer_id,kind,posted_on,amount,due_on,currency,receipt_class",
                "0001,4711,invoice,2026-02-28,1234.56,2026-03-30,EUR,",
                "4900000017,C1,invoice,2026-02-28,1234.5,2026-03-30,EUR,",
                "45678,C1,receipt,1900-02-28,-0.1,,EUR,unapplied",
            ])
        let ended = try Program.countback(["ledger", "load", "ledger.yaml"], in: folder.path)
        #expect(ended.exit == 0)
        #expect(
            ended.out == """
                  relation  file                read  loaded  rejected  skipped
                  items     items.xlsx[Master]  6     3       3         1

                """)
        #expect(
            ended.errors.hasPrefix(
                """
                items.xlsx[Master]:9: customer_id: customer_id is the error #N/A
                items.xlsx[Master]:10: posted_on: "46081" is no date (%d.%m.%Y)
                items.xlsx[Master]:12: amount: "five" is no amount (decimal ",", thousands ".")

                """), "\(ended.errors)")
    }

    /// The German list that `PresetFixtureTests` holds against rows written by hand, with real dates and numbers in its
    /// cells: a preset reads a workbook as it reads text.
    @Test func aPresetReadsAWorkbookAsItReadsText() throws {
        let fixtures = Program.root + "/Tests/Fixtures/extracts/"
        try FileManager.default.createDirectory(atPath: folder.path + "/sap", withIntermediateDirectories: true)
        for file in ["customers.csv", "disputes.csv", "rates.csv", "targets.csv"] {
            try FileManager.default.copyItem(atPath: fixtures + file, toPath: folder.path + "/" + file)
        }
        for file in ["fbl5n.csv", "ledger.yaml"] {
            try FileManager.default.copyItem(atPath: fixtures + "sap-de/" + file, toPath: folder.path + "/sap/" + file)
        }
        try make(
            #"""
            import csv, datetime, openpyxl, re
            book = openpyxl.Workbook()
            for r, row in enumerate(csv.reader(open("sap/fbl5n.csv", encoding="latin-1"), delimiter=";", quoting=csv.QUOTE_NONE), 1):
                for c, text in enumerate(row, 1):
                    value = text
                    date = re.fullmatch(r"(\d\d)\.(\d\d)\.(20\d\d)", text)
                    if date:
                        value = datetime.date(int(date[3]), int(date[2]), int(date[1]))
                    elif re.fullmatch(r"\d{1,3}(\.\d{3})*,\d\d-?", text):
                        value = float(text.rstrip("-").replace(".", "").replace(",", ".")) * (-1 if text.endswith("-") else 1)
                    if text:
                        book.active.cell(r, c).value = value
            book.save("sap/fbl5n.xlsx")
            """#)
        func rows(_ relation: String) throws -> String {
            try Program.countback(["ledger", "show", "sap/ledger.yaml", "--relation", relation, "--csv"], in: folder.path).out
        }
        let text = try (rows("items"), rows("allocations"))
        #expect(text.0.split(whereSeparator: \.isNewline).count == 8)
        let titles = "format: { header: [Debitor, [Belegnr., Document], Art], delimiter: \";\", quote"
        for (from, to) in [("fbl5n.csv", "fbl5n.xlsx"), ("format: { delimiter: \";\", quote", titles)] {
            try folder.write(try folder.text(of: "sap/ledger.yaml").replacing(from, with: to), to: "sap/ledger.yaml")
            #expect(try rows("items") == text.0)
            #expect(try rows("allocations") == text.1)
        }
    }

    /// A workbook of hand-written parts: no cell references, shared and rich text with phonetics, days since 1904, style
    /// numbers, numbers as Excel stores them.
    private static let parts = """
        import zipfile
        def book(sheet, shared="", properties="", styles="", sheets=1):
            main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
            relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            package = "http://schemas.openxmlformats.org/package/2006"
            book = zipfile.ZipFile("items.xlsx", "w", zipfile.ZIP_DEFLATED)
            kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
            book.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{kinds}.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="{kinds}.styles+xml"/></Types>')
            book.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" Type="{relation}/officeDocument" Target="/xl/workbook.xml"/></Relationships>')
            names = "".join(f'<sheet name="S{n} &amp; more" sheetId="{n}" r:id="s"/>' for n in range(1, sheets + 1))
            book.writestr("xl/workbook.xml", f'<workbook {main} xmlns:r="{relation}">{properties}<sheets>{names}</sheets></workbook>')
            book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="s" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="t" Type="{relation}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="u" Type="{relation}/styles" Target="styles.xml"/></Relationships>')
            book.writestr("xl/sharedStrings.xml", f'<sst {main}>{shared}</sst>')
            book.writestr("xl/styles.xml", f'<styleSheet {main}>{styles}</styleSheet>')
            book.writestr("xl/worksheets/sheet1.xml", f'<worksheet {main}><sheetData>{sheet}</sheetData></worksheet>')
            book.close()
        """

    @Test func partsAsOtherProgramsWriteThem() throws {
        try make(
            Self.parts + """

            texts = ["Doc", "Customer", "Type", "Posted", "Amount", "RV", "Mü_x006C_ler &amp; Co", " "]
            shared = "".join(f"<si><t xml:space='preserve'>{text}</t></si>" for text in texts)
            shared += "<si><r><t>0</t></r><r><rPr><b/></rPr><t>12</t></r><rPh sb='0' eb='1'><t>zwölf</t></rPh></si>"
            styles = "<numFmts><numFmt numFmtId='170' formatCode='dd\\\\.mm\\\\.yyyy'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='170'/></cellXfs>"
            header = "<row>" + "".join(f"<c t='s'><v>{n}</v></c>" for n in range(5)) + "</row>"
            rows = [
                "<row r='2'><c r='A2' t='s'><v>8</v></c><c r='B2' t='s'><v>6</v></c><c r='C2' t='s'><v>5</v></c><c r='D2' s='1'><v>44561</v></c><c r='E2'><v>1234.5599999999999</v></c></row>",
                "<row r='5'><c r='A5'><v>1.2345678901234568E+16</v></c><c r='B5' t='str'><f>A1</f><v>C2</v></c><c r='C5' t='s'><v>5</v></c><c r='D5' s='2'><v>44562.5</v></c><c r='E5'><f>1+1</f><v>2</v></c></row>",
                "<row r='6'><c r='A6' t='s'><v>7</v></c><c r='G6'><v>1</v></c></row>",
                "<row r='7'><c r='A7' t='inlineStr'><is><t>13</t></is></c><c r='B7' t='b'><v>1</v></c><c r='C7' t='s'><v>5</v></c><c r='D7' t='d'><v>2026-01-05T00:00:00</v></c><c r='E7'><v>1E-4</v></c></row>",
            ]
            book(header + "".join(rows), shared, "<workbookPr date1904='1'/>", styles)
            """)
        try folder.write(
            "ledger: x\ncurrency: EUR\nsources:\n  items:\n    file: items.xlsx\n" + Self.mapping.replacing("due_on: Due date\n", with: "due_on: Posted\n"),
            to: "ledger.yaml")
        // 44561 days after 1904-01-01 are 2026-01-01.
        #expect(
            try rows().dropFirst() == [
                "012,Müller & Co,invoice,2026-01-01,1234.56,2026-01-01,EUR,",
                "12345678901234568,C2,invoice,2026-01-02,2,2026-01-02,EUR,",
                "13,TRUE,invoice,2026-01-05,0.0001,2026-01-05,EUR,",
            ])
    }

    @Test func whichSheetAndWhichHeaderAreAsked() throws {
        try make(Self.parts + "\nbook(\"<row r='3'><c t='inlineStr'><is><t>item_id</t></is></c></row>\", sheets=2)")
        func refusal(_ source: String) throws -> (Int32, String) {
            try folder.write("ledger: x\ncurrency: EUR\nsources:\n  items: { file: items.xlsx\(source) }\n", to: "ledger.yaml")
            let ended = try Program.countback(["ledger", "load", "ledger.yaml"], in: folder.path)
            return (ended.exit, ended.errors)
        }
        var (exit, errors) = try refusal("")
        #expect(exit == 78)
        #expect(errors.contains("items.xlsx has 2 sheets [which-sheet]"))
        #expect(errors.contains("name one with sheet: (\"S1 & more\", \"S2 & more\")"))
        (exit, errors) = try refusal(", sheet: S1 & mor")
        #expect(exit == 65)
        #expect(errors.contains("items.xlsx has no sheet \"S1 & mor\" [missing-sheet]"))
        #expect(errors.contains("did you mean \"S1 & more\"?"))
        (exit, errors) = try refusal(", sheet: s1 & more")
        #expect(exit == 65)
        #expect(
            errors.hasPrefix(
                """
                items.xlsx[S1 & more]:1: error: row 1 of items.xlsx[S1 & more] is empty, and should be its header [empty-extract]
                  state the header's row with header_row: (row 3 has something)

                """), "\(errors)")
        try folder.write("PK no workbook", to: "items.xlsx")
        (exit, errors) = try refusal(", sheet: S1")
        #expect(exit == 65)
        #expect(errors.contains("items.xlsx can't be unpacked: it is no zip archive [damaged-extract]"))
    }

    @Test func parquetKeepsDecimalsAndSaysWhatIsBinary() throws {
        let file = Program.root + "/Tests/Fixtures/tables/items.parquet"
        try FileManager.default.copyItem(atPath: file, toPath: folder.path + "/items [1].parquet")
        try folder.write("ledger: x\ntolerance: { rows: 1 }\nsources:\n  items: { file: \"items [1].parquet\" }\n", to: "ledger.yaml")
        #expect(
            try rows() == [
                "item_id,customer_id,kind,posted_on,currency,amount,document_no,due_on,net,receipt_class",
                "p1,C1,invoice,2026-01-02,EUR,12345678901234.5678,4900000017,2026-02-01,0.1,",
                "p2,C1,receipt,2026-01-03,EUR,-2.5,4900000018,2026-02-02,1234.56,unapplied",
            ])
        try folder.write(
            """
            ledger: x
            sources:
              items:
                file: "items [1].parquet"
                columns: { item_id: item_id, customer_id: customer_id, kind: kind, posted_on: due_on, currency: currency, amount: net, note: tags }
            """, to: "ledger.yaml")
        var ended = try Program.countback(["ledger", "load", "ledger.yaml"], in: folder.path)
        #expect(ended.exit == 65)
        #expect(ended.errors.contains("\"tags\" of items [1].parquet is a list, which is not read [unreadable-column]"), "\(ended.errors)")
        try folder.write(try folder.text(of: "ledger.yaml").replacing(", note: tags", with: ""), to: "ledger.yaml")
        ended = try Program.countback(["ledger", "load", "ledger.yaml"], in: folder.path)
        #expect(ended.errors.contains("amount of items comes from binary floating point, which has no exact cents [binary-amounts]"), "\(ended.errors)")
        #expect(ended.errors.contains("\"0.0000001\" has more than 4 decimals") || ended.errors.contains("no posted_on"))
    }
}
