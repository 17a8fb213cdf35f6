package rest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"leadline/internal/service/store/postgrestest"
)

// repairable has a finding with a safe fix.
const repairable = "import yaml\n\n\ndef load(text):\n    return yaml.load(text, Loader=yaml.Loader)\n"

// trial waits for the end of one.
func (w *world) trial(v trialView) trialView {
	w.Helper()
	for range 400 {
		if w.do("GET", "/v1/trials/"+v.ID, nil, &v); v.State != "queued" && v.State != "running" {
			return v
		}
		time.Sleep(25 * time.Millisecond)
	}
	w.Fatalf("the trial does not end: %+v", v)
	return v
}

func TestTrials(t *testing.T) { trials(newWorld(t)) }

func TestTrialsOnPostgres(t *testing.T) { trials(newWorldOn(t, postgrestest.Start(t)(t))) }

// trials tries fixes and rules; nothing of it is recorded.
func trials(w *world) {
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	w.scan("shop", "main", map[string]string{"a.py": repairable, "b.py": vulnerable}, nil)
	byRule := map[string]FindingView{}
	for _, f := range w.findings("project=shop") {
		byRule[f.Rule] = f
	}
	var with, without FindingView
	for _, f := range byRule {
		var fixes page[findingFix]
		w.do("GET", "/v1/findings/"+f.ID+"/fixes", nil, &fixes)
		if len(fixes.Items) == 1 && fixes.Items[0].ID == f.ID+".0" && len(fixes.Items[0].Edits) > 0 {
			with = f
		} else {
			without = f
		}
	}
	if with.ID == "" || without.ID == "" {
		w.Fatalf("findings with and without a fix are wanted: %+v", byRule)
	}
	before := w.everything()
	var v trialView
	w.do("POST", "/v1/fixes/"+with.ID+".0/verify", nil, &v)
	v = w.trial(v)
	if v.Kind != "fix" || v.State != "succeeded" || v.Outcome == nil || !v.Outcome.Holds || v.Outcome.GoneCount != 1 || v.Outcome.AppearedCount != 0 ||
		v.Outcome.Same != len(byRule)-1 || v.Outcome.Gone[0].Rule != with.Rule {
		w.Errorf("the fix of %s: %+v %+v", with.Rule, v, v.Outcome)
	}
	for path, want := range map[string]int{"/v1/fixes/" + without.ID + ".0/verify": 404, "/v1/fixes/" + with.ID + ".1/verify": 404, "/v1/fixes/" + with.ID + "/verify": 404,
		"/v1/fixes/none.0/verify": 404, "/v1/fixes/" + with.ID + ".0/verify?ref=other": 409} {
		if status, data := w.call(w.token, "POST", path, nil); status != want {
			w.Errorf("%s: status %d, want %d: %s", path, status, want, data)
		}
	}
	replay := func(body map[string]any) trialView {
		w.Helper()
		body["project"] = "shop"
		var v trialView
		w.do("POST", "/v1/rules:replay", body, &v)
		return w.trial(v)
	}
	v = replay(map[string]any{"to": map[string]any{"rules": []string{with.Rule}}})
	if v.Kind != "rules" || v.Outcome == nil || v.Outcome.Same != 1 || v.Outcome.GoneCount != len(byRule)-1 || v.Outcome.AppearedCount != 0 {
		w.Errorf("with one rule: %+v %+v", v, v.Outcome)
	}
	v = replay(map[string]any{"from": map[string]any{"rules": []string{with.Rule}}, "to": map[string]any{"rules": []string{without.Rule}}})
	if v.Outcome == nil || v.Outcome.Same != 0 || v.Outcome.GoneCount != 1 || v.Outcome.AppearedCount != 1 {
		w.Errorf("one rule for another: %+v %+v", v, v.Outcome)
	}
	if v = replay(map[string]any{"to": map[string]any{"rules": []string{"no-such-rule"}}}); v.State != "failed" || !strings.Contains(v.Error, "no-such-rule") {
		w.Errorf("a rule that nobody knows: %+v", v)
	}
	for _, body := range []map[string]any{{"project": "shop", "to": map[string]any{}}, {"project": "shop", "to": map[string]any{"rules": []string{"../x"}}}} {
		if status, data := w.call(w.token, "POST", "/v1/rules:replay", body); status != 422 {
			w.Errorf("%v: status %d: %s", body, status, data)
		}
	}
	if after := w.everything(); after != before {
		w.Errorf("trials changed\n%s\nto\n%s", before, after)
	}
	if status, _ := w.call(w.token, "DELETE", "/v1/scans/"+v.ID, nil); status != 409 {
		w.Errorf("a trial that has ended is cancelled: %d", status)
	}
	w.versions(with.Rule)
}

// everything is what trials must not change.
func (w *world) everything() string {
	w.Helper()
	var out strings.Builder
	for _, path := range []string{"/v1/findings?state=all", "/v1/scans", "/v1/projects/shop/refs", "/v1/metrics/trend"} {
		_, data := w.call(w.token, "GET", path, nil)
		fmt.Fprintf(&out, "%s %s\n", path, data)
	}
	return out.String()
}

func (w *world) versions(rule string) {
	w.Helper()
	var out struct {
		Items []struct {
			Version string
			Scans   int
			Now     bool
		}
	}
	if w.do("GET", "/v1/rules/"+rule+"/versions?project=shop", nil, &out); len(out.Items) != 1 || !out.Items[0].Now || out.Items[0].Scans < 1 {
		w.Errorf("versions %+v", out)
	}
}

// TestRuleTests: a rule runs over its own page, and over code that is sent.
func TestRuleTests(t *testing.T) {
	w := newWorld(t)
	test := func(body map[string]any) (v testedView) {
		t.Helper()
		w.do("POST", "/v1/rules/os-command-injection/test", body, &v)
		return v
	}
	if v := test(map[string]any{}); !v.Agrees || len(v.Cases) < 2 {
		t.Errorf("its own page: %+v", v)
	}
	file := func(text string) map[string]any {
		return map[string]any{"files": []map[string]any{{"path": "shop/a.py", "text": text}}}
	}
	v := test(file(vulnerable))
	if v.Agrees || len(v.Cases) != 1 || len(v.Cases[0].Findings) != 1 || len(v.Cases[0].Problems) != 1 {
		t.Fatalf("without a mark: %+v", v)
	}
	line := v.Cases[0].Findings[0].Line
	lines := strings.Split(vulnerable, "\n")
	lines[line-1] += "  # want"
	if v = test(file(strings.Join(lines, "\n"))); !v.Agrees {
		t.Errorf("with a mark: %+v", v)
	}
	if v = test(file("x = 1  # want\n")); v.Agrees || len(v.Cases[0].Problems) != 1 {
		t.Errorf("with a mark on nothing: %+v", v)
	}
	for _, c := range []struct {
		path string
		body map[string]any
		want int
	}{
		{"no-such-rule", map[string]any{}, 404},
		{"no-such-rule", map[string]any{"text": "rules: []"}, 422},
		{"sql-injection", map[string]any{"files": []map[string]any{{"path": "../a.py", "text": ""}}}, 422},
		{"sql-injection", map[string]any{"files": []map[string]any{{"path": strings.Repeat("0", 300), "text": ""}}}, 422},
		{"sql-injection", map[string]any{"files": []map[string]any{{"path": "a.py", "text": ""}, {"path": "a.py/b.py", "text": ""}}}, 422},
		{"sql-injection", map[string]any{"files": []map[string]any{{"path": "a.py", "text": ""}, {"path": "a.py", "text": ""}}}, 422},
	} {
		if status, data := w.call(w.token, "POST", "/v1/rules/"+c.path+"/test", c.body); status != c.want {
			t.Errorf("%s %v: status %d, want %d: %s", c.path, c.body, status, c.want, data)
		}
	}
}

// TestAvoidance: the places that a rule could judge are counted, those it reports and
// those that came with a scan: its true negatives.
func TestAvoidance(t *testing.T) { avoidance(newWorld(t)) }

func TestAvoidanceOnPostgres(t *testing.T) { avoidance(newWorldOn(t, postgrestest.Start(t)(t))) }

func avoidance(w *world) {
	const rule = "yaml-unsafe-load"
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	rate := func() (q qualityView) {
		w.Helper()
		w.do("GET", "/v1/rules/"+rule+"/quality?project=shop", nil, &q)
		return q
	}
	check := func(what string, got rateView, k, n int) {
		w.Helper()
		if got.K != k || got.N != n {
			w.Errorf("%s: %d of %d, want %d of %d", what, got.K, got.N, k, n)
		}
	}
	safe := "\n\ndef safe(text):\n    return yaml.safe_load(text)\n"
	w.scan("shop", "main", map[string]string{"a.py": repairable + safe}, nil)
	q := rate()
	check("one of two is right", q.Avoidance, 1, 2)
	check("none came: it is the first scan", q.Fresh, 0, 0)
	many := repairable + safe
	for i := range 3 {
		many += strings.ReplaceAll(safe, "safe(text)", fmt.Sprintf("safe%d(text)", i))
	}
	w.scan("shop", "main", map[string]string{"a.py": "# a line on top\n" + many}, nil)
	q = rate()
	check("with three more", q.Avoidance, 4, 5)
	check("three came", q.Fresh, 3, 3)
	check("before anybody saw it", q.BeforeShown, 3, 3)
	w.scan("shop", "topic", map[string]string{"a.py": many, "b.py": repairable}, nil)
	check("another branch does not count", rate().Avoidance, 4, 5)
	w.now += 48 * 3600 * 1000
	w.do("POST", "/v1/events", map[string]any{"events": []any{map[string]any{"finding": w.findings("project=shop&rule=" + rule)[0].ID, "kind": "exposed"}}}, nil)
	w.now += 48 * 3600 * 1000
	w.scan("shop", "main", map[string]string{"a.py": many, "c.py": repairable}, nil)
	q = rate()
	check("a new file", q.Avoidance, 4, 6)
	check("of the one that came none is right", q.AfterShown, 0, 1)
	check("as it was before", q.BeforeShown, 3, 3)
	if q.Lift != nil {
		w.Errorf("a lift of %v is told of so few", *q.Lift)
	}
}
