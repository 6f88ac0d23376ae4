"""Says what in a workbook Excel would want to repair; nothing where there is nothing.

    workbook_parts.py FILE…

Well-formed parts alone are not enough: Excel refuses elements out of their schema's order, names that are there twice,
texts that are too long, styles and relations that lead nowhere. The orders below are those of ECMA-376, Part 1.
"""
import posixpath
import re
import sys
import xml.etree.ElementTree as tree
import zipfile

ORDER = {
    "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks "
    "printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing "
    "legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst",
    "workbook": "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames "
    "calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst",
    "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
    "table": "autoFilter sortState tableColumns tableStyleInfo extLst",
    "tableColumn": "calculatedColumnFormula totalsRowFormula xmlColumnPr extLst",
    "sheetPr": "tabColor outlinePr pageSetUpPr",
    "sheetView": "pane selection pivotSelection extLst",
    "c": "f v is extLst",
    "cfRule": "f formula colorScale dataBar iconSet extLst",
    "dataBar": "cfvo color fillColor borderColor negativeFillColor negativeBorderColor axisColor",
    "headerFooter": "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter",
    "xf": "alignment protection extLst",
    "border": "start end left right top bottom diagonal vertical horizontal",
    "dxf": "font numFmt fill alignment border protection extLst",
    "chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotFmts protection chart spPr txPr externalData "
    "printSettings userShapes extLst",
    "chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs extLst",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId extLst",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId extLst",
    "catAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr "
    "crossAx crosses crossesAt auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl extLst",
    "valAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr "
    "crossAx crosses crossesAt crossBetween majorUnit minorUnit dispUnits extLst",
    "scaling": "logBase orientation max min extLst",
    "twoCellAnchor": "from to sp grpSp graphicFrame cxnSp pic contentPart clientData",
    "coreProperties": "",
}
LINE_SERIES = "idx order tx spPr marker dPt dLbls trendline errBars cat val smooth extLst".split()
BAR_SERIES = "idx order tx spPr invertIfNegative pictureOptions dPt dLbls trendline errBars cat val shape extLst".split()
FONT = set("b i strike condense extend outline shadow u vertAlign sz color name rFont family charset scheme".split())
NAME = re.compile(r"^[^\W\d][\w.\\?]{0,254}$|^_xlnm\.\w+$")
ADDRESS = re.compile(r"^([A-Za-z]{1,3}\d{1,7}|[Rr]\d*[Cc]\d*|[RrCc])$")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def plain(element):
    return element.tag.rsplit("}", 1)[-1]


def units(text):
    return len(text.encode("utf-16-le")) // 2


def column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def box(reference):
    ends = re.findall(r"\$?([A-Z]+)\$?(\d+)", reference)
    (left, top), (right, bottom) = ends[0], ends[-1]
    return column(left), int(top), column(right), int(bottom)


def overlap(one, other):
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


class Workbook:
    def __init__(self, path):
        self.problems = []
        self.parts = {}
        with zipfile.ZipFile(path) as archive:
            if broken := archive.testzip():
                self.say(broken, "is damaged")
            names = archive.namelist()
            for name in {name for name in names if names.count(name) > 1}:
                self.say(name, "is there twice")
            self.names = set(names)
            for name in names:
                if name.endswith((".xml", ".rels")):
                    try:
                        self.parts[name] = tree.fromstring(archive.read(name))
                    except tree.ParseError as error:
                        self.say(name, f"is not well-formed: {error}")

    def say(self, place, what):
        self.problems.append(f"{place}: {what}")

    def check(self):
        for name, root in self.parts.items():
            self.check_order(name, root)
        self.check_relations()
        self.check_types()
        self.check_styles()
        self.strings = [
            "".join(node.text or "" for node in item.iter() if plain(node) == "t")
            for item in self.parts.get("xl/sharedStrings.xml", [])
        ]
        for index, text in enumerate(self.strings):
            if units(text) > 32_767:
                self.say("xl/sharedStrings.xml", f"text {index} has {units(text)} characters")
        self.check_book()
        return self.problems

    def check_order(self, name, root):
        for element in root.iter():
            kind = plain(element)
            order = ORDER.get(kind, "").split()
            if kind == "ser":
                order = LINE_SERIES if any(plain(child) in ("marker", "smooth") for child in element) else BAR_SERIES
            if kind == "chart" and not name.startswith("xl/charts/"):
                continue
            if kind == "font" and any(plain(child) not in FONT for child in element):
                self.say(name, f"a font has {[plain(child) for child in element]}")
            if not order:
                continue
            places = []
            for child in element:
                if plain(child) not in order:
                    self.say(name, f"<{plain(child)}> does not belong into <{kind}>")
                else:
                    places.append(order.index(plain(child)))
            if places != sorted(places):
                self.say(name, f"<{kind}> has its parts out of order: {[plain(child) for child in element]}")

    def check_relations(self):
        self.targets = {}
        for name, root in self.parts.items():
            if not name.endswith(".rels"):
                continue
            folder = posixpath.dirname(posixpath.dirname(name))
            owner = posixpath.join(folder, posixpath.basename(name)[: -len(".rels")])
            known = self.targets.setdefault(owner, {})
            for relation in root:
                if relation.get("Id") in known:
                    self.say(name, f"relation {relation.get('Id')} is there twice")
                target = relation.get("Target", "")
                if relation.get("TargetMode") != "External":
                    target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                    if target not in self.names:
                        self.say(name, f"{relation.get('Target')} leads nowhere")
                known[relation.get("Id")] = target
        for name, root in self.parts.items():
            for element in root.iter():
                if RELATION in element.attrib and element.get(RELATION) not in self.targets.get(name, {}):
                    self.say(name, f"<{plain(element)}> refers to a relation that isn't there")

    def check_types(self):
        types = self.parts.get("[Content_Types].xml", [])
        defaults = {item.get("Extension", "").lower() for item in types if plain(item) == "Default"}
        overrides = [item.get("PartName", "")[1:] for item in types if plain(item) == "Override"]
        for name in overrides:
            if name not in self.names:
                self.say("[Content_Types].xml", f"{name} isn't there")
        for name in self.names - set(overrides):
            if name != "[Content_Types].xml" and name.rsplit(".", 1)[-1].lower() not in defaults:
                self.say("[Content_Types].xml", f"says nothing of {name}")

    def check_styles(self):
        root = self.parts.get("xl/styles.xml")
        counts = {plain(child): len(child) for child in root}
        formats = {item.get("numFmtId"): item.get("formatCode", "") for item in root.iter() if plain(item) == "numFmt"}
        for code in formats.values():
            if units(code) > 255 or code.count('"') % 2:
                self.say("xl/styles.xml", f"number format {code!r}")
        self.looks, self.overlays = counts.get("cellXfs", 0), counts.get("dxfs", 0)
        for look in root.iter():
            if plain(look) != "xf":
                continue
            for attribute, kind in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
                if int(look.get(attribute, 0)) >= counts.get(kind, 0):
                    self.say("xl/styles.xml", f"{attribute} {look.get(attribute)} isn't there")
            number = look.get("numFmtId", "0")
            if int(number) >= 164 and number not in formats:
                self.say("xl/styles.xml", f"number format {number} isn't there")

    def check_book(self):
        book = self.parts["xl/workbook.xml"]
        sheets = [item for item in book.iter() if plain(item) == "sheet"]
        titles = [sheet.get("name", "") for sheet in sheets]
        for title in titles:
            if not 1 <= units(title) <= 31 or set(title) & set("[]:*?/\\") or title.strip("'") != title:
                self.say("xl/workbook.xml", f"sheet name {title!r}")
        if len({title.lower() for title in titles}) < len(titles):
            self.say("xl/workbook.xml", f"sheet names are there twice: {titles}")
        self.titles = {title.lower() for title in titles}
        self.taken = set()
        defined = set()
        for item in book.iter():
            if plain(item) != "definedName":
                continue
            name, scope = item.get("name", ""), item.get("localSheetId")
            if (name.lower(), scope) in defined:
                self.say("xl/workbook.xml", f"name {name} is there twice")
            defined.add((name.lower(), scope))
            self.taken.add(name.lower())
            if not NAME.match(name) or ADDRESS.match(name):
                self.say("xl/workbook.xml", f"name {name!r} is no name")
            if scope is not None and int(scope) >= len(sheets):
                self.say("xl/workbook.xml", f"name {name} belongs to a sheet that isn't there")
            self.check_reference("xl/workbook.xml", item.text or "")
        self.tables = set()
        for sheet in sheets:
            part = self.targets.get("xl/workbook.xml", {}).get(sheet.get(RELATION))
            if part in self.parts:
                self.check_sheet(part, self.parts[part])

    def check_reference(self, place, text):
        for quoted, bare in re.findall(r"'((?:[^']|'')+)'!|(?:^|[,(=+*/-])([^\W\d][\w.]*)!", text):
            title = (quoted.replace("''", "'") or bare).lower()
            if title not in self.titles:
                self.say(place, f"{text} leads to a sheet that isn't there")

    def check_sheet(self, part, root):
        cells = self.check_cells(part, root)
        merged = [box(item.get("ref")) for item in root.iter() if plain(item) == "mergeCell"]
        for index, one in enumerate(merged):
            if any(overlap(one, other) for other in merged[:index]):
                self.say(part, f"merged cells overlap: {one}")
        links = [item for item in root.iter() if plain(item) == "hyperlink"]
        if len(links) > 65_530:
            self.say(part, f"{len(links)} links")
        for link in links:
            self.check_reference(part, link.get("location", ""))
        rules = [item for item in root.iter() if plain(item) == "cfRule"]
        priorities = [rule.get("priority") for rule in rules if rule.get("priority")]
        if len(set(priorities)) < len(priorities):
            self.say(part, "two conditions have the same priority")
        for rule in rules:
            if rule.get("dxfId") and int(rule.get("dxfId")) >= self.overlays:
                self.say(part, f"a condition's format {rule.get('dxfId')} isn't there")
        for item in root.iter():
            if plain(item) in ("oddHeader", "oddFooter") and units(item.text or "") > 255:
                self.say(part, f"a footer of {units(item.text)} characters")
            if plain(item) == "col" and float(item.get("width", 0)) > 255:
                self.say(part, f"a column {item.get('width')} wide")
        taken = [box(item.get("ref")) for item in root if plain(item) == "autoFilter"]
        for item in root.iter():
            if plain(item) == "tablePart":
                target = self.targets.get(part, {}).get(item.get(RELATION))
                if target in self.parts:
                    self.check_table(target, self.parts[target], cells, taken, merged)

    def check_cells(self, part, root):
        cells = {}
        row_before = 0
        for row in root.iter():
            if plain(row) != "row":
                continue
            number = int(row.get("r"))
            if number <= row_before or number > 1_048_576:
                self.say(part, f"row {number} after {row_before}")
            row_before = number
            if float(row.get("ht", 0)) > 409.5 or int(row.get("outlineLevel", 0)) > 7:
                self.say(part, f"row {number} is too high or too deep")
            column_before = 0
            for cell in row:
                reference = cell.get("r")
                at = box(reference)
                if at[1] != number or at[0] <= column_before or at[0] > 16_384:
                    self.say(part, f"cell {reference} is out of place")
                column_before = at[0]
                if int(cell.get("s", 0)) >= self.looks:
                    self.say(part, f"{reference} has a format that isn't there")
                cells[reference] = self.text(part, cell)
        return cells

    def text(self, part, cell):
        kind, reference = cell.get("t", "n"), cell.get("r")
        children = {plain(child): child for child in cell}
        value = children["v"].text if "v" in children else None
        if "f" in children and len(children["f"].text or "") > 8_192:
            self.say(part, f"{reference} has a formula of {len(children['f'].text)} characters")
        if kind == "s":
            if not (value or "").isdigit() or int(value) >= len(self.strings):
                return self.say(part, f"{reference} has a text that isn't there")
            return self.strings[int(value)]
        if kind == "inlineStr":
            text = "".join(node.text or "" for node in cell.iter() if plain(node) == "t")
            if units(text) > 32_767:
                self.say(part, f"{reference} has {units(text)} characters")
            return text
        if value is not None and kind == "n" and not re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", value):
            self.say(part, f"{reference} has the number {value!r}")
        return value

    def check_table(self, part, root, cells, taken, merged):
        name = root.get("name", "")
        for each in {name.lower(), root.get("displayName", "").lower()}:
            if each in self.taken:
                self.say(part, f"table name {each} is there twice")
            self.taken.add(each)
        if not NAME.match(name) or ADDRESS.match(name):
            self.say(part, f"table name {name!r} is no name")
        if root.get("id") in self.tables:
            self.say(part, f"table id {root.get('id')} is there twice")
        self.tables.add(root.get("id"))
        place = box(root.get("ref"))
        if any(overlap(place, other) for other in taken + merged):
            self.say(part, f"{root.get('ref')} overlaps another")
        taken.append(place)
        if place[3] <= place[1]:
            self.say(part, "a table without rows")
        columns = [item.get("name", "") for item in root.iter() if plain(item) == "tableColumn"]
        if len(columns) != place[2] - place[0] + 1 or len({title.lower() for title in columns}) < len(columns):
            self.say(part, f"columns {columns} of {root.get('ref')}")
        heads = {box(reference)[0]: text for reference, text in cells.items() if box(reference)[1] == place[1]}
        for offset, title in enumerate(columns):
            shown = heads.get(place[0] + offset)
            if (shown or "").replace("\n", " ") != title.replace("_x000a_", " "):
                self.say(part, f"column {title!r} has the header {shown!r}")


def main():
    found = False
    for path in sys.argv[1:]:
        try:
            problems = Workbook(path).check()
        except (OSError, zipfile.BadZipFile, KeyError) as error:
            problems = [f"can't be read: {error!r}"]
        for problem in problems:
            found = True
            print(f"{path}: {problem}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
