#!/usr/bin/env bash
# Measures the pack of six metrics with thirteen weekly points on DuckDB, from files, and on PostgreSQL, from tables in place,
# side by side: at most 3 times. The figures must be the same. Starts a server of its own.
#   scripts/bench_engines.sh [--items N] [--rounds K] [--spark]
# --spark: on Spark as well, a server of its own with two executors on this machine, from the same files read in place, once its
# Java has warmed up by a round. Our process stays below 200 MiB there.
set -euo pipefail
cd "$(dirname "$0")/.."

items=1000000 rounds=3 spark=false
while [ $# -gt 0 ]; do
    case "$1" in
        --items) items=${2:?--items needs a number}; shift ;;
        --spark) spark=true ;;
        --rounds) rounds=${2:?--rounds needs a number}; shift ;;
        *) sed -n 's/^#   //p' "$0" >&2; exit 64 ;;
    esac
    shift
done
bench=$PWD/.build/bench
ledger=$bench/engines-$items
folder=$bench/engines
mkdir -p "$folder"

swift build -c release --product countback >&2
program=$PWD/.build/release/countback
scripts/bench/ledger.sh "$program" "$ledger" "$items" 7

export PGPASSWORD=bench ERP_PASSWORD=bench
# A quarter of a small server's memory, as PostgreSQL's manual has it.
coproc SERVER { scripts/postgresql-for-tests.sh bench 1GB; }
trap 'exec {SERVER[1]}>&-' EXIT
read -r port <&"${SERVER[0]}"
scripts/bench/tables.sh "$ledger" | psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --host=127.0.0.1 --port="$port" --username=tester postgres

connection="connections: { erp: { driver: postgresql, uri: \"postgresql://tester@127.0.0.1:$port/postgres\", password: { env: ERP_PASSWORD } } }"
sed -e 's#file: \([a-z_]*\)\.csv#table: erp.\1#' -e "s#^sources:#$connection\nsources:#" "$ledger/ledger.yaml" >"$folder/tables.yaml"
report() {
    cat <<END
report: bench
ledger: $1
currency: EUR
calendar: { by: country, default: ES }
group_by: [geo, country, team, collector]
trend: { every: week, points: 13 }
metrics: [dso, aged_debt, unallocated_cash, dispute_cycle_time, collection_attainment, promises_kept]
outputs: [csv]
END
}
report "$ledger/ledger.yaml" >"$folder/duckdb.yaml"
{ report tables.yaml; echo "engine: postgresql"; } >"$folder/postgresql.yaml"

echo "bench-engines: $items items, $(nproc) cores, $rounds rounds, the median counts" >&2
python3 scripts/bench/measure.py "$rounds" \
    "duckdb, files=$program run $folder/duckdb.yaml --no-cache --quiet --output $folder/duckdb" \
    "postgresql, in place (at most 3)=$program run $folder/postgresql.yaml --no-cache --quiet --output $folder/postgresql"
engines="duckdb postgresql"
if $spark; then
    engines="$engines spark"
    mkfifo "$folder/lifeline.$$" && exec {lifeline}<>"$folder/lifeline.$$" && rm "$folder/lifeline.$$"
    coproc CLUSTER { scripts/spark-for-tests.sh 2048 <&"$lifeline"; }
    trap 'exec {SERVER[1]}>&-; kill "$CLUSTER_PID" 2>/dev/null' EXIT
    read -r port _ <&"${CLUSTER[0]}"
    connection="connections: { lake: { driver: spark, uri: \"sc://127.0.0.1:$port\" } }"
    sed -e "s#^    file: \([a-z_]*\.csv\)#    connection: lake\n    file: \"file://$ledger/\1\"#" \
        -e "s#{ file: \([a-z_]*\.csv\)#{ connection: lake, file: \"file://$ledger/\1\"#" \
        -e "s#^sources:#$connection\nsources:#" "$ledger/ledger.yaml" >"$folder/cluster.yaml"
    { report cluster.yaml; echo "engine: spark"; } >"$folder/spark.yaml"
    run="$program run $folder/spark.yaml --no-cache --quiet --output $folder/spark"
    $run >/dev/null
    python3 scripts/bench/measure.py "$rounds" "spark, in place=$run"
fi
for engine in $engines; do grep -h value_id "$folder/$engine"/bench/*/manifest.json >"$folder/$engine.values"; done
for engine in $engines; do cmp "$folder/duckdb.values" "$folder/$engine.values"; done
echo "bench-engines: $(wc -l <"$folder/duckdb.values") figures, the same on all" >&2
