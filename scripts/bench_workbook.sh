#!/usr/bin/env bash
# Measures a long list in a workbook against libxlsxwriter called from C for the same cells.
#   scripts/bench_workbook.sh [--rounds K] [ROWS]
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=3
if [ "${1:-}" = --rounds ]; then rounds=${2:?--rounds needs a number}; shift 2; fi
rows=${1:-1000000}
bench=.build/bench
mkdir -p "$bench"

swift build -c release --product workbook-bench >&2
${CC:-clang} -O2 scripts/bench/long_list.c -o "$bench/long_list" -lxlsxwriter
echo "$rows rows of 10 cells"
python3 scripts/bench/measure.py "$rounds" \
    "libxlsxwriter=$bench/long_list $bench/c.xlsx $rows" \
    "countback=.build/release/workbook-bench $bench/countback.xlsx $rows"
ls -l "$bench/c.xlsx" "$bench/countback.xlsx" | awk '{ printf "%-40s %7.1f MB\n", $NF, $5 / 1e6 }'
