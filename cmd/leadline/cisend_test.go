package main

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestChangeIsSent: the service scans a change under a ref of its own, and the
// target keeps its state.
func TestChangeIsSent(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	address, token := serveForTest(t)
	for k, v := range map[string]string{"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
		"XDG_CACHE_HOME": t.TempDir(), "XDG_CONFIG_HOME": t.TempDir(), "LEADLINE_TOKEN": token, "GITHUB_STEP_SUMMARY": "", "GITHUB_ACTIONS": "", "GITLAB_CI": ""} {
		t.Setenv(k, v)
	}
	commit := func(content string) {
		t.Helper()
		if err := os.WriteFile("app.py", []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		gitIn(t, dir, "add", ".")
		gitIn(t, dir, "commit", "-q", "-m", "x")
	}
	gitIn(t, dir, "init", "-q", "-b", "main")
	commit(forgeBase)
	if code, _, errs := command(t, "", "ci", "--remote", address, "--project", "shop"); code != exitClean || !strings.Contains(errs, "sent to "+address+"/scans/") {
		t.Fatalf("of main: %d, %s", code, errs)
	}
	gitIn(t, dir, "switch", "-q", "-c", "topic")
	commit(forgeBad)
	t.Setenv("GITHUB_ACTIONS", "true")
	t.Setenv("GITHUB_EVENT_PATH", eventFile(t, "main")) // a branch of the same name in somebody's copy
	// Neither what is not committed nor what is not new changes what is sent.
	if err := os.WriteFile("app.py", []byte("broken("), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := command(t, "", "ci", "--remote", address, "--project", "shop"); code != exitFindings || !strings.Contains(errs, "sent to") {
		t.Fatalf("of the request: %d, %s", code, errs)
	}
	for ref, want := range map[string]int{"request-7": 1, "main": 0} {
		if got := findingsAt(t, address, token, ref); got != want {
			t.Errorf("%s has %d findings, want %d", ref, got, want)
		}
	}
	// What the project has decided stands above the settings of the change.
	there := &plant{T: t, address: address, token: token}
	decide := func(lines ...map[string]any) {
		there.ask("PUT", "/v1/projects/shop/policies", map[string]any{"items": lines}, nil)
	}
	line := func(action, ref string) map[string]any {
		return map[string]any{"paths": []string{"*.py"}, "rules": []string{}, "refs": []string{ref}, "severity": "info", "action": action}
	}
	for ref, want := range map[string]int{"main": exitClean, "release": exitFindings} {
		decide(line("monitor", ref))
		if code, _, errs := command(t, "", "ci", "--remote", address, "--project", "shop"); code != want {
			t.Errorf("with a policy for what goes into %s: %d, %s", ref, code, errs)
		}
	}
	for _, args := range [][]string{{"--quick"}, {"--staged"}, {"--settings", filepath.Join(dir, "none.toml")}} {
		if code, _, errs := command(t, "", append([]string{"ci", "--remote", address}, args...)...); code != exitUsage || !strings.Contains(errs, "--remote") {
			t.Errorf("%v: %d, %s", args, code, errs)
		}
	}
	t.Setenv("LEADLINE_TOKEN", "ldl_wrong")
	if code, _, errs := command(t, "", "ci", "--remote", address); code != exitUsage || strings.Contains(errs, "ldl_wrong") {
		t.Errorf("a wrong token: %d, %s", code, errs)
	}
}

// findingsAt waits until a ref was scanned and counts its findings.
func findingsAt(t *testing.T, address, token, ref string) int {
	t.Helper()
	var page struct{ Items []struct{ Rule string } }
	ask := func(path string, out any) {
		res := sent(t, http.MethodGet, address+path, token, "", nil)
		defer res.Body.Close()
		data, err := io.ReadAll(res.Body)
		if err == nil {
			err = json.Unmarshal(data, out)
		}
		if err != nil {
			t.Fatalf("%s: %v\n%s", path, err, data)
		}
	}
	for range 600 {
		var scans struct {
			Items []struct{ State string }
		}
		ask("/v1/scans?project=shop&ref="+ref, &scans)
		if len(scans.Items) > 0 && scans.Items[0].State == "succeeded" {
			ask("/v1/findings?project=shop&ref="+ref, &page)
			return len(page.Items)
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("%s was never scanned", ref)
	return 0
}
