#!/bin/sh
# Looks at what make dist and make package made as those who get it will: installs,
# uses and removes it, and builds it once more elsewhere. What cannot be looked at on
# this machine is named, and counts as not checked.
#
#   DIST=dist VERSION=v1.2.3 tools/dist/check.sh
#
# REPRODUCE=no leaves out the second build, which takes minutes.
set -eu
cd "$(dirname "$0")/../.."
dist=$(cd "${DIST:-dist}" && pwd)
version=${VERSION:-$(git describe --tags --always --dirty)}
plain=${version#v}
platform="$(go env GOOS)-$(go env GOARCH)"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
left=0

holds() { echo "holds: $*"; }
fails() { echo "FAILS: $*" >&2; exit 1; }
lacks() { echo "not checked: $*"; left=$((left + 1)); }
have() { command -v "$1" >/dev/null 2>&1; }
# A program that works says its version and finds what is there.
printf 'eval(input())\n' >"$work/a.py"
works() {
	"$1" version --json | grep -q "\"version\": *\"$version\"" || fails "$1 is not $version: $("$1" version --json)"
	code=0
	(cd "$work" && "$1" scan --no-cache --trust local a.py) >"$work/out" 2>&1 || code=$?
	[ $code = 1 ] && grep -q code-injection "$work/out" || fails "$1 scan: code $code: $(cat "$work/out")"
}

(cd "$dist" && sha256sum --quiet -c checksums.txt) || fails "the checksums are not those of the files"
for p in linux-amd64 linux-arm64 darwin-amd64 darwin-arm64 windows-amd64 windows-arm64; do
	case $p in windows-*) end=zip ;; *) end=tar.gz ;; esac
	[ -s "$dist/leadline-$plain-$p.$end" ] || fails "there is no archive for $p"
done
holds "six archives, as checksums.txt says"

tar -xzf "$dist/leadline-$plain-$platform.tar.gz" -C "$work"
works "$work/leadline-$plain-$platform/leadline"
[ -s "$work/leadline-$plain-$platform/THIRD-PARTY-LICENCES.txt" ] || fails "the archive lacks the licences of others"
holds "the archive for $platform runs"

deb="$dist/leadline-$plain-$platform.deb"
if have dpkg; then
	root=$work/root
	mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
	touch "$root/var/lib/dpkg/status" "$root/var/lib/dpkg/available"
	dpkg --root="$root" --log="$work/log" -i "$deb" >"$work/out" 2>&1 || fails "install: $(cat "$work/out")"
	works "$root/usr/bin/leadline"
	[ -f "$root/usr/lib/systemd/system/leadline.service" ] || fails "the package lacks the unit"
	dpkg --root="$root" --log="$work/log" -r leadline >"$work/out" 2>&1 || fails "remove: $(cat "$work/out")"
	[ -z "$(find "$root" -name '*leadline*' ! -path '*/dpkg/info/*')" ] || fails "left behind: $(find "$root" -name '*leadline*')"
	holds "the Debian package installs, runs and is removed"
else
	lacks "the Debian package: dpkg is not installed"
fi
if have rpm; then
	rpm -qlp --nosignature "$dist/leadline-$plain-$platform.rpm" >"$work/out" 2>/dev/null || fails "rpm cannot read the package"
	grep -qx /usr/bin/leadline "$work/out" || fails "the RPM package lacks the program"
	mkdir -p "$work/rpm/root"
	rpm --root "$work/rpm/root" --nosignature --noscripts --nodeps -i "$dist/leadline-$plain-$platform.rpm" >"$work/out" 2>&1 || fails "rpm -i: $(cat "$work/out")"
	works "$work/rpm/root/usr/bin/leadline"
	rpm --root "$work/rpm/root" --nodeps -e leadline >"$work/out" 2>&1 || fails "rpm -e: $(cat "$work/out")"
	[ ! -e "$work/rpm/root/usr/bin/leadline" ] || fails "rpm left the program"
	holds "the RPM package installs, runs and is removed"
else
	lacks "the RPM package: rpm is not installed"
fi

wheel=$(find "$dist" -name 'leadline-*.whl' -name "*$(uname -m)*" -name '*linux*' | head -1)
if [ -n "$wheel" ] && have python3; then
	python3 -m venv "$work/venv"
	"$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-index "$wheel"
	works "$work/venv/bin/leadline"
	"$work/venv/bin/python" -m leadline version >/dev/null || fails "python -m leadline"
	[ -n "$(find "$work/venv" -name THIRD-PARTY-LICENCES.txt)" ] || fails "the wheel lacks the licences of others"
	"$work/venv/bin/pip" uninstall --quiet --disable-pip-version-check -y leadline
	[ ! -e "$work/venv/bin/leadline" ] || fails "the wheel left the program"
	holds "the wheel installs, runs and is removed"
	for other in $(find "$dist" -name 'leadline-*.whl'); do
		python3 - "$other" <<-'PY' || fails "$other"
			import base64, hashlib, sys, zipfile
			z = zipfile.ZipFile(sys.argv[1])
			record = next(n for n in z.namelist() if n.endswith(".dist-info/RECORD"))
			for line in z.read(record).decode().splitlines():
			    name, digest, _ = line.rsplit(",", 2)
			    if digest:
			        kind, want = digest.split("=", 1)
			        got = base64.urlsafe_b64encode(hashlib.new(kind, z.read(name)).digest()).rstrip(b"=").decode()
			        assert got == want, name
			assert any(n.endswith(("/scripts/leadline", "/scripts/leadline.exe")) for n in z.namelist())
		PY
	done
	holds "$(find "$dist" -name 'leadline-*.whl' | wc -l) wheels hold the program and what their records say"
else
	lacks "the wheels: make package has not made them, or Python is missing"
fi

chart=$(tools/dist/chart.sh) || fails "the chart: $chart"
case $chart in *"not checked"*) left=$((left + 1)) ;; esac
echo "$chart"

if have systemd-analyze; then
	sed "s#/usr/bin/leadline#$work/leadline-$plain-$platform/leadline#" deploy/leadline.service >"$work/leadline.service"
	systemd-analyze verify "$work/leadline.service" >"$work/out" 2>&1 || fails "the unit: $(cat "$work/out")"
	holds "systemd takes the unit"
else
	lacks "the unit: systemd-analyze is not installed"
fi
if have ruby; then
	ruby -c "$dist/leadline.rb" >/dev/null || fails "the formula is no Ruby"
	holds "the formula is Ruby"
else
	lacks "the formula: ruby is not installed"
fi

if [ "${REPRODUCE:-yes}" = yes ]; then
	git clone --quiet . "$work/elsewhere/leadline"
	[ ! -d internal/service/ui/dist ] || cp -r internal/service/ui/dist "$work/elsewhere/leadline/internal/service/ui/"
	(cd "$work/elsewhere/leadline" && GOCACHE="$work/cache" go run ./tools/dist -version "$version" -only "$(go env GOOS)/$(go env GOARCH)" -out "$work/again" >/dev/null)
	for name in "leadline-$plain-$platform.tar.gz" "leadline-$plain-$platform.deb" "leadline-$plain-$platform.rpm" "leadline-$plain.cdx.json"; do
		cmp -s "$dist/$name" "$work/again/$name" || fails "$name is not the same when it is built elsewhere"
	done
	holds "built in another folder without a cache, every byte is the same"
else
	lacks "the second build: left out"
fi
echo "checked $version for $platform; $left not checked"
