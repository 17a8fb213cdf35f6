package builtin

import (
	"math"
	"math/big"
	"slices"
	"strings"

	"leadline/internal/ir"
	"leadline/internal/value"
)

func binary(f *value.Frame, in *ir.Instr, a, b value.Value) value.Value {
	if v := pairs(f, a, b, func(x, y value.Constant) (value.Value, bool) { return fold(f, in.Sub, x, y) }); v != nil {
		return v
	}
	if isText(f, a) || isText(f, b) {
		if v := textOperator(f, in, a, b); v != nil {
			return v
		}
	}
	if v := sequenceOperator(f, in, a, b); v != nil {
		return v
	}
	return arithmeticType(f, in.Sub, a, b)
}

// arithmeticType is the type of arithmetic on numbers that are not known.
func arithmeticType(f *value.Frame, op ir.Operator, a, b value.Value) value.Value {
	x, y := numericOf(f, a), numericOf(f, b)
	if x.IsTop() || y.IsTop() {
		return value.Top()
	}
	nx, _ := f.TypeNames(x)
	ny, _ := f.TypeNames(y)
	if nx[0] == "builtins.complex" || ny[0] == "builtins.complex" {
		return f.Type("builtins.complex")
	}
	if op == ir.Div || nx[0] == "builtins.float" || ny[0] == "builtins.float" {
		return f.Type("builtins.float")
	}
	if op == ir.Pow {
		return value.Top()
	}
	return f.Type("builtins.int")
}

func isText(f *value.Frame, v value.Value) bool {
	names, all := f.TypeNames(v)
	return all && len(names) == 1 && (names[0] == "builtins.str" || names[0] == "builtins.bytes")
}

// neverText tells whether a value certainly is of another class than text and bytes.
func neverText(f *value.Frame, v value.Value) bool {
	names, all := f.TypeNames(v)
	return all && !slices.Contains(names, "builtins.str") && !slices.Contains(names, "builtins.bytes")
}

// textOperator evaluates +, % and * on strings of which something is known.
func textOperator(f *value.Frame, in *ir.Instr, a, b value.Value) value.Value {
	switch in.Sub {
	case ir.Add:
		if neverText(f, a) || neverText(f, b) {
			return value.Top() // it raises
		}
		switch {
		case isText(f, a) && textType(f, a) == "builtins.bytes", isText(f, b) && textType(f, b) == "builtins.bytes":
			return f.Type("builtins.bytes")
		case textType(f, a, b) == "builtins.bytes": // or something else
			return value.Top()
		}
		return f.Concat(a, b, []value.Def{in.A}, []value.Def{in.B})
	case ir.Mod:
		if isText(f, a) {
			if textType(f, a) == "builtins.bytes" {
				return f.Type("builtins.bytes")
			}
			return percent(f, a, b, in.B)
		}
	case ir.Mult:
		return f.Type(textType(f, a, b))
	}
	return nil
}

// textType is the class of what operands one of which is a text or bytes give.
func textType(f *value.Frame, operands ...value.Value) string {
	for _, v := range operands {
		if names, _ := f.TypeNames(v); slices.Contains(names, "builtins.bytes") {
			return "builtins.bytes"
		}
	}
	return "builtins.str"
}

func sequenceOperator(f *value.Frame, in *ir.Instr, a, b value.Value) value.Value {
	ids, all := f.ObjectsOf(a)
	if in.Op == ir.OpInplace {
		if v := inPlace(f, in, ids, all, a, b); v != nil {
			return v
		}
	}
	if !all || len(ids) != 1 {
		return nil
	}
	k := f.Kind(ids[0])
	if in.Sub == ir.BitOr && f.Container(ids[0]) == value.ObjDict { // one that a caller gives, too
		k = value.ObjDict
	}
	if k != value.ObjList && k != value.ObjTuple && k != value.ObjSet && k != value.ObjDict {
		return nil
	}
	site := f.At(in)
	id := f.New(site, 0, k)
	switch {
	case in.Sub == ir.Add && (k == value.ObjList || k == value.ObjTuple):
		n := f.Extend(id, 0, a, []value.Def{in.A})
		f.SetLen(id, f.Extend(id, n, b, []value.Def{in.B}))
		f.SetLoads(f.Own([]value.Def{in.A, in.B})) // the items have their own
	case k == value.ObjDict:
		f.SetLen(id, 0)
		f.Merge(id, a, []value.Def{in.A})
		f.Merge(id, b, []value.Def{in.B})
		f.Recount(id)
		f.SetLoads(f.Own([]value.Def{in.A, in.B}))
	case in.Sub == ir.Mult && timesOf(f, b) >= 0:
		n := 0
		for range timesOf(f, b) {
			n = f.Extend(id, n, a, []value.Def{in.A})
		}
		f.SetLen(id, n)
		f.SetLoads([]value.Def{in.A})
	default:
		f.SetLen(id, f.Extend(id, -1, a, []value.Def{in.A}))
		if in.Sub != ir.Mult {
			f.Extend(id, -1, b, []value.Def{in.B})
		}
	}
	return f.ObjectValue(id)
}

// timesOf is how often list * n repeats a list, or -1.
func timesOf(f *value.Frame, n value.Value) int {
	if k, ok := f.Only(n); ok && k.Kind == ir.ConstInt && k.Text == "" && k.Int <= 8 {
		return max(0, int(k.Int))
	}
	return -1
}

// inPlace changes the lists, sets and dicts that an augmented assignment is
// applied to: other names for them see it. nil when there are none.
func inPlace(f *value.Frame, in *ir.Instr, ids []uint32, all bool, a, b value.Value) value.Value {
	changed := false
	for _, id := range ids {
		k := f.Kind(id)
		if k != value.ObjList && k != value.ObjSet && k != value.ObjDict {
			continue
		}
		changed = true
		switch {
		case len(a) > 1: // it may be another one
			f.Collapse(id)
			if in.Sub != ir.Mult && k != value.ObjDict {
				f.Extend(id, -1, b, []value.Def{in.B})
			} else if k == value.ObjDict {
				f.Merge(id, b, []value.Def{in.B})
			}
			f.SetLen(id, -1)
		case in.Sub == ir.Mult:
			repeatItems(f, id, timesOf(f, b))
		default:
			mutate(f, id, k, b, in.B)
		}
	}
	if !changed {
		return nil
	}
	f.SetLoads([]value.Def{in.A})
	if !all {
		return f.Join(a, value.Top())
	}
	return a
}

// repeatItems is list *= times (negative: unknown).
func repeatItems(f *value.Frame, id uint32, times int) {
	items, ok := f.ExactItems(f.ObjectValue(id))
	if ok && times >= 0 && f.Kind(id) == value.ObjList {
		var now []value.Item
		for range times {
			now = append(now, items...)
		}
		if f.Replace(id, 0, len(items), now) {
			return
		}
	}
	f.Collapse(id)
}

func mutate(f *value.Frame, id uint32, k value.ObjKind, b value.Value, def ir.Value) {
	if k == value.ObjDict {
		f.Merge(id, b, []value.Def{def})
		f.Recount(id)
		return
	}
	n, ok := f.Len(id)
	if !ok || !f.IsSingle(id) || k == value.ObjSet {
		n = -1
	}
	f.SetLen(id, f.Extend(id, n, b, []value.Def{def}))
}

// fold evaluates an operator on two constants as Python does.
func fold(f *value.Frame, op ir.Operator, x, y value.Constant) (value.Value, bool) {
	switch {
	case x.Kind == ir.ConstStr && op == ir.Mod:
		return percentConst(f, x, y)
	case x.Kind == y.Kind && (x.Kind == ir.ConstStr || x.Kind == ir.ConstBytes) && op == ir.Add:
		c := x
		c.Text = x.Text + y.Text
		return f.ConstOf(c), true
	case (x.Kind == ir.ConstStr || x.Kind == ir.ConstBytes) && op == ir.Mult && y.Kind == ir.ConstInt && y.Text == "":
		return repeat(f, x, y.Int)
	case (y.Kind == ir.ConstStr || y.Kind == ir.ConstBytes) && op == ir.Mult && x.Kind == ir.ConstInt && x.Text == "":
		return repeat(f, y, x.Int)
	case !isNumber(x) || !isNumber(y):
		return nil, false
	case x.Kind == ir.ConstFloat || y.Kind == ir.ConstFloat || op == ir.Div:
		return foldFloat(f, op, x, y)
	case x.Kind == ir.ConstBool && y.Kind == ir.ConstBool && (op == ir.BitAnd || op == ir.BitOr || op == ir.BitXor):
		return foldBool(f, op, x.Int != 0, y.Int != 0), true
	}
	return foldInt(f, op, x.Big(), y.Big())
}

func repeat(f *value.Frame, c value.Constant, n int64) (value.Value, bool) {
	if n < 0 {
		n = 0
	}
	if n*int64(len(c.Text)) > 4096 {
		return f.Type(c.Type()), true
	}
	c.Text = strings.Repeat(c.Text, int(n))
	return f.ConstOf(c), true
}

func foldBool(f *value.Frame, op ir.Operator, x, y bool) value.Value {
	switch op {
	case ir.BitAnd:
		return f.Bool(x && y)
	case ir.BitOr:
		return f.Bool(x || y)
	}
	return f.Bool(x != y)
}

func foldFloat(f *value.Frame, op ir.Operator, x, y value.Constant) (value.Value, bool) {
	a, b := asFloat(x), asFloat(y)
	switch op {
	case ir.Add:
		return f.Float(a + b), true
	case ir.Sub:
		return f.Float(a - b), true
	case ir.Mult:
		return f.Float(a * b), true
	case ir.Div:
		if b != 0 && exactInt(x) && exactInt(y) {
			return f.Float(a / b), true
		}
	case ir.FloorDiv, ir.Mod, ir.Pow:
		return f.Type("builtins.float"), op != ir.Pow && b != 0
	}
	return nil, false
}

// exactInt tells whether converting to float loses nothing.
func exactInt(c value.Constant) bool {
	return c.Kind == ir.ConstFloat || c.Text == "" && c.Int < 1<<53 && c.Int > -1<<53
}

func foldInt(f *value.Frame, op ir.Operator, a, b *big.Int) (value.Value, bool) {
	r := new(big.Int)
	switch op {
	case ir.Add:
		r.Add(a, b)
	case ir.Sub:
		r.Sub(a, b)
	case ir.Mult:
		r.Mul(a, b)
	case ir.BitAnd:
		r.And(a, b)
	case ir.BitOr:
		r.Or(a, b)
	case ir.BitXor:
		r.Xor(a, b)
	case ir.FloorDiv, ir.Mod:
		if b.Sign() == 0 {
			return nil, false
		}
		r = floorDiv(a, b)
		if op == ir.Mod {
			r.Sub(a, r.Mul(r, b))
		}
	case ir.Pow:
		if b.Sign() < 0 || b.BitLen() > 10 || a.BitLen()*int(b.Int64()) > 256 {
			return nil, false
		}
		r.Exp(a, b, nil)
	case ir.LShift:
		if b.Sign() < 0 || b.BitLen() > 8 {
			return nil, false
		}
		r.Lsh(a, uint(b.Int64()))
	case ir.RShift:
		if b.Sign() < 0 || b.BitLen() > 16 {
			return nil, false
		}
		r.Rsh(a, uint(b.Int64()))
	default:
		return nil, false
	}
	return f.BigInt(r), true
}

// floorDiv is a // b as Python has it: rounded towards minus infinity.
func floorDiv(a, b *big.Int) *big.Int {
	q, m := new(big.Int).QuoRem(a, b, new(big.Int))
	if m.Sign() != 0 && (m.Sign() < 0) != (b.Sign() < 0) {
		q.Sub(q, big.NewInt(1))
	}
	return q
}

// percentConst is "..." % constant, which raises where no field takes the constant.
func percentConst(f *value.Frame, x, y value.Constant) (value.Value, bool) {
	taken := false
	alts := percentParts(x.Text, func(i int, key string, _ byte) []value.Part {
		if i > 0 || key != "" {
			return nil
		}
		taken = true
		return []value.Part{{Text: text(y)}}
	})
	if alts == nil || !taken {
		return nil, false
	}
	return f.FromParts(alts), true
}

// text is str() of a constant.
func text(c value.Constant) string {
	switch c.Kind {
	case ir.ConstStr:
		return c.Text
	case ir.ConstFloat:
		return floatText(c.Float)
	case ir.ConstEllipsis:
		return "Ellipsis"
	}
	return c.String()
}

// floatText is repr() of a float, for the values where Go's shortest form and
// Python's agree once laid out alike.
func floatText(x float64) string {
	if x == math.Trunc(x) && math.Abs(x) < 1e16 {
		return big.NewFloat(x).Text('f', 1)
	}
	c := value.Constant{Kind: ir.ConstFloat, Float: x}
	return c.String()
}
