package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"
)

// patience is how long an answer may take before the measurement gives up.
const patience = 2 * time.Minute

// patienceOnce is how long everything may take the first time.
const patienceOnce = 20 * time.Minute

// editor is the client of one server.
type editor struct {
	of       server
	dir      string
	cmd      *exec.Cmd
	rpc      *jrpc2.Client
	versions map[string]int

	mu     sync.Mutex
	told   map[string]string // URI -> the messages that were told last
	toldOf map[string]int    // ... and of which version, where that was told
	still  time.Duration     // how long it is waited for a word
	looks  int               // that leadline has ended
	asked  int               // ... that were waited for
	news   chan struct{}
}

func launch(of server, dir string) (*editor, error) {
	e := &editor{of: of, dir: dir, versions: map[string]int{}, still: patienceOnce, told: map[string]string{}, toldOf: map[string]int{}, news: make(chan struct{}, 1)}
	e.cmd = exec.Command(of.cmd[0], of.cmd[1:]...)
	e.cmd.Dir = dir
	e.cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+dir+"-cache")
	in, err := e.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := e.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := e.cmd.Start(); err != nil {
		return nil, err
	}
	e.rpc = jrpc2.NewClient(tolerant{channel.Header("")(out, in)}, &jrpc2.ClientOptions{
		OnNotify:   e.hear,
		OnCallback: func(context.Context, *jrpc2.Request) (any, error) { return nil, nil },
	})
	text := map[string]any{"publishDiagnostics": map[string]any{}, "synchronization": map[string]any{}}
	if of.pulls {
		text["diagnostic"] = map[string]any{}
	}
	root := e.uri("")
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, err = e.rpc.Call(ctx, "initialize", map[string]any{
		"processId": os.Getpid(), "rootUri": root, "workspaceFolders": []any{map[string]any{"uri": root, "name": "w"}},
		"capabilities": map[string]any{"textDocument": text},
	})
	if err == nil {
		err = e.rpc.Notify(ctx, "initialized", map[string]any{})
	}
	return e, err
}

// tolerant takes messages whatever a server calls their encoding: pylsp says utf8.
// It reads the length of a message in its first header alone, so that it heard
// nothing of what began with another one.
type tolerant struct{ channel.Channel }

func (c tolerant) Recv() ([]byte, error) {
	msg, err := c.Channel.Recv()
	if _, other := errors.AsType[*channel.ContentTypeMismatchError](err); other {
		err = nil
	}
	return msg, err
}

func (e *editor) uri(name string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(e.dir, name))}).String()
}

func (e *editor) hear(r *jrpc2.Request) {
	e.mu.Lock()
	switch r.Method() {
	case "textDocument/publishDiagnostics":
		var p struct {
			URI         string
			Version     int
			Diagnostics json.RawMessage
		}
		if json.Unmarshal([]byte(r.ParamString()), &p) == nil {
			e.told[p.URI], e.toldOf[p.URI] = string(p.Diagnostics), p.Version
		}
	case "leadline/analyzed":
		e.looks++
	}
	e.mu.Unlock()
	select {
	case e.news <- struct{}{}:
	default:
	}
}

func (e *editor) open(name, text string) error {
	e.versions[name]++
	e.mu.Lock()
	delete(e.told, e.uri(name))
	delete(e.toldOf, e.uri(name))
	e.mu.Unlock()
	return e.rpc.Notify(context.Background(), "textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": e.uri(name), "languageId": "python", "version": e.versions[name], "text": text}})
}

func (e *editor) close(name string) error {
	return e.rpc.Notify(context.Background(), "textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": e.uri(name)}})
}

// change replaces whole lines.
func (e *editor) change(name string, from, to int, with string) error {
	e.versions[name]++
	return e.rpc.Notify(context.Background(), "textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": e.uri(name), "version": e.versions[name]},
		"contentChanges": []any{map[string]any{"text": with, "range": map[string]any{
			"start": map[string]any{"line": from, "character": 0}, "end": map[string]any{"line": to, "character": 0},
		}}},
	})
}

// opened waits for the first word on a document that was opened; some: for one
// that says something.
func (e *editor) opened(name string, some bool) error {
	if e.of.pulls {
		_, err := e.pull(name)
		return err
	}
	return e.wait(func() bool { said, told := e.told[e.uri(name)]; return told && (!some || said != "[]") })
}

// settle waits until the server has looked at everything.
func (e *editor) settle(name string) error {
	if !e.of.ours {
		return e.opened(name, false)
	}
	_, err := e.findings()
	e.mu.Lock()
	e.asked, e.still = e.looks, patience
	e.mu.Unlock()
	return err
}

// until waits until a document's diagnostics speak of a word, or do not. Of
// leadline: until it has told them of the present text, whatever they say, since
// an edit in code that cannot run changes none.
func (e *editor) until(name, word string, there bool) error {
	switch {
	case e.of.pulls:
		said, err := e.pull(name)
		if err == nil && strings.Contains(said, word) != there {
			err = fmt.Errorf("line %q: the answer does not fit the text: %.300s", word, said)
		}
		return err
	case e.of.ours:
		return e.wait(func() bool { return e.toldOf[e.uri(name)] == e.versions[name] })
	}
	return e.wait(func() bool { return strings.Contains(e.told[e.uri(name)], word) == there })
}

// whole waits until what an edit does to other files is told as well.
func (e *editor) whole() error {
	if !e.of.ours {
		return nil
	}
	before := e.asked
	e.asked++
	return e.wait(func() bool { return e.looks > before })
}

func (e *editor) wait(done func() bool) error {
	end := time.After(e.still)
	for {
		e.mu.Lock()
		ok := done()
		e.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-e.news:
		case <-end:
			return errors.New("no answer in time")
		}
	}
}

func (e *editor) pull(name string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	r, err := e.rpc.Call(ctx, "textDocument/diagnostic", map[string]any{"textDocument": map[string]any{"uri": e.uri(name)}})
	if err != nil {
		return "", err
	}
	return r.ResultString(), nil
}

// findings are what leadline knows, each by rule, fingerprint and steps.
func (e *editor) findings() ([]string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patienceOnce)
	defer cancel()
	var all struct {
		Findings []struct {
			Rule, Fingerprint string
			Steps             int
		}
	}
	if err := e.rpc.CallResult(ctx, "leadline/findings", nil, &all); err != nil {
		return nil, err
	}
	out := []string{}
	for _, f := range all.Findings {
		out = append(out, fmt.Sprint(f.Rule, " ", f.Fingerprint, " ", f.Steps))
	}
	slices.Sort(out)
	return out, nil
}

// scan is the same from the command line.
func scan(binary, dir string) ([]string, error) {
	var out, errs bytes.Buffer
	c := exec.Command(binary, "scan", "--no-cache", "--format", "jsonl", dir)
	c.Stdout, c.Stderr = &out, &errs
	var exit *exec.ExitError
	if err := c.Run(); err != nil && !errors.As(err, &exit) {
		return nil, err
	}
	found := []string{}
	lines := bufio.NewScanner(&out)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var l struct {
			Finding *struct {
				Rule, Fingerprint string
				Flow              []json.RawMessage
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%w: %s", err, errs.String())
		}
		if l.Finding != nil {
			found = append(found, fmt.Sprint(l.Finding.Rule, " ", l.Finding.Fingerprint, " ", len(l.Finding.Flow)))
		}
	}
	slices.Sort(found)
	return found, lines.Err()
}

// peak is the most memory that the server held, in bytes.
func (e *editor) peak() int64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", e.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for _, line := range strings.Split(string(data), "\n") {
		var kb int64
		if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kb); n == 1 {
			return kb << 10
		}
	}
	return 0
}

// processor is the time that the server has used the processors so far, in
// hundredths of a second: what the load of the machine does not change.
func (e *editor) processor() time.Duration {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", e.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(data), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	var user, system int64
	_, _ = fmt.Sscan(fields[11], &user)
	_, _ = fmt.Sscan(fields[12], &system)
	return time.Duration(user+system) * 10 * time.Millisecond
}

// end lets the server go.
func (e *editor) end() {
	e.rpc.Close()
	done := make(chan struct{})
	go func() {
		// How it ended is no figure.
		_ = e.cmd.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		_ = e.cmd.Process.Kill()
	}
}
