package rule

import (
	"slices"
	"strings"
	"sync"

	"leadline/internal/finding"
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// Sites looks at calls and assignments of analysed bodies for the rules whose
// form speaks of one site: match and literal.
type Sites struct {
	j *Judge
	// byName indexes the match forms by the last component of a pattern's name;
	// anything else costs nothing.
	byName   map[string][]siteForm
	literals *Literals
	// signatures are the rules about calls that do not fit what they call.
	signatures []*Rule
	named      sync.Map // *text.File -> []*finding.Finding: see namedLiterals
}

type siteForm struct {
	rule     *Rule
	match    *Match
	lit      *Literal
	protocol *Protocol
	applies  bool // only counts the sites that the rule could judge
}

// template is the fix of a match form: its own, or the rule's.
func (f *siteForm) template() *FixTemplate {
	if f.match.Fix != nil {
		return f.match.Fix
	}
	return f.rule.Fix
}

// NewSites indexes the forms of the judge's rules.
func NewSites(j *Judge) *Sites {
	s := &Sites{j: j, byName: map[string][]siteForm{}, literals: NewLiterals(j.Rules)}
	for _, r := range j.Rules {
		if r.Signatures {
			s.signatures = append(s.signatures, r)
		}
		for k := range r.Matches {
			s.index(r.Matches[k].Any, siteForm{rule: r, match: &r.Matches[k]})
		}
		for k := range r.Protocols {
			s.index(r.Protocols[k].Begin, siteForm{rule: r, protocol: &r.Protocols[k]})
		}
		if j.Applied && len(r.Applies) > 0 {
			s.index(r.Applies, siteForm{rule: r, applies: true})
		}
	}
	return s
}

// index notes a form under the last components of its patterns' names.
func (s *Sites) index(patterns []*Pattern, f siteForm) {
	seen := map[string]bool{}
	for _, p := range patterns {
		for _, n := range p.Names {
			last := n[strings.LastIndexByte(n, '.')+1:]
			if !seen[last] {
				seen[last] = true
				s.byName[last] = append(s.byName[last], f)
			}
		}
	}
}

// Check gives the findings of one body, and where rules could have judged it.
func (s *Sites) Check(fr *value.Frame) (out []*finding.Finding, applied []Applied) {
	if fr.F.Kind == ir.FuncModule && len(s.literals.forms) > 0 {
		out = slices.Clone(s.namedLiterals(fr))
	}
	for i := range fr.F.Instrs {
		in := &fr.F.Instrs[i]
		v := ir.Value(i)
		switch in.Op {
		case ir.OpCall:
			if c := fr.CallAt(v); c != nil {
				out = append(append(out, s.call(fr, v, c, &applied)...), s.misfits(fr, v)...)
			}
		case ir.OpStoreAttr, ir.OpStoreItem, ir.OpExport:
			out = append(out, s.store(fr, v, in, &applied)...)
		}
	}
	return out, applied
}

func (s *Sites) forms(names []string, method string) []siteForm {
	var out []siteForm
	for _, n := range names {
		last := n[strings.LastIndexByte(n, '.')+1:]
		out = append(out, s.byName[last]...)
		out = append(out, s.byName["$F"]...)
	}
	if method != "" {
		out = append(out, s.byName[method]...)
	}
	return out
}

func (s *Sites) call(fr *value.Frame, i ir.Value, c *value.CallFact, applied *[]Applied) []*finding.Finding {
	var names []string
	for _, n := range c.Ext {
		name := fr.Text(n)
		names = append(names, name)
		if strings.Contains(name, "().") { // a method of what calling a class gave
			names = append(names, strings.ReplaceAll(name, "().", "."))
		}
	}
	for _, t := range c.Targets {
		names = append(names, fr.World.Prog.Funcs[t.Fn].Qualname())
	}
	method := ""
	if c.Method != 0 && len(names) == 0 {
		method = fr.Text(c.Method)
		names = fr.MemberNames(c.RecvVal, c.Method)
	}
	var out []*finding.Finding
	if forms := s.forms(names, method); len(forms) > 0 {
		site := &Site{Names: names, Method: method, Path: s.path(fr)}
		site.arguments(fr, c.Call)
		site.mapping(fr, c)
		site.MoreArgs = site.MoreArgs || hides(fr, fr.F.Instrs[i].A)
		out = append(out, s.judge(fr, i, site, forms, applied)...)
	}
	for k := range c.Passed { // what is handed to another function to be called is called
		name := fr.Text(c.Passed[k].Name)
		if forms := s.forms([]string{name}, ""); len(forms) > 0 {
			site := &Site{Names: []string{name}, Path: s.path(fr)}
			site.arguments(fr, c.Passed[k].Call)
			out = append(out, s.judge(fr, i, site, forms, applied)...)
		}
	}
	return append(append(out, s.literalCall(fr, i, c)...), s.literalPositions(fr, i, c)...)
}

// hides tells whether what is called may bring arguments of its own: a partial
// function, made here or in another body.
func hides(fr *value.Frame, callee ir.Value) bool {
	return slices.ContainsFunc(fr.Vals[callee], func(a value.Atom) bool {
		return a.Kind() == value.Global || a.Kind() == value.Object && fr.Objects[a.Payload()].Kind == value.ObjPartial
	})
}

func (s *Sites) path(fr *value.Frame) string {
	if f := s.j.File(fr.Fn); f != nil {
		return f.Path
	}
	return ""
}

func (site *Site) arguments(fr *value.Frame, c *value.Call) {
	for k := range c.Args {
		a := &c.Args[k]
		if a.Star != 0 {
			site.MoreArgs = true
			continue
		}
		site.Args = append(site.Args, Argument{Name: fr.Text(a.Name), Operand: operandOf(fr, a.Val)})
	}
}

// mapping adds the items of a mapping that a call takes for keywords: config.update({"DEBUG": True}).
func (site *Site) mapping(fr *value.Frame, c *value.CallFact) {
	first := c.Call.Arg(0)
	if first == nil || !slices.ContainsFunc(site.Names, func(n string) bool { return strings.HasSuffix(n, ".update") || strings.HasSuffix(n, ".from_mapping") }) {
		return
	}
	fr.Seek(c.Heap)
	ids, all := fr.ObjectsOf(first.Val)
	if !all || len(ids) != 1 || fr.Kind(ids[0]) != value.ObjDict {
		return
	}
	fr.Items(ids[0], func(k value.Key, cell value.Cell) {
		if key, ok := fr.Only(fr.KeyValue(k)); ok && k != value.KeyStar && key.Kind == ir.ConstStr {
			site.Args = append(site.Args, Argument{Name: key.Text, Operand: operandOf(fr, cell.Val)})
		}
	})
}

// operandOf is a value as patterns see it.
func operandOf(fr *value.Frame, v value.Value) Operand {
	o := Operand{Known: len(v) > 0}
	for _, a := range v {
		c, ok := fr.Constant(a)
		if !ok {
			o.Known = false
			continue
		}
		text := c.Text
		if c.Kind != ir.ConstStr && c.Kind != ir.ConstBytes {
			text = c.String()
		}
		o.Consts = append(o.Consts, Constant{Text: text, IsText: c.Kind == ir.ConstStr || c.Kind == ir.ConstBytes, Truthy: c.Truth()})
	}
	o.Names = fr.Names(v)
	if anyBoolean(o.Consts) {
		o.Known = false // the outcome of a test that nothing decides
	}
	return o
}

// anyBoolean tells whether constants are just True and False.
func anyBoolean(cs []Constant) bool {
	return len(cs) == 2 && !cs[0].IsText && !cs[1].IsText && cs[0].Truthy != cs[1].Truthy &&
		(cs[0].Text == "True" || cs[0].Text == "False") && (cs[1].Text == "True" || cs[1].Text == "False")
}

func (s *Sites) store(fr *value.Frame, i ir.Value, in *ir.Instr, applied *[]Applied) []*finding.Finding {
	site := &Site{Path: s.path(fr)}
	names := fr.Fn.Mod.IR.Names
	switch in.Op {
	case ir.OpExport:
		if fr.F.Kind != ir.FuncModule {
			return nil
		}
		site.Store, site.Names = StoreName, []string{names[in.A]}
	case ir.OpStoreAttr:
		site.Store, site.Method = StoreAttribute, names[in.B]
		site.Names = fr.MemberNames(fr.Vals[in.A], fr.Fn.Mod.Names[in.B])
	case ir.OpStoreItem:
		site.Store = StoreItem
		site.Names = s.containerNames(fr, in.A)
	}
	literals := s.literalStore(fr, i, in, site.Names)
	forms := s.forms(site.Names, site.Method)
	if len(forms) == 0 {
		return literals
	}
	switch in.Op {
	case ir.OpExport:
		site.Value = operandOf(fr, fr.Vals[in.B])
		i = in.B
	case ir.OpStoreAttr:
		site.Value = operandOf(fr, fr.Vals[in.C])
	default:
		site.Key, site.Value = operandOf(fr, fr.Vals[in.B]), operandOf(fr, fr.Vals[in.C])
	}
	return append(literals, s.judge(fr, i, site, forms, applied)...)
}

// containerNames are the names of an object whose item is stored.
func (s *Sites) containerNames(fr *value.Frame, v ir.Value) []string {
	out := fr.Names(fr.Vals[v])
	if in := &fr.F.Instrs[v]; in.Op == ir.OpAttr {
		out = append(out, fr.MemberNames(fr.Vals[in.A], fr.Fn.Mod.Names[in.B])...)
	}
	return out
}

func (s *Sites) judge(fr *value.Frame, i ir.Value, site *Site, forms []siteForm, applied *[]Applied) []*finding.Finding {
	var out []*finding.Finding
	done := map[string]bool{}
	for _, f := range forms {
		if f.applies {
			if slices.ContainsFunc(f.rule.Applies, func(p *Pattern) bool { return p.Matches(site) }) {
				*applied = append(*applied, Applied{f.rule.ID, fr.Written(i)})
			}
			continue
		}
		if f.protocol != nil {
			if site.Store == NoStore && f.protocol.begins(site) {
				out = append(out, s.protocol(fr, i, &f)...)
			}
			continue
		}
		if done[f.rule.ID] || !f.match.Matches(site) {
			continue
		}
		done[f.rule.ID] = true
		x := s.finding(f.rule, f.match.Severity, f.match.Message, fr, i)
		x.Message = fill(x.Message, map[string]string{"sink": siteText(site), "name": firstOf(site.Names, site.Method)})
		if t := f.template(); t != nil {
			x.Fix = t.fix(x.Location.File, x.Location.Span)
		}
		out = append(out, x)
	}
	return out
}

// siteText is what a message calls a site: its name, or else its method.
func siteText(site *Site) string {
	for _, n := range site.Names {
		if !strings.HasPrefix(n, "builtins.") {
			return n
		}
	}
	return firstOf(site.Names, site.Method)
}

func firstOf(names []string, other string) string {
	if len(names) > 0 {
		return names[0]
	}
	return other
}

func (s *Sites) finding(r *Rule, severity *finding.Severity, message string, fr *value.Frame, i ir.Value) *finding.Finding {
	out := &finding.Finding{
		Rule: &r.Rule, Severity: s.severity(r, severity, s.path(fr)), Location: s.j.location(fr.Fn, fr.Written(i)), Function: fr.Fn.Qualname(),
		Confidence: "high", Message: r.Message, Extra: map[string]string{},
	}
	if message != "" {
		out.Message = message
	}
	return out
}

// literalCall looks for constants that reach a sink.
func (s *Sites) literalCall(fr *value.Frame, i ir.Value, c *value.CallFact) []*finding.Finding {
	var out []*finding.Finding
	for _, f := range s.literals.forms {
		if len(f.lit.To) == 0 {
			continue
		}
		for _, n := range c.Ext {
			e := fr.World.Prog.Models.Entry(fr.Text(n))
			if e == nil {
				continue
			}
			for k := range e.Sinks {
				if hit, arg, only := s.literalArg(fr, c, f.lit, &e.Sinks[k]); hit {
					x := s.finding(f.rule, f.lit.Severity, f.lit.Message, fr, i)
					x.Severity = fallback(x.Severity, only)
					x.Message = fill(x.Message, map[string]string{"sink": e.Name + "()", "arg": arg, "name": arg})
					return append(out, x)
				}
			}
		}
	}
	return out
}

func (s *Sites) literalArg(fr *value.Frame, c *value.CallFact, lit *Literal, sink *model.Sink) (hit bool, name string, only bool) {
	to := false
	for _, k := range lit.To {
		to = to || s.j.Models.IsA(sink.Kind, k)
	}
	if !to {
		return false, "", false
	}
	fr.Seek(c.Heap)
	a := fr.ArgOf(c.Call, sink.Arg)
	if a == nil || !fr.Holds(c.Call, sink.When) {
		return false, "", false
	}
	for _, x := range a.Val {
		k, ok := fr.Constant(x)
		if ok && (k.Kind == ir.ConstStr || k.Kind == ir.ConstBytes) && k.Text != "" {
			name = fr.Text(a.Name)
			if name == "" && len(sink.Arg.Names) > 0 {
				name = sink.Arg.Names[0]
			}
			return true, name, onlyTexts(fr, a.Val)
		}
	}
	return false, "", false
}

// fallback is the severity of a literal that is one of several things a value
// may be: what a program falls back to, in development say, weighs less than
// what it always uses.
func fallback(s finding.Severity, only bool) finding.Severity {
	if only {
		return s
	}
	return min(s, finding.Medium)
}

// onlyTexts tells whether a value is nothing but constants.
func onlyTexts(fr *value.Frame, v value.Value) bool {
	for _, a := range v {
		if _, ok := fr.Constant(a); !ok {
			return false
		}
	}
	return true
}
