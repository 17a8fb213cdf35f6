package semgrep

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"leadline/internal/text"
)

// Suite is the rule files of a folder with the test files beside them.
type Suite struct {
	Loaded  int
	Faults  []*Fault
	Foreign int
	Tested  []Tested
	// Untested counts rules that no test file speaks of.
	Untested int
	// Deep counts rules that follow the whole program, which no single file tests.
	Deep int
}

// Tested is one test file, and what came of it.
type Tested struct {
	Path     string
	Verdicts []Verdict
	// Fixed tells whether the fixes give the .fixed file; nil without one.
	Fixed *bool
}

// TestAll reads every rule file below a folder and runs it over the test files
// of the same name: rule.py, rule.test.py and the like, and rule.fixed.py for
// what the fixes make of it.
func TestAll(fsys fs.FS) (*Suite, error) {
	s := &Suite{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !isYAML(name) || strings.Contains(path.Base(name), ".test.") || strings.HasPrefix(name, ".") {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil || !IsRules(data) {
			return err
		}
		return s.file(fsys, name, Load(name, data))
	})
	if err != nil {
		return nil, fmt.Errorf("test the rules: %w", err)
	}
	return s, nil
}

func isYAML(name string) bool { return path.Ext(name) == ".yaml" || path.Ext(name) == ".yml" }

func (s *Suite) file(fsys fs.FS, name string, f *File) error {
	s.Loaded += len(f.Rules)
	f.Rules = slices.DeleteFunc(f.Rules, func(r *Rule) bool {
		if r.Deep() {
			s.Deep++
		}
		return r.Deep()
	})
	s.Faults = append(s.Faults, f.Faults...)
	for _, n := range f.Foreign {
		s.Foreign += n
	}
	entries, err := fs.ReadDir(fsys, path.Dir(name))
	if err != nil {
		return err
	}
	spoken := map[string]bool{}
	for _, e := range entries {
		if !testOf(name, e.Name()) {
			continue
		}
		at := path.Join(path.Dir(name), e.Name())
		content, err := fs.ReadFile(fsys, at)
		if err != nil {
			return err
		}
		rules := slices.DeleteFunc(slices.Clone(f.Rules), func(r *Rule) bool { return r.Python && path.Ext(at) != ".py" })
		if len(rules) == 0 {
			continue
		}
		if len(annotations(text.New(at, content))) == 0 {
			continue // it says nothing
		}
		tested := Tested{Path: at, Verdicts: Test(rules, at, content)}
		for _, v := range tested.Verdicts {
			spoken[v.Rule] = true
		}
		ext := path.Ext(at)
		if want, err := fs.ReadFile(fsys, strings.TrimSuffix(strings.TrimSuffix(at, ext), ".test")+".fixed"+ext); err == nil {
			same := strings.TrimSpace(Fixed(rules, at, content)) == strings.TrimSpace(string(want))
			tested.Fixed = &same
		}
		s.Tested = append(s.Tested, tested)
	}
	for _, r := range f.Rules {
		if !spoken[r.Info.ID] {
			s.Untested++
		}
	}
	return nil
}

// testOf tells whether a file is a test of a rule file.
func testOf(rules, name string) bool {
	stem := strings.TrimSuffix(path.Base(rules), path.Ext(rules))
	rest, ok := strings.CutPrefix(name, stem+".")
	if !ok || name == path.Base(rules) {
		return false
	}
	rest = strings.TrimPrefix(rest, "test.")
	return !strings.Contains(rest, ".") && (!isYAML(name) || strings.Contains(name, ".test."))
}
