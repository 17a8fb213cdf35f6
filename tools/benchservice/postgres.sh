#!/bin/sh
# Runs benchservice on a PostgreSQL of its own (Debian: apt-get install postgresql),
# which writes as safely as one that is used.
#
#   tools/benchservice/postgres.sh [FLAGS OF BENCHSERVICE]
set -eu
cd "$(dirname "$0")/../.."
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)
[ -n "$bin" ] || { echo "not measured: PostgreSQL is not installed" >&2; exit 1; }
dir=$(mktemp -d)
as=
if [ "$(id -u)" = 0 ]; then
	chown postgres "$dir"
	as="runuser -u postgres --"
fi
cd "$dir" # which the server may read, whoever it runs as
trap '$as "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1; rm -rf "$dir"' EXIT
port=$((20000 + $$ % 20000))
$as "$bin/initdb" -D "$dir/data" -U leadline -A trust -E UTF8 --locale=C >/dev/null
$as "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/log" -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=" start >/dev/null
$as "$bin/createdb" -h 127.0.0.1 -p $port -U leadline bench
cd - >/dev/null
go run ./tools/benchservice -database "postgres://leadline@127.0.0.1:$port/bench" "$@"
