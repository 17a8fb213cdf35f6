package rule

import (
	"fmt"
	"slices"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/ir"
	"leadline/internal/value"
)

// misfits gives a finding for each rule about arguments where a call does not fit the
// signature of the one function that it certainly enters.
func (s *Sites) misfits(fr *value.Frame, i ir.Value) (out []*finding.Finding) {
	if len(s.signatures) == 0 {
		return nil
	}
	fn, given, ok := fr.Enters(i)
	if !ok {
		return nil
	}
	why := misfit(fr, &fr.F.Instrs[i], fn, given)
	if why == "" {
		return nil
	}
	name := fn.Name()
	if name == "__init__" {
		name = fr.World.Prog.Funcs[fn.Owner].Name()
	}
	for _, r := range s.signatures {
		x := s.finding(r, nil, "", fr, i)
		x.Message = fill(x.Message, map[string]string{"name": name, "misfit": why})
		out = append(out, x)
	}
	return out
}

// misfit says what of a call does not fit a function's parameters, of which the first
// given ones are filled already; "" when it may fit.
func misfit(fr *value.Frame, call *ir.Instr, fn *value.Fn, given int) string {
	params := fn.IR.Params
	if given > 0 && (len(params) == 0 || params[0].Kind > ir.ParamNormal) {
		return "" // *args takes the receiver as well, and no parameter at all is another mistake
	}
	filled := make([]bool, len(params))
	next, open, surplus := given, false, 0
	for _, a := range fr.F.List(call) {
		switch a.Name {
		case 0:
			if next < len(params) && params[next].Kind <= ir.ParamNormal {
				filled[next] = true
				next++
			} else if next >= len(params) || params[next].Kind != ir.ParamVarPositional {
				surplus++
			}
		case ir.ArgStar, ir.ArgStarStar:
			open = true
		default:
			if why := named(fr, fn, filled, fr.Fn.Mod.IR.Names[a.Name], given); why != "" {
				return why
			}
		}
	}
	if surplus > 0 {
		most := next - given
		return fmt.Sprintf("takes %s, %d are given", plural(most, "argument")+" by position", most+surplus)
	}
	if open {
		return ""
	}
	var missing []string
	for p := given; p < len(params); p++ {
		if k := params[p].Kind; !filled[p] && !params[p].HasDefault && k != ir.ParamVarPositional && k != ir.ParamVarKeyword {
			missing = append(missing, "`"+fn.Mod.IR.Names[params[p].Name]+"`")
		}
	}
	if len(missing) > 0 {
		return "needs " + strings.Join(missing, " and ")
	}
	return ""
}

// named gives a keyword argument to its parameter, and says why it cannot.
func named(fr *value.Frame, fn *value.Fn, filled []bool, name string, given int) string {
	params := fn.IR.Params
	p := slices.IndexFunc(params, func(p ir.Param) bool {
		return fn.Mod.IR.Names[p.Name] == name && (p.Kind == ir.ParamNormal || p.Kind == ir.ParamKeywordOnly)
	})
	switch {
	case p >= 0 && (filled[p] || p < given):
		return "is given `" + name + "` twice"
	case p >= 0:
		filled[p] = true
	case !slices.ContainsFunc(params, func(p ir.Param) bool { return p.Kind == ir.ParamVarKeyword }):
		return "takes no argument `" + name + "`"
	}
	return ""
}

// plural is a number of things in words.
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
