// Package check finds defaults that all calls share.
package check

import (
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

func mutable() []string {
	return []string{"builtins.list", "builtins.dict", "builtins.set", "builtins.bytearray", "collections.deque", "collections.defaultdict",
		"collections.Counter", "collections.OrderedDict", "numpy.array", "numpy.zeros", "numpy.ones", "numpy.empty"}
}

func changing() []string {
	return []string{"datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today", "time.time", "time.monotonic",
		"uuid.uuid4", "uuid.uuid1", "random.random", "random.randint", "secrets.token_hex"}
}

// Check looks at the defaults of parameters and the fields of data classes.
func Check(p *rule.Pass) {
	for f := range rule.All[*syntax.FunctionDef](p) {
		for i := range f.Args.Args {
			if a := &f.Args.Args[i]; a.Default != nil && !strings.HasPrefix(a.Name, "_") {
				parameter(p, f, a)
			}
		}
	}
	for l := range rule.All[*syntax.Lambda](p) {
		for i := range l.Args.Args {
			if a := &l.Args.Args[i]; a.Default != nil && isMutable(p, a.Default) {
				p.Report(a.Default, "the default of `"+a.Name+"` is made once and shared by all calls")
			}
		}
	}
	for c := range rule.All[*syntax.ClassDef](p) {
		fields(p, c)
	}
}

func parameter(p *rule.Pass, f *syntax.FunctionDef, a *syntax.Arg) {
	if c, ok := p.CallTo(a.Default, changing()...); ok {
		p.Report(c, "the default of `"+a.Name+"` is computed once, when the function is defined").Low()
		return
	}
	if !isMutable(p, a.Default) {
		return
	}
	r := p.Report(a.Default, "the default of `"+a.Name+"` is made once and shared by all calls")
	if !changed(f, a.Name) {
		r.Low()
	}
	if len(f.Body) == 0 {
		return
	}
	first := f.Body[0]
	if e, ok := first.(*syntax.ExprStmt); ok && rule.IsConst(e.Value, syntax.Str) {
		if len(f.Body) == 1 {
			return
		}
		first = f.Body[1]
	}
	if p.File.LineOf(first.Span().Start) == p.File.LineOf(f.Start) {
		return
	}
	in := p.Indent(first)
	r.Fix(true, "make it in the function", rule.Replace(a.Default, "None"),
		rule.Insert(lineStart(p, first), in+"if "+a.Name+" is None:\n"+in+"    "+a.Name+" = "+p.Source(a.Default)+"\n"))
}

// lineStart is where a statement's line begins, decorators included.
func lineStart(p *rule.Pass, s syntax.Stmt) uint32 {
	at := s.Span().Start
	if f, ok := s.(*syntax.FunctionDef); ok && len(f.Decorators) > 0 {
		at = f.Decorators[0].Span().Start
	}
	return p.File.LineSpan(p.File.LineOf(at)).Start
}

func isMutable(p *rule.Pass, x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.List, *syntax.Dict, *syntax.Set, *syntax.ListComp, *syntax.DictComp, *syntax.SetComp:
		return true
	case *syntax.Call:
		return p.Is(x.Func, mutable()...)
	}
	return false
}

// changed tells whether a function changes a parameter in place, or hands it on.
func changed(f *syntax.FunctionDef, name string) bool {
	found := false
	is := func(x syntax.Expr) bool { n, ok := x.(*syntax.Name); return ok && n.ID == name }
	rule.EachOwn(f.Body, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Call:
			if a, ok := n.Func.(*syntax.Attribute); ok && is(a.Value) && a.Attr != "get" && a.Attr != "items" && a.Attr != "keys" && a.Attr != "values" && a.Attr != "copy" {
				found = true
			}
		case *syntax.Return:
			found = found || n.Value != nil && is(n.Value)
		case *syntax.AugAssign:
			found = found || is(n.Target)
		case *syntax.Assign:
			for _, t := range n.Targets {
				if s, ok := t.(*syntax.Subscript); ok && is(s.Value) {
					found = true
				}
				if _, ok := t.(*syntax.Attribute); ok && is(n.Value) {
					found = true
				}
			}
		}
		return true
	})
	return found
}

// fields looks at class variables of data classes that Python itself does not refuse.
func fields(p *rule.Pass, c *syntax.ClassDef) {
	isData := false
	for _, d := range c.Decorators {
		if call, ok := d.(*syntax.Call); ok {
			d = call.Func
		}
		isData = isData || p.Is(d, "dataclasses.dataclass", "attr.s", "attrs.define", "attr.attrs", "attrs.mutable")
	}
	if !isData {
		return
	}
	for _, s := range c.Body {
		if a, ok := s.(*syntax.AnnAssign); ok && a.Value != nil && isMutable(p, a.Value) && !p.Is(a.Annotation, "typing.ClassVar") {
			if t, ok := a.Annotation.(*syntax.Subscript); ok && p.Is(t.Value, "typing.ClassVar") {
				continue
			}
			p.Report(a.Value, "the default of the field is shared by all instances: use a factory")
		}
	}
}
