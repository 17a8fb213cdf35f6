#!/bin/sh
# Runs the tests of the JupyterLab extension against a version of JupyterLab:
#   run.sh [VERSION] [TESTS...]   e.g. run.sh 4.4.10 order
# The wheels of dist/ go into a virtual environment of their own, which is kept
# in build/e2e-jupyter/VERSION. CHROMIUM names the browser.
set -eu
cd "$(dirname "$0")/../.."
version=${1:-4.6.6}
[ $# -eq 0 ] || shift
env=$PWD/build/e2e-jupyter/$version
if ! [ -f "$env/ready" ]; then
	rm -rf "$env"
	"${PYTHON:-python3}" -m venv "$env"
	# Notebook 7.6 is what JupyterLab 4.6 is the base of.
	also=
	case $version in 4.6.*) also="notebook==7.6.*" ;; esac
	"$env/bin/pip" install --quiet --disable-pip-version-check "jupyterlab==$version" ipykernel pytest pytest-jupyter $also
	touch "$env/ready"
fi
"$env/bin/pip" install --quiet --disable-pip-version-check --force-reinstall --no-deps dist/leadline-*.whl dist/jupyterlab_leadline-*.whl
[ $# -gt 0 ] || "$env/bin/python" -m pytest -q clients/jupyterlab/jupyterlab_leadline/tests
# The documentation shows what the newest version looks like.
case $version in 4.6.*) [ -z "${PICTURES-}" ] || export IMAGES="$PWD/docs/images" ;; esac
cd clients/e2e-jupyter
[ -d node_modules ] && [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund --loglevel=error
JUPYTER_ENV=$env JUPYTERLAB=$version node run.mjs "$@"
