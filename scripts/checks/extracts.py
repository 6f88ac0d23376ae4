"""Reads damaged extracts again and compares the account: what was loaded, rejected, skipped, and the sums.

    extracts.py FOLDER      FOLDER/read has a line for each extract: layout name loaded rejected skipped CUR=sum…

Python's standard library only, text by text: it shares nothing with Countback but the rules in docs/ledger.md.
"""
import os
import re
import sys
from datetime import date
from decimal import Decimal

BAD = "\udcff"  # Stands for what is no letter of the encoding.
COLUMNS = ["item_id", "customer_id", "kind", "posted_on", "due_on", "currency", "amount", "note"]
KINDS = {"invoice", "credit_note", "receipt", "adjustment"}
BLANK = " \t\n\v\f\r"


class Layout:
    def __init__(self, encoding, delimiter=",", quote='"', german=False, dates=None, skip=0, rules=False, is_list=False):
        self.encoding, self.delimiter, self.quote, self.german = encoding, delimiter, quote, german
        self.dates = dates or (["d.m.Y"] if german else ["Y-m-d"])
        self.skip, self.rules, self.is_list = skip, rules, is_list
        self.carries = False


LAYOUTS = {
    "plain": Layout("utf-8"),
    "german": Layout("cp1252", ";", german=True, dates=["d.m.Y", "Ymd"]),
    "hebrew": Layout("cp1255", ";", german=True, dates=["d.m.Y", "Ymd"]),
    "report": Layout("utf-8", skip=1, rules=True),
    "sheet": Layout("utf-16", "\t", None, german=True, rules=True),
    "list": Layout("utf-8", "|", None, german=True, rules=True, is_list=True),
}


def decode(data, encoding):
    if encoding == "utf-8":
        text = data.decode("utf-8", "surrogateescape")
        return text[1:] if text.startswith("\ufeff") else text
    if encoding != "utf-16":
        letters = {}
        for byte in range(256):
            try:
                letters[byte] = bytes([byte]).decode(encoding)
            except UnicodeDecodeError:
                letters[byte] = BAD
        if encoding == "cp1255":
            letters[0xCA] = "\u05ba"
        return "".join(letters[byte] for byte in data)
    units = [data[at] | data[at + 1] << 8 for at in range(0, len(data) - 1, 2)]
    if units and units[0] == 0xFEFF:
        units = units[1:]
    out, at = [], 0
    while at < len(units):
        unit = units[at]
        if 0xD800 <= unit < 0xDC00 and at + 1 < len(units) and 0xDC00 <= units[at + 1] < 0xE000:
            out.append(chr(0x10000 + ((unit & 0x3FF) << 10) + (units[at + 1] & 0x3FF)))
            at += 2
            continue
        out.append(BAD if 0xD800 <= unit < 0xE000 else chr(unit))
        at += 1
    return "".join(out) + (BAD if len(data) % 2 else "")


def line_end(text):
    found = re.search(r"\n|\r\n|\r", text)
    return "\r" if found and found.group() == "\r" else "\n"


def record(text, at, layout, end):
    """The fields of the record that starts here and where the next one does; None when its quoting is broken."""
    fields, mark, quote = [], layout.delimiter, layout.quote
    while True:
        if quote and text[at:at + 1] == quote:
            field, at = quote, at + 1
            while True:
                close = text.find(quote, at)
                if close < 0:
                    return None
                field += text[at:close + 1]
                at = close + 1
                if text[at:at + 1] != quote:
                    break
                field += quote
                at += 1
            if end == "\n" and text[at:at + 1] == "\r" and text[at + 1:at + 2] in ("\n", ""):
                at += 1
            if text[at:at + 1] not in (mark, end, ""):
                return None
            fields.append(field)
        else:
            stop = at
            while stop < len(text) and text[stop] not in (mark, end):
                stop += 1
            fields.append(text[at:stop])
            at = stop
        if at >= len(text):
            return fields, at
        at += 1
        if text[at - 1] == end:
            return fields, at


def bare(field, quote):
    if quote and field[:1] == quote and len(field) >= 2:
        field = field[1:-1].replace(quote * 2, quote)
    return field.strip(BLANK)


def plain(text):
    """Unicode's blanks at the ends gone, those within as one."""
    return re.sub("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+", " ", text).strip(" ")


def is_text(raw, encoding):
    if BAD in raw or "\0" in raw or any("\ud800" <= letter <= "\udfff" for letter in raw):
        return False
    if encoding in ("cp1252", "cp1255"):
        codec = raw.encode(encoding, "replace") if encoding == "cp1252" else bytes(
            0xCA if letter == "\u05ba" else letter.encode(encoding)[0] for letter in raw)
        if any(byte >= 128 for byte in codec):
            try:
                codec.decode("utf-8")
                return False
            except UnicodeDecodeError:
                pass
    if encoding == "cp1252" and any(len(set(run)) >= 3 for run in re.findall("[à-ú]{4,}", raw)):
        return False
    return True


def amount(text, layout, name):
    text = re.sub("[\u00a0\u202f\u2009\u2007]", " ", text).replace("\u2019", "'").replace("\u2212", "-").strip(" ")
    negative = False
    if name == "report":
        if text[-2:].upper() == "CR" and len(text) > 2:
            text, negative = text[:-2].strip(" "), True
            if re.search(r"[-+(]", text):
                return None
        if text[:1] == "(" and text[-1:] == ")" and len(text) > 2:
            text = text[1:-1].strip(" ")
            if negative or re.search(r"[-+(]", text):
                return None
            negative = True
    if text[:1] in ("-", "+"):
        negative ^= text[0] == "-"
        text = text[1:].strip(" ")
    elif layout.german and text[-1:] == "-":
        negative, text = not negative, text[:-1].strip(" ")
    mark, group = (",", r"\.") if layout.german else (r"\.", "'" if name == "report" else None)
    whole = r"\d+" if group is None else rf"(?:\d{{1,3}}(?:{group}\d{{3}})+|\d+)"
    found = re.fullmatch(rf"({whole})?(?:{mark}(\d+))?", text, re.ASCII)
    if not found or not (found.group(1) or found.group(2)):
        return None
    written = (found.group(1) or "")
    digits = re.sub(r"\D", "", written)
    if len(digits if digits != written else digits.lstrip("0")) > 14 and len(digits.lstrip("0")) > 14:
        return None
    decimals = (found.group(2) or "").rstrip("0")
    if len(decimals) > 4:
        return None
    value = Decimal(f"{digits or 0}.{decimals or 0}")
    return -value if negative else value


def day(text, layout):
    """A date, "" for none, None when it is no date."""
    if not text or (re.fullmatch(r"[0./\-: T]+", text) and text.count("0") >= 6):
        return ""
    for pattern in layout.dates:
        found = re.fullmatch({
            "Y-m-d": r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})", "d.m.Y": r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})",
            "Ymd": r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"}[pattern], text, re.ASCII)
        if found:
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                continue
    return None


# Headings, subtotals and the rest of what is no row

WORDS = [("company code", "Company"), ("customer", "Customer"), ("kunde", "Customer")]
ORDER = ["Company", "Customer"]


class Carry:
    def __init__(self):
        self.values, self.group = {"Company": "", "Customer": ""}, None

    def take(self, pieces):
        found, at = False, 0
        while at < len(pieces):
            for word, column in WORDS:
                if not pieces[at].lower().startswith(word):
                    continue
                rest = pieces[at][len(word):]
                value = rest.lstrip(":. ")
                if not value:
                    if at + 1 >= len(pieces) or not pieces[at + 1].lstrip(": "):
                        continue
                    at += 1
                    value = pieces[at].lstrip(": ")
                elif not rest.lstrip(" ").startswith(":") and not (
                        rest.startswith(" ") and " " not in value and any(letter.isnumeric() for letter in value)):
                    continue
                self.values[column] = value
                self.group = (self.group or set()) | {column}
                found = True
                break
            at += 1
        return found

    def row(self):
        if self.group:
            highest = min(ORDER.index(column) for column in self.group)
            for column in ORDER[highest + 1:]:
                if column not in self.group:
                    self.values[column] = ""
        self.group = None


def pieces(cell):
    return [plain(piece) for piece in re.split(r"\t[\x00-\x20]*|[\x00-\x20]{2,}", cell) if plain(piece)]


def heading(cells, carry, is_list):
    filled = [cell for cell in cells if any(letter > " " for letter in cell)]
    if not filled or len(filled) > 4:
        return False
    first = plain(filled[0]).lower()
    if not (is_list and len(filled) == 1) and not any(first.startswith(word) for word, _ in WORDS):
        return False
    return carry.take([piece for cell in filled for piece in pieces(cell)])


def between_bars(line):
    ink = line.strip("".join(map(chr, range(33))))
    return ink[1:-1].split("|") if len(ink) > 1 and ink[0] == ink[-1] == "|" else None


def is_rule(line):
    ink = [letter for letter in line if letter > " "]
    dashes = [letter for letter in ink if letter in "-=_" or "\u2500" <= letter <= "\u257f"]
    return len(dashes) >= 3 and all(letter in "-=_+|" or "\u2500" <= letter <= "\u257f" for letter in ink)


def read_list(lines):
    """Answers the header and the rows as (cells or None, carried), and how many lines were skipped."""
    titles, bars, rows, skipped, carry = None, [], [], 0, Carry()
    for line in lines:
        if not any(letter > " " for letter in line):
            continue
        cells = between_bars(line)
        if titles is None:
            if cells is None or any(plain(cell) for cell in cells):
                if heading(cells if cells is not None else [line], carry, True):
                    continue
                if cells is not None and len(cells) >= 3:
                    titles = [plain(cell) for cell in cells]
                    bars = [at for at, letter in enumerate(line) if letter == "|"]
            continue
        if not is_rule(line) and not any(letter > " " and letter != "|" for letter in line):
            continue
        ink = line.lstrip("".join(map(chr, range(33))))
        inner = ink.lstrip("|" + "".join(map(chr, range(33))))
        if heading(cells if cells is not None else line.split("|"), carry, True) or is_rule(line) or "|" not in line:
            skipped += 1
        elif ink[0] == "|" and re.match(r"\*+([\x00-\x20|]|$)", inner):
            skipped += 1
        elif cells is None:
            rows.append(None)
        elif len(cells) == 1 or [plain(cell) for cell in cells] == titles:
            skipped += 1
        else:
            if len(cells) != len(titles):
                fits = len(line) > bars[-1] and all(line[at] == "|" for at in bars) and not line[bars[-1] + 1:].strip()
                cells = [line[a + 1:b] for a, b in zip(bars, bars[1:])] if fits else None
            if cells is not None:
                carry.row()
            rows.append(cells and (cells, dict(carry.values)))
    return titles, rows, skipped


def account(name, data):
    layout = LAYOUTS[name]
    text = decode(data, layout.encoding)
    end = line_end(text)
    loaded = rejected = skipped = 0
    sums, seen = {}, set()

    def load(cells, raw, carried):
        nonlocal loaded, rejected
        row = dict(zip(titles, (bare(cell, layout.quote) for cell in cells)))
        if carried:
            row["customer_id"] = carried["Customer"]
        value, posted, due = amount(row["amount"], layout, name), day(row["posted_on"], layout), day(row.get("due_on", ""), layout)
        fine = (is_text(raw, layout.encoding) and row["item_id"] and row["kind"] in KINDS and posted and due is not None
                and value is not None and re.fullmatch("[A-Z]{3}", row["currency"])
                and (row["customer_id"] or row["kind"] == "receipt"))
        if not fine or row["item_id"] in seen:
            rejected += 1
            return
        seen.add(row["item_id"])
        loaded += 1
        sums[row["currency"]] = sums.get(row["currency"], Decimal(0)) + value

    if layout.is_list:
        titles, rows, skipped = read_list([line[:-1] if end == "\n" and line[-1:] == "\r" else line for line in text.split(end)])
        for row in rows:
            if row is None:
                rejected += 1
            else:
                load(row[0], "|".join(row[0]) + "".join(row[1].values()), row[1])
        return loaded, rejected, skipped, sums
    at, titles, header, carry, left = 0, None, None, Carry(), layout.skip
    while at < len(text):
        stop = text.find(end, at)
        stop = len(text) if stop < 0 else stop
        line = text[at:stop]
        if left:
            left, at = left - 1, stop + 1
            continue
        if not line.strip(" \t\r" if layout.delimiter != "\t" else " \r"):
            at = stop + 1
            continue
        found = record(text, at, layout, end)
        if found is None:
            rejected, at = rejected + (titles is not None), stop + 1
            continue
        fields, following = found
        raw = text[at:following - 1 if text[following - 1:following] == end else following]
        raw = raw[:-1] if end == "\n" and raw[-1:] == "\r" else raw
        at = following
        if fields[-1][-1:] == "\r" and end == "\n":
            fields[-1] = fields[-1][:-1]
        if layout.rules and not any(letter > " " and letter != layout.delimiter for letter in raw):
            continue
        cells = [plain(bare(field, layout.quote)) for field in fields]
        if titles is None:
            if name == "sheet":
                if heading(fields, carry, False) or not {"item_id", "amount"} <= set(cells):
                    continue
            titles, header = [bare(field, layout.quote) for field in fields], raw
            continue
        if layout.rules:
            first = next((cell for cell in cells if cell), "").lower()
            if raw == header:
                skipped += 1
                continue
            if name == "report" and (
                    first == "end of report" or titles.index("customer_id") < len(cells)
                    and cells[titles.index("customer_id")].lower().startswith("total for")):
                skipped += 1
                continue
            if name == "sheet" and (cells[0].startswith("*") or heading(fields, carry, False)):
                skipped += 1
                continue
            if name == "sheet":
                carry.row()
        if len(fields) != len(titles):
            rejected += 1
        else:
            load(fields, raw + "".join(carry.values.values()), carry.values if name == "sheet" else None)
    return loaded, rejected, skipped, sums


def main():
    folder = sys.argv[1]
    differences = count = 0
    with open(os.path.join(folder, "read"), encoding="utf-8") as file:
        for line in file:
            layout, name, *found = line.split()
            count += 1
            if found == ["refused"]:
                continue
            with open(os.path.join(folder, name), "rb") as extract:
                data = extract.read()
            loaded, rejected, skipped, sums = account(layout, data)
            theirs = {code: Decimal(value) for code, _, value in (word.partition("=") for word in found[3:])}
            same = {code: value for code, value in sums.items() if value} == {code: value for code, value in theirs.items() if value}
            if [str(loaded), str(rejected), str(skipped)] != found[:3] or not same:
                differences += 1
                if differences <= 5:
                    print(f"{name}: {loaded} {rejected} {skipped} {sums}, not {' '.join(found)}\n{data!r}")
    print(f"{count} extracts, {differences} differences")


if __name__ == "__main__":
    main()
