package rule

import (
	"strings"

	"leadline/internal/model"
	"leadline/internal/python/syntax"
)

// SinkArguments are the arguments of a call that the models say are of a kind.
func (s *Sheet) SinkArguments(c *syntax.Call, kind string) []syntax.Expr {
	if s.models == nil {
		return nil
	}
	want, ok := s.models.KindByName[kind]
	if !ok {
		return nil
	}
	var out []syntax.Expr
	for _, name := range s.Names(c.Func) {
		e := s.models.Entry(name)
		if i := strings.LastIndexByte(name, '.'); e == nil && i > 0 {
			e = s.models.Member(name[:i], name[i+1:])
		}
		if e == nil {
			continue
		}
		for k := range e.Sinks {
			if sink := &e.Sinks[k]; s.models.IsA(sink.Kind, want) && len(sink.When) == 0 {
				out = append(out, argumentAt(c, &sink.Arg)...)
			}
		}
	}
	return out
}

func argumentAt(c *syntax.Call, a *model.Arg) []syntax.Expr {
	var out []syntax.Expr
	for _, n := range a.Names {
		if x := Keyword(c, n); x != nil {
			out = append(out, x)
		}
	}
	if len(out) == 0 && a.Pos >= 0 {
		if x := ArgumentOf(c, a.Pos, ""); x != nil {
			out = append(out, x)
		}
	}
	return out
}
