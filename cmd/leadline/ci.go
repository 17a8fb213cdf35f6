package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"leadline/internal/cache"
	"leadline/internal/ci"
	"leadline/internal/ci/forges"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/identity"
	"leadline/internal/report"
	"leadline/internal/workspace"
)

// changeRequest is what the command line asks of leadline ci.
type changeRequest struct {
	ci.Asked
	Paths    []string
	Profile  string
	Settings string
	Format   string
	Reports  []string
	Jobs     int
	NoCache  bool
	NoFetch  bool
	Monitor  bool
	Quick    bool
	Comment  bool
}

func ciCommand(s *streams) *cobra.Command {
	r := &changeRequest{}
	c := &cobra.Command{
		Use:   "ci [DIR...]",
		Short: "Report what a change brings: the findings that its base does not have",
		Long: "Report what a change brings: the findings that are in it and were not in what it is based on.\n\n" +
			"Both revisions are read from git and scanned with the same rules and settings, those of the change. Base and\n" +
			"head are found by themselves: from the variables of GitHub, GitLab, Bitbucket, Azure, Jenkins and Gerrit, else\n" +
			"from where the branch parted from the main one. DIRs bound what is scanned: the parts of a large repository,\n" +
			"each with its own settings, are separate calls.\n\n" +
			"What is done about a new finding is for [[policy]] in the settings to say: monitor, comment or block.\n\n" +
			"Exit codes: 0 nothing that blocks, 1 a new finding that blocks, 2 a mistake in the call or the settings,\n" +
			"3 something that was analysed before the change is not any more, or the base cannot be found.",
		Example: "  leadline ci\n" +
			"  leadline ci --base main\n" +
			"  leadline ci --staged --quick\n" +
			"  leadline ci services/shop --report sarif=shop.sarif --report markdown=shop.md\n" +
			"  leadline ci --base v1.2 --head v1.3 --format json",
		RunE: func(c *cobra.Command, args []string) error {
			r.Paths = args
			return runChange(c.Context(), s, r)
		},
	}
	formats := append([]string{"change"}, report.Formats...)
	f := c.Flags()
	f.StringVar(&r.Base, "base", "", "compare with where the change parted from `REVISION`")
	f.StringVar(&r.Head, "head", "", "look at `REVISION` instead of what is checked out")
	f.BoolVar(&r.Staged, "staged", false, "look at what is staged, compared with the last commit")
	f.StringVar(&r.Format, "format", "text", "what goes to standard output: "+strings.Join(formats, ", "))
	f.StringArrayVar(&r.Reports, "report", nil, "also write a report: `FORMAT=FILE`, as often as wanted")
	f.StringVar(&r.Profile, "profile", "", "which rules run: default, security, ml, strict, all")
	f.StringVar(&r.Settings, "settings", "", "read the settings from `FILE` instead of looking for them")
	f.BoolVar(&r.Monitor, "monitor", false, "only report: nothing blocks")
	f.BoolVar(&r.Quick, "quick", false, "look at the changed files alone: what flows through others is not seen")
	f.BoolVar(&r.Comment, "comment", false, "write the new findings as comments into the pull or merge request (token in LEADLINE_FORGE_TOKEN)")
	f.BoolVar(&r.NoFetch, "no-fetch", false, "do not ask the remote for commits that a shallow clone lacks")
	f.BoolVar(&r.NoCache, "no-cache", false, "neither read nor write the cache")
	f.IntVar(&r.Jobs, "jobs", runtime.GOMAXPROCS(0), "how many files are worked on at once")
	return c
}

// change is a comparison being made.
type change struct {
	*changeRequest
	repo    *ci.Repository
	around  ci.Surroundings
	objects *ci.Objects
	mirror  *ci.Mirror
	dir     string // of the mirror
	// dirs are the scanned directories below the repository's top, root is what
	// holds them all.
	dirs    []string
	root    string
	bar     *bar
	project *config.Project
	rules   *catalogue
	session *engine.Session
	store   cache.Store
	trees   *identity.Trees
}

func runChange(ctx context.Context, s *streams, r *changeRequest) error {
	outputs, err := r.outputs()
	if err != nil {
		return err
	}
	c := &change{changeRequest: r, bar: newBar(s.err)}
	defer c.bar.clear()
	if err := c.open(ctx); err != nil {
		return usage("%w", err)
	}
	revisions, err := c.repo.Find(ctx, c.around, r.Asked)
	var none *ci.NoBase
	if errors.As(err, &none) {
		return &status{exitIncomplete, err}
	}
	if err != nil {
		return usage("%w", err)
	}
	if revisions.Fetched {
		fmt.Fprintln(s.err, "leadline: asked the remote for history that this clone lacks")
	}
	v, err := c.compare(ctx, revisions)
	defer c.close()
	c.bar.clear()
	if err != nil {
		var known *status
		if errors.As(err, &known) || errors.Is(err, context.Canceled) {
			return err
		}
		return &status{exitIncomplete, err}
	}
	if err := c.write(s, v, outputs); err != nil {
		return &status{exitIncomplete, fmt.Errorf("write the report: %w", err)}
	}
	fmt.Fprintln(s.err, "leadline:", v.Line())
	if r.Comment {
		if err := c.comment(ctx, s, v); err != nil {
			return &status{exitIncomplete, fmt.Errorf("comments: %w", err)}
		}
	}
	for _, p := range ci.Paths(v.Gaps) {
		fmt.Fprintf(s.err, "leadline: %s was analysed before this change and is not now: %s\n", p, v.Gaps[p])
	}
	switch {
	case len(v.Gaps) > 0:
		return &status{code: exitIncomplete}
	case v.Count(ci.Block) > 0 && !r.Monitor:
		return &status{code: exitFindings}
	}
	return nil
}

// output is a report that was asked for.
type output struct{ format, file string }

func (r *changeRequest) outputs() ([]output, error) {
	var out []output
	known := func(format string) bool {
		_, ok := report.New(format, io.Discard, report.Info{})
		return ok || format == "change"
	}
	if !known(r.Format) {
		return nil, usage("--format %q is not one of change, %s", r.Format, strings.Join(report.Formats, ", "))
	}
	for _, arg := range r.Reports {
		format, file, ok := strings.Cut(arg, "=")
		if !ok || file == "" || !known(format) {
			return nil, usage("--report %q is not FORMAT=FILE with one of change, %s", arg, strings.Join(report.Formats, ", "))
		}
		out = append(out, output{format, file})
	}
	if r.Jobs < 1 {
		return nil, usage("--jobs must be at least 1")
	}
	return out, nil
}

// open finds the repository, the surroundings and the directories to scan.
func (c *change) open(ctx context.Context) error {
	here, err := os.Getwd()
	if err != nil {
		return err
	}
	if c.repo, err = ci.OpenRepository(ctx, here); err != nil {
		return err
	}
	c.Fetch = !c.NoFetch
	var event []byte
	if name := ci.Event(os.Getenv); name != "" {
		if event, err = os.ReadFile(name); err != nil {
			return fmt.Errorf("read what happened: %w", err)
		}
	}
	c.around = ci.Detect(os.Getenv, event)
	given := c.Paths
	if len(given) == 0 {
		given = []string{"."}
	}
	for _, p := range given {
		rel, err := below(c.repo.Top, p)
		if err != nil {
			return err
		}
		c.dirs = append(c.dirs, rel)
	}
	c.root = c.dirs[0]
	for _, d := range c.dirs[1:] {
		for c.root != "." && d != c.root && !strings.HasPrefix(d, c.root+"/") {
			c.root = path.Dir(c.root)
		}
	}
	return nil
}

// below is a path as seen from the top of the repository.
func below(top, p string) (string, error) {
	abs, err := filepath.Abs(p)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		abs = real
	}
	if real, err := filepath.EvalSymlinks(top); err == nil {
		top = real
	}
	rel, err := filepath.Rel(top, abs)
	if err != nil || !filepath.IsLocal(rel) {
		return "", fmt.Errorf("%s is not in the repository at %s", p, top)
	}
	return filepath.ToSlash(rel), nil
}

// compare scans both revisions and says what is new.
func (c *change) compare(ctx context.Context, r *ci.Revisions) (*ci.Verdict, error) {
	var err error
	if c.dir, err = os.MkdirTemp("", "leadline-ci-"); err != nil {
		return nil, err
	}
	// Where .git is, ignore files hold.
	if err := os.Mkdir(filepath.Join(c.dir, ".git"), 0o755); err != nil {
		return nil, err
	}
	if c.objects, err = c.repo.Objects(ctx); err != nil {
		return nil, err
	}
	if c.mirror, err = ci.NewMirror(c.dir, 10*config.DefaultMaxFileSize); err != nil {
		return nil, err
	}
	old, err := c.repo.Files(ctx, r.Base)
	if err != nil {
		return nil, err
	}
	now, err := c.repo.Files(ctx, r.Head)
	if err != nil {
		return nil, err
	}
	whole := now
	if c.Quick {
		old, now = ci.Changed(old, now, beside)
	}
	if err := c.mirror.Show(now, c.objects); err != nil {
		return nil, err
	}
	if err := c.prepare(whole); err != nil {
		return nil, err
	}
	policy, err := c.policy()
	if err != nil {
		return nil, err
	}
	head, err := c.scan(ctx)
	if err != nil {
		return nil, err
	}
	base, err := c.base(ctx, r, old)
	if err != nil {
		return nil, err
	}
	c.trees = identity.CompareTrees(c.hashes(old), c.hashes(now), func(hash string) string {
		data, err := c.objects.Read(hash)
		if err != nil {
			return ""
		}
		return string(data)
	})
	return ci.Judge(ci.Compare(base, head.findings, head.coverage, c.trees), r, policy, head.coverage), nil
}

// close gives back what compare took.
func (c *change) close() {
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

// comment makes the comments at the request be those of the present findings.
func (c *change) comment(ctx context.Context, s *streams, v *ci.Verdict) error {
	commit := c.around.Head
	if commit == "" {
		commit = v.Revisions.HeadCommit
	}
	forge, err := forges.Open(c.around, commit, os.Getenv("LEADLINE_FORGE_TOKEN"))
	if err != nil {
		return err
	}
	done, err := ci.Sync(ctx, forge, v.Remarks(c.trees, c.root, forge, c.link(v.Revisions)))
	if err != nil {
		return err
	}
	fmt.Fprintln(s.err, "leadline: comments:", done)
	return nil
}

// prepare reads settings, rules and models of the change, which hold for both
// revisions.
func (c *change) prepare(files []ci.Entry) error {
	for _, d := range c.dirs {
		if c.Quick { // nothing in it may have changed
			if err := os.MkdirAll(filepath.Join(c.dir, d), 0o755); err != nil {
				return err
			}
		}
		if info, err := os.Stat(filepath.Join(c.dir, d)); err != nil || !info.IsDir() {
			return usage("%s is no directory of that revision", d)
		}
	}
	var err error
	if c.Settings != "" {
		c.project, err = config.Load(c.Settings)
	} else {
		c.project, err = config.FindBelow(c.dir, filepath.Join(c.dir, c.root))
	}
	if err != nil {
		return usage("%w", err)
	}
	c.project.Settings.Overlay(config.Overlay{Profile: c.Profile})
	if err := c.project.Settings.CheckFlags(); err != nil {
		return usage("%w", err)
	}
	if c.Quick {
		if err := c.mirror.Show(append(c.mirror.Shown(), c.named(files)...), c.objects); err != nil {
			return err
		}
	}
	if c.rules, err = loadCatalogue(c.project); err != nil {
		return usage("%w", err)
	}
	c.store = cache.None{}
	if dir, err := cache.Open(build()); err == nil && !c.NoCache {
		c.store = dir
	}
	c.session = engine.NewSession(engine.Options{Paths: c.paths(), Project: c.project, Jobs: c.Jobs, Cache: c.store,
		Rules: c.rules.rules, Models: c.rules.models, Gaps: c.rules.own.gaps})
	return nil
}

// named are the files of rules and models that the settings name: they are read,
// changed or not.
func (c *change) named(files []ci.Entry) []ci.Entry {
	where, err := filepath.Rel(c.dir, c.project.Dir)
	if err != nil {
		return nil
	}
	set := &c.project.Settings
	var out []ci.Entry
	for _, name := range append(set.RuleFiles(), set.Models...) {
		at := path.Join(filepath.ToSlash(where), name)
		for _, f := range files {
			if f.Path == at || strings.HasPrefix(f.Path, at+"/") {
				out = append(out, f)
			}
		}
	}
	return out
}

func (c *change) paths() []string {
	out := make([]string, len(c.dirs))
	for i, d := range c.dirs {
		out[i] = filepath.Join(c.dir, filepath.FromSlash(d))
	}
	return out
}

// policy is what the settings say, or the one that holds without.
func (c *change) policy() (ci.Policy, error) {
	set := &c.project.Settings
	if len(set.Policy) == 0 {
		return ci.Default, nil
	}
	tree, err := workspace.Discover(c.paths(), c.project)
	if err != nil {
		return nil, err
	}
	policy := append(ci.Policy{}, ci.Default...)
	for i := range set.Policy {
		p := &set.Policy[i]
		if err := engine.CheckNames(c.rules.rules, p.Rules); err != nil {
			return nil, usage("policy: %w", err)
		}
		line := ci.Rule{Rules: p.Rules}
		line.Severity, _ = finding.ParseSeverity(p.Severity)
		if line.Action, err = ci.ParseAction(p.Action); err != nil {
			return nil, usage("policy: %w", err)
		}
		if len(p.Paths) > 0 {
			line.Paths = tree.Matcher(p.Paths).Match
		}
		policy = append(policy, line)
	}
	return policy, nil
}

// base is what the scan of the former revision gave; the cache may know.
func (c *change) base(ctx context.Context, r *ci.Revisions, files []ci.Entry) (*ci.Side, error) {
	key, known := c.key(r.Base)
	if known {
		side := &ci.Side{}
		if blob, ok := c.store.Get(key); ok && json.Unmarshal(blob, side) == nil {
			return side, nil
		}
	}
	if err := c.mirror.Show(files, c.objects); err != nil {
		return nil, err
	}
	for _, p := range c.paths() { // a part may be younger than the revision
		if err := os.MkdirAll(p, 0o755); err != nil {
			return nil, err
		}
	}
	found, err := c.scan(ctx)
	if err != nil {
		return nil, err
	}
	side := ci.SideOf(found.findings, found.coverage)
	if blob, err := json.Marshal(side); err == nil && known {
		c.store.Put(key, blob)
	}
	return side, nil
}

// key names the findings of a tree under the present settings.
func (c *change) key(tree string) (cache.Key, bool) {
	parts := [][]byte{[]byte("ci/1"), []byte(tree)}
	where, err := filepath.Rel(c.dir, c.project.Dir)
	if err != nil || c.Settings != "" || c.Quick {
		return cache.Key{}, false
	}
	for _, v := range []any{c.dirs, c.project.Settings, c.project.Versions, where} {
		data, err := json.Marshal(v)
		if err != nil {
			return cache.Key{}, false
		}
		parts = append(parts, data)
	}
	own, err := c.rules.brought(c.project)
	return cache.KeyOf(append(parts, own...)...), err == nil
}

// scan looks at the mirror as it is.
func (c *change) scan(ctx context.Context) (*found, error) {
	f := &found{bar: c.bar}
	if err := c.session.Scan(ctx, f); err != nil {
		return nil, err
	}
	return f, nil
}

// hashes are the contents below the root, as findings name them.
func (c *change) hashes(files []ci.Entry) map[string]string {
	out := map[string]string{}
	for i := range files {
		name := files[i].Path
		if c.root != "." {
			rel, ok := strings.CutPrefix(name, c.root+"/")
			if !ok {
				continue
			}
			name = rel
		}
		if files[i].Size <= config.DefaultMaxFileSize {
			out[name] = files[i].Hash
		}
	}
	return out
}

// write writes every report.
func (c *change) write(s *streams, v *ci.Verdict, outputs []output) error {
	active, err := engine.Select(c.rules.rules, &c.project.Settings)
	if err != nil {
		return err
	}
	root := filepath.Join(c.repo.Top, filepath.FromSlash(c.root))
	info := report.Info{Version: version, Root: root, Display: display(root, c.Paths), Rules: texts(active), Link: c.link(v.Revisions)}
	one := func(w io.Writer, format string, colour bool) error {
		switch format {
		case "change":
			_, err := w.Write(v.JSON())
			return err
		case "markdown":
			_, err := io.WriteString(w, v.Markdown(info.Link, summaryLimit))
			return err
		}
		mine := info
		mine.Colour = colour
		out, _ := report.New(format, w, mine)
		for _, f := range v.Reported() {
			out.Finding(f)
		}
		out.Done(v.Coverage)
		return out.Err()
	}
	if err := one(s.out, c.Format, colourful(s.out)); err != nil {
		return err
	}
	for _, o := range outputs {
		if err := toFile(o.file, os.O_TRUNC, func(w io.Writer) error { return one(w, o.format, false) }); err != nil {
			return err
		}
	}
	if c.around.Annotations && c.Format == "text" {
		if _, err := io.WriteString(s.out, v.Annotations(c.root)); err != nil {
			return err
		}
	}
	if c.around.Summary != "" {
		return toFile(c.around.Summary, os.O_APPEND, func(w io.Writer) error { return one(w, "markdown", false) })
	}
	return nil
}

// summaryLimit is how large a page CI systems take.
const summaryLimit = 1_000_000

func toFile(name string, how int, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|how, 0o644)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// link gives the address of a line at the code host; nil where there is none.
func (c *change) link(r *ci.Revisions) func(string, int) string {
	if r.HeadCommit == "" {
		return nil
	}
	return c.around.Link(r.HeadCommit, c.root)
}
