package rest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"leadline/internal/service"
)

// report is what a tool writes about lines of a file.
func report(tool, path string, lines ...int) []byte {
	var results []any
	for _, line := range lines {
		results = append(results, map[string]any{"ruleId": "B602", "ruleIndex": 0, "level": "error", "message": map[string]any{"text": "shell=True"},
			"locations": []any{map[string]any{"physicalLocation": map[string]any{"artifactLocation": map[string]any{"uri": path},
				"region": map[string]any{"startLine": line, "startColumn": 5, "endLine": line, "endColumn": 13}}}}})
	}
	data, _ := json.Marshal(map[string]any{"version": "2.1.0", "runs": []any{map[string]any{
		"tool": map[string]any{"driver": map[string]any{"name": tool, "version": "1.7", "rules": []any{map[string]any{"id": "B602", "name": "subprocess_popen",
			"shortDescription": map[string]any{"text": "Shell"}, "help": map[string]any{"text": "Do not."}, "properties": map[string]any{"security-severity": "9.1"}}}}}, "results": results}}})
	return data
}

// TestImports: what another tool says is followed beside ours and touches it
// nowhere.
func TestImports(t *testing.T) {
	w := newWorld(t)
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	send := func(data []byte) (got importView) {
		t.Helper()
		w.do("POST", "/v1/projects/shop/imports", data, &got)
		return got
	}
	of := func(tool string, presence string) (out []FindingView) {
		for _, f := range w.findings("project=shop&state=all") {
			if f.Tool == tool && f.Presence == presence {
				out = append(out, f)
			}
		}
		return out
	}
	if status, body := w.call(w.token, "POST", "/v1/projects/shop/imports", report("Bandit", "a.py", 10)); status != 404 || !strings.Contains(string(body), "scan it first") {
		t.Errorf("an import of what nobody sent: status %d: %s", status, body)
	}
	w.scan("shop", "main", map[string]string{"a.py": vulnerable}, nil)
	ours := w.findings("project=shop")
	got := send(report("Bandit", "file:///home/ci/build/a.py", 9, 10))
	if len(got.Scans) != 1 || got.Scans[0].Findings != 2 || got.Scans[0].Client != "bandit" || got.Scans[0].Tier != "import" || got.Elsewhere != 0 {
		t.Fatalf("%+v", got)
	}
	first := of("bandit", "new")
	if len(first) != 2 || first[0].Rule != "bandit/B602" || first[0].Severity != "critical" || first[0].Path != "a.py" {
		t.Fatalf("%+v", first)
	}
	var full fullView
	if w.do("GET", "/v1/findings/"+first[1].ID, nil, &full); full.Detail.Advice != "Do not." || full.Detail.Start.Column != 5 {
		t.Errorf("%+v", full.Detail)
	}
	w.do("POST", "/v1/findings/"+first[0].ID+"/triage", map[string]any{"verdict": "false_positive"}, nil)
	// another tool, and the same code three lines lower
	send(report("Other tool", "./a.py", 10))
	w.scan("shop", "main", map[string]string{"a.py": "# 1\n# 2\n# 3\n" + vulnerable}, nil)
	if rows := of("bandit", "new"); len(rows) != 2 {
		t.Errorf("our scan changed what bandit found: %+v", rows)
	}
	send(report("Bandit", "a.py", 12, 13))
	again := of("bandit", "persisting")
	ids := map[string]FindingView{}
	for _, f := range again {
		ids[f.ID] = f
	}
	if len(again) != 2 || ids[first[0].ID].Verdict != "false_positive" || ids[first[1].ID].Line == first[1].Line {
		t.Errorf("%+v", again)
	}
	// it does not say it any more
	send(report("Bandit", "a.py", 13))
	if gone := of("bandit", "absent"); len(gone) != 1 || len(of("bandit", "persisting")) != 1 || len(of("other-tool", "new")) != 1 {
		t.Errorf("%+v", w.findings("project=shop&state=all"))
	}
	now := w.findings("project=shop")
	kept := 0
	for _, f := range now {
		for _, o := range ours {
			if f.ID == o.ID && f.Presence == "persisting" {
				kept++
			}
		}
	}
	if kept != len(ours) {
		t.Errorf("of our %d findings %d are left: %+v", len(ours), kept, now)
	}
	// nothing judges it, and the ref shows our scan
	var rules page[struct{ ID string }]
	w.do("GET", "/v1/rules?project=shop", nil, &rules)
	for _, r := range rules.Items {
		if strings.Contains(r.ID, "/") {
			t.Errorf("%s is a rule of ours", r.ID)
		}
	}
	if n, err := w.service.Probation(t.Context()); err != nil || n != 0 {
		t.Errorf("%d rules were judged: %v", n, err)
	}
	if got := send(report("Bandit", "elsewhere.py", 1)); got.Elsewhere != 1 || got.Scans[0].State != service.Succeeded {
		t.Errorf("%+v", got)
	}
	for _, bad := range []string{"", "{", "[]", `{"version":"1.0.0","runs":[]}`, `{"version":"2.1.0","runs":[]}`, `{"version":"2.1.0","runs":[{}]}`, `{"version":"2.1.0","runs":"x"}`} {
		if status, body := w.call(w.token, "POST", "/v1/projects/shop/imports", []byte(bad)); status != 422 && status != 400 {
			t.Errorf("%q: status %d: %s", bad, status, body)
		}
	}
	for _, odd := range []string{`"results":null`, `"results":[{}]`, `"results":[{"ruleId":"x","locations":[{}]}]`,
		`"results":[{"ruleId":"x","ruleIndex":-7,"message":{"id":"m","arguments":["a"]},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a.py"},"region":{"startLine":-4,"startColumn":99999,"endLine":7000000,"endColumn":-1}}}]}]`,
		`"results":[{"ruleId":"x","locations":[{"physicalLocation":{"artifactLocation":{"uri":"../../etc/passwd"}}}]}]`} {
		send([]byte(fmt.Sprintf(`{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"odd"}},%s}]}`, odd)))
	}
}
