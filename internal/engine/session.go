package engine

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"leadline/internal/cache"
	"leadline/internal/callgraph"
	"leadline/internal/cells"
	"leadline/internal/finding"
	"leadline/internal/identity"
	"leadline/internal/ir"
	"leadline/internal/rule"
	"leadline/internal/suppress"
	"leadline/internal/text"
	"leadline/internal/value"
	"leadline/internal/workspace"
)

// Session analyses one project again and again while it is edited: what an
// edit does not reach is taken from the analysis before. The findings are,
// byte for byte, those that a scan of the same content gives. A session is used
// by one goroutine at a time; an edit that another one supersedes is dropped by
// cancelling its context, and loses nothing that the next one could use.
type Session struct {
	options Options
	last    *scan
	// analysis is the last one that came to its end.
	analysis *analysis
	overlays map[string]workspace.Overlay
	lines    identity.Lines
	seconds  rule.Seconds
	texts    *rule.Texts // of the rules, which hardly ever are others
	rules    []*rule.Rule
	key      *cache.Key // of what is kept of it; nil for nothing
	once     bool       // no other look follows in this process
	first    bool       // nobody has looked at the project before: see IfAgain
	told     bool       // what open files give by themselves
	since    int        // bodies that were analysed anew since it was kept or read
	// Ran counts the bodies that the last look at the project analysed anew.
	Ran int
}

// NewSession makes a session; the first Scan does the whole work.
func NewSession(o Options) *Session {
	s := &Session{options: o, overlays: map[string]workspace.Overlay{}, lines: identity.Lines{}, seconds: rule.Seconds{}}
	for _, over := range o.Overlays {
		s.overlays[over.Name] = over
	}
	return s
}

// Scan looks at the whole project: at the disk, and at what Edit gave instead
// of it.
func (s *Session) Scan(ctx context.Context, h finding.Handler) error {
	o := s.options
	o.Overlays = nil // those that it began with may have been closed
	for _, name := range slices.Sorted(maps.Keys(s.overlays)) {
		o.Overlays = append(o.Overlays, s.overlays[name])
	}
	next := &scan{options: o, progress: progress{handler: h}}
	next.progress.set("discover", 0, 0)
	tree, err := workspace.Discover(o.Paths, o.Project, o.Overlays...)
	if err != nil {
		return fmt.Errorf("discover: %w", err)
	}
	next.tree, next.naming = tree, newNaming(tree, o.Project)
	return s.look(ctx, next, nil)
}

// Edit gives files another content than the disk's, and looks at the project
// without reading the disk again. A file that the last Scan did not find makes
// it look at the whole project.
func (s *Session) Edit(ctx context.Context, edits []workspace.Overlay, h finding.Handler) error {
	for _, e := range edits {
		s.overlays[e.Name] = e
	}
	if s.last == nil {
		return s.Scan(ctx, h)
	}
	touched := map[int]bool{}
	tree := s.last.tree.Clone()
	// All overlays, since an edit before may have been dropped.
	for _, over := range s.overlays {
		abs, err := filepath.Abs(over.Name)
		if err != nil {
			return fmt.Errorf("find %s: %w", over.Name, err)
		}
		i, ok := tree.Overlay(abs, over.Content)
		if !ok {
			return s.Scan(ctx, h)
		}
		if tree.Files[i].Template { // it is among the texts, too
			return s.Scan(ctx, h)
		}
		touched[i] = true
	}
	next := &scan{options: s.options, progress: progress{handler: h}, tree: tree, naming: s.last.naming}
	return s.look(ctx, next, touched)
}

// Live gives the notebooks of the project another log of runs: the next look
// plays them again.
func (s *Session) Live(log *cells.Log) { s.options.Live = log }

// Lives gives the notebooks the logs of their sessions, by absolute path.
func (s *Session) Lives(logs map[string]*cells.Log) { s.options.Logs = logs }

// Graph is what the last look found of the cells of a notebook; nil where there
// is no such notebook in Python.
func (s *Session) Graph(path string) *cells.Graph {
	if s.last == nil {
		return nil
	}
	for i := range s.last.units {
		if u := &s.last.units[i]; u.graph != nil && u.raw.Path == path {
			return u.graph
		}
	}
	return nil
}

// Give gives files another content, which the next Scan takes in.
func (s *Session) Give(edits []workspace.Overlay) {
	for _, e := range edits {
		s.overlays[e.Name] = e
	}
}

// Close gives a file back to the disk; the next Scan reads it there. It tells
// whether the disk has what Edit gave last: then nothing is to be read.
func (s *Session) Close(name string, disk []byte) (same bool) {
	over, ok := s.overlays[name]
	delete(s.overlays, name)
	return ok && disk != nil && bytes.Equal(over.Content, disk)
}

// look reads what is new (touched files only, when that is not nil), analyses
// it and sends the result.
func (s *Session) look(ctx context.Context, next *scan, touched map[int]bool) error {
	selection, err := newSelection(next.options, next.tree)
	if err != nil {
		return err
	}
	if s.texts == nil || !slices.Equal(s.rules, selection.rules) {
		s.texts, s.rules = rule.NewTexts(selection.rules), selection.rules
	}
	next.texts, next.lines, next.seconds = s.texts, s.lines, s.seconds
	if s.last != nil {
		next.known = s.last.knownUnits(next)
	}
	next.touched = touched
	if !s.told && next.options.Early != nil {
		next.early = func(findings []*finding.Finding, comments []suppress.Comment) {
			s.told = len(next.options.Overlays) > 0
			findings = slices.DeleteFunc(rule.Reduce(findings, selection.rules), func(f *finding.Finding) bool { return !selection.active[f.Rule.ID] })
			order(findings)
			next.lines.Assign(findings, next.naming.prefix)
			suppress.Apply(findings, comments, selection.judges, selection.known)
			next.options.Early(slices.DeleteFunc(findings, func(f *finding.Finding) bool { return !selection.wants(f) }))
		}
	}
	if err := next.read(ctx); err != nil {
		return fmt.Errorf("parse: %w", err)
	}
	if touched != nil && s.last != nil { // an edit is of a file of Python
		next.plain = s.last.plain
		next.countTexts()
	} else if err := next.readTexts(ctx, selection.rules); err != nil {
		return fmt.Errorf("read texts: %w", err)
	}
	faults := len(next.coverage.Skipped)
	next.analyzer = func(ctx context.Context, p *Program, o Options, progress func(string, int, int)) ([]*finding.Finding, finding.Coverage) {
		return s.analyze(ctx, p, o, progress)
	}
	findings := next.analyze(ctx, selection.rules)
	if err := ctx.Err(); err != nil {
		// The units are good; what was analysed is not.
		s.last = next
		return fmt.Errorf("analyze: %w", err)
	}
	if len(next.coverage.Skipped) > faults {
		s.analysis = nil // a fault of ours: nothing of it is built on
	}
	s.last = next
	for _, f := range next.finish(findings, selection) {
		next.progress.handler.Finding(f)
	}
	next.progress.handler.Done(&next.coverage)
	return nil
}

// knownUnits are the units of the last look by file, if the names of modules
// are what they were.
func (s *scan) knownUnits(next *scan) map[string]*unit {
	if s.naming.prefix != next.naming.prefix || len(s.units) != len(s.tree.Files) {
		return nil
	}
	out := make(map[string]*unit, len(s.units))
	for i := range s.units {
		path := s.tree.Files[i].Path
		if u := &s.units[i]; u.notebook != nil && !u.playedWith(next.live(path)) {
			continue // it is to be played with another log
		}
		aname, apkg := s.naming.layout.Name(s.naming.path(path))
		bname, bpkg := next.naming.layout.Name(next.naming.path(path))
		if aname == bname && apkg == bpkg {
			out[path] = &s.units[i]
		}
	}
	return out
}

// sameText tells whether a file still has the content of a unit.
func (u *unit) sameText(f *text.File) bool {
	return u.raw != nil && u.raw.Path == f.Path && bytes.Equal(u.raw.Bytes, f.Bytes)
}

// analyze analyses a program, from the last analysis where that is possible.
func (s *Session) analyze(ctx context.Context, p *Program, o Options, progress func(string, int, int)) ([]*finding.Finding, finding.Coverage) {
	s.Ran = 0
	if isShallow(p, o) {
		s.analysis = nil
		return shallow(p), finding.Coverage{}
	}
	a := &analysis{ctx: ctx, o: o, p: p, progress: progress, keep: !s.once || !s.first && o.worthKeeping(p)}
	if !a.follow(s.analysis) {
		s.analysis = nil
		a.link()
	}
	out := a.run()
	if a.graph != nil {
		s.Ran = a.graph.Ran()
		s.since += s.Ran
	}
	if ctx.Err() != nil {
		return nil, a.coverage
	}
	if !a.keep {
		s.analysis = nil
		return out, a.coverage
	}
	a.settle()
	s.analysis = a
	return out, a.coverage
}

// settle lets the analysis before go.
func (a *analysis) settle() {
	a.graph.Settle()
	a.solver.Commit()
	a.old, a.change = nil, nil
}

// follow makes an analysis that builds on an older one; false when the program
// is too different for that.
func (a *analysis) follow(old *analysis) bool {
	if old == nil || !sameModules(old.p, a.p) || !slices.Equal(old.p.Rules, a.p.Rules) {
		return false
	}
	a.prog, a.files, a.order = old.prog, old.files, old.order
	var todo []*value.Replacement
	for k, i := range a.order {
		m := a.prog.Mods[k]
		if m.IR == a.p.Modules[i] {
			continue
		}
		was, is := a.files[m], a.p.Files[i]
		r := &value.Replacement{Module: m, IR: a.p.Modules[i], Text: func(x, y *ir.Func) bool {
			return bytes.Equal(was.Bytes[x.Span.Start:x.Span.End], is.Bytes[y.Span.Start:y.Span.End])
		}}
		if !r.Fits() {
			return false
		}
		todo = append(todo, r)
	}
	a.old, a.ran = old, old.ran
	if old.pending == nil {
		old.pending = callgraph.NewChange(a.prog)
	}
	a.change = old.pending
	for _, r := range todo {
		a.replace(r)
	}
	for k, i := range a.order {
		a.files[a.prog.Mods[k]] = a.p.Files[i]
	}
	return true
}

// replace puts a module's new code in the place of the old and notes what that
// changes, beside what earlier edits that were never analysed have changed.
func (a *analysis) replace(r *value.Replacement) {
	a.change.Replace(a.prog, r)
	m := r.Module
	for l := range m.IR.Funcs {
		id := m.First + value.FuncID(l)
		if _, kept := a.old.graph.Seen(id); kept != nil && len(kept.(*perBody).findings)+len(kept.(*perBody).applied) > 0 {
			a.change.Body[id] = true // its findings and sites say where in the file they are
		}
	}
}

// sameModules tells whether two programs have the same modules.
func sameModules(a, b *Program) bool {
	if len(a.Modules) != len(b.Modules) {
		return false
	}
	for i := range a.Modules {
		x, y := a.Modules[i], b.Modules[i]
		if (x == nil) != (y == nil) || x != nil && (x.Path != y.Path || x.Name != y.Name || x.Package != y.Package) {
			return false
		}
	}
	return a.Versions == b.Versions
}
