package taint

import (
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

// formatted is what text.format() gives where the text is known and writes nothing but
// numbers.
func (r *run) formatted(c *value.CallFact, ls []Label) []Label {
	if len(ls) == 0 || !c.Builtin || c.Recv == ir.NoValue || r.fr.Text(c.Method) != "format" {
		return ls
	}
	if k, ok := r.fr.Only(c.RecvVal); ok && k.Kind == ir.ConstStr && bracesOfNumbers(k.Text) {
		return cleaned(ls, r.numeric, 0)
	}
	return ls
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
