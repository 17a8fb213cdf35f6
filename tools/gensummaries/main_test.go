package main

import (
	"context"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/models"
	"leadline/rules"
)

// acme are the lines of the library in testdata, as the engine finds them.
func acme(t *testing.T) map[string]string {
	t.Helper()
	known, err := model.Load(rows{models.FS})
	if err != nil {
		t.Fatal(err)
	}
	set, err := rule.Load(rules.FS, known, rules.Code())
	if err != nil {
		t.Fatal(err)
	}
	g := generator{jobs: 1, known: known, rules: set, found: newLibrary(known)}
	all, err := g.analyse("testdata/acme")
	if err != nil {
		t.Fatal(err)
	}
	g.found.add(all)
	return g.found.lines()
}

// TestLines holds what is said of a small library to what its code does.
func TestLines(t *testing.T) {
	want := strings.TrimSpace(`
.Client	C
.Client	S0:address
.Client.also	S0:text;0:text>self;self
.Client.made	Facme.Client
.Client.made	Sself
.Client.note	S0:text>self
.Client.where	Sself
.Special	Cacme.Client
.Special	S0:address
.helpers.size	Fbuiltins.int
.helpers.size	S0:path!path-tested
.kept	Fbuiltins.int
.kept	S
.load	Fbuiltins.str?
.load	S0:path!file-path
.maybe	S1:safe=true +allow-listed
.merged	S0:table;0:table=allowed +allow-listed;0:table=false +allow-listed;1:more
.parsed	Fbuiltins.int
.parsed	S0:text +numeric
.picked	Fbuiltins.int
.picked	S
.render	S0:page
.run	S0:command!shell-command
.tag	Fbuiltins.str
.tag	S0:name +behind-text;text +html-escaped +behind-text
.unclear	S0:text;1:other?
.word	Fbuiltins.str
.word	S0:text;0:text=allowed +extension-checked
`)
	var got []string
	for line := range strings.Lines(acme(t)["acme"]) {
		if !strings.Contains(line, "\tA") { // other names
			got = append(got, strings.TrimSpace(line))
		}
	}
	if got := strings.Join(got, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// layered are the models with a pack over what is there.
type layered struct {
	fs.FS
	pack fstest.MapFS
}

// Open opens a file.
func (l layered) Open(name string) (fs.File, error) {
	if _, ok := l.pack[name]; ok {
		return l.pack.Open(name)
	}
	return l.FS.Open(name)
}

// TestScan scans a program that calls the library, without its code: each line says
// whether something is to be found on it.
func TestScan(t *testing.T) {
	lines := acme(t)
	pack, err := model.PackSummaries(lines)
	if err != nil {
		t.Fatal(err)
	}
	known, err := model.Load(layered{models.FS, fstest.MapFS{"auto/summaries.pack": {Data: pack}}})
	if err != nil {
		t.Fatal(err)
	}
	set, err := rule.Load(rules.FS, known, rules.Code())
	if err != nil {
		t.Fatal(err)
	}
	k := &finding.Kept{}
	o := engine.Options{Paths: []string{"testdata/user"}, Project: &config.Project{Dir: "testdata/user", Settings: config.Settings{Profile: "security"}},
		Jobs: 1, Cache: cache.None{}, Rules: set, Models: known}
	if err := engine.Scan(context.Background(), o, k); err != nil {
		t.Fatal(err)
	}
	found := map[int]bool{}
	for _, f := range k.Findings {
		if len(f.Flow) > 0 {
			found[f.Location.File.LineOf(f.Location.Span.Start)] = true
		}
		for _, s := range f.Flow {
			if s.Kind == finding.StepUnknown {
				t.Errorf("%s: %s", f.Rule.ID, s.Message)
			}
		}
	}
	data, err := os.ReadFile("testdata/user/app.py")
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(data), "\n") {
		if want := strings.HasSuffix(line, "# want"); want != found[i+1] {
			t.Errorf("%d: %s: found %v", i+1, strings.TrimSpace(line), found[i+1])
		}
	}
}
