package exact

import (
	"math"
	"math/big"
	"slices"

	"leadline/internal/python/syntax"
)

// module is a module by its name: one of the standard library that is known, or
// no more than the name.
func (m *Machine) module(name string) value {
	members := map[string]value{}
	switch name {
	case "math":
		members = m.mathNames()
	case "itertools":
		members = m.natives(map[string]func(*arguments) value{"chain": m.chain, "count": m.count, "repeat": m.repeated, "product": m.product, "islice": m.islice,
			"permutations": m.permutations, "combinations": m.combinations, "cycle": m.cycle, "takewhile": m.takewhile, "accumulate": m.accumulate, "zip_longest": nil})
	case "functools":
		members = m.natives(map[string]func(*arguments) value{"reduce": m.reduce, "lru_cache": m.cached, "cache": m.cached, "partial": m.partial, "wraps": nil})
	case "collections":
		members = m.natives(map[string]func(*arguments) value{"namedtuple": m.namedtuple, "Counter": m.counter, "defaultdict": m.defaultdict, "OrderedDict": nil, "deque": m.deque})
	case "operator":
		members = m.operators()
	case "string":
		members = map[string]value{"ascii_lowercase": "abcdefghijklmnopqrstuvwxyz", "ascii_uppercase": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "digits": "0123456789",
			"ascii_letters": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "punctuation": "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"}
	case "__future__":
		members = map[string]value{"division": nil, "print_function": nil, "absolute_import": nil, "annotations": nil, "unicode_literals": nil}
	case "typing":
		return &library{name}
	case "random":
		return &library{name}
	default:
		return &library{name}
	}
	return &module{name: name, members: members}
}

func (m *Machine) natives(of map[string]func(*arguments) value) map[string]value {
	out := map[string]value{}
	for name, call := range of {
		if call == nil {
			out[name] = unknown{}
			continue
		}
		out[name] = &native{name, call}
	}
	return out
}

func (m *Machine) mathNames() map[string]value {
	out := map[string]value{"pi": math.Pi, "e": math.E, "inf": math.Inf(1), "tau": 2 * math.Pi}
	float := func(name string, of func(float64) float64) {
		out[name] = &native{name, func(c *arguments) value {
			return m.one(c, nil, func(v value) value {
				if !isNumber(v) {
					panic(gaveUp{})
				}
				x := of(asFloat(v))
				if math.IsNaN(x) || math.IsInf(x, 0) {
					panic(gaveUp{})
				}
				return x
			})
		}}
	}
	float("sqrt", math.Sqrt)
	float("fabs", math.Abs)
	for _, name := range [...]string{"floor", "ceil", "trunc"} {
		of := map[string]func(float64) float64{"floor": math.Floor, "ceil": math.Ceil, "trunc": math.Trunc}[name]
		out[name] = &native{name, func(c *arguments) value {
			return m.one(c, nil, func(v value) value {
				x, ok := v.(float64)
				if !ok {
					b, _ := asBig(v)
					return whole(b)
				}
				b, _ := big.NewFloat(of(x)).Int(nil)
				return whole(b)
			})
		}}
	}
	out["gcd"] = &native{"gcd", func(c *arguments) value {
		g := new(big.Int)
		for _, v := range c.list {
			b, ok := asBig(sure(v))
			if !ok {
				panic(gaveUp{})
			}
			g.GCD(nil, nil, g, new(big.Int).Abs(b))
		}
		return whole(g)
	}}
	out["factorial"] = &native{"factorial", func(c *arguments) value {
		n := toInt(sure(c.list[0]))
		if n < 0 || n > 400 {
			panic(gaveUp{})
		}
		return whole(new(big.Int).MulRange(1, int64(n)))
	}}
	out["comb"] = &native{"comb", func(c *arguments) value {
		n, k := toInt(sure(c.list[0])), toInt(sure(c.list[1]))
		if n < 0 || k < 0 || n > 1000 {
			panic(gaveUp{})
		}
		return whole(new(big.Int).Binomial(int64(n), int64(k)))
	}}
	out["isqrt"] = &native{"isqrt", func(c *arguments) value {
		b, ok := asBig(sure(c.list[0]))
		if !ok || b.Sign() < 0 {
			panic(gaveUp{})
		}
		return whole(new(big.Int).Sqrt(b))
	}}
	out["prod"] = &native{"prod", func(c *arguments) value {
		c.only()
		var total value = 1
		for _, x := range m.unordered(c.list[0]) {
			total = m.binary(syntax.Mult, total, x)
		}
		return total
	}}
	return out
}

func (m *Machine) operators() map[string]value {
	out := map[string]value{}
	for name, op := range map[string]syntax.Operator{"add": syntax.Add, "sub": syntax.Sub, "mul": syntax.Mult, "truediv": syntax.Div, "floordiv": syntax.FloorDiv, "mod": syntax.Mod,
		"pow": syntax.Pow, "and_": syntax.BitAnd, "or_": syntax.BitOr, "xor": syntax.BitXor} {
		out[name] = &native{name, func(c *arguments) value { return m.binary(op, c.list[0], c.list[1]) }}
	}
	for name, op := range map[string]syntax.Operator{"eq": syntax.Eq, "ne": syntax.NotEq, "lt": syntax.Lt, "le": syntax.LtE, "gt": syntax.Gt, "ge": syntax.GtE} {
		out[name] = &native{name, func(c *arguments) value { return m.compare(op, c.list[0], c.list[1]) }}
	}
	out["neg"] = &native{"neg", func(c *arguments) value { return m.unary(syntax.USub, c.list[0]) }}
	out["itemgetter"] = &native{"itemgetter", func(c *arguments) value {
		return &native{"itemgetter", func(d *arguments) value {
			if len(c.list) == 1 {
				return m.item(d.list[0], c.list[0])
			}
			t := &tuple{}
			for _, k := range c.list {
				t.items = append(t.items, m.item(d.list[0], k))
			}
			return t
		}}
	}}
	return out
}

func (m *Machine) chain(c *arguments) value { return m.chained(overItems(c.list)) }

func (m *Machine) chained(outer func() (value, bool)) value {
	var inner func() (value, bool)
	return &iterator{next: func() (value, bool) {
		for {
			if inner == nil {
				v, ok := outer()
				if !ok {
					return nil, false
				}
				inner = m.iterate(v)
			}
			if v, ok := inner(); ok {
				return v, true
			}
			inner = nil
		}
	}}
}

func (m *Machine) count(c *arguments) value {
	v, step := c.at(0, "start", 0), c.at(1, "step", 1)
	first := true
	return &iterator{next: func() (value, bool) {
		m.step()
		if !first {
			v = m.binary(syntax.Add, v, step)
		}
		first = false
		return v, true
	}}
}

func (m *Machine) repeated(c *arguments) value {
	n := c.at(1, "times", nil)
	left := -1
	if n != nil {
		left = toInt(n)
	}
	return &iterator{next: func() (value, bool) {
		m.step()
		if left == 0 {
			return nil, false
		}
		left--
		return c.list[0], true
	}}
}

func (m *Machine) cycle(c *arguments) value {
	items, i := m.collect(c.list[0]), -1
	return &iterator{next: func() (value, bool) {
		m.step()
		if len(items) == 0 {
			return nil, false
		}
		i++
		return items[i%len(items)], true
	}}
}

func (m *Machine) islice(c *arguments) value {
	start, stop := 0, 0
	if len(c.list) == 2 {
		stop = toInt(c.list[1])
	} else if len(c.list) == 3 {
		start, stop = toInt(c.list[1]), toInt(c.list[2])
	} else {
		panic(gaveUp{})
	}
	next, i := m.iterate(c.list[0]), 0
	return &iterator{next: func() (value, bool) {
		for ; i < start; i++ {
			if _, ok := next(); !ok {
				return nil, false
			}
		}
		if i >= stop {
			return nil, false
		}
		i++
		return next()
	}}
}

func (m *Machine) takewhile(c *arguments) value {
	next, over := m.iterate(c.list[1]), false
	return &iterator{next: func() (value, bool) {
		v, ok := next()
		if over || !ok || !m.truth(m.call(c.list[0], &arguments{list: []value{v}})) {
			over = true
			return nil, false
		}
		return v, true
	}}
}

func (m *Machine) accumulate(c *arguments) value {
	c.only()
	next := m.iterate(c.list[0])
	var total value
	first := true
	return &iterator{next: func() (value, bool) {
		v, ok := next()
		switch {
		case !ok:
			return nil, false
		case first:
			total, first = v, false
		case len(c.list) > 1:
			total = m.call(c.list[1], &arguments{list: []value{total, v}})
		default:
			total = m.binary(syntax.Add, total, v)
		}
		return total, true
	}}
}

// choosing is an iterator of tuples of chosen places; more moves on to the next
// choice.
func (m *Machine) choosing(pools [][]value, places []int, more func() bool) value {
	over := false
	return &iterator{next: func() (value, bool) {
		m.step()
		if over {
			return nil, false
		}
		t := &tuple{items: make([]value, len(places))}
		for i, p := range places {
			t.items[i] = pools[i][p]
		}
		over = !more()
		return t, true
	}}
}

func (m *Machine) product(c *arguments) value {
	c.only("repeat")
	n := toInt(c.at(9, "repeat", 1))
	var pools [][]value
	for range times(n, len(c.list)) {
		for _, v := range c.list {
			m.step()
			pools = append(pools, m.collect(v))
		}
	}
	for _, p := range pools {
		if len(p) == 0 {
			return newIterator(nil)
		}
	}
	places := make([]int, len(pools))
	return m.choosing(pools, places, func() bool {
		for i := len(places) - 1; i >= 0; i-- {
			if places[i]++; places[i] < len(pools[i]) {
				return true
			}
			places[i] = 0
		}
		return false
	})
}

func newIterator(items []value) *iterator { return &iterator{next: overItems(items)} }

// upTo are the numbers below n, in order.
func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func (m *Machine) combinations(c *arguments) value {
	pool, r := m.collect(c.list[0]), toInt(c.list[1])
	if r > len(pool) || r < 0 {
		return newIterator(nil)
	}
	places := upTo(r)
	return m.choosing(same(pool, r), places, func() bool {
		for i := r - 1; i >= 0; i-- {
			if places[i] < len(pool)-r+i {
				places[i]++
				for j := i + 1; j < r; j++ {
					places[j] = places[j-1] + 1
				}
				return true
			}
		}
		return false
	})
}

func (m *Machine) permutations(c *arguments) value {
	pool := m.collect(c.list[0])
	r := len(pool)
	if v := c.at(1, "r", nil); v != nil {
		r = toInt(v)
	}
	if r > len(pool) || r < 0 {
		return newIterator(nil)
	}
	places := upTo(r)
	return m.choosing(same(pool, r), places, func() bool {
		for i := r - 1; i >= 0; i-- {
			for p := places[i] + 1; p < len(pool); p++ {
				if slices.Contains(places[:i], p) {
					continue
				}
				places[i] = p
				m.lowest(places, i+1, len(pool))
				return true
			}
		}
		return false
	})
}

// lowest fills the places from i on with the smallest that are free.
func (m *Machine) lowest(places []int, i, n int) {
	for ; i < len(places); i++ {
		for p := range n {
			m.step()
			if !slices.Contains(places[:i], p) {
				places[i] = p
				break
			}
		}
	}
}

func same(pool []value, n int) [][]value {
	out := make([][]value, n)
	for i := range out {
		out[i] = pool
	}
	return out
}

func (m *Machine) reduce(c *arguments) value {
	items := m.collect(c.list[1])
	if len(c.list) > 2 {
		items = append([]value{c.list[2]}, items...)
	}
	if len(items) == 0 {
		m.raise("TypeError", "")
	}
	total := items[0]
	for _, x := range items[1:] {
		total = m.call(c.list[0], &arguments{list: []value{total, x}})
	}
	return total
}

// cached is lru_cache with and without arguments.
func (m *Machine) cached(c *arguments) value {
	if len(c.list) == 1 {
		if fn, ok := c.list[0].(*function); ok {
			own := *fn
			own.memo = newDict()
			return &own
		}
	}
	return &native{"cached", func(d *arguments) value {
		fn, ok := d.list[0].(*function)
		if !ok {
			panic(gaveUp{})
		}
		own := *fn
		own.memo = newDict()
		return &own
	}}
}

func (m *Machine) partial(c *arguments) value {
	return &native{"partial", func(d *arguments) value {
		return m.call(c.list[0], &arguments{list: append(append([]value{}, c.list[1:]...), d.list...),
			names: append(append([]string{}, c.names...), d.names...), named: append(append([]value{}, c.named...), d.named...)})
	}}
}

func (m *Machine) namedtuple(c *arguments) value {
	c.only()
	name, ok := c.list[0].(string)
	if !ok || len(c.list) != 2 {
		panic(gaveUp{})
	}
	k := &class{name: name, fields: map[string]value{}, tuple: []string{}}
	fields := c.list[1]
	if s, ok := fields.(string); ok {
		fields = m.split(commasToBlanks(s), &arguments{}, false)
	}
	for _, x := range m.collect(fields) {
		k.tuple = append(k.tuple, m.asText(x))
	}
	return k
}

func commasToBlanks(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] == ',' {
			b[i] = ' '
		}
	}
	return string(b)
}

func (m *Machine) counter(c *arguments) value {
	c.only()
	d := newDict()
	d.counter = true
	if len(c.list) == 0 {
		return d
	}
	if from, ok := c.list[0].(*dict); ok && !from.set {
		m.fill(d, from)
		return d
	}
	for _, x := range m.collect(c.list[0]) {
		n, _ := d.get(x)
		k, _ := asInt(n)
		d.put(x, k+1)
	}
	return d
}

func (m *Machine) defaultdict(c *arguments) value {
	c.only()
	d := newDict()
	if len(c.list) > 0 {
		d.factory = c.list[0]
	}
	if len(c.list) > 1 {
		m.fill(d, c.list[1])
	}
	return d
}

func (m *Machine) deque(c *arguments) value {
	c.only()
	if len(c.list) > 1 {
		panic(gaveUp{})
	}
	l := m.list(c).(*list)
	l.view = "deque"
	return l
}

// foreign calls a function of a library: one of those that make and reshape
// arrays, or one of which nothing is known.
func (m *Machine) foreign(fn *library, c *arguments) value {
	word := m.natures(fn.name)
	if m.arrays == nil {
		m.arrays = arrayCalls()
	}
	if of, ok := m.arrays[word]; ok {
		return m.native(&native{fn.name, func(c *arguments) value {
			for _, v := range c.list {
				sure(v)
			}
			return of(m, c)
		}}, c)
	}
	m.known = false
	m.handedOver(c)
	if word == Changes {
		seen := map[any]bool{}
		for _, v := range c.list {
			m.lose(v, seen)
		}
	}
	return unknown{}
}

// Changes is the word for a function that changes what it is given.
const Changes = "changes"

// natured is a member of a library: a constant of those that are known, or its
// name.
func (m *Machine) natured(name string) value {
	switch m.natures(name) {
	case "pi":
		return math.Pi
	case "e":
		return math.E
	case "none":
		return nil
	}
	return &library{name}
}
