#!/bin/sh
# Lints the Helm chart, renders it in one pod and scaled out, and holds what it
# renders to Kubernetes' own schemas.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fails() { echo "FAILS: $*"; exit 1; }

helm=${HELM:-}
[ -n "$helm" ] || ! command -v helm >/dev/null 2>&1 || helm=helm
[ -n "$helm" ] || helm="go run helm.sh/helm/v3/cmd/helm@v3.22.0"
chart=deploy/helm/leadline
if ! GOFLAGS=-mod=mod $helm version >"$work/out" 2>&1; then
	echo "not checked: the chart: helm is not installed and cannot be built: $(tail -1 "$work/out")"
	exit 0
fi
scaled="--set database.secretName=db --set blobs.url=s3://bucket --set ingress.enabled=true --set workers.autoscaling.enabled=true"
$helm lint --quiet --strict $chart >"$work/out" 2>&1 || fails "helm lint: $(cat "$work/out")"
$helm lint --quiet --strict $chart $scaled >"$work/out" 2>&1 || fails "helm lint: $(cat "$work/out")"
$helm template test $chart >"$work/one.yaml"
$helm template test $chart $scaled >"$work/scaled.yaml"
grep -q 'kind: StatefulSet' "$work/one.yaml" && grep -q 'kind: HorizontalPodAutoscaler' "$work/scaled.yaml" || fails "the chart does not render what it should"
! $helm template test $chart --set database.secretName=db >/dev/null 2>&1 || fails "workers without a common store are rendered"
echo "holds: the chart is linted and renders, in one pod and scaled out"
if python3 -m venv "$work/kube" && "$work/kube/bin/pip" install --quiet --disable-pip-version-check kubernetes-validate==1.37.0 2>"$work/out"; then
	"$work/kube/bin/kubernetes-validate" --strict "$work/one.yaml" "$work/scaled.yaml" >"$work/out" 2>&1 || fails "Kubernetes does not know: $(cat "$work/out")"
	echo "holds: what the chart renders is what Kubernetes' schemas allow"
else
	echo "not checked: the chart against Kubernetes' schemas: $(tail -1 "$work/out")"
fi
