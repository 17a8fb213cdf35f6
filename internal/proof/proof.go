// Package proof runs the proofs of models: Python files whose lines say, in
// comments, what data must be seen there. It knows what a mark claims and how a
// scan answers; it must not know any library, nor where model files come from.
//
// Its window is Prove, which lists the lines that do not hold.
package proof

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing/fstest"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/rule"
)

// helper is what proofs import: data from outside, and a place to look.
const helper = `
library: leadline_proof
modules: [leadline_proof]
sources: {leadline_proof.source(): untrusted}
sinks: {leadline_proof.sink(0): proof}
`

const helperFile = "leadline_proof.yaml"

// page is what stands in the templates that a proof names, proof.html or
// proof2.html: they say that their value is HTML. What one writes counts for the
// line that renders it, so each is rendered once.
const page = "{{ value|safe }}\n"

var pageName = regexp.MustCompile(`"(proof[0-9]*\.html)"`)

// withHelper is a folder of models and leadline_proof.
type withHelper struct{ fs.FS }

// Open opens the helper, or a file of the folder.
func (w withHelper) Open(name string) (fs.File, error) {
	if name == helperFile {
		return fstest.MapFS{name: {Data: []byte(helper)}}.Open(name)
	}
	return w.FS.Open(name)
}

// Glob adds the helper to the folder's models.
func (w withHelper) Glob(pattern string) ([]string, error) {
	names, err := fs.Glob(w.FS, pattern)
	if pattern == "*.yaml" {
		names = append(names, helperFile)
	}
	return names, err
}

// Prover has the models, and one rule for everything that a mark can claim.
type Prover struct {
	models *model.Set
	rules  *rule.Set
}

// New loads a folder of models strictly.
func New(models fs.FS) (*Prover, error) {
	kinds, err := model.Load(withHelper{models})
	if err != nil {
		return nil, err
	}
	rules, err := claims(kinds)
	return &Prover{kinds, rules}, err
}

// claims makes one rule for everything that a mark can claim.
func claims(kinds *model.Set) (*rule.Set, error) {
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
	return rule.Load(files, kinds, nil)
}

// Said lists, per line, the claims that a text sets off.
func (p *Prover) Said(ctx context.Context, text []byte) (map[int]map[string]bool, error) {
	dir, err := os.MkdirTemp("", "leadline-proof-")
	if err != nil {
		return nil, fmt.Errorf("make a place for a proof: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "proof.py"), text, 0o644); err != nil {
		return nil, fmt.Errorf("write a proof: %w", err)
	}
	for _, m := range pageName.FindAllSubmatch(text, -1) {
		if err := os.WriteFile(filepath.Join(dir, string(m[1])), []byte(page), 0o644); err != nil {
			return nil, fmt.Errorf("write the page of a proof: %w", err)
		}
	}
	k := &finding.Kept{}
	o := engine.Options{Paths: []string{dir}, Project: &config.Project{Dir: dir, Settings: config.Settings{Profile: "all"}},
		Jobs: 1, Cache: cache.None{}, Rules: p.rules, Models: p.models}
	if err := engine.Scan(ctx, o, k); err != nil {
		return nil, err
	}
	for _, s := range k.Coverage.Skipped {
		return nil, fmt.Errorf("the proof was not read: %s", s.Reason)
	}
	lines := map[int]map[string]bool{}
	for _, f := range k.Findings {
		at := f.Location
		if len(f.Flow) > 0 && filepath.Ext(at.File.Path) == ".html" { // the line that renders it has what it writes
			at = f.Flow[0].Location
		}
		line := int(at.File.LineOf(at.Span.Start))
		if lines[line] == nil {
			lines[line] = map[string]bool{}
		}
		lines[line][f.Rule.ID] = true
	}
	return lines, nil
}

// Fault is a line of a proof that does not hold.
type Fault struct {
	Line          int
	Text, Problem string
}

// Prove holds every marked line of a proof against what is said about it.
func (p *Prover) Prove(ctx context.Context, text []byte) (lines int, faults []Fault, err error) {
	said, err := p.Said(ctx, text)
	if err != nil {
		return 0, nil, err
	}
	for i, line := range strings.Split(string(text), "\n") {
		_, comment, ok := strings.Cut(line, "  # ")
		if !ok {
			continue
		}
		lines++
		if problem := checkLine(comment, said[i+1]); problem != "" {
			faults = append(faults, Fault{i + 1, strings.TrimSpace(line), problem})
		}
	}
	return lines, faults, nil
}

var identifier = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*`)

// Unmentioned lists the rows of a model file whose function, method or
// attribute its proof does not mention.
func (p *Prover) Unmentioned(file string, text []byte) []model.Origin {
	words := map[string]bool{}
	for _, w := range identifier.FindAllString(string(text), -1) {
		words[w] = true
	}
	var out []model.Origin
	for _, row := range p.models.Rows() {
		if row.File != file {
			continue
		}
		for _, name := range model.KeyNames(row.Key) {
			if last := name[strings.LastIndexByte(name, '.')+1:]; last != "*" && !words[last] {
				out = append(out, model.Origin{File: row.File, Line: row.Line, Key: name})
			}
		}
	}
	return out
}

var mark = regexp.MustCompile(`(source|sink|clean|flows|silent)(?:: ([a-z-]+))?`)

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
			if strings.HasPrefix(id, "sink-"+kind) {
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
