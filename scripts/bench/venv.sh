#!/usr/bin/env bash
# Makes a Python environment with the pinned engine and further packages.
#   scripts/bench/venv.sh FOLDER [PACKAGE==VERSION…]
set -euo pipefail
eval "$(grep '^version=' scripts/duckdb.version)"
venv=$1
shift
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check "duckdb==$version" "$@" >&2
