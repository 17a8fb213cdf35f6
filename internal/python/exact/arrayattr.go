package exact

import (
	"math"
	"slices"
)

// arrayAttr is an attribute of an array.
func (m *Machine) arrayAttr(a *array, name string) value {
	switch name {
	case "shape":
		t := &tuple{}
		for _, d := range a.shape {
			t.items = append(t.items, d)
		}
		return t
	case "ndim":
		return len(a.shape)
	case "size":
		return len(a.at)
	case "itemsize", "nbytes":
		if a.kind == 'b' {
			return unknown{}
		}
		if name == "nbytes" {
			return 8 * len(a.at)
		}
		return 8
	case "T":
		return transposed(a)
	}
	call := m.arrayMethod(a, name)
	if call == nil {
		return unknown{}
	}
	return &native{name, call}
}

func (m *Machine) arrayMethod(a *array, name string) func(*arguments) value {
	switch name {
	case "sum", "prod", "min", "max", "mean", "std", "var", "any", "all", "argmin", "argmax", "cumsum":
		return func(c *arguments) value { return m.reduced(a, name, c) }
	case "reshape":
		return func(c *arguments) value { return m.reshaped(a, c) }
	case "ravel", "flatten":
		return func(c *arguments) value {
			if len(c.list)+len(c.names) > 0 {
				panic(gaveUp{})
			}
			out := m.reshaped(a, &arguments{list: []value{-1}}).(*array)
			if name == "flatten" {
				return a.like(a.kind, out.shape, out.values())
			}
			return out
		}
	case "copy":
		return func(*arguments) value { return a.like(a.kind, a.shape, a.values()) }
	case "astype":
		return func(c *arguments) value {
			kind := typed(&arguments{list: c.list}, 0, 0)
			return a.like(kind, a.shape, a.converted(kind))
		}
	case "dot":
		return func(c *arguments) value { return m.dot(a, m.arrayOf(c.list[0])) }
	case "transpose":
		return func(c *arguments) value {
			if len(c.list) > 0 {
				panic(gaveUp{})
			}
			return transposed(a)
		}
	case "round":
		return func(c *arguments) value { return m.rounded(a, c.at(0, "decimals", 0)) }
	case "tolist":
		return func(*arguments) value { return m.unstacked(a) }
	case "fill":
		return m.changing(a, func(c *arguments) value {
			m.setArrayItem(a, &slice{}, c.list[0])
			return nil
		})
	case "sort":
		return m.changing(a, func(c *arguments) value {
			out := m.sortedArray(a, &arguments{list: append([]value{nil}, c.list...), names: c.names, named: c.named}).(*array)
			for i, p := range a.at {
				a.store.data[p] = out.value(i)
			}
			return nil
		})
	}
	return nil
}

func (m *Machine) unstacked(a *array) value {
	out := make([]value, 0, a.shape[0])
	for _, x := range m.rowsOf(a) {
		if row, ok := x.(*array); ok {
			x = m.unstacked(row)
		}
		out = append(out, x)
	}
	return newList(out)
}

func transposed(a *array) value {
	n := len(a.shape)
	if n < 2 {
		return a
	}
	shape := slices.Clone(a.shape)
	slices.Reverse(shape)
	out := &array{shape: shape, at: make([]int, len(a.at)), store: a.store, kind: a.kind}
	for k := range a.at {
		rest, to, stride := k, 0, len(a.at)
		for i := n - 1; i >= 0; i-- {
			stride /= a.shape[i]
			to += rest % a.shape[i] * stride
			rest /= a.shape[i]
		}
		out.at[to] = a.at[k]
	}
	return out
}

func (m *Machine) reshaped(a *array, c *arguments) value {
	c.only()
	var shape []int
	if len(c.list) == 1 {
		shape = m.shapeOf(c.list[0])
	} else {
		for _, v := range c.list {
			shape = append(shape, toInt(sure(v)))
		}
	}
	free, known := -1, 1
	for i, d := range shape {
		if d < 0 {
			if free >= 0 {
				panic(gaveUp{})
			}
			free = i
			continue
		}
		known *= d
	}
	if free >= 0 {
		if known == 0 || len(a.at)%known != 0 {
			panic(gaveUp{})
		}
		shape[free] = len(a.at) / known
	}
	if product(shape) != len(a.at) {
		m.raise("ValueError", "")
	}
	for i := 1; i < len(a.at); i++ {
		if a.at[i] != a.at[i-1]+1 {
			return a.like(a.kind, shape, a.values()) // a copy, where it cannot be another view
		}
	}
	return &array{shape: shape, at: a.at, store: a.store, kind: a.kind}
}

// reduced is a function along one dimension, or over all elements.
func (m *Machine) reduced(a *array, word string, c *arguments) value {
	c.only("axis")
	of, kind, rough := reduction(word, a)
	axis := c.at(0, "axis", nil)
	if len(a.at) == 0 || len(c.list) > 1 {
		panic(gaveUp{})
	}
	if axis == nil {
		if word == "cumsum" {
			return m.cumulated(a.like(a.kind, []int{len(a.at)}, a.values()), 0)
		}
		out := newArray(kind, nil, []float64{of(a.values())})
		out.store.rough = a.store.rough && kind == 'f' || rough && len(a.at) >= 8
		return out.scalar(out.value(0))
	}
	d := toInt(axis)
	if d < 0 {
		d += len(a.shape)
	}
	if d < 0 || d >= len(a.shape) {
		panic(gaveUp{})
	}
	if word == "cumsum" {
		return m.cumulated(a, d)
	}
	values := a.values()
	var data []float64
	lanes(a.shape, d, func(at []int) {
		lane := make([]float64, len(at))
		for i, p := range at {
			m.step()
			lane[i] = values[p]
		}
		data = append(data, of(lane))
	})
	shape := append(slices.Clone(a.shape[:d]), a.shape[d+1:]...)
	out := newArray(kind, shape, data)
	out.store.rough = a.store.rough || rough
	if len(shape) == 0 {
		return out.scalar(data[0])
	}
	return out
}

func (m *Machine) cumulated(a *array, axis int) value {
	data := a.values()
	lanes(a.shape, axis, func(at []int) {
		for i := 1; i < len(at); i++ {
			data[at[i]] += data[at[i-1]]
		}
	})
	kind := a.kind
	if kind == 'b' {
		kind = 'i'
	}
	return a.like(kind, a.shape, data)
}

// reduction is what makes one number of many, the kind that it gives, and
// whether the order of adding up may show in the last digit.
func reduction(word string, a *array) (of func([]float64) float64, kind byte, rough bool) {
	whole := a.kind
	if whole == 'b' {
		whole = 'i'
	}
	floats := a.kind == 'f'
	switch word {
	case "sum":
		return sumOf, whole, floats
	case "prod":
		return func(x []float64) float64 {
			p := 1.0
			for _, v := range x {
				p *= v
			}
			return p
		}, whole, floats
	case "min":
		return slices.Min[[]float64], a.kind, false
	case "max":
		return slices.Max[[]float64], a.kind, false
	case "mean":
		return meanOf, 'f', floats
	case "var":
		return varianceOf, 'f', true
	case "std":
		return func(x []float64) float64 { return math.Sqrt(varianceOf(x)) }, 'f', true
	case "any":
		return func(x []float64) float64 {
			return truth(slices.ContainsFunc(x, func(v float64) bool { return v != 0 }))
		}, 'b', false
	case "all":
		return func(x []float64) float64 { return truth(!slices.Contains(x, 0)) }, 'b', false
	case "argmin":
		return func(x []float64) float64 { return float64(slices.Index(x, slices.Min(x))) }, 'i', false
	case "argmax":
		return func(x []float64) float64 { return float64(slices.Index(x, slices.Max(x))) }, 'i', false
	case "count-nonzero":
		return func(x []float64) float64 {
			n := 0.0
			for _, v := range x {
				n += truth(v != 0)
			}
			return n
		}, 'i', false
	case "cumsum":
		return sumOf, whole, floats
	}
	panic(gaveUp{})
}

func sumOf(x []float64) float64 {
	total := 0.0
	for _, v := range x {
		total += v
	}
	return total
}

func meanOf(x []float64) float64 { return sumOf(x) / float64(len(x)) }

func varianceOf(x []float64) float64 {
	mean, total := meanOf(x), 0.0
	for _, v := range x {
		total += (v - mean) * (v - mean)
	}
	return total / float64(len(x))
}
