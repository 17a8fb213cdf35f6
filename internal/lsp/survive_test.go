package lsp_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creachadair/jrpc2"

	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/lsp"
)

const found = "import os\nos.system(input())\n"

// change puts a whole text in the place of a document's.
func (e *editor) change(name string, version int, text string) {
	e.t.Helper()
	e.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": e.file(name), "version": version},
		"contentChanges": []any{map[string]any{"text": text}},
	})
}

// TestHuge: a file over the limit is told as not analysed, on the disk and open,
// and never looks clean; what is beside it is analysed, and itself is as soon as
// it is small enough.
func TestHuge(t *testing.T) {
	huge := found + strings.Repeat("x = 'a line of data that nobody wrote'\n", config.DefaultMaxFileSize/38)
	e := start(t, map[string]string{"disk.py": huge, "small.py": found})
	e.until(e.file("small.py"), "1 subprocess-shell-true")
	d := e.until(e.file("disk.py"), "0 too-large")[0]
	if !strings.Contains(d.Message, "not analysed") || d.Severity != 2 {
		t.Errorf("it is told %+v", d)
	}
	e.open("open.py", huge)
	e.until(e.file("open.py"), "0 too-large")
	for i := range 20 { // while somebody types in it, others are served
		e.edit("open.py", 2+i, 3+i, 0, 1, "y")
	}
	e.open("small.py", found)
	e.edit("small.py", 2, 0, 0, 0, "# first\n")
	e.until(e.file("small.py"), "2 subprocess-shell-true")
	e.until(e.file("open.py"), "0 too-large")
	e.change("open.py", 50, found)
	e.until(e.file("open.py"), "1 subprocess-shell-true")
	var all struct {
		Projects []struct{ Gaps []struct{ Path, Code string } }
	}
	e.call("leadline/coverage", nil, &all)
	if g := all.Projects[0].Gaps; len(g) != 1 || g[0].Path != "disk.py" || g[0].Code != "too-large" {
		t.Errorf("the gaps are %+v", all)
	}
	if err := os.WriteFile(filepath.Join(e.root, "disk.py"), []byte("x = 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	e.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": e.file("disk.py"), "type": 2}}})
	e.until(e.file("disk.py"))
}

// TestUnreadable: a file that is no text, and one that cannot be read, are told as
// well.
func TestUnreadable(t *testing.T) {
	e := start(t, map[string]string{"nul.py": "x = 1\x00\n", "latin.py": "x = '\xe9'\n", "ok.py": found})
	e.until(e.file("ok.py"), "1 subprocess-shell-true")
	e.until(e.file("nul.py"), "0 binary")
	e.until(e.file("latin.py"), "0 encoding")
}

// TestFolderGone: a folder that is deleted while it is open takes its findings
// with it and nothing else; what is open is looked at all the same, and when the
// folder comes back so do its findings.
func TestFolderGone(t *testing.T) {
	e := start(t, map[string]string{"sub/a.py": found, "b.py": found})
	e.until(e.file("sub/a.py"), "1 subprocess-shell-true")
	e.open("b.py", found)
	e.until(e.file("b.py"), "1 subprocess-shell-true")
	if err := os.RemoveAll(e.root); err != nil {
		t.Fatal(err)
	}
	gone := map[string]any{"changes": []any{map[string]any{"uri": e.file("sub/a.py"), "type": 3}, map[string]any{"uri": e.file("b.py"), "type": 3}}}
	e.notify("workspace/didChangeWatchedFiles", gone)
	e.until(e.file("sub/a.py"))
	e.change("b.py", 2, "x = 1\n")
	e.until(e.file("b.py"))
	e.change("b.py", 3, "import os\n\nos.system(input())\n")
	e.call("leadline/findings", nil, nil)
	e.call("leadline/coverage", nil, nil)
	if err := os.MkdirAll(filepath.Join(e.root, "sub"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(e.root, "sub", "a.py"), []byte("# moved\n"+found), 0o600); err != nil {
		t.Fatal(err)
	}
	e.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": e.file("sub/a.py"), "type": 1}}})
	e.until(e.file("sub/a.py"), "2 subprocess-shell-true")
	e.until(e.file("b.py"), "2 subprocess-shell-true")
	if orderly, err := e.end(); err != nil || orderly {
		t.Errorf("ended %v, %v", orderly, err)
	}
}

// TestBadSettings: settings that cannot be read are told once, in words, and when
// they can be read again the findings are back.
func TestBadSettings(t *testing.T) {
	var mu sync.Mutex
	said, looks := 0, 0
	e := start(t, map[string]string{"a.py": found})
	e.until(e.file("a.py"), "1 subprocess-shell-true")
	e.hears(func(r *jrpc2.Request) {
		mu.Lock()
		defer mu.Unlock()
		switch r.Method() {
		case "window/showMessage":
			said++
		case "leadline/analyzed":
			looks++
		}
	})
	settings := func(text string) {
		if err := os.WriteFile(filepath.Join(e.root, "leadline.toml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		e.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": e.file("leadline.toml"), "type": 2}}})
	}
	settings("profile = [")
	e.until(e.file("a.py"))
	e.open("a.py", found)
	e.call("leadline/findings", nil, nil)
	mu.Lock()
	if said != 1 || looks > 3 {
		t.Errorf("it was said %d times, after %d looks", said, looks)
	}
	mu.Unlock()
	settings("# good again\n")
	e.until(e.file("a.py"), "1 subprocess-shell-true")
}

// TestOpenAtOnce: a document that is open before the first look, and closes
// unsaved, leaves nothing behind.
func TestOpenAtOnce(t *testing.T) {
	e := start(t, map[string]string{"a.py": "x = 1\n", "b.py": found})
	e.open("a.py", found)
	e.until(e.file("a.py"), "1 subprocess-shell-true")
	e.until(e.file("b.py"), "1 subprocess-shell-true")
	e.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": e.file("a.py")}})
	e.until(e.file("a.py"))
	var all struct {
		Findings []struct{ Location struct{ URI string } }
		Projects []struct{ Files int }
	}
	e.call("leadline/findings", nil, &all)
	e.call("leadline/coverage", nil, &all)
	if len(all.Findings) != 1 || all.Findings[0].Location.URI != e.file("b.py") || all.Projects[0].Files != 2 {
		t.Errorf("what is left: %+v", all)
	}
}

// TestOutOfOrder: an edit that comes after a newer one, of a document that is not
// open, twice, or after its document has closed, does no harm to what is there.
func TestOutOfOrder(t *testing.T) {
	e := start(t, map[string]string{"a.py": "x = 1\n"})
	e.edit("a.py", 1, 0, 0, 1, "y") // before it is opened
	e.open("a.py", "x = 1\n")
	e.change("a.py", 5, found)
	e.edit("a.py", 4, 0, 0, 9, "") // late
	e.change("a.py", 3, "x = 2\n") // later still
	e.until(e.file("a.py"), "1 subprocess-shell-true")
	e.edit("a.py", 6, 0, 0, 0, "\n")
	e.until(e.file("a.py"), "2 subprocess-shell-true")
	e.open("a.py", found) // once more, from its first version
	e.until(e.file("a.py"), "1 subprocess-shell-true")
	e.edit("a.py", 2, 0, 0, 0, "\n\n")
	e.until(e.file("a.py"), "3 subprocess-shell-true")
	for range 2 {
		e.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": e.file("a.py")}})
	}
	e.edit("a.py", 9, 0, 0, 0, found)
	e.until(e.file("a.py"))
}

// slowHost is a machine that knows a token for every service.
type slowHost struct{ lsp.Host }

func (slowHost) Token(string) (string, error) { return "ldl_token", nil }

// TestSlowService: a service that takes connections and never answers keeps
// nobody from typing, and who waits for it can stop waiting.
func TestSlowService(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			defer c.Close()
		}
	}()
	e := converseAs(t, load, func(s *lsp.Server) { s.Connect(slowHost{}, nil) })
	e.root = t.TempDir()
	e.call("initialize", map[string]any{
		"workspaceFolders":      []any{map[string]any{"uri": uri(e.root), "name": "w"}},
		"initializationOptions": map[string]any{"cloud": map[string]any{"url": "http://" + l.Addr().String()}}, "capabilities": map[string]any{},
	}, nil)
	e.notify("initialized", map[string]any{})
	e.open("a.py", "x = 1\n")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var waiting sync.WaitGroup
	for range 40 {
		waiting.Go(func() {
			if _, err := e.rpc.Call(ctx, "leadline/cloud/signIn", map[string]any{"token": "ldl_other"}); err == nil {
				t.Error("signed in to a service that says nothing")
			}
		})
	}
	time.Sleep(200 * time.Millisecond)
	begun := time.Now()
	e.change("a.py", 2, found)
	e.until(e.file("a.py"), "1 subprocess-shell-true")
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("an edit took %v beside a service that is slow", took)
	}
	cancel() // the client tells the server
	waiting.Wait()
	if took := time.Since(begun); took > 15*time.Second {
		t.Errorf("to stop waiting took %v", took)
	}
}

// TestCancelLook: a look that takes its time can be ended by the user. What was
// known stays, nobody waits for it, and the next edit brings what it would have.
func TestCancelLook(t *testing.T) {
	files := map[string]string{"a.py": found}
	var body strings.Builder
	for i := range 12 {
		fmt.Fprintf(&body, "def work_%d(rows, limit=%d):\n    out = {}\n    for row in rows:\n        if row['n'] > limit:\n            out[row['name']] = work_%d([row], limit + 1)\n    return out\n\n\n", i, i, (i+1)%12)
	}
	for i := range 1500 {
		files[fmt.Sprintf("p%d/m%d.py", i%40, i)] = body.String()
	}
	begun, stopped := make(chan json.RawMessage, 100), make(chan struct{}, 100)
	e := converse(t)
	e.hears(func(r *jrpc2.Request) {
		var p struct {
			Token json.RawMessage
			Value struct {
				Kind        string
				Cancellable bool
			}
			Cancelled bool
		}
		if json.Unmarshal([]byte(r.ParamString()), &p) != nil {
			return
		}
		if r.Method() == "$/progress" && p.Value.Kind == "begin" && p.Value.Cancellable {
			begun <- p.Token
		}
		if r.Method() == "leadline/analyzed" && p.Cancelled {
			stopped <- struct{}{}
		}
	})
	e.write(files)
	e.call("initialize", map[string]any{
		"workspaceFolders": []any{map[string]any{"uri": uri(e.root), "name": "w"}},
		"capabilities":     map[string]any{"window": map[string]any{"workDoneProgress": true}},
	}, nil)
	e.notify("initialized", map[string]any{})
	e.notify("window/workDoneProgress/cancel", map[string]any{"token": within(t, begun)})
	within(t, stopped)
	at := time.Now()
	var all struct{ Findings []any }
	e.call("leadline/findings", nil, &all)
	if took := time.Since(at); took > 2*time.Second || len(all.Findings) != 0 {
		t.Errorf("after it was cancelled there are %d findings, after %v", len(all.Findings), took)
	}
	e.open("a.py", "\n"+found)
	e.until(e.file("a.py"), "2 subprocess-shell-true")
}

func within[T any](t *testing.T, c chan T) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(30 * time.Second):
		t.Fatal("nothing came in 30 s")
	}
	return v
}

// TestPullMany: more documents than anybody counts on, each of whose diagnostics
// somebody waits for, do not keep an edit from being taken in.
func TestPullMany(t *testing.T) {
	gate := make(chan struct{})
	e := converseAs(t, func(paths []string, s *lsp.Settings) (engine.Options, []*finding.Rule, error) {
		<-gate // the first look takes its time
		return load(paths, s)
	}, nil)
	e.root = t.TempDir()
	e.call("initialize", map[string]any{
		"initializationOptions": map[string]any{"diagnostics": "pull"}, "workspaceFolders": []any{map[string]any{"uri": uri(e.root), "name": "w"}},
		"capabilities": map[string]any{"textDocument": map[string]any{"diagnostic": map[string]any{}}},
	}, nil)
	e.notify("initialized", map[string]any{})
	var waiting sync.WaitGroup
	for i := range 30 {
		name := fmt.Sprintf("m%d.py", i)
		e.open(name, "x = 1\n")
		waiting.Go(func() {
			var r struct{ Items []diagnostic }
			if err := e.rpc.CallResult(t.Context(), "textDocument/diagnostic", map[string]any{"textDocument": map[string]any{"uri": e.file(name)}}, &r); err != nil || len(r.Items) != 1 {
				t.Errorf("%s: %+v, %v", name, r, err)
			}
		})
	}
	time.Sleep(100 * time.Millisecond)
	for i := range 30 {
		e.change(fmt.Sprintf("m%d.py", i), 2, found)
	}
	e.call("leadline/cloud/status", nil, nil) // whatever comes after is answered
	close(gate)
	waiting.Wait()
}
