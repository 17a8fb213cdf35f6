package pattern

import (
	"strings"

	"leadline/internal/python/syntax"
)

// Word is a word that stands in every file in which something fits the pattern, the
// longest that is known, or "": the name of a keyword or an attribute, or the last
// part of a dotted name.
func (p *Pattern) Word() string {
	w := &needed{p: p}
	if p.expr != nil {
		w.expr(p.expr)
	} else if len(p.body) == 1 {
		w.stmt(p.body[0])
	}
	return w.longest
}

// needed looks for words that are needed.
type needed struct {
	p       *Pattern
	longest string
}

func (w *needed) add(name string) {
	name = name[strings.LastIndexByte(name, '.')+1:]
	if strings.HasPrefix(name, "__") || name == "*" { // a hole, or what every class has
		return
	}
	if len(name) > len(w.longest) {
		w.longest = name
	}
}

func (w *needed) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.Assign:
		w.expr(s.Targets[0])
		w.expr(s.Value)
	case *syntax.AugAssign:
		w.expr(s.Target)
		w.expr(s.Value)
	case *syntax.Import, *syntax.ImportFrom:
		for _, want := range names(s) {
			w.add(want.name)
			w.add(want.from)
		}
	}
}

func (w *needed) expr(x syntax.Expr) {
	switch x := x.(type) {
	case *syntax.Name:
		w.add(x.ID)
	case *syntax.Attribute:
		w.attribute(x)
	case *syntax.Call:
		if _, _, hole := typed(x); hole || isDeep(x) != nil {
			return
		}
		w.expr(x.Func)
		for _, a := range x.Args {
			w.expr(a)
		}
		for i := range x.Keywords {
			if k := &x.Keywords[i]; !isDotsKeyword(k) {
				w.add(k.Name)
				w.expr(k.Value)
			}
		}
	case *syntax.Subscript:
		w.expr(x.Value)
	case *syntax.BinOp:
		w.expr(x.Left)
		w.expr(x.Right)
	case *syntax.UnaryOp:
		w.expr(x.Operand)
	}
}

// attribute adds the names of an attribute. What a module gives may come without the
// module's name, so that of what it is taken of counts where it looks like a class's.
func (w *needed) attribute(x *syntax.Attribute) {
	w.add(x.Attr)
	base := w.p.dotted(x.Value)
	if base == "" {
		if of, ok := x.Value.(*syntax.Attribute); !ok || of.Attr != chainName {
			w.expr(x.Value)
		}
		return
	}
	if last := base[strings.LastIndexByte(base, '.')+1:]; last != "" && last[0] >= 'A' && last[0] <= 'Z' {
		w.add(last)
	}
}
