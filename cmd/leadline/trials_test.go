package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestRulesTried: texts of rules, in both notations, run over code that is sent and
// over a project, on a service whose directory is named relative to where it runs.
func TestRulesTried(t *testing.T) {
	t.Chdir(t.TempDir())
	address, token := serveData(t, "data")
	ask := func(path string, in, out any) int {
		t.Helper()
		data, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		method := http.MethodPost
		if in == nil {
			method = http.MethodGet
		}
		res := sent(t, method, address+"/v1"+path, token, "application/json", bytes.NewReader(data))
		defer res.Body.Close()
		if err := json.NewDecoder(res.Body).Decode(out); err != nil {
			t.Fatal(err)
		}
		return res.StatusCode
	}
	const (
		own = "id: no-print\ntitle: Print\ncategory: correctness\nseverity: low\nprecision: high\ncwe: [710]\nmessage: no print\nmatch: {any: [\"builtins.print(...)\"]}\n"
		sem = "rules:\n- id: team.no-print\n  languages: [python]\n  severity: ERROR\n  message: no print\n  pattern: print(...)\n"
	)
	files := []map[string]string{{"path": "a.py", "text": "print(1)  # want \"no print\"\nrepr(1)\n"}}
	for name, text := range map[string]string{"own": own, "semgrep": sem} {
		var got struct {
			Agrees bool
			Cases  []struct{ Problems []string }
		}
		if status := ask("/rules/no-print/test", map[string]any{"text": text, "files": files}, &got); status != 200 || !got.Agrees {
			t.Errorf("%s: %d %+v", name, status, got)
		}
		var problem struct{ Detail string }
		status := ask("/rules/no-print/test", map[string]any{"text": text + "\nnonsense: [", "files": files}, &problem)
		if status != 422 || problem.Detail == "" || strings.Contains(problem.Detail, "data") {
			t.Errorf("%s, broken: %d %s", name, status, problem.Detail)
		}
	}
	if err := os.WriteFile(filepath.Join("code.py"), []byte("print(1)\nprint(2)\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("LEADLINE_TOKEN", token)
	if code, _, errs := command(t, "", "scan", "code.py", "--remote", address, "--project", "shop", "--ref", "main"); code != exitClean {
		t.Fatalf("scan: %d %s", code, errs)
	}
	for name, text := range map[string]string{"own": own, "semgrep": sem, "broken": "id: no-print\nnonsense: 1\n"} {
		var trial struct {
			ID, State, Error string
			Outcome          struct{ AppearedCount, GoneCount int }
		}
		if status := ask("/rules:replay", map[string]any{"project": "shop", "to": map[string]any{"text": text}}, &trial); status != 202 {
			t.Fatalf("%s: status %d", name, status)
		}
		for range 200 {
			if ask("/trials/"+trial.ID, nil, &trial); trial.State != "queued" && trial.State != "running" {
				break
			}
			time.Sleep(25 * time.Millisecond)
		}
		switch {
		case name == "broken":
			if trial.State != "failed" || !strings.Contains(trial.Error, "nonsense") || strings.Contains(trial.Error, "work") {
				t.Errorf("%s: %+v", name, trial)
			}
		case trial.State != "succeeded" || trial.Outcome.AppearedCount != 2 || trial.Outcome.GoneCount != 0:
			t.Errorf("%s: %+v", name, trial)
		}
	}
}
