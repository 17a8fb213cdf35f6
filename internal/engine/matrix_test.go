package engine_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
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
	"leadline/internal/rule/ruletest"
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

// readMatrix reads every file of cases.
func readMatrix(t *testing.T) []*ruletest.MatrixCase {
	t.Helper()
	cases, err := ruletest.MatrixCases(os.DirFS(matrixDir))
	if err != nil {
		t.Fatal(err)
	}
	return cases
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
		t.Run(c.File+"/"+c.Name, func(t *testing.T) {
			for _, p := range c.Programs(n) {
				tally.judge(t, p, scanMatrix(t, set, kinds, p))
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
func (m *matrixTally) judge(t *testing.T, p ruletest.MatrixProgram, said map[string]bool) {
	t.Helper()
	files, marks := p.Files, p.Marks
	places := make([]string, 0, len(marks))
	for place := range marks {
		places = append(places, place)
	}
	sort.Strings(places)
	var problems []string
	for _, place := range places {
		mark, have := markFor(marks[place], p.Source), said[place]
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
		t.Logf("source %s, sink %s:\n%s\n%s", p.Source, p.Sink, strings.Join(problems, "\n"), listing(files, p.Head))
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
func listing(files map[string]string, head int) string {
	var b strings.Builder
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Fprintf(&b, "-- %s --\n", name)
		for i, line := range strings.Split(strings.TrimRight(files[name], "\n"), "\n") {
			if name != "main.py" || i >= head {
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

func scanMatrix(t *testing.T, set *rule.Set, kinds *model.Set, program ruletest.MatrixProgram) map[string]bool {
	t.Helper()
	dir := t.TempDir()
	for name, text := range program.Files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p := &places{rule: program.Rule, at: map[string]bool{}}
	o := engine.Options{
		Paths: []string{dir}, Project: &config.Project{Dir: dir, Settings: config.Settings{Profile: "all"}},
		Jobs: 1, Cache: cache.None{}, Rules: set, Models: kinds,
	}
	if err := engine.Scan(context.Background(), o, p); err != nil {
		t.Fatal(err)
	}
	for _, e := range p.done.SyntaxErrors {
		t.Errorf("%s:%d: %s\n%s", e.Location.File.Path, e.Location.File.LineOf(e.Location.Span.Start), e.Message, listing(program.Files, program.Head))
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
		for _, id := range c.Sentences {
			byID[id] = append(byID[id], c.File+"/"+c.Name)
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
