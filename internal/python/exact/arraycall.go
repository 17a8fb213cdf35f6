package exact

import (
	"math"
	"slices"

	"leadline/internal/python/syntax"
)

// arrayCalls are the functions on arrays that are known, by the word that a
// model gives them.
func arrayCalls() map[string]func(m *Machine, c *arguments) value {
	return map[string]func(m *Machine, c *arguments) value{
		"array": func(m *Machine, c *arguments) value {
			c.only("dtype")
			a := m.arrayOf(c.list[0])
			if len(a.shape) == 0 {
				panic(gaveUp{})
			}
			return a.like(typed(c, 1, a.kind), a.shape, a.converted(typed(c, 1, a.kind)))
		},
		"arange":      (*Machine).arange,
		"linspace":    (*Machine).linspace,
		"zeros":       func(m *Machine, c *arguments) value { return m.filled(c, 0, 1) },
		"ones":        func(m *Machine, c *arguments) value { return m.filled(c, 1, 1) },
		"full":        (*Machine).full,
		"eye":         (*Machine).eye,
		"zeros-like":  func(m *Machine, c *arguments) value { return m.filledLike(c, 0) },
		"ones-like":   func(m *Machine, c *arguments) value { return m.filledLike(c, 1) },
		"concatenate": (*Machine).concatenate,
		"vstack":      (*Machine).vstack,
		"hstack":      (*Machine).hstack,
		"dot":         func(m *Machine, c *arguments) value { return m.dot(m.arrayOf(c.list[0]), m.arrayOf(c.list[1])) },
		"absolute":    exactly(math.Abs), "sqrt": floating(math.Sqrt, false), "square": exactly(func(x float64) float64 { return x * x }),
		"floor": floating(math.Floor, false), "ceil": floating(math.Ceil, false), "negative": exactly(func(x float64) float64 { return 0 - x }),
		"exp": floating(math.Exp, true), "log": floating(math.Log, true), "log2": floating(math.Log2, true), "log10": floating(math.Log10, true), "exp2": floating(math.Exp2, true),
		"sin": floating(math.Sin, true), "cos": floating(math.Cos, true), "tan": floating(math.Tan, true), "expm1": floating(math.Expm1, true), "log1p": floating(math.Log1p, true),
		"arcsin": floating(math.Asin, true), "arccos": floating(math.Acos, true), "arctan": floating(math.Atan, true), "tanh": floating(math.Tanh, true),
		"add": operating(syntax.Add), "subtract": operating(syntax.Sub), "multiply": operating(syntax.Mult), "divide": operating(syntax.Div),
		"power": operating(syntax.Pow), "mod": operating(syntax.Mod), "floor-divide": operating(syntax.FloorDiv),
		"maximum": merging(math.Max), "minimum": merging(math.Min),
		"sum": reducing("sum"), "prod": reducing("prod"), "min": reducing("min"), "max": reducing("max"), "mean": reducing("mean"), "std": reducing("std"), "var": reducing("var"),
		"any": reducing("any"), "all": reducing("all"), "argmin": reducing("argmin"), "argmax": reducing("argmax"), "cumsum": reducing("cumsum"), "count-nonzero": reducing("count-nonzero"),
		"sort": func(m *Machine, c *arguments) value {
			c.only("axis")
			return m.sortedArray(m.arrayOf(c.list[0]), c)
		},
		"unique": (*Machine).unique,
		"reshape": func(m *Machine, c *arguments) value {
			return m.reshaped(m.arrayOf(c.list[0]), &arguments{list: c.list[1:], names: c.names, named: c.named})
		},
		"transpose": func(m *Machine, c *arguments) value { return transposed(m.arrayOf(c.list[0])) },
		"round":     func(m *Machine, c *arguments) value { return m.rounded(m.arrayOf(c.list[0]), c.at(1, "decimals", 0)) },
	}
}

func exactly(of func(float64) float64) func(*Machine, *arguments) value {
	return func(m *Machine, c *arguments) value {
		c.only()
		a := m.arrayOf(c.list[0])
		if a.kind == 'b' || len(c.list) > 1 {
			panic(gaveUp{})
		}
		return m.each(a, of, a.kind)
	}
}

// floating is a function that gives floats; rough ones need not give the last
// digit that the library gives.
func floating(of func(float64) float64, rough bool) func(*Machine, *arguments) value {
	return func(m *Machine, c *arguments) value {
		c.only()
		if len(c.list) != 1 {
			panic(gaveUp{})
		}
		a := m.arrayOf(c.list[0])
		out, ok := m.each(a, of, 'f').(*array)
		if !ok {
			if rough {
				return unknown{}
			}
			return of(a.value(0))
		}
		out.store.rough = a.store.rough || rough
		return out
	}
}

func operating(op syntax.Operator) func(*Machine, *arguments) value {
	return func(m *Machine, c *arguments) value {
		c.only()
		if len(c.list) != 2 {
			panic(gaveUp{})
		}
		return m.arrayBinary(op, c.list[0], c.list[1])
	}
}

func merging(of func(x, y float64) float64) func(*Machine, *arguments) value {
	return func(m *Machine, c *arguments) value {
		c.only()
		a, b := m.arrayOf(c.list[0]), m.arrayOf(c.list[1])
		return m.combined(a, b, of, widest(a.kind, b.kind))
	}
}

func reducing(word string) func(*Machine, *arguments) value {
	return func(m *Machine, c *arguments) value {
		return m.reduced(m.arrayOf(c.list[0]), word, &arguments{list: c.list[1:], names: c.names, named: c.named})
	}
}

// typed is the kind of numbers that an argument asks for.
func typed(c *arguments, i int, otherwise byte) byte {
	v := c.at(i, "dtype", nil)
	switch v := v.(type) {
	case nil:
		return otherwise
	case *native:
		switch v.name {
		case "int":
			return 'i'
		case "float":
			return 'f'
		case "bool":
			return 'b'
		}
	case string:
		switch v {
		case "int", "int64":
			return 'i'
		case "float", "float64":
			return 'f'
		case "bool":
			return 'b'
		}
	}
	panic(gaveUp{})
}

func (a *array) converted(kind byte) []float64 {
	data := a.values()
	for i, x := range data {
		switch kind {
		case 'i':
			data[i] = math.Trunc(x)
		case 'b':
			data[i] = truth(x != 0)
		}
	}
	return data
}

func (m *Machine) arange(c *arguments) value {
	c.only("dtype")
	start, stop, step := value(0), c.list[0], value(1)
	if len(c.list) > 1 {
		start, stop = c.list[0], c.list[1]
	}
	if len(c.list) > 2 {
		step = c.list[2]
	}
	kind := byte('i')
	for _, v := range []value{start, stop, step} {
		if _, ok := sure(v).(float64); ok {
			kind = 'f'
		}
	}
	a, d := asFloat(start), asFloat(step)
	n := max(0, int(math.Ceil((asFloat(stop)-a)/d)))
	if n > maxItems {
		panic(spent{})
	}
	data := make([]float64, n)
	for i := range data {
		data[i] = a + float64(i)*d
	}
	out := newArray(kind, []int{n}, data)
	want := typed(c, 3, kind)
	return newArray(want, out.shape, out.converted(want))
}

func (m *Machine) linspace(c *arguments) value {
	c.only("num")
	a, b, n := asFloat(sure(c.list[0])), asFloat(sure(c.list[1])), toInt(c.at(2, "num", 50))
	if n < 2 || n > maxItems {
		panic(gaveUp{})
	}
	step := (b - a) / float64(n-1)
	data := make([]float64, n)
	for i := range data {
		data[i] = float64(i)*step + a
	}
	data[n-1] = b
	return newArray('f', []int{n}, data)
}

// shapeOf is a shape as an argument: a number, or several.
func (m *Machine) shapeOf(v value) []int {
	if n, ok := asInt(sure(v)); ok {
		return []int{n}
	}
	var out []int
	for _, x := range m.collect(v) {
		out = append(out, toInt(sure(x)))
	}
	return out
}

func (m *Machine) filled(c *arguments, x float64, at int) value {
	c.only("dtype")
	return m.full(&arguments{list: []value{c.list[0], x}, names: []string{"dtype"}, named: []value{c.at(at, "dtype", m.builtins["float"])}})
}

func (m *Machine) full(c *arguments) value {
	c.only("dtype")
	shape := m.shapeOf(c.list[0])
	n := product(shape)
	if n > maxItems || n < 0 {
		panic(spent{})
	}
	x := m.arrayOf(c.list[1])
	if len(x.shape) > 0 {
		panic(gaveUp{})
	}
	kind := typed(c, 2, x.kind)
	data := make([]float64, n)
	for i := range data {
		data[i] = x.converted(kind)[0]
	}
	return newArray(kind, shape, data)
}

func (m *Machine) filledLike(c *arguments, x float64) value {
	c.only("dtype")
	a := m.arrayOf(c.list[0])
	data := make([]float64, len(a.at))
	for i := range data {
		data[i] = x
	}
	return newArray(typed(c, 1, a.kind), a.shape, data)
}

func (m *Machine) eye(c *arguments) value {
	c.only("dtype")
	if len(c.list) != 1 {
		panic(gaveUp{})
	}
	n := toInt(sure(c.list[0]))
	if n < 0 {
		panic(gaveUp{})
	}
	if product([]int{n, n}) > maxItems {
		panic(spent{})
	}
	data := make([]float64, n*n)
	for i := range n {
		data[i*n+i] = 1
	}
	return newArray(typed(c, 9, 'f'), []int{n, n}, data)
}

func (m *Machine) concatenate(c *arguments) value {
	c.only("axis")
	axis := toInt(c.at(1, "axis", 0))
	var parts []*array
	for _, x := range m.collect(c.list[0]) {
		parts = append(parts, m.arrayOf(x))
	}
	return m.joinedArrays(parts, axis)
}

func (m *Machine) joinedArrays(parts []*array, axis int) value {
	if len(parts) == 0 || axis < 0 || axis >= len(parts[0].shape) {
		panic(gaveUp{})
	}
	kind, rough, total := parts[0].kind, false, 0
	for _, p := range parts {
		if len(p.shape) != len(parts[0].shape) || !slices.Equal(p.shape[:axis], parts[0].shape[:axis]) || !slices.Equal(p.shape[axis+1:], parts[0].shape[axis+1:]) {
			panic(gaveUp{})
		}
		kind, rough, total = widest(kind, p.kind), rough || p.store.rough, total+p.shape[axis]
	}
	groups, inner := product(parts[0].shape[:axis]), product(parts[0].shape[axis+1:])
	var data []float64
	for g := range groups {
		for _, p := range parts {
			n := p.shape[axis] * inner
			data = more(data, p.values()[g*n:(g+1)*n])
		}
	}
	shape := slices.Clone(parts[0].shape)
	shape[axis] = total
	out := newArray(kind, shape, data)
	out.store.rough = rough
	return out
}

func (m *Machine) vstack(c *arguments) value {
	c.only()
	var parts []*array
	for _, x := range m.collect(c.list[0]) {
		a := m.arrayOf(x)
		if len(a.shape) == 1 {
			a = a.like(a.kind, []int{1, a.shape[0]}, a.values())
		}
		parts = append(parts, a)
	}
	return m.joinedArrays(parts, 0)
}

func (m *Machine) hstack(c *arguments) value {
	c.only()
	var parts []*array
	for _, x := range m.collect(c.list[0]) {
		parts = append(parts, m.arrayOf(x))
	}
	if len(parts) > 0 && len(parts[0].shape) == 1 {
		return m.joinedArrays(parts, 0)
	}
	return m.joinedArrays(parts, 1)
}

func (m *Machine) unique(c *arguments) value {
	c.only()
	data := m.arrayOf(c.list[0]).values()
	a := m.arrayOf(c.list[0])
	slices.Sort(data)
	data = slices.Compact(data)
	return a.like(a.kind, []int{len(data)}, data)
}

func (m *Machine) sortedArray(a *array, c *arguments) value {
	axis := toInt(c.at(1, "axis", -1))
	if axis < 0 {
		axis += len(a.shape)
	}
	if axis < 0 || axis >= len(a.shape) {
		panic(gaveUp{})
	}
	data := a.values()
	lanes(a.shape, axis, func(at []int) {
		lane := make([]float64, len(at))
		for i, p := range at {
			lane[i] = data[p]
		}
		slices.Sort(lane)
		for i, p := range at {
			data[p] = lane[i]
		}
	})
	return a.like(a.kind, a.shape, data)
}

// lanes visits the places of each run along one dimension.
func lanes(shape []int, axis int, visit func(at []int)) {
	inner := product(shape[axis+1:])
	at := make([]int, shape[axis])
	for g := range product(shape[:axis]) {
		for j := range inner {
			for i := range at {
				at[i] = (g*shape[axis]+i)*inner + j
			}
			visit(at)
		}
	}
}

func (m *Machine) rounded(a *array, digits value) value {
	d := toInt(digits)
	if d < 0 || d > 12 {
		panic(gaveUp{})
	}
	if a.kind != 'f' {
		return a
	}
	scale := math.Pow(10, float64(d))
	return m.each(a, func(x float64) float64 { return math.RoundToEven(x*scale) / scale }, 'f')
}
