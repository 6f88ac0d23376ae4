#!/usr/bin/env bash
# Measures loading a workbook against DuckDB's own read of it, all columns as text, side by side: at most 1.3 times.
#   scripts/bench_tables.sh [--rows N] [--rounds K]
set -euo pipefail
cd "$(dirname "$0")/.."

rows=500000 rounds=3
while [ $# -gt 0 ]; do
    case "$1" in
        --rows) rows=${2:?--rows needs a number}; shift ;;
        --rounds) rounds=${2:?--rounds needs a number}; shift ;;
        *) sed -n 's/^#   //p' "$0" >&2; exit 64 ;;
    esac
    shift
done
bench=.build/bench
folder=$bench/workbook-$rows
mkdir -p "$folder"

swift build -c release --product countback >&2
scripts/bench/venv.sh "$bench/venv"
stamp=$(sha256sum <scripts/bench/workbook.py | cut -d' ' -f1)
if [ "$(cat "$folder/.stamp" 2>/dev/null)" != "$stamp" ]; then
    python3 scripts/bench/workbook.py "$folder" "$rows"
    echo "$stamp" >"$folder/.stamp"
fi

echo "bench-tables: $(du -h "$folder/items.xlsx" | cut -f1) of workbook, $rows rows, $(nproc) cores, $rounds rounds, the median counts" >&2
python3 scripts/bench/measure.py "$rounds" \
    "excel extension=$bench/venv/bin/python scripts/bench/workbook.py --read $folder/items.xlsx .drivers/excel.duckdb_extension" \
    "workbook (at most 1.3)=.build/release/countback ledger load $folder/ledger.yaml"
