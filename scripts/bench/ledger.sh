#!/usr/bin/env bash
# Generates the bench's ledger, anew only when the generator has changed.
#   scripts/bench/ledger.sh COUNTBACK FOLDER ITEMS SEED
set -euo pipefail
countback=$1 ledger=$2 items=$3 seed=$4
stamp=$(cat Sources/Sampling/*.swift | sha256sum | cut -d' ' -f1)-$items-$seed
[ "$(cat "$ledger/.stamp" 2>/dev/null)" != "$stamp" ] || exit 0
rm -rf "$ledger"
start=$(date +%s%N)
"$countback" sample "$ledger" --items "$items" --seed "$seed" >&2
echo "bench: $items items generated in $((($(date +%s%N) - start) / 1000000)) ms" >&2
echo "$stamp" > "$ledger/.stamp"
