package taint

import (
	"slices"
	"strings"

	"leadline/internal/ir"
	"leadline/internal/value"
)

// format is one replacement field: a conversion or specification may clean.
func (r *run) format(in *ir.Instr) []Label {
	ls := step(r.deep(in.A), in.A, whyFlow)
	if in.B != ir.NoValue {
		if c, ok := r.fr.Only(r.fr.Vals[in.B]); ok && value.NumberSpec(c.Text) {
			ls = cleaned(ls, r.numeric, 0)
		}
	}
	if in.Sub == 'r' || in.Sub == 'a' {
		if b, ok := r.models.CleanBit("newline-free"); ok {
			ls = cleaned(ls, b, 0)
		}
	}
	return ls
}

// percent is text % value where the text is known: what is written as a number is one,
// whatever it is given. False when the text has no such field.
func (r *run) percent(i ir.Value, in *ir.Instr) ([]Label, bool) {
	if in.Sub != ir.Mod {
		return nil, false
	}
	c, ok := r.fr.Only(r.fr.Vals[in.A])
	if !ok || c.Kind != ir.ConstStr {
		return nil, false
	}
	all, ok := value.Conversions(c.Text)
	var fields []value.Conversion
	numbers := 0
	for k := range all {
		if all[k].Stars || all[k].Key != "" && len(all) > 1 {
			return nil, false
		}
		if all[k].Verb != '%' {
			fields = append(fields, all[k])
		}
		if all[k].Number() {
			numbers++
		}
	}
	if !ok || numbers == 0 {
		return nil, false
	}
	r.seekTo(i)
	if numbers == len(fields) {
		return cleaned(step(r.deep(in.B), in.B, whyFlow), r.numeric, 0), true
	}
	items, exact := r.fr.ExactItems(r.fr.Vals[in.B])
	if ids, _ := r.fr.ObjectsOf(r.fr.Vals[in.B]); !exact || len(items) != len(fields) || r.fr.Kind(ids[0]) != value.ObjTuple {
		return nil, false
	}
	var out []Label
	for k := range fields {
		ls := step(r.deepOf(items[k].Val, items[k].Defs), in.B, whyFlow)
		if fields[k].Number() {
			ls = cleaned(ls, r.numeric, 0)
		}
		out = r.union(out, ls)
	}
	return out, true
}

// formatted is what text.format() and text.join() give: numbers where the text is known and
// writes nothing else, and data that stands behind something.
func (r *run) formatted(c *value.CallFact, ls []Label) []Label {
	if len(ls) == 0 || !c.Builtin || c.Recv == ir.NoValue {
		return ls
	}
	switch r.fr.Text(c.Method) {
	case "format":
		return r.braces(c, ls)
	case "join":
		if a := c.Call.Arg(0); a != nil && r.nonEmpty(c.RecvVal) {
			return r.second(ls, a.Val)
		}
	}
	return ls
}

func (r *run) braces(c *value.CallFact, ls []Label) []Label {
	if k, ok := r.fr.Only(c.RecvVal); ok && k.Kind == ir.ConstStr && bracesOfNumbers(k.Text) {
		return cleaned(ls, r.numeric, 0)
	}
	switch {
	case !r.beginsWith(c.RecvVal, "{"):
		return r.behind(ls, r.nonEmpty(c.RecvVal))
	case len(c.Call.Args) > 1:
		return r.behindOther(ls, c.Call.Args[0].Defs())
	}
	return ls
}

// put are the labels of what an operator puts at the end of a text, or into one.
func (r *run) put(in *ir.Instr, right []Label) []Label {
	left := r.fr.Vals[in.A]
	switch {
	case in.Sub == ir.Add, in.Sub == ir.Mod && !r.beginsWith(left, "%"):
		return r.behind(right, r.nonEmpty(left))
	case in.Sub == ir.Mod:
		return r.second(right, r.fr.Vals[in.B])
	}
	return right
}

// behind says of data that something stands before it in its text.
func (r *run) behind(ls []Label, is bool) []Label {
	if !is || len(ls) == 0 {
		return ls
	}
	b, _ := r.models.CleanBit("behind-text")
	return cleaned(ls, b, 0)
}

// second says so of data of a sequence that is not in its first item.
func (r *run) second(ls []Label, v value.Value) []Label {
	if items, exact := r.fr.ExactItems(v); exact && len(items) > 1 {
		return r.behindOther(ls, items[0].Defs)
	}
	return ls
}

// behindOther says so of data that does not come from where what stands first does.
func (r *run) behindOther(ls []Label, first []value.Def) []Label {
	b, _ := r.models.CleanBit("behind-text")
	at := r.own(first)
	out := slices.Clone(ls)
	for k := range out {
		if !slices.ContainsFunc(at, func(l Label) bool { return l.Origin == out[k].Origin }) {
			out[k].Clean |= b
		}
	}
	return out
}

// nonEmpty tells whether a text is not empty, as far as anything is known of it.
func (r *run) nonEmpty(v value.Value) bool {
	return !slices.ContainsFunc(v, func(a value.Atom) bool {
		k, ok := r.fr.Constant(a)
		return ok && k.Text == "" && (k.Kind == ir.ConstStr || k.Kind == ir.ConstBytes)
	})
}

// beginsWith tells whether a value may be a constant that begins so.
func (r *run) beginsWith(v value.Value, start string) bool {
	return slices.ContainsFunc(v, func(a value.Atom) bool {
		k, ok := r.fr.Constant(a)
		return ok && strings.HasPrefix(k.Text, start)
	})
}

// bracesOfNumbers tells whether all replacement fields of a format take numbers alone.
func bracesOfNumbers(format string) bool {
	some := false
	for {
		i := strings.IndexByte(format, '{')
		if i < 0 {
			return some
		}
		if format = format[i+1:]; strings.HasPrefix(format, "{") {
			format = format[1:]
			continue
		}
		end := strings.IndexAny(format, "{}")
		if end < 0 || format[end] == '{' {
			return false
		}
		_, spec, _ := strings.Cut(format[:end], ":")
		if !value.NumberSpec(spec) {
			return false
		}
		some, format = true, format[end+1:]
	}
}
