package engine

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"path/filepath"
	"sort"

	"leadline/internal/cells"
	"leadline/internal/finding"
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/notebook"
	"leadline/internal/python/builtin"
	"leadline/internal/python/exact"
	"leadline/internal/python/lower"
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
	"leadline/internal/suppress"
	"leadline/internal/text"
	"leadline/internal/workspace"
)

// split makes cells of a notebook. One in another language is no gap; what is
// no notebook at all is one.
func (s *scan) split(u *unit) {
	n := notebook.Split(u.file)
	accepted := s.tree.Accepted(u.file.Path)
	switch {
	case n.Fault != "" && len(n.Cells) == 0:
		u.skipped = &finding.Skipped{Path: u.file.Path, Code: workspace.NotNotebook, Reason: n.Fault, Accepted: accepted}
		return
	case n.Fault != "":
		at := u.file.Position(n.At)
		u.gaps = append(u.gaps, finding.Skipped{Path: u.file.Path, Code: workspace.NotNotebook, Accepted: accepted,
			Reason: fmt.Sprintf("%s at line %d of the JSON; the %d cells before it were analysed", n.Fault, at.Line, len(n.Cells))})
	}
	if !n.Python() {
		u.skipped = &finding.Skipped{Path: u.file.Path, Code: workspace.Language, Reason: "a notebook in " + n.Language + "; only Python is analysed", Accepted: true}
		return
	}
	u.notebook, u.file = n, n.File
}

// ignores are what the metadata of a notebook's cells silence, as comments that
// are about the whole cell.
func (u *unit) ignores() []suppress.Comment {
	if u.notebook == nil {
		return nil
	}
	var out []suppress.Comment
	for _, i := range u.notebook.CodeCells() {
		c := &u.notebook.Cells[i]
		f := u.notebook.File
		for _, g := range c.Ignores {
			out = append(out, suppress.Comment{Location: finding.Location{File: f, Span: text.Span{Start: c.Source.Start, End: c.Source.Start}},
				Rules: []string{g.Rule}, Reason: g.Reason, First: f.LineOf(c.Source.Start), Last: f.LineOf(c.Source.End)})
		}
	}
	return out
}

// play compares what a notebook's cells do in page order and in run order.
func (s *scan) play(u *unit, tree *syntax.Tree) {
	if u.notebook == nil {
		return
	}
	u.log = s.live(u.raw.Path)
	u.logged = u.log != nil
	u.graph = Play(u.notebook, tree, u.log, s.options.Models.Effects(), func(name string) *text.File {
		return s.tree.Beside(u.raw.Path, name)
	})
	if ran := rule.AsRun(tree, u.graph); ran != nil {
		u.ran = s.lower(ran, false)
	}
}

// live is what a session saw of a notebook, or nil.
func (s *scan) live(path string) *cells.Log {
	if log := s.options.Logs[filepath.Join(s.tree.Root, filepath.FromSlash(path))]; log != nil {
		return log
	}
	return s.options.Live
}

// playedWith tells whether the unit's cells were played with a log, or without
// one for nil. What another process kept knows no log.
func (u *unit) playedWith(log *cells.Log) bool { return u.log == log && u.logged == (log != nil) }

// Play lowers each cell by itself, and compares what the cells do in page order
// with what they did in the order in which they ran. live may be nil; beside reads
// files that cells run by paths relative to the notebook, nil where nobody can.
func Play(n *notebook.Notebook, tree *syntax.Tree, live *cells.Log, effects *model.Effects, beside func(name string) *text.File) *cells.Graph {
	in := cells.Input{Notebook: n, Modules: make([]*ir.Module, len(n.Cells)), Broken: make([]bool, len(n.Cells)),
		Builtins: builtin.Names(), Effects: effects, Log: live, Former: map[string]*ir.Module{}}
	lowerer := lower.Lowerer{Together: true}
	for i := range n.Cells {
		c := &n.Cells[i]
		if c.Kind != notebook.Code || c.Source.Len() == 0 {
			continue
		}
		in.Modules[i] = lowerer.Lower(&syntax.Tree{File: tree.File, Body: shown(tree.File, bodyOf(tree, c.Source))}, "", false)
		in.Broken[i] = broken(tree, c.Source)
	}
	if beside != nil {
		in.Beside = func(escape string) []*ir.Module {
			if name, ok := syntax.RunFile(escape); ok {
				return lowered(beside(name))
			}
			return nil
		}
	}
	in.Exact = func() map[int]cells.Printed { return printed(n, tree, in.Broken, effects) }
	if live != nil {
		for i := range live.Runs {
			r := &live.Runs[i]
			if r.Source != "" && in.Former[r.Hash] == nil {
				in.Former[r.Hash] = former(r.Source)
			}
		}
	}
	return cells.Analyse(in)
}

// lowered are the bodies of a script, or of the cells of a notebook.
func lowered(f *text.File) []*ir.Module {
	if f == nil {
		return nil
	}
	if path.Ext(f.Path) != ".ipynb" {
		return []*ir.Module{lower.Lower(syntax.Parse(f), "", false)}
	}
	n := notebook.Split(f)
	tree := syntax.Parse(n.File)
	out := []*ir.Module{}
	for i := range n.Cells {
		if c := &n.Cells[i]; c.Kind == notebook.Code && c.Source.Len() > 0 {
			out = append(out, lower.Lower(&syntax.Tree{File: tree.File, Body: bodyOf(tree, c.Source)}, "", false))
		}
	}
	return out
}

// printed are the texts that cells print from top to bottom, as far as all of a
// cell's is known.
func printed(n *notebook.Notebook, tree *syntax.Tree, broken []bool, effects *model.Effects) map[int]cells.Printed {
	out := map[int]cells.Printed{}
	m := exact.New(func(dotted string) string {
		if word := effects.Array(dotted); word != "" {
			return word
		}
		if what, _ := effects.Name(dotted); what&model.Changes != 0 {
			return exact.Changes
		}
		return ""
	})
	for i := range n.Cells {
		c := &n.Cells[i]
		if c.Kind != notebook.Code || c.Source.Len() == 0 {
			continue
		}
		body := bodyOf(tree, c.Source)
		if broken[i] {
			m.Skip(body, true)
			continue
		}
		if said := m.Run(body, silenced(tree.File, body)); said.Known || said.Raised != "" {
			out[i] = cells.Printed{Text: said.Text, Raises: said.Raised != ""}
		}
	}
	return out
}

// former lowers a source that is no longer on the page.
func former(source string) *ir.Module {
	t := syntax.ParseCell(text.New("", []byte(source)))
	t.Body = shown(t.File, t.Body)
	return lower.Lower(t, "", false)
}

// shown binds what the last expression of a cell gives to the name that IPython
// gives it, unless a semicolon keeps it from being shown.
func shown(f *text.File, body []syntax.Stmt) []syntax.Stmt {
	if len(body) == 0 || silenced(f, body) {
		return body
	}
	last, ok := body[len(body)-1].(*syntax.ExprStmt)
	if !ok {
		return body
	}
	out := append([]syntax.Stmt{}, body...)
	out[len(out)-1] = &syntax.Assign{Pos: last.Pos, Targets: []syntax.Expr{&syntax.Name{Pos: last.Pos, ID: cells.Shown}}, Value: last.Value}
	return out
}

// silenced tells whether a semicolon keeps the last expression from being shown.
func silenced(f *text.File, body []syntax.Stmt) bool {
	if len(body) == 0 {
		return false
	}
	rest := bytes.TrimLeft(f.Bytes[body[len(body)-1].Span().End:], " \t")
	return len(rest) > 0 && rest[0] == ';'
}

// bodyOf are the statements of a cell.
func bodyOf(t *syntax.Tree, cell text.Span) []syntax.Stmt {
	from := sort.Search(len(t.Body), func(i int) bool { return t.Body[i].Span().Start >= cell.Start })
	to := sort.Search(len(t.Body), func(i int) bool { return t.Body[i].Span().Start > cell.End })
	return t.Body[from:to]
}

func broken(t *syntax.Tree, cell text.Span) bool {
	i := sort.Search(len(t.Errors), func(i int) bool { return t.Errors[i].Start >= cell.Start })
	return i < len(t.Errors) && t.Errors[i].Start <= cell.End
}

// Graphs analyses the cells of the notebooks that the options name, and no
// more.
func Graphs(ctx context.Context, o Options) ([]*cells.Graph, error) {
	p, err := load(ctx, o)
	if err != nil {
		return nil, err
	}
	var out []*cells.Graph
	for _, f := range p.Files {
		if g := p.Graphs[f]; g != nil {
			out = append(out, g)
		} else if path.Ext(f.Path) != ".ipynb" && notebook.IsScript(f.Bytes) {
			out = append(out, Play(notebook.SplitScript(f), syntax.ParseCell(f), nil, o.Models.Effects(), nil))
		}
	}
	return out, nil
}
