package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"leadline/internal/config"
	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/internal/rule/semgrep"
)

// ownRules are the rules that a project or a command line brings along.
type ownRules struct {
	rules []*rule.Rule
	// gaps say which of them could not be read, and why.
	gaps []finding.Skipped
	// content is the text of their files: what a scan finds depends on it.
	content [][]byte
	// deep are the Semgrep rules that follow the whole program, native tells that
	// there are rules in leadline's own notation: both need the models.
	deep   []*semgrep.Rule
	native bool
}

// loadOwn loads the rules that the settings name, and, where the command line
// named files, those by their absolute paths.
func loadOwn(project *config.Project, models *model.Set) (*ownRules, error) {
	out := &ownRules{}
	for _, name := range slices.Concat(project.Settings.RuleFiles(), project.Settings.Known) {
		at := filepath.FromSlash(name)
		if !filepath.IsAbs(at) {
			if !filepath.IsLocal(at) {
				return nil, fmt.Errorf("%s lies outside of the settings' folder", name)
			}
			at = filepath.Join(project.Dir, at)
		}
		if err := out.add(at, models); err != nil {
			return nil, err
		}
	}
	seen := map[string]bool{}
	for _, r := range out.rules {
		if seen[r.ID] {
			out.gaps = append(out.gaps, finding.Skipped{Path: r.ID, Code: "rule", Reason: "two rules have this id; the last one runs"})
		}
		seen[r.ID] = true
	}
	return out, nil
}

// add reads one file, or a folder: of Semgrep files at any depth, or of folders
// <id>/rule.yaml.
func (o *ownRules) add(at string, models *model.Set) error {
	info, err := os.Stat(at)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return o.file(at, true, models)
	}
	own, err := filepath.Glob(filepath.Join(at, "*", "rule.yaml"))
	if err != nil {
		return err
	}
	o.native = o.native || len(own) > 0
	if len(own) > 0 && models == nil { // only their names are asked for
		for _, name := range own {
			o.rules = append(o.rules, &rule.Rule{Rule: finding.Rule{ID: filepath.Base(filepath.Dir(name))}})
		}
	} else if len(own) > 0 {
		set, err := rule.Load(os.DirFS(at), models, nil)
		if err != nil {
			return err
		}
		for _, r := range set.Rules {
			r.Own = true
			o.rules = append(o.rules, r)
		}
		for _, name := range own {
			if data, err := os.ReadFile(name); err == nil {
				o.content = append(o.content, data)
			}
		}
	}
	return filepath.WalkDir(at, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && name != at {
			return filepath.SkipDir
		}
		ext := filepath.Ext(name)
		if d.IsDir() || ext != ".yaml" && ext != ".yml" || strings.Contains(d.Name(), ".test.") {
			return nil
		}
		return o.file(name, false, models)
	})
}

// file reads one file of Semgrep rules; one that was not asked for by its name
// may be something else.
func (o *ownRules) file(name string, asked bool, models *model.Set) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if !semgrep.IsRules(data) {
		if asked {
			return fmt.Errorf("%s holds no rules: a Semgrep file has the key rules", name)
		}
		return nil
	}
	f := semgrep.Load(name, data)
	o.content = append(o.content, data)
	for _, r := range f.Rules {
		o.rules = append(o.rules, r.Rule(models))
		if r.Deep() {
			o.deep = append(o.deep, r)
		}
	}
	for _, fault := range f.Faults {
		o.gaps = append(o.gaps, finding.Skipped{Path: name, Code: "rule", Reason: strings.TrimPrefix(fault.Error(), name+":")})
	}
	for _, language := range slices.Sorted(maps.Keys(f.Foreign)) {
		reason := fmt.Sprintf("%d rules are for %s, which is not analysed", f.Foreign[language], language)
		o.gaps = append(o.gaps, finding.Skipped{Path: name, Code: "rule-language", Reason: reason, Accepted: true})
	}
	return nil
}

// configured lays the rules that --config names over the settings: they run,
// and nothing else does.
func configured(set *config.Settings, files, rules []string) error {
	if len(files) == 0 {
		return nil
	}
	own := &ownRules{}
	var names []string
	for _, name := range files {
		abs, err := filepath.Abs(name)
		if err != nil {
			return err
		}
		if err := own.add(abs, nil); err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("--config %s: there is no such file or folder", name)
			}
			return fmt.Errorf("--config: %w", err)
		}
		set.Known = append(set.Known, filepath.ToSlash(abs))
	}
	for _, r := range own.rules {
		names = append(names, r.ID)
	}
	if len(names) == 0 {
		for _, gap := range own.gaps {
			return fmt.Errorf("--config: no rule could be read: %s:%s", gap.Path, gap.Reason)
		}
		return fmt.Errorf("--config: there are no rules for Python or plain text in %s", strings.Join(files, ", "))
	}
	if len(rules) == 0 {
		set.Known = append(set.Known, set.RuleFiles()...)
		set.Rules = names
	}
	return nil
}
