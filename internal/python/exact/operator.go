package exact

import (
	"math"
	"math/big"
	"slices"
	"strings"

	"leadline/internal/python/syntax"
)

// dunders are the methods of operators.
var dunders = map[syntax.Operator]string{
	syntax.Add: "add", syntax.Sub: "sub", syntax.Mult: "mul", syntax.Div: "truediv", syntax.FloorDiv: "floordiv", syntax.Mod: "mod", syntax.Pow: "pow",
	syntax.MatMult: "matmul", syntax.BitAnd: "and", syntax.BitOr: "or", syntax.BitXor: "xor", syntax.LShift: "lshift", syntax.RShift: "rshift",
	syntax.Lt: "lt", syntax.LtE: "le", syntax.Gt: "gt", syntax.GtE: "ge",
}

// binary is an operator between two values.
func (m *Machine) binary(op syntax.Operator, a, b value) value {
	if blank(a) || blank(b) {
		return unknown{}
	}
	if x, ok := a.(*instance); ok {
		if x.class.find("__"+dunders[op]+"__") != nil {
			return m.method(x, "__"+dunders[op]+"__", b)
		}
	}
	if y, ok := b.(*instance); ok {
		if y.class.find("__r"+dunders[op]+"__") != nil {
			return m.method(y, "__r"+dunders[op]+"__", a)
		}
		panic(gaveUp{})
	}
	_, x := a.(*array)
	_, y := b.(*array)
	if x || y {
		return m.arrayBinary(op, a, b)
	}
	if isNumber(a) && isNumber(b) {
		return m.arithmetic(op, a, b)
	}
	if op == syntax.Mult {
		if _, ok := asInt(a); ok {
			a, b = b, a
		}
		return m.repeat(a, b)
	}
	switch x := a.(type) {
	case string:
		if y, ok := b.(string); ok && op == syntax.Add {
			if len(x)+len(y) > maxItems {
				panic(spent{})
			}
			return x + y
		}
		if op == syntax.Mod {
			return m.percent(x, b)
		}
	case *list:
		if y, ok := b.(*list); ok && op == syntax.Add && x.view == "" && y.view == "" {
			return newList(more(slices.Clone(x.items), y.items))
		}
	case *tuple:
		if y, ok := b.(*tuple); ok && op == syntax.Add {
			return &tuple{items: more(slices.Clone(x.items), y.items)}
		}
	case *dict:
		if y, ok := b.(*dict); ok {
			return setOperator(op, x, y)
		}
	}
	panic(gaveUp{})
}

func (m *Machine) repeat(a, b value) value {
	n, ok := asInt(b)
	if !ok {
		panic(gaveUp{})
	}
	n = max(n, 0)
	many := func(items []value) []value { return slices.Repeat(items, times(n, len(items))) }
	switch x := a.(type) {
	case string:
		return strings.Repeat(x, times(n, len(x)))
	case *list:
		return newList(many(x.items))
	case *tuple:
		return &tuple{items: many(x.items)}
	}
	panic(gaveUp{})
}

// times is how often something of a size is repeated: n times, unless nothing is
// or that would be too much.
func times(n, size int) int {
	if size == 0 {
		return 0
	}
	if n > maxItems/size {
		panic(spent{})
	}
	return n
}

func setOperator(op syntax.Operator, a, b *dict) value {
	if !a.set || !b.set {
		if op == syntax.BitOr && !a.set && !b.set && !a.counter {
			out := a.copyOf()
			for _, e := range b.live() {
				out.put(e.key, e.value)
			}
			return out
		}
		panic(gaveUp{})
	}
	out := newSet(nil)
	out.frozen = a.frozen
	for _, e := range a.live() {
		_, both := b.get(e.key)
		switch {
		case op == syntax.BitOr, op == syntax.BitAnd && both, (op == syntax.Sub || op == syntax.BitXor) && !both:
			out.put(e.key, nil)
		case op != syntax.BitAnd && op != syntax.Sub && op != syntax.BitXor:
			panic(gaveUp{})
		}
	}
	if op == syntax.BitOr || op == syntax.BitXor {
		for _, e := range b.live() {
			if _, both := a.get(e.key); op == syntax.BitOr || !both {
				out.put(e.key, nil)
			}
		}
	}
	return out
}

// arithmetic is an operator between numbers.
func (m *Machine) arithmetic(op syntax.Operator, a, b value) value {
	_, af := a.(float64)
	_, bf := b.(float64)
	if af || bf || op == syntax.Div {
		return m.floats(op, asFloat(a), asFloat(b))
	}
	if op == syntax.BitAnd || op == syntax.BitOr || op == syntax.BitXor {
		x, xb := a.(bool)
		y, yb := b.(bool)
		if xb && yb {
			switch op {
			case syntax.BitAnd:
				return x && y
			case syntax.BitOr:
				return x || y
			}
			return x != y
		}
	}
	i, iok := asInt(a)
	j, jok := asInt(b)
	if iok && jok {
		if v, ok := m.small(op, i, j); ok {
			return v
		}
	}
	x, _ := asBig(a)
	y, _ := asBig(b)
	return m.large(op, x, y)
}

// small is an operator between whole numbers where nothing overflows.
func (m *Machine) small(op syntax.Operator, i, j int) (value, bool) {
	const half = 1 << 31
	fits := -half < i && i < half && -half < j && j < half
	switch op {
	case syntax.Add:
		if fits {
			return i + j, true
		}
	case syntax.Sub:
		if fits {
			return i - j, true
		}
	case syntax.Mult:
		if fits {
			return i * j, true
		}
	case syntax.FloorDiv, syntax.Mod:
		if j == 0 {
			m.raise("ZeroDivisionError", "")
		}
		if !fits {
			return nil, false
		}
		q, r := i/j, i%j
		if r != 0 && (r < 0) != (j < 0) {
			q, r = q-1, r+j
		}
		if op == syntax.Mod {
			return r, true
		}
		return q, true
	case syntax.BitAnd:
		return i & j, true
	case syntax.BitOr:
		return i | j, true
	case syntax.BitXor:
		return i ^ j, true
	}
	return nil, false
}

func (m *Machine) large(op syntax.Operator, x, y *big.Int) value {
	z := new(big.Int)
	switch op {
	case syntax.Add:
		return whole(z.Add(x, y))
	case syntax.Sub:
		return whole(z.Sub(x, y))
	case syntax.Mult:
		return whole(z.Mul(x, y))
	case syntax.FloorDiv, syntax.Mod:
		if y.Sign() == 0 {
			m.raise("ZeroDivisionError", "")
		}
		q, r := new(big.Int).QuoRem(x, y, new(big.Int))
		if r.Sign() != 0 && (r.Sign() < 0) != (y.Sign() < 0) {
			q.Sub(q, big.NewInt(1))
			r.Add(r, y)
		}
		if op == syntax.Mod {
			return whole(r)
		}
		return whole(q)
	case syntax.Pow:
		if y.Sign() < 0 {
			xf, _ := new(big.Float).SetInt(x).Float64()
			yf, _ := new(big.Float).SetInt(y).Float64()
			return m.floats(op, xf, yf)
		}
		if x.BitLen() > 1 && (!y.IsInt64() || y.Int64() > int64(maxBits/x.BitLen())) {
			panic(spent{})
		}
		return whole(z.Exp(x, y, nil))
	case syntax.LShift, syntax.RShift:
		if y.Sign() < 0 || y.Cmp(big.NewInt(2000)) > 0 {
			panic(gaveUp{})
		}
		if op == syntax.LShift {
			return whole(z.Lsh(x, uint(y.Int64())))
		}
		return whole(z.Rsh(x, uint(y.Int64())))
	}
	panic(gaveUp{})
}

func (m *Machine) floats(op syntax.Operator, x, y float64) value {
	switch op {
	case syntax.Add:
		return x + y
	case syntax.Sub:
		return x - y
	case syntax.Mult:
		return x * y
	case syntax.Div:
		if y == 0 {
			m.raise("ZeroDivisionError", "")
		}
		return x / y
	case syntax.FloorDiv, syntax.Mod:
		if y == 0 {
			m.raise("ZeroDivisionError", "")
		}
		return floorMod(op, x, y)
	case syntax.Pow:
		if x < 0 && y != math.Trunc(y) || x == 0 && y < 0 {
			panic(gaveUp{})
		}
		return math.Pow(x, y)
	}
	panic(gaveUp{})
}

// floorMod is // and % as Python rounds them.
func floorMod(op syntax.Operator, x, y float64) float64 {
	mod := math.Mod(x, y)
	div := (x - mod) / y
	if mod != 0 {
		if (y < 0) != (mod < 0) {
			mod += y
			div--
		}
	} else {
		mod = math.Copysign(0, y)
	}
	if op == syntax.Mod {
		return mod
	}
	if div == 0 {
		return math.Copysign(0, x/y)
	}
	floor := math.Floor(div)
	if div-floor > 0.5 {
		floor++
	}
	return floor
}

// inplace is an augmented assignment: lists, sets, dicts and arrays change.
func (m *Machine) inplace(op syntax.Operator, a, b value) value {
	if lostOne(a) || lostOne(b) {
		m.lose(a, map[any]bool{})
		return unknown{}
	}
	switch x := a.(type) {
	case *list:
		if op == syntax.Add {
			x.items = more(x.items, m.collect(b))
			return x
		}
		if n, ok := asInt(b); ok && op == syntax.Mult {
			x.items = m.repeat(x, n).(*list).items
			return x
		}
	case *dict:
		y, ok := b.(*dict)
		if !ok || x.frozen {
			break
		}
		z := setOperator(op, x, y).(*dict)
		x.entries, x.at = z.entries, z.at
		return x
	case *array:
		return m.arrayInplace(op, x, b)
	case *instance:
		if x.class.find("__i"+dunders[op]+"__") != nil {
			return m.method(x, "__i"+dunders[op]+"__", b)
		}
	}
	return m.binary(op, a, b)
}

func (m *Machine) unary(op syntax.Operator, v value) value {
	if op == syntax.Not {
		if lostOne(v) {
			return unknown{}
		}
		return !m.truth(v)
	}
	switch v := v.(type) {
	case unknown:
		return v
	case float64:
		switch op {
		case syntax.USub:
			return -v
		case syntax.UAdd:
			return v
		}
	case bool, int, *big.Int:
		b, _ := asBig(v)
		switch op {
		case syntax.USub:
			return whole(new(big.Int).Neg(b))
		case syntax.UAdd:
			return whole(b)
		case syntax.Invert:
			return whole(new(big.Int).Not(b))
		}
	case *instance:
		name := map[syntax.Operator]string{syntax.USub: "__neg__", syntax.UAdd: "__pos__", syntax.Invert: "__invert__"}[op]
		if v.class.find(name) != nil {
			return m.method(v, name)
		}
	case *array:
		return m.arrayUnary(op, v)
	}
	panic(gaveUp{})
}

// compare is one link of a comparison.
func (m *Machine) compare(op syntax.Operator, a, b value) value {
	if blank(a) || blank(b) {
		if (op == syntax.Is || op == syntax.IsNot) && (a == nil) != (b == nil) && !isUnknown(a) && !isUnknown(b) {
			return op == syntax.IsNot
		}
		return unknown{}
	}
	switch op {
	case syntax.Is, syntax.IsNot:
		return m.same(a, b) == (op == syntax.Is)
	case syntax.In, syntax.NotIn:
		return m.contains(b, a) == (op == syntax.In)
	}
	_, x := a.(*array)
	_, y := b.(*array)
	if x || y {
		return m.arrayBinary(op, a, b)
	}
	switch op {
	case syntax.Eq:
		return m.equal(a, b)
	case syntax.NotEq:
		return !m.equal(a, b)
	}
	if i, ok := a.(*instance); ok {
		if i.class.find("__"+dunders[op]+"__") != nil {
			return m.method(i, "__"+dunders[op]+"__", b)
		}
		panic(gaveUp{})
	}
	if s, ok := a.(*dict); ok {
		return subset(op, s, b)
	}
	if isNumber(a) && isNumber(b) {
		c, ordered := compareNumbers(a, b)
		return ordered && holds(op, c)
	}
	return holds(op, m.order(a, b))
}

func isUnknown(v value) bool { _, ok := v.(unknown); return ok }

func holds(op syntax.Operator, c int) bool {
	switch op {
	case syntax.Lt:
		return c < 0
	case syntax.LtE:
		return c <= 0
	case syntax.Gt:
		return c > 0
	}
	return c >= 0
}

func subset(op syntax.Operator, a *dict, v value) bool {
	b, ok := v.(*dict)
	if !ok || !a.set || !b.set {
		panic(gaveUp{})
	}
	if op == syntax.Gt || op == syntax.GtE {
		a, b = b, a
	}
	for _, e := range a.live() {
		if _, in := b.get(e.key); !in {
			return false
		}
	}
	return op == syntax.LtE || op == syntax.GtE || len(a.at) < len(b.at)
}

// same is is. Whether equal texts and numbers are one object is Python's
// business.
func (m *Machine) same(a, b value) bool {
	switch a.(type) {
	case nil, bool:
		return a == b
	case int, float64, string, *big.Int, *span, *tuple:
		if b == nil {
			return false
		}
		if _, ok := b.(bool); ok {
			return false
		}
		panic(gaveUp{})
	}
	return a == b
}

// order is -1, 0 or 1.
func (m *Machine) order(a, b value) int {
	m.step()
	a, b = sure(a), sure(b)
	if isNumber(a) && isNumber(b) {
		c, ordered := compareNumbers(a, b)
		if !ordered {
			panic(gaveUp{})
		}
		return c
	}
	switch x := a.(type) {
	case string:
		if y, ok := b.(string); ok {
			return strings.Compare(x, y)
		}
	case *list:
		if y, ok := b.(*list); ok {
			return m.orderItems(x.items, y.items)
		}
	case *tuple:
		if y, ok := b.(*tuple); ok {
			return m.orderItems(x.items, y.items)
		}
	case *instance:
		if x.class.find("__lt__") != nil {
			if m.truth(m.method(x, "__lt__", b)) {
				return -1
			}
			if m.truth(m.method(b, "__lt__", a)) {
				return 1
			}
			return 0
		}
	}
	panic(gaveUp{})
}

func (m *Machine) orderItems(a, b []value) int {
	for i := range a {
		if i >= len(b) {
			return 1
		}
		if m.equal(a[i], b[i]) {
			continue
		}
		return m.order(a[i], b[i])
	}
	if len(a) < len(b) {
		return -1
	}
	return 0
}

func (m *Machine) contains(in, x value) bool {
	switch in := in.(type) {
	case string:
		s, ok := x.(string)
		if !ok {
			panic(gaveUp{})
		}
		return strings.Contains(in, s)
	case *dict:
		if i, ok := x.(*instance); ok && i.class.find("__eq__") != nil {
			for _, k := range in.keys() {
				if m.equal(x, k) {
					panic(gaveUp{}) // whether it is found depends on its hash
				}
			}
			return false
		}
		_, ok := in.get(x)
		return ok
	case *span:
		if i, ok := asInt(x); ok {
			return in.length() > 0 && (i-in.start)%in.step == 0 && (i-in.start)/in.step >= 0 && (i-in.start)/in.step < in.length()
		}
	case *instance:
		if in.class.find("__contains__") != nil {
			return m.truth(m.method(in, "__contains__", x))
		}
	case *array:
		panic(gaveUp{})
	}
	for next := m.iterate(in); ; {
		y, ok := next()
		if !ok {
			return false
		}
		if m.equal(x, y) {
			return true
		}
	}
}
