package rest

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/internal/service"
	"leadline/internal/service/blob"
	"leadline/internal/service/store"
	"leadline/internal/service/store/postgrestest"
	"leadline/internal/service/worker"
	"leadline/models"
	"leadline/rules"
)

var update = flag.Bool("update", false, "write api/openapi.yaml")

// world is a whole service in one test.
type world struct {
	*testing.T
	service *service.Service
	server  *httptest.Server
	token   string // the administrator's
	now     int64  // added to the clock
	run     func(context.Context, *store.Job) error
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return newWorldOn(t, filepath.Join(t.TempDir(), "test.db"))
}

func newWorldOn(t *testing.T, database string) *world {
	t.Helper()
	dir := t.TempDir()
	blobs, err := blob.OpenDir(filepath.Join(dir, "blobs"))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t}
	modelSet, err := model.Load(models.FS)
	if err != nil {
		t.Fatal(err)
	}
	ruleSet, err := rule.Load(rules.FS, modelSet, rules.Code())
	if err != nil {
		t.Fatal(err)
	}
	w.service = &service.Service{Blobs: blobs, Versions: map[string]string{}, Engine: "test", Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Now: func() int64 { return service.Clock() + w.now }}
	for _, r := range ruleSet.Rules {
		w.service.Rules = append(w.service.Rules, &r.Rule)
		w.service.Versions[r.ID] = "1"
	}
	wk := &worker.Worker{Service: w.service, Dir: dir, Jobs: 1, Cache: cache.None{}, Build: "test", Version: "test",
		Catalogue: func(*config.Project) (*rule.Set, *model.Set, error) { return ruleSet, modelSet, nil }}
	w.run, w.service.Tester = wk.Run, wk
	w.service.Store, err = store.Open(t.Context(), database, store.Options{Workers: 1, Run: wk.Run})
	if err != nil {
		t.Fatal(err)
	}
	if w.token, err = w.service.Begin(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := w.service.Store.Work(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	handler, _ := New(Options{Service: w.service, Version: "test"})
	w.server = httptest.NewServer(handler)
	t.Cleanup(func() {
		w.server.Close()
		if err := w.service.Store.Stop(context.Background()); err != nil {
			t.Error(err)
		}
		if err := w.service.Store.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// call sends a request as the holder of a token and gives status and body.
func (w *world) call(token, method, path string, in any) (int, []byte) {
	w.Helper()
	var body io.Reader
	kind := "application/json"
	switch v := in.(type) {
	case nil:
	case []byte:
		body, kind = bytes.NewReader(v), "application/octet-stream"
	default:
		data, err := json.Marshal(v)
		if err != nil {
			w.Fatal(err)
		}
		body = bytes.NewReader(data)
	}
	req, err := http.NewRequestWithContext(w.Context(), method, w.server.URL+path, body)
	if err != nil {
		w.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	req.Header.Set("Content-Type", kind)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		w.Fatal(err)
	}
	return res.StatusCode, data
}

// do is call as the administrator that must succeed.
func (w *world) do(method, path string, in, out any) {
	w.Helper()
	status, data := w.call(w.token, method, path, in)
	if status >= 300 {
		w.Fatalf("%s %s: status %d: %s", method, path, status, data)
	}
	if out != nil {
		if err := json.Unmarshal(data, out); err != nil {
			w.Fatalf("%s %s: %v in %s", method, path, err, data)
		}
	}
}

// tree sends files and gives the tree's id.
func (w *world) tree(project string, files map[string]string) string {
	w.Helper()
	m := service.Manifest{}
	byHash := map[string]string{}
	for path, content := range files {
		sum := sha256.Sum256([]byte(content))
		hash := hex.EncodeToString(sum[:])
		byHash[hash] = content
		m.Files = append(m.Files, service.File{Path: path, SHA256: hash, Size: int64(len(content))})
	}
	var got struct {
		ID      string
		Missing []string
	}
	w.do("POST", "/v1/projects/"+project+"/trees", m, &got)
	for _, hash := range got.Missing {
		w.do("PUT", "/v1/projects/"+project+"/blobs/"+hash, []byte(byHash[hash]), nil)
	}
	return got.ID
}

// scan scans files on a ref and waits for the end.
func (w *world) scan(project, ref string, files map[string]string, more map[string]any) scanView {
	w.Helper()
	in := map[string]any{"tree": w.tree(project, files), "ref": ref}
	for k, v := range more {
		in[k] = v
	}
	var s scanView
	w.do("POST", "/v1/projects/"+project+"/scans", in, &s)
	return w.wait(s.ID)
}

// wait waits for a scan's end.
func (w *world) wait(id string) (s scanView) {
	w.Helper()
	s.ID = id
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if w.do("GET", "/v1/scans/"+s.ID, nil, &s); service.Ended(s.State) {
			return s
		}
	}
	w.Fatalf("the scan did not end: %+v", s)
	return s
}

func (w *world) findings(query string) []FindingView {
	w.Helper()
	var got page[FindingView]
	w.do("GET", "/v1/findings?"+query, nil, &got)
	return got.Items
}

const vulnerable = `import os
import flask

app = flask.Flask(__name__)


@app.route("/run")
def run():
    command = flask.request.args["c"]
    os.system(command)
    return "ok"
`

// TestReference: the page about the API names every operation and what it takes.
func TestReference(t *testing.T) {
	handler, spec := New(Options{Service: &service.Service{Log: slog.New(slog.DiscardHandler)}, Version: "1.2"})
	get := func(path string) (string, http.Header) {
		rec := httptest.NewRecorder()
		handler.ServeHTTP(rec, httptest.NewRequest("GET", path, nil))
		if rec.Code != http.StatusOK {
			t.Fatalf("%s: status %d", path, rec.Code)
		}
		return rec.Body.String(), rec.Header()
	}
	page, header := get("/v1/docs")
	for path, item := range spec.Paths {
		for method, op := range operations(item) {
			if !strings.Contains(page, `id="`+op.OperationID+`"`) || !strings.Contains(page, "<code>"+path+"</code>") {
				t.Errorf("%s %s is not on the page", method, path)
			}
		}
	}
	for _, want := range []string{"Leadline 1.2", "false_positive", "The end of an accepted risk."} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if !strings.Contains(header.Get("Content-Security-Policy"), "default-src 'self'") || strings.Contains(page, "<script") || strings.Contains(page, "style=") {
		t.Error("the page needs what the policy of the service refuses")
	}
	get("/v1/docs.css")
}

// TestPostgres runs what depends on the database on PostgreSQL too.
func TestPostgres(t *testing.T) {
	fresh := postgrestest.Start(t)
	for name, f := range map[string]func(*world){"scan": scanAndReadBack, "life": life, "triage": triage, "cancel": cancelAndBadSettings} {
		t.Run(name, func(t *testing.T) { f(newWorldOn(t, fresh(t))) })
	}
}

// TestMove takes a service over from SQLite to PostgreSQL: people, findings,
// verdicts, history, contents and what was queued are there.
func TestMove(t *testing.T) {
	fresh := postgrestest.Start(t)
	from := newWorld(t)
	from.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	first := from.scan("shop", "main", map[string]string{"a.py": vulnerable}, nil)
	id := from.findings("project=shop")[0].ID
	from.do("POST", "/v1/findings/"+id+"/triage", map[string]any{"verdict": "confirmed", "reason": "seen"}, nil)
	if err := from.service.Store.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	var waiting scanView
	from.do("POST", "/v1/projects/shop/scans", map[string]any{"tree": first.Tree, "ref": "topic"}, &waiting)

	to := newWorldOn(t, fresh(t))
	if _, err := to.service.Move(t.Context(), from.service, func(string, int, int) {}); err == nil {
		t.Fatal("a database that is not empty is moved to")
	}
	empty, err := store.Open(t.Context(), fresh(t), store.Options{Workers: 1, Run: to.run})
	if err != nil {
		t.Fatal(err)
	}
	old := to.service.Store
	to.service.Store = empty
	t.Cleanup(func() { to.service.Store = old; empty.Stop(context.Background()); empty.Close() })
	if _, err := to.service.Move(t.Context(), from.service, func(string, int, int) {}); err != nil {
		t.Fatal(err)
	}
	to.token = from.token
	var was, now fullView
	from.do("GET", "/v1/findings/"+id, nil, &was)
	to.do("GET", "/v1/findings/"+id, nil, &now)
	if diff := cmp.Diff(was, now, cmp.AllowUnexported(fullView{})); diff != "" {
		t.Errorf("the finding changed on the way:\n%s", diff)
	}
	if _, data := to.call(to.token, "GET", "/v1/projects/shop/trees/"+first.Tree+"/file?path=a.py", nil); string(data) != vulnerable {
		t.Errorf("the file: %q", data)
	}
	if status, _ := to.call(to.token, "GET", "/v1/scans/"+first.ID+"/result?format=sarif", nil); status != 200 {
		t.Errorf("the result: status %d", status)
	}
	if err := empty.Work(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	if s := to.wait(waiting.ID); s.State != "succeeded" || s.Findings != 1 {
		t.Errorf("what was queued: %+v", s)
	}
}

func TestScanAndReadBack(t *testing.T) { scanAndReadBack(newWorld(t)) }

func scanAndReadBack(w *world) {
	t := w.T
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	s := w.scan("shop", "main", map[string]string{"app.py": vulnerable, "broken.py": "def f(:\n"}, nil)
	if s.State != "succeeded" || s.Findings != 1 || s.Appeared != 1 || s.Files != 2 || s.Complete {
		t.Fatalf("the scan: %+v", s)
	}
	list := w.findings("project=shop")
	if len(list) != 1 || list[0].Rule != "os-command-injection" || list[0].Presence != "new" || list[0].State != "open" || list[0].Line != 10 {
		t.Fatalf("the findings: %+v", list)
	}
	var full fullView
	w.do("GET", "/v1/findings/"+list[0].ID, nil, &full)
	if len(full.Detail.Flow) < 2 || full.Detail.Flow[0].Kind != "source" || full.Detail.Flow[0].Start.Line != 9 || len(full.History) != 1 {
		t.Errorf("the finding: %+v", full)
	}
	var cov coverageView
	w.do("GET", "/v1/scans/"+s.ID+"/coverage", nil, &cov)
	if cov.Complete || len(cov.SyntaxErrors) == 0 || cov.SyntaxErrors[0].Path != "broken.py" {
		t.Errorf("the coverage: %+v", cov)
	}
	for _, format := range s.Results {
		if status, data := w.call(w.token, "GET", "/v1/scans/"+s.ID+"/result?format="+format, nil); status != 200 || !strings.Contains(string(data), "os-command-injection") {
			t.Errorf("result as %s: status %d", format, status)
		}
	}
	if _, data := w.call(w.token, "GET", "/v1/projects/shop/trees/"+s.Tree+"/file?path=app.py", nil); string(data) != vulnerable {
		t.Errorf("the file: %q", data)
	}
	_, events := w.call(w.token, "GET", "/v1/scans/"+s.ID+"/events", nil)
	for _, want := range []string{"event: progress", "event: finding", "event: done"} {
		if !strings.Contains(string(events), want) {
			t.Errorf("the events have no %q:\n%s", want, events)
		}
	}
}

// TestLife follows one finding through edits, branches, gaps and verdicts.
func TestLife(t *testing.T) { life(newWorld(t)) }

func life(w *world) {
	t := w.T
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	w.scan("shop", "main", map[string]string{"app.py": vulnerable}, nil)
	first := w.findings("project=shop")[0]
	state := func() FindingView {
		t.Helper()
		all := w.findings("project=shop&state=all")
		if len(all) != 1 {
			t.Fatalf("there are %d findings: %+v", len(all), all)
		}
		if all[0].ID != first.ID {
			t.Fatalf("it is another finding now: %+v", all[0])
		}
		return all[0]
	}
	// a renamed file, a renamed variable, new lines on top: still the same one
	moved := "# moved\n\n" + strings.ReplaceAll(vulnerable, "command", "line")
	w.scan("shop", "main", map[string]string{"pkg/web.py": moved}, nil)
	if f := state(); f.Presence != "persisting" || f.Path != "pkg/web.py" || f.Line != 12 {
		t.Fatalf("after moving: %+v", f)
	}
	// a branch starts with what main has
	w.scan("shop", "topic", map[string]string{"pkg/web.py": moved, "x.py": strings.ReplaceAll(vulnerable, "run", "go")}, nil)
	var d struct{ New, Persisting, Gone []FindingView }
	w.do("GET", "/v1/projects/shop/diff?base=main&head=topic", nil, &d)
	if len(d.New) != 1 || d.New[0].Path != "x.py" || len(d.Persisting) != 1 || d.Persisting[0].ID != first.ID || len(d.Gone) != 0 {
		t.Fatalf("the difference: %+v", d)
	}
	// a file that cannot be parsed fixes nothing
	w.scan("shop", "main", map[string]string{"pkg/web.py": moved + "\ndef broken(:\n"}, nil)
	if f := state(); f.Presence != "persisting" && f.State != "unknown" {
		t.Fatalf("after a syntax error: %+v", f)
	}
	// nor does a scan of another part
	w.scan("shop", "main", map[string]string{"pkg/web.py": moved, "other/a.py": "x = 1\n"}, map[string]any{"paths": []string{"other"}})
	if f := state(); f.State != "unknown" || f.Cause != "not_covered" {
		t.Fatalf("after a scan of another part: %+v", f)
	}
	// an older commit changes nothing
	s := w.scan("shop", "main", map[string]string{"a.py": "x = 1\n"}, map[string]any{"committed": "2001-01-01T00:00:00Z"})
	if f := state(); !s.Historic || f.State != "unknown" {
		t.Fatalf("after an older commit: %+v, historic %v", f, s.Historic)
	}
	// fixed
	w.scan("shop", "main", map[string]string{"pkg/web.py": strings.ReplaceAll(moved, "os.system(line)", "print(line)")}, nil)
	if f := state(); f.Presence != "absent" || f.Cause != "fixed" || f.State != "closed" {
		t.Fatalf("after a fix: %+v", f)
	}
	// back again, after a verdict that does not survive that
	w.do("POST", "/v1/findings/"+first.ID+"/triage", map[string]any{"verdict": "wont_fix", "reason": "old code"}, nil)
	w.scan("shop", "main", map[string]string{"pkg/web.py": moved}, nil)
	if f := state(); f.Presence != "reopened" || f.State != "open" || f.Verdict != "untriaged" {
		t.Fatalf("after coming back: %+v", f)
	}
	var full fullView
	w.do("GET", "/v1/findings/"+first.ID, nil, &full)
	if full.Triage.OldVerdict != "wont_fix" || len(full.History) < 6 || len(full.Refs) != 2 {
		t.Errorf("its history: %+v", full)
	}
	// a file that is gone
	w.scan("shop", "main", map[string]string{"a.py": "x = 1\n"}, nil)
	if f := state(); f.Cause != "file_deleted" {
		t.Errorf("after deleting the file: %+v", f)
	}
}

func TestTriage(t *testing.T) { triage(newWorld(t)) }

func triage(w *world) {
	t := w.T
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	w.scan("shop", "main", map[string]string{"a.py": vulnerable, "b.py": strings.ReplaceAll(vulnerable, "run", "go")}, nil)
	all := w.findings("project=shop")
	if len(all) != 2 {
		t.Fatalf("findings: %+v", all)
	}
	var bulk struct {
		Count  int
		Former []service.Former
	}
	in := map[string]any{"verdict": "false_positive", "reason": "internal", "project": "shop", "rule": "os-command-injection", "dryRun": true}
	w.do("POST", "/v1/findings:bulkTriage", in, &bulk)
	if bulk.Count != 2 || len(w.findings("project=shop")) != 2 {
		t.Fatalf("a dry run: %+v", bulk)
	}
	in["dryRun"] = false
	w.do("POST", "/v1/findings:bulkTriage", in, &bulk)
	if got := w.findings("project=shop&state=ignored"); len(got) != 2 || len(w.findings("project=shop")) != 0 {
		t.Fatalf("after the bulk verdict: %+v", got)
	}
	w.do("POST", "/v1/findings:restore", map[string]any{"former": bulk.Former}, nil)
	if len(w.findings("project=shop")) != 2 {
		t.Fatal("it was not taken back")
	}
	// a stale version is a conflict
	req, _ := http.NewRequest("POST", w.server.URL+"/v1/findings/"+all[0].ID+"/triage", strings.NewReader(`{"verdict":"confirmed"}`))
	req.Header.Set("Authorization", "Bearer "+w.token)
	req.Header.Set("If-Match", `"1"`)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusConflict {
		t.Errorf("a stale version: status %d", res.StatusCode)
	}
	// an accepted risk ends
	until := time.Now().Add(time.Hour).UTC()
	w.do("POST", "/v1/findings/"+all[0].ID+"/triage", map[string]any{"verdict": "accepted_risk", "until": until}, nil)
	if len(w.findings("project=shop")) != 1 {
		t.Fatal("an accepted risk stays open")
	}
	w.now = 2 * 3600 * 1000
	if n, err := w.service.EndRisks(t.Context()); n != 1 || err != nil {
		t.Fatalf("%d risks ended, %v", n, err)
	}
	if got := w.findings("project=shop"); len(got) != 2 {
		t.Fatalf("after the risk ended: %+v", got)
	}
}

func TestHostileTrees(t *testing.T) {
	w := newWorld(t)
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	hash := strings.Repeat("a", 64)
	file := func(path string) map[string]any { return map[string]any{"path": path, "sha256": hash, "size": 1} }
	for _, files := range [][]map[string]any{
		{}, {file("../a.py")}, {file("/etc/passwd")}, {file("a/../../b")}, {file("a//b")}, {file("C:/x")}, {file(`a\b`)}, {file("a\x00b")},
		{file(".git/config")}, {file("a/.git/x")}, {file("a"), file("a")}, {file("a"), file("a/b")}, {file("")}, {file(".")},
		{{"path": "a", "sha256": "../../x", "size": 1}}, {{"path": "a", "sha256": hash, "size": 1 << 40}}, {{"path": "a", "sha256": hash, "size": -1}},
	} {
		if status, data := w.call(w.token, "POST", "/v1/projects/shop/trees", map[string]any{"files": files}); status != 422 && status != 413 {
			t.Errorf("%v: status %d: %s", files, status, data)
		}
	}
	if status, _ := w.call(w.token, "PUT", "/v1/projects/shop/blobs/"+hash, []byte("not that")); status != 422 {
		t.Errorf("a content under another hash: status %d", status)
	}
	// knowing a hash of another project's file is not having the file
	w.do("POST", "/v1/projects", map[string]any{"slug": "other"}, nil)
	w.scan("shop", "main", map[string]string{"a.py": "x = 1\n"}, nil)
	sum := sha256.Sum256([]byte("x = 1\n"))
	var got struct {
		ID      string
		Missing []string
	}
	w.do("POST", "/v1/projects/other/trees", service.Manifest{Files: []service.File{{Path: "a.py", SHA256: hex.EncodeToString(sum[:]), Size: 6}}}, &got)
	if len(got.Missing) != 1 {
		t.Error("a project knows another one's contents")
	}
	if status, _ := w.call(w.token, "POST", "/v1/projects/other/scans", map[string]any{"tree": got.ID}); status != 409 {
		t.Errorf("a scan of an incomplete tree: status %d", status)
	}
	if status, _ := w.call(w.token, "PUT", "/v1/projects/other/blobs/"+got.Missing[0], []byte("guess")); status != 422 {
		t.Errorf("a guess at a content that is kept: status %d", status)
	}
}

// TestArchive: a tree in one piece is a tree; what archives can do beside that
// is refused.
func TestArchive(t *testing.T) {
	w := newWorld(t)
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	pack := func(mode os.FileMode, files ...string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for i := 0; i < len(files); i += 2 {
			head := &zip.FileHeader{Name: files[i], Method: zip.Deflate}
			head.SetMode(mode)
			f, err := z.CreateHeader(head)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Write([]byte(files[i+1])); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	var got struct{ ID string }
	w.do("POST", "/v1/projects/shop/archives", pack(0o644, "app/a.py", vulnerable, ".git/config", "x"), &got)
	if want := w.tree("shop", map[string]string{"app/a.py": vulnerable}); want == "" || got.ID == "" {
		t.Fatalf("trees %q and %q", got.ID, want)
	}
	var s scanView
	w.do("POST", "/v1/projects/shop/scans", map[string]any{"tree": got.ID}, &s)
	if s = w.wait(s.ID); s.State != service.Succeeded || len(w.findings("project=shop&path=app/")) == 0 {
		t.Errorf("the scan of an archive: %+v", s)
	}
	for what, data := range map[string][]byte{
		"no zip": []byte("hello"), "empty": {}, "way out": pack(0o644, "../a.py", "x"), "absolute": pack(0o644, "/etc/a.py", "x"),
		"link": pack(0o777|os.ModeSymlink, "a.py", "/etc/passwd"), "twice": pack(0o644, "a.py", "x", "a.py", "y"), "nothing": pack(0o644),
		"bomb": pack(0o644, "a.py", strings.Repeat("\x00", 200<<20)),
	} {
		if status, body := w.call(w.token, "POST", "/v1/projects/shop/archives", data); status != 422 && status != 413 {
			t.Errorf("%s: status %d: %s", what, status, body)
		}
	}
}

// TestPacks: a second scan goes on from what the first one kept, on whatever
// worker, and finds what there is to find.
func TestPacks(t *testing.T) {
	w := newWorld(t)
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	p, err := w.service.Store.Projects(t.Context())
	if err != nil || len(p) != 1 {
		t.Fatal(p, err)
	}
	var b strings.Builder
	b.WriteString("import os\n")
	for i := range 2100 {
		fmt.Fprintf(&b, "def f%d(x):\n    return x\n", i)
	}
	small := strings.Replace(vulnerable, "os.system(command)", "pass", 1)
	packs := func() []store.Pack {
		list, err := w.service.Store.Packs(t.Context(), p[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	w.scan("shop", "main", map[string]string{"large.py": b.String(), "small.py": small}, nil)
	var first []store.Pack
	for end := time.Now().Add(20 * time.Second); len(first) == 0; time.Sleep(20 * time.Millisecond) {
		if first = packs(); time.Now().After(end) {
			t.Fatal("nothing is kept")
		}
	}
	small = strings.Replace(vulnerable, "command = ", "import large; command = large.f8", 1)
	small = strings.Replace(small, `flask.request.args["c"]`, `(flask.request.args["c"])`, 1)
	if s := w.scan("shop", "main", map[string]string{"large.py": b.String(), "small.py": small}, nil); s.State != "succeeded" {
		t.Fatalf("the second scan: %+v", s)
	}
	if got := w.findings("project=shop&rule=os-command-injection"); len(got) != 1 {
		t.Errorf("%d findings in what the edit brought", len(got))
	}
	if now := packs(); len(now) != 1 || now[0] != first[0] {
		t.Errorf("the second scan did not go on from the first: %v, then %v", first, now)
	}
	r, err := w.service.Blobs.Open(t.Context(), first[0].SHA256)
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	// A third one without what was kept is slower, and no less right.
	if err := w.service.Blobs.Remove(t.Context(), first[0].SHA256); err != nil {
		t.Fatal(err)
	}
	if s := w.scan("shop", "main", map[string]string{"large.py": b.String(), "small.py": small + "\n"}, nil); s.State != "succeeded" {
		t.Fatalf("the third scan: %+v", s)
	}
}

func TestCancelAndBadSettings(t *testing.T) { cancelAndBadSettings(newWorld(t)) }

func cancelAndBadSettings(w *world) {
	t := w.T
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	s := w.scan("shop", "main", map[string]string{"a.py": "x = 1\n", "leadline.toml": "nonsense = 1\n"}, nil)
	if s.State != "failed" || !strings.Contains(s.Error, "nonsense") {
		t.Errorf("a tree with wrong settings: %+v", s)
	}
	if status, _ := w.call(w.token, "DELETE", "/v1/scans/"+s.ID, nil); status != 409 {
		t.Errorf("cancelling what has ended: status %d", status)
	}
	big := map[string]string{}
	for i := range 400 {
		big[fmt.Sprintf("m%d.py", i)] = strings.Repeat(vulnerable, 5)
	}
	var started scanView
	w.do("POST", "/v1/projects/shop/scans", map[string]any{"tree": w.tree("shop", big)}, &started)
	w.do("DELETE", "/v1/scans/"+started.ID, nil, nil)
	w.do("GET", "/v1/scans/"+started.ID, nil, &started)
	if started.State != "cancelled" || len(w.findings("project=shop")) != 0 {
		t.Errorf("after cancelling: %+v", started)
	}
}

// TestSlowBody: a content that takes its time to arrive is taken.
func TestSlowBody(t *testing.T) {
	if testing.Short() {
		t.Skip("takes six seconds")
	}
	t.Parallel()
	w := newWorld(t)
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	sum := sha256.Sum256([]byte("slow and slower"))
	r, from := io.Pipe()
	go func() {
		from.Write([]byte("slow and "))
		time.Sleep(6 * time.Second)
		from.Write([]byte("slower"))
		from.Close()
	}()
	req, err := http.NewRequestWithContext(t.Context(), "PUT", w.server.URL+"/v1/projects/shop/blobs/"+hex.EncodeToString(sum[:]), r)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+w.token)
	req.Header.Set("Content-Type", "application/octet-stream")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusNoContent {
		t.Errorf("%s", res.Status)
	}
}

// TestSettingsStayInTheTree: what a tree's settings name is read from the tree and
// from nowhere else on the worker's machine.
func TestSettingsStayInTheTree(t *testing.T) {
	w := newWorld(t)
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	secret := filepath.Join(t.TempDir(), "secret.yaml")
	if err := os.WriteFile(secret, []byte("password: hunter2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	up := strings.Repeat("../", 30) + strings.TrimPrefix(secret, "/")
	for what, line := range map[string]string{"rules": `rules = ["` + secret + `"]`, "rules above": `rules = ["` + "./" + up + `"]`, "models": `models = ["` + up + `"]`, "an absolute model": `models = ["` + secret + `"]`, "baseline": `baseline = "` + up + `"`} {
		s := w.scan("shop", what, map[string]string{"a.py": "x = 1\n", "leadline.toml": line + "\n"}, nil)
		if s.State != "failed" || !strings.Contains(s.Error, "outside of the settings' folder") || strings.Contains(s.Error, "hunter2") || !strings.HasPrefix(s.Error, "leadline.toml:1") {
			t.Errorf("%s: %s: %s", what, s.State, s.Error)
		}
	}
	for _, name := range []string{secret, "./" + up} {
		s := w.scan("shop", "flag", map[string]string{"a.py": "x = 1\n"}, map[string]any{"settings": map[string]any{"rules": []string{name}}})
		if s.State != "failed" || !strings.Contains(s.Error, "not a file of the tree") {
			t.Errorf("%s: %s: %s", name, s.State, s.Error)
		}
	}
	s := w.scan("shop", "main", map[string]string{"a.py": vulnerable, "leadline.toml": "baseline = \"known.json\"\n", "known.json": `{"version": 1, "findings": []}`}, nil)
	if s.State != "succeeded" {
		t.Errorf("a file of the tree: %s: %s", s.State, s.Error)
	}
}

func TestSecretsAreMasked(t *testing.T) {
	w := newWorld(t)
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	s := w.scan("shop", "main", map[string]string{"a.py": "password = \"hunter2Zß!x\"\n"}, nil)
	if s.Findings != 1 {
		t.Fatalf("the scan: %+v", s)
	}
	for _, path := range []string{"/v1/findings/" + w.findings("")[0].ID, "/v1/scans/" + s.ID + "/result?format=sarif", "/v1/scans/" + s.ID + "/result?format=jsonl", "/v1/scans/" + s.ID + "/events"} {
		if status, data := w.call(w.token, "GET", path, nil); status != 200 || strings.Contains(string(data), "hunter2") {
			t.Errorf("%s: status %d: %s", path, status, data)
		}
	}
}

// TestNotebook: a finding in a cell is the same one when other cells come and
// go, and its cell's text can be had.
func TestNotebook(t *testing.T) {
	w := newWorld(t)
	w.do("POST", "/v1/projects", map[string]any{"slug": "lab"}, nil)
	page := func(cells ...string) map[string]string {
		var out []any
		for i, c := range cells {
			out = append(out, map[string]any{"cell_type": "code", "id": fmt.Sprintf("%s%d", c[:1], i), "metadata": map[string]any{}, "outputs": []any{}, "source": c})
		}
		data, err := json.Marshal(map[string]any{"nbformat": 4, "nbformat_minor": 5, "metadata": map[string]any{}, "cells": out})
		if err != nil {
			t.Fatal(err)
		}
		return map[string]string{"n.ipynb": string(data)}
	}
	rules := map[string]any{"settings": map[string]any{"rules": []string{"os-command-injection"}, "trust": []string{"all"}}}
	w.scan("lab", "main", page("import os", "os.system(input())"), rules)
	list := w.findings("project=lab")
	if len(list) != 1 || list[0].Cell != 2 || list[0].Line != 1 {
		t.Fatalf("the finding: %+v", list)
	}
	w.scan("lab", "main", page("# one\nx = 1", "y = 2\nimport os", "z = 3\nos.system(input())"), rules)
	again := w.findings("project=lab&state=all")
	if len(again) != 1 || again[0].ID != list[0].ID || again[0].Cell != 3 || again[0].Line != 2 || again[0].Presence != "persisting" {
		t.Errorf("after edits: %+v", again)
	}
	if _, data := w.call(w.token, "GET", "/v1/projects/lab/trees/"+again[0].Tree+"/file?path=n.ipynb&cell=3", nil); string(data) != "z = 3\nos.system(input())" {
		t.Errorf("the cell: %q", data)
	}
	if status, _ := w.call(w.token, "GET", "/v1/projects/lab/trees/"+again[0].Tree+"/file?path=n.ipynb&cell=9", nil); status != 404 {
		t.Errorf("a cell that is not there: status %d", status)
	}
}

// TestSessions signs a browser in and out; other sites cannot use its session.
func TestSessions(t *testing.T) {
	w := newWorld(t)
	if status, _ := w.call("", "GET", "/v1/projects", nil); status != 401 {
		t.Errorf("without a token: status %d", status)
	}
	if status, _ := w.call("ldl_"+strings.Repeat("0", 32)+"_x", "GET", "/v1/projects", nil); status != 401 {
		t.Errorf("with a wrong token: status %d", status)
	}
	res, err := http.Post(w.server.URL+"/v1/session", "application/json", strings.NewReader(`{"token":"`+w.token+`"}`))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if len(res.Cookies()) != 1 || !res.Cookies()[0].HttpOnly {
		t.Fatalf("signing in: %s, %v", res.Status, res.Cookies())
	}
	try := func(method, path, origin string) int {
		req, err := http.NewRequest(method, w.server.URL+path, strings.NewReader(`{"slug":"x"}`))
		if err != nil {
			t.Fatal(err)
		}
		req.AddCookie(res.Cookies()[0])
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Sec-Fetch-Site", origin)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		return res.StatusCode
	}
	if got := try("POST", "/v1/projects", "cross-site"); got != 403 {
		t.Errorf("another site's request: status %d", got)
	}
	if got := try("POST", "/v1/projects", "same-origin"); got != 200 {
		t.Errorf("the dashboard's request: status %d", got)
	}
	if got := try("DELETE", "/v1/session", "same-origin"); got >= 300 {
		t.Errorf("signing out: status %d", got)
	}
	if got := try("GET", "/v1/me", "same-origin"); got != 401 {
		t.Errorf("after signing out: status %d", got)
	}
}

// TestOpenAPI compares the committed description with what the types say.
func TestOpenAPI(t *testing.T) {
	_, description := New(Options{Service: &service.Service{}, Version: "1"})
	got, err := description.YAML()
	if err != nil {
		t.Fatal(err)
	}
	const name = "../../../api/openapi.yaml"
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("api/openapi.yaml is not what the types say: run make gen")
	}
}

// TestSlower: whoever tries out tokens is slowed down, and whoever asks a lot.
func TestSlower(t *testing.T) {
	w := newWorld(t)
	last := 0
	for range 40 {
		res, err := http.Post(w.server.URL+"/v1/session", "application/json", strings.NewReader(`{"token":"ldl_guess"}`))
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		last = res.StatusCode
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("the 40th guess: status %d", last)
	}
	if status, _ := w.call(w.token, "GET", "/v1/me", nil); status != 200 {
		t.Errorf("somebody else's guesses shut out a token: status %d", status)
	}
}
