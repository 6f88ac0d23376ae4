#!/usr/bin/env bash
# Measures loading ten million items from three layouts against DuckDB's own load of the plain one, side by side.
#   scripts/bench_load.sh [--items N] [--rounds K]
# At most: the plain file 1.3 times, German amounts with a trailing minus 2.5 times, UTF-16 2.5 times.
set -euo pipefail
cd "$(dirname "$0")/.."

items=10000000 rounds=3 seed=1
while [ $# -gt 0 ]; do
    case "$1" in
        --items) items=${2:?--items needs a number}; shift ;;
        --rounds) rounds=${2:?--rounds needs a number}; shift ;;
        *) sed -n 's/^#   //p' "$0" >&2; exit 64 ;;
    esac
    shift
done
bench=.build/bench
ledger=$bench/ledger-$items
layouts=$bench/layouts-$items
mkdir -p "$bench"

swift build -c release --product countback >&2
countback=.build/release/countback
scripts/bench/ledger.sh "$countback" "$ledger" "$items" "$seed"
scripts/bench/venv.sh "$bench/venv"

stamp=$(cat "$ledger/.stamp" scripts/bench/layouts.py | sha256sum | cut -d' ' -f1)
if [ "$(cat "$layouts/.stamp" 2>/dev/null)" != "$stamp" ]; then
    rm -rf "$layouts"
    "$bench/venv/bin/python" scripts/bench/layouts.py "$ledger" "$layouts" >&2
    echo "$stamp" > "$layouts/.stamp"
fi

echo "bench-load: $(du -shL "$layouts" | cut -f1) in files, $(nproc) cores, $rounds rounds, the median counts" >&2
python3 scripts/bench/measure.py "$rounds" \
    "DuckDB, plain=$bench/venv/bin/python scripts/bench/load.py $ledger --items" \
    "plain (at most 1.3)=$countback ledger load $layouts/iso.yaml" \
    "German (at most 2.5)=$countback ledger load $layouts/german.yaml" \
    "list, a million rows=$countback ledger load $layouts/list.yaml" \
    "UTF-16 (at most 2.5)=$countback ledger load $layouts/utf16.yaml"
