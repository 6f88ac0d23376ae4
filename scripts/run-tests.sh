#!/usr/bin/env bash
# Runs the tests that are built, in processes side by side: while one waits for a server or a browser, the others compute.
#   scripts/run-tests.sh [--spark]
# --spark: those on Spark, too
set -euo pipefail
cd "$(dirname "$0")/.."
unset COUNTBACK_TEST_SPARK
engines=EngineConformance

beside=()
logs=$(mktemp -d "${TMPDIR:-/tmp}/countback-tests.XXXXXX")
trap '[ ${#beside[@]} -eq 0 ] || kill -INT "${beside[@]}" 2>/dev/null || true; rm -rf "$logs"' EXIT
run() { exec swift test -c release --skip-build --ignore-lock "$@"; }
case "${1:-}" in
    --spark) (COUNTBACK_TEST_SPARK=1 run --filter "$engines") >"$logs/spark" 2>&1 & beside+=("$!") ;;
    ?*) sed -n 's/^#   //p' "$0" >&2; exit 64 ;;
esac
(run --filter "$engines") >"$logs/engines" 2>&1 & beside+=("$!")

failed=0
(run --skip "$engines") || failed=$?
for other in "${beside[@]}"; do wait "$other" || failed=$?; done
beside=()
# Their output comes when all are through, each in one piece.
for log in "$logs"/*; do
    echo "Tests that ran beside them: ${log##*/}"
    cat "$log"
done
exit "$failed"
