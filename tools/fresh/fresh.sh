#!/bin/sh
# Runs the README's commands as a stranger would: in a Debian root that
# debootstrap makes, which holds what the README asks for and nothing else, as a
# user without rights. Go is taken from this machine, as the README asks for a
# newer one than Debian has.
#
#   tools/fresh/fresh.sh ["make run" "make stop" ...]
#
# SUITE names the Debian release, NODE=1 puts Node and npm there as well, ROOT is
# where the root is kept for the next time.
set -eu
cd "$(dirname "$0")/../.."
suite=${SUITE:-trixie}
packages="ca-certificates git make"
[ -z "${NODE:-}" ] || packages="$packages nodejs npm"
root=${ROOT:-/tmp/leadline-fresh-$suite${NODE:+-node}}
[ $# -gt 0 ] || set -- "make run" "make stop" "make test"

lacks() { echo "not run: $1" >&2; exit 2; }
[ "$(id -u)" = 0 ] || lacks "a root of its own needs the rights of root (sudo make fresh)"
command -v debootstrap >/dev/null || lacks "debootstrap is not installed (apt-get install debootstrap)"
command -v unshare >/dev/null || lacks "unshare is not installed (apt-get install util-linux)"
goroot=$(go env GOROOT) || lacks "Go is not installed"

# How this machine reaches the network.
connected() {
	cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
	mkdir -p "$root/etc/ssl/certs"
	cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
}
if [ ! -e "$root/.made" ]; then
	rm -rf "$root"
	echo "fresh: Debian $suite with $packages in $root"
	debootstrap --variant=minbase "$suite" "$root" >"$root.log" 2>&1 || { tail -20 "$root.log"; exit 1; }
	connected
	DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install -y -qq --no-install-recommends $packages >>"$root.log" 2>&1 || { tail -20 "$root.log"; exit 1; }
	chroot "$root" useradd --create-home stranger
	touch "$root/.made"
fi
connected
rm -rf "$root/usr/local/go" "$root/home/stranger/leadline"
cp -a "$goroot" "$root/usr/local/go"
git clone --quiet . "$root/home/stranger/leadline"
chroot "$root" chown -R stranger:stranger /home/stranger
echo "fresh: $(git rev-parse --short HEAD), Debian $(cat "$root/etc/debian_version"), $(go version)"

for command; do
	echo "fresh: $command"
	began=$(date +%s)
	# In namespaces of its own, so that nothing that it starts stays behind.
	unshare --mount --pid --fork --kill-child sh -c '
		mount -t proc proc "$1/proc" && mount -t tmpfs tmpfs "$1/tmp" && mount --bind /dev "$1/dev" &&
		exec chroot "$1" su stranger -c "export PATH=/usr/local/go/bin:/usr/bin:/bin GOPROXY=\"$3\" GOFLAGS=; cd ~/leadline && $2"
	' - "$root" "$command" "$(go env GOPROXY)" || { echo "fresh: $command: failed" >&2; exit 1; }
	echo "fresh: $command: holds, $(($(date +%s) - began)) s"
done
