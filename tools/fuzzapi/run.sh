#!/bin/sh
# Lets schemathesis send what it can think of to every operation of the API's
# description, as an administrator, and as somebody who may see nothing. What is
# answered with 5xx, or not at all, fails.
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
	[ -n "$address" ] && curl -sf "$address/readyz" >/dev/null && break
	sleep 0.1
done
[ -n "$address" ] || { cat "$data/log" >&2; exit 1; }
admin=$(cat "$data/admin-token")
other=$(curl -sf -H "Authorization: Bearer $admin" -H 'Content-Type: application/json' -d '{"login":"outsider"}' "$address/v1/users" | sed 's/.*"token":"\([^"]*\)".*/\1/')
failed=0
for token in "$admin" "$other"; do
	# Signing out, and ending the callers' own access, would end the test; streams do not end.
	$venv/bin/schemathesis run "$address/v1/openapi.json" --url "$address" -H "Authorization: Bearer $token" \
		--checks not_a_server_error --max-examples "$examples" --request-timeout 20 --workers 2 \
		--exclude-operation-id sign-out --exclude-operation-id disable-user --exclude-operation-id revoke-token --exclude-operation-id follow-scan \
		--no-color || failed=1
done
if grep -E 'panic|level=ERROR' "$data/log"; then
	failed=1
fi
kill -0 $service || { echo "the service has ended" >&2; failed=1; }
exit $failed
