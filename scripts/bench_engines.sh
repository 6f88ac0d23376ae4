#!/usr/bin/env bash
# Measures the five-metric pack with thirteen weekly points at 1, 3 and 10 million items on DuckDB, from files and from tables of
# PostgreSQL, on PostgreSQL, from the same tables in place, and on Spark, from the same files in place, on servers of its own. The
# figures must be the same. Spark has two executors on this machine; its Java warms up by a run of the smallest ledger.
#   scripts/bench_engines.sh [--items "N N …"] [--rounds K] [--engines "postgresql spark"] [--levels "geo, country"] [--outputs "csv"]
#     [--copies N] [--copied "customers"]   N copies of the ledger's rows, or of these files alone, with ids of their own
# What the pack is grouped by makes its figures many; the sample has more teams and collectors the more items it has.
set -euo pipefail
cd "$(dirname "$0")/.."

sizes="1000000 3000000 10000000" rounds=1 engines="postgresql spark" levels="geo, country, team, collector" outputs=csv copies=1 copied=
while [ $# -gt 0 ]; do
    case "$1" in
        --items) sizes=${2:?--items needs numbers}; shift ;;
        --engines) engines=${2?--engines needs names}; shift ;;
        --levels) levels=${2:?--levels needs names}; shift ;;
        --outputs) outputs=${2:?--outputs needs formats}; shift ;;
        --copies) copies=${2:?--copies needs a number}; shift ;;
        --copied) copied=${2:?--copied needs names of files}; shift ;;
        --rounds) rounds=${2:?--rounds needs a number}; shift ;;
        *) sed -n 's/^#   //p' "$0" >&2; exit 64 ;;
    esac
    shift
done
bench=$PWD/.build/bench
folder=$bench/engines
rm -rf "$folder"
mkdir -p "$folder"
program=${COUNTBACK_BENCH_PROGRAM:-$PWD/.build/release/countback}
[ -n "${COUNTBACK_BENCH_PROGRAM:-}" ] || swift build -c release --product countback >&2

export PGPASSWORD=bench ERP_PASSWORD=bench
lifelines=()
trap 'for end in "${lifelines[@]}"; do exec {end}>&-; done' EXIT
# Starts a server that ends with this script, and waits for the port that it prints.
start() {
    mkfifo "$folder/lifeline"
    "$@" <"$folder/lifeline" >"$folder/port" &
    exec {lifeline}>"$folder/lifeline"
    lifelines+=("$lifeline")
    rm "$folder/lifeline"
    for _ in $(seq 120); do [ ! -s "$folder/port" ] || break; sleep 0.5; done
    read -r port _ <"$folder/port"
}
case " $engines " in *" postgresql "*)
    # A quarter of a small server's memory, as PostgreSQL's manual has it.
    start scripts/postgresql-for-tests.sh bench 1GB
    postgresql=$port ;;
esac
case " $engines " in *" spark "*)
    start scripts/spark-for-tests.sh 3072 -XX:+UseSerialGC
    spark=$port ;;
esac

report() {
    cat <<END
report: bench
ledger: $1
currency: EUR
calendar: { by: country, default: ES }
group_by: [$levels]
trend: { every: week, points: 13 }
metrics: [dso, aged_debt, unallocated_cash, dispute_cycle_time, collection_attainment]
outputs: [$outputs]
END
}
# The definitions of a ledger for each engine.
define() {
    local connection
    report "$ledger/ledger.yaml" >"$folder/duckdb.yaml"
    connection="connections: { erp: { driver: postgresql, uri: \"postgresql://tester@127.0.0.1:${postgresql:-0}/postgres\", password: { env: ERP_PASSWORD } } }"
    sed -e 's#file: \([a-z_]*\)\.csv#table: erp.\1#' -e "s#^sources:#$connection\nsources:#" "$ledger/ledger.yaml" >"$folder/tables.yaml"
    report tables.yaml >"$folder/duckdb-tables.yaml"
    { report tables.yaml; echo "engine: postgresql"; } >"$folder/postgresql.yaml"
    connection="connections: { lake: { driver: spark, uri: \"sc://127.0.0.1:${spark:-0}\" } }"
    sed -e "s#^    file: \([a-z_]*\.csv\)#    connection: lake\n    file: \"file://$ledger/\1\"#" \
        -e "s#{ file: \([a-z_]*\.csv\)#{ connection: lake, file: \"file://$ledger/\1\"#" \
        -e "s#^sources:#$connection\nsources:#" "$ledger/ledger.yaml" >"$folder/cluster.yaml"
    { report cluster.yaml; echo "engine: spark"; } >"$folder/spark.yaml"
}
pack() { echo "$program run $folder/$1.yaml --no-cache --quiet --output $folder/$1"; }

warm=false
for items in $sizes; do
    ledger=$bench/engines-$items
    scripts/bench/ledger.sh "$program" "$ledger" "$items" 7
    if [ "$copies" -gt 1 ]; then
        scripts/bench/copies.sh "$ledger" "$folder/ledger" "$copies" "$copied"
        ledger=$folder/ledger
    fi
    define
    contestants=("duckdb=$(pack duckdb)")
    for engine in $engines; do
        case "$engine" in
            postgresql)
                contestants+=("duckdb-tables=$(pack duckdb-tables)")
                { echo 'DROP SCHEMA IF EXISTS erp CASCADE;'; scripts/bench/tables.sh "$ledger"; } |
                    PGOPTIONS=--client-min-messages=warning psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --host=127.0.0.1 --port="$postgresql" --username=tester postgres ;;
            spark) $warm || $(pack spark) >/dev/null 2>&1; warm=true ;;
        esac
        contestants+=("$engine=$(pack "$engine")")
    done
    echo "bench-engines: $items items, $(nproc) cores, $rounds round(s), the median counts" >&2
    python3 scripts/bench/measure.py "$rounds" "${contestants[@]}" | tee "$folder/$items.txt"
    for output in "$folder"/{duckdb,duckdb-tables,postgresql,spark}/; do [ ! -d "$output" ] || grep -h value_id "$output"bench/*/manifest.json >"${output%/}.values"; done
    for values in "$folder"/*.values; do cmp "$folder/duckdb.values" "$values"; done
    echo "bench-engines: $(wc -l <"$folder/duckdb.values") figures, the same on all" >&2
done

printf '\nitems\tengine\twall s\ts a million\tpeak MiB\n'
for items in $sizes; do
    awk -v items="$items" '$1 ~ /^(duckdb|duckdb-tables|postgresql|spark)$/ { printf "%d\t%s\t%.1f\t%.1f\t%d\n", items, $1, $2, $2 * 1e6 / items, $5 }' "$folder/$items.txt"
done
