package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"leadline/internal/baseline"
	"leadline/internal/cache"
	"leadline/internal/config"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/report"
	"leadline/internal/rule"
	"leadline/internal/workspace"
)

// request is what the command line asks of a scan.
type request struct {
	Paths         []string
	Format        string
	Output        string
	Severity      string
	MinConfidence string
	Rules         []string
	Ignore        []string
	Config        []string
	Profile       string
	Trust         []string
	Settings      string
	Baseline      string
	WriteBaseline bool
	StdinName     string
	Jobs          int
	NoCache       bool
	Verbose       bool
	// Remote is the address of a service that does the scan; Project and Ref say
	// what it is a scan of there. Token is the key, "" for the one that is kept.
	Remote, Project, Ref string
	Token                string `json:"-"`
	// Brief prints only how many findings there are.
	Brief bool `json:"-"`
	Live  string
	// Fix says which fixes are applied: safe or all. Diff only shows them.
	Fix  string `json:"-"`
	Diff bool   `json:"-"`
}

func scanCommand(s *streams) *cobra.Command {
	r := &request{}
	c := &cobra.Command{
		Use:   "scan [PATH...]",
		Short: "Scan files and directories (the present one by default)",
		Long: "Scan files and directories (the present one by default) and report what is found.\n\n" +
			"Exit codes: 0 no findings, 1 findings, 2 a mistake in the call or the settings,\n" +
			"3 something that should have been analysed was not (findings are reported all the same).",
		Example: "  leadline scan .\n" +
			"  leadline scan src tests --severity high\n" +
			"  leadline scan . --format sarif --output leadline.sarif\n" +
			"  leadline scan . --config our-rules/\n" +
			"  leadline scan . --fix\n" +
			"  leadline scan . --fix=all --diff\n" +
			"  leadline scan . --baseline known.json --write-baseline\n" +
			"  leadline scan . --remote https://leadline.example.org --project shop\n" +
			"  cat app.py | leadline scan - --stdin-filename src/app.py",
		RunE: func(c *cobra.Command, args []string) error {
			r.Paths = args
			return runScan(c.Context(), s, r)
		},
	}
	r.flags(c)
	return c
}

// flags adds a scan's flags to a command.
func (r *request) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&r.Format, "format", "text", "output format: "+strings.Join(report.Formats, ", "))
	f.StringVarP(&r.Output, "output", "o", "", "write the report to `FILE` instead of standard output")
	f.StringVar(&r.Severity, "severity", "", "least severity to report: info, low, medium, high, critical")
	f.StringVar(&r.MinConfidence, "min-confidence", "", "least confidence to report: low, medium, high")
	f.StringSliceVar(&r.Rules, "rules", nil, "run only these rules: `IDS` or patterns, separated by commas")
	f.StringSliceVar(&r.Ignore, "ignore", nil, "do not run these rules: `IDS` or patterns, separated by commas")
	f.StringArrayVar(&r.Config, "config", nil, "run the Semgrep rules in `FILE`, or in the files of a folder, instead of leadline's own")
	f.StringVar(&r.Profile, "profile", "", "which rules run: default, security, ml, strict, all")
	f.StringSliceVar(&r.Trust, "trust", nil, "what counts as untrusted beyond each rule's own `LEVELS`: local, stored, library, all")
	f.StringVar(&r.Settings, "settings", "", "read the settings from `FILE` instead of looking for them")
	f.StringVar(&r.Baseline, "baseline", "", "do not report findings that are in `FILE`")
	f.BoolVar(&r.WriteBaseline, "write-baseline", false, "write the present findings to the baseline file")
	f.StringVar(&r.StdinName, "stdin-filename", "", "treat standard input as the content of `FILE`")
	f.IntVar(&r.Jobs, "jobs", runtime.GOMAXPROCS(0), "how many files are worked on at once")
	f.BoolVar(&r.NoCache, "no-cache", false, "neither read nor write the cache")
	f.StringVar(&r.Remote, "remote", "", "let the service at `URL` do the scan and keep the findings (see leadline login)")
	f.StringVar(&r.Project, "project", "", "the project there; the repository's or directory's name by default")
	f.StringVar(&r.Ref, "ref", "", "the branch there; the present one by default")
	f.StringVar(&r.Fix, "fix", "", "apply the fixes that are safe, or `WHICH`=all of them, and report what is left")
	f.Lookup("fix").NoOptDefVal = "safe"
	f.BoolVar(&r.Diff, "diff", false, "print what --fix would change, and change nothing")
	f.StringVar(&r.Live, "live", "", "take the order in which the cells of the one notebook ran from the session log in `FILE`")
	f.BoolVarP(&r.Verbose, "verbose", "v", false, "also show silenced findings and every path that was left out")
	fixed := func(values ...string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)
	}
	for name, complete := range map[string]func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective){
		"format":   fixed(report.Formats...),
		"severity": fixed("info", "low", "medium", "high", "critical"),
		"profile":  fixed("default", "security", "ml", "strict", "all"),
		"trust":    fixed("local", "stored", "library", "all"),
		"rules":    completeRules,
		"ignore":   completeRules,
	} {
		if err := c.RegisterFlagCompletionFunc(name, complete); err != nil {
			panic(err) // a flag that is not there: a fault of this function
		}
	}
}

// plan is a request made ready: everything that can be wrong with it was found.
type plan struct {
	options engine.Options
	info    report.Info
	format  string
	// catalogue has the project's own rules and models, too.
	catalogue *catalogue
	known     string // path of the baseline file, or empty
	pace      *pace
}

// plan reads settings, baseline, rules and standard input.
func (r *request) plan(s *streams) (*plan, error) {
	p := &plan{format: r.Format, pace: newPace().start()}
	if _, ok := report.New(r.Format, io.Discard, p.info); !ok {
		return nil, usage("--format %q is not one of %s", r.Format, strings.Join(report.Formats, ", "))
	}
	if r.Fix != "" && r.Fix != "safe" && r.Fix != "all" {
		return nil, usage("--fix=%s is neither safe nor all", r.Fix)
	}
	if (r.Fix != "" || r.Diff) && (r.Remote != "" || r.StdinName != "") {
		return nil, usage("--fix and --diff change files of this machine; they go with neither --remote nor standard input")
	}
	if len(r.Config) > 0 && r.Remote != "" {
		return nil, usage("--config does not go with --remote; rules = [\"./our-rules\"] in the settings does")
	}
	if r.Jobs < 1 {
		return nil, usage("--jobs must be at least 1")
	}
	if err := r.input(s, p); err != nil {
		return nil, err
	}
	root, err := workspace.Root(p.options.Paths, p.options.Overlays...)
	if err != nil {
		return nil, usage("%w", err)
	}
	if p.options.Project, err = r.project(root); err != nil {
		return nil, usage("%w", err)
	}
	if err := configured(&p.options.Project.Settings, r.Config, r.Rules); err != nil {
		return nil, usage("%w", err)
	}
	catalogue, err := loadCatalogue(p.options.Project)
	if err != nil {
		return nil, usage("%w", err)
	}
	p.options.Rules, p.options.Models = catalogue.rules, catalogue.models
	p.options.Gaps, p.catalogue = catalogue.own.gaps, catalogue
	p.options.Jobs = r.Jobs
	if p.options.Cache, err = r.cache(); err != nil {
		return nil, err
	}
	if p.options.Live, err = readLive(r.Live, len(r.Paths)); err != nil {
		return nil, err
	}
	active, err := engine.Select(p.options.Rules, &p.options.Project.Settings)
	if err != nil {
		return nil, usage("%w", err)
	}
	p.pace.passing = len(active) > 0 && !slices.ContainsFunc(active, (*rule.Rule).Deep)
	p.info = report.Info{Version: version, Root: root, Display: display(root, r.Paths), Rules: texts(active), Verbose: r.Verbose}
	return p, r.baseline(p)
}

// input takes the paths, with standard input where it is asked for.
func (r *request) input(s *streams, p *plan) error {
	stdin := r.StdinName != ""
	for _, path := range r.Paths {
		if path == "-" {
			stdin = true
		} else {
			p.options.Paths = append(p.options.Paths, path)
		}
	}
	if !stdin {
		if len(r.Paths) == 0 {
			p.options.Paths = []string{"."}
		}
		return nil
	}
	content, err := io.ReadAll(s.in)
	if err != nil {
		return &status{exitIncomplete, fmt.Errorf("read standard input: %w", err)}
	}
	name := r.StdinName
	if name == "" {
		name = "stdin.py"
	}
	p.options.Overlays = []workspace.Overlay{{Name: name, Content: content}}
	return nil
}

// project finds the settings and lays the flags over them.
func (r *request) project(root string) (*config.Project, error) {
	project, err := config.Find(root)
	if r.Settings != "" {
		project, err = config.Load(r.Settings)
	}
	if err != nil {
		return nil, err
	}
	set := &project.Settings
	set.Overlay(config.Overlay{Profile: r.Profile, Rules: r.Rules, Ignore: r.Ignore, Trust: r.Trust, Severity: r.Severity, MinConfidence: r.MinConfidence})
	return project, set.CheckFlags()
}

func (r *request) cache() (cache.Store, error) {
	if r.NoCache {
		return cache.None{}, nil
	}
	dir, err := cache.Open(build())
	if err != nil {
		// Without a home directory there is no cache, and no harm done.
		return cache.None{}, nil
	}
	return dir, nil
}

// baseline reads the file of known findings, unless it is about to be written.
func (r *request) baseline(p *plan) error {
	p.known = r.Baseline
	if set := p.options.Project; p.known == "" && set.Settings.Baseline != "" {
		p.known = filepath.Join(set.Dir, set.Settings.Baseline)
	}
	if r.WriteBaseline {
		if p.known == "" {
			return usage("--write-baseline needs --baseline FILE, or baseline in the settings")
		}
		return nil
	}
	if p.known == "" {
		return nil
	}
	data, err := os.ReadFile(p.known)
	if err != nil {
		return usage("read the baseline: %w", err)
	}
	p.options.Baseline, err = baseline.Read(data)
	if err != nil {
		return usage("%s: %w", p.known, err)
	}
	return nil
}

// display is the root as it is joined with each path in text output: absolute
// when the user named an absolute path, else seen from the present directory.
func display(root string, paths []string) string {
	for _, p := range paths {
		if filepath.IsAbs(p) {
			return filepath.ToSlash(root)
		}
	}
	here, err := os.Getwd()
	if err != nil {
		return filepath.ToSlash(root)
	}
	rel, err := filepath.Rel(here, root)
	if err != nil {
		return filepath.ToSlash(root)
	}
	return filepath.ToSlash(rel)
}

func runScan(ctx context.Context, s *streams, r *request) error {
	p, err := r.plan(s)
	if err != nil {
		return err
	}
	if r.Fix != "" || r.Diff {
		if done, err := r.applyFixes(ctx, s, p); done || err != nil {
			return err
		}
	}
	out, finish, err := r.open(s)
	if err != nil {
		return err
	}
	p.info.Colour = r.Output == "" && colourful(s.out)
	if r.Brief {
		out = io.Discard
	}
	cached := newAgain(ctx, r, p)
	if end, ok, err := cached.replay(out); ok {
		if err = errors.Join(err, finish()); err != nil {
			return &status{exitIncomplete, fmt.Errorf("write the report: %w", err)}
		}
		remember(p.options.Cache, r)
		if end != nil {
			return end
		}
		return nil
	}
	if cached.known {
		out = io.MultiWriter(out, &cached.copy)
	}
	w, _ := report.New(r.Format, out, p.info)
	o := &outcome{Writer: w, bar: newBar(s.err), pace: p.pace}
	var session *engine.Session
	if r.Remote != "" {
		err = scanRemote(ctx, s, r, p, o)
	} else {
		session, err = p.scan(ctx, r, o)
	}
	o.bar.clear()
	if written := errors.Join(w.Err(), finish()); err == nil && written != nil {
		err = fmt.Errorf("write the report: %w", written)
	}
	if err != nil {
		var known *status
		if errors.As(err, &known) {
			return known
		}
		return &status{exitIncomplete, err}
	}
	if r.Brief {
		fmt.Fprintf(s.out, "%d findings in %s\n", o.open, r.Paths[0])
	}
	if !r.NoCache {
		remember(p.options.Cache, r)
	}
	if r.WriteBaseline {
		if err := writeBaseline(p.known, o.findings); err != nil {
			return &status{exitIncomplete, err}
		}
		fmt.Fprintf(s.err, "leadline: baseline written to %s\n", p.known)
		o.open = 0
	}
	cached.keep(o.code(), o.coverage)
	keepSession(s, session, p.options.Cache)
	if code := o.code(); code != exitClean {
		return &status{code: code}
	}
	return nil
}

// scan scans, from where the last scan of the same paths left off if the cache
// may be used; the session is nil if it may not.
func (p *plan) scan(ctx context.Context, r *request, h finding.Handler) (*engine.Session, error) {
	if r.NoCache || len(p.options.Overlays) > 0 || p.options.Live != nil {
		return nil, engine.Scan(ctx, p.options, h)
	}
	name, err := engine.NameOf(p.options.Paths)
	if err != nil {
		return nil, err
	}
	s := engine.Resume(p.options, name).Once().IfAgain()
	return s, s.Scan(ctx, h)
}

// cacheLimit is how many bytes the cache may hold: with more, what was written
// longest ago goes.
const cacheLimit = 4 << 30

// keepSession puts what was found out into the cache, when the report is
// already there. The next scan is slower without it, and no less right.
func keepSession(s *streams, session *engine.Session, store cache.Store) {
	if session == nil {
		return
	}
	if session.ToKeep() {
		// What lives is what is written: when the rest is gone there is nothing to
		// collect.
		runtime.GC()
		defer debug.SetGCPercent(debug.SetGCPercent(-1))
	}
	wrote, err := session.Keep()
	if err != nil {
		fmt.Fprintf(s.err, "leadline: the cache was not written: %v\n", err)
	}
	if dir, ok := store.(*cache.Dir); ok && wrote {
		dir.Trim(cacheLimit)
	}
}

// open gives the place that the report goes to.
func (r *request) open(s *streams) (io.Writer, func() error, error) {
	target := s.out
	shut := func() error { return nil }
	if r.Output != "" {
		f, err := os.Create(r.Output)
		if err != nil {
			return nil, nil, usage("open the output: %w", err)
		}
		target, shut = f, f.Close
	}
	b := bufio.NewWriterSize(target, 1<<16)
	return b, func() error { return errors.Join(b.Flush(), shut()) }, nil
}

func writeBaseline(name string, findings []*finding.Finding) error {
	f, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("write the baseline: %w", err)
	}
	err = baseline.Of(findings).Write(f)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("write the baseline: %w", err)
	}
	return nil
}

// outcome passes the stream on and keeps what the exit code depends on.
type outcome struct {
	report.Writer
	bar        *bar
	pace       *pace
	findings   []*finding.Finding
	open       int
	incomplete bool
	coverage   *finding.Coverage
}

// Progress goes to the terminal, not to the report.
func (o *outcome) Progress(p finding.Progress) {
	o.bar.show(p)
	o.pace.tend(p)
}

// Finding passes one on.
func (o *outcome) Finding(f *finding.Finding) {
	o.bar.clear()
	o.findings = append(o.findings, f)
	if f.Suppression == "" {
		o.open++
	}
	o.Writer.Finding(finding.Redacted(f))
}

// Done passes the end on.
func (o *outcome) Done(c *finding.Coverage) {
	o.bar.clear()
	o.incomplete, o.coverage = c.Incomplete(), c
	o.Writer.Done(c)
}

// code is the exit code: a gap weighs more than a finding.
func (o *outcome) code() int {
	switch {
	case o.incomplete:
		return exitIncomplete
	case o.open > 0:
		return exitFindings
	}
	return exitClean
}
