#!/usr/bin/env bash
# Starts a Spark Connect server of its own with two executors, prints "PORT UI_PORT PROCESS" when it answers, and runs it until
# standard input ends: when whoever started it is gone, however it went, the server, its executors and its folder go too.
# To try Countback on it:   mkfifo lifeline; scripts/spark-for-tests.sh <lifeline & exec 3>lifeline   (exec 3>&- ends it)
# usage: spark-for-tests.sh [MEGABYTES_PER_EXECUTOR [JAVA_OPTIONS]] <pipe
set -euo pipefail
megabytes=${1:-1024}
root=$(cd "$(dirname "$0")/.." && pwd)
export SPARK_HOME=$root/.tools/spark SPARK_LOCAL_IP=127.0.0.1 SPARK_NO_DAEMONIZE=1
[ -x "$SPARK_HOME/bin/spark-submit" ] || { echo "Spark is missing: run scripts/setup.sh --spark" >&2; exit 69; }
command -v java >/dev/null || { echo "Java 17 is missing: run scripts/setup.sh --spark" >&2; exit 69; }

folder=$(mktemp -d "${TMPDIR:-/tmp}/countback-spark.XXXXXX")
server=""
stop() {
    trap - EXIT
    if [ -n "$server" ]; then
        kill -TERM "$server" 2>/dev/null || true
        for _ in $(seq 50); do kill -0 "$server" 2>/dev/null || break; sleep 0.1; done
        kill -KILL "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 0' TERM HUP
trap '' INT  # Ctrl-C in the terminal is for the tests; they end, and standard input with them.
cd "$folder"
mkdir -p local events
export SPARK_WORKER_DIR=$folder/work SPARK_LOCAL_DIRS=$folder/local
cat >log4j2.properties <<'END'
rootLogger.level = warn
rootLogger.appenderRef.stderr.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n%ex
END
# A virtual machine that lives for minutes: what compiles quickly beats what runs quickly.
options=${2:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
for _ in 1 2 3 4; do
    port=$((20000 + RANDOM % 20000)) ui=$((40000 + RANDOM % 10000))
    ! listens "$port" && ! listens "$ui" || continue
    # exec all the way: the process to be stopped is the server itself.
    (exec "$SPARK_HOME/bin/spark-submit" --class org.apache.spark.sql.connect.service.SparkConnectServer \
        --master "local-cluster[2,1,$megabytes]" --driver-memory 2g --executor-memory "${megabytes}m" \
        --driver-java-options "$options -Dlog4j2.configurationFile=file:$folder/log4j2.properties -Dderby.system.home=$folder" \
        --conf "spark.executor.extraJavaOptions=$options" --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1 \
        --conf spark.connect.grpc.binding.address=127.0.0.1 --conf spark.connect.grpc.binding.port="$port" \
        --conf spark.ui.port="$ui" --conf spark.ui.showConsoleProgress=false --conf spark.sql.shuffle.partitions=4 \
        --conf spark.sql.warehouse.dir="$folder/warehouse" --conf spark.sql.ui.retainedExecutions=10000 \
        spark-internal) >server.log 2>&1 </dev/null &
    server=$!
    for _ in $(seq 600); do
        if listens "$port"; then
            echo "$port $ui $server"
            cat >/dev/null
            exit 0
        fi
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    kill -KILL "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=""
done
tail -40 server.log >&2
exit 69
