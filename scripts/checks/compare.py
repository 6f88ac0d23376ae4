"""Holds computed figures against a run's manifest.json and its csv/aged_debt.buckets.csv, and reports every difference."""
import csv
import json
import os
import sys
from collections import Counter
from decimal import Decimal
from fractions import Fraction


def text(value, places):
    if value is None:
        return None
    scaled = value * 10**places
    assert scaled.denominator == 1, value
    return str(Decimal(scaled.numerator).scaleb(-places)) if places else str(scaled.numerator)


def print_figures(figures):
    for metric, value_id, node, as_of, value, places in figures:
        print(json.dumps(
            {"metric": metric, "value_id": value_id, "node": list(node), "as_of": as_of.isoformat(),
             "value": text(value, places)}, ensure_ascii=False))


def number(shown):
    return None if shown in (None, "") else Fraction(shown)


def of_run(manifest_path, dimensions):
    """The run's figures by (metric, value id, node, as_of): the values, and the buckets where they were written."""
    with open(manifest_path, encoding="utf-8") as file:
        manifest = json.load(file)
    shown = {}
    for entry in manifest["values"]:
        key = entry["metric"], entry["value_id"], tuple(entry["node"]), entry["as_of"]
        if key in shown:
            print(f"twice in the manifest: {key}")
        shown[key] = entry["value"]
        if (entry["value"] is None) != bool(entry.get("reason")):
            print(f"value {entry['value']} with reason {entry.get('reason')!r}: {key}")
    buckets = os.path.join(os.path.dirname(manifest_path), "csv", "aged_debt.buckets.csv")
    if os.path.exists(buckets):
        with open(buckets, encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                members = [row[dimension] for dimension in dimensions]
                node = tuple(members[:len([member for member in members if member])])
                key = "aged_debt", f"bucket:{row['bucket']}", node, row["as_of"]
                shown[key], shown[key[0], key[1] + ":items", *key[2:]] = row["amount"], row["items"]
    else:
        print(f"no {buckets}: buckets are not compared")
    return manifest, shown


def compare(figures, manifest_path, dimensions, limit=40):
    """True when every figure is the run's, to the last digit; a missing figure and one too many are differences."""
    manifest, shown = of_run(manifest_path, dimensions)
    kinds, lines, compared = Counter(), [], 0
    has_bucket_dates = {key[3] for key in shown if key[1].startswith("bucket:")}
    for metric, value_id, node, as_of, value, places in figures:
        key = metric, value_id, node, as_of.isoformat()
        is_bucket = value_id.startswith("bucket:")
        if is_bucket and key[3] not in has_bucket_dates:
            continue
        compared += 1
        if key not in shown:
            kinds[metric, value_id, "is missing"] += 1
            lines.append(f"missing: {key}, expected {text(value, places)}")
            continue
        run = shown.pop(key)
        if number(run) != value:
            kinds[metric, value_id, "differs"] += 1
            lines.append(f"differs: {key}: run {run}, expected {text(value, places)}")
        elif run not in (None, "") and run != text(value, places):
            kinds[metric, value_id, "is written otherwise"] += 1
            lines.append(f"written otherwise: {key}: run {run}, expected {text(value, places)}")
    for key in shown:
        if key[0] in ("dso", "aged_debt"):
            kinds[key[0], key[1], "is not expected"] += 1
            lines.append(f"not expected: {key}: {shown[key]}")
    for line in lines[:limit]:
        print(line)
    if len(lines) > limit:
        print(f"… and {len(lines) - limit} more")
    for (metric, value_id, what), count in sorted(kinds.items()):
        print(f"{count:7d} × {metric}.{value_id} {what}")
    print(f"{manifest['report']} {manifest['as_of']}: {compared} figures compared, {len(lines)} differences")
    return not lines


def finish(figures, manifest_path, dimensions):
    if manifest_path is None:
        print_figures(figures)
    elif not compare(figures, manifest_path, dimensions):
        sys.exit(1)
