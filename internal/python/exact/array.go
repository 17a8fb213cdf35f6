package exact

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"leadline/internal/python/syntax"
)

// array is a table of numbers in any number of dimensions. Its elements are
// places of a store that slices of it share.
type array struct {
	shape []int
	at    []int // places in the store, the last dimension fastest
	store *store
	kind  byte // i for whole numbers, f for floats, b for truth values
}

// store keeps numbers. Rough ones may differ in their last digits from those of
// the library.
type store struct {
	data  []float64
	lost  bool
	rough bool
}

const maxExact = 1 << 53

func newArray(kind byte, shape []int, data []float64) *array {
	if len(data) > maxItems || product(shape) != len(data) {
		panic(gaveUp{})
	}
	for _, x := range data {
		if kind == 'i' && math.Abs(x) >= maxExact {
			panic(gaveUp{})
		}
	}
	return &array{shape: shape, at: upTo(len(data)), store: &store{data: data}, kind: kind}
}

// product is how many numbers an array of a shape has; more than any may have where
// a length is less than none, or all of it is too much.
func product(shape []int) int {
	n := 1
	for _, d := range shape {
		switch {
		case d == 0:
			return 0
		case d < 0 || d > maxItems || n > maxItems:
			n = maxItems + 1
		default:
			n *= d
		}
	}
	return n
}

func (a *array) lost() bool { return a.store.lost }

func (a *array) value(i int) float64 { return a.store.data[a.at[i]] }

func (a *array) values() []float64 {
	out := make([]float64, len(a.at))
	for i := range out {
		out[i] = a.value(i)
	}
	return out
}

// like is an array of the same store, or of what is as rough.
func (a *array) like(kind byte, shape []int, data []float64) *array {
	out := newArray(kind, shape, data)
	out.store.rough = a.store.rough
	return out
}

// scalar is one element as a number.
func (a *array) scalar(x float64) value {
	switch a.kind {
	case 'b':
		return x != 0
	case 'i':
		return int(x)
	}
	if a.store.rough {
		return unknown{}
	}
	return x
}

// arrayOf makes an array of a number, nested lists, or an array.
func (m *Machine) arrayOf(v value) *array {
	switch v := sure(v).(type) {
	case *array:
		return v
	case bool:
		return newArray('b', nil, []float64{float64(toInt(v))})
	case int:
		return newArray('i', nil, []float64{float64(v)})
	case float64:
		return newArray('f', nil, []float64{v})
	case *list, *tuple, *span:
		return m.stacked(m.collect(v))
	}
	panic(gaveUp{})
}

func (m *Machine) stacked(items []value) *array {
	var data []float64
	var shape []int
	kind, rough := byte('f'), false
	for i, x := range items {
		m.step()
		a := m.arrayOf(x)
		if i == 0 {
			shape, kind = a.shape, a.kind
		} else if !slices.Equal(shape, a.shape) {
			panic(gaveUp{})
		}
		kind, rough = widest(kind, a.kind), rough || a.store.rough
		data = more(data, a.values())
	}
	out := newArray(kind, append([]int{len(items)}, shape...), data)
	out.store.rough = rough
	return out
}

func widest(a, b byte) byte {
	order := "bif"
	if strings.IndexByte(order, a) > strings.IndexByte(order, b) {
		return a
	}
	return b
}

// rowsOf are the elements of the first dimension.
func (m *Machine) rowsOf(a *array) []value {
	if len(a.shape) == 0 {
		panic(gaveUp{})
	}
	out := make([]value, a.shape[0])
	for i := range out {
		out[i] = m.arrayItem(a, i)
	}
	return out
}

// each applies a function to each element.
func (m *Machine) each(a *array, of func(float64) float64, kind byte) value {
	data := make([]float64, len(a.at))
	for i := range data {
		m.step()
		data[i] = of(a.value(i))
		if math.IsNaN(data[i]) || math.IsInf(data[i], 0) {
			panic(gaveUp{})
		}
	}
	out := a.like(kind, a.shape, data)
	if len(a.shape) == 0 {
		return out.scalar(data[0])
	}
	return out
}

// broadcast lays two arrays over one another.
func broadcast(a, b *array) (shape []int, left, right []int) {
	n := max(len(a.shape), len(b.shape))
	shape = make([]int, n)
	dim := func(x *array, i int) int {
		if j := i - n + len(x.shape); j >= 0 {
			return x.shape[j]
		}
		return 1
	}
	for i := range shape {
		p, q := dim(a, i), dim(b, i)
		if p != q && p != 1 && q != 1 {
			panic(gaveUp{})
		}
		shape[i] = max(p, q)
		if p == 0 || q == 0 {
			panic(gaveUp{})
		}
	}
	size := product(shape)
	if size > maxItems {
		panic(spent{})
	}
	spread := func(x *array) []int {
		out := make([]int, size)
		for k := range out {
			rest, at, stride := k, 0, 1
			for i := n - 1; i >= 0; i-- {
				p := rest % shape[i]
				rest /= shape[i]
				if d := dim(x, i); i-n+len(x.shape) >= 0 {
					if d > 1 {
						at += p * stride
					}
					stride *= d
				}
			}
			out[k] = at
		}
		return out
	}
	return shape, spread(a), spread(b)
}

// arrayBinary is an operator between arrays, or an array and a number.
func (m *Machine) arrayBinary(op syntax.Operator, x, y value) value {
	a, b := m.arrayOf(x), m.arrayOf(y)
	if op == syntax.MatMult {
		return m.dot(a, b)
	}
	of, kind := elementwise(op, a.kind, b.kind)
	return m.combined(a, b, of, kind)
}

func (m *Machine) combined(a, b *array, of func(x, y float64) float64, kind byte) value {
	shape, left, right := broadcast(a, b)
	data := make([]float64, len(left))
	for i := range data {
		m.step()
		data[i] = of(a.value(left[i]), b.value(right[i]))
		if math.IsNaN(data[i]) || math.IsInf(data[i], 0) {
			panic(gaveUp{})
		}
	}
	out := newArray(kind, shape, data)
	out.store.rough = a.store.rough || b.store.rough
	if len(shape) == 0 {
		return out.scalar(data[0])
	}
	return out
}

func truth(t bool) float64 {
	if t {
		return 1
	}
	return 0
}

func elementwise(op syntax.Operator, a, b byte) (func(x, y float64) float64, byte) {
	kind := widest(a, b)
	if kind == 'b' && (op == syntax.Add || op == syntax.Sub || op == syntax.Mult || op == syntax.Mod || op == syntax.FloorDiv || op == syntax.Pow) {
		panic(gaveUp{})
	}
	switch op {
	case syntax.Add:
		return func(x, y float64) float64 { return x + y }, kind
	case syntax.Sub:
		return func(x, y float64) float64 { return x - y }, kind
	case syntax.Mult:
		return func(x, y float64) float64 { return x * y }, kind
	case syntax.Div:
		return func(x, y float64) float64 { return x / y }, 'f'
	case syntax.FloorDiv, syntax.Mod:
		return func(x, y float64) float64 {
			if y == 0 {
				panic(gaveUp{})
			}
			return floorMod(op, x, y)
		}, kind
	case syntax.Pow:
		return func(x, y float64) float64 {
			if kind == 'i' && y < 0 {
				panic(gaveUp{})
			}
			return math.Pow(x, y)
		}, kind
	case syntax.Eq:
		return func(x, y float64) float64 { return truth(x == y) }, 'b'
	case syntax.NotEq:
		return func(x, y float64) float64 { return truth(x != y) }, 'b'
	case syntax.Lt, syntax.LtE, syntax.Gt, syntax.GtE:
		return func(x, y float64) float64 {
			c, _ := compareNumbers(x, y)
			return truth(holds(op, c))
		}, 'b'
	}
	if kind != 'b' {
		panic(gaveUp{})
	}
	switch op {
	case syntax.BitAnd:
		return func(x, y float64) float64 { return truth(x != 0 && y != 0) }, 'b'
	case syntax.BitOr:
		return func(x, y float64) float64 { return truth(x != 0 || y != 0) }, 'b'
	case syntax.BitXor:
		return func(x, y float64) float64 { return truth(x != y) }, 'b'
	}
	panic(gaveUp{})
}

func (m *Machine) arrayInplace(op syntax.Operator, a *array, v value) value {
	out, ok := m.arrayBinary(op, a, v).(*array)
	if !ok || !slices.Equal(out.shape, a.shape) || out.kind != a.kind && a.kind != 'f' {
		panic(gaveUp{})
	}
	for i, p := range a.at {
		a.store.data[p] = out.value(i)
	}
	a.store.rough = a.store.rough || out.store.rough
	return a
}

func (m *Machine) arrayUnary(op syntax.Operator, a *array) value {
	switch {
	case op == syntax.USub && a.kind != 'b':
		return m.each(a, func(x float64) float64 { return 0 - x }, a.kind)
	case op == syntax.UAdd && a.kind != 'b':
		return a
	case op == syntax.Invert && a.kind == 'b':
		return m.each(a, func(x float64) float64 { return truth(x == 0) }, 'b')
	}
	panic(gaveUp{})
}

func (m *Machine) dot(a, b *array) value {
	switch {
	case len(a.shape) == 1 && len(b.shape) == 1 && a.shape[0] == b.shape[0]:
		total := 0.0
		for i := range a.at {
			total += a.value(i) * b.value(i)
		}
		out := newArray(widest(a.kind, b.kind), nil, []float64{total})
		out.store.rough = out.kind == 'f'
		return out.scalar(total)
	case len(a.shape) == 2 && (len(b.shape) == 2 || len(b.shape) == 1) && a.shape[1] == b.shape[0]:
		n, inner, columns := a.shape[0], a.shape[1], product(b.shape[1:])
		data := make([]float64, 0, n*columns)
		for i := range n {
			for j := range columns {
				total := 0.0
				for k := range inner {
					m.step()
					total += a.value(i*inner+k) * b.value(k*columns+j)
				}
				data = append(data, total)
			}
		}
		out := newArray(widest(a.kind, b.kind), append([]int{n}, b.shape[1:]...), data)
		out.store.rough = out.kind == 'f'
		return out
	}
	panic(gaveUp{})
}

// arrayText is how an array is shown.
func (m *Machine) arrayText(a *array, repr bool) string {
	if len(a.at) == 0 || len(a.at) > 1000 || len(a.shape) == 0 {
		panic(gaveUp{})
	}
	words := make([]string, len(a.at))
	switch a.kind {
	case 'b':
		for i := range words {
			words[i] = m.repr(a.value(i) != 0)
		}
	case 'i':
		for i := range words {
			words[i] = strconv.FormatFloat(a.value(i), 'f', 0, 64)
		}
	default:
		words = floatWords(a.values())
	}
	sep := " "
	if repr {
		sep = ", "
	}
	s := nested(words, a.shape, sep)
	if repr {
		return "array(" + s + ")"
	}
	return s
}

func nested(words []string, shape []int, sep string) string {
	if len(shape) == 1 {
		return "[" + strings.Join(words, sep) + "]"
	}
	parts := make([]string, shape[0])
	each := len(words) / shape[0]
	for i := range parts {
		parts[i] = nested(words[i*each:(i+1)*each], shape[1:], sep)
	}
	return "[" + strings.Join(parts, sep) + "]"
}

// floatWords are the texts of the floats of one array: eight digits behind the
// point at most, all with an exponent where they are far apart.
func floatWords(data []float64) []string {
	low, high := math.Inf(1), 0.0
	for _, x := range data {
		if x = math.Abs(x); x != 0 {
			low, high = min(low, x), max(high, x)
		}
	}
	out := make([]string, len(data))
	if high >= 1e8 || high > 0 && (low < 0.0001 || high/low > 1000) {
		return scientific(data)
	}
	for i, x := range data {
		s := strconv.FormatFloat(x, 'f', -1, 64)
		if _, behind, ok := strings.Cut(s, "."); ok && len(behind) > 8 {
			s = strings.TrimRight(strconv.FormatFloat(x, 'f', 8, 64), "0")
		}
		if !strings.Contains(s, ".") {
			s += "."
		}
		out[i] = s
	}
	return out
}

func scientific(data []float64) []string {
	out, heads, tails := make([]string, len(data)), make([]string, len(data)), make([]string, len(data))
	longest := 0
	for i, x := range data {
		s := strconv.FormatFloat(x, 'e', -1, 64)
		head, tail, _ := strings.Cut(s, "e")
		if _, behind, _ := strings.Cut(head, "."); len(behind) > 8 {
			head, tail, _ = strings.Cut(strconv.FormatFloat(x, 'e', 8, 64), "e")
			head = strings.TrimRight(head, "0")
		}
		if !strings.Contains(head, ".") {
			head += "."
		}
		heads[i], tails[i] = head, tail
		_, behind, _ := strings.Cut(head, ".")
		longest = max(longest, len(behind))
	}
	for i := range out {
		_, behind, _ := strings.Cut(heads[i], ".")
		out[i] = heads[i] + strings.Repeat("0", longest-len(behind)) + "e" + tails[i]
	}
	return out
}
