#!/bin/sh
# Lets schemathesis send what it can think of to every operation of the API's
# description: as an administrator, as somebody who may see nothing, and as an
# administrator who names things that are there. What is answered with 5xx, or not at
# all, fails.
#
#   tools/fuzzapi/run.sh [EXAMPLES]     20 for each operation by default
set -eu
cd "$(dirname "$0")/../.."
examples=${1:-20}
venv=build/fuzzapi
[ -x $venv/bin/schemathesis ] || { python3 -m venv $venv && $venv/bin/pip install -q --disable-pip-version-check -r tools/fuzzapi/requirements.txt; }
data=$(mktemp -d)
build/leadline serve --data "$data" --listen 127.0.0.1:0 --scan examples >"$data/out" 2>"$data/log" &
service=$!
trap 'kill $service 2>/dev/null; wait $service 2>/dev/null; rm -rf "$data"' EXIT
address=
for _ in $(seq 100); do
	address=$(sed -n 's#^Leadline serves at ##p' "$data/out")
	[ -n "$address" ] && curl -sf "$address/readyz" >/dev/null && grep -q '/scans/' "$data/log" && break
	sleep 0.1
done
[ -n "$address" ] || { cat "$data/log" >&2; exit 1; }
admin=$(cat "$data/admin-token")
ask() { curl -sf -H "Authorization: Bearer $admin" "$@"; }
other=$(ask -H 'Content-Type: application/json' -d '{"login":"outsider"}' "$address/v1/users" | sed 's/.*"token":"\([^"]*\)".*/\1/')
scan=$(ask "$address/v1/scans?limit=1" | sed 's/.*"items":\[{"id":"\([^"]*\)".*/\1/')
finding=$(ask "$address/v1/findings?limit=1" | sed 's/.*"items":\[{"id":"\([^"]*\)".*/\1/')
tree=$(ask "$address/v1/scans/$scan" | sed 's/.*"tree":"\([^"]*\)".*/\1/')
trial=$(ask -H 'Content-Type: application/json' -d '{"project":"examples","to":{"rules":["sql-injection"]}}' "$address/v1/rules:replay" | sed 's/.*"id":"\([^"]*\)".*/\1/')
cat >"$data/named.toml" <<-TOML
	[parameters]
	"path.project" = "examples"
	"path.rule" = "sql-injection"
	"path.fix" = "$finding.0"
	"path.tree" = "$tree"
	"query.project" = "examples"
	"query.path" = "notebook/sales.ipynb"

	[[operations]]
	include-path-regex = "^/v1/scans/"
	parameters = { "path.id" = "$scan" }

	[[operations]]
	include-path-regex = "^/v1/trials/"
	parameters = { "path.id" = "$trial" }

	[[operations]]
	include-path-regex = "^/v1/findings/"
	parameters = { "path.id" = "$finding" }
TOML
: >"$data/none.toml"
failed=0
# Signing out, and ending the callers' own access or the project, would end the test; streams do not end.
fuzz() {
	echo "== $1"
	PYTHONPATH=tools/fuzzapi SCHEMATHESIS_HOOKS=hooks $venv/bin/schemathesis --config-file "$3" run "$address/v1/openapi.json" --url "$address" -H "Authorization: Bearer $2" \
		--checks not_a_server_error --max-examples "$examples" --request-timeout 20 --workers 1 --warnings off --no-color \
		--exclude-operation-id sign-out --exclude-operation-id disable-user --exclude-operation-id revoke-token \
		--exclude-operation-id follow-scan --exclude-operation-id remove-project >"$data/said" 2>&1 || failed=1
	cut -c1-300 "$data/said" | sed -n '/= FAILURES =/,/= WARNINGS =/p; /= ERRORS =/,/= WARNINGS =/p; /= SUMMARY =/,$p'
}
fuzz "an administrator" "$admin" "$data/none.toml"
fuzz "an administrator, with things that are there" "$admin" "$data/named.toml"
fuzz "somebody who may see nothing" "$other" "$data/none.toml"
if grep -E 'panic|level=ERROR' "$data/log"; then
	failed=1
fi
kill -0 $service || { echo "the service has ended" >&2; failed=1; }
exit $failed
