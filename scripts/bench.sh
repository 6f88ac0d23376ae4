#!/usr/bin/env bash
# Measures a run of two metrics, and of all, on a generated ledger against DuckDB's own load of the same files, side by side.
#   scripts/bench.sh [--items N] [--rounds K] [--polars] [--check]
# --polars adds a polars script that computes dso and aged debt; --check works the figures out independently (small ledgers only).
# Everything is kept under .build/bench, so that a second run only measures.
set -euo pipefail
cd "$(dirname "$0")/.."

items=10000000 rounds=3 seed=1 with_polars=false with_check=false
while [ $# -gt 0 ]; do
    case "$1" in
        --items) items=${2:?--items needs a number}; shift ;;
        --rounds) rounds=${2:?--rounds needs a number}; shift ;;
        --polars) with_polars=true ;;
        --check) with_check=true ;;
        *) sed -n 's/^#   //p' "$0" >&2; exit 64 ;;
    esac
    shift
done
bench=.build/bench
ledger=$bench/ledger-$items
mkdir -p "$bench"

swift build -c release --product countback >&2
countback=.build/release/countback

scripts/bench/ledger.sh "$countback" "$ledger" "$items" "$seed"
venv=$bench/venv
packages=()
if $with_polars; then packages+=("polars==1.44.2" "xlsxwriter==3.2.9"); fi
scripts/bench/venv.sh "$venv" "${packages[@]}"

report() {
    cat > "$bench/$1.yaml" <<YAML
report: $1
title: Bench
ledger: ledger-$items/ledger.yaml
as_of: ledger_end
currency: EUR
group_by: [geo, country, team, collector]
calendar: { by: country, default: ES }
trend: { every: week, points: 13 }
metrics: [$2]
outputs: [xlsx, csv, html]
YAML
}
report bench "dso, aged_debt, unallocated_cash, dispute_cycle_time, collection_attainment, promises_kept"
report bench-two "dso, aged_debt"

run="$countback run --output $bench/output --timings --quiet --no-cache"
contestants=(
    "load, same columns=$venv/bin/python scripts/bench/load.py $ledger --same"
    "load, all columns=$venv/bin/python scripts/bench/load.py $ledger"
    "countback, 2 metrics=$run $bench/bench-two.yaml"
    "countback, 6 metrics=$run $bench/bench.yaml"
)
if $with_polars; then contestants+=("polars script=$venv/bin/python scripts/bench/polars_pack.py $ledger $bench/polars"); fi
echo "bench: $(du -shL "$ledger" | cut -f1) in files, $(nproc) cores, $rounds rounds, the median counts" >&2
python3 scripts/bench/measure.py "$rounds" "${contestants[@]}"

if $with_check; then
    python3 scripts/checks/sample.py "$ledger" "$(ls "$bench"/output/bench/*/manifest.json)" --definition "$bench/bench.yaml"
fi
