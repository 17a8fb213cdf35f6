//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"
)

// engineProcess is leadline lsp as an editor starts it, in a process of its own.
type engineProcess struct {
	*clientOf
	cmd  *exec.Cmd
	told map[string]string // diagnostics by file name
	news chan struct{}
}

func buildEngine(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "leadline")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return binary
}

// startEngine starts it on a folder, by way of a command around it where there is one.
func startEngine(t *testing.T, c *exec.Cmd, root, service string, parent func() int) (*engineProcess, io.WriteCloser) {
	t.Helper()
	home := t.TempDir()
	c.Env = append(os.Environ(), "XDG_STATE_HOME="+home, "XDG_CACHE_HOME="+home, "XDG_CONFIG_HOME="+home)
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	e := &engineProcess{clientOf: &clientOf{t: t, stop: make(chan struct{})}, cmd: c, told: map[string]string{}, news: make(chan struct{}, 1)}
	over := &ending{Reader: out, end: e.stop}
	e.rpc = jrpc2.NewClient(channel.LSP(over, in), &jrpc2.ClientOptions{OnNotify: func(r *jrpc2.Request) {
		var p struct {
			URI         string
			Diagnostics []struct{ Code string }
		}
		if r.Method() != "textDocument/publishDiagnostics" || json.Unmarshal([]byte(r.ParamString()), &p) != nil {
			return
		}
		codes := []string{}
		for _, d := range p.Diagnostics {
			codes = append(codes, d.Code)
		}
		e.mu.Lock()
		e.told[filepath.Base(p.URI)] = strings.Join(codes, " ")
		e.mu.Unlock()
		select {
		case e.news <- struct{}{}:
		default:
		}
	}})
	t.Cleanup(func() { e.rpc.Close(); _ = c.Process.Kill(); _ = c.Wait() })
	e.must("initialize", map[string]any{
		"processId": parent(), "workspaceFolders": []any{map[string]any{"uri": "file://" + root, "name": "w"}},
		"initializationOptions": map[string]any{"cloud": map[string]any{"url": service, "project": "shop"}}, "capabilities": map[string]any{},
	}, nil)
	e.say("initialized", map[string]any{})
	return e, in
}

// ending tells when what it reads has ended: nobody can write to it any more.
type ending struct {
	io.Reader
	once sync.Once
	end  chan struct{}
}

func (r *ending) Read(b []byte) (int, error) {
	n, err := r.Reader.Read(b)
	if err != nil {
		r.once.Do(func() { close(r.end) })
	}
	return n, err
}

func (e *engineProcess) shows(name, codes string, patience time.Duration) {
	e.t.Helper()
	for late := time.After(patience); ; {
		e.mu.Lock()
		have, told := e.told[name]
		e.mu.Unlock()
		if told && have == codes {
			return
		}
		select {
		case <-e.news:
		case <-late:
			e.t.Fatalf("%s shows %q (%v), not %q", name, have, told, codes)
		}
	}
}

// TestSleep: a process that was stopped for a while, as on a machine that slept,
// looks at the disk of its own accord when it goes on, and sends the verdicts that
// were waiting for the service.
func TestSleep(t *testing.T) {
	t.Parallel()
	service, token := serveForTest(t)
	gate := relayTo(t, service)
	root := t.TempDir()
	write := func(text string) {
		if err := os.WriteFile(filepath.Join(root, "a.py"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(weak)
	e, _ := startEngine(t, exec.Command(buildEngine(t), "lsp"), root, "http://"+gate.Addr().String(), os.Getpid)
	e.shows("a.py", "weak-hash", 30*time.Second)
	e.must("leadline/cloud/signIn", map[string]any{"token": token}, nil)
	e.must("leadline/cloud/scan", map[string]any{"agreed": true}, nil)
	gate.cut(true)
	var said struct{ Queued bool }
	e.must("leadline/cloud/triage", map[string]any{"fingerprint": e.find("weak-hash").Fingerprint, "verdict": "confirmed"}, &said)
	if !said.Queued {
		t.Fatal("a verdict arrived where nothing answers")
	}
	if err := e.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	write(weak + "\n\ndef other(secret):\n    return hashlib.md5(secret.encode()).hexdigest()\n")
	gate.cut(false)
	time.Sleep(9 * time.Second)
	if err := e.cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	e.shows("a.py", "weak-hash weak-hash", 15*time.Second)
	for late := time.Now().Add(15 * time.Second); e.find("weak-hash").Queued; time.Sleep(200 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatal("the verdict still waits 15 s after the machine woke")
		}
	}
}

// TestOrphan: when the editor's process is killed the engine's ends too, also
// where somebody still holds the pipe that they spoke through.
func TestOrphan(t *testing.T) {
	t.Parallel()
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell to stand for an editor")
	}
	root := t.TempDir()
	if err := os.WriteFile(filepath.Join(root, "a.py"), []byte(weak), 0o600); err != nil {
		t.Fatal(err)
	}
	editor := exec.Command(shell, "-c", `exec 3<&0; "$0" lsp <&3 3<&- & echo $! >&2; wait`, buildEngine(t))
	errs, err := editor.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	e, in := startEngine(t, editor, root, "", func() int { return editor.Process.Pid })
	var pid int
	if line, err := bufio.NewReader(errs).ReadString('\n'); err != nil {
		t.Fatal(err)
	} else if _, err := fmt.Sscan(line, &pid); err != nil {
		t.Fatal(err)
	}
	e.shows("a.py", "weak-hash", 30*time.Second)
	if err := editor.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-e.stop:
	case <-time.After(15 * time.Second):
		_ = syscall.Kill(pid, syscall.SIGKILL)
		t.Error("the engine is still there 15 s after its editor was killed")
	}
	in.Close()
}
