package lsp_test

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/lsp"
	"leadline/internal/model"
	"leadline/models"
)

var kindsOnce = sync.OnceValues(func() (*model.Set, error) { return model.Load(models.FS) })

// cheap is a loader that loads once.
func cheap(paths []string, _ *lsp.Settings) (engine.Options, []*finding.Rule, error) {
	rules, err := loadOnce()
	if err != nil {
		return engine.Options{}, nil, err
	}
	kinds, err := kindsOnce()
	project := &config.Project{}
	project.Settings.Rules = []string{"subprocess-shell-true", "tls-certificate-verification-disabled"}
	return engine.Options{Paths: paths, Project: project, Jobs: 1, Cache: cache.None{}, Rules: rules, Models: kinds}, nil, err
}

func frame(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }

// talk sends bytes to a server, waits until it has said what is wanted, hangs up
// and gives everything that was said; the server must end then.
func talk(t *testing.T, input, want string) string {
	t.Helper()
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	said := make(chan string, 1)
	heard := make(chan struct{})
	go func() {
		var answer []byte
		told := want == ""
		buf := make([]byte, 1<<16)
		for {
			n, err := fromServer.Read(buf)
			answer = append(answer, buf[:n]...)
			if !told && strings.Contains(string(answer), want) {
				told = true
				close(heard)
			}
			if err != nil {
				said <- string(answer)
				return
			}
		}
	}()
	go func() {
		_, _ = lsp.New(cheap, "test").Serve(context.Background(), in, out)
		in.Close()
		out.Close()
	}()
	_, _ = io.WriteString(toServer, input) // a server that has ended reads no more
	if want != "" {
		select {
		case <-heard:
		case <-time.After(20 * time.Second):
		}
	}
	toServer.Close()
	select {
	case answer := <-said:
		return answer
	case <-time.After(30 * time.Second):
		t.Fatal("the server is still there after its input has ended")
		return ""
	}
}

// TestMalformed: what is no message gets an error, and what comes after it an
// answer.
func TestMalformed(t *testing.T) {
	begin := frame(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`)
	end := frame(`{"jsonrpc":"2.0","id":99,"method":"shutdown"}`)
	for _, bad := range []string{
		`{`, `[]`, `null`, `17`, `{"jsonrpc":"2.0","id":{},"method":"textDocument/hover"}`, `{"jsonrpc":"1.0","id":5,"method":"shutdown"}`,
		`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":"x"}`, `{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"contentChanges":[{"range":{"start":{"line":-5,"character":-1},"end":{"line":99999999,"character":0}}}]}}`,
		`{"jsonrpc":"2.0","id":7,"result":"nobody asked"}`, `{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"no"}}`, "\xff\xfe",
		`{"jsonrpc":"2.0","method":"notebookDocument/didChange","params":{"notebookDocument":{"uri":"file:///x"},"change":{"cells":{"structure":{"array":{"start":-3,"deleteCount":-9}}}}}}`,
		`{"jsonrpc":"2.0","method":"` + strings.Repeat("x", 1<<20) + `"}`,
	} {
		if got := talk(t, begin+frame(bad)+end, `"id":99`); !strings.Contains(got, `"id":99`) {
			t.Errorf("after %.60q there is no answer: %.300s", bad, got)
		}
	}
	if got := talk(t, begin+end, `"id":99`); !strings.HasPrefix(got, "Content-Length: ") {
		t.Errorf("an answer begins with %.40q", got)
	}
	// What older clients call the encoding.
	if got := talk(t, strings.ReplaceAll(begin+end, "\r\n\r\n", "\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n"), `"id":99`); !strings.Contains(got, `"id":99`) {
		t.Errorf("with charset=utf8 there is no answer: %.300s", got)
	}
	for _, cut := range []string{"", "Content-Length: 100\r\n\r\n{}", "Content-Length: -1\r\n\r\n", "nonsense\r\n\r\n", "Content-Length: 999999999999999999999\r\n\r\n"} {
		talk(t, begin+cut, "") // ends, which is all that can be asked
	}
}

// FuzzProtocol: whatever well-framed messages say, the server ends when its
// editor does, and does not fall over.
func FuzzProtocol(f *testing.F) {
	for _, seed := range []string{
		`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///DIR/a.py","languageId":"python","version":1,"text":"import os\nos.system(x)\n"}}}
{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///DIR/a.py","version":2},"contentChanges":[{"range":{"start":{"line":1,"character":2},"end":{"line":0,"character":9}},"text":"é"}]}}
{"jsonrpc":"2.0","id":2,"method":"textDocument/codeAction","params":{"textDocument":{"uri":"file:///DIR/a.py"},"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}},"context":{}}}
{"jsonrpc":"2.0","id":3,"method":"leadline/findings"}`,
		`{"jsonrpc":"2.0","method":"notebookDocument/didOpen","params":{"notebookDocument":{"uri":"file:///DIR/n.ipynb","version":1,"cells":[{"kind":2,"document":"c:1"}]},"cellTextDocuments":[{"uri":"c:1","text":"%time\nx"}]}}
{"jsonrpc":"2.0","method":"notebookDocument/didChange","params":{"notebookDocument":{"uri":"file:///DIR/n.ipynb"},"change":{"cells":{"structure":{"array":{"start":0,"deleteCount":1,"cells":[]},"didClose":[{"uri":"c:1"}]}}}}}`,
		`{"jsonrpc":"2.0","id":2,"method":"workspace/executeCommand","params":{"command":"leadline.triage","arguments":[1,"x"]}}`,
		`{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration","params":{"settings":{"leadline":{"run":"onSave","minimumSeverity":"?"}}}}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, messages string) {
		dir := filepath.ToSlash(t.TempDir())
		var in strings.Builder
		in.WriteString(frame(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`))
		in.WriteString(frame(`{"jsonrpc":"2.0","method":"initialized","params":{}}`))
		for _, m := range strings.Split(strings.ReplaceAll(messages, "file:///DIR", "file://"+dir), "\n") {
			// Nothing outside the test's own folder is looked at.
			outside := strings.Count(m, "file:") != strings.Count(m, "file://"+dir) || strings.Contains(m, "..") || strings.Contains(m, `\u`)
			if m != "" && !outside {
				in.WriteString(frame(m))
			}
		}
		talk(t, in.String(), "")
	})
}
