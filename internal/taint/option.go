package taint

import (
	"strings"

	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// Options: what a parser of a command line, or of a request, was told to take under a name,
// and what a decorator says of a parameter. Rows say which calls tell (Entry.Option).

// options says of names what is clean of what is taken under them.
type options map[value.NameID]model.Bits

// add joins what another option of the name says.
func (o options) add(name value.NameID, bits model.Bits) {
	if old, ok := o[name]; ok {
		bits &= old
	}
	o[name] = bits
}

// option is what a call says that declares an option; false for other calls.
func (r *run) option(v ir.Value) (value.NameID, model.Bits, bool) {
	c := r.fr.CallAt(v)
	if c == nil || c.Call == nil || len(c.Targets) > 0 {
		return 0, 0, false
	}
	var bits model.Bits
	tells := false
	for _, e := range r.entries(c) {
		if tells = tells || e.Option; !e.Option {
			continue
		}
		for k := range e.Declares {
			bits |= r.declaration(&e.Declares[k], c.Call, maxDeclared)
		}
	}
	if !tells {
		return 0, 0, false
	}
	name := r.optionName(c.Call)
	return r.fr.Name(name), bits, name != ""
}

// optionName is the name under which an option's value is found: the one that is given for
// it, or the first without dashes, or else the first long one.
func (r *run) optionName(c *value.Call) string {
	best, rank := "", 0
	for k := range c.Args {
		a := &c.Args[k]
		text, ok := r.fr.Only(a.Val)
		if !ok || text.Kind != ir.ConstStr || a.Name != 0 && r.fr.Text(a.Name) != "dest" && r.fr.Text(a.Name) != "name" {
			continue
		}
		n := 3 // a name as it is
		switch {
		case a.Name != 0 && r.fr.Text(a.Name) == "dest":
			n = 4
		case strings.HasPrefix(text.Text, "--"):
			n = 2
		case strings.HasPrefix(text.Text, "-"):
			n = 1
		}
		if n > rank {
			best, rank = text.Text, n
		}
	}
	return strings.ReplaceAll(strings.TrimLeft(best, "-"), "-", "_")
}

// toldTo lists the options that a parser is told in this body, as the value of which a
// definition is known here.
func (r *run) toldTo(parser value.Def) options {
	out := options{}
	for i := range r.f.Instrs {
		if r.f.Instrs[i].Op != ir.OpCall {
			continue
		}
		c := r.fr.CallAt(ir.Value(i))
		if c == nil || c.Recv == ir.NoValue || r.parserOf(c.Recv) != r.parserOf(parser) {
			continue
		}
		if name, bits, ok := r.option(ir.Value(i)); ok {
			out.add(name, bits)
		}
	}
	return out
}

// parserOf is the parser behind a group of its options, or behind a command of it.
func (r *run) parserOf(v value.Def) value.Def {
	for range maxDeclared {
		if v = r.canonOf(value.BoundTo(r.f, v)); int(v) >= len(r.f.Instrs) || r.f.Instrs[v].Op != ir.OpCall {
			break
		}
		c := r.fr.CallAt(v)
		if c == nil || c.Recv == ir.NoValue || int(c.Recv) >= len(r.f.Instrs) || len(c.Targets) > 0 || !strings.HasPrefix(r.fr.Text(c.Method), "add_") {
			break
		}
		v = c.Recv
	}
	return v
}

// optionClean is what is clean of what a parser takes under a name: as it was told here, in
// the module whose variable it is, or in the function that gives it.
func (r *run) optionClean(parser value.Def, name value.NameID) model.Bits {
	if int(parser) >= len(r.f.Instrs) {
		return 0
	}
	root := r.parserOf(parser)
	here := r.toldTo(root)
	bits, told := here[name]
	there, ok := r.toldElsewhere(root)[name]
	switch {
	case told && ok:
		return bits & there
	case told:
		return bits
	}
	return there
}

func (r *run) toldElsewhere(parser value.Def) options {
	in := &r.f.Instrs[parser]
	switch in.Op {
	case ir.OpGlobal:
		if d := r.sums.Declared(r.fr.Fn.Mod.First); d != nil {
			return d.Options[r.fr.Fn.Mod.Names[in.A]]
		}
	case ir.OpCall:
		if c := r.fr.CallAt(parser); c != nil && len(c.Targets) == 1 {
			if d := r.sums.Declared(c.Targets[0].Fn); d != nil {
				return d.Options[0]
			}
		}
	}
	return nil
}

// declareOptions notes what the parsers are told that a body gives names to, or gives back.
func (r *run) declareOptions(d *Declared) {
	note := func(name value.NameID, v ir.Value) {
		if told := r.toldTo(r.parserOf(v)); len(told) > 0 {
			d.Options[name] = told
		}
	}
	some := false
	for i := range r.f.Instrs {
		if r.f.Instrs[i].Op == ir.OpCall {
			_, _, told := r.option(ir.Value(i))
			some = some || told
		}
	}
	if !some {
		return
	}
	for i := range r.f.Instrs {
		if in := &r.f.Instrs[i]; in.Op == ir.OpExport && in.B != ir.NoValue && r.f.Kind == ir.FuncModule {
			note(r.fr.Fn.Mod.Names[in.A], in.B)
		}
	}
	for _, ret := range r.fr.RetDefs {
		if int(ret) < len(r.f.Instrs) {
			note(0, ret)
		}
	}
}

// decoratedOption notes what an option, as a decorator, says of a parameter of the function.
func (r *run) decoratedOption(d *Declared, v ir.Value, in *ir.Instr) {
	c := r.fr.CallAt(v)
	if in.Sub != ir.CallDecorator || c == nil || c.Call == nil || len(c.Call.Args) != 1 || r.f.Instrs[in.A].Op != ir.OpCall {
		return
	}
	name, bits, ok := r.option(in.A)
	if !ok || bits == 0 {
		return
	}
	of := r.f.Instrs[v]
	for of.Op == ir.OpCall && of.Sub == ir.CallDecorator && of.N > 0 {
		of = r.f.Instrs[value.BoundTo(r.f, r.f.List(&of)[0].Value)]
	}
	if of.Op != ir.OpMakeFunc {
		return
	}
	fn := r.fr.Fn.Mod.First + value.FuncID(of.A)
	for p, param := range r.fr.World.Prog.Funcs[fn].IR.Params {
		if r.fr.Fn.Mod.Names[param.Name] == name {
			d.Params[taken{fn, int32(p)}] |= bits
		}
	}
}

// ofOption adds what is clean of an attribute of what a parser gave, where another function
// reads it.
func (r *run) ofOption(ls []Label, given value.Def, key value.Key) []Label {
	name, ok := key.Attribute()
	if !ok || int(given) >= len(r.f.Instrs) {
		return ls
	}
	if parser, ok := r.formOf(given); ok {
		return cleaned(ls, r.optionClean(parser, name), 0)
	}
	return ls
}
