package main

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	"leadline/internal/python/syntax"
)

// edit replaces a span of one file; it never changes how many lines the file has.
type edit struct {
	File       string
	Start, End uint32
	Text       string
}

// fault is one way in which the application could be broken.
type fault struct {
	file        string
	from, to    int // the lines of the statement's call that a finding is due at
	kind, class string
	distance    int  // calls between the entry and the place
	own         bool // the fault hands the request's value to the place itself
	function    string
	touched     []string
	edits       []edit
}

// finder lists the faults of an application.
type finder struct {
	code   *code
	r      *rand.Rand
	faults []*fault
	seen   map[string]bool
}

// farthest is how many calls a request is followed through.
const farthest = 2

// all lists every fault that the application could have, in the order of its files.
func all(c *code, r *rand.Rand) []*fault {
	f := &finder{code: c, r: r, seen: map[string]bool{}}
	var views []*view
	for _, fn := range c.funcs {
		views = append(views, look(fn, nil))
	}
	for distance := 0; ; distance++ {
		for _, v := range views {
			v.distance = distance
			f.sites(v)
		}
		if distance == farthest {
			return f.faults
		}
		views = f.further(views, distance == 0)
	}
}

// further are the functions that the views hand request data to, by calls whose
// meaning the syntax tells, and those that they could hand it to.
func (f *finder) further(views []*view, entries bool) []*view {
	var out []*view
	for _, v := range views {
		inside(v.def.Body, func(n syntax.Node) {
			call, ok := n.(*syntax.Call)
			if !ok {
				return
			}
			to := f.code.called(v.function, call)
			if to == nil {
				return
			}
			args := arguments(call, to)
			for _, p := range to.def.Args.Args {
				a := args[p.Name]
				if a == nil {
					continue
				}
				if h := v.value(a); h != nil && h.shape == isText && h.dropped == nil {
					out = f.arrive(out, v, to, p.Name, h)
				} else if read := v.inHand(p.Name); entries && read != "" && !holdsAny(v, a) && textual.MatchString(p.Name) && onlyText(to, p.Name) {
					s := a.Span()
					text := read + strings.Repeat("\n", strings.Count(v.in.slice(a), "\n"))
					out = f.arrive(out, v, to, p.Name, &held{shape: isText, own: []edit{{v.in.path, s.Start, s.End, text}}})
				}
			}
		})
	}
	return out
}

func (f *finder) arrive(out []*view, v *view, to *function, param string, h *held) []*view {
	key := to.key + ":" + param
	if f.seen[key] || slices.Contains(h.chain, to) {
		return out
	}
	f.seen[key] = true
	c := *h
	c.texts = []string{param}
	c.chain = append(slices.Clip(h.chain), v.function)
	return append(out, look(to, map[string]*held{param: &c}))
}

// textual are names of parameters that are texts, or numbers written as such.
var textual = regexp.MustCompile(`(^|_)(id|id_|pk|slug|code|key|token|path|name|url|number|uuid|filename|file|q|query|text|title|email|username|label|status|location|value|domain|version)$`)

// onlyText tells whether a function uses a parameter as nothing but a text: it reads
// no attribute of it but methods of texts, iterates over nothing, and does not call it.
func onlyText(to *function, param string) bool {
	plain := true
	inside(to.def.Body, func(n syntax.Node) {
		switch n := n.(type) {
		case *syntax.Attribute:
			if b, ok := n.Value.(*syntax.Name); ok && b.ID == param && !slices.Contains([]string{"strip", "lower", "upper", "encode"}, n.Attr) {
				plain = false
			}
		case *syntax.Subscript:
			if b, ok := n.Value.(*syntax.Name); ok && b.ID == param {
				plain = false
			}
		case *syntax.For:
			if b, ok := n.Iter.(*syntax.Name); ok && b.ID == param {
				plain = false
			}
		case *syntax.Call:
			if b, ok := n.Func.(*syntax.Name); ok && b.ID == param {
				plain = false
			}
		}
	})
	return plain
}

// holdsAny tells whether an expression speaks of anything that holds request data.
func holdsAny(v *view, e syntax.Expr) bool {
	found := false
	syntax.Walk(e, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Name:
			found = found || v.holds[n.ID] != nil || v.request(n)
		case *syntax.Attribute:
			found = found || v.request(n)
		}
		return !found
	})
	return found
}

// sites looks for places of one function that could be broken.
func (f *finder) sites(v *view) {
	inside(v.def.Body, func(n syntax.Node) {
		switch n := n.(type) {
		case *syntax.Call:
			f.call(v, n)
		case *syntax.Assign:
			f.context(v, n)
		}
	})
	if v.distance == 0 {
		f.guards(v)
	}
}

// add notes a fault at a place, whose value is held by h; nil: the fault brings its own.
func (f *finder) add(v *view, at syntax.Node, kind, class string, h *held, edits []edit, needs ...string) {
	if v.distance > 0 && (h == nil || len(h.chain) == 0) {
		return // it was found when the function was looked at by itself
	}
	s := at.Span()
	x := &fault{file: v.in.path, from: v.in.line(s.Start), to: v.in.line(s.End), kind: kind, class: class, distance: v.distance, function: v.key,
		touched: []string{v.key}, edits: edits, own: h == nil}
	if h != nil {
		for _, fn := range h.chain {
			x.touched = append(x.touched, fn.key)
		}
		x.edits, x.own = append(x.edits, h.own...), len(h.own) > 0
		if h.dropped != nil {
			x.touched = append(x.touched, h.dropped.keys...)
		}
	}
	if !v.in.brings(x, needs) {
		return
	}
	for _, e := range x.edits {
		old := f.code.text(e.File)[e.Start:e.End]
		if strings.Count(old, "\n") != strings.Count(e.Text, "\n") {
			return
		}
	}
	f.faults = append(f.faults, x)
}

func (c *code) text(name string) string {
	for _, f := range c.files {
		if f.path == name {
			return f.text
		}
	}
	return ""
}

// imports2 adds what the broken place needs to the file's first import.
func (f *file) brings(x *fault, needs []string) bool {
	for _, line := range needs {
		if !f.hasFirst {
			return false
		}
		x.edits = append(x.edits, edit{f.path, f.first, f.first, line + "; "})
	}
	return true
}

// formatted writes a value into a text in one of the ways that people write it.
func (f *finder) formatted(before, value, after string, atom bool) string {
	if !atom {
		value = "(" + value + ")"
	}
	style := f.r.IntN(4)
	if style == 1 && strings.ContainsAny(value, "\"'\\{}\n") {
		style = 0
	}
	switch style {
	case 1:
		return `f"` + before + "{" + value + "}" + after + `"`
	case 2:
		return `"` + before + `" + ` + value + ` + "` + after + `"`
	case 3:
		return `"` + before + "{}" + after + `".format(` + value + ")"
	}
	return `"` + strings.ReplaceAll(before, "%", "%%") + "%s" + strings.ReplaceAll(after, "%", "%%") + `" % ` + value
}

func isAtom(e syntax.Expr) bool {
	switch e.(type) {
	case *syntax.Name, *syntax.Attribute, *syntax.Subscript, *syntax.Call:
		return true
	}
	return false
}

// call looks at one call.
func (f *finder) call(v *view, c *syntax.Call) {
	base, name := v.in.callee(c)
	switch {
	case v.in.from("django", "rest_framework"):
		f.lookup(v, c, base, name)
		f.answer(v, c, name)
	case v.in.from("sqlalchemy", "flask_sqlalchemy") || strings.Contains(base, ".query") || strings.Contains(base, "session.query"):
		f.clause(v, c, base, name)
	}
	f.statement(v, c, name)
	f.page(v, c, name)
	f.loader(v, c, base, name)
	f.redirect(v, c, name)
	f.path(v, c, base, name)
	f.address(v, c, base, name)
	f.command(v, c, base, name)
}

// like is the condition that a lookup of Django stands for.
func like(key string) (column, before, after string) {
	column, how, _ := strings.Cut(key, "__")
	switch how {
	case "", "exact", "iexact":
		return column, column + " = '", "'"
	case "contains", "icontains":
		return column, column + " LIKE '%", "%'"
	case "startswith", "istartswith":
		return column, column + " LIKE '", "%'"
	}
	return "", "", ""
}

// lookup breaks a lookup of Django's: the parameter is formatted into the text.
func (f *finder) lookup(v *view, c *syntax.Call, base, name string) {
	shortcut := name == "get_object_or_404" && len(c.Args) == 1
	if !shortcut && (len(c.Args) > 0 || name != "filter" && name != "get" || !strings.Contains(base, "objects") && !strings.Contains(base, "queryset") && !strings.HasSuffix(base, ".all()")) {
		return
	}
	for i := range c.Keywords {
		k := &c.Keywords[i]
		h := v.value(k.Value)
		column, before, after := like(k.Name)
		if h == nil || h.shape != isText || h.dropped != nil || column == "" {
			continue
		}
		text := f.formatted(before, v.in.slice(k.Value), after, isAtom(k.Value))
		ks := k.Span()
		raw := []edit{{v.in.path, ks.Start, ks.End, `pk__in=RawSQL("SELECT id FROM items WHERE " ` + plus(text) + `, [])`}}
		if len(c.Keywords) > 1 || shortcut || f.r.IntN(2) == 0 {
			f.add(v, c, "formatted", "sql-injection", h, raw, "from django.db.models.expressions import RawSQL")
			return
		}
		at := attrSpan(v, c)
		switch name {
		case "filter":
			f.add(v, c, "formatted", "sql-injection", h, []edit{{v.in.path, at, at + uint32(len(name)), "extra"}, {v.in.path, ks.Start, ks.End, "where=[" + text + "]"}})
		case "get":
			end := c.Span().End
			f.add(v, c, "formatted", "sql-injection", h, []edit{{v.in.path, at, at + uint32(len(name)), "raw"}, {v.in.path, ks.Start, ks.End, `"SELECT * FROM items WHERE " ` + plus(text)},
				{v.in.path, end, end, "[0]"}})
		}
		return
	}
}

// plus makes what follows a literal one text with it.
func plus(text string) string { return "+ (" + text + ")" }

// attrSpan is where the name of a method begins.
func attrSpan(v *view, c *syntax.Call) uint32 {
	a := c.Func.(*syntax.Attribute)
	return a.Span().End - uint32(len(a.Attr))
}

// clause breaks a condition of SQLAlchemy's.
func (f *finder) clause(v *view, c *syntax.Call, base, name string) {
	const needs = "from sqlalchemy import text as sql_text"
	switch name {
	case "filter_by":
		if len(c.Keywords) != 1 || len(c.Args) > 0 {
			return
		}
		k := &c.Keywords[0]
		if h := v.value(k.Value); h != nil && h.shape == isText && h.dropped == nil {
			at, ks := attrSpan(v, c), k.Span()
			f.add(v, c, "formatted", "sql-injection", h, []edit{{v.in.path, at, at + uint32(len(name)), "filter"},
				{v.in.path, ks.Start, ks.End, "sql_text(" + f.formatted(k.Name+" = '", v.in.slice(k.Value), "'", isAtom(k.Value)) + ")"}}, needs)
		}
	case "filter", "where":
		for _, a := range c.Args {
			m, ok := a.(*syntax.Compare)
			if !ok || len(m.Ops) != 1 || m.Ops[0] != syntax.Eq {
				continue
			}
			column, ok := m.Left.(*syntax.Attribute)
			if !ok {
				continue
			}
			if h := v.value(m.Comparators[0]); h != nil && h.shape == isText && h.dropped == nil {
				s := m.Span()
				f.add(v, c, "formatted", "sql-injection", h, []edit{{v.in.path, s.Start, s.End,
					"sql_text(" + f.formatted(column.Attr+" = '", v.in.slice(m.Comparators[0]), "'", isAtom(m.Comparators[0])) + ")"}}, needs)
				return
			}
		}
	}
}

// statement breaks a statement whose parameters are bound.
func (f *finder) statement(v *view, c *syntax.Call, name string) {
	if name != "execute" || len(c.Args) != 2 || len(c.Keywords) > 0 {
		return
	}
	sql, ok := c.Args[0].(*syntax.Constant)
	if !ok || sql.Kind != syntax.Str || !strings.Contains(sql.Source(), "%s") {
		return
	}
	var elts []syntax.Expr
	switch p := c.Args[1].(type) {
	case *syntax.Tuple:
		elts = p.Elts
	case *syntax.List:
		elts = p.Elts
	}
	for _, e := range elts {
		if h := v.value(e); h != nil && h.shape == isText && h.dropped == nil {
			a, b := sql.Span().End, c.Args[1].Span().Start
			gap := v.in.text[a:b]
			p := c.Args[1].Span()
			edits := []edit{{v.in.path, a, b, strings.Replace(gap, ",", " %", 1)}}
			if _, list := c.Args[1].(*syntax.List); list {
				edits = append(edits, edit{v.in.path, p.Start, p.Start + 1, "("}, edit{v.in.path, p.End - 1, p.End, closeTuple(elts)})
			}
			f.add(v, c, "formatted", "sql-injection", h, edits)
			return
		}
	}
}

func closeTuple(elts []syntax.Expr) string {
	if len(elts) == 1 {
		return ",)"
	}
	return ")"
}
