package taint

import (
	"fmt"
	"io"
	"strings"

	"leadline/internal/model"
	"leadline/internal/value"
)

// Print writes the summary of a body: what reaches its result, its stores and
// its sinks, and what its result proves. It is the room's window.
func (s *Solver) Print(w io.Writer, fn value.FuncID) {
	sum := s.base[fn]
	fmt.Fprintf(w, "body %s\n", s.Graph.Prog.Funcs[fn].Qualname())
	if sum == nil {
		fmt.Fprintln(w, "  on no way between a source and a sink")
		return
	}
	models := s.Graph.Prog.Models
	for k := range sum.Ret {
		fmt.Fprintf(w, "  returns %s%s\n", sum.Ret[k].Origin.text(sum), cleanText(models, sum.Ret[k].Clean))
	}
	for n := range sum.Slots {
		for k := range sum.Slots[n] {
			fmt.Fprintf(w, "  stores %s in slot %d%s\n", sum.Slots[n][k].Origin.text(sum), n, cleanText(models, sum.Slots[n][k].Clean))
		}
	}
	for k := range sum.Sinks {
		e := &sum.Sinks[k]
		fmt.Fprintf(w, "  %s reaches %s (%s%s)%s\n", e.Origins.text(sum), e.API, models.Kinds[e.Kind].Name, e.Place, cleanText(models, e.Clean))
	}
	for _, p := range sum.Predicates {
		fmt.Fprintf(w, "  result %v proves of %s%s\n", p.Outcome, p.Origin.text(sum), cleanText(models, p.Cleans))
	}
}

func (o *Origin) text(sum *Summary) string {
	switch o.Kind {
	case FromSource:
		return o.Name
	case FromGlobal:
		return "variable " + o.Path
	case FromEnv:
		return "outer" + strings.Repeat("[...]", len(o.Path)/4)
	}
	names := sum.Fn.Mod.IR.Names
	if int(o.Param) < len(sum.Fn.IR.Params) {
		return "parameter " + names[sum.Fn.IR.Params[o.Param].Name] + strings.Repeat("[...]", len(o.Path)/4)
	}
	return "parameter"
}

func cleanText(m *model.Set, bits model.Bits) string {
	var out []string
	for i, n := range m.Cleans {
		if bits&(1<<uint(i)) != 0 {
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		return ""
	}
	return ", " + strings.Join(out, " ")
}
