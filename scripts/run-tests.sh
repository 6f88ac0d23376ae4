#!/usr/bin/env bash
# Runs the tests that are built, in two processes side by side: while one waits for a server or a browser, the other computes.
#   scripts/run-tests.sh APART [options of swift test]
# APART: the tests that one of them runs, by a pattern of their names; the other runs all that the options choose but those.
set -euo pipefail
cd "$(dirname "$0")/.."
apart=${1:?which tests run apart?}
shift

log=$(mktemp "${TMPDIR:-/tmp}/countback-tests.XXXXXX")
swift test --skip-build --ignore-lock --filter "$apart" >"$log" 2>&1 &
other=$!
trap 'kill -INT "$other" 2>/dev/null || true; rm -f "$log"' EXIT

failed=0
swift test --skip-build --ignore-lock --skip "$apart" "$@" || failed=$?
# Its output comes when both are through, in one piece.
wait "$other" || failed=$?
echo "Tests that ran beside them: $apart"
cat "$log"
exit "$failed"
