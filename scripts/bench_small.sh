#!/usr/bin/env bash
# Measures a small report against the least that a run can take: opening the same engine for a bare `select 1`.
#   scripts/bench_small.sh [--rounds K] [REPORT.yaml…]
# Without a report: DSO and aged debt by country, 13 weeks, three formats, on a generated ledger of 2,500 items.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=9
if [ "${1:-}" = --rounds ]; then rounds=${2:?--rounds needs a number}; shift 2; fi
bench=.build/bench
mkdir -p "$bench"

swift build -c release --product countback >&2
countback=.build/release/countback

if [ $# -eq 0 ]; then
    rm -rf "$bench/small"
    "$countback" sample "$bench/small" --items 2500 --seed 1 >&2
    cat > "$bench/small.yaml" <<YAML
report: small
title: Small
ledger: small/ledger.yaml
as_of: ledger_end
currency: EUR
group_by: [country]
trend: { every: week, points: 13 }
metrics: [dso, aged_debt]
outputs: [xlsx, csv, html]
YAML
    set -- "$bench/small.yaml"
fi

contestants=("select 1=$countback engine")
for report in "$@"; do
    contestants+=("$(basename "$report" .yaml)=$countback run $report --output $bench/output --no-cache --quiet")
done
python3 scripts/bench/measure.py "$rounds" "${contestants[@]}"
