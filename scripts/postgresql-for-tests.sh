#!/usr/bin/env bash
# Starts a PostgreSQL server of its own for tests, prints its port, and runs it until standard input ends: when whoever
# started it is gone, however it went, the server and its folder go too.
# usage: postgresql-for-tests.sh PASSWORD [BUFFERS] <pipe
set -euo pipefail
password=$1
buffers=${2:-64MB}

binaries=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -x "$binaries/postgres" ] || { echo "PostgreSQL's server is missing: run scripts/setup.sh --tests" >&2; exit 69; }

folder=$(mktemp -d "${TMPDIR:-/tmp}/countback-postgresql.XXXXXX")
server=""
stop() {
    trap - EXIT
    [ -z "$server" ] || { kill -INT "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 0' TERM HUP
trap '' INT  # Ctrl-C in the terminal is for the tests; they end, and standard input with them.

# The server refuses to run as root.
as_user=()
if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$folder"
    as_user=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
cd "$folder"
(umask 077; printf '%s\n' "$password" >password)
[ ${#as_user[@]} -eq 0 ] || chown postgres password
# Its order of words is not the order of their bytes, so that a query that leans on either shows.
"${as_user[@]}" "$binaries/initdb" --pgdata=data --username=tester --pwfile=password --auth=scram-sha-256 --encoding=UTF8 \
    --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-US --no-sync >initdb.log 2>&1 || { cat initdb.log >&2; exit 69; }
rm password

for _ in 1 2 3 4 5 6 7 8; do
    port=$((20000 + RANDOM % 30000))
    # exec: the process to be stopped is the server itself.
    (exec "${as_user[@]}" "$binaries/postgres" -D data -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers="$buffers" -c max_connections=40 \
        -c autovacuum=off -c logging_collector=off) >server.log 2>&1 </dev/null &
    server=$!
    for _ in $(seq 100); do
        if "$binaries/pg_isready" --quiet --host=127.0.0.1 --port="$port" && kill -0 "$server" 2>/dev/null; then
            echo "$port"
            cat >/dev/null
            exit 0
        fi
        kill -0 "$server" 2>/dev/null || break
        sleep 0.05
    done
    kill -INT "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=""
done
cat server.log >&2
exit 69
