"""Writes a ledger's items in the layouts in which ERPs export them, and a definition for each.

    layouts.py LEDGER FOLDER

From LEDGER/items.csv (of `countback sample`): german.csv (latin-1, semicolons, 1.234,56-, dd.mm.yyyy) and utf16.xls
(UTF-16 with tabs, as SAP names a text "spreadsheet"), both written by DuckDB; list.txt, the first million rows as a
printed list with page headers and subtotals; iso.csv is the file itself.
"""
import csv
import os
import sys

import duckdb

DATES = ["posted_on", "document_date", "due_on", "cleared_on", "value_date"]
FORMATS = {
    "iso": ("iso.csv", "{}"),
    "german": ("german.csv", '{ delimiter: ";", encoding: latin-1, decimal: ",", thousands: ".", dates: "%d.%m.%Y", trailing_minus: true }'),
    "list": ("list.txt", '{ layout: list, decimal: ".", dates: "%Y-%m-%d" }'),
    "utf16": ("utf16.xls", '{ delimiter: tab, encoding: utf-16le, decimal: ",", thousands: ".", dates: "%d.%m.%Y", trailing_minus: true }'),
}


def write_list(items, path, rows=1_000_000, page=60):
    with open(items, encoding="utf-8", newline="") as source, open(path, "w", encoding="utf-8") as out:
        reader = csv.reader(source)
        header = next(reader)
        amount, rule = header.index("amount"), "-" * 120 + "\n"
        top = rule + "|" + "|".join(header) + "|\n" + rule
        total, number = 0, 0
        for number, row in enumerate(reader):
            if number == rows:
                break
            if number % page == 0:
                if number:
                    out.write(rule + "|*" + "|" * amount + f"{total / 100:.2f}" + "|" * (len(header) - amount) + "\n" + rule)
                out.write(f"2026-11-20{'Customer Line Item Display':>60}{number // page + 1:>20}\n" + top)
                total = 0
            total += round(float(row[amount]) * 100)
            out.write("|" + "|".join(row) + "|\n")
        out.write(rule)


def main():
    ledger, folder = (os.path.abspath(path) for path in sys.argv[1:3])
    os.makedirs(folder, exist_ok=True)
    items, iso = os.path.join(ledger, "items.csv"), os.path.join(folder, "iso.csv")
    if os.path.lexists(iso):
        os.remove(iso)
    os.symlink(items, iso)
    with open(items, encoding="utf-8") as file:
        header = file.readline().strip().split(",")
    # Digits in groups of three, and the minus at the end.
    plain = "replace(abs(amount::decimal(18,2))::varchar, '.', ',')"
    grouped = "format('{:t.}', trunc(abs(amount))::bigint)"
    amount = f"{grouped} || ',' || split_part({plain}, ',', 2) || CASE WHEN amount < 0 THEN '-' ELSE '' END"
    columns = ", ".join(
        f"strftime({name}, '%d.%m.%Y') AS {name}" if name in DATES else f"{amount} AS amount" if name == "amount" else name
        for name in header)
    types = {name: "DATE" if name in DATES else "DECIMAL(18,4)" if name == "amount" else "VARCHAR" for name in header}
    connection = duckdb.connect()
    source = (f"SELECT {columns} FROM read_csv('{items}', auto_detect=false, header=true, delim=',', quote='\"', "
              f"escape='\"', columns={types})")
    german, tabs = os.path.join(folder, "german.csv"), os.path.join(folder, "tabs.txt")
    connection.execute(f"COPY ({source}) TO '{german}' (HEADER, DELIMITER ';')")
    connection.execute(f"COPY ({source}) TO '{tabs}' (HEADER, DELIMITER '\t')")
    for path, target, encoding in ((german, german + ".latin", "latin-1"), (tabs, os.path.join(folder, "utf16.xls"), "utf-16")):
        with open(path, encoding="utf-8", newline="") as text, open(target, "w", encoding=encoding, newline="", errors="replace") as out:
            while block := text.read(1 << 24):
                out.write(block)
    os.replace(german + ".latin", german)
    os.remove(tabs)
    write_list(items, os.path.join(folder, "list.txt"))
    for name, (file, form) in FORMATS.items():
        with open(os.path.join(folder, name + ".yaml"), "w", encoding="utf-8") as out:
            out.write(f"ledger: {name}\ncurrency: EUR\nsources:\n  items: {{ file: {file}, format: {form} }}\n")


if __name__ == "__main__":
    main()
