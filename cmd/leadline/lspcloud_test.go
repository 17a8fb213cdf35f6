package main

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"

	"leadline/internal/lsp"
	"leadline/internal/remote"
)

// clientOf is an editor that keeps what it was told, speaking with a server as
// leadline lsp makes it.
type clientOf struct {
	t    *testing.T
	rpc  *jrpc2.Client
	mu   sync.Mutex
	seen []string // messages to the user
	bars []string // words of progress
	stop chan struct{}
}

func editing(t *testing.T, root, memory, service string) *clientOf {
	t.Helper()
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	e := &clientOf{t: t, stop: make(chan struct{})}
	r := &request{Jobs: 2}
	server := lsp.New(r.forEditor, version)
	server.Connect(editorHost{r}, &remote.Memory{Path: memory})
	go func() {
		_, _ = server.Serve(context.Background(), in, out)
		out.Close()
		close(e.stop)
	}()
	e.rpc = jrpc2.NewClient(channel.LSP(fromServer, toServer), &jrpc2.ClientOptions{
		OnNotify: func(r *jrpc2.Request) {
			e.mu.Lock()
			defer e.mu.Unlock()
			switch r.Method() {
			case "window/showMessage":
				e.seen = append(e.seen, r.ParamString())
			case "$/progress":
				e.bars = append(e.bars, r.ParamString())
			}
		},
		OnCallback: func(context.Context, *jrpc2.Request) (any, error) { return nil, nil },
	})
	t.Cleanup(e.close)
	e.must("initialize", map[string]any{
		"workspaceFolders":      []any{map[string]any{"uri": "file://" + root, "name": "w"}},
		"initializationOptions": map[string]any{"cloud": map[string]any{"url": service, "project": "shop"}},
		"capabilities":          map[string]any{"window": map[string]any{"workDoneProgress": true}},
	}, nil)
	if err := e.rpc.Notify(t.Context(), "initialized", map[string]any{}); err != nil {
		t.Fatal(err)
	}
	return e
}

func (e *clientOf) close() {
	e.rpc.Close()
	select {
	case <-e.stop:
	case <-time.After(20 * time.Second):
		e.t.Error("the server is still there 20 s after its editor went")
	}
}

func (e *clientOf) call(method string, params, result any) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return e.rpc.CallResult(ctx, method, params, result)
}

func (e *clientOf) must(method string, params, result any) {
	e.t.Helper()
	if result == nil {
		result = &json.RawMessage{}
	}
	if err := e.call(method, params, result); err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
}

type listed struct {
	Fingerprint, Rule, Verdict, Presence, AsOf string
	Queued, Ignored, Service                   bool
}

func (e *clientOf) find(rule string) (out listed) {
	e.t.Helper()
	var all struct{ Findings []listed }
	e.must("leadline/findings", nil, &all)
	for _, f := range all.Findings {
		if f.Rule == rule {
			return f
		}
	}
	return out
}

// relay stands before a service and can be cut off.
type relay struct {
	net.Listener
	to   string
	mu   sync.Mutex
	down bool
	open []net.Conn
}

func relayTo(t *testing.T, address string) *relay {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{Listener: l, to: strings.TrimPrefix(address, "http://")}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			r.mu.Lock()
			down := r.down
			r.open = append(r.open, c)
			r.mu.Unlock()
			to, err := net.Dial("tcp", r.to)
			if down || err != nil {
				c.Close()
				continue
			}
			go func() { defer c.Close(); _, _ = io.Copy(to, c) }()
			go func() { defer to.Close(); _, _ = io.Copy(c, to) }()
		}
	}()
	return r
}

func (r *relay) cut(down bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.down = down
	for _, c := range r.open {
		c.Close()
	}
	r.open = nil
}

const shop = `import os
import sys

import requests

requests.get('https://x.example', timeout=3, verify=False)
os.system('ls ' + sys.argv[1])
KEY = "AKIA` + `QZ7XW3RTYV5N2B6K"
`

// weak is a text that has one finding.
const weak = "import hashlib\n\n\ndef digest(password):\n    return hashlib.md5(password.encode()).hexdigest()\n"

// TestCloud is the whole way of a team's verdict: a scan in the service that
// somebody agreed to, a verdict that travels, one that waits for the service to
// come back, one that meets another's, and findings that outlive an edit.
func TestCloud(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	service, token := serveForTest(t)
	gate := relayTo(t, service)
	address := "http://" + gate.Addr().String()
	root, memory := t.TempDir(), filepath.Join(t.TempDir(), "state", "cloud.json")
	write := func(name, content string) {
		if err := os.WriteFile(filepath.Join(root, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("app.py", shop)
	write("quiet.py", "x = 1\n")
	write(".gitignore", "private.py\n")
	write("private.py", "password = 'not for others'\n")
	ctx := t.Context()
	gitIn(t, root, "init", "-q", "-b", "main")
	gitIn(t, root, "-c", "user.name=t", "-c", "user.email=t@example.org", "add", ".")
	gitIn(t, root, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "one")

	e := editing(t, root, memory, address)
	if err := e.call("leadline/cloud/signIn", map[string]any{"token": "ldl_wrong"}, nil); err == nil {
		t.Error("a wrong token signs in")
	}
	deviceSignIn(t, e, address, token)
	e.must("leadline/cloud/signIn", map[string]any{"token": token}, nil)

	// An unsaved text goes along, an ignored file does not.
	_ = e.rpc.Notify(ctx, "textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": "file://" + filepath.Join(root, "quiet.py"), "languageId": "python", "version": 1, "text": weak}})
	var sees struct {
		Files []struct {
			Path            string
			Unsaved, Masked bool
		}
		Agreed   bool
		Ref      string
		Withheld []string
		Estimate *struct{ Of int }
	}
	e.must("leadline/cloud/preview", nil, &sees)
	names := map[string][2]bool{}
	for _, f := range sees.Files {
		names[f.Path] = [2]bool{f.Unsaved, f.Masked}
	}
	if _, sent := names["private.py"]; sent || !names["quiet.py"][0] || names["app.py"][0] || sees.Agreed || sees.Ref != "main+local" || sees.Estimate != nil {
		t.Errorf("the preview says %+v", sees)
	}
	if err := e.call("leadline/cloud/scan", nil, nil); err == nil || !strings.Contains(err.Error(), "agreed") {
		t.Errorf("sent without consent: %v", err)
	}
	var done struct {
		ID       string
		Findings int
	}
	e.must("leadline/cloud/scan", map[string]any{"agreed": true}, &done)
	if f := e.find("tls-certificate-verification-disabled"); done.Findings < 2 || f.Presence != "new" || f.Verdict != "untriaged" || f.Service {
		t.Errorf("after the scan: %+v, %+v", done, f)
	}
	if f := e.find("weak-hash"); f.Presence != "new" {
		t.Errorf("what was not saved is not known there: %+v", f)
	}
	e.mu.Lock()
	bars := strings.Join(e.bars, "\n")
	e.mu.Unlock()
	for _, want := range []string{`"kind":"begin"`, "sending what the service does not have", `"kind":"end"`} {
		if !strings.Contains(bars, want) {
			t.Errorf("the progress lacks %s:\n%s", want, bars)
		}
	}

	// A verdict travels at once and silences the finding; a colleague sees it.
	print := e.find("tls-certificate-verification-disabled").Fingerprint
	var said struct{ Queued bool }
	e.must("leadline/cloud/triage", map[string]any{"fingerprint": print, "verdict": "false_positive", "reason": "a test server"}, &said)
	if f := e.find("tls-certificate-verification-disabled"); said.Queued || !f.Ignored || f.Verdict != "false_positive" || f.Queued {
		t.Errorf("after the verdict: %v, %+v", said, f)
	}
	colleague := &remote.Client{URL: service, Token: token, Version: "test"}
	known := func(rule string) remote.Known {
		all, err := colleague.Known(ctx, "shop", "main+local")
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range all {
			if k.Rule == rule {
				return k
			}
		}
		return remote.Known{}
	}
	if k := known("tls-certificate-verification-disabled"); k.Verdict != "false_positive" {
		t.Errorf("the colleague sees %+v", k)
	}

	// An edit around it does not bring it back, and neither does renaming what
	// its text does not show.
	_ = e.rpc.Notify(ctx, "textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": "file://" + filepath.Join(root, "app.py"), "languageId": "python", "version": 1, "text": "# more\n\n" + strings.Replace(shop, "requests.get(", "requests.get(  ", 1)}})
	if f := e.find("tls-certificate-verification-disabled"); !f.Ignored {
		t.Errorf("after an edit: %+v", f)
	}

	// The service goes away: a verdict waits, and so it does over a restart.
	gate.cut(true)
	victim := e.find("weak-hash")
	start := time.Now()
	e.must("leadline/cloud/triage", map[string]any{"fingerprint": victim.Fingerprint, "verdict": "test_code"}, &said)
	if f := e.find("weak-hash"); !said.Queued || !f.Queued || !f.Ignored {
		t.Errorf("offline: %v, %+v", said, f)
	}
	if took := time.Since(start); took > 12*time.Second {
		t.Errorf("a verdict without the service took %v", took)
	}
	e.close()
	gate.cut(false)
	e = editing(t, root, memory, address)
	_ = e.rpc.Notify(ctx, "textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": "file://" + filepath.Join(root, "quiet.py"), "languageId": "python", "version": 1, "text": weak}})
	e.find("weak-hash")
	e.must("leadline/cloud/signIn", map[string]any{"token": token}, nil)
	e.must("leadline/cloud/sync", nil, nil)
	if f := e.find("weak-hash"); f.Queued || f.Verdict != "test_code" || known("weak-hash").Verdict != "test_code" {
		t.Errorf("the verdict did not arrive: %+v, %+v", f, known("weak-hash"))
	}

	// Somebody else decides while we are away: theirs holds, and we are told.
	gate.cut(true)
	e.must("leadline/cloud/triage", map[string]any{"fingerprint": victim.Fingerprint, "verdict": "to_fix"}, &said)
	if err := colleague.Decide(ctx, known("weak-hash").ID, "test_code", &remote.Verdict{Verdict: "confirmed"}); err != nil {
		t.Fatal(err)
	}
	gate.cut(false)
	e.must("leadline/cloud/sync", nil, nil)
	e.mu.Lock()
	heard := strings.Join(e.seen, "\n")
	e.mu.Unlock()
	if f := e.find("weak-hash"); f.Verdict != "confirmed" || f.Queued || !strings.Contains(heard, "decided otherwise") {
		t.Errorf("two verdicts: %+v, heard %s", f, heard)
	}

	// After another scan the estimate has something to go by.
	e.must("leadline/cloud/scan", nil, &done)
	e.must("leadline/cloud/preview", nil, &sees)
	if sees.Estimate == nil || sees.Estimate.Of < 2 {
		t.Errorf("the estimate is %+v", sees.Estimate)
	}
	// What was scanned and is written differently now is shown as of then.
	_ = e.rpc.Notify(ctx, "textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": "file://" + filepath.Join(root, "quiet.py"), "version": 2},
		"contentChanges": []any{map[string]any{"text": "print(1)\n"}},
	})
	if f := e.find("weak-hash"); !f.Service || f.AsOf == "" {
		t.Errorf("changed text: %+v", f)
	}
}

// TestOpenNotebook: an open notebook keeps what its file has and the editor
// does not tell of, its outputs.
func TestOpenNotebook(t *testing.T) {
	root := t.TempDir()
	name := filepath.Join(root, "n.ipynb")
	const shown = `{"nbformat": 4, "nbformat_minor": 5, "metadata": {"language_info": {"name": "python"}}, "cells": [
{"cell_type": "code", "id": "a", "metadata": {}, "execution_count": 1, "source": ["print(connection())"], "outputs": [
{"output_type": "stream", "name": "stdout", "text": ["postgresql://shop:Zw9kQ4tB7vXe@db.example.com/shop\n"]}]}]}`
	if err := os.WriteFile(name, []byte(shown), 0o600); err != nil {
		t.Fatal(err)
	}
	e := editing(t, root, filepath.Join(t.TempDir(), "cloud.json"), "")
	closed := e.find("notebook-secret-in-output")
	cell := "vscode-notebook-cell:" + name + "#a"
	if err := e.rpc.Notify(t.Context(), "notebookDocument/didOpen", map[string]any{
		"notebookDocument": map[string]any{"uri": "file://" + name, "notebookType": "jupyter-notebook", "version": 1, "cells": []any{
			map[string]any{"kind": 2, "document": cell, "executionSummary": map[string]any{"executionOrder": 1}}}},
		"cellTextDocuments": []any{map[string]any{"uri": cell, "languageId": "python", "version": 1, "text": "print(connection())"}},
	}); err != nil {
		t.Fatal(err)
	}
	if open := e.find("notebook-secret-in-output"); closed.Rule == "" || open.Rule == "" {
		t.Errorf("closed: %+v, open: %+v", closed, open)
	}
}

// TestCloudNotebook: a client that sends notebooks whole has them scanned with
// the folder around them, as it has them; verdicts on their findings come back
// with the next look, wherever their cells are by then.
func TestCloudNotebook(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	service, token := serveForTest(t)
	top := t.TempDir()
	root := filepath.Join(top, "books")
	if err := os.MkdirAll(filepath.Join(root, "deep"), 0o700); err != nil {
		t.Fatal(err)
	}
	e := editing(t, top, filepath.Join(t.TempDir(), "cloud.json"), service)
	_ = e.rpc.Notify(t.Context(), "workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{
		"added": []any{map[string]any{"uri": "file://" + root, "name": ""}}, "removed": []any{map[string]any{"uri": "file://" + top, "name": ""}}}})
	e.must("leadline/cloud/signIn", map[string]any{"token": token, "keep": true}, nil)
	if kept, err := tokenFor(service); err != nil || kept != token {
		t.Errorf("the token that is kept: %v", err)
	}
	name := filepath.Join(root, "deep", "n.ipynb")
	if err := os.WriteFile(name, []byte(`{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}`), 0o600); err != nil {
		t.Fatal(err)
	}
	uri := "file://" + name
	type found struct {
		Fingerprint, Rule, Verdict, Presence string
		Team                                 bool
	}
	look := func(sources ...string) (open, ignored []found) {
		cells := []any{}
		for i, s := range sources {
			cells = append(cells, map[string]any{"cell_type": "code", "id": strings.Fields(s)[0] + string(rune('a'+i)), "metadata": map[string]any{}, "source": s, "execution_count": nil, "outputs": []any{}})
		}
		var a struct{ Findings, Ignored []found }
		e.must("leadline/analyzeNotebook", map[string]any{"uri": uri, "notebook": map[string]any{"nbformat": 4, "nbformat_minor": 5, "metadata": map[string]any{}, "cells": cells}}, &a)
		return a.Findings, a.Ignored
	}
	const call = "requests.get('https://x.example', timeout=3, verify=False)"
	key := `KEY = "AKIA` + `QZ7XW3RTYV5N2B6K"`
	look("import requests", call, key)
	about := map[string]any{"notebook": uri}
	var sees struct {
		Files []struct {
			Path            string
			Unsaved, Masked bool
		}
	}
	e.must("leadline/cloud/preview", about, &sees)
	if len(sees.Files) != 1 || sees.Files[0].Path != "deep/n.ipynb" || !sees.Files[0].Unsaved || !sees.Files[0].Masked {
		t.Errorf("the preview says %+v", sees)
	}
	e.must("leadline/cloud/scan", map[string]any{"notebook": uri, "agreed": true}, nil)
	open, _ := look("import requests", call, key)
	i := 0
	for i < len(open) && open[i].Rule != "tls-certificate-verification-disabled" {
		i++
	}
	if i == len(open) || open[i].Presence != "new" {
		t.Fatalf("after the scan: %+v", open)
	}
	e.must("leadline/cloud/triage", map[string]any{"notebook": uri, "fingerprint": open[i].Fingerprint, "verdict": "accepted_risk", "reason": "a test server"}, nil)
	open, ignored := look("x = 1", "import requests", key, call)
	if len(ignored) != 1 || !ignored[0].Team || ignored[0].Verdict != "accepted_risk" {
		t.Errorf("after the verdict and a move: %+v, %+v", open, ignored)
	}
	e.must("leadline/cloud/scan", about, nil)
	var past struct {
		Path     string
		Scans    []struct{ Summary string }
		Findings []struct {
			ID, Rule, Verdict, Here string
			Cell                    int
		}
	}
	e.must("leadline/cloud/notebook", about, &past)
	if past.Path != "deep/n.ipynb" || len(past.Scans) != 2 || past.Scans[0].Summary == "" {
		t.Errorf("the notebook's past: %+v", past)
	}
	for _, f := range past.Findings {
		if f.Rule != "tls-certificate-verification-disabled" {
			continue
		}
		var events struct {
			History []struct{ Kind, Became, Note string }
		}
		e.must("leadline/cloud/history", map[string]any{"id": f.ID}, &events)
		told := false
		for _, h := range events.History {
			told = told || h.Kind == "triage" && h.Became == "accepted_risk"
		}
		if f.Cell != 4 || f.Verdict != "accepted_risk" || f.Here != ignored[0].Fingerprint || !told {
			t.Errorf("the finding's past: %+v, %+v", f, events)
		}
		return
	}
	t.Errorf("no past of the finding: %+v", past)
}

// deviceSignIn: the editor gets a token of whoever says yes to its code.
func deviceSignIn(t *testing.T, e *clientOf, address, token string) {
	t.Helper()
	var asked struct{ Secret, Code, Address string }
	e.must("leadline/cloud/askDevice", map[string]any{"client": "an editor"}, &asked)
	if !strings.Contains(asked.Address, "/device?code="+asked.Code) {
		t.Errorf("%+v", asked)
	}
	sent(t, "POST", address+"/v1/device/"+asked.Code, token, "application/json", strings.NewReader(`{"allow": true}`)).Body.Close()
	var me struct{ Login, Token string }
	e.must("leadline/cloud/awaitDevice", map[string]any{"secret": asked.Secret, "interval": 1}, &me)
	if me.Login != "admin" || !strings.HasPrefix(me.Token, "ldl_") || me.Token == token {
		t.Errorf("%+v", me)
	}
}
