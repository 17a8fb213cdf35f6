package exact

import (
	"slices"
	"strings"
	"unicode"
)

// methodOf is a method of a list, dict, set, text, iterator or array, or an
// unknown one.
func (m *Machine) methodOf(v value, name string) value {
	var call func(*arguments) value
	switch v := v.(type) {
	case *list:
		call = m.listMethod(v, name)
	case *dict:
		call = m.dictMethod(v, name)
	case string:
		call = m.textMethod(v, name)
	case *tuple:
		call = m.tupleMethod(v, name)
	case *array:
		return m.arrayAttr(v, name)
	case *native:
		return m.nativeAttr(v, name)
	}
	if call == nil {
		return unknown{}
	}
	return &native{name, call}
}

// nativeAttr are methods that are named by their class: str.upper, dict.fromkeys.
func (m *Machine) nativeAttr(n *native, name string) value {
	switch n.name {
	case "str", "list", "dict", "set", "tuple":
		if n.name == "dict" && name == "fromkeys" {
			return &native{name, func(c *arguments) value {
				d := newDict()
				for _, k := range m.collect(c.list[0]) {
					d.put(k, c.at(1, "", nil))
				}
				return d
			}}
		}
		return &native{name, func(c *arguments) value {
			if len(c.list) == 0 || lostOne(c.list[0]) || kindOf(c.list[0]) != n.name {
				panic(gaveUp{})
			}
			return m.call(m.attr(c.list[0], name), &arguments{list: c.list[1:], names: c.names, named: c.named})
		}}
	}
	if n.name == "chain" && name == "from_iterable" {
		return &native{name, func(c *arguments) value { return m.chained(m.iterate(c.list[0])) }}
	}
	return unknown{}
}

func (m *Machine) listMethod(l *list, name string) func(*arguments) value {
	if l.view != "" && l.view != "deque" {
		return nil
	}
	switch name {
	case "append":
		return func(c *arguments) value {
			l.items = more(l.items, c.list[:1])
			return nil
		}
	case "extend":
		return m.changing(l, func(c *arguments) value {
			l.items = more(l.items, m.collect(c.list[0]))
			return nil
		})
	case "insert":
		return m.changing(l, func(c *arguments) value {
			i := toInt(c.list[0])
			if i < 0 {
				i += len(l.items)
			}
			l.items = slices.Insert(l.items, max(0, min(i, len(l.items))), c.list[1])
			return nil
		})
	case "pop":
		return m.changing(l, func(c *arguments) value {
			i := m.index(c.at(0, "", -1), len(l.items))
			v := l.items[i]
			l.items = append(l.items[:i:i], l.items[i+1:]...)
			return v
		})
	case "popleft":
		return m.changing(l, func(*arguments) value {
			v := l.items[m.index(0, len(l.items))]
			l.items = append([]value{}, l.items[1:]...)
			return v
		})
	case "appendleft":
		return m.changing(l, func(c *arguments) value {
			l.items = append([]value{c.list[0]}, l.items...)
			return nil
		})
	case "remove":
		return m.changing(l, func(c *arguments) value {
			i := m.placeIn(l.items, c.list[0])
			if i < 0 {
				m.raise("ValueError", "")
			}
			l.items = append(l.items[:i:i], l.items[i+1:]...)
			return nil
		})
	case "sort":
		return m.changing(l, func(c *arguments) value {
			c.only("key", "reverse")
			items := append([]value{}, l.items...)
			m.sortItems(items, c, false)
			l.items = items
			return nil
		})
	case "reverse":
		return func(*arguments) value { slices.Reverse(l.items); return nil }
	case "clear":
		return func(*arguments) value { l.items = nil; return nil }
	case "copy":
		return func(*arguments) value { return newList(append([]value{}, l.items...)) }
	}
	return m.tupleMethod(&tuple{items: l.items}, name)
}

// changing is a method after which the contents are unknown where it gives up.
func (m *Machine) changing(v value, call func(*arguments) value) func(*arguments) value {
	return func(c *arguments) value {
		defer func() {
			if x := recover(); x != nil {
				if _, ok := x.(raised); !ok {
					m.lose(v, map[any]bool{})
				}
				panic(x)
			}
		}()
		return call(c)
	}
}

func (m *Machine) placeIn(items []value, x value) int {
	for i, y := range items {
		if m.equal(x, y) {
			return i
		}
	}
	return -1
}

func (m *Machine) tupleMethod(t *tuple, name string) func(*arguments) value {
	switch name {
	case "index":
		return func(c *arguments) value {
			if len(c.list) != 1 {
				panic(gaveUp{})
			}
			i := m.placeIn(t.items, c.list[0])
			if i < 0 {
				m.raise("ValueError", "")
			}
			return i
		}
	case "count":
		return func(c *arguments) value {
			n := 0
			for _, y := range t.items {
				if m.equal(c.list[0], y) {
					n++
				}
			}
			return n
		}
	case "_replace":
		if t.class == nil {
			return nil
		}
		return func(c *arguments) value {
			out := &tuple{class: t.class, items: append([]value{}, t.items...)}
			for k, n := range c.names {
				i := slices.Index(t.class.tuple, n)
				if i < 0 {
					panic(gaveUp{})
				}
				out.items[i] = c.named[k]
			}
			return out
		}
	}
	return nil
}

func (m *Machine) dictMethod(d *dict, name string) func(*arguments) value {
	if d.set {
		return m.setMethod(d, name)
	}
	switch name {
	case "get":
		return func(c *arguments) value {
			if v, ok := d.get(sure(c.list[0])); ok {
				return v
			}
			return c.at(1, "default", nil)
		}
	case "keys":
		return func(*arguments) value { return newSetView(d) }
	case "values":
		return func(*arguments) value {
			return m.listed(d, "dict_values", func(e entry) value { return e.value })
		}
	case "items":
		return func(*arguments) value {
			return m.listed(d, "dict_items", func(e entry) value { return &tuple{items: []value{e.key, e.value}} })
		}
	case "setdefault":
		return m.changing(d, func(c *arguments) value {
			if v, ok := d.get(sure(c.list[0])); ok {
				return v
			}
			v := c.at(1, "default", nil)
			d.put(c.list[0], v)
			return v
		})
	case "pop":
		return m.changing(d, func(c *arguments) value {
			if v, ok := d.remove(sure(c.list[0])); ok {
				return v
			}
			if len(c.list) < 2 {
				m.raise("KeyError", "")
			}
			return c.list[1]
		})
	case "update":
		return m.changing(d, func(c *arguments) value {
			if d.counter {
				panic(gaveUp{})
			}
			if len(c.list) > 0 {
				m.fill(d, c.list[0])
			}
			for i, n := range c.names {
				d.put(n, c.named[i])
			}
			return nil
		})
	case "copy":
		return func(*arguments) value { return d.copyOf() }
	case "clear":
		return func(*arguments) value { d.entries, d.at = nil, map[any]int{}; return nil }
	case "most_common":
		if d.counter {
			return func(c *arguments) value { return m.commonest(d, c) }
		}
	}
	return nil
}

// newSetView is what keys() gives: it is looped over in order, unlike a set.
func newSetView(d *dict) value { return &list{items: d.keys(), view: "dict_keys"} }

func (m *Machine) listed(d *dict, view string, of func(entry) value) value {
	out := make([]value, 0, len(d.at))
	for _, e := range d.live() {
		out = append(out, of(e))
	}
	return &list{items: out, view: view}
}

func (m *Machine) commonest(d *dict, c *arguments) value {
	live := append([]entry{}, d.live()...)
	slices.SortStableFunc(live, func(a, b entry) int { return -m.order(a.value, b.value) })
	if n, ok := c.at(0, "n", nil).(int); ok && n < len(live) {
		live = live[:max(n, 0)]
	}
	out := make([]value, len(live))
	for i, e := range live {
		out[i] = &tuple{items: []value{e.key, e.value}}
	}
	return newList(out)
}

func (m *Machine) setMethod(d *dict, name string) func(*arguments) value {
	switch name {
	case "add":
		return m.changing(d, func(c *arguments) value { d.put(c.list[0], nil); return nil })
	case "discard":
		return m.changing(d, func(c *arguments) value { d.remove(c.list[0]); return nil })
	case "remove":
		return m.changing(d, func(c *arguments) value {
			if _, ok := d.remove(c.list[0]); !ok {
				m.raise("KeyError", "")
			}
			return nil
		})
	case "pop":
		return m.changing(d, func(*arguments) value {
			if len(d.at) != 1 {
				panic(gaveUp{})
			}
			k := d.keys()[0]
			d.remove(k)
			return k
		})
	case "update":
		return m.changing(d, func(c *arguments) value {
			for _, more := range c.list {
				for _, x := range m.unordered(more) {
					d.put(x, nil)
				}
			}
			return nil
		})
	case "copy":
		return func(*arguments) value { return d.copyOf() }
	}
	op, ok := setWords[name]
	if !ok {
		return nil
	}
	return func(c *arguments) value {
		var out value = d
		for _, x := range c.list {
			other := newSet(m.unordered(x))
			if op == 0 {
				return m.setTest(d, other, name)
			}
			out = setOperator(op, out.(*dict), other)
		}
		if len(c.list) == 0 {
			return d.copyOf()
		}
		return out
	}
}

func (m *Machine) setTest(a, b *dict, name string) value {
	common := 0
	for _, e := range a.live() {
		if _, ok := b.get(e.key); ok {
			common++
		}
	}
	switch name {
	case "issubset":
		return common == len(a.at)
	case "issuperset":
		return common == len(b.at)
	}
	return common == 0
}

func (m *Machine) textMethod(s, name string) func(*arguments) value {
	if plain, ok := plainTexts[name]; ok {
		return func(c *arguments) value {
			if len(c.list)+len(c.names) > 0 {
				panic(gaveUp{})
			}
			return plain(s)
		}
	}
	if test, ok := textTests[name]; ok {
		return func(*arguments) value {
			for _, r := range s {
				if !test(r) {
					return false
				}
			}
			return s != ""
		}
	}
	switch name {
	case "join":
		return func(c *arguments) value {
			var parts []string
			for _, x := range m.collect(c.list[0]) {
				parts = append(parts, m.asText(x))
			}
			out := strings.Join(parts, s)
			if len(out) > maxItems {
				panic(spent{})
			}
			return out
		}
	case "format":
		return func(c *arguments) value { return m.formatted(s, c) }
	case "split", "rsplit":
		return func(c *arguments) value { return m.split(s, c, name == "rsplit") }
	case "splitlines":
		return func(c *arguments) value {
			if len(c.list)+len(c.names) > 0 || strings.ContainsAny(s, "\r\v\f") {
				panic(gaveUp{})
			}
			return texts(strings.Split(strings.TrimSuffix(s, "\n"), "\n"), s != "")
		}
	case "strip", "lstrip", "rstrip":
		return func(c *arguments) value { return m.strip(s, c, name) }
	case "replace":
		return func(c *arguments) value {
			n := -1
			if len(c.list) > 2 {
				n = toInt(c.list[2])
			}
			old, to := m.asText(c.list[0]), m.asText(c.list[1])
			if k := strings.Count(s, old); n < 0 || k < n {
				times(k, len(to))
			} else {
				times(n, len(to))
			}
			out := strings.Replace(s, old, to, n)
			if len(out) > maxItems {
				panic(spent{})
			}
			return out
		}
	case "startswith", "endswith":
		return func(c *arguments) value { return m.edges(s, c, name == "startswith") }
	case "find", "index", "count":
		return func(c *arguments) value { return m.find(s, c, name) }
	case "center", "ljust", "rjust", "zfill":
		return func(c *arguments) value { return m.padded(s, c, name) }
	case "partition":
		return func(c *arguments) value {
			before, after, ok := strings.Cut(s, m.asText(c.list[0]))
			sep := ""
			if ok {
				sep = m.asText(c.list[0])
			}
			return &tuple{items: []value{before, sep, after}}
		}
	}
	return nil
}

func isAlpha(r rune) bool { return unicode.IsLetter(r) }

func texts(parts []string, any bool) value {
	if !any {
		return newList(nil)
	}
	out := make([]value, len(parts))
	for i, p := range parts {
		out[i] = p
	}
	return newList(out)
}

func (m *Machine) split(s string, c *arguments, right bool) value {
	c.only("sep", "maxsplit")
	n := toInt(c.at(1, "maxsplit", -1))
	sep := c.at(0, "sep", nil)
	if sep == nil {
		if n >= 0 {
			panic(gaveUp{})
		}
		return texts(strings.Fields(s), true)
	}
	by := m.asText(sep)
	if by == "" || right && n >= 0 {
		panic(gaveUp{})
	}
	if n >= 0 {
		n++
	}
	return texts(strings.SplitN(s, by, n), true)
}

func (m *Machine) strip(s string, c *arguments, name string) value {
	cut := " \t\n\r\v\f"
	if v := c.at(0, "chars", nil); v != nil {
		cut = m.asText(v)
	}
	if name != "rstrip" {
		s = strings.TrimLeft(s, cut)
	}
	if name != "lstrip" {
		s = strings.TrimRight(s, cut)
	}
	return s
}

func (m *Machine) edges(s string, c *arguments, start bool) value {
	if len(c.list) != 1 {
		panic(gaveUp{})
	}
	list := []value{c.list[0]}
	if t, ok := c.list[0].(*tuple); ok {
		list = t.items
	}
	for _, x := range list {
		if start && strings.HasPrefix(s, m.asText(x)) || !start && strings.HasSuffix(s, m.asText(x)) {
			return true
		}
	}
	return false
}

func (m *Machine) find(s string, c *arguments, name string) value {
	if len(c.list) != 1 {
		panic(gaveUp{})
	}
	x := m.asText(c.list[0])
	if name == "count" {
		return strings.Count(s, x)
	}
	i := strings.Index(s, x)
	if i < 0 && name == "index" {
		m.raise("ValueError", "")
	}
	if i > 0 {
		i = len([]rune(s[:i]))
	}
	return i
}

func (m *Machine) padded(s string, c *arguments, name string) value {
	l := layout{fill: " ", width: toInt(c.list[0]), align: map[string]byte{"center": '^', "ljust": '<', "rjust": '>', "zfill": '='}[name]}
	if l.width > maxItems {
		panic(spent{})
	}
	if len(c.list) > 1 {
		l.fill = m.asText(c.list[1])
	}
	if name == "center" && (l.width-len([]rune(s)))%2 != 0 {
		panic(gaveUp{}) // on which side the odd one goes depends on more
	}
	if name == "zfill" {
		l.fill = "0"
		if s != "" && (s[0] == '-' || s[0] == '+') {
			return l.padded(s[:1], s[1:], '=')
		}
	}
	return l.padded("", s, '<')
}

// formatted is format.format(...).
func (m *Machine) formatted(s string, c *arguments) value {
	var b strings.Builder
	auto := 0
	for s != "" {
		i := strings.IndexAny(s, "{}")
		if i < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:i])
		if i+1 < len(s) && s[i+1] == s[i] {
			b.WriteByte(s[i])
			s = s[i+2:]
			continue
		}
		end := strings.IndexByte(s[i:], '}')
		if s[i] == '}' || end < 0 || strings.IndexByte(s[i+1:i+end], '{') >= 0 {
			panic(gaveUp{})
		}
		b.WriteString(m.braces(s[i+1:i+end], c, &auto))
		s = s[i+end+1:]
	}
	return b.String()
}

func (m *Machine) braces(field string, c *arguments, auto *int) string {
	field, spec, _ := strings.Cut(field, ":")
	field, conv, _ := strings.Cut(field, "!")
	name := field
	if i := strings.IndexAny(field, ".["); i >= 0 {
		name = field[:i]
	}
	var v value
	switch n, rest := leading(name, 0); {
	case name == "":
		v = c.at(*auto, "", unknown{})
		*auto++
	case rest == "":
		v = c.at(n, "", unknown{})
	default:
		v = c.at(len(c.list), name, unknown{})
	}
	for rest := field[len(name):]; rest != ""; {
		if rest[0] == '[' {
			key, after, ok := strings.Cut(rest[1:], "]")
			if !ok {
				panic(gaveUp{})
			}
			var k value = key
			if n, more := leading(key, 0); more == "" && key != "" {
				k = n
			}
			v, rest = m.item(v, k), after
			continue
		}
		end := len(rest)
		if i := strings.IndexAny(rest[1:], ".["); i >= 0 {
			end = i + 1
		}
		v, rest = m.attr(v, rest[1:end]), rest[end:]
	}
	switch conv {
	case "":
	case "r":
		v = m.repr(v)
	case "s":
		v = m.text(v)
	default:
		panic(gaveUp{})
	}
	return m.format(sure(v), spec)
}
