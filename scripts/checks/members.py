"""Searches the packs of a split for what belongs to others: members.py PACK LEDGER COLUMN

PACK is the folder of a run, LEDGER that of its extracts (customers.csv, items.csv and more), COLUMN the customers' column
that it is split by. Whose a name is comes from the extracts, whose a total is from adding items up; nothing of Countback is used.
Prints what was searched, and every leak; the exit code is 1 where there is one.
"""
import csv, html, io, itertools, json, pathlib, re, sys, zipfile
from decimal import Decimal

pack, ledger, column = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]


def rows(name):
    path = ledger / name
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8")))) if path.exists() else []


owner = {c["customer_id"]: c[column] for c in rows("customers.csv")}
own = {member: set() for member in owner.values()}
for c in rows("customers.csv"):
    own[c[column]] |= {c["customer_id"], c["name"], c["country"], c["team"], c["collector"]}
items = rows("items.csv")
home = {i["item_id"]: owner[i["customer_id"]] for i in items}
for i in items:
    own[home[i["item_id"]]] |= {i["item_id"], i["document_no"]}
for d in rows("disputes.csv"):
    own[home[d["item_id"]]] |= {d["dispute_id"], d["owner"]}
for p in rows("promises.csv"):
    own[owner[p["customer_id"]]].add(p["promise_id"])
# What is one item's, and every sum of some items of one member: those of others are nine digits long at least.
amounts = {member: [abs(Decimal(i["amount"])) for i in items if home[i["item_id"]] == member] for member in own}
totals = {member: {sum(some) for n in range(1, len(a) + 1) for some in itertools.combinations(a, n)} for member, a in amounts.items()}
everything = {sum(map(Decimal, (i["amount"] for i in items)))}
everything |= {abs(t) for t in list(everything)} | {sum(a) for a in ([x for m in own for x in amounts[m]],)}


def texts(path):
    """A file's texts: as it is, with its escapes undone, and with the marks inside its figures taken out."""
    parts = [path.read_bytes()]
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(n) for n in archive.namelist()]
    for part in parts:
        text = part.decode("utf-8", "replace")
        yield text
        yield html.unescape(text)
        if path.suffix == ".json":
            yield json.dumps(json.loads(text), ensure_ascii=False)
        yield re.sub("(?<=[0-9])[.,'\u00a0\u202f\u2019](?=[0-9])", "", html.unescape(text))


def digits(amount):
    return str(amount).replace(".", "").rstrip("0")


files = 0
leaks = []
folders = sorted(p for p in (pack / "members").iterdir())
for folder in folders:
    member = json.loads((folder / "manifest.json").read_text())["member"]
    names = set().union(*(own[m] for m in own if m != member)) - own[member] - {""}
    sums = set().union(*(totals[m] for m in own if m != member), everything) - totals[member]
    figures = {digits(s) for s in sums if len(digits(s)) >= 9} - {digits(s) for s in totals[member]}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        files += 1
        for text in texts(path):
            found = [n for n in names if n in text]
            found += [f for f in set(re.findall("[0-9]{9,}", text)) if f.rstrip("0") in figures]
            leaks += [f"{path.relative_to(pack)}: {f}" for f in found]
print(f"{len(folders)} members, {files} files, {len(set(leaks))} leaks")
for leak in sorted(set(leaks))[:20]:
    print(leak)
sys.exit(1 if leaks else 0)
