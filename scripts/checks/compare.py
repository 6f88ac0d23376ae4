"""Holds computed figures against a run's manifest.json and its tables as CSV, and reports every difference."""
import csv
import json
import os
import sys
from collections import Counter
from decimal import Decimal
from fractions import Fraction

# Metric and table to the columns that are the row's key, and the figures.
TABLES = {
    ("aged_debt", "buckets"): ("bucket", ["bucket"], ["amount", "items"]),
    ("unallocated_cash", "classes"): ("classes", ["class", "bucket"], ["amount", "receipts"]),
    ("dispute_cycle_time", "reasons"): ("reasons", ["reason"], ["resolved", "open", "open_amount"]),
    ("promises_kept", "states"): ("states", ["state"], ["promises", "amount", "paid"]),
}


def text(value, places):
    if value is None or places is None:
        return None if value is None else str(value)
    scaled = value * 10**places
    assert scaled.denominator == 1, value
    return str(Decimal(scaled.numerator).scaleb(-places)) if places else str(scaled.numerator)


def print_figures(figures):
    for figure in figures:
        print(json.dumps(
            {"metric": figure.metric, "value_id": figure.value_id, "node": list(figure.node), "as_of": figure.as_of.isoformat(),
             "value": text(figure.value, figure.places), "target": None if figure.target is None else str(float(figure.target)),
             "status": figure.status}, ensure_ascii=False))


def number(shown):
    return None if shown in (None, "") else Fraction(shown)


def cells(folder, dimensions):
    """The rows of the tables that were written, as (metric, value id, node, as_of) to what the cell shows."""
    shown, dates = {}, {}
    for (metric, table), (name, keys, columns) in TABLES.items():
        path = os.path.join(folder, f"{metric}.{table}.csv")
        if not os.path.exists(path):
            continue
        with open(path, encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                members = [row[dimension] for dimension in dimensions]
                node = tuple(members[:len([member for member in members if member])])
                start = ":".join([name, *(row[key] for key in keys)])
                dates.setdefault(name, set()).add(row["as_of"])
                # The first figure of a row goes without its column's name, where the row always has it.
                for at, column in enumerate(columns):
                    end = "" if at == 0 and name != "reasons" else ":" + column
                    shown[metric, start + end, node, row["as_of"]] = row[column]
    return shown, dates


class Comparison:
    """A run's entries, each taken out when its figure comes by; what is left was not expected."""

    def __init__(self, manifest_path, dimensions):
        with open(manifest_path, encoding="utf-8") as file:
            self.manifest = json.load(file)
        self.kinds, self.lines, self.compared = Counter(), [], 0
        self.entries, self.metrics = {}, set()
        for entry in self.manifest["values"]:
            key = entry["metric"], entry["value_id"], tuple(entry["node"]), entry["as_of"]
            if key in self.entries:
                self.note(key, "is twice", "")
            if (entry["value"] is None) != bool(entry.get("reason")):
                self.note(key, "has a value and a reason, or neither", entry)
            self.entries[key] = entry
        self.cells, self.table_dates = cells(os.path.join(os.path.dirname(manifest_path), "csv"), dimensions)

    def note(self, key, what, shown):
        self.kinds[key[0], key[1], what] += 1
        self.lines.append(f"{what}: {key}: {shown}")

    def hold(self, figure):
        key = figure.metric, figure.value_id, figure.node, figure.as_of.isoformat()
        self.metrics.add(figure.metric)
        table = figure.value_id.partition(":")[0]
        if ":" in figure.value_id:
            if key[3] not in self.table_dates.get(table, ()):
                return
            # Reasons that a node has no dispute of may be left out.
            if key not in self.cells and table == "reasons" and not figure.value:
                return
            entry = {"value": self.cells.pop(key)} if key in self.cells else None
        else:
            entry = self.entries.pop(key, None)
        self.compared += 1
        if entry is None:
            self.note(key, "is missing", f"expected {text(figure.value, figure.places)}")
        elif number(entry["value"]) != figure.value:
            self.note(key, "differs", f"run {entry['value']} ({entry.get('reason')}), expected {text(figure.value, figure.places)}")
        elif figure.places is not None and ":" not in figure.value_id and entry["value"] != text(figure.value, figure.places):
            self.note(key, "is written otherwise", f"run {entry['value']}, expected {text(figure.value, figure.places)}")
        elif number(entry.get("target")) != figure.target:
            wanted = None if figure.target is None else float(figure.target)
            self.note(key, "has another target", f"run {entry.get('target')}, expected {wanted}")
        elif entry.get("status") != figure.status:
            self.note(
                key, "has another status",
                f"run {entry.get('status')}, expected {figure.status}: {entry['value']} against {entry.get('target')}")

    def finish(self, limit):
        """True when every figure is the run's, to the last digit; a missing figure and one too many are differences."""
        for key, entry in self.entries.items():
            if key[0] in self.metrics:
                self.note(key, "is not expected", entry["value"])
        for key, run in self.cells.items():
            if key[0] in self.metrics and not (key[1].startswith("reasons:") and number(run) in (0, None)):
                self.note(key, "is not expected", run)
        for line in self.lines[:limit]:
            print(line)
        if len(self.lines) > limit:
            print(f"… and {len(self.lines) - limit} more")
        for (metric, value_id, what), count in sorted(self.kinds.items()):
            print(f"{count:7d} × {metric}.{value_id} {what}")
        print(f"{self.manifest['report']} {self.manifest['as_of']}: {self.compared} figures compared, {len(self.lines)} differences")
        return not self.lines


def compare(figures, manifest_path, dimensions, limit=40):
    comparison = Comparison(manifest_path, dimensions)
    for figure in figures:
        comparison.hold(figure)
    return comparison.finish(limit)


def finish(figures, manifest_path, dimensions):
    if manifest_path is None:
        print_figures(figures)
    elif not compare(figures, manifest_path, dimensions):
        sys.exit(1)
