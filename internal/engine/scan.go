package engine

import (
	"context"
	"fmt"
	"path"
	"slices"
	"sort"
	"sync"

	"leadline/internal/baseline"
	"leadline/internal/cells"
	"leadline/internal/finding"
	"leadline/internal/identity"
	"leadline/internal/ir"
	"leadline/internal/notebook"
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
	"leadline/internal/suppress"
	"leadline/internal/text"
	"leadline/internal/workspace"
)

// Scan analyses the files of a project and sends what it finds to the handler:
// progress, then every finding in its final order, then the coverage. It fails
// when a path cannot be found or ctx is cancelled; whatever else goes wrong is
// in the coverage.
func Scan(ctx context.Context, o Options, h finding.Handler) error {
	s := &scan{options: o, progress: progress{handler: h}, lines: identity.Lines{}, seconds: rule.Seconds{}}
	s.progress.set("discover", 0, 0)
	tree, err := workspace.Discover(o.Paths, o.Project, o.Overlays...)
	if err != nil {
		return fmt.Errorf("discover: %w", err)
	}
	s.tree, s.naming = tree, newNaming(tree, o.Project)
	selection, err := newSelection(o, tree)
	if err != nil {
		return err
	}
	s.texts = rule.NewTexts(selection.rules)
	s.surface = len(selection.rules) > 0 && o.analysis == nil && !slices.ContainsFunc(selection.rules, (*rule.Rule).Deep)
	if err := s.read(ctx); err != nil {
		return fmt.Errorf("parse: %w", err)
	}
	if err := s.readTexts(ctx, selection.rules); err != nil {
		return fmt.Errorf("read texts: %w", err)
	}
	if o.See != nil {
		o.See(s.program(nil).Files)
	}
	findings := s.analyze(ctx, selection.rules)
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("analyze: %w", err)
	}
	for _, f := range s.finish(findings, selection) {
		h.Finding(f)
	}
	h.Done(&s.coverage)
	return nil
}

// scan is one Scan in progress.
type scan struct {
	options  Options
	progress progress
	tree     *workspace.Tree
	naming   naming
	texts    *rule.Texts // the rules that look at the text of a file; nil for none
	surface  bool        // no rule looks further: code need not be lowered
	lowerers sync.Pool   // that wait for the next file
	units    []unit
	plain    []plainUnit // of the files that are no Python
	lines    identity.Lines
	seconds  rule.Seconds
	coverage finding.Coverage
	// known are units of an earlier look, by path, that hold as long as the
	// file's content is what it was; touched are the files to read again, all
	// when it is nil.
	known   map[string]*unit
	touched map[int]bool
	// early is told what the files that are open give by themselves, as soon as
	// they are read; nil where nobody waits.
	early func([]*finding.Finding, []suppress.Comment)
	// analyzer stands in for analyze.
	analyzer func(context.Context, *Program, Options, func(stage string, done, total int)) ([]*finding.Finding, finding.Coverage)
}

// unit is what is kept of one file when its tree is gone.
type unit struct {
	file     *text.File
	raw      *text.File // as it was read: file itself, but for notebooks
	lines    int
	module   *ir.Module
	ran      *ir.Module // of a notebook: the same as its cells ran; nil where that is the order of the page
	comments []suppress.Comment
	found    []*finding.Finding // what the text alone gave
	named    []*finding.Finding // ... constants under telling names, if it was looked at for them
	looked   bool
	errors   []finding.SyntaxError
	skipped  *finding.Skipped
	notebook *notebook.Notebook // nil for modules
	graph    *cells.Graph       // ... what its cells do
	log      *cells.Log         `image:"-"` // ... and the runs that they were played with
	logged   bool               // ... if there were any
	gaps     []finding.Skipped  // what of the file could not be read or judged
}

// read turns every file into its lowered form, in parallel. Each worker writes
// to its file's own unit, so the outcome does not depend on who was first.
func (s *scan) read(ctx context.Context) error {
	s.units = make([]unit, len(s.tree.Files))
	first := s.readFirst()
	err := parallel(ctx, s.options.Jobs, len(s.units), func(i int) {
		if !first[i] {
			s.units[i] = s.readFile(i)
		}
		s.progress.step("parse", len(s.units))
	})
	if err != nil {
		return err
	}
	for _, sk := range s.tree.Skipped {
		s.skip(finding.Skipped(sk))
	}
	for i := range s.units {
		u := &s.units[i]
		if u.skipped != nil {
			s.skip(*u.skipped)
			continue
		}
		for _, gap := range u.gaps {
			s.skip(gap)
		}
		if s.tree.Files[i].Template {
			if u.module != nil && !isDocument(u.file.Path) {
				s.coverage.Templates++
			}
			continue
		}
		s.coverage.Files++
		s.coverage.Lines += u.lines - len(u.file.Parts) // a line stands behind each part
		s.coverage.SyntaxErrors = append(s.coverage.SyntaxErrors, u.errors...)
	}
	return nil
}

// readFirst reads what is open in an editor, where somebody waits for that, and
// tells which files those are.
func (s *scan) readFirst() map[int]bool {
	if s.early == nil {
		return nil
	}
	first := map[int]bool{}
	var found []*finding.Finding
	var comments []suppress.Comment
	for i := range s.tree.Files {
		if !s.tree.Files[i].Overlaid() {
			continue
		}
		u := s.readFile(i)
		s.units[i], first[i] = u, true
		for _, f := range u.found {
			own := *f
			found = append(found, &own)
		}
		comments = append(comments, u.comments...)
	}
	s.early(found, comments)
	return first
}

func (s *scan) skip(sk finding.Skipped) { s.coverage.Skipped = append(s.coverage.Skipped, sk) }

// readFile reads, parses and lowers one file.
func (s *scan) readFile(i int) unit {
	e := &s.tree.Files[i]
	known := s.known[e.Path]
	if known != nil && s.touched != nil && !s.touched[i] {
		return *known
	}
	if e.Template {
		return s.readTemplate(e, known)
	}
	file, skipped := s.tree.Read(e)
	if skipped != nil {
		sk := finding.Skipped(*skipped)
		return unit{skipped: &sk}
	}
	if known != nil && known.sameText(file) {
		return *known
	}
	u := unit{file: file, raw: file}
	if path.Ext(file.Path) == ".ipynb" {
		if fault := guarded(func() { s.split(&u) }); fault != "" {
			return unit{skipped: s.internalError(file.Path, "notebook", fault)}
		}
		if u.skipped != nil {
			return u
		}
		file = u.file
	}
	u.lines = lineCount(file.Bytes)
	var tree *syntax.Tree
	for _, stage := range []struct {
		name string
		run  func()
	}{
		{"parse", func() { tree = syntax.Parse(file) }},
		{"suppress", func() { u.comments = append(suppress.Find(tree), u.ignores()...) }},
		{"lower", func() { u.module = s.lower(tree, s.surface) }},
		{"cells", func() { s.play(&u, tree) }},
	} {
		if fault := guarded(stage.run); fault != "" {
			return unit{skipped: s.internalError(file.Path, stage.name, fault)}
		}
	}
	if fault := guarded(func() { s.judgeText(&u, tree) }); fault != "" {
		u.gaps = append(u.gaps, *s.internalError(file.Path, "rules", fault)) // what was lowered is good
	}
	accepted := len(tree.Errors) > 0 && s.tree.Accepted(file.Path)
	also := ""
	if u.notebook != nil && u.notebook.Python2 {
		also = "; the notebook was written for Python 2"
	}
	for i := range tree.Errors {
		e := &tree.Errors[i]
		u.errors = append(u.errors, finding.SyntaxError{
			Location: finding.Location{File: file, Span: e.Span()}, Message: e.Message + also, Accepted: accepted})
	}
	return u
}

// judgeText runs the rules that need no more than a file's text. A fault of one
// costs that rule on that file.
func (s *scan) judgeText(u *unit, tree *syntax.Tree) {
	if s.texts == nil {
		return
	}
	u.named, u.looked = s.texts.Literals.In(tree.File, func() *syntax.Tree { return tree }), true
	u.found = s.texts.Check(rule.Look{
		Content: tree.File.Bytes, Module: u.module.Name, Notebook: u.notebook != nil,
		Sheet: func() *rule.Sheet {
			sheet := rule.NewSheet(tree, u.module.Name, s.options.Models)
			sheet.Notebook, sheet.Graph = u.notebook, u.graph
			if sheet.AsRun = u.ran; !s.surface {
				sheet.Lowered = u.module
			}
			return sheet
		},
		Guard: func(id string, run func()) bool {
			fault := guarded(run)
			if fault != "" {
				u.gaps = append(u.gaps, *s.internalError(u.file.Path, "rule "+id, fault))
			}
			return fault == ""
		},
		Gap: func(id, reason string) { u.gaps = append(u.gaps, gap(u.file.Path, id, reason)) },
	})
}

// internalError is the coverage's word for a panic of ours. No setting makes
// it acceptable: it is for us to repair.
func (s *scan) internalError(path, stage, fault string) *finding.Skipped {
	return &finding.Skipped{Path: path, Code: "internal-error", Reason: fmt.Sprintf("a fault of leadline in stage %s: %s", stage, fault)}
}

// analyze runs the analysis on what was read. It guards its own parts; a panic
// that escapes it still leaves a report that says so.
func (s *scan) analyze(ctx context.Context, rules []*rule.Rule) (findings []*finding.Finding) {
	run := s.options.analysis
	if s.analyzer != nil && run == nil {
		run = s.analyzer
	}
	if run == nil {
		run = analyze
	}
	fault := guarded(func() {
		var counted finding.Coverage
		findings, counted = run(ctx, s.program(rules), s.options, s.progress.set)
		s.count(counted)
		findings = s.seconds.Reconsider(findings, rules, s.options.Models, s.moduleName)
	})
	if fault != "" {
		s.skip(*s.internalError(".", "analyze", fault))
	}
	return findings
}

// count adds what the analysis counted.
func (s *scan) count(c finding.Coverage) {
	s.coverage.Functions, s.coverage.Calls, s.coverage.Unresolved = c.Functions, c.Calls, c.Unresolved
	s.coverage.Budgets, s.coverage.Sites = c.Budgets, c.Sites
	s.coverage.Skipped = append(s.coverage.Skipped, c.Skipped...)
}

// finish orders the findings, gives them their identity, silences what comments
// and the baseline name, and closes the coverage. What the settings do not ask
// for is dropped last: neither a fingerprint nor the judgement of a comment
// depends on the severity that is shown.
func (s *scan) finish(findings []*finding.Finding, sel *selection) []*finding.Finding {
	findings = slices.DeleteFunc(findings, func(f *finding.Finding) bool { return !sel.active[f.Rule.ID] })
	order(findings)
	s.lines.Assign(findings, s.naming.prefix)
	var comments []suppress.Comment
	for i := range s.units {
		comments = append(comments, s.units[i].comments...)
	}
	for i := range s.plain {
		comments = append(comments, s.plain[i].comments...)
	}
	s.coverage.Skipped = append(s.coverage.Skipped, s.options.Gaps...)
	s.coverage.UnusedSuppressions = suppress.Apply(findings, comments, sel.judges, sel.known)
	s.coverage.BaselineGone = len(baseline.Compare(findings, s.options.Baseline))
	sort.SliceStable(s.coverage.Skipped, func(i, j int) bool { return s.coverage.Skipped[i].Path < s.coverage.Skipped[j].Path })
	return slices.DeleteFunc(findings, func(f *finding.Finding) bool { return !sel.wants(f) })
}

// order sorts findings by place and rule, so that no schedule shows in them.
func order(findings []*finding.Finding) {
	sort.SliceStable(findings, func(i, j int) bool {
		a, b := findings[i], findings[j]
		switch x, y := a.Location, b.Location; {
		case x.File.Path != y.File.Path:
			return x.File.Path < y.File.Path
		case x.Span.Start != y.Span.Start:
			return x.Span.Start < y.Span.Start
		case a.Rule.ID != b.Rule.ID:
			return a.Rule.ID < b.Rule.ID
		case x.Span.End != y.Span.End:
			return x.Span.End < y.Span.End
		}
		return a.Message < b.Message
	})
}

// lineCount counts lines as editors do; the last one needs no ending.
func lineCount(b []byte) int {
	n := 0
	for _, c := range b {
		if c == '\n' {
			n++
		}
	}
	if len(b) > 0 && b[len(b)-1] != '\n' {
		n++
	}
	return n
}

// progress passes on how far a scan is, one call at a time.
type progress struct {
	handler finding.Handler
	mu      sync.Mutex
	stage   string
	done    int
}

func (p *progress) set(stage string, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stage, p.done = stage, done
	p.handler.Progress(finding.Progress{Stage: stage, Done: done, Total: total})
}

// step counts one more item of a stage.
func (p *progress) step(stage string, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stage != stage {
		p.stage, p.done = stage, 0
	}
	p.done++
	p.handler.Progress(finding.Progress{Stage: stage, Done: p.done, Total: total})
}
