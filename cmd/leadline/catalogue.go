package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sort"
	"strings"
	"testing/fstest"

	"github.com/spf13/cobra"

	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/internal/rule/semgrep"
	"leadline/models"
	"leadline/rules"
)

// catalogue is every rule and every model that this scan knows.
type catalogue struct {
	models *model.Set
	rules  *rule.Set
	own    *ownRules
}

// loadCatalogue loads what is built in, with the project's own models and others
// that are only tried.
func loadCatalogue(project *config.Project, tried ...fstest.MapFS) (*catalogue, error) {
	files, err := withModels(models.FS, project)
	if err != nil {
		return nil, err
	}
	for _, t := range tried {
		files = written{files, t}
	}
	c := &catalogue{}
	if c.models, err = model.LoadEach(files, engine.Each); err != nil {
		return nil, badModels(project, err)
	}
	if err := c.addDeep(files, project); err != nil {
		return nil, err
	}
	if c.rules, err = rule.LoadEach(rules.FS, c.models, rules.Code(), engine.Each); err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	if c.own.native || len(c.own.deep) > 0 {
		if c.own, err = loadOwn(project, c.models); err != nil {
			return nil, fmt.Errorf("rules: %w", err)
		}
	}
	c.rules = c.rules.With(c.own.rules)
	return c, nil
}

// addDeep lays over the models what Semgrep rules say that follow the whole
// program: their sources, sinks and sanitizers are rows with kinds of their own.
func (c *catalogue) addDeep(files fs.FS, project *config.Project) error {
	own, err := loadOwn(project, nil)
	if err != nil {
		return fmt.Errorf("rules: %w", err)
	}
	c.own = own
	kinds, library := semgrep.Models(own.deep, c.models)
	if library == "" {
		return nil
	}
	over := written{files, fstest.MapFS{model.ProjectKinds: {Data: []byte(kinds)}, model.ProjectPrefix + "semgrep.yaml": {Data: []byte(library)}}}
	if c.models, err = model.Load(over); err != nil {
		return fmt.Errorf("rules with engine: leadline: %w", err)
	}
	return nil
}

// written is a file system of one folder with files that were made laid over it.
type written struct {
	fs.FS
	made fstest.MapFS
}

// Open opens a file that was made, or one of the folder.
func (w written) Open(name string) (fs.File, error) {
	if w.made[name] != nil {
		return w.made.Open(name)
	}
	return w.FS.Open(name)
}

// Glob lists both.
func (w written) Glob(pattern string) ([]string, error) {
	names, err := fs.Glob(w.FS, pattern)
	if err != nil {
		return nil, err
	}
	made, err := fs.Glob(w.made, pattern)
	return append(names, made...), err
}

// brought are the texts of the project's own models and rules, which what a scan
// finds depends on.
func (c *catalogue) brought(project *config.Project) ([][]byte, error) {
	out := slices.Clone(c.own.content)
	files, err := project.ModelFiles()
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		data, err := os.ReadFile(filepath.Join(project.Dir, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}

// known lists the rules as reports show them.
func (c *catalogue) known() []*finding.Rule { return texts(c.rules.Rules) }

// texts are the parts of rules that reports show.
func texts(rules []*rule.Rule) []*finding.Rule {
	out := make([]*finding.Rule, len(rules))
	for i, r := range rules {
		out[i] = &r.Rule
	}
	return out
}

// withModels lays the project's model files over the built-in ones. They get
// names of their own, so that none hides a built-in file.
func withModels(builtin fs.FS, project *config.Project) (fs.FS, error) {
	if len(project.Settings.Models) == 0 {
		return builtin, nil
	}
	files, err := project.ModelFiles()
	if err != nil {
		return nil, err
	}
	l := layered{builtin: builtin, extra: map[string]string{}}
	for i, name := range files {
		l.extra[projectModel(i, name)] = filepath.Join(project.Dir, filepath.FromSlash(name))
	}
	return l, nil
}

// projectModel is what the i-th model file of the settings is called among the
// built-in ones.
func projectModel(i int, name string) string {
	return fmt.Sprintf("%s%03d-%s", model.ProjectPrefix, i, path.Base(filepath.ToSlash(name)))
}

// badModels names the files of a fault in models as the settings do.
func badModels(project *config.Project, err error) error {
	text := err.Error()
	files, listed := project.ModelFiles()
	if listed != nil {
		files = nil
	}
	for i, name := range files {
		text = strings.ReplaceAll(text, projectModel(i, name), name)
	}
	return fmt.Errorf("models: %s", text)
}

// layered is a file system of one folder with some files of the disk added.
type layered struct {
	builtin fs.FS
	extra   map[string]string
}

// Open opens an added file, or a built-in one.
func (l layered) Open(name string) (fs.File, error) {
	if file, ok := l.extra[name]; ok {
		return os.Open(file)
	}
	return l.builtin.Open(name)
}

// ReadDir lists both, in order.
func (l layered) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(l.builtin, name)
	if err != nil || name != "." {
		return entries, err
	}
	for added, file := range l.extra {
		info, err := os.Stat(file)
		if err != nil {
			return nil, err
		}
		entries = append(entries, namedEntry{fs.FileInfoToDirEntry(info), added})
	}
	sort.Slice(entries, func(i, j int) bool { return entries[i].Name() < entries[j].Name() })
	return entries, nil
}

// namedEntry is a file under another name.
type namedEntry struct {
	fs.DirEntry
	name string
}

// Name is the other name.
func (e namedEntry) Name() string { return e.name }

func completeRules(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	c, err := loadCatalogue(&config.Project{})
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var ids []string
	for _, r := range c.known() {
		ids = append(ids, r.ID+"\t"+r.Title)
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}

// build names this very program for the cache: what another build computed is
// not believed. A build that says no version is known by its own file.
func build() string {
	if version != "dev" {
		return version
	}
	name := version
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" || s.Key == "vcs.modified" {
				name += " " + s.Value
			}
		}
	}
	if exe, err := os.Executable(); err == nil {
		if info, err := os.Stat(exe); err == nil {
			name += fmt.Sprintf(" %d %d", info.Size(), info.ModTime().UnixNano())
		}
	}
	return name
}
