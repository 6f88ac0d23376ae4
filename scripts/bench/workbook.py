"""A workbook of items as Excel writes it, with its ledger definition; or DuckDB's own read of it.

    workbook.py FOLDER ROWS
    workbook.py --read WORKBOOK EXTENSION
"""
import os
import sys
import zipfile

HEADER = ["item_id", "customer_id", "kind", "posted_on", "due_on", "currency", "amount", "document_no", "reference", "entity"]
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def write(folder, rows):
    book = zipfile.ZipFile(os.path.join(folder, "items.xlsx"), "w", zipfile.ZIP_DEFLATED, compresslevel=6)
    parts = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "sharedStrings": "sharedStrings", "styles": "styles"}
    types = "".join(f'<Override PartName="/xl/{name}.xml" ContentType="{KIND}.{kind}+xml"/>' for name, kind in parts.items())
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    book.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="{relations}"/>{types}</Types>')
    book.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    book.writestr("xl/workbook.xml", f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets><sheet name="Items" sheetId="1" r:id="r1"/></sheets></workbook>')
    targets = [("r1", "worksheet", "worksheets/sheet1.xml"), ("r2", "sharedStrings", "sharedStrings.xml"), ("r3", "styles", "styles.xml")]
    links = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{path}"/>' for i, kind, path in targets)
    book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>')
    book.writestr("xl/styles.xml", f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>')
    # Titles, the few words, customers, then an id and a reference of every row.
    words = HEADER + ["invoice", "EUR", "1000"] + [f"C{n:05d}" for n in range(5000)]
    with book.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
        part.write(f"<sst {MAIN}>".encode())
        part.write("".join(f"<si><t>{word}</t></si>" for word in words).encode())
        for first in range(0, rows, 10_000):
            part.write("".join(f"<si><t>1000/{n:010d}</t></si><si><t>ref {n}</t></si>" for n in range(first, min(rows, first + 10_000))).encode())
        part.write(b"</sst>")
    with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
        cells = "".join(f'<c r="{"ABCDEFGHIJ"[n]}1" t="s"><v>{n}</v></c>' for n in range(10))
        part.write(f'<worksheet {MAIN}><sheetData><row r="1">{cells}</row>'.encode())
        for first in range(0, rows, 10_000):
            part.write("".join(row(n, len(words)) for n in range(first, min(rows, first + 10_000))).encode())
        part.write(b"</sheetData></worksheet>")
    book.close()
    with open(os.path.join(folder, "ledger.yaml"), "w") as definition:
        definition.write("ledger: bench\ncurrency: EUR\nsources:\n  items: { file: items.xlsx }\n")


def row(n, words):
    r = n + 2
    return (
        f'<row r="{r}" spans="1:10"><c r="A{r}" t="s"><v>{words + 2 * n}</v></c><c r="B{r}" t="s"><v>{13 + n % 5000}</v></c>'
        f'<c r="C{r}" t="s"><v>10</v></c><c r="D{r}" s="1"><v>{46000 + n % 300}</v></c><c r="E{r}" s="1"><v>{46030 + n % 300}</v></c>'
        f'<c r="F{r}" t="s"><v>11</v></c><c r="G{r}"><v>{(n * 37 + 1) % 1000000 / 100}</v></c><c r="H{r}"><v>{9000000000 + n}</v></c>'
        f'<c r="I{r}" t="s"><v>{words + 2 * n + 1}</v></c><c r="J{r}" t="s"><v>12</v></c></row>')


def read(workbook, extension):
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"LOAD '{extension}'")
    connection.execute(f"CREATE TABLE items AS SELECT * FROM read_xlsx('{workbook}', all_varchar = true, header = true)")
    print(connection.execute("SELECT count(*) FROM items").fetchone()[0], "rows")


if __name__ == "__main__":
    if sys.argv[1] == "--read":
        read(sys.argv[2], sys.argv[3])
    else:
        write(sys.argv[1], int(sys.argv[2]))
