package rest

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"leadline/internal/service/store/postgrestest"
)

func TestInspections(t *testing.T) { inspections(t, filepath.Join(t.TempDir(), "test.db")) }

func TestInspectionsOnPostgres(t *testing.T) { inspections(t, postgrestest.Start(t)(t)) }

const commands = "os-command-injection"

// inspections: ten are drawn and stay drawn, one that is disputed stands beside them,
// what is said of them is the rule's audited precision and no verdict.
func inspections(t *testing.T, database string) {
	w := newWorldOn(t, database)
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	files := map[string]string{}
	for i := range 14 {
		files[fmt.Sprintf("a%d.py", i)] = strings.ReplaceAll(vulnerable, "command", fmt.Sprintf("command%d", i))
	}
	w.scan("shop", "main", files, nil)
	get := func() (v inspectionView) {
		t.Helper()
		w.do("GET", "/v1/rules/"+commands+"/inspection?project=shop", nil, &v)
		return v
	}
	first := get()
	if len(first.Items) != 10 || first.Precision.N != 0 {
		t.Fatalf("%d drawn: %+v", len(first.Items), first.Precision)
	}
	drawn := map[string]bool{}
	for i, f := range first.Items {
		if drawn[f.ID] = true; f.Why != "drawn" || f.Inspect != "" {
			t.Errorf("%+v", f)
		}
		w.do("PUT", "/v1/findings/"+f.ID+"/inspection", map[string]any{"verdict": []string{"true", "false", "unclear", "true"}[min(i, 3)], "note": "why"}, nil)
	}
	other := ""
	for _, f := range w.findings("project=shop&limit=100") {
		if f.Rule == commands && !drawn[f.ID] {
			other = f.ID
		}
	}
	if status, data := w.call(w.token, "PUT", "/v1/findings/"+other+"/inspection", map[string]any{"verdict": "true"}); status != 409 {
		t.Errorf("one that was not drawn: status %d %s", status, data)
	}
	w.do("POST", "/v1/events", map[string]any{"events": []any{map[string]any{"finding": other, "kind": "not_useful"}}}, nil)
	w.do("PUT", "/v1/findings/"+other+"/inspection", map[string]any{"verdict": "true"}, nil)
	if status, _ := w.call(w.token, "PUT", "/v1/findings/"+other+"/inspection", map[string]any{"verdict": "maybe"}); status != 422 {
		t.Errorf("no verdict: status %d", status)
	}
	v := get()
	if len(v.Items) != 11 || v.Precision.K != 8 || v.Precision.N != 9 || v.Disputed.K != 1 || v.Disputed.N != 1 {
		t.Errorf("%d items, drawn %+v, disputed %+v", len(v.Items), v.Precision, v.Disputed)
	}
	for _, f := range v.Items {
		if (f.ID == other) != (f.Why == "disputed") || f.Inspect == "" || f.By == "" || f.At == nil || f.Verdict != "untriaged" {
			t.Errorf("%+v", f)
		}
	}
	var q qualityView
	if w.do("GET", "/v1/rules/"+commands+"/quality?project=shop", nil, &q); q.Inspected.N != 9 || q.Disputed.K != 1 || q.Exposed != 1 {
		t.Errorf("%+v", q)
	}
	var past inspectionView
	if w.do("GET", "/v1/rules/"+commands+"/inspection?project=shop&month=2020-01", nil, &past); past.Month != "2020-01" || len(past.Items) != 0 {
		t.Errorf("before there was anything: %+v", past)
	}
}

func TestFixesHoldAndChurn(t *testing.T) { fixesHold(t, filepath.Join(t.TempDir(), "test.db")) }

func TestFixesHoldAndChurnOnPostgres(t *testing.T) { fixesHold(t, postgrestest.Start(t)(t)) }

const tidy = `import os
import subprocess
import flask

app = flask.Flask(__name__)


@app.route("/tidy")
def tidy():
    names = list("abc")
    for name in names:
        print(name)
    print(names)
    print(len(names))
`

// fixesHold: a fix holds when its finding stays away for a week, one that comes back
// later has held and is undone; what comes back at once and what is swapped is churn.
func fixesHold(t *testing.T, database string) {
	const day = 24 * 3600 * 1000
	w := newWorldOn(t, database)
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	text := func(i int) string { return strings.ReplaceAll(vulnerable, "command", fmt.Sprintf("command%d", i)) }
	fixed := strings.Replace(vulnerable, "os.system(command)", "print('none')", 1)
	files := map[string]string{"held.py": text(0), "back.py": text(1), "kept.py": tidy + "    os.system(flask.request.args['x'])\n    return {'done': True}\n", "fresh.py": text(3)}
	w.scan("shop", "main", files, nil)
	ids := map[string]string{}
	for _, f := range w.findings("project=shop") {
		if f.Rule == commands {
			ids[f.Path] = f.ID
		}
	}
	apply := func(path string) {
		t.Helper()
		w.do("POST", "/v1/events", map[string]any{"events": []any{map[string]any{"finding": ids[path], "kind": "fix_applied"}}}, nil)
	}
	scan := func(change map[string]string) {
		t.Helper()
		w.now += 1000
		for path, text := range change {
			files[path] = text
		}
		w.scan("shop", "main", files, nil)
	}
	quality := func() (q qualityView) {
		t.Helper()
		w.do("GET", "/v1/rules/"+commands+"/quality?project=shop", nil, &q)
		return q
	}
	for _, path := range []string{"held.py", "back.py", "kept.py"} {
		apply(path)
	}
	scan(map[string]string{"held.py": fixed, "back.py": fixed})
	if q := quality(); q.FixesHeld.N != 0 {
		t.Errorf("a week has not gone: %+v", q.FixesHeld)
	}
	scan(map[string]string{"back.py": text(1)})
	w.now += 8 * day
	apply("fresh.py")
	if q := quality(); q.FixesHeld.K != 1 || q.FixesHeld.N != 3 || q.FixesUndone.K != 1 {
		t.Errorf("after a week: held %+v, undone %+v", q.FixesHeld, q.FixesUndone)
	}
	scan(map[string]string{"held.py": text(0)})
	if q := quality(); q.FixesHeld.K != 1 || q.FixesUndone.K != 2 {
		t.Errorf("after it came back: held %+v, undone %+v", q.FixesHeld, q.FixesUndone)
	}
	type churn struct {
		Commits, Findings, Swapped, CameBack int
		Churn                                float64
	}
	churned := func() (c churn) {
		t.Helper()
		w.do("GET", "/v1/metrics/churn?project=shop", nil, &c)
		return c
	}
	before := churned()
	if before.Commits != 4 || before.Swapped != 0 || before.CameBack == 0 || before.Churn <= 0 {
		t.Errorf("%+v", before)
	}
	scan(map[string]string{"kept.py": tidy + `    return {"done": True}


def clear(folder):
    subprocess.run("rm -r " + flask.request.args["f"], shell=True)
`})
	if after := churned(); after.Commits != 5 || after.Swapped < 1 || after.CameBack != before.CameBack || after.Churn <= before.Churn*4/5 {
		t.Errorf("%+v, before %+v", after, before)
	}
}
