package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	foreign "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"leadline/internal/finding"
	"leadline/internal/text"
)

var update = flag.Bool("update", false, "write the golden files")

var sqlRule = &finding.Rule{ID: "sql-injection", Title: "Untrusted data in SQL text", Category: "security", Severity: finding.Critical,
	Precision: "high", CWE: []int{89, 20}, Tags: []string{"owasp-a03"}, Default: true,
	Page:   "# SQL\n\n## What\n\nData becomes *part of* the statement.\n\n## Why\n\nBecause.\n\n## Fix\n\nPass it as a parameter.\n",
	Advice: "Pass it as a parameter."}

var quietRule = &finding.Rule{ID: "weak-hash", Title: "Weak hash", Severity: finding.Low, CWE: []int{328}}

// sample is a stream with every kind of thing in it.
func sample(w Writer) {
	views := text.New("shop/a view.py", []byte("def show(request):\n\tname = request.GET['ü']  # 😀\n\treturn find(name)\n"))
	db := text.New("shop/db.py", []byte("def find(n):\n    q = 'select ' + n\n    return run('日本' + '😀', q,\n        1)\n"))
	span := func(f *text.File, s string) finding.Location {
		i := uint32(bytes.Index(f.Bytes, []byte(s)))
		return finding.Location{File: f, Span: text.Span{Start: i, End: i + uint32(len(s))}}
	}
	flow := []finding.Step{
		{Kind: finding.StepSource, Location: span(views, "request.GET['ü']"), Message: "GET comes with the request", Function: "shop.view.show"},
		{Kind: finding.StepCall, Location: span(views, "find(name)"), Message: "name is passed to find as n", Function: "shop.view.show"},
		{Kind: finding.StepFlow, Location: span(db, "'select ' + n"), Message: "n becomes part of q", Function: "shop.db.find", Depth: 1},
		{Kind: finding.StepSink, Location: span(db, "q,"), Message: "q is run as SQL", Function: "shop.db.find", Depth: 1},
	}
	w.Progress(finding.Progress{Stage: "parse", Done: 1, Total: 2})
	w.Finding(&finding.Finding{Rule: sqlRule, Severity: finding.Critical, Location: span(db, "run('日本' + '😀', q,\n        1)"),
		Message: "request.GET['ü'] reaches run", Function: "shop.db.find", Flow: flow, Confidence: "high", Fingerprint: strings.Repeat("a1", 12),
		Fingerprints: map[string]string{"leadline/v1": strings.Repeat("a1", 12), "primaryLocationLineHash": "abc:1"},
		Fix:          &finding.Fix{Description: "Use a parameter", Safety: finding.Safe, Edits: []finding.Edit{{Location: span(db, "'select ' + n"), Text: "'select ?'"}}},
		Extra:        map[string]string{"certainty": "0.9"}})
	w.Finding(&finding.Finding{Rule: quietRule, Severity: finding.Low, Location: span(db, "find"), Message: "weak \x1b[31m<b>",
		Fingerprint: strings.Repeat("b2", 12), Suppression: "inline", Suppressed: "known"})
	w.Finding(&finding.Finding{Rule: quietRule, Severity: finding.Low, Location: span(views, "show"), Message: "weak", Fingerprint: strings.Repeat("c3", 12)})
	w.Done(&finding.Coverage{Files: 2, Lines: 7, Functions: 4, Calls: 10, Unresolved: 3, BaselineGone: 1,
		Skipped:            []finding.Skipped{{Path: "b.py", Code: "binary", Reason: "holds NUL"}, {Path: "node_modules", Code: "ignored", Reason: "installed packages", Accepted: true}},
		SyntaxErrors:       []finding.SyntaxError{{Location: span(views, "def"), Message: "bad"}, {Location: span(db, "def"), Message: "old", Accepted: true}},
		Budgets:            []finding.Budget{{Function: "f", Path: "a.py", Name: "contexts"}},
		UnusedSuppressions: []finding.UnusedSuppression{{Location: span(views, "# 😀"), Rule: "xss", Message: "xss is not found here"}}})
}

func render(t *testing.T, format string, info Info) []byte {
	t.Helper()
	var b bytes.Buffer
	w, ok := New(format, &b, info)
	if !ok {
		t.Fatalf("no format %s", format)
	}
	sample(w)
	if err := w.Err(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var info = Info{Version: "1.2.3", Root: "/home/me/pro ject", Rules: []*finding.Rule{sqlRule, quietRule}}

// TestGolden pins the bytes of every format.
func TestGolden(t *testing.T) {
	shown := info
	linked := info
	linked.Link = func(path string, line int) string {
		return "https://forge.test/blob/" + url.PathEscape(path) + "#L" + strconv.Itoa(line)
	}
	linked.Clock = func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }
	shown.Display, shown.Verbose, shown.Colour = "../pro ject", true, true
	for name, c := range map[string]struct {
		format string
		info   Info
	}{
		"report.txt": {"text", info}, "report-colour.txt": {"text", shown}, "report.json": {"json", info}, "report.jsonl": {"jsonl", info}, "report.sarif": {"sarif", info},
		"report.md": {"markdown", linked}, "report.gitlab.json": {"gitlab", linked}, "report.codeclimate.json": {"codeclimate", info},
		"report.rdjson": {"rdjson", info}, "report.xml": {"junit", info},
	} {
		got := render(t, c.format, c.info)
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), string(got)); d != "" {
			t.Errorf("%s: (-want +got)\n%s", name, d)
		}
	}
}

func decode(t *testing.T, data []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	return v
}

func TestJSONSchema(t *testing.T) {
	compile := func(name string) *jsonschema.Schema {
		s, err := jsonschema.NewCompiler().Compile("../../schemas/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	scan, line := compile("scan.schema.json"), compile("line.schema.json")
	doc := render(t, "json", info)
	if err := scan.Validate(decode(t, doc)); err != nil {
		t.Error(err)
	}
	for _, l := range bytes.Split(bytes.TrimSpace(render(t, "jsonl", info)), []byte("\n")) {
		if err := line.Validate(decode(t, l)); err != nil {
			t.Error(err)
		}
	}
	// A schema that accepts anything would prove nothing.
	for _, member := range []string{`"rule":`, `"kind":`, `"complete":`, `"offset":`} {
		if scan.Validate(decode(t, bytes.Replace(doc, []byte(member), []byte(`"other":`), 1))) == nil {
			t.Errorf("a document without %s is valid", member)
		}
	}
	var empty bytes.Buffer
	w, _ := New("json", &empty, info)
	w.Done(&finding.Coverage{})
	if err := scan.Validate(decode(t, empty.Bytes())); err != nil {
		t.Error(err)
	}
}

// TestReceivers: what each receiver's published format demands, and nothing that it
// does not name.
func TestReceivers(t *testing.T) {
	dated := info
	dated.Clock = func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }
	for format, c := range map[string]struct{ schema, good, bad string }{
		"gitlab":      {"gitlab-sast", `"node_type":"sink"`, `"node_type":"drain"`},
		"codeclimate": {"codeclimate", `"severity":"blocker"`, `"severity":"critical!"`},
		"rdjson":      {"rdjson", `"severity":"ERROR"`, `"severity":"error"`},
	} {
		schema, err := jsonschema.NewCompiler().Compile("testdata/receivers/" + c.schema + ".json")
		if err != nil {
			t.Fatal(err)
		}
		doc := render(t, format, dated)
		if err := schema.Validate(decode(t, doc)); err != nil {
			t.Errorf("%s: %v", format, err)
		}
		if spoilt := bytes.Replace(doc, []byte(c.good), []byte(c.bad), 1); bytes.Equal(spoilt, doc) || schema.Validate(decode(t, spoilt)) == nil {
			t.Errorf("%s: a document with %s is valid", format, c.bad)
		}
		var empty bytes.Buffer
		w, _ := New(format, &empty, dated)
		w.Done(&finding.Coverage{})
		if err := schema.Validate(decode(t, empty.Bytes())); err != nil {
			t.Errorf("%s without findings: %v", format, err)
		}
		long := *sqlRule
		long.Title, long.Advice = strings.Repeat("ü", 400), strings.Repeat("日", 9000)
		var over bytes.Buffer
		w, _ = New(format, &over, dated)
		w.Finding(&finding.Finding{Rule: &long, Severity: finding.High, Message: "m", Fingerprint: strings.Repeat("a1", 12),
			Location: finding.Location{File: text.New("a.py", []byte("x"))}})
		w.Done(&finding.Coverage{})
		if err := schema.Validate(decode(t, over.Bytes())); err != nil {
			t.Errorf("%s with long texts: %v", format, err)
		}
	}
}

// sarifSchemaText is the standard's own schema, which a module that reads
// SARIF carries in its source.
func sarifSchemaText(t *testing.T) string {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	name := filepath.Join(strings.TrimSpace(string(dir)), "pkg/report/v210/sarif/schema.go")
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && len(lit.Value) > len(found) {
			found = lit.Value
		}
		return true
	})
	s, err := strconv.Unquote(found)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSARIFSchema(t *testing.T) {
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", decode(t, []byte(sarifSchemaText(t)))); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	log := render(t, "sarif", info)
	if err := schema.Validate(decode(t, log)); err != nil {
		t.Error(err)
	}
	if schema.Validate(decode(t, bytes.Replace(log, []byte(`"ruleIndex":0`), []byte(`"ruleIndexx":0`), 1))) == nil {
		t.Error("a log with an unknown member is valid")
	}
	if _, err := foreign.FromBytes(log); err != nil {
		t.Error(err)
	}
}

// TestSARIFContent: what hosts need beyond the schema.
func TestSARIFContent(t *testing.T) {
	var log sarifLog
	if err := json.Unmarshal(render(t, "sarif", info), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if got := run.OriginalURIBaseIDs["%SRCROOT%"].URI; got != "file:///home/me/pro%20ject/" {
		t.Errorf("root %q", got)
	}
	if len(run.Results) != 3 {
		t.Fatalf("%d results", len(run.Results))
	}
	first := run.Results[0]
	flow := first.CodeFlows[0].ThreadFlows[0].Locations
	if uri := flow[0].Location.PhysicalLocation.ArtifactLocation; uri.URI != "shop/a%20view.py" || uri.URIBaseID != "%SRCROOT%" {
		t.Errorf("path of a step: %+v", uri)
	}
	// UTF-16 columns: the wide characters before count as one unit, the emoji as two.
	if r := flow[3].Location.PhysicalLocation.Region; r.StartLine != 3 || r.StartColumn != 29 || r.EndColumn != 31 {
		t.Errorf("region of the sink: %+v", r)
	}
	if r := first.Locations[0].PhysicalLocation.Region; r.StartLine != 3 || r.EndLine != 4 || r.EndColumn != 11 {
		t.Errorf("region over two lines: %+v", r)
	}
	rule := run.Tool.Driver.Rules[first.RuleIndex]
	tags, _ := json.Marshal(rule.Properties["tags"])
	if rule.ID != "sql-injection" || !strings.Contains(string(tags), "external/cwe/cwe-089") || rule.Properties["security-severity"] != "9.5" || len(rule.Relationships) != 2 {
		t.Errorf("rule %+v", rule)
	}
	if len(run.Taxonomies) != 1 || len(run.Taxonomies[0].Taxa) != 3 {
		t.Errorf("taxonomies %+v", run.Taxonomies)
	}
	if s := run.Results[1].Suppressions; len(s) != 1 || s[0].Kind != "inSource" || s[0].Justification != "known" {
		t.Errorf("suppressions %+v", s)
	}
	if n := run.Invocations[0].ToolExecutionNotifications; len(n) != 6 || n[0].Level != "warning" || n[1].Level != "note" {
		t.Errorf("notifications %+v", n)
	}
}

func TestSARIFLimits(t *testing.T) {
	var b bytes.Buffer
	w, _ := New("sarif", &b, info)
	f := text.New("a.py", []byte("x"))
	long := make([]finding.Step, maxFlowSteps+10)
	for i := range long {
		long[i] = finding.Step{Location: finding.Location{File: f}, Message: "m"}
	}
	for i := range maxResults + 5 {
		x := &finding.Finding{Rule: quietRule, Severity: finding.Low, Location: finding.Location{File: f}, Message: "m"}
		if i == maxResults+4 {
			x = &finding.Finding{Rule: sqlRule, Severity: finding.Critical, Location: finding.Location{File: f}, Message: "m", Flow: long}
		}
		w.Finding(x)
	}
	w.Done(&finding.Coverage{})
	var log sarifLog
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	results := log.Runs[0].Results
	last := results[len(results)-1]
	if len(results) != maxResults || last.RuleID != "sql-injection" || len(last.CodeFlows[0].ThreadFlows[0].Locations) != maxFlowSteps {
		t.Errorf("%d results, the last of %s with %d steps", len(results), last.RuleID, len(last.CodeFlows[0].ThreadFlows[0].Locations))
	}
	if log.Runs[0].Properties["resultsDropped"] != 5.0 {
		t.Errorf("dropped: %v", log.Runs[0].Properties)
	}
}

// TestSARIFSize: a log that is too large for hosts, packed as they take it, loses its
// mildest results and says so.
func TestSARIFSize(t *testing.T) {
	var b bytes.Buffer
	w, _ := New("sarif", &b, info)
	w.(*sarifReport).packed = 6000
	for i := range 500 {
		f := text.New(fmt.Sprintf("%x.py", sha256.Sum256([]byte{byte(i), byte(i >> 8)})), []byte("x"))
		severity := finding.Low
		if i%100 == 99 {
			severity = finding.Critical
		}
		w.Finding(&finding.Finding{Rule: quietRule, Severity: severity, Location: finding.Location{File: f}, Message: "m"})
	}
	w.Done(&finding.Coverage{})
	var log sarifLog
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	if size := packedSize(b.Bytes(), 0); size > 6000 || size < 4000 {
		t.Errorf("%d bytes packed", size)
	}
	grave := 0
	for _, r := range log.Runs[0].Results {
		if r.Level == "error" {
			grave++
		}
	}
	if n := len(log.Runs[0].Results); grave != 5 || log.Runs[0].Properties["resultsDropped"] != float64(500-n) {
		t.Errorf("%d results, %d of them critical, properties %v", n, grave, log.Runs[0].Properties)
	}
}

func TestFrame(t *testing.T) {
	for _, c := range []struct{ line, mark, text, caret string }{
		{"f(x)", "x", "f(x)", "  ^"},
		{"\tf(x)", "f(x)", "    f(x)", "    ^^^^"},
		{"a\tb", "b", "a   b", "    ^"},
		{"s = '日本' + x", "x", "s = '日本' + x", "             ^"},
		{"s = 'e\u0301' + x", "x", "s = 'e\u0301' + x", "          ^"},
		{"x = '\u202e' + y", "y", "x = '<U+202E>' + y", "                 ^"},
		{"x = '\x1b[2J'", "x", "x = '<U+001B>[2J'", "^"},
	} {
		i := uint32(strings.LastIndex(c.line, c.mark))
		if c.mark == "x" && strings.HasPrefix(c.line, "x") {
			i = 0
		}
		l := finding.Location{File: text.New("a.py", []byte(c.line)), Span: text.Span{Start: i, End: i + uint32(len(c.mark))}}
		fr := newFrame(l, 0)
		if fr.lines[0] != c.text || fr.caret != c.caret {
			t.Errorf("%q:\n%s\n%s\nwant\n%s\n%s", c.line, fr.lines[0], fr.caret, c.text, c.caret)
		}
	}
}

func TestLongLine(t *testing.T) {
	line := strings.Repeat("x", 1_000_000) + "HERE" + strings.Repeat("y", 1_000_000)
	l := finding.Location{File: text.New("a.py", []byte(line)), Span: text.Span{Start: 1_000_000, End: 1_000_004}}
	fr := newFrame(l, 0)
	at := strings.Index(fr.caret, "^^^^")
	if shown := []rune(fr.lines[0]); len(shown) > 200 || at < 0 || string(shown[at:at+4]) != "HERE" {
		t.Errorf("%d characters, mark at %d: %s", len(shown), at, fr.lines[0])
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestWriteError(t *testing.T) {
	for _, format := range Formats {
		w, _ := New(format, full{}, info)
		sample(w)
		if w.Err() == nil {
			t.Errorf("%s: a failed write is not reported", format)
		}
	}
}
