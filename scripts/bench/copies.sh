#!/usr/bin/env bash
# Makes a sample ledger larger than `countback sample` does: so many copies of its rows, each with ids of its own.
#   scripts/bench/copies.sh FROM TO COPIES [FILES]
# FILES are those whose rows are copied, "customers" for instance; all that have ids, unless stated.
set -euo pipefail

from=${1:?a folder of a sample ledger} to=${2:?a folder to make} copies=${3:?how many copies}
all="items allocations customers disputes promises submissions activities"
files=${4:-$all}
# Which of a file's columns are ids; none of these files has a comma in a field before them.
declare -A ids=([items]="1 2" [allocations]="1 2" [customers]="1" [disputes]="1 3 4" [promises]="1 2 7" [submissions]="1 2" [activities]="1 2")
mkdir -p "$to"
cp "$from"/* "$to"
# The control totals are the first copy's.
case " $files " in *" items "*) sed -i '/^ *control:/d' "$to/ledger.yaml" ;; esac
for file in $files; do
    for copy in $(seq 2 "$copies"); do
        awk -v columns="${ids[$file]}" -v prefix="X$copy-" \
            'BEGIN { FS = OFS = ","; n = split(columns, at, " ") }
            NR > 1 { for (i = 1; i <= n; i++) if ($at[i] != "") $at[i] = prefix $at[i]; print }' "$from/$file.csv"
    done >>"$to/$file.csv"
done
