package builtin

import (
	"strconv"
	"strings"

	"leadline/internal/ir"
	"leadline/internal/value"
)

// Format evaluates one replacement field of an f-string.
func (Semantics) Format(f *value.Frame, v value.Value, conv byte, spec value.Value) value.Value {
	if spec != nil {
		s, ok := f.Only(spec)
		if !ok || s.Text != "" {
			return formatSpec(f, v, s, ok)
		}
	}
	if conv == 'r' || conv == 'a' {
		return mapConst(f, v, func(c value.Constant) (string, bool) { return reprText(c) })
	}
	return toStr(f, v)
}

// formatSpec formats with a specification: only the plainest are folded.
func formatSpec(f *value.Frame, v value.Value, spec value.Constant, known bool) value.Value {
	if known && len(spec.Text) == 1 && (spec.Text == "d" || spec.Text == "s") {
		if c, ok := f.Only(v); ok && (c.Kind == ir.ConstInt && spec.Text == "d" || c.Kind == ir.ConstStr && spec.Text == "s") {
			return f.Str(text(c))
		}
	}
	return f.Type("builtins.str")
}

// toStr is str() of a value.
func toStr(f *value.Frame, v value.Value) value.Value {
	var out value.Value
	for _, a := range v {
		switch c, ok := f.Constant(a); {
		case ok && (c.Kind != ir.ConstBytes && c.Kind != ir.ConstComplex):
			out = f.Join(out, f.Str(text(c)))
		case a.Kind() == value.Shape, f.TypeName(a) == "builtins.str":
			out = f.Join(out, value.Value{a})
		default:
			return strOr(f, v)
		}
	}
	return out
}

// strOr is an unknown string.
func strOr(f *value.Frame, v value.Value) value.Value { return f.Type("builtins.str") }

func mapConst(f *value.Frame, v value.Value, fn func(value.Constant) (string, bool)) value.Value {
	var out value.Value
	for _, a := range v {
		c, ok := f.Constant(a)
		if !ok {
			return f.Type("builtins.str")
		}
		s, ok := fn(c)
		if !ok {
			return f.Type("builtins.str")
		}
		out = f.Join(out, f.Str(s))
	}
	return out
}

// reprText is repr() of a constant, where it is plain.
func reprText(c value.Constant) (string, bool) {
	switch c.Kind {
	case ir.ConstStr:
		for _, r := range c.Text {
			if r < ' ' || r > '~' || r == '\\' || r == '\'' {
				return "", false
			}
		}
		return "'" + c.Text + "'", true
	case ir.ConstBytes, ir.ConstComplex:
		return "", false
	}
	return text(c), true
}

// percent is text % value: a tuple's items or the one value fill the fields.
func percent(f *value.Frame, a, b value.Value, def ir.Value) value.Value {
	var out value.Value
	for _, x := range a {
		c, ok := f.Constant(x)
		if !ok {
			return f.Type("builtins.str")
		}
		parts := percentParts(c.Text, percentArgs(f, b, def))
		if parts == nil || len(parts) == 1 && overfull(f, b) {
			return f.Type("builtins.str")
		}
		out = f.Join(out, f.FromParts(parts))
	}
	if len(a) == 1 {
		percentLoads(f, a, b, def)
	}
	return out
}

// overfull tells whether % raises where no field takes anything: only an empty tuple and
// what can be asked for keys may be left over.
func overfull(f *value.Frame, b value.Value) bool {
	ids, all := f.ObjectsOf(b)
	if !all || len(ids) != 1 || f.Kind(ids[0]) != value.ObjTuple {
		return b.Known()
	}
	n, ok := f.Len(ids[0])
	return ok && n > 0
}

// percentLoads: of a mapping whose keys are known only the items that the format
// names flow into the text.
func percentLoads(f *value.Frame, a, b value.Value, def ir.Value) {
	ids, all := f.ObjectsOf(b)
	if !all || len(ids) != 1 || f.Kind(ids[0]) != value.ObjDict || !plainItems(f, ids[0]) {
		return
	}
	c, _ := f.Constant(a[0])
	loads := []value.Def{def}
	percentParts(c.Text, func(_ int, key string, _ byte) []value.Part {
		_, defs := namedItem(f, ids[0], key)
		loads = f.JoinDefs(loads, defs)
		return nil
	})
	f.SetLoads(loads)
}

// percentArgs gives the pieces of the i-th argument of a % formatting, or of the
// one under a key.
func percentArgs(f *value.Frame, b value.Value, def ir.Value) func(i int, key string, conv byte) []value.Part {
	ids, all := f.ObjectsOf(b)
	if all && len(ids) == 1 && f.Kind(ids[0]) == value.ObjTuple {
		return func(i int, _ string, conv byte) []value.Part {
			v, defs, _ := f.Load(ids[0], value.IndexKey(i))
			return firstAlternative(f, ownText(f, v, conv), defs)
		}
	}
	if all && len(ids) == 1 && f.Kind(ids[0]) == value.ObjDict {
		return func(_ int, key string, conv byte) []value.Part {
			if v, defs := namedItem(f, ids[0], key); v != nil {
				return firstAlternative(f, ownText(f, v, conv), defs)
			}
			return []value.Part{{Hole: value.HoleAny}}
		}
	}
	return func(_ int, _ string, conv byte) []value.Part {
		return firstAlternative(f, ownText(f, b, conv), []value.Def{def})
	}
}

// plainItems tells whether the items of a dict are known by their keys and none
// is an object, whose own items would flow as well.
func plainItems(f *value.Frame, id uint32) bool {
	plain := true
	f.Items(id, func(k value.Key, c value.Cell) {
		for _, a := range c.Val {
			plain = plain && a.Kind() != value.Object
		}
		plain = plain && k != value.KeyStar
	})
	return plain
}

// namedItem is the item of a dict that certainly lies under a key.
func namedItem(f *value.Frame, id uint32, key string) (value.Value, []value.Def) {
	k, ok := f.ItemKey(f.Str(key)[0])
	if !ok {
		return nil, nil
	}
	v, defs, sure := f.Load(id, k)
	if !sure {
		return nil, defs
	}
	return v, defs
}

// ownText is what the class of an instance says that its text is, under a conversion
// (r or a is repr); anything else is itself.
func ownText(f *value.Frame, v value.Value, conv byte) value.Value {
	if s, ok := textMethod(f, v, conv); ok {
		return s
	}
	return v
}

// textMethod runs the method that gives the text of an instance: its __repr__ is that
// of str(), too, where its class has no __str__ (the language reference, object.__str__).
func textMethod(f *value.Frame, v value.Value, conv byte) (value.Value, bool) {
	if conv != 'r' && conv != 'a' {
		if s, ok := f.Special(v, "__str__"); ok {
			return s, true
		}
	}
	return f.Special(v, "__repr__")
}

func firstAlternative(f *value.Frame, v value.Value, defs []value.Def) []value.Part {
	p := f.PartsOf(v, defs)
	if len(p) == 1 {
		return p[0]
	}
	if len(defs) == 1 {
		return []value.Part{{Hole: value.HoleDef + uint64(defs[0])}}
	}
	return []value.Part{{Hole: value.HoleAny}}
}

// percentParts lays out a %-format; nil when it is none.
func percentParts(format string, arg func(i int, key string, conv byte) []value.Part) []value.Part {
	conversions, ok := value.Conversions(format)
	if !ok {
		return nil
	}
	out := []value.Part{}
	at, n := 0, 0
	for _, c := range conversions {
		out = append(out, value.Part{Text: format[at:c.Start]})
		out = append(out, percentField(c.Verb, c.Plain, arg(n, c.Key, c.Verb))...)
		if c.Verb != '%' {
			n++
		}
		at = c.End
	}
	return append(out, value.Part{Text: format[at:]})
}

func percentField(conv byte, plain bool, p []value.Part) []value.Part {
	switch {
	case conv == '%':
		return []value.Part{{Text: "%"}}
	case conv == 's' && plain:
		if p != nil {
			return p
		}
	case (conv == 'd' || conv == 'i') && plain:
		if len(p) == 1 && p[0].Hole == 0 {
			if _, err := strconv.ParseInt(p[0].Text, 10, 64); err == nil {
				return p
			}
		}
	}
	return []value.Part{{Hole: value.HoleAny}}
}

// formatMethod is format.format(*args, **kwargs).
func formatMethod(f *value.Frame, recv value.Value, c *value.Call) value.Value {
	var out value.Value
	b := &braces{f: f, c: c}
	for _, a := range recv {
		k, ok := f.Constant(a)
		if !ok || k.Kind != ir.ConstStr {
			return f.Type("builtins.str")
		}
		parts, ok := b.parts(k.Text)
		if !ok {
			return f.Type("builtins.str")
		}
		out = f.Join(out, f.FromParts(parts))
	}
	b.loads()
	return out
}

// braces lays out formats of str.format. What a field reads of an argument ("{o.name}")
// flows into the text.
type braces struct {
	f    *value.Frame
	c    *value.Call
	auto int
	read []value.Def
}

// loads says what flows into the text, where that is not just all arguments.
func (b *braces) loads() {
	if b.read == nil {
		return
	}
	for k := range b.c.Args {
		b.read = b.f.JoinDefs(b.read, []value.Def{b.c.Args[k].Def})
	}
	b.f.SetLoads(b.f.JoinDefs(b.read, b.c.RecvDef))
}

func (b *braces) parts(s string) (out []value.Part, ok bool) {
	b.auto = 0
	for len(s) > 0 {
		i := strings.IndexAny(s, "{}")
		if i < 0 {
			return append(out, value.Part{Text: s}), true
		}
		out = append(out, value.Part{Text: s[:i]})
		if i+1 < len(s) && s[i+1] == s[i] {
			out = append(out, value.Part{Text: s[i : i+1]})
			s = s[i+2:]
			continue
		}
		end := strings.IndexByte(s[i:], '}')
		if s[i] == '}' || end < 0 {
			return nil, false
		}
		out = append(out, b.field(s[i+1:i+end])...)
		s = s[i+end+1:]
	}
	return out, true
}

// argument is the one that a field names.
func (b *braces) argument(name string) *value.CallArg {
	switch n, err := strconv.Atoi(name); {
	case name == "":
		b.auto++
		return b.c.Arg(b.auto - 1)
	case err == nil:
		return b.c.Arg(n)
	}
	return b.c.Keyword(b.f.Name(name))
}

func (b *braces) field(field string) []value.Part {
	hole := []value.Part{{Hole: value.HoleAny}}
	name := field
	if i := strings.IndexAny(field, "!:.["); i >= 0 {
		name = field[:i]
		if strings.Contains(field, "{") {
			return hole
		}
	}
	a, rest := b.argument(name), field[len(name):]
	if a == nil {
		return hole
	}
	switch {
	case rest == "!r":
		if v, ok := textMethod(b.f, a.Val, 'r'); ok {
			return firstAlternative(b.f, toStr(b.f, v), []value.Def{a.Def})
		}
		if v := mapConst(b.f, a.Val, reprText); v.Known() {
			return firstAlternative(b.f, v, nil)
		}
		return hole
	case strings.HasPrefix(rest, ".") && strings.IndexAny(rest[1:], "!:.[") < 0:
		v, defs := b.f.Attribute(a.Val, rest[1:])
		b.read = b.f.JoinDefs(b.read, defs)
		return firstAlternative(b.f, toStr(b.f, v), defs)
	case rest != "" && rest != "!s" && rest != ":s":
		return hole // what a specification, an attribute or an item makes of it
	}
	return firstAlternative(b.f, toStr(b.f, ownText(b.f, a.Val, 's')), []value.Def{a.Def})
}
