package lsp_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/lsp"
	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/models"
	rulefolders "leadline/rules"
)

// editor is a client that keeps what it was told.
type editor struct {
	t    *testing.T
	rpc  *jrpc2.Client
	mu   sync.Mutex
	told map[string][]diagnostic
	news chan struct{}
	end  func() (bool, error)
	gone chan struct{}
	root string
	also func(*jrpc2.Request)
}

type diagnostic struct {
	Range struct {
		Start, End struct{ Line, Character int }
	}
	Code               string
	Message            string
	Severity           int
	Tags               []int
	RelatedInformation []struct {
		Location struct{ URI string }
		Message  string
	}
	Data struct{ Fingerprint string }
}

var loadOnce = sync.OnceValues(func() (*rule.Set, error) {
	m, err := model.Load(models.FS)
	if err != nil {
		return nil, err
	}
	return rule.Load(rulefolders.FS, m, rulefolders.Code())
})

func load(paths []string, s *lsp.Settings) (engine.Options, []*finding.Rule, error) {
	rules, err := loadOnce()
	if err != nil {
		return engine.Options{}, nil, err
	}
	kinds, err := model.Load(models.FS)
	if err != nil {
		return engine.Options{}, nil, err
	}
	project, err := config.Find(paths[0])
	if err != nil {
		return engine.Options{}, nil, err
	}
	project.Settings.Overlay(config.Overlay{Profile: s.Profile, Rules: []string{"sql-injection", "subprocess-shell-true", "tls-certificate-verification-disabled"}})
	active, err := engine.Select(rules, &project.Settings)
	var texts []*finding.Rule
	for _, r := range active {
		texts = append(texts, &r.Rule)
	}
	return engine.Options{Paths: paths, Project: project, Jobs: 2, Cache: cache.None{}, Rules: rules, Models: kinds}, texts, err
}

// start opens a folder with these files.
func start(t *testing.T, files map[string]string) *editor {
	t.Helper()
	e := converse(t)
	e.write(files)
	e.call("initialize", map[string]any{
		"processId": nil, "workspaceFolders": []any{map[string]any{"uri": uri(e.root), "name": "w"}},
		"capabilities": map[string]any{"workspace": map[string]any{"workspaceEdit": map[string]any{"documentChanges": true}}},
	}, nil)
	e.notify("initialized", map[string]any{})
	return e
}

// write makes the folder that is to be opened, with these files.
func (e *editor) write(files map[string]string) {
	e.t.Helper()
	e.root = e.t.TempDir()
	for name, text := range files {
		path := filepath.Join(e.root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			e.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			e.t.Fatal(err)
		}
	}
}

// converse starts a server and speaks with it.
func converse(t *testing.T) *editor {
	t.Helper()
	return converseWith(t, load)
}

func converseWith(t *testing.T, load lsp.Loader) *editor {
	t.Helper()
	return converseAs(t, load, nil)
}

// converseAs does so with a server that something is done to first.
func converseAs(t *testing.T, load lsp.Loader, prepare func(*lsp.Server)) *editor {
	t.Helper()
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	e := &editor{t: t, told: map[string][]diagnostic{}, news: make(chan struct{}, 1), gone: make(chan struct{})}
	type ended struct {
		orderly bool
		err     error
	}
	done := make(chan ended, 1)
	go func() {
		server := lsp.New(load, "test")
		if prepare != nil {
			prepare(server)
		}
		orderly, err := server.Serve(context.Background(), in, out)
		out.Close()
		close(e.gone)
		done <- ended{orderly, err}
	}()
	e.rpc = jrpc2.NewClient(channel.LSP(fromServer, toServer), &jrpc2.ClientOptions{
		OnNotify:   e.hear,
		OnCallback: func(context.Context, *jrpc2.Request) (any, error) { return nil, nil },
	})
	e.end = func() (bool, error) {
		e.rpc.Close()
		select {
		case r := <-done:
			return r.orderly, r.err
		case <-time.After(20 * time.Second):
			return false, fmt.Errorf("the server is still there 20 s after its editor went")
		}
	}
	t.Cleanup(func() { e.rpc.Close() })
	return e
}

func uri(path string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
}

func (e *editor) file(name string) string { return uri(filepath.Join(e.root, name)) }

func (e *editor) hear(r *jrpc2.Request) {
	e.mu.Lock()
	also := e.also
	e.mu.Unlock()
	if also != nil {
		also(r)
	}
	if r.Method() != "textDocument/publishDiagnostics" {
		return
	}
	var p struct {
		URI         string
		Diagnostics []diagnostic
	}
	if err := json.Unmarshal([]byte(r.ParamString()), &p); err != nil {
		e.t.Error(err)
	}
	e.mu.Lock()
	e.told[p.URI] = p.Diagnostics
	e.mu.Unlock()
	select {
	case e.news <- struct{}{}:
	default:
	}
}

// hears has somebody else hear everything from now on.
func (e *editor) hears(also func(*jrpc2.Request)) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.also = also
}

func (e *editor) call(method string, params, result any) {
	e.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	r, err := e.rpc.Call(ctx, method, params)
	if err != nil {
		e.t.Fatalf("%s: %v", method, err)
	}
	if result != nil {
		if err := r.UnmarshalResult(result); err != nil {
			e.t.Fatalf("%s: %v", method, err)
		}
	}
}

func (e *editor) notify(method string, params any) {
	e.t.Helper()
	if err := e.rpc.Notify(context.Background(), method, params); err != nil {
		e.t.Fatal(err)
	}
}

// until waits until what a file shows is as wanted: "line code" for each.
func (e *editor) until(uri string, want ...string) []diagnostic {
	e.t.Helper()
	deadline := time.After(60 * time.Second)
	for {
		e.mu.Lock()
		ds := e.told[uri]
		e.mu.Unlock()
		var have []string
		for _, d := range ds {
			have = append(have, fmt.Sprintf("%d %s", d.Range.Start.Line, d.Code))
		}
		if strings.Join(have, ", ") == strings.Join(want, ", ") {
			return ds
		}
		select {
		case <-e.news:
		case <-deadline:
			e.t.Fatalf("%s shows %q, not %q", uri, have, want)
		}
	}
}

func (e *editor) open(name, text string) {
	e.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": e.file(name), "languageId": "python", "version": 1, "text": text}})
}

// edit replaces a range by a text.
func (e *editor) edit(name string, version, line, from, to int, text string) {
	e.notify("textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": e.file(name), "version": version},
		"contentChanges": []any{map[string]any{"text": text, "range": map[string]any{
			"start": map[string]any{"line": line, "character": from}, "end": map[string]any{"line": line, "character": to},
		}}},
	})
}

const (
	views = "from flask import Flask, request\nimport store\n\napp = Flask(__name__)\n\n\n@app.route('/find')\ndef find():\n    return store.find(request.args['q'])\n"
	store = "import sqlite3\n\n\ndef find(text):\n    db = sqlite3.connect('shop.db')\n    return str(db.execute('select * from t where n = ?', (text,)).fetchall())\n"
	// unsafe is what makes of store's query one that is built from the text.
	safe, unsafe = "'select * from t where n = ?', (text,)", "\"select * from t where n = '\" + text + \"'\""
)

// TestTyping: an edit in one file shows a flow that begins in another, with its
// steps; taking it back takes the finding back.
func TestTyping(t *testing.T) {
	e := start(t, map[string]string{"views.py": views, "store.py": store})
	e.open("store.py", store)
	from := strings.Index(strings.Split(store, "\n")[5], safe)
	e.until(e.file("store.py"))
	e.edit("store.py", 2, 5, from, from+len(safe), unsafe)
	d := e.until(e.file("store.py"), "5 sql-injection")[0]
	if len(d.RelatedInformation) < 2 || !strings.HasPrefix(d.RelatedInformation[0].Message, "1. ") || d.RelatedInformation[0].Location.URI != e.file("views.py") {
		t.Errorf("the steps are %+v", d.RelatedInformation)
	}
	if d.Severity != 1 {
		t.Errorf("severity %d", d.Severity)
	}
	var flow struct {
		Steps []struct{ Kind, Message string }
	}
	e.call("leadline/flow", map[string]any{"fingerprint": d.Data.Fingerprint}, &flow)
	if n := len(flow.Steps); n < 2 || flow.Steps[0].Kind != "source" || flow.Steps[n-1].Kind != "sink" {
		t.Errorf("the flow is %+v", flow)
	}
	var h struct{ Contents struct{ Value string } }
	e.call("textDocument/hover", map[string]any{"textDocument": map[string]any{"uri": e.file("store.py")}, "position": map[string]any{"line": 5, "character": d.Range.Start.Character + 1}}, &h)
	if !strings.Contains(h.Contents.Value, "CWE-89") || !strings.Contains(h.Contents.Value, "views.py:9") {
		t.Errorf("hover says %s", h.Contents.Value)
	}
	e.edit("store.py", 3, 5, from, from+len(unsafe), safe)
	e.until(e.file("store.py"))
}

// TestActions: the fix of a finding removes it, the comment that ignores it
// silences it.
func TestActions(t *testing.T) {
	text := "import requests\n\nrequests.get('https://x.example', timeout=3, verify=False)\n"
	e := start(t, map[string]string{"a.py": text})
	e.open("a.py", text)
	d := e.until(e.file("a.py"), "2 tls-certificate-verification-disabled")[0]
	var actions []struct {
		Title, Kind string
		Edit        struct {
			DocumentChanges []struct {
				TextDocument struct{ Version *int }
				Edits        []struct {
					Range   struct{ Start, End struct{ Line, Character int } }
					NewText string
				}
			}
		}
	}
	e.call("textDocument/codeAction", map[string]any{
		"textDocument": map[string]any{"uri": e.file("a.py")}, "range": d.Range, "context": map[string]any{"diagnostics": []any{}},
	}, &actions)
	version := 1
	for _, kind := range []string{"Fix", "Ignore"} {
		done := false
		for _, a := range actions {
			if !strings.HasPrefix(a.Title, kind) || done {
				continue
			}
			done = true
			for _, edit := range a.Edit.DocumentChanges[0].Edits {
				version++
				if v := a.Edit.DocumentChanges[0].TextDocument.Version; v == nil || *v != 1 {
					t.Errorf("%s speaks of version %v", a.Title, v)
				}
				e.notify("textDocument/didChange", map[string]any{
					"textDocument":   map[string]any{"uri": e.file("a.py"), "version": version},
					"contentChanges": []any{map[string]any{"range": edit.Range, "text": edit.NewText}},
				})
			}
			e.until(e.file("a.py"))
		}
		if !done {
			t.Errorf("no action begins with %s: %+v", kind, actions)
		}
		version++
		e.notify("textDocument/didChange", map[string]any{
			"textDocument": map[string]any{"uri": e.file("a.py"), "version": version}, "contentChanges": []any{map[string]any{"text": text}},
		})
		e.until(e.file("a.py"), "2 tls-certificate-verification-disabled")
	}
}

// TestDisk: files that are not open count, changes on the disk are taken in,
// and a document that closes is what the disk says again.
func TestDisk(t *testing.T) {
	e := start(t, map[string]string{"a.py": "import os\nos.system(input())\n", "b.py": "x = 1\n"})
	e.until(e.file("a.py"), "1 subprocess-shell-true")
	if err := os.WriteFile(filepath.Join(e.root, "a.py"), []byte("x = 2\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	e.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": e.file("a.py"), "type": 2}}})
	e.until(e.file("a.py"))
	e.open("b.py", "import os\nos.system(input())\n")
	e.until(e.file("b.py"), "1 subprocess-shell-true")
	e.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": e.file("b.py")}})
	e.until(e.file("b.py"))
}

// TestNotebook: findings stand in the cells, also in one that reads another.
func TestNotebook(t *testing.T) {
	e := start(t, map[string]string{"a.py": "x = 1\n"})
	cell := func(n int) string {
		return fmt.Sprintf("vscode-notebook-cell:%s#%d", strings.TrimPrefix(e.file("n.ipynb"), "file:"), n)
	}
	texts := []string{"import os\nname = input()\n", "%time\nos.system(name)\n"}
	var cells, docs []any
	for i, text := range texts {
		cells = append(cells, map[string]any{"kind": 2, "document": cell(i)})
		docs = append(docs, map[string]any{"uri": cell(i), "languageId": "python", "version": 1, "text": text})
	}
	e.notify("notebookDocument/didOpen", map[string]any{
		"notebookDocument": map[string]any{"uri": e.file("n.ipynb"), "notebookType": "jupyter-notebook", "version": 1, "cells": cells}, "cellTextDocuments": docs,
	})
	e.until(cell(1), "1 subprocess-shell-true")
	e.notify("notebookDocument/didChange", map[string]any{
		"notebookDocument": map[string]any{"uri": e.file("n.ipynb"), "version": 2},
		"change": map[string]any{"cells": map[string]any{"textContent": []any{map[string]any{
			"document": map[string]any{"uri": cell(0), "version": 2}, "changes": []any{map[string]any{"text": "import os\nname = 'ls'\n"}},
		}}}},
	})
	e.until(cell(1))
}

// TestHostile: what makes no sense gets an error or nothing, and the server
// goes on.
func TestHostile(t *testing.T) {
	e := converse(t)
	ctx := context.Background()
	if _, err := e.rpc.Call(ctx, "textDocument/hover", map[string]any{}); err == nil {
		t.Error("an answer before initialize")
	}
	e.call("initialize", map[string]any{"capabilities": map[string]any{}}, nil)
	e.notify("initialized", map[string]any{})
	for _, m := range []string{"initialize", "no/such", "leadline/flow", "workspace/executeCommand"} {
		if _, err := e.rpc.Call(ctx, m, map[string]any{}); err == nil {
			t.Errorf("%s had no error", m)
		}
	}
	if _, err := e.rpc.Call(ctx, "textDocument/hover", []int{1}); err == nil {
		t.Error("an array is no position")
	}
	e.root = t.TempDir()
	e.edit("gone.py", 7, 3, 9, 1, "x") // of a document that was never opened
	e.open("a.py", "import os\nos.system(input())\n")
	e.edit("a.py", 2, 99, 5, 7, "x = '") // out of range: at the end
	e.until(e.file("a.py"), "1 subprocess-shell-true")
	e.edit("a.py", 3, 1, 80, 0, "") // backwards, and over the line's end
	e.until(e.file("a.py"))
	e.call("shutdown", nil, nil)
	if _, err := e.rpc.Call(ctx, "textDocument/hover", map[string]any{}); err == nil {
		t.Error("an answer after shutdown")
	}
	if orderly, err := e.end(); err != nil || !orderly {
		t.Errorf("ended %v, %v", orderly, err)
	}
}

// TestEditorDies: a server whose editor is gone is gone too.
func TestEditorDies(t *testing.T) {
	e := start(t, map[string]string{"a.py": "import os\nos.system(input())\n"})
	e.until(e.file("a.py"), "1 subprocess-shell-true")
	if orderly, err := e.end(); err != nil || orderly {
		t.Errorf("ended %v, %v", orderly, err)
	}
}

// TestEditorGone: a server ends with its editor's process also where the pipe
// stays open.
func TestEditorGone(t *testing.T) {
	editor := exec.Command("sleep", "60")
	if err := editor.Start(); err != nil {
		t.Skip("no process to stand for an editor:", err)
	}
	e := converse(t)
	e.call("initialize", map[string]any{"processId": editor.Process.Pid, "capabilities": map[string]any{}}, nil)
	_ = editor.Process.Kill()
	_ = editor.Wait() // it was killed
	select {
	case <-e.gone:
	case <-time.After(20 * time.Second):
		t.Error("the server is still there 20 s after its editor went")
	}
}
