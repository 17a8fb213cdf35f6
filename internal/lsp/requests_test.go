package lsp_test

import (
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
