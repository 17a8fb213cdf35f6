package builtin

import (
	"strings"
	"unicode"

	"leadline/internal/ir"
	"leadline/internal/value"
)

// strMethod evaluates a method of str or bytes.
func strMethod(f *value.Frame, class, method string, c *value.Call) (value.Value, bool) {
	typ := "builtins." + class
	switch method {
	case "format":
		return formatMethod(f, c.Recv, c), class == "str"
	case "join":
		return joinMethod(f, typ, c), true
	case "split", "rsplit", "splitlines", "partition", "rpartition":
		return splitMethod(f, typ, method, c), true
	case "startswith", "endswith", "isalnum", "isalpha", "isdigit", "isdecimal", "isnumeric", "isidentifier", "isascii",
		"isspace", "isupper", "islower", "istitle", "isprintable":
		return predicate(f, method, c), true
	case "find", "rfind", "index", "rindex", "count":
		return f.Type("builtins.int"), true
	case "encode":
		return recode(f, c, ir.ConstStr, ir.ConstBytes, "builtins.bytes"), true
	case "decode":
		return recode(f, c, ir.ConstBytes, ir.ConstStr, "builtins.str"), true
	}
	if fn := plainText[method]; fn != nil && len(c.Args) == 0 && class == "str" {
		return mapRecv(f, c.Recv, typ, fn), true
	}
	switch method {
	case "replace":
		return replaceMethod(f, typ, c), true
	case "strip", "lstrip", "rstrip":
		return stripMethod(f, typ, method, c), true
	case "lower", "upper", "title", "capitalize", "swapcase", "casefold", "zfill", "ljust", "rjust", "center",
		"expandtabs", "translate", "removeprefix", "removesuffix", "format_map":
		return f.Type(typ), true
	}
	return nil, false
}

var plainText = map[string]func(string) (string, bool){
	"lower":    func(s string) (string, bool) { return strings.ToLower(s), ascii(s) },
	"upper":    func(s string) (string, bool) { return strings.ToUpper(s), ascii(s) },
	"casefold": func(s string) (string, bool) { return strings.ToLower(s), ascii(s) },
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] > unicode.MaxASCII {
			return false
		}
	}
	return true
}

func mapRecv(f *value.Frame, recv value.Value, typ string, fn func(string) (string, bool)) value.Value {
	var out value.Value
	for _, a := range recv {
		k, ok := f.Constant(a)
		if !ok {
			return f.Type(typ)
		}
		s, ok := fn(k.Text)
		if !ok {
			return f.Type(typ)
		}
		k.Text = s
		out = f.Join(out, f.ConstOf(k))
	}
	if out == nil {
		return f.Type(typ)
	}
	return out
}

func constArg(f *value.Frame, c *value.Call, i int) (string, bool) {
	a := c.Arg(i)
	if a == nil {
		return "", false
	}
	k, ok := f.Only(a.Val)
	return k.Text, ok && (k.Kind == ir.ConstStr || k.Kind == ir.ConstBytes)
}

func replaceMethod(f *value.Frame, typ string, c *value.Call) value.Value {
	from, ok1 := constArg(f, c, 0)
	to, ok2 := constArg(f, c, 1)
	times := -1
	if n := c.Arg(2); n != nil {
		if k, ok := f.Only(n.Val); ok && k.Kind == ir.ConstInt && k.Text == "" {
			times = max(-1, int(k.Int))
		} else {
			ok1 = false
		}
	}
	if !ok1 || !ok2 || len(c.Args) != c.Positional() {
		return f.Type(typ)
	}
	return mapRecv(f, c.Recv, typ, func(s string) (string, bool) { return strings.Replace(s, from, to, times), from != "" })
}

func stripMethod(f *value.Frame, typ, method string, c *value.Call) value.Value {
	cut := " \t\n\r\v\f"
	if len(c.Args) > 0 {
		s, ok := constArg(f, c, 0)
		if !ok {
			return f.Type(typ)
		}
		cut = s
	}
	return mapRecv(f, c.Recv, typ, func(s string) (string, bool) {
		if !ascii(s) || !ascii(cut) {
			return "", false
		}
		switch method {
		case "lstrip":
			return strings.TrimLeft(s, cut), true
		case "rstrip":
			return strings.TrimRight(s, cut), true
		}
		return strings.Trim(s, cut), true
	})
}

func predicate(f *value.Frame, method string, c *value.Call) value.Value {
	arg := ""
	if method == "startswith" || method == "endswith" {
		s, ok := constArg(f, c, 0)
		if !ok || len(c.Args) != 1 {
			return f.AnyBool()
		}
		arg = s
	} else if method != "isdigit" && method != "isalpha" && method != "isalnum" {
		return f.AnyBool()
	}
	var out value.Value
	for _, a := range c.Recv {
		k, ok := f.Constant(a)
		if !ok || !ascii(k.Text) {
			return f.AnyBool()
		}
		out = f.Join(out, f.Bool(test(method, k.Text, arg)))
	}
	return out
}

func test(method, s, arg string) bool {
	switch method {
	case "startswith":
		return strings.HasPrefix(s, arg)
	case "endswith":
		return strings.HasSuffix(s, arg)
	}
	for i := 0; i < len(s); i++ {
		digit := s[i] >= '0' && s[i] <= '9'
		alpha := s[i]|32 >= 'a' && s[i]|32 <= 'z'
		if method == "isdigit" && !digit || method == "isalpha" && !alpha || method == "isalnum" && !digit && !alpha {
			return false
		}
	}
	return s != ""
}

func recode(f *value.Frame, c *value.Call, from, to ir.ConstKind, typ string) value.Value {
	var out value.Value
	for _, a := range c.Recv {
		k, ok := f.Constant(a)
		if !ok || k.Kind != from || !ascii(k.Text) {
			return f.Type(typ)
		}
		k.Kind = to
		out = f.Join(out, f.ConstOf(k))
	}
	if out == nil {
		return f.Type(typ)
	}
	return out
}

// joinMethod is sep.join(items): exact for short lists of known length.
func joinMethod(f *value.Frame, typ string, c *value.Call) value.Value {
	a := c.Arg(0)
	sep, ok := f.Only(c.Recv)
	if a == nil || !ok {
		return f.Type(typ)
	}
	items := f.Iterable(a.Val)
	v, defs := f.IterValue(items)
	f.SetLoads(f.JoinDefs(f.JoinDefs(defs, c.RecvDef), []value.Def{a.Def}))
	ids, all := f.ObjectsOf(items)
	if !all || len(ids) != 1 || v == nil {
		return f.Type(typ)
	}
	if k := f.Kind(ids[0]); k != value.ObjList && k != value.ObjTuple || !f.IsSingle(ids[0]) {
		return f.Type(typ)
	}
	n, known := f.Len(ids[0])
	switch {
	case !known && typ == "builtins.str":
		return joinBeginning(f, ids[0], sep.Text)
	case !known || n > 8:
		return f.Type(typ)
	}
	out := f.ConstOf(value.Constant{Kind: sep.Kind})
	for i := 0; i < n; i++ {
		x, d, _ := f.Load(ids[0], value.IndexKey(i))
		if i > 0 {
			out = f.Concat(out, c.Recv, nil, c.RecvDef)
		}
		out = f.Concat(out, x, nil, d)
	}
	if typ == "builtins.bytes" {
		return f.Type(typ)
	}
	return out
}

// joinBeginning joins a list of which only the first item is certain: what stands behind
// it, stands behind a separator.
func joinBeginning(f *value.Frame, list uint32, sep string) value.Value {
	first, defs, sure := f.Load(list, value.IndexKey(0))
	if !sure {
		return f.Type("builtins.str")
	}
	var rest []value.Def
	f.Items(list, func(k value.Key, c value.Cell) {
		if k != value.IndexKey(0) {
			rest = f.JoinDefs(rest, c.Defs)
		}
	})
	hole := value.HoleAny
	if len(rest) == 1 {
		hole = value.HoleDef + uint64(rest[0])
	}
	out := append([]value.Part{}, firstAlternative(f, first, defs)...)
	return f.FromParts(append(out, value.Part{Text: sep, Hole: value.HoleSeparator}, value.Part{Hole: hole}))
}

// splitMethod gives a list of pieces, exact for constants.
func splitMethod(f *value.Frame, typ, method string, c *value.Call) value.Value {
	kind := value.ObjList
	if strings.HasSuffix(method, "partition") {
		kind = value.ObjTuple
	}
	id := f.New(c.At, 0, kind)
	k, ok := f.Only(c.Recv)
	sep, given := constArg(f, c, 0)
	if ok && method == "split" && (len(c.Args) == 0 || given && len(c.Args) == 1 && sep != "") && k.Kind == ir.ConstStr && ascii(k.Text) {
		pieces := strings.Fields(k.Text)
		if given {
			pieces = strings.Split(k.Text, sep)
		}
		if len(pieces) < 32 {
			for i, p := range pieces {
				f.Store(id, value.IndexKey(i), f.Str(p), c.RecvDef, true)
			}
			f.SetLen(id, len(pieces))
			f.SetLoads(c.RecvDef)
			return f.ObjectValue(id)
		}
	}
	f.Store(id, value.KeyStar, f.Type(typ), []value.Def{c.At}, false) // what rows say of the call holds of its pieces
	f.SetLen(id, -1)
	return f.ObjectValue(id)
}

// item is x[key] of a string.
func item(f *value.Frame, a, key value.Value) value.Value {
	k, ok := f.Only(key)
	ids, _ := f.ObjectsOf(key)
	if ids2, all := f.ObjectsOf(a); all && len(ids2) == 1 {
		return sliceOf(f, ids2[0], ids)
	}
	var out value.Value
	for _, x := range a {
		s, isConst := f.Constant(x)
		if piece, ok := knownPiece(f, x, key, ids); ok {
			out = f.Join(out, piece)
			continue
		}
		if !isConst || s.Kind != ir.ConstStr || !ascii(s.Text) {
			return otherItem(f, x, len(ids) > 0)
		}
		if ok && k.Kind == ir.ConstInt {
			n := int(k.Int)
			if n < 0 {
				n += len(s.Text)
			}
			if n < 0 || n >= len(s.Text) {
				return f.Type("builtins.str")
			}
			out = f.Join(out, f.Str(s.Text[n:n+1]))
			continue
		}
		lo, hi, known := bounds(f, ids, len(s.Text))
		if !known {
			return f.Type("builtins.str")
		}
		out = f.Join(out, f.Str(s.Text[lo:hi]))
	}
	return out
}

// knownPiece is a part of a text of known shape that lies within its constant
// beginning or end: ("prefix-" + x)[:3].
func knownPiece(f *value.Frame, x value.Atom, key value.Value, slice []uint32) (value.Value, bool) {
	if x.Kind() != value.Shape {
		return nil, false
	}
	parts := f.Shapes[x.Payload()].Parts
	const far = 1 << 20      // no text is that long: what is counted from the end lies behind
	lo, hi, moves := 0, 0, 0 // moves: how many of both are counted from the end
	if k, ok := f.Only(key); ok && k.Kind == ir.ConstInt && k.Int > -far && k.Int < far {
		if lo = int(k.Int); lo < 0 {
			lo, moves = lo+far, 2
		}
		hi = lo + 1
	} else {
		var known bool
		if lo, hi, known = bounds(f, slice, far); !known {
			return nil, false
		}
		from, to, _ := bounds(f, slice, 2*far)
		moves = (from - lo + to - hi) / far
	}
	first, last := parts[0], parts[len(parts)-1]
	if moves == 0 && first.Hole == 0 && ascii(first.Text) && hi <= len(first.Text) {
		return f.Str(first.Text[lo:hi]), true
	}
	if from := far - len(last.Text); moves == 2 && last.Hole == 0 && ascii(last.Text) && from <= lo && hi <= far {
		return f.Str(last.Text[lo-from : hi-from]), true
	}
	return nil, false
}

func otherItem(f *value.Frame, x value.Atom, slice bool) value.Value {
	switch n := f.TypeName(x); {
	case n == "builtins.str":
		return f.Type(n)
	case n == "builtins.bytes" && slice:
		return f.Type(n)
	case n == "builtins.bytes":
		return f.Type("builtins.int")
	}
	return value.Top()
}

// bounds are the limits of a slice with constant ends and no step.
func bounds(f *value.Frame, ids []uint32, n int) (lo, hi int, known bool) {
	if len(ids) != 1 || f.Kind(ids[0]) != value.ObjSlice {
		return 0, 0, false
	}
	return f.SliceBounds(ids[0], n)
}

// sliceOf is seq[lo:hi] of a list or tuple.
func sliceOf(f *value.Frame, id uint32, sl []uint32) value.Value {
	kind := f.Kind(id)
	if kind == value.ObjPath || kind == value.ObjInst {
		v, d := f.Elements(id)
		f.SetLoads(d)
		out := f.New(f.Current(), id, value.ObjList)
		f.Store(out, value.KeyStar, v, d, false)
		f.SetLen(out, -1)
		return f.Join(f.ObjectValue(out), value.Top())
	}
	out := f.New(f.Current(), id, kind) // one for each sequence that is cut
	f.SetLoads(nil)
	n, ok := f.Len(id)
	if ok && f.IsSingle(id) {
		if lo, hi, known := bounds(f, sl, n); known {
			for k := lo; k < hi; k++ {
				v, d, _ := f.Load(id, value.IndexKey(k))
				f.Store(out, value.IndexKey(k-lo), v, d, true)
			}
			f.SetLen(out, hi-lo)
			return f.ObjectValue(out)
		}
	}
	if v, d := f.Elements(id); v != nil {
		f.Store(out, value.KeyStar, v, d, false)
	}
	f.SetLen(out, -1)
	return f.ObjectValue(out)
}
