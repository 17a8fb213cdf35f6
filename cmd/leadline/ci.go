package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
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
	"leadline/internal/git"
	"leadline/internal/policy"
	"leadline/internal/report"
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
	// Remote is the address of a service that is to scan the change too; Project
	// and Ref say what it is there.
	Remote, Project, Ref string
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
			"What is done about a new finding is for [[policy]] in the settings to say: monitor, comment or block. With --remote\n" +
			"the project's policies in the service stand above them.\n\n" +
			"Exit codes: 0 nothing that blocks, 1 a new finding that blocks, 2 a mistake in the call or the settings,\n" +
			"3 something that was analysed before the change is not any more, or the base cannot be found.",
		Example: "  leadline ci\n" +
			"  leadline ci --base main\n" +
			"  leadline ci --staged --quick\n" +
			"  leadline ci services/shop --report sarif=shop.sarif --report markdown=shop.md\n" +
			"  leadline ci --base v1.2 --head v1.3 --format json\n" +
			"  leadline ci --comment --remote https://leadline.example.org",
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
	f.StringVar(&r.Remote, "remote", "", "also let the service at `URL` scan the change and keep its findings (token in LEADLINE_TOKEN, or leadline login)")
	f.StringVar(&r.Project, "project", "", "the project there; the repository's or directory's name by default")
	f.StringVar(&r.Ref, "ref", "", "the branch there; that of the change by default")
	f.BoolVar(&r.NoFetch, "no-fetch", false, "do not ask the remote for commits that a shallow clone lacks")
	f.BoolVar(&r.NoCache, "no-cache", false, "neither read nor write the cache")
	f.IntVar(&r.Jobs, "jobs", runtime.GOMAXPROCS(0), "how many files are worked on at once")
	return c
}

// change is a comparison being made.
type change struct {
	*changeRequest
	*ci.Comparison
	around ci.Surroundings
}

func runChange(ctx context.Context, s *streams, r *changeRequest) error {
	outputs, err := r.outputs()
	if err != nil {
		return err
	}
	progress := newBar(s.err)
	defer progress.clear()
	c, err := r.open(ctx, s)
	if err != nil {
		return err
	}
	c.Watch = progress.show
	if err := c.decided(ctx); err != nil {
		return err
	}
	v, err := c.Run(ctx)
	defer c.Close()
	progress.clear()
	var wrong *ci.Mistake
	switch {
	case errors.As(err, &wrong):
		return usage("%w", err)
	case errors.Is(err, context.Canceled):
		return err
	case err != nil:
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
	if r.Remote != "" {
		if err := c.send(ctx, s); err != nil {
			return err
		}
	}
	keepSession(s, c.Session(), c.Store)
	for _, p := range ci.Paths(v.Gaps) {
		fmt.Fprintf(s.err, "leadline: %s was analysed before this change and is not now: %s\n", p, v.Gaps[p])
	}
	switch {
	case len(v.Gaps) > 0:
		return &status{code: exitIncomplete}
	case v.Count(policy.Block) > 0 && !r.Monitor:
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
	if r.Remote != "" && (r.Quick || r.Staged || r.Settings != "") {
		return nil, usage("--remote sends a commit as it is: it takes no --quick, --staged or --settings")
	}
	return out, nil
}

// open finds the repository, the surroundings, the revisions and the part to look at.
func (r *changeRequest) open(ctx context.Context, s *streams) (*change, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	repo, err := git.Open(ctx, here)
	if err != nil {
		return nil, usage("%w", err)
	}
	r.Fetch = !r.NoFetch
	var event []byte
	if name := ci.Event(os.Getenv); name != "" {
		if event, err = os.ReadFile(name); err != nil {
			return nil, usage("read what happened: %w", err)
		}
	}
	c := &change{changeRequest: r, around: ci.Detect(os.Getenv, event)}
	part, err := ci.PartOf(repo.Top, r.Paths)
	if err != nil {
		return nil, usage("%w", err)
	}
	revisions, err := ci.Find(ctx, repo, c.around, r.Asked)
	var none *ci.NoBase
	if errors.As(err, &none) {
		return nil, &status{exitIncomplete, err}
	}
	if err != nil {
		return nil, usage("%w", err)
	}
	if revisions.Fetched {
		fmt.Fprintln(s.err, "leadline: asked the remote for history that this clone lacks")
	}
	c.Comparison = &ci.Comparison{Repo: repo, Revisions: revisions, Part: part, Quick: r.Quick, Beside: beside, Settings: r.Settings,
		Overlay: config.Overlay{Profile: r.Profile}, Rules: r.rules, Store: cache.None{}, Jobs: r.Jobs}
	if dir, err := cache.Open(build()); err == nil && !r.NoCache {
		c.Store = dir
	}
	return c, nil
}

// rules are what a project is scanned with.
func (r *changeRequest) rules(project *config.Project) (engine.Options, [][]byte, error) {
	known, err := loadCatalogue(project)
	if err != nil {
		return engine.Options{}, nil, err
	}
	own, err := known.brought(project)
	return engine.Options{Rules: known.rules, Models: known.models, Gaps: known.own.gaps}, own, err
}

// decided asks the service what the project does about new findings: that stands
// above the settings of the change.
func (c *change) decided(ctx context.Context) error {
	if c.Remote == "" {
		return nil
	}
	client, err := serviceAt(c.Remote)
	if err != nil {
		return err
	}
	target := c.around.Target
	if target == "" {
		target = c.Base
	}
	c.Above, err = client.Policies(ctx, c.project(ctx), target)
	if err != nil {
		return remoteFault(err)
	}
	return nil
}

// project is what the change's project is called in the service.
func (c *change) project(ctx context.Context) string {
	if c.Project != "" {
		return c.Project
	}
	return slugOf(ctx, filepath.Join(c.Repo.Top, filepath.FromSlash(c.Part.Root)))
}

// comment makes the comments at the request be those of the present findings.
func (c *change) comment(ctx context.Context, s *streams, v *ci.Verdict) error {
	commit := c.around.Head
	if commit == "" {
		commit = c.Revisions.HeadCommit
	}
	forge, err := forges.Open(c.around, commit, os.Getenv("LEADLINE_FORGE_TOKEN"))
	if err != nil {
		return err
	}
	done, err := ci.Sync(ctx, forge, v.Remarks(c.Trees, c.Part.Root, forge, c.link()))
	if err != nil {
		return err
	}
	fmt.Fprintln(s.err, "leadline: comments:", done)
	return nil
}

// write writes every report.
func (c *change) write(s *streams, v *ci.Verdict, outputs []output) error {
	active, err := engine.Select(c.Options.Rules, &c.Options.Project.Settings)
	if err != nil {
		return err
	}
	root := filepath.Join(c.Repo.Top, filepath.FromSlash(c.Part.Root))
	info := report.Info{Version: version, Root: root, Display: display(root, c.Paths), Rules: texts(active), Link: c.link()}
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
		if _, err := io.WriteString(s.out, v.Annotations(c.Part.Root)); err != nil {
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
func (c *change) link() func(string, int) string {
	if c.Revisions.HeadCommit == "" {
		return nil
	}
	return c.around.Link(c.Revisions.HeadCommit, c.Part.Root)
}

// send has the service scan the change as well, under the ref of its branch or
// request; nothing waits for the end.
func (c *change) send(ctx context.Context, s *streams) error {
	if err := c.ShowHead(); err != nil {
		return &status{exitIncomplete, err}
	}
	sent, err := gather(&plan{options: c.Options})
	if err != nil {
		return &status{exitIncomplete, err}
	}
	sent.Settings = c.Overlay
	sent.Commit, sent.Committed = c.Revisions.HeadCommit, c.Repo.Committed(ctx, c.Revisions.HeadCommit)
	if sent.Ref = c.Ref; sent.Ref == "" {
		sent.Ref = c.around.Ref(c.Repo.Branch(ctx), c.Revisions.HeadCommit)
	}
	sent.Project = c.project(ctx)
	client, err := serviceAt(c.Remote)
	if err != nil {
		return err
	}
	main := c.around.Target
	if main == "" {
		main = sent.Ref
	}
	if err := client.EnsureProject(ctx, sent.Project, main); err != nil {
		return remoteFault(err)
	}
	id, err := client.Start(ctx, &sent.Request, &finding.Kept{})
	if err != nil {
		return remoteFault(err)
	}
	fmt.Fprintf(s.err, "leadline: sent to %s/scans/%s\n", client.URL, id)
	return nil
}
