package exact

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"leadline/internal/python/syntax"
)

// builtinNames are Python's own names, as far as they are known.
func (m *Machine) builtinNames() map[string]value {
	out := map[string]value{}
	for name, call := range map[string]func(*arguments) value{
		"print": m.print, "len": m.length, "range": m.ranged, "sum": m.sum, "sorted": m.sorted, "enumerate": m.enumerate, "zip": m.zip, "map": m.mapped,
		"filter": m.filter, "reversed": m.reversed, "any": m.any, "all": m.all, "iter": m.iter, "next": m.next, "round": m.round, "divmod": m.divmod,
		"isinstance": m.isinstance, "list": m.list, "tuple": m.tuple, "set": m.set, "frozenset": m.frozen, "dict": m.dict, "int": m.int, "float": m.float,
		"getattr": m.getattr, "hasattr": m.hasattr, "callable": m.callable, "type": m.typeOf, "pow": m.pow,
		"min": func(c *arguments) value { return m.extreme(c, -1) }, "max": func(c *arguments) value { return m.extreme(c, 1) },
		"str":  func(c *arguments) value { return m.one(c, "", func(v value) value { return m.text(v) }) },
		"repr": func(c *arguments) value { return m.one(c, nil, func(v value) value { return m.repr(v) }) },
		"bool": func(c *arguments) value { return m.one(c, false, func(v value) value { return m.truth(v) }) },
		"abs":  func(c *arguments) value { return m.one(c, nil, m.abs) },
		"chr":  func(c *arguments) value { return m.one(c, nil, func(v value) value { return string(rune(toInt(v))) }) },
		"ord":  func(c *arguments) value { return m.one(c, nil, ord) },
		"bin":  func(c *arguments) value { return m.one(c, nil, func(v value) value { return based(v, 2, "0b") }) },
		"hex":  func(c *arguments) value { return m.one(c, nil, func(v value) value { return based(v, 16, "0x") }) },
		"oct":  func(c *arguments) value { return m.one(c, nil, func(v value) value { return based(v, 8, "0o") }) },
		"format": func(c *arguments) value {
			spec, ok := c.at(1, "", "").(string)
			if !ok {
				panic(gaveUp{})
			}
			return m.format(c.at(0, "", unknown{}), spec)
		},
		"object": func(*arguments) value { panic(gaveUp{}) },
		"vars":   m.vars,
		// What these give is not known; they change nothing and print nothing.
		"id": quietly, "hash": quietly, "dir": quietly, "ascii": quietly, "bytes": quietly, "complex": quietly, "slice": quietly, "issubclass": quietly,
	} {
		out[name] = &native{name, call}
	}
	base := &class{name: "BaseException", fields: map[string]value{}}
	out["BaseException"] = base
	for _, row := range [...]string{"Exception BaseException", "ArithmeticError Exception", "ZeroDivisionError ArithmeticError", "OverflowError ArithmeticError", "AssertionError Exception",
		"AttributeError Exception", "LookupError Exception", "IndexError LookupError", "KeyError LookupError", "NameError Exception", "RuntimeError Exception",
		"NotImplementedError RuntimeError", "RecursionError RuntimeError", "StopIteration Exception", "TypeError Exception", "ValueError Exception"} {
		name, of, _ := strings.Cut(row, " ")
		out[name] = &class{name: name, bases: []*class{out[of].(*class)}, fields: map[string]value{}}
	}
	out["__name__"] = "__main__"
	return out
}

func quietly(*arguments) value { return unknown{} }

// vars gives the fields of an instance.
func (m *Machine) vars(c *arguments) value {
	return m.one(c, unknown{}, func(v value) value {
		x, ok := v.(*instance)
		if !ok {
			return unknown{}
		}
		d := newDict()
		for _, name := range x.order {
			d.put(name, x.fields[name])
		}
		return d
	})
}

// one is a function of at most one argument.
func (m *Machine) one(c *arguments, none value, of func(value) value) value {
	c.only()
	switch len(c.list) {
	case 0:
		if none != nil {
			return none
		}
	case 1:
		return of(sure(c.list[0]))
	}
	panic(gaveUp{})
}

func (m *Machine) print(c *arguments) value {
	m.write(func() string {
		c.only("sep", "end", "flush")
		sep, end := " ", "\n"
		if v, ok := c.keyword("sep"); ok && v != nil {
			sep = m.asText(v)
		}
		if v, ok := c.keyword("end"); ok && v != nil {
			end = m.asText(v)
		}
		parts := make([]string, len(c.list))
		for i, v := range c.list {
			parts[i] = m.text(v)
		}
		return strings.Join(parts, sep) + end
	})
	return nil
}

func (m *Machine) length(c *arguments) value {
	return m.one(c, nil, func(v value) value {
		switch v := v.(type) {
		case *list:
			return len(v.items)
		case *tuple:
			return len(v.items)
		case *dict:
			return len(v.at)
		case string:
			return len([]rune(v))
		case *span:
			return v.length()
		case *array:
			if len(v.shape) > 0 {
				return v.shape[0]
			}
		case *instance:
			if v.class.find("__len__") != nil {
				return m.method(v, "__len__")
			}
		}
		panic(gaveUp{})
	})
}

func (m *Machine) ranged(c *arguments) value {
	c.only()
	n := make([]int, len(c.list))
	for i, v := range c.list {
		n[i] = toInt(sure(v))
	}
	switch {
	case len(n) == 1:
		return &span{0, n[0], 1}
	case len(n) == 2:
		return &span{n[0], n[1], 1}
	case len(n) == 3 && n[2] != 0:
		return &span{n[0], n[1], n[2]}
	}
	panic(gaveUp{})
}

// sum adds up. Of floats Python keeps what rounding loses.
func (m *Machine) sum(c *arguments) value {
	c.only("start")
	total := c.at(1, "start", 0)
	if a, ok := c.list[0].(*array); ok {
		return m.reduced(a, "sum", &arguments{})
	}
	items := m.unordered(c.list[0])
	for _, x := range items {
		if _, ok := x.(float64); ok {
			return compensated(asNumbers(append([]value{total}, items...)))
		}
	}
	for _, x := range items {
		total = m.binary(syntax.Add, total, x)
	}
	return total
}

func asNumbers(items []value) []float64 {
	out := make([]float64, len(items))
	for i, x := range items {
		if !isNumber(x) {
			panic(gaveUp{})
		}
		out[i] = asFloat(x)
	}
	return out
}

func compensated(items []float64) value {
	sum, lost, plain := 0.0, 0.0, 0.0
	for _, x := range items {
		plain += x
		t := sum + x
		if math.Abs(sum) >= math.Abs(x) {
			lost += (sum - t) + x
		} else {
			lost += (x - t) + sum
		}
		sum = t
	}
	if sum+lost != plain {
		panic(gaveUp{}) // Python before 3.12 gives another one
	}
	return plain
}

func (m *Machine) sorted(c *arguments) value {
	c.only("key", "reverse")
	items := append([]value{}, m.unordered(c.list[0])...)
	d, set := c.list[0].(*dict)
	m.sortItems(items, c, set && d.set)
	return newList(items)
}

// sortItems sorts in place. Elements that come from a set must not be equal to
// one another by the key.
func (m *Machine) sortItems(items []value, c *arguments, distinct bool) {
	key, _ := c.keyword("key")
	reverse := false
	if v, ok := c.keyword("reverse"); ok {
		reverse = m.truth(v)
	}
	type pair struct{ key, item value }
	pairs := make([]pair, len(items))
	for i, x := range items {
		pairs[i] = pair{x, x}
		if key != nil {
			pairs[i].key = m.call(key, &arguments{list: []value{x}})
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int {
		o := m.order(a.key, b.key)
		if o == 0 && distinct {
			panic(gaveUp{})
		}
		if reverse {
			return -o
		}
		return o
	})
	for i := range pairs {
		items[i] = pairs[i].item
	}
}

func (m *Machine) enumerate(c *arguments) value {
	c.only("start")
	i := toInt(c.at(1, "start", 0)) - 1
	next := m.iterate(c.list[0])
	return &iterator{next: func() (value, bool) {
		v, ok := next()
		i++
		return &tuple{items: []value{i, v}}, ok
	}}
}

func (m *Machine) zip(c *arguments) value {
	c.only()
	nexts := make([]func() (value, bool), len(c.list))
	for i, v := range c.list {
		nexts[i] = m.iterate(v)
	}
	return &iterator{next: func() (value, bool) {
		items := make([]value, len(nexts))
		for i, next := range nexts {
			v, ok := next()
			if !ok {
				return nil, false
			}
			items[i] = v
		}
		return &tuple{items: items}, len(items) > 0
	}}
}

func (m *Machine) mapped(c *arguments) value {
	c.only()
	rows := m.zip(&arguments{list: c.list[1:]}).(*iterator)
	return &iterator{next: func() (value, bool) {
		row, ok := rows.next()
		if !ok {
			return nil, false
		}
		return m.call(c.list[0], &arguments{list: row.(*tuple).items}), true
	}}
}

func (m *Machine) filter(c *arguments) value {
	c.only()
	next := m.iterate(c.list[1])
	return &iterator{next: func() (value, bool) {
		for {
			v, ok := next()
			if !ok {
				return nil, false
			}
			test := v
			if c.list[0] != nil {
				test = m.call(c.list[0], &arguments{list: []value{v}})
			}
			if m.truth(test) {
				return v, true
			}
		}
	}}
}

func (m *Machine) reversed(c *arguments) value {
	items := append([]value{}, m.collect(c.list[0])...)
	slices.Reverse(items)
	return &iterator{next: overItems(items)}
}

func (m *Machine) any(c *arguments) value { return m.some(c, true) }
func (m *Machine) all(c *arguments) value { return m.some(c, false) }

func (m *Machine) some(c *arguments, wanted bool) value {
	if d, ok := c.list[0].(*dict); ok && d.set {
		c = &arguments{list: []value{newList(m.unordered(d))}}
	}
	next := m.iterate(c.list[0])
	for v, ok := next(); ok; v, ok = next() {
		if m.truth(v) == wanted {
			return wanted
		}
	}
	return !wanted
}

func (m *Machine) iter(c *arguments) value {
	if len(c.list) != 1 {
		panic(gaveUp{})
	}
	return &iterator{next: m.iterate(c.list[0])}
}

func (m *Machine) next(c *arguments) value {
	if x, ok := c.list[0].(*instance); ok {
		return m.method(x, "__next__")
	}
	it, ok := sure(c.list[0]).(*iterator)
	if !ok {
		panic(gaveUp{})
	}
	if v, ok := it.next(); ok {
		return v
	}
	if len(c.list) > 1 {
		return c.list[1]
	}
	m.raise("StopIteration", "")
	return nil
}

func (m *Machine) extreme(c *arguments, sign int) value {
	c.only("key", "default")
	items := c.list
	distinct := false
	if len(c.list) == 1 {
		if a, ok := c.list[0].(*array); ok {
			return m.reduced(a, map[int]string{-1: "min", 1: "max"}[sign], &arguments{})
		}
		items = m.unordered(c.list[0])
		d, ok := c.list[0].(*dict)
		distinct = ok && d.set
	}
	if len(items) == 0 {
		if v, ok := c.keyword("default"); ok {
			return v
		}
		m.raise("ValueError", "")
	}
	key, _ := c.keyword("key")
	var best, bestKey value
	for i, x := range items {
		k := x
		if key != nil {
			k = m.call(key, &arguments{list: []value{x}})
		}
		if i == 0 {
			best, bestKey = x, sure(k)
			continue
		}
		switch o := sign * m.order(k, bestKey); {
		case o > 0:
			best, bestKey = x, k
		case o == 0 && distinct && key != nil:
			panic(gaveUp{})
		}
	}
	return best
}

func (m *Machine) abs(v value) value {
	switch v := v.(type) {
	case float64:
		return math.Abs(v)
	case bool, int, *big.Int:
		b, _ := asBig(v)
		return whole(new(big.Int).Abs(b))
	case *array:
		return m.each(v, math.Abs, v.kind)
	case *instance:
		if v.class.find("__abs__") != nil {
			return m.method(v, "__abs__")
		}
	}
	panic(gaveUp{})
}

func ord(v value) value {
	s, _ := v.(string)
	r := []rune(s)
	if len(r) != 1 {
		panic(gaveUp{})
	}
	return int(r[0])
}

func based(v value, base int, mark string) value {
	b, ok := asBig(v)
	if !ok || b.Sign() < 0 {
		panic(gaveUp{})
	}
	return mark + b.Text(base)
}

func (m *Machine) round(c *arguments) value {
	x := sure(c.list[0])
	digits, _ := c.at(1, "ndigits", nil).(int)
	switch v := x.(type) {
	case bool, int, *big.Int:
		if digits >= 0 {
			return v
		}
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			break
		}
		if c.at(1, "ndigits", nil) == nil {
			b, _ := big.NewFloat(math.RoundToEven(v)).Int(nil)
			return whole(b)
		}
		if digits >= 0 && digits < 20 {
			r, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', digits, 64), 64)
			if err == nil {
				return r
			}
		}
	case *array:
		return m.rounded(v, c.at(1, "ndigits", 0))
	}
	panic(gaveUp{})
}

func (m *Machine) divmod(c *arguments) value {
	return &tuple{items: []value{m.binary(syntax.FloorDiv, c.list[0], c.list[1]), m.binary(syntax.Mod, c.list[0], c.list[1])}}
}

func (m *Machine) pow(c *arguments) value {
	if len(c.list) == 3 {
		x, a := asBig(sure(c.list[0]))
		y, b := asBig(sure(c.list[1]))
		z, d := asBig(sure(c.list[2]))
		if !a || !b || !d || y.Sign() < 0 || z.Sign() <= 0 {
			panic(gaveUp{})
		}
		return whole(new(big.Int).Exp(x, y, z))
	}
	return m.binary(syntax.Pow, c.list[0], c.list[1])
}

func (m *Machine) isinstance(c *arguments) value {
	return m.isOne(sure(c.list[0]), c.list[1])
}

func (m *Machine) isOne(v, kind value) bool {
	switch k := sure(kind).(type) {
	case *tuple:
		for _, x := range k.items {
			if m.isOne(v, x) {
				return true
			}
		}
		return false
	case *class:
		switch v := v.(type) {
		case *instance:
			return v.class.under(k)
		case *tuple:
			return v.class != nil && v.class.under(k)
		}
		return false
	case *native:
		switch k.name {
		case "int", "float", "str", "bool", "list", "tuple", "dict", "set", "frozenset", "range":
			if _, ok := v.(bool); ok && k.name == "int" {
				return true
			}
			return kindOf(v) == k.name
		case "object":
			return true
		}
	}
	panic(gaveUp{})
}

func kindOf(v value) string {
	switch v := v.(type) {
	case bool:
		return "bool"
	case int, *big.Int:
		return "int"
	case float64:
		return "float"
	case string:
		return "str"
	case *list:
		if v.view != "" {
			panic(gaveUp{})
		}
		return "list"
	case *tuple:
		return "tuple"
	case *span:
		return "range"
	case *dict:
		switch {
		case v.frozen:
			return "frozenset"
		case v.set:
			return "set"
		}
		return "dict"
	case *array:
		panic(gaveUp{})
	}
	return ""
}

func (m *Machine) typeOf(c *arguments) value {
	if len(c.list) == 1 {
		switch v := sure(c.list[0]).(type) {
		case *instance:
			return v.class
		case *tuple:
			if v.class != nil {
				return v.class
			}
		}
		if k := kindOf(c.list[0]); k != "" {
			return m.builtins[k]
		}
	}
	panic(gaveUp{})
}

func (m *Machine) list(c *arguments) value {
	if len(c.list) == 0 {
		return newList(nil)
	}
	return newList(append([]value{}, m.collect(c.list[0])...))
}

func (m *Machine) tuple(c *arguments) value {
	if len(c.list) == 0 {
		return &tuple{}
	}
	return &tuple{items: append([]value{}, m.collect(c.list[0])...)}
}

func (m *Machine) set(c *arguments) value {
	if len(c.list) == 0 {
		return newSet(nil)
	}
	return newSet(m.unordered(c.list[0]))
}

func (m *Machine) frozen(c *arguments) value {
	d := m.set(c).(*dict)
	d.frozen = true
	return d
}

func (m *Machine) dict(c *arguments) value {
	d := newDict()
	if len(c.list) > 0 {
		m.fill(d, c.list[0])
	}
	for i, n := range c.names {
		d.put(n, c.named[i])
	}
	return d
}

// fill puts the entries of a dict, or pairs, into another.
func (m *Machine) fill(d *dict, from value) {
	if other, ok := sure(from).(*dict); ok && !other.set {
		for _, e := range other.live() {
			d.put(e.key, e.value)
		}
		return
	}
	for _, x := range m.collect(from) {
		pair := m.collect(x)
		if len(pair) != 2 {
			panic(gaveUp{})
		}
		d.put(pair[0], pair[1])
	}
}

func (m *Machine) int(c *arguments) value {
	if len(c.list) == 0 {
		return 0
	}
	base := 10
	if len(c.list) > 1 {
		base = toInt(sure(c.list[1]))
	}
	switch v := sure(c.list[0]).(type) {
	case bool, int, *big.Int:
		b, _ := asBig(v)
		return whole(b)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			m.raise("ValueError", "")
		}
		b, _ := big.NewFloat(v).Int(nil)
		return whole(b)
	case string:
		s := strings.TrimSpace(strings.ReplaceAll(v, "_", ""))
		if b, ok := new(big.Int).SetString(s, base); ok && base > 1 {
			return whole(b)
		}
		if base == 10 {
			m.raise("ValueError", "")
		}
	case *array:
		if len(v.at) == 1 && !v.store.rough {
			return int(v.value(0))
		}
	}
	panic(gaveUp{})
}

func (m *Machine) float(c *arguments) value {
	if len(c.list) == 0 {
		return 0.0
	}
	switch v := sure(c.list[0]).(type) {
	case bool, int, *big.Int, float64:
		return asFloat(v)
	case string:
		s := strings.ToLower(strings.TrimSpace(v))
		if strings.HasPrefix(strings.TrimLeft(s, "+-"), "0x") {
			m.raise("ValueError", "")
		}
		x, err := strconv.ParseFloat(s, 64)
		if err == nil {
			return x
		}
		m.raise("ValueError", "")
	}
	panic(gaveUp{})
}

func (m *Machine) getattr(c *arguments) value {
	name, ok := c.list[1].(string)
	if !ok {
		panic(gaveUp{})
	}
	if x, isOne := sure(c.list[0]).(*instance); isOne && len(c.list) > 2 && !m.has(x, name) {
		return c.list[2]
	}
	return m.attr(c.list[0], name)
}

func (m *Machine) has(x *instance, name string) bool {
	_, own := x.fields[name]
	if x.class.find("__getattr__") != nil {
		panic(gaveUp{})
	}
	return own || x.class.find(name) != nil
}

func (m *Machine) hasattr(c *arguments) value {
	x, ok := sure(c.list[0]).(*instance)
	name, text := c.list[1].(string)
	if !ok || !text {
		panic(gaveUp{})
	}
	return m.has(x, name)
}

func (m *Machine) callable(c *arguments) value {
	switch v := sure(c.list[0]).(type) {
	case *function, *native, *class, *bound:
		return true
	case *instance:
		return v.class.find("__call__") != nil
	case bool, int, float64, string, *list, *tuple, *dict, nil:
		return false
	}
	panic(gaveUp{})
}
