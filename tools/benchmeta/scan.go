package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/rule/ruletest"
	"leadline/tools/histories"
)

func sortedNames[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// programs are small ones that have findings of their own: the examples and test data of
// the compared rules, the matrix of taint, the proofs of the models, the programs of
// testdata, and the example application.
func (s *settings) programs() ([]*program, error) {
	var out []*program
	add := func(name string, files map[string]string) {
		for file := range files {
			if path.Ext(file) == ".ipynb" {
				return
			}
		}
		if strings.Contains(name, s.name) {
			out = append(out, parse(name, files))
		}
	}
	for _, id := range s.rules {
		cases, err := ruletest.Cases(os.DirFS("rules"), id)
		if err != nil {
			return nil, err
		}
		for _, c := range cases {
			add(c.Name, c.Files)
		}
	}
	cases, err := ruletest.MatrixCases(os.DirFS("internal/taint/testdata/matrix"))
	if err != nil {
		return nil, err
	}
	for n, c := range cases {
		for _, p := range c.Programs(n) {
			add(fmt.Sprintf("matrix %s/%s (%s, %s)", c.File, c.Name, p.Source, p.Sink), p.Files)
		}
	}
	for _, pattern := range []string{"models/*.proof.py", "testdata/proofs/*.py"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			return nil, fmt.Errorf("no programs in %s", pattern)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			add(name, map[string]string{"program.py": string(data)})
		}
	}
	shop := map[string]string{}
	err = fs.WalkDir(os.DirFS("examples/bookshop"), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".py" {
			return err
		}
		data, err := os.ReadFile(filepath.Join("examples/bookshop", filepath.FromSlash(name)))
		shop[name] = string(data)
		return err
	})
	add("examples/bookshop", shop)
	return out, err
}

// scan lists what is found in a written program: rule and statement of the original.
func (s *settings) scan(ctx context.Context, p *program, w *written) ([]string, error) {
	dir, err := os.MkdirTemp("", "leadline-meta-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := histories.Lay(dir, w.files); err != nil {
		return nil, err
	}
	k := &finding.Kept{}
	o := engine.Options{Paths: []string{dir}, Project: &config.Project{Dir: dir, Settings: config.Settings{Rules: s.rules}},
		Jobs: 2, Cache: cache.None{}, Rules: s.set, Models: s.models}
	if err := engine.Scan(ctx, o, k); err != nil {
		return nil, err
	}
	if p.plain() {
		for _, e := range k.Coverage.SyntaxErrors {
			return nil, fmt.Errorf("%s:%d: %s", e.Location.File.Path, e.Location.File.LineOf(e.Location.Span.Start), e.Message)
		}
	}
	files := map[string]*source{}
	for _, f := range p.files {
		files[f.path] = f
	}
	var out []string
	for _, f := range k.Findings {
		// What begins an expression may have been moved there; what ends it is the call.
		name, at := w.from(f.Location.File.Path, max(f.Location.Span.Start, f.Location.Span.End-1))
		line := 0
		if src := files[name]; src != nil {
			line = src.statement(at)
		}
		out = append(out, fmt.Sprintf("%s %s:%d", f.Rule.ID, name, line))
	}
	slices.Sort(out)
	return out, nil
}

// plain tells whether the original has no errors, so that what is made of it has none.
func (p *program) plain() bool {
	return !slices.ContainsFunc(p.files, func(s *source) bool { return s.tree != nil && len(s.tree.Errors) > 0 })
}
