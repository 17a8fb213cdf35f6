// Package builtin knows what Python's own operators, builtin functions and
// methods of str, list, dict, set and tuple do to abstract values: it
// implements value.Semantics. It must not know libraries, labels or rules.
//
// It has no window of its own: value's shows its answers.
package builtin

import (
	"strings"

	"leadline/internal/ir"
	"leadline/internal/value"
)

// Semantics implements value.Semantics for Python.
type Semantics struct{}

// Names are the builtins of the language, as module code sees them.
func Names() map[string]bool {
	out := map[string]bool{}
	for _, n := range strings.Fields(names) {
		out[n] = true
	}
	return out
}

const names = `abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile
complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr
globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min
next object oct open ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str
sum super tuple type vars zip __import__ __build_class__ NotImplemented Ellipsis
unicode basestring long xrange raw_input reduce execfile unichr cmp file
BaseException BaseExceptionGroup Exception ExceptionGroup ArithmeticError AssertionError AttributeError
BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError
ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError EncodingWarning EnvironmentError
FileExistsError FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning
IndentationError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError
ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError OverflowError
PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError ResourceWarning
RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit
TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError`

// Operator evaluates one operator instruction.
func (Semantics) Operator(f *value.Frame, in *ir.Instr, a, b value.Value) value.Value {
	switch in.Op {
	case ir.OpUnary:
		return unary(f, in.Sub, a)
	case ir.OpCompare:
		return compare(f, in.Sub, a, b)
	case ir.OpItem:
		return item(f, a, b)
	}
	return binary(f, in, a, b)
}

// pairs folds an operator over the constants of two values: ok is false when
// some pair has no constant answer; then rest is what their types give.
func pairs(f *value.Frame, a, b value.Value, fold func(x, y value.Constant) (value.Value, bool)) value.Value {
	if len(a)*len(b) > 16 {
		return nil
	}
	var out value.Value
	for _, x := range a {
		for _, y := range b {
			cx, ok1 := f.Constant(x)
			cy, ok2 := f.Constant(y)
			if !ok1 || !ok2 {
				return nil
			}
			v, ok := fold(cx, cy)
			if !ok {
				return nil
			}
			out = f.Join(out, v)
		}
	}
	return out
}

func unary(f *value.Frame, op ir.Operator, a value.Value) value.Value {
	if op == ir.Not {
		t, e := f.Truth(a)
		switch {
		case t && e:
			return f.AnyBool()
		default:
			return f.Bool(e)
		}
	}
	var out value.Value
	for _, x := range a {
		c, ok := f.Constant(x)
		if !ok {
			return numericOf(f, a)
		}
		v, ok := negate(f, op, c)
		if !ok {
			return numericOf(f, a)
		}
		out = f.Join(out, v)
	}
	return out
}

func negate(f *value.Frame, op ir.Operator, c value.Constant) (value.Value, bool) {
	switch {
	case c.Kind == ir.ConstFloat && op == ir.USub:
		return f.Float(-c.Float), true
	case c.Kind == ir.ConstFloat && op == ir.UAdd:
		return f.Float(c.Float), true
	case c.Kind != ir.ConstInt && c.Kind != ir.ConstBool:
		return nil, false
	}
	n := c.Big()
	switch op {
	case ir.USub:
		return f.BigInt(n.Neg(n)), true
	case ir.Invert:
		return f.BigInt(n.Not(n)), true
	}
	return f.BigInt(n), true
}

// numericOf is the number type of a value, when every alternative is a number.
func numericOf(f *value.Frame, a value.Value) value.Value {
	names, all := f.TypeNames(a)
	if !all || len(names) != 1 {
		return value.Top()
	}
	switch names[0] {
	case "builtins.int", "builtins.float", "builtins.complex":
		return f.Type(names[0])
	case "builtins.bool":
		return f.Type("builtins.int")
	}
	return value.Top()
}

func compare(f *value.Frame, op ir.Operator, a, b value.Value) value.Value {
	if op == ir.In || op == ir.NotIn {
		return contains(f, op, a, b)
	}
	if op == ir.Is || op == ir.IsNot {
		return identity(f, op, a, b)
	}
	if len(a) == 1 && len(b) == 1 && (op == ir.Eq || op == ir.NotEq) {
		if same, known := f.SameMember(a[0], b[0]); known {
			return f.Bool(same == (op == ir.Eq))
		}
	}
	v := pairs(f, a, b, func(x, y value.Constant) (value.Value, bool) {
		r, ok := compareConstants(op, x, y)
		return f.Bool(r), ok
	})
	if v != nil {
		return v
	}
	if (op == ir.Eq || op == ir.NotEq) && neverEqual(f, a, b) {
		return f.Bool(op == ir.NotEq)
	}
	return f.AnyBool()
}

// neverEqual tells whether no pair of alternatives can compare equal: a text
// whose known pieces a constant lacks, a list and a number.
func neverEqual(f *value.Frame, a, b value.Value) bool {
	for _, x := range a {
		for _, y := range b {
			if !f.Differ(x, y) {
				return false
			}
		}
	}
	return len(a) > 0 && len(b) > 0
}

func identity(f *value.Frame, op ir.Operator, a, b value.Value) value.Value {
	var out value.Value
	for _, x := range a {
		for _, y := range b {
			same, known := sameThing(f, x, y)
			if !known {
				return f.AnyBool()
			}
			out = f.Join(out, f.Bool(same == (op == ir.Is)))
		}
	}
	if out == nil {
		return f.AnyBool()
	}
	return out
}

func sameThing(f *value.Frame, x, y value.Atom) (same, known bool) {
	if same, known := f.SameMember(x, y); known {
		return same, true
	}
	cx, ok1 := f.Constant(x)
	cy, ok2 := f.Constant(y)
	if ok1 && ok2 {
		if singleton(cx) || singleton(cy) {
			return cx == cy, true
		}
		return false, false
	}
	if ok1 && singleton(cx) {
		return notConstant(f, y)
	}
	if ok2 && singleton(cy) {
		return notConstant(f, x)
	}
	return false, false
}

func singleton(c value.Constant) bool {
	return c.Kind == ir.ConstNone || c.Kind == ir.ConstBool || c.Kind == ir.ConstEllipsis
}

// notConstant decides identity of something with None, True or False.
func notConstant(f *value.Frame, a value.Atom) (same, known bool) {
	switch a.Kind() {
	case value.Func, value.Bound, value.Static, value.ClassM:
		return false, !f.Dressed(a)
	case value.Class, value.Module, value.Shape:
		return false, true
	case value.ExtInst, value.Inst:
		n := f.TypeName(a)
		return false, n != "builtins.bool" && n != "builtins.NoneType"
	case value.Object:
		return false, f.Kind(uint32(a.Payload())) != value.ObjPath
	}
	return false, false
}

func compareConstants(op ir.Operator, x, y value.Constant) (result, ok bool) {
	c, ordered := order(x, y)
	switch op {
	case ir.Eq, ir.NotEq:
		if !ordered {
			return op == ir.NotEq, x.Kind != y.Kind || x != y
		}
		return (c == 0) == (op == ir.Eq), true
	}
	if !ordered {
		return false, false
	}
	switch op {
	case ir.Lt:
		return c < 0, true
	case ir.LtE:
		return c <= 0, true
	case ir.Gt:
		return c > 0, true
	case ir.GtE:
		return c >= 0, true
	}
	return false, false
}

func isNumber(c value.Constant) bool {
	return c.Kind == ir.ConstInt || c.Kind == ir.ConstBool || c.Kind == ir.ConstFloat
}

func order(x, y value.Constant) (int, bool) {
	switch {
	case isNumber(x) && isNumber(y):
		if x.Kind == ir.ConstFloat || y.Kind == ir.ConstFloat {
			a, b := asFloat(x), asFloat(y)
			switch {
			case a < b:
				return -1, true
			case a > b:
				return 1, true
			}
			return 0, a == b
		}
		return x.Big().Cmp(y.Big()), true
	case x.Kind == y.Kind && (x.Kind == ir.ConstStr || x.Kind == ir.ConstBytes):
		return strings.Compare(x.Text, y.Text), true
	case x.Kind == y.Kind && x.Kind == ir.ConstNone:
		return 0, true
	}
	return 0, false
}

func asFloat(c value.Constant) float64 {
	if c.Kind == ir.ConstFloat {
		return c.Float
	}
	r, _ := c.Big().Float64()
	return r
}

func contains(f *value.Frame, op ir.Operator, a, b value.Value) value.Value {
	if v := pairs(f, a, b, func(x, y value.Constant) (value.Value, bool) {
		if x.Kind != y.Kind || x.Kind != ir.ConstStr {
			return nil, false
		}
		return f.Bool(strings.Contains(y.Text, x.Text) == (op == ir.In)), true
	}); v != nil {
		return v
	}
	ids, all := f.ObjectsOf(b)
	if !all || len(ids) != 1 || len(a) != 1 {
		return f.AnyBool()
	}
	needle, ok := f.Constant(a[0])
	if !ok {
		return f.AnyBool()
	}
	in, known := holds(f, ids[0], a[0], needle)
	if !known {
		return f.AnyBool()
	}
	return f.Bool(in == (op == ir.In))
}

// holds tells whether a container of constants holds a constant.
func holds(f *value.Frame, id uint32, a value.Atom, needle value.Constant) (in, known bool) {
	if f.Kind(id) == value.ObjDict {
		v := f.HasKey(id, a)
		t, e := f.Truth(v)
		return t, t != e
	}
	if k := f.Kind(id); k == value.ObjPath || k == value.ObjInst {
		return false, false
	}
	known = f.IsSingle(id)
	sure := false // an item that certainly is there is the constant
	defer func() {
		if sure {
			in, known = true, true
		}
	}()
	n := 0
	f.Items(id, func(key value.Key, c value.Cell) {
		n++
		x, ok := f.Only(c.Val)
		if !ok || c.Maybe && f.Kind(id) != value.ObjSet {
			known = false
			return
		}
		if eq, ok := compareConstants(ir.Eq, x, needle); ok && eq {
			sure = sure || f.IsSingle(id) && !c.Maybe && key.IsItem()
			in = true
		}
	})
	if in && f.Kind(id) == value.ObjSet && n > 1 {
		known = false
	}
	return in, known
}
