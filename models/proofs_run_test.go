package models

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/rule"
)

// proofModel is what proofs import: data from outside, and a place to look.
const proofModel = `
library: leadline_proof
modules: [leadline_proof]
sources: {leadline_proof.source(): untrusted}
sinks: {leadline_proof.sink(0): proof}
`

// withProofModel is the models and leadline_proof.
type withProofModel struct{ fs.FS }

func (w withProofModel) Open(name string) (fs.File, error) {
	if name == "leadline_proof.yaml" {
		return fstest.MapFS{name: {Data: []byte(proofModel)}}.Open(name)
	}
	return w.FS.Open(name)
}

func (w withProofModel) Glob(pattern string) ([]string, error) {
	names, err := fs.Glob(w.FS, pattern)
	if pattern == "*.yaml" {
		names = append(names, "leadline_proof.yaml")
	}
	return names, err
}

// proofRules makes one rule for everything that a mark can claim.
func proofRules(t *testing.T, kinds *model.Set) *rule.Set {
	t.Helper()
	files := fstest.MapFS{}
	add := func(id, flow string) {
		files[id+"/rule.yaml"] = &fstest.MapFile{Data: []byte("id: " + id +
			"\ntitle: t\ncategory: proof\nseverity: high\nprecision: high\ncwe: [1]\nmessage: m\nflow: " + flow + "\n")}
		files[id+"/rule.md"] = &fstest.MapFile{Data: []byte("# t\n")}
	}
	add("flows", "{from: [untrusted], to: [proof]}")
	for _, k := range kinds.Kinds[1:] {
		add("source-"+k.Name, fmt.Sprintf("{from: [%s], to: [proof]}", k.Name))
		add("sink-"+k.Name, fmt.Sprintf("{from: [untrusted], to: [%s]}", k.Name))
	}
	for _, c := range kinds.Cleans {
		add("clean-"+c, fmt.Sprintf("{from: [untrusted], to: [proof], unless: [%s]}", c))
	}
	set, err := rule.Load(files, kinds, nil)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

type kept struct {
	findings []*finding.Finding
	coverage *finding.Coverage
}

func (k *kept) Progress(finding.Progress)  {}
func (k *kept) Finding(f *finding.Finding) { k.findings = append(k.findings, f) }
func (k *kept) Done(c *finding.Coverage)   { k.coverage = c }

// scanProof lists, per line, the rules that a proof sets off.
func scanProof(t *testing.T, kinds *model.Set, rules *rule.Set, text string) map[int]map[string]bool {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "proof.py"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	k := &kept{}
	o := engine.Options{Paths: []string{dir}, Project: &config.Project{Dir: dir, Settings: config.Settings{Profile: "all"}},
		Jobs: 1, Cache: cache.None{}, Rules: rules, Models: kinds}
	if err := engine.Scan(context.Background(), o, k); err != nil {
		t.Fatal(err)
	}
	for _, s := range k.coverage.Skipped {
		t.Errorf("%s: %s", s.Path, s.Reason)
	}
	lines := map[int]map[string]bool{}
	for _, f := range k.findings {
		line := int(f.Location.File.LineOf(f.Location.Span.Start))
		if lines[line] == nil {
			lines[line] = map[string]bool{}
		}
		lines[line][f.Rule.ID] = true
	}
	return lines
}

var mark = regexp.MustCompile(`(source|sink|clean|flows|silent)(?:: ([a-z-]+))?`)

// knownWrong is how many lines of all proofs do not hold yet. It only ever
// falls: whoever mends some lowers it, and -v lists what is left.
const knownWrong = 33

// TestProofs runs every proof and holds each line against its marks.
func TestProofs(t *testing.T) {
	kinds, err := model.Load(withProofModel{FS})
	if err != nil {
		t.Fatal(err)
	}
	rules := proofRules(t, kinds)
	files, err := fs.Glob(proofFS, "*.proof.py")
	if err != nil {
		t.Fatal(err)
	}
	lines, wrong := 0, 0
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			data, err := fs.ReadFile(proofFS, file)
			if err != nil {
				t.Fatal(err)
			}
			said := scanProof(t, kinds, rules, string(data))
			for i, line := range strings.Split(string(data), "\n") {
				_, comment, ok := strings.Cut(line, "  # ")
				if !ok {
					continue
				}
				lines++
				if problem := checkLine(comment, said[i+1]); problem != "" {
					wrong++
					t.Logf("%s:%d: %s: %s", file, i+1, strings.TrimSpace(line), problem)
				}
			}
		})
	}
	t.Logf("%d lines, %d wrong", lines, wrong)
	if wrong > knownWrong {
		t.Errorf("%d lines are wrong, %d are known: see go test -v", wrong, knownWrong)
	}
}

// checkLine holds the marks of a line against the rules that it set off.
func checkLine(comment string, said map[string]bool) string {
	known := strings.Contains(comment, ":missing")
	problem := ""
	for _, m := range mark.FindAllStringSubmatch(comment, -1) {
		if p := checkMark(m[1], m[2], said); p != "" {
			problem = p
		}
	}
	switch {
	case known && problem == "":
		return "holds now: take the mark :missing away"
	case known:
		return ""
	}
	return problem
}

func checkMark(word, kind string, said map[string]bool) string {
	switch word {
	case "source":
		return want(said["source-"+kind], "no "+kind+" is seen")
	case "sink":
		return want(said["sink-"+kind], "no "+kind+" is reached")
	case "flows":
		return want(said["flows"], "nothing is seen")
	case "clean":
		if kind == "" {
			return want(!said["flows"], "something is seen")
		}
		// A value that is safe for every rule is seen by none.
		return want(!said["clean-"+kind], "it is not safe for "+kind)
	case "silent":
		for id := range said {
			if strings.HasPrefix(id, "sink-") {
				return id + " is reported"
			}
		}
	}
	return ""
}

func want(ok bool, problem string) string {
	if ok {
		return ""
	}
	return problem
}
