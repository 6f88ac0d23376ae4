#!/usr/bin/env bash
# Measures what a split costs beside the whole pack: computing (all phases but composing and writing) and the whole process.
#   scripts/bench_split.sh [--rounds K] [--items N]
# The whole alone, a pack for each collector, and 50 named subsets, on a generated ledger (200,000 items unless said).
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=3
items=200000
while [ $# -gt 0 ]; do
    case $1 in
        --rounds) rounds=$2 ;;
        --items) items=$2 ;;
        *) echo "usage: scripts/bench_split.sh [--rounds K] [--items N]" >&2; exit 64 ;;
    esac
    shift 2
done
bench=.build/bench
mkdir -p "$bench"
swift build -c release --product countback >&2
[ -d "$bench/split-$items" ] || .build/release/countback sample "$bench/split-$items" --items "$items" --seed 7 >&2
python3 - "$rounds" "$items" "$bench" <<'PY'
import csv, pathlib, statistics, subprocess, sys, time

rounds, items, bench = int(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
customers = list(csv.DictReader(open(bench / f"split-{items}/customers.csv", encoding="utf-8")))
collectors = sorted({c["collector"] for c in customers if c["collector"]})
frame = """report: split-{name}
title: Split
ledger: split-{items}/ledger.yaml
as_of: ledger_end
currency: EUR
group_by: [geo, country, team, collector]
trend: {{ every: week, points: 13 }}
metrics: [dso, aged_debt, unallocated_cash, dispute_cycle_time, collection_attainment, promises_kept]
outputs: [xlsx, csv, html]
{split}
"""
# Each pair of neighbours and each triple: 50 parts that overlap.
parts = [collectors[i : i + n] for n in (1, 2, 3) for i in range(len(collectors) - n + 1)][:50]
subsets = "split:\n  subsets:\n" + "".join(f"    - {{ name: Part {i}, filter: {{ collector: [{', '.join(p)}] }} }}\n" for i, p in enumerate(parts))
reports = {"whole": "", f"by collector ({len(collectors)} and the rest)": "split: { by: collector }", f"{len(parts)} subsets": subsets}
taken = {name: [] for name in reports}
for number in range(rounds):
    for index, (name, split) in enumerate(reports.items()):
        path = bench / f"split-{index}.yaml"
        path.write_text(frame.format(name=index, items=items, split=split))
        start = time.monotonic()
        run = subprocess.run([".build/release/countback", "run", path, "--output", bench / "output", "--no-cache", "-q", "--timings"], capture_output=True, text=True)
        wall = time.monotonic() - start
        if run.returncode: sys.exit(run.stderr)
        phases = {}
        for line in run.stderr.splitlines():
            words = line.split()
            if len(words) > 2 and words[-1] == "s" and not line.startswith(" "): phases[" ".join(words[:-2])] = float(words[-2])
        written = sum(v for k, v in phases.items() if k in ("composing", "writing the pack", "in all", "total"))
        taken[name].append((wall, sum(phases.values()) - written, phases.get("writing the pack", 0)))
print(f"{'':32} process s  computing s  ×      writing s")
base = None
for name, results in taken.items():
    wall, computing, writing = (statistics.median(r[i] for r in results) for i in range(3))
    base = base or computing
    print(f"{name:32} {wall:9.2f} {computing:12.2f}  {computing / base:4.2f} {writing:11.2f}")
PY
