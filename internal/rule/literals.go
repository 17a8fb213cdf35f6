package rule

import (
	"bytes"
	"slices"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
	"leadline/internal/value"
)

// Literals looks at whole files for constants under telling names.
type Literals struct {
	forms []siteForm
	words *text.Words // of the names that they look for
}

// NewLiterals keeps the forms that look at files.
func NewLiterals(rules []*Rule) *Literals {
	l := &Literals{}
	for _, r := range rules {
		for k := range r.Literals {
			l.forms = append(l.forms, siteForm{rule: r, lit: &r.Literals[k]})
		}
	}
	l.words = literalWords(l.forms)
	return l
}

// In gives what they find in a file; its tree is asked for when one of the words
// stands in it.
func (l *Literals) In(f *text.File, tree func() *syntax.Tree) []*finding.Finding {
	if len(l.forms) == 0 || !l.words.In(bytes.ToLower(f.Bytes)).Any() {
		return nil
	}
	var out []*finding.Finding
	targets(tree(), func(t target) {
		c, ok := t.value.(*syntax.Constant)
		if !ok || c.Kind != syntax.Str && c.Kind != syntax.Bytes {
			return
		}
		written, ok := c.Text()
		if !ok {
			return
		}
		for _, form := range l.forms {
			if n := form.lit.Names; n != nil && n.Match(t.place, t.name) && form.lit.Values.Accepts(written) && !tellsItself(t.name, written) {
				out = append(out, form.namedLiteral(t, f))
				return
			}
		}
	})
	return out
}

// namedLiterals are those of a file. Where nobody has looked at it before, a document
// that declares addresses say, it is parsed again; and what it gives is kept, since a
// module's body is analysed more than once.
func (s *Sites) namedLiterals(fr *value.Frame) []*finding.Finding {
	f := s.j.File(fr.Fn)
	if f == nil {
		return nil
	}
	if known, ok := s.j.Named[f]; ok {
		return known
	}
	if known, ok := s.named.Load(f); ok {
		return known.([]*finding.Finding)
	}
	out := s.literals.In(f, func() *syntax.Tree { return syntax.Parse(f) })
	s.named.Store(f, out)
	return out
}

// literalWords are the first parts of all words that names use.
func literalWords(forms []siteForm) *text.Words {
	var words []string
	for _, form := range forms {
		if form.lit.Names == nil {
			continue
		}
		for _, w := range form.lit.Names.Words {
			if first, _, _ := strings.Cut(w, " "); first != "" && !slices.Contains(words, first) {
				words = append(words, first)
			}
		}
	}
	return text.NewWords(words)
}

func (form *siteForm) namedLiteral(t target, f *text.File) *finding.Finding {
	message := form.lit.Message
	if message == "" {
		message = form.rule.Message
	}
	out := &finding.Finding{
		Rule: &form.rule.Rule, Severity: form.rule.severityIn(form.lit.Severity, f.Path),
		Location: finding.Location{File: f, Span: t.span}, Function: t.function, Confidence: "medium",
		Message: fill(message, map[string]string{"name": t.name, "sink": t.name, "arg": t.name}),
		Extra:   map[string]string{"named": t.place},
	}
	return out
}

// severity is a form's severity in a file.
func (s *Sites) severity(r *Rule, own *finding.Severity, path string) finding.Severity {
	return r.severityIn(own, path)
}

// literalPositions looks for constants that stand, by their position, for a parameter of a
// telling name: make_user("admin", "s3cr3t") of a function of the project.
func (s *Sites) literalPositions(fr *value.Frame, i ir.Value, c *value.CallFact) []*finding.Finding {
	if len(s.literals.forms) == 0 || len(c.Targets) != 1 || len(c.Ext) > 0 {
		return nil
	}
	callee := fr.World.Prog.Funcs[c.Targets[0].Fn]
	for p := range c.Targets[0].Params {
		written := positional(fr, c.Call, c.Targets[0].Params[p].Val)
		if written == "" {
			continue
		}
		if slices.ContainsFunc(SplitWords(callee.Name()), compares) {
			return nil // what is compared opens nothing: a check that is to take its time
		}
		name := callee.Mod.IR.Names[callee.IR.Params[p].Name]
		for _, form := range s.literals.forms {
			if n := form.lit.Names; n != nil && n.Match(PlaceKeyword, name) && form.lit.Values.Accepts(written) && !tellsItself(name, written) {
				x := s.finding(form.rule, form.lit.Severity, form.lit.Message, fr, i)
				x.Confidence, x.Extra["named"] = "medium", PlaceKeyword
				x.Message = fill(x.Message, map[string]string{"name": name, "sink": name, "arg": name})
				return []*finding.Finding{x}
			}
		}
	}
	return nil
}

// compares tells words of functions that look whether a credential is right.
func compares(word string) bool {
	switch word {
	case "verify", "check", "compare", "validate", "matches":
		return true
	}
	return false
}

// positional is the text of a value that is one constant, written out as one of a call's
// positional arguments, or nothing.
func positional(fr *value.Frame, call *value.Call, v value.Value) string {
	k, ok := fr.Only(v)
	if !ok || k.Kind != ir.ConstStr && k.Kind != ir.ConstBytes {
		return ""
	}
	for a := range call.Args {
		if arg := &call.Args[a]; arg.Name == 0 && arg.Star == 0 && len(arg.Val) == 1 && arg.Val[0] == v[0] && int(arg.Def) < len(fr.F.Instrs) && fr.F.Instrs[arg.Def].Op == ir.OpConst {
			return k.Text
		}
	}
	return ""
}

// literalStore looks for constants that are assigned to a sink.
func (s *Sites) literalStore(fr *value.Frame, i ir.Value, in *ir.Instr, names []string) []*finding.Finding {
	if len(s.literals.forms) == 0 || in.Op != ir.OpStoreAttr && in.Op != ir.OpStoreItem {
		return nil
	}
	var key value.Value
	if in.Op == ir.OpStoreItem {
		key = fr.Vals[in.B]
	}
	stored := fr.Vals[in.C]
	if !nonEmptyText(fr, stored) {
		return nil
	}
	for _, n := range names {
		e := fr.World.Prog.Models.Entry(n)
		if e == nil {
			continue
		}
		for k := range e.StoreSinks {
			sink := &e.StoreSinks[k]
			if sink.Item != (in.Op == ir.OpStoreItem) || sink.Key || !s.holdsStore(fr, sink.When, key, stored) {
				continue
			}
			if form := s.literalFor(sink.Kind); form != nil {
				x := s.finding(form.rule, form.lit.Severity, form.lit.Message, fr, i)
				x.Severity = fallback(x.Severity, onlyTexts(fr, stored))
				x.Message = fill(x.Message, map[string]string{"sink": n, "arg": n, "name": n})
				return []*finding.Finding{x}
			}
		}
	}
	return nil
}

func (s *Sites) holdsStore(fr *value.Frame, when []model.Cond, key, stored value.Value) bool {
	for k := range when {
		c := &when[k]
		v := stored
		if len(c.Arg.Names) == 1 && c.Arg.Names[0] == "key" {
			v = key
		}
		if !fr.Test(v, true, c) {
			return false
		}
	}
	return true
}

func (s *Sites) literalFor(kind model.Kind) *siteForm {
	for k := range s.literals.forms {
		for _, to := range s.literals.forms[k].lit.To {
			if s.j.Models.IsA(kind, to) {
				return &s.literals.forms[k]
			}
		}
	}
	return nil
}

func nonEmptyText(fr *value.Frame, v value.Value) bool {
	for _, a := range v {
		if c, ok := fr.Constant(a); ok && (c.Kind == ir.ConstStr || c.Kind == ir.ConstBytes) && c.Text != "" {
			return true
		}
	}
	return false
}
