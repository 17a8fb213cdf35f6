package lsp_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestNew: what the last commit does not have is new, also where only the data
// goes through a new line; what moved is not.
func TestNew(t *testing.T) {
	old := "import requests\n\nrequests.get('https://x.example', timeout=3, verify=False)\n"
	e := start(t, map[string]string{"old.py": old, "views.py": views, "store.py": strings.Replace(store, safe, unsafe, 1)})
	for _, args := range [][]string{{"init", "-q"}, {"add", "old.py", "store.py"}, {"-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "one"}} {
		c := exec.Command("git", args...)
		c.Dir = e.root
		if out, err := c.CombinedOutput(); err != nil {
			t.Skipf("git: %v: %s", err, out)
		}
	}
	e.open("old.py", "import os\n"+old+"requests.post('https://y.example', timeout=3, verify=False)\n")
	type item struct {
		Rule     string
		New      bool
		Location struct {
			URI   string
			Range struct{ Start struct{ Line int } }
		}
	}
	var all struct{ Findings []item }
	e.call("leadline/findings", nil, &all)
	got := map[string]bool{}
	for _, f := range all.Findings {
		got[filepath.Base(f.Location.URI)+":"+string(rune('0'+f.Location.Range.Start.Line))] = f.New
	}
	want := map[string]bool{"old.py:3": false, "old.py:4": true, "store.py:5": true}
	for place, isNew := range want {
		if have, there := got[place]; !there || have != isNew {
			t.Errorf("%s: new %v, there %v; all: %v", place, have, there, got)
		}
	}
}

// TestFixRequest: a client gets the fix of a finding to show it.
func TestFixRequest(t *testing.T) {
	text := "import requests\n\nrequests.get('https://x.example', timeout=3, verify=False)\n"
	e := start(t, map[string]string{"a.py": text})
	e.open("a.py", text)
	d := e.until(e.file("a.py"), "2 tls-certificate-verification-disabled")[0]
	var fix struct {
		Description string
		Safe        bool
		Edit        struct {
			DocumentChanges []struct {
				Edits []struct{ NewText, AnnotationID string }
			}
		}
	}
	e.call("leadline/fix", map[string]any{"fingerprint": d.Data.Fingerprint}, &fix)
	if fix.Description == "" || len(fix.Edit.DocumentChanges) != 1 || fix.Edit.DocumentChanges[0].Edits[0].AnnotationID != "" {
		t.Errorf("the fix is %+v", fix)
	}
}

// TestNoService: without a service its requests say so, and nothing else
// changes.
func TestNoService(t *testing.T) {
	e := start(t, map[string]string{"a.py": "import os\nos.system(input())\n"})
	e.until(e.file("a.py"), "1 subprocess-shell-true")
	for _, m := range []string{"signIn", "scan", "preview", "sync", "triage", "projects", "signOut"} {
		if _, err := e.rpc.Call(t.Context(), "leadline/cloud/"+m, map[string]any{}); err == nil {
			t.Errorf("leadline/cloud/%s had no error", m)
		}
	}
	var st struct{ SignedIn bool }
	e.call("leadline/cloud/status", nil, &st)
	if st.SignedIn {
		t.Error("signed in nowhere")
	}
}

// TestPull: a client that asks for diagnostics gets those of the present text, and
// hears when they are what it has; what is open is then not pushed.
func TestPull(t *testing.T) {
	e := converse(t)
	e.root = t.TempDir()
	var about struct {
		Capabilities struct {
			DiagnosticProvider *struct{ InterFileDependencies bool }
		}
	}
	e.call("initialize", map[string]any{
		"initializationOptions": map[string]any{"diagnostics": "pull"}, "workspaceFolders": []any{map[string]any{"uri": uri(e.root), "name": "w"}},
		"capabilities": map[string]any{"textDocument": map[string]any{"diagnostic": map[string]any{}}},
	}, &about)
	if p := about.Capabilities.DiagnosticProvider; p == nil || !p.InterFileDependencies {
		t.Fatalf("%+v", about)
	}
	e.notify("initialized", map[string]any{})
	text := "import os\nos.system(input())\n"
	if err := os.WriteFile(filepath.Join(e.root, "closed.py"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	e.open("a.py", text)
	type report struct {
		Kind, ResultID string
		Items          []diagnostic
	}
	ask := func(before string) (r report) {
		e.call("textDocument/diagnostic", map[string]any{"textDocument": map[string]any{"uri": e.file("a.py")}, "previousResultId": before}, &r)
		return r
	}
	first := ask("")
	if first.Kind != "full" || len(first.Items) != 1 || first.Items[0].Code != "subprocess-shell-true" {
		t.Fatalf("%+v", first)
	}
	if again := ask(first.ResultID); again.Kind != "unchanged" || again.ResultID != first.ResultID {
		t.Errorf("%+v", again)
	}
	e.edit("a.py", 2, 1, 0, 18, "x = 1")
	if r := ask(first.ResultID); r.Kind != "full" || len(r.Items) != 0 {
		t.Errorf("%+v", r)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if ds, told := e.told[e.file("a.py")]; told {
		t.Errorf("it was told of what it asks for: %v", ds)
	}
}

// TestTags: what nothing needs is faded out and what is deprecated struck through,
// by editors that can.
func TestTags(t *testing.T) {
	for _, able := range []bool{true, false} {
		e := withRules(t, "unreachable-code", "deprecated-stdlib-api")
		e.root = t.TempDir()
		publish := map[string]any{}
		if able {
			publish["tagSupport"] = map[string]any{"valueSet": []int{1, 2}}
		}
		e.call("initialize", map[string]any{"capabilities": map[string]any{"textDocument": map[string]any{"publishDiagnostics": publish}}}, nil)
		e.notify("initialized", map[string]any{})
		e.open("a.py", "import time\n\n\ndef f():\n    return time.clock()\n    print(1)\n")
		var have []string
		for _, d := range e.until(e.file("a.py"), "4 deprecated-stdlib-api", "5 unreachable-code") {
			have = append(have, fmt.Sprint(d.Code, d.Tags))
		}
		want := "deprecated-stdlib-api[2] unreachable-code[1]"
		if !able {
			want = "deprecated-stdlib-api[] unreachable-code[]"
		}
		if got := strings.Join(have, " "); got != want {
			t.Errorf("tags %s, want %s", got, want)
		}
	}
}
