"""Reads damaged workbooks and JSON again and compares the account: what was loaded, rejected, and the sums.

    tables.py FOLDER      FOLDER/read has a line for each extract: name same|any loaded rejected CUR=sum…, or refused

Workbooks by openpyxl, JSON by Python's own reader. Of "any" nothing is compared: there is more than one way to read it.
"""
import datetime
import json
import os
import re
import sys
from collections import defaultdict
from decimal import Decimal

import extracts

LAYOUT = extracts.LAYOUTS["plain"]
ERROR = object()


def account(rows):
    """Rows of cells by name, each a text, or ERROR for what is no value."""
    loaded, rejected, sums, seen = 0, 0, defaultdict(Decimal), set()
    for row in rows:
        cells = row and {name: row.get(name, "") for name in extracts.COLUMNS}
        good = bool(cells) and not any(cell is ERROR for cell in row.values()) and not any("\0" in cell for cell in row.values())
        if good:
            posted = extracts.day(cells["posted_on"], LAYOUT)
            value = extracts.amount(cells["amount"], LAYOUT, "plain")
            currency = cells["currency"] or "EUR"
            good = bool(
                cells["item_id"] and cells["kind"] in extracts.KINDS and (cells["customer_id"] or cells["kind"] == "receipt") and posted
                and extracts.day(cells["due_on"], LAYOUT) is not None and value is not None
                and re.fullmatch("[A-Z]{3}", currency) and cells["item_id"] not in seen)
        if not good:
            rejected += 1
            continue
        seen.add(cells["item_id"])
        loaded += 1
        sums[currency] += value
    return [str(loaded), str(rejected)] + [f"{key}={plain(value)}" for key, value in sorted(sums.items()) if value]


def plain(value):
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# Workbooks


def cell_text(cell):
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        return ERROR
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (datetime.time, datetime.timedelta)):
        return "a time"
    if isinstance(value, (int, float)):
        return plain(Decimal(format(value, ".15g")))
    return value.strip()


def workbook(path):
    import openpyxl

    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    rows = [[cell_text(cell) for cell in row] for row in sheet.iter_rows()]
    names = rows[0]
    return account([dict(zip(names, row)) for row in rows[1:] if any(cell is ERROR or cell for cell in row)])


# JSON


def pairs(members):
    return Pairs(members)


class Pairs(list):
    pass


def number(text):
    digits = text.lstrip("-")
    if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit():
        raise ValueError
    return Decimal(text)


def no_number(text):
    raise ValueError


def flat(value, prefix, cells):
    for name, inner in value:
        if isinstance(inner, Pairs):
            flat(inner, prefix + name + ".", cells)
        else:
            # The last of two with the same name counts.
            cells[(prefix + name).strip()] = text(inner)


def text(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value) if abs(value.adjusted()) <= 400 else "1e999"
    if isinstance(value, list):
        return ERROR
    return value.strip(extracts.BLANK)


DECODER = json.JSONDecoder(object_pairs_hook=pairs, parse_float=number, parse_int=number, parse_constant=no_number, strict=False)


def checked(value):
    """nothing that is no text"""
    json.dumps(value, default=str, ensure_ascii=False).encode("utf-8")
    return value


def row_of(value):
    """None for one with bytes that are no text."""
    try:
        checked(value)
    except UnicodeEncodeError:
        return None
    cells = {}
    flat(value, "", cells)
    return cells


def lines(data):
    text = data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    end = extracts.line_end(text)
    if text.lstrip(extracts.BLANK)[:1] == "[":
        found = DECODER.decode(text)
        if not all(isinstance(value, Pairs) for value in found):
            raise ValueError
        return account([row_of(value) for value in found])
    rows = []
    for line in text.split(end):
        if not line.strip("".join(map(chr, range(33)))):
            continue
        try:
            value = DECODER.decode(line.strip(extracts.BLANK))
        except (ValueError, RecursionError):
            value = None
        rows.append(row_of(value) if isinstance(value, Pairs) else None)
    return account(rows)


def main(folder):
    sys.setrecursionlimit(3000)
    count = differences = 0
    for line in open(os.path.join(folder, "read"), encoding="utf-8"):
        name, mode, *found = line.split()
        count += 1
        if mode == "any":
            continue
        path = os.path.join(folder, name)
        try:
            wanted = workbook(path) if name.endswith(".xlsx") else lines(open(path, "rb").read())
        except Exception as error:  # A reader that gives up has nothing to compare with.
            wanted = ["refused"] if name.endswith(".jsonl") else [repr(error)]
        # Without a single value there are no columns to read.
        is_empty = name.endswith(".jsonl") and found == ["refused"] and wanted[0] == "0"
        if found != wanted and not is_empty:
            differences += 1
            print(name, "read", found, "wanted", wanted)
    print(f"{count} extracts, {differences} differences")


if __name__ == "__main__":
    main(sys.argv[1])
