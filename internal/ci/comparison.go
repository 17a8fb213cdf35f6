package ci

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/git"
	"leadline/internal/identity"
	"leadline/internal/policy"
	"leadline/internal/workspace"
)

// Comparison is two revisions looked at one after the other, under the settings,
// rules and models of the later one.
type Comparison struct {
	Repo      *git.Repository
	Revisions *Revisions
	Part      Part
	// Quick looks at the changed files alone, and at those named Beside, which say
	// how the others are read.
	Quick  bool
	Beside []string
	// Settings is the file that the settings are read from, "" to look for them;
	// Overlay is laid over them.
	Settings string
	Overlay  config.Overlay
	// Above are lines of a policy that the settings do not decide over.
	Above []config.Policy
	// Rules gives the rules and models of a project, and the texts of its own ones.
	Rules func(*config.Project) (engine.Options, [][]byte, error)
	Store cache.Store
	Jobs  int
	// Watch is told how far it is.
	Watch func(finding.Progress)

	// Options and Trees are known after Run: what both sides were scanned with, and
	// what became of the files.
	Options engine.Options
	Trees   *identity.Trees

	dir     string // of the mirror
	objects *git.Objects
	mirror  *Mirror
	session *engine.Session
	own     [][]byte
	head    []git.Entry
}

// Mistake is the error for a call or settings that cannot be followed.
type Mistake struct{ Err error }

func (m *Mistake) Error() string { return m.Err.Error() }

// Unwrap gives what is wrong.
func (m *Mistake) Unwrap() error { return m.Err }

func mistake(format string, args ...any) error { return &Mistake{fmt.Errorf(format, args...)} }

// maxContent is the size over which a file is not even written to the mirror.
const maxContent = 10 * config.DefaultMaxFileSize

// Run scans both revisions and says what the later one brings. Close is to be
// called whatever it gives.
func (c *Comparison) Run(ctx context.Context) (*Verdict, error) {
	old, err := c.files(ctx, c.Revisions.Base)
	if err != nil {
		return nil, err
	}
	whole, err := c.files(ctx, c.Revisions.Head)
	if err != nil {
		return nil, err
	}
	c.head = whole
	if c.Quick {
		old, c.head = Changed(old, whole, c.Beside)
	}
	if err := c.open(ctx, size(old)+size(c.head)); err != nil {
		return nil, err
	}
	if err := c.mirror.Show(c.head, c.objects); err != nil {
		return nil, err
	}
	if err := c.prepare(whole); err != nil {
		return nil, err
	}
	lines, err := c.policy()
	if err != nil {
		return nil, err
	}
	now, err := c.scan(ctx)
	if err != nil {
		return nil, err
	}
	c.keep(c.Revisions.Head, SideOf(now.Findings, now.Coverage)) // of the next change, this is the base
	base, err := c.base(ctx, old)
	if err != nil {
		return nil, err
	}
	c.Trees = identity.CompareTrees(c.hashes(old), c.hashes(c.head), func(hash string) string {
		data, err := c.objects.Read(hash)
		if err != nil {
			return ""
		}
		return string(data)
	})
	return Judge(Compare(base, now.Findings, now.Coverage, c.Trees), c.Revisions, lines, now.Coverage), nil
}

// files are those of a tree that a scan may look at; pictures, archives and data are
// often more than the code.
func (c *Comparison) files(ctx context.Context, tree string) ([]git.Entry, error) {
	all, err := c.Repo.Files(ctx, tree)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(f git.Entry) bool { return !workspace.MayBeText(f.Path) }), nil
}

// ShowHead lays out the later revision's files once more, where Options say.
func (c *Comparison) ShowHead() error { return c.mirror.Show(c.head, c.objects) }

// open makes the directory that the revisions are laid out in, so many bytes at
// most.
func (c *Comparison) open(ctx context.Context, most int64) error {
	var err error
	if c.dir, err = os.MkdirTemp(near(most), "leadline-ci-"); err != nil {
		return err
	}
	// Where .git is, ignore files hold.
	if err := os.Mkdir(filepath.Join(c.dir, ".git"), 0o755); err != nil {
		return err
	}
	if c.objects, err = c.Repo.Objects(ctx); err != nil {
		return err
	}
	c.mirror, err = NewMirror(c.dir, maxContent)
	return err
}

// Session is what scanned the revisions; nil before Run has come so far.
func (c *Comparison) Session() *engine.Session { return c.session }

// Close gives back what Run took.
func (c *Comparison) Close() {
	if c.objects != nil {
		c.objects.Close()
	}
	if c.mirror != nil {
		c.mirror.Close()
	}
	if c.dir != "" {
		os.RemoveAll(c.dir)
	}
}

// prepare reads settings, rules and models of the change, which hold for both
// revisions. files are all that it has.
func (c *Comparison) prepare(files []git.Entry) error {
	for i, p := range c.Part.in(c.dir) {
		if c.Quick { // nothing in it may have changed
			if err := os.MkdirAll(p, 0o755); err != nil {
				return err
			}
		}
		if info, err := os.Stat(p); err != nil || !info.IsDir() {
			return mistake("%s is no directory of that revision", c.Part.Dirs[i])
		}
	}
	project, err := c.settings()
	if err != nil {
		return &Mistake{err}
	}
	if c.Quick {
		if err := c.mirror.Show(append(c.mirror.Shown(), c.named(project, files)...), c.objects); err != nil {
			return err
		}
	}
	if c.Options, c.own, err = c.Rules(project); err != nil {
		return &Mistake{err}
	}
	c.Options.Paths, c.Options.Project, c.Options.Jobs, c.Options.Cache = c.Part.in(c.dir), project, c.Jobs, c.Store
	if c.Quick { // other files each time
		c.session = engine.NewSession(c.Options)
		return nil
	}
	c.session = engine.Resume(c.Options, strings.Join(append([]string{"ci", c.Repo.Top, c.Part.Root}, c.Part.Dirs...), "\x00"))
	return nil
}

func (c *Comparison) settings() (project *config.Project, err error) {
	if c.Settings != "" {
		project, err = config.Load(c.Settings)
	} else {
		project, err = config.FindBelow(c.dir, filepath.Join(c.dir, c.Part.Root))
	}
	if err != nil {
		return nil, err
	}
	project.Settings.Overlay(c.Overlay)
	return project, project.Settings.CheckFlags()
}

// named are the files of rules and models that the settings name: they are read,
// changed or not.
func (c *Comparison) named(project *config.Project, files []git.Entry) []git.Entry {
	where, err := filepath.Rel(c.dir, project.Dir)
	if err != nil {
		return nil
	}
	var out []git.Entry
	for _, name := range append(project.Settings.RuleFiles(), project.Settings.Models...) {
		at := path.Join(filepath.ToSlash(where), name)
		for _, f := range files {
			if f.Path == at || strings.HasPrefix(f.Path, at+"/") {
				out = append(out, f)
			}
		}
	}
	return out
}

// policy is what the settings say, or what holds without, and over it what was
// decided elsewhere.
func (c *Comparison) policy() (policy.Policy, error) {
	lines := append(slices.Clone(c.Options.Project.Settings.Policy), c.Above...)
	if len(lines) == 0 {
		return policy.Default, nil
	}
	tree, err := workspace.Discover(c.Options.Paths, c.Options.Project)
	if err != nil {
		return nil, err
	}
	out := append(policy.Policy{}, policy.Default...)
	for i := range lines {
		p := &lines[i]
		if i < len(lines)-len(c.Above) { // of another build's rules nothing is known here
			if err := engine.CheckNames(c.Options.Rules, p.Rules); err != nil {
				return nil, mistake("policy: %w", err)
			}
		}
		line := policy.Rule{Rules: p.Rules}
		line.Severity, _ = finding.ParseSeverity(p.Severity)
		if line.Action, err = policy.ParseAction(p.Action); err != nil {
			return nil, mistake("policy: %w", err)
		}
		if len(p.Paths) > 0 {
			line.Paths = tree.Matcher(p.Paths).Match
		}
		out = append(out, line)
	}
	return out, nil
}

// base is what the scan of the former revision gave; the cache may know.
func (c *Comparison) base(ctx context.Context, files []git.Entry) (*Side, error) {
	if key, known := c.key(c.Revisions.Base); known {
		side := &Side{}
		if blob, ok := c.Store.Get(key); ok && json.Unmarshal(blob, side) == nil {
			return side, nil
		}
	}
	if err := c.mirror.Show(files, c.objects); err != nil {
		return nil, err
	}
	for _, p := range c.Options.Paths { // a part may be younger than the revision
		if err := os.MkdirAll(p, 0o755); err != nil {
			return nil, err
		}
	}
	found, err := c.scan(ctx)
	if err != nil {
		return nil, err
	}
	side := SideOf(found.Findings, found.Coverage)
	c.keep(c.Revisions.Base, side)
	return side, nil
}

// keep remembers what the scan of a tree gave.
func (c *Comparison) keep(tree string, side *Side) {
	if key, known := c.key(tree); known {
		if blob, err := json.Marshal(side); err == nil {
			c.Store.Put(key, blob)
		}
	}
}

// key names the findings of a tree under the present settings.
func (c *Comparison) key(tree string) (cache.Key, bool) {
	project := c.Options.Project
	if c.Settings != "" || c.Quick {
		return cache.Key{}, false
	}
	where := "" // without settings
	if project.Dir != "" {
		var err error
		if where, err = filepath.Rel(c.dir, project.Dir); err != nil {
			return cache.Key{}, false
		}
	}
	parts := [][]byte{[]byte("ci/2"), []byte(tree)}
	for _, v := range []any{c.Part.Dirs, project.Settings, project.Versions, where} {
		data, err := json.Marshal(v)
		if err != nil {
			return cache.Key{}, false
		}
		parts = append(parts, data)
	}
	return cache.KeyOf(append(parts, c.own...)...), true
}

// watched is a scan that is kept and watched.
type watched struct {
	finding.Kept
	watch func(finding.Progress)
}

// Progress is passed on.
func (w *watched) Progress(p finding.Progress) {
	if w.watch != nil {
		w.watch(p)
	}
}

// scan looks at the mirror as it is.
func (c *Comparison) scan(ctx context.Context) (*finding.Kept, error) {
	w := &watched{watch: c.Watch}
	if err := c.session.Scan(ctx, w); err != nil {
		return nil, err
	}
	return &w.Kept, nil
}

// hashes are the contents below the root, as findings name them.
func (c *Comparison) hashes(files []git.Entry) map[string]string {
	out := map[string]string{}
	for i := range files {
		if name, ok := c.Part.named(files[i].Path); ok && files[i].Size <= config.DefaultMaxFileSize {
			out[name] = files[i].Hash
		}
	}
	return out
}
