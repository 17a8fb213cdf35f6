package engine_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/models"
	"leadline/rules"
)

// The matrix: sources x propagations x guards and sanitizers x sinks. A cell is
// one SINK line of a case, judged with one source and one sink; its twin is a
// line of the other verdict in the same case. testdata/matrix/README.md says how
// cases are written.

const matrixDir = "../taint/testdata/matrix"

var update = flag.Bool("update", false, "write docs/design/matrix.md anew")

// knownWrong is how many cells are still judged wrongly without a mark. It only
// ever falls: whoever mends some lowers it, and -v lists what is left.
const knownWrong = 2

// limitShare is how many of a hundred cells may be marked as known limits.
const limitShare = 5

// matrixCase is one case as it is written.
type matrixCase struct {
	file, name     string
	sentences      []string
	sources, sinks []string // what the case asks for; empty: the harness chooses
	route          string   // what the decorator of the view says
	top, body      []string
	files          map[string]string
}

// matrixSource is one way in which data comes to SOURCE.
type matrixSource struct {
	name, expr, top string
	files           map[string]string
	inner           bool // the body is a function within the view
}

var matrixSources = []matrixSource{
	{name: "args", expr: `request.args["q"]`},
	{name: "entry", expr: "q"},
	{name: "callee", expr: "read_it()", top: "def read_it():\n    return request.args.get('q')\n"},
	{name: "global", expr: "held", top: "held = ''\n\ndef hold():\n    global held\n    held = request.args['q']\n"},
	{name: "attribute", expr: "Keep.text", top: "class Keep:\n    text = ''\n\ndef keep():\n    Keep.text = request.args['q']\n"},
	{name: "closure", expr: "outer", inner: true},
	{name: "file", expr: "reading.read_it()", top: "import reading\n",
		files: map[string]string{"reading.py": "from flask import request\n\ndef read_it():\n    return request.form['q']\n"}},
}

// matrixSink is one place to which data may come.
type matrixSink struct{ name, call, rule string }

var matrixSinks = []matrixSink{
	{"sql", "sqlite3.connect('db').execute(%s)", "sql-injection"},
	{"os", "os.system(%s)", "os-command-injection"},
	{"eval", "eval(%s)", "code-injection"},
	{"open", "open(%s)", "path-traversal"},
	{"get", "requests.get(%s)", "ssrf"},
	{"redirect", "redirect(%s)", "open-redirect"},
	{"html", "return %s", "xss"},
	{"markup", "Markup(%s)", "xss"},
}

// plainSinks judge a value wherever it stands in the text, so any case may have them.
var plainSinks = []string{"sql", "os", "eval"}

const matrixImports = `import os
import re
import html
import shlex
import functools
import sqlite3
import requests
from flask import Flask, request, redirect, abort
from markupsafe import Markup

app = Flask(__name__)

`

// program writes a case with one source and one sink, and says what each line should be.
func (c *matrixCase) program(src *matrixSource, sink *matrixSink) (map[string]string, map[string]string) {
	var b strings.Builder
	b.WriteString(matrixImports + src.top + "\n")
	write := func(indent string, lines []string) {
		for _, line := range lines {
			line = strings.ReplaceAll(line, "SOURCE", src.expr)
			b.WriteString(strings.TrimRight(indent+sink.at(line), " ") + "\n")
		}
	}
	write("", c.top)
	route := c.route
	if route == "" {
		route = "/x/<path:q>"
	}
	if len(c.body) > 0 {
		fmt.Fprintf(&b, "\n@app.route(%q)\ndef view(q):\n", route)
		if src.inner {
			b.WriteString("    outer = request.args['q']\n    def inner():\n")
			write("        ", c.body)
			b.WriteString("    return inner()\n")
		} else {
			write("    ", c.body)
		}
	}
	files := map[string]string{"main.py": b.String()}
	for name, text := range src.files {
		files[name] = text
	}
	for name, text := range c.files {
		var lines []string
		for _, line := range strings.Split(strings.ReplaceAll(text, "SOURCE", src.expr), "\n") {
			lines = append(lines, sink.at(line))
		}
		files[name] = strings.Join(lines, "\n")
	}
	return files, marksOf(files)
}

// at puts the sink in the place of SINK(...).
func (s *matrixSink) at(line string) string {
	i := strings.Index(line, "SINK(")
	if i < 0 {
		return line
	}
	code, mark, _ := strings.Cut(line, "  # want")
	if strings.Contains(line, "  # want") {
		mark = "want" + mark
	} else {
		mark = "safe"
	}
	end := closing(code, i+len("SINK"))
	return code[:i] + fmt.Sprintf(s.call, code[i+len("SINK("):end]) + code[end+1:] + "  # cell " + mark
}

// closing finds the parenthesis that closes the one at open; the cases hold no
// lone parenthesis in a string.
func closing(code string, open int) int {
	depth := 0
	for i := open; i < len(code); i++ {
		switch code[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(code) - 1
}

// marksOf lists the cells of a program: file:line -> want, want:missing, want:spurious or safe.
func marksOf(files map[string]string) map[string]string {
	marks := map[string]string{}
	for name, text := range files {
		for i, line := range strings.Split(text, "\n") {
			if _, mark, ok := strings.Cut(line, "  # cell "); ok {
				marks[fmt.Sprintf("%s:%d", name, i+1)] = strings.TrimSpace(mark)
			}
		}
	}
	return marks
}

var matrixHead = regexp.MustCompile(`^== ([a-z0-9-]+): ([^;]*)(?:; (.*))?$`)

// readMatrix reads every file of cases.
func readMatrix(t *testing.T) []*matrixCase {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(matrixDir, "*.cells"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases in %s: %v", matrixDir, err)
	}
	var out []*matrixCase
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, readCells(t, strings.TrimSuffix(filepath.Base(name), ".cells"), string(data))...)
	}
	return out
}

func readCells(t *testing.T, file, text string) []*matrixCase {
	t.Helper()
	var out []*matrixCase
	var c *matrixCase
	var other string
	for n, line := range strings.Split(text, "\n") {
		switch m := matrixHead.FindStringSubmatch(line); {
		case m != nil:
			c = &matrixCase{file: file, name: m[1], sentences: strings.Fields(m[2]), files: map[string]string{}}
			c.options(t, m[3])
			out, other = append(out, c), ""
		case c == nil:
		case line == "---":
			c.top, c.body, other = append(c.top, c.body...), nil, ""
		case strings.HasPrefix(line, "-- ") && strings.HasSuffix(line, " --"):
			other = strings.TrimSuffix(strings.TrimPrefix(line, "-- "), " --")
		case strings.HasPrefix(line, "=="):
			t.Fatalf("%s.cells:%d: not the head of a case: %s", file, n+1, line)
		case other != "":
			c.files[other] += line + "\n"
		default:
			c.body = append(c.body, line)
		}
	}
	for _, c := range out {
		for len(c.body) > 0 && c.body[len(c.body)-1] == "" {
			c.body = c.body[:len(c.body)-1]
		}
	}
	return out
}

func (c *matrixCase) options(t *testing.T, text string) {
	t.Helper()
	for _, option := range strings.Fields(text) {
		key, value, _ := strings.Cut(option, "=")
		switch key {
		case "sources":
			c.sources = strings.Split(value, ",")
		case "sinks":
			c.sinks = strings.Split(value, ",")
		case "route":
			c.route = value
		default:
			t.Fatalf("%s/%s: unknown option %s", c.file, c.name, option)
		}
	}
}

// combination is a source and a sink with which a case is run.
type combination struct {
	source *matrixSource
	sink   *matrixSink
}

// combinations chooses them: what the case asks for, crossed; else the plain
// source and one that changes from case to case, each with a sink in its turn.
func (c *matrixCase) combinations(n int) []combination {
	sources, sinks := c.sources, c.sinks
	if sources == nil {
		sources = []string{"args", matrixSources[1+n%(len(matrixSources)-1)].name}
	}
	if slices.Equal(sources, []string{"all"}) {
		sources = nil
		for _, s := range matrixSources {
			sources = append(sources, s.name)
		}
	}
	var out []combination
	for i, source := range sources {
		each := sinks
		if each == nil {
			each = []string{plainSinks[(n+i)%len(plainSinks)]}
		}
		for _, sink := range each {
			s := slices.IndexFunc(matrixSources, func(s matrixSource) bool { return s.name == source })
			k := slices.IndexFunc(matrixSinks, func(s matrixSink) bool { return s.name == sink })
			out = append(out, combination{&matrixSources[s], &matrixSinks[k]})
		}
	}
	return out
}

// matrixTally counts cells.
type matrixTally struct{ cells, vulnerable, missing, spurious, wrong int }

func TestMatrix(t *testing.T) {
	kinds, err := model.Load(models.FS)
	if err != nil {
		t.Fatal(err)
	}
	set, err := rule.Load(rules.FS, kinds, rules.Code())
	if err != nil {
		t.Fatal(err)
	}
	tally := &matrixTally{}
	cases := readMatrix(t)
	for n, c := range cases {
		t.Run(c.file+"/"+c.name, func(t *testing.T) {
			for _, k := range c.combinations(n) {
				files, marks := c.program(k.source, k.sink)
				said := scanMatrix(t, set, kinds, files, k.sink.rule)
				tally.judge(t, k, files, marks, said)
			}
		})
	}
	t.Logf("%d cases, %d cells (%d vulnerable, %d safe); known limits: %d missing, %d spurious; wrong: %d", len(cases), tally.cells,
		tally.vulnerable, tally.cells-tally.vulnerable, tally.missing, tally.spurious, tally.wrong)
	if tally.wrong > knownWrong {
		t.Errorf("%d cells are wrong, %d are known: see go test -v", tally.wrong, knownWrong)
	}
	if limits := tally.missing + tally.spurious; limits*100 > tally.cells*limitShare {
		t.Errorf("%d known limits are more than %d %% of the cells", limits, limitShare)
	}
}

// judge holds what a scan said against the marks of a program.
func (m *matrixTally) judge(t *testing.T, k combination, files, marks map[string]string, said map[string]bool) {
	t.Helper()
	places := make([]string, 0, len(marks))
	for place := range marks {
		places = append(places, place)
	}
	sort.Strings(places)
	var problems []string
	for _, place := range places {
		mark, have := markFor(marks[place], k.source.name), said[place]
		m.cells++
		if mark == "want" || mark == "want:missing" {
			m.vulnerable++
		}
		switch {
		case mark == "want" && !have:
			problems = append(problems, place+" is not reported: "+lineAt(files, place))
		case mark == "safe" && have:
			problems = append(problems, place+" is reported and safe: "+lineAt(files, place))
		case mark == "want:missing" && have, mark == "want:spurious" && !have:
			problems = append(problems, place+" is judged well now: take the mark away: "+lineAt(files, place))
		case mark == "want:missing":
			m.missing++
		case mark == "want:spurious":
			m.spurious++
		}
	}
	m.wrong += len(problems)
	if len(problems) > 0 {
		t.Logf("source %s, sink %s:\n%s\n%s", k.source.name, k.sink.name, strings.Join(problems, "\n"), listing(files))
	}
}

// markFor is what a mark says of one source: a known limit may name the sources
// that have it, want:missing@closure,callee.
func markFor(mark, source string) string {
	limit, sources, ok := strings.Cut(mark, "@")
	switch {
	case !ok || slices.Contains(strings.Split(sources, ","), source):
		return limit
	case limit == "want:missing":
		return "want"
	}
	return "safe"
}

// lineAt is the text of a line, file:line.
func lineAt(files map[string]string, place string) string {
	name, line, _ := strings.Cut(place, ":")
	n, _ := strconv.Atoi(line)
	return strings.TrimSpace(strings.Split(files[name], "\n")[n-1])
}

// listing shows a program with the numbers of its lines, without what every program begins with.
func listing(files map[string]string) string {
	var b strings.Builder
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Fprintf(&b, "-- %s --\n", name)
		for i, line := range strings.Split(strings.TrimRight(files[name], "\n"), "\n") {
			if name != "main.py" || i >= strings.Count(matrixImports, "\n") {
				fmt.Fprintf(&b, "%3d %s\n", i+1, line)
			}
		}
	}
	return b.String()
}

// places keeps the file and line of every finding of one rule.
type places struct {
	rule string
	at   map[string]bool
	done *finding.Coverage
	dir  string
}

func (p *places) Progress(finding.Progress) {}
func (p *places) Done(c *finding.Coverage)  { p.done = c }
func (p *places) Finding(f *finding.Finding) {
	if f.Rule.ID == p.rule {
		file := f.Location.File
		p.at[fmt.Sprintf("%s:%d", file.Path, file.LineOf(f.Location.Span.Start))] = true
	}
}

func scanMatrix(t *testing.T, set *rule.Set, kinds *model.Set, files map[string]string, ruleID string) map[string]bool {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p := &places{rule: ruleID, at: map[string]bool{}}
	o := engine.Options{
		Paths: []string{dir}, Project: &config.Project{Dir: dir, Settings: config.Settings{Profile: "all"}},
		Jobs: 1, Cache: cache.None{}, Rules: set, Models: kinds,
	}
	if err := engine.Scan(context.Background(), o, p); err != nil {
		t.Fatal(err)
	}
	for _, e := range p.done.SyntaxErrors {
		t.Errorf("%s:%d: %s\n%s", e.Location.File.Path, e.Location.File.LineOf(e.Location.Span.Start), e.Message, listing(files))
	}
	return p.at
}

// matrixPage is the table sentence -> cases, written by -update.
const matrixPage = "../../docs/design/matrix.md"

// TestMatrixSentences holds the sentences of engine.md against the cases: every
// sentence names a case or another test, and every case a sentence.
func TestMatrixSentences(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(matrixDir, "sentences.txt"))
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string][]string{}
	for _, c := range readMatrix(t) {
		for _, id := range c.sentences {
			byID[id] = append(byID[id], c.file+"/"+c.name)
		}
	}
	var page strings.Builder
	page.WriteString("# Which cases test which sentence of engine.md\n\nWritten by `go test ./internal/engine -run TestMatrixSentences -update`; " +
		"the cases are in internal/taint/testdata/matrix.\n\n| sentence | says | cases |\n|---|---|---|\n")
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		fields := strings.Split(line, " | ")
		id, where := fields[0], strings.Join(byID[fields[0]], ", ")
		if len(fields) > 2 {
			where = strings.TrimPrefix(where+"; "+fields[2], "; ")
		}
		if where == "" {
			t.Errorf("%s: no case", id)
		}
		delete(byID, id)
		fmt.Fprintf(&page, "| %s | %s | %s |\n", id, fields[1], where)
	}
	for id, cases := range byID {
		t.Errorf("%s: no such sentence, named by %s", id, cases)
	}
	if *update {
		if err := os.WriteFile(matrixPage, []byte(page.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if old, err := os.ReadFile(matrixPage); err != nil || string(old) != page.String() {
		t.Errorf("%s is old: run with -update", matrixPage)
	}
}
