#!/bin/sh
# Builds the wheels into dist/: leadline, which holds the program, for this
# platform or the ones of PLATFORMS ("linux/amd64 windows/amd64", or "all"); and
# jupyterlab-leadline, which is the same for all.
set -eu
cd "$(dirname "$0")/../.."
env=build/package-env
if ! cmp -s clients/wheel/requirements.txt $env/requirements.txt; then
	rm -rf $env
	"${PYTHON:-python3}" -m venv $env
	$env/bin/pip install --quiet --disable-pip-version-check -r clients/wheel/requirements.txt
	cp clients/wheel/requirements.txt $env/
fi
rm -f dist/leadline-*.whl dist/jupyterlab_leadline-*.whl
[ "${PLATFORMS:-}" != all ] || PLATFORMS="linux/amd64 linux/arm64 darwin/arm64 darwin/amd64 windows/amd64 windows/arm64"
for p in ${PLATFORMS:-this}; do
	[ "$p" = this ] || export GOOS="${p%/*}" GOARCH="${p#*/}"
	$env/bin/python -m build --wheel --no-isolation --outdir dist clients/wheel >build/wheel.log || { cat build/wheel.log; exit 1; }
done
unset GOOS GOARCH
cd clients/jupyterlab
[ -d node_modules ] && [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error
rm -rf lib jupyterlab_leadline/labextension
npx tsc
../../$env/bin/jupyter-builder build . >../../build/front-end.log 2>&1 || { cat ../../build/front-end.log; exit 1; }
../../$env/bin/python -m build --wheel --no-isolation --outdir ../../dist . >../../build/wheel.log || { cat ../../build/wheel.log; exit 1; }
ls -l ../../dist/*.whl
