# Every verb is one line over go, npm or python; .ci/run uses these and nothing else.
GO ?= go
export CGO_ENABLED = 0
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
BUILD = $(GO) build -trimpath -pgo=$(PROFILE) -ldflags "-s -w -X main.version=$(VERSION)"
# Where a scan spends its time: the compiler inlines and lays out accordingly.
PROFILE = cmd/leadline/scan.pgo
# Fuzzing: how long each target runs.
FUZZTIME ?= 5m

# Every target with a description is a verb.
.PHONY: $(shell sed -n 's/^\([a-z0-9-]*\):.*\#\#.*/\1/p' $(firstword $(MAKEFILE_LIST)))

build: ## the binary, in build/
	$(BUILD) -o build/leadline ./cmd/leadline
setup: ## fetch the modules, once
	$(GO) mod download
run: ## build everything, start the service in the background, scan the example application into it
	@if command -v npm >/dev/null; then $(MAKE) dashboard; else echo "Without Node 20 and npm the service has its API only."; fi
	$(MAKE) build
	build/leadline serve --data build/service --stop
	build/leadline serve --data build/service --scan examples --detach
stop: ## stop that service
	build/leadline serve --data build/service --stop
clients: ## fetch what the dashboard is built with, and the client of the API from its description
	npm ci --prefix clients --no-audit --no-fund && npm run gen --prefix clients
dashboard: clients ## build the dashboard into the service's folder: make build embeds it
	npm run build --prefix clients
e2e: e2e-web e2e-vscode e2e-jupyter ## every surface in a browser
e2e-web: dashboard build ## the dashboard in a browser: CHROMIUM=PATH, /usr/bin/chromium by default
	npm run e2e --prefix clients
package: ## everything that is handed out beside a release, for every platform, in dist/
	$(MAKE) vsix TARGETS=--all
	$(MAKE) wheels PLATFORMS=all
vsix: ## the VS Code extension with the engine inside, in dist/: TARGETS="linux-arm64 win32-x64", or --all; this machine's by default
	npm ci --prefix clients/vscode --no-audit --no-fund && npm run check --prefix clients/vscode && npm run build --prefix clients/vscode
	cd clients/vscode && VERSION=$(VERSION) node package.mjs $(TARGETS) && TARGETS="$(TARGETS)" node --test vsix.test.mjs
e2e-vscode: vsix build ## the extension in a browser and inside the extension host, in code-server, which the first run installs (5 minutes); PICTURES=1 makes docs/images/vscode-*.png
	LEADLINE_RIG="$$(clients/e2e-vscode/setup.sh)" node --test --test-concurrency=1 clients/e2e-vscode/*.test.mjs
wheels: ## the wheels leadline and jupyterlab-leadline, in dist/: PLATFORMS=all for those of every platform
	VERSION="$(VERSION)" sh clients/wheel/package.sh
e2e-jupyter: wheels ## the extension in a browser, against JupyterLab with a kernel; PICTURES=1 makes docs/images/jupyter-*.png: CHROMIUM=PATH, JUPYTERLAB=VERSION
	sh clients/e2e-jupyter/run.sh $(JUPYTERLAB)
e2e-jupyter-real: wheels ## twenty real notebooks opened one by one, what is said of each: SNAPSHOTS=DIR
	test -n "$(SNAPSHOTS)" || { echo "e2e-jupyter-real: not measured: SNAPSHOTS=DIR names a folder of git directories OWNER+NAME"; exit 1; }
	SNAPSHOTS="$(abspath $(SNAPSHOTS))" sh clients/e2e-jupyter/run.sh 4.6.6 real:
e2e-jupyter-matrix: wheels ## the same against JupyterLab 4.2, 4.4, 4.6 and Notebook 7
	for v in 4.2.7 4.4.10 4.6.6; do sh clients/e2e-jupyter/run.sh $$v || exit 1; done
rule: ## scaffold a rule: make rule id=my-rule
	$(GO) run ./tools/newrule $(id)
rules-coverage: ## every rule of the catalogue: cases, fix, what other tools call it; fails on a missing one
	$(GO) run ./tools/rulecoverage
gen: ## write what is generated: the index of rules, reference pages, schemas, API description, golden reports
	$(GO) run ./tools/ruleindex
	$(GO) test ./internal/config ./internal/report ./cmd/leadline ./internal/service/rest -run "Generated|Golden|OpenAPI" -update
gen-types: ## what the type stubs of pinned packages say, for models/auto: fetches their wheels
	$(GO) run ./tools/gentypes
gen-summaries: ## what the code of pinned popular packages does with data, for models/auto: fetches their wheels and analyses them; ARGS="-only NAME -show LIBRARY"
	$(GO) run ./tools/gensummaries $(ARGS)
fmt: ## format the code
	$(GO) fmt ./...
lint: ## vet, laws, import table, size distributions
	$(GO) vet ./... && $(GO) test -count=1 ./tools/tidy && $(GO) run ./tools/tidy
test: ## all tests
	$(GO) test ./...
pyodide: ## CPython 3.14 in Node, which the tests of the parser compare with
	npm ci --prefix tools/pyodide --no-audit --no-fund
dist: ## a release in dist/: archives, packages, bill of materials, checksums: VERSION=v1.2.3
	$(GO) run ./tools/dist -version $(VERSION)
dist-check: ## install, use and remove what make dist package made, lint the chart, build once more elsewhere: VERSION=v1.2.3
	VERSION=$(VERSION) tools/dist/check.sh
chart: ## lint the Helm chart, render it, and hold that to Kubernetes' schemas
	tools/dist/chart.sh
licences: ## the terms of everything that is handed out, in docs/licences.md; fails on those that are not on the list
	$(GO) run ./tools/licences
docs: ## the documentation site, in build/site
	$(GO) run ./tools/site
	[ -x build/mkdocs/bin/mkdocs ] || { python3 -m venv build/mkdocs && build/mkdocs/bin/pip install -q --disable-pip-version-check -r tools/site/requirements.txt; }
	NO_MKDOCS_2_WARNING=1 build/mkdocs/bin/mkdocs build --strict --quiet
aws-clients: ## the clients that the compatibility face is tested with, in a virtual environment
	python3 -m venv build/aws && build/aws/bin/pip install -q --disable-pip-version-check -r tools/awsclients/requirements.txt
host-facts: ## what code hosts publish about their interfaces, for the stand-ins of the tests
	npm ci --prefix tools/hostfacts --no-audit --no-fund --ignore-scripts && $(GO) run ./tools/hostfacts
fresh: ## the README's commands in a fresh Debian root, as root: NODE=1 puts Node there too, SUITE=trixie
	tools/fresh/fresh.sh
ruffparse: ## ruff's parser, the baseline of the parser's speed
	cargo build --release --locked --manifest-path bench/ruffparse/Cargo.toml
fuzz: ## every fuzz target for FUZZTIME
	$(GO) run ./tools/fuzz -time $(FUZZTIME)
fuzz-keep: ## keep the smallest inputs that fuzzing found, beside the targets: every go test runs them
	$(GO) run ./tools/fuzz -keep 40
corpus: ## fetch the pinned packages to bench/corpus
	$(GO) run ./tools/corpus
bench: build ## speed and memory on the corpus, beside other tools: APPS=DIR adds applications
	$(GO) run ./tools/bench $(if $(APPS),-apps $(APPS))
profile: ## write where a scan spends its time, for the compiler, to cmd/leadline/scan.pgo: DIR=FOLDER to scan
	$(GO) test -c -trimpath -o /tmp/leadline-profile.test ./internal/engine
	cd internal/engine && LEADLINE_BENCH_DIR="$(abspath $(or $(DIR),bench/corpus))" /tmp/leadline-profile.test -test.run NONE -test.bench Scan -test.benchtime 1x -test.cpuprofile $(abspath $(PROFILE))
	rm /tmp/leadline-profile.test
bench-setup: ## install the other tools, each in a virtual environment
	$(GO) run ./tools/bench -setup
bench-lsp-setup: ## install the other language servers
	python3 -m venv bench/venv/ruff && bench/venv/ruff/bin/pip install -q ruff==0.17.6
	python3 -m venv bench/venv/pylsp && bench/venv/pylsp/bin/pip install -q "python-lsp-server[pyflakes]==1.14.0"
bench-lsp: build ## language servers from keystroke to diagnostics, and the same verdict after random edits: DIR=bench/corpus/django-6.1.3, ARGS="-random 0"
	$(GO) run ./tools/benchlsp $(if $(DIR),-dir "$(DIR)") $(ARGS)
# About 1 MLOC that are one workspace.
LARGE = django-6.1.3 ansible-core-2.21.5 mypy-2.4.1 networkx-3.7 sqlalchemy-2.1.9 celery-5.7.0 aiohttp-3.14.5
bench-lsp-large: build ## the same on a workspace of a million lines, without the other servers: 5 minutes and 3 GB; ARGS="-edits 50"
	$(GO) run ./tools/benchlsp -dir "$(addprefix bench/corpus/,$(LARGE))" -peers=false -random 0 $(or $(ARGS),-edits 50)
bench-service: ## the service with 100,000 findings: recording and reading; ARGS="-database postgres://..."
	$(GO) run ./tools/benchservice $(ARGS)
bench-service-postgres: ## the same on a PostgreSQL of its own
	tools/benchservice/postgres.sh $(ARGS)
quality-libraries: ## statsmodels and lifelines, which the formulas of rule quality are compared with
	python3 -m venv build/quality && build/quality/bin/pip install -q --disable-pip-version-check -r tools/simquality/requirements.txt
sim-quality: ## synthetic teams and rules: whether noisy rules are found and good ones kept, after how many weeks and answers
	$(GO) run ./tools/simquality
	$(GO) test -count=1 -v ./internal/service/quality -run 'Libraries'
fuzz-api: build ## schemathesis against the service's description: an answer of 5xx fails; EXAMPLES=N for each operation
	tools/fuzzapi/run.sh $(EXAMPLES)
bench-scale: ## the service in several processes: one and two workers, a fresh worker, what it adds to a scan: TREES, LARGE, OVER name folders with Python
	$(GO) test ./cmd/leadline -count=1 -v -timeout 3h -run 'ScaleOut|FreshWorker|Overhead' -scale.trees "$(TREES)" -scale.large "$(LARGE)" -scale.over "$(OVER)"
bench-identity: ## churn: findings that are called new or fixed and are not, over real histories: SNAPSHOTS=DIR, N=600, REPOS="OWNER+NAME ...", CASES=FILE
	$(GO) run ./tools/benchidentity -snapshots "$(SNAPSHOTS)" $(if $(N),-n $(N)) $(if $(REPOS),-repos "$(REPOS)") $(if $(CASES),-cases "$(CASES)")
oracle: ## the engine's claims against CPython on generated programs
	$(GO) run ./tools/oracle
bench-apps: build ## recall and precision on vulnerable applications: SNAPSHOTS=DIR, ONLY=NAMES
	$(GO) run ./tools/benchapps -snapshots "$(SNAPSHOTS)" $(if $(ONLY),-only $(ONLY))
bench-advisories: build ## published vulnerabilities: found in the last affected release, silent in the mended one; fetches wheels: SNAPSHOTS=DIR with pypa+advisory-database, ARGS="-half shapes"
	$(GO) run ./tools/benchadvisories -snapshots "$(SNAPSHOTS)" $(ARGS)
models-gap: build ## calls that no model knows, ranked by the reported flows that cross them: SNAPSHOTS=DIR, ONLY=NAMES, ARGS="-flows"
	$(GO) run ./tools/modelsgap -snapshots "$(SNAPSHOTS)" $(if $(ONLY),-only $(ONLY)) $(ARGS)
bench-calls: build ## the call graph on PyCG's micro-benchmark: SNAPSHOTS=DIR with vitsalis+PyCG
	$(GO) run ./tools/benchcalls -snapshots "$(SNAPSHOTS)"
bench-notebooks: build ## notebooks: order, leakage, fixtures, places and speed: SNAPSHOTS=DIR, PYTHON=python3; SEED=N for sessions that nobody has seen; ONLY=fixtures or speed
	$(GO) run ./tools/benchnotebooks -snapshots "$(SNAPSHOTS)" -python "$(or $(PYTHON),python3)" $(if $(SEED),-seed $(SEED)) $(if $(ONLY),-only $(ONLY))
bench-ci: build ## leadline ci over the commits of a public repository: SNAPSHOTS=DIR, REPO=OWNER+NAME, N=200; WARM=1 measures time with warm caches
	$(GO) run ./tools/benchci -snapshots "$(SNAPSHOTS)" $(if $(REPO),-repo $(REPO)) $(if $(N),-n $(N)) $(if $(WARM),-warm)
bench-semgrep: build ## public rule sets in Semgrep's language: what loads, what agrees, and the same rules timed beside semgrep: SNAPSHOTS=DIR
	$(GO) run ./tools/benchsemgrep -snapshots "$(SNAPSHOTS)"
	$(GO) run ./tools/bench -only same-rules -snapshots "$(SNAPSHOTS)" -out bench/out/semgrep.md
bench-seeded: build ## real code broken where a request reaches it: what of it is found, and whether the same code unbroken is silent: SNAPSHOTS=DIR; ARGS="-only NAME"
	$(GO) run ./tools/benchseeded -snapshots "$(SNAPSHOTS)" $(ARGS)
bench-meta: ## programs written in other ways that mean the same: whether the same is found: SNAPSHOTS=DIR adds applications; ARGS="-only rename-locals -program NAME"
	$(GO) run ./tools/benchmeta -snapshots "$(SNAPSHOTS)" $(ARGS)
bench-mutants: ## one case or guard of the analyser taken out at a time: whether the tests and the oracle notice; hours, ARGS="-n 5"
	$(GO) run ./tools/benchmutants $(ARGS)
evidence: ## every measurement of how true and complete findings are, in turn; hours: SNAPSHOTS=DIR
	$(GO) run ./tools/evidence -snapshots "$(if $(SNAPSHOTS),$(abspath $(SNAPSHOTS)))"
bench-witness: build bench/venv/witness/done ## tests that explain --test writes for vulnerable applications: whether they fail before a fix and pass after: SNAPSHOTS=DIR, ONLY=NAMES
	$(GO) run ./tools/benchwitness -snapshots "$(SNAPSHOTS)" $(if $(ONLY),-only $(ONLY)) $(if $(KEEP),-keep "$(KEEP)")
bench/venv/witness/done: tools/benchwitness/requirements.txt
	python3 -m venv bench/venv/witness && bench/venv/witness/bin/pip install -q --disable-pip-version-check -r tools/benchwitness/requirements.txt
	bench/venv/witness/bin/pip install -q --disable-pip-version-check --no-deps django-heroku==0.3.1
	touch $@
noise: ## the share of findings on real code that is true, from the verdicts in bench/noise.csv
	$(GO) run ./tools/noise
verify: lint test ## what must hold before a change lands
clean: ## remove what was built
	rm -rf build bench/out
