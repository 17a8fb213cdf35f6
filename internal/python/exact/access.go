package exact

// attr reads an attribute.
func (m *Machine) attr(v value, name string) value {
	if lostOne(v) {
		return unknown{}
	}
	switch v := v.(type) {
	case *module:
		if x, ok := v.members[name]; ok {
			return x
		}
		return unknown{}
	case *library:
		return m.natured(v.name + "." + name)
	case *instance:
		return m.attrOfInstance(v, name)
	case *class:
		if name == "__name__" {
			return v.name
		}
		if x := v.find(name); x != nil {
			return unbound(x, v)
		}
		return unknown{}
	case *function:
		switch name {
		case "__name__":
			return v.name
		case "__doc__":
			return unknown{}
		}
		if x, ok := v.fields[name]; ok {
			return x
		}
		return unknown{}
	case *tuple:
		if v.class != nil {
			for i, n := range v.class.tuple {
				if n == name {
					return v.items[i]
				}
			}
			if fn, ok := v.class.find(name).(*function); ok {
				return m.bind(v, fn)
			}
		}
	}
	return m.methodOf(v, name)
}

func (m *Machine) attrOfInstance(v *instance, name string) value {
	if x, ok := v.fields[name]; ok {
		return x
	}
	switch name {
	case "__class__":
		return v.class
	case "__dict__":
		return unknown{}
	}
	if x := v.class.find(name); x != nil {
		if fn, ok := x.(*function); ok {
			return m.bind(v, fn)
		}
		return x
	}
	if v.class.find("__getattr__") != nil || v.class.exception() {
		return unknown{}
	}
	m.raise("AttributeError", name)
	return nil
}

func (m *Machine) bind(self value, fn *function) value {
	switch fn.kind {
	case "property":
		return m.enter(fn, &arguments{list: []value{self}})
	case "staticmethod":
		return fn
	case "classmethod":
		switch s := self.(type) {
		case *instance:
			return &bound{s.class, fn}
		case *tuple:
			return &bound{s.class, fn}
		}
	}
	return &bound{self, fn}
}

func unbound(x value, c *class) value {
	if fn, ok := x.(*function); ok && fn.kind == "classmethod" {
		return &bound{c, fn}
	}
	return x
}

func (m *Machine) setAttr(o value, name string, v value) {
	switch o := o.(type) {
	case *instance:
		if fn, ok := o.class.find(name).(*function); ok && fn.kind == "property" || o.class.find("__setattr__") != nil {
			panic(gaveUp{})
		}
		o.set(name, v)
	case *class:
		o.fields[name] = v
	case *function:
		if o.fields == nil {
			o.fields = map[string]value{}
		}
		o.fields[name] = v
	case unknown:
		m.handedOver(&arguments{list: []value{v}})
	default:
		panic(gaveUp{})
	}
}

// item reads o[k].
func (m *Machine) item(o, k value) value {
	if blank(o) || blank(k) {
		return unknown{}
	}
	if s, ok := k.(*slice); ok {
		return m.cut(o, s)
	}
	switch o := o.(type) {
	case *list:
		if o.view == "" || o.view == "deque" {
			return o.items[m.index(k, len(o.items))]
		}
	case *tuple:
		return o.items[m.index(k, len(o.items))]
	case string:
		r := []rune(o)
		return string(r[m.index(k, len(r))])
	case *span:
		return o.start + o.step*m.index(k, o.length())
	case *dict:
		return m.entryOf(o, k)
	case *instance:
		if o.class.find("__getitem__") != nil {
			return m.method(o, "__getitem__", k)
		}
	case *array:
		return m.arrayItem(o, k)
	}
	panic(gaveUp{})
}

func (m *Machine) entryOf(o *dict, k value) value {
	if o.set {
		panic(gaveUp{})
	}
	if v, ok := o.get(k); ok {
		return v
	}
	if o.counter {
		return 0
	}
	if o.factory != nil {
		v := m.call(o.factory, &arguments{})
		o.put(k, v)
		return v
	}
	m.raise("KeyError", "")
	return nil
}

// index is a place in a sequence of n.
func (m *Machine) index(k value, n int) int {
	i, ok := asInt(k)
	if !ok {
		panic(gaveUp{})
	}
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		m.raise("IndexError", "")
	}
	return i
}

// places are the indices that a slice takes of n.
func (s *slice) places(n int) (start, stop, step int) {
	step = 1
	if s.step != nil {
		step = toInt(s.step)
	}
	if step == 0 {
		panic(gaveUp{})
	}
	at := func(v value, otherwise, low, high int) int {
		if v == nil {
			return otherwise
		}
		i := toInt(v)
		if i < 0 {
			i += n
		}
		return max(low, min(high, i))
	}
	if step > 0 {
		return at(s.lower, 0, 0, n), at(s.upper, n, 0, n), step
	}
	return at(s.lower, n-1, -1, n-1), at(s.upper, -1, -1, n-1), step
}

func cutItems(items []value, s *slice) []value {
	start, stop, step := s.places(len(items))
	r := &span{start, stop, step}
	out := make([]value, 0, r.length())
	for i := range r.length() {
		out = append(out, items[start+i*step])
	}
	return out
}

func (m *Machine) cut(o value, s *slice) value {
	switch o := o.(type) {
	case *list:
		if o.view == "" {
			return newList(cutItems(o.items, s))
		}
	case *tuple:
		return &tuple{items: cutItems(o.items, s)}
	case string:
		r := []rune(o)
		start, stop, step := s.places(len(r))
		p := &span{start, stop, step}
		out := make([]rune, 0, p.length())
		for i := range p.length() {
			out = append(out, r[start+i*step])
		}
		return string(out)
	case *span:
		start, stop, step := s.places(o.length())
		return &span{o.start + start*o.step, o.start + stop*o.step, o.step * step}
	case *array:
		return m.arrayItem(o, s)
	case *instance:
		if o.class.find("__getitem__") != nil {
			return m.method(o, "__getitem__", s)
		}
	}
	panic(gaveUp{})
}

func (m *Machine) setItem(o, k, v value) {
	switch o := o.(type) {
	case unknown:
		m.handedOver(&arguments{list: []value{v}})
		return
	case *list:
		if s, ok := k.(*slice); ok {
			start, stop, step := s.places(len(o.items))
			if step != 1 {
				panic(gaveUp{})
			}
			rest := append([]value{}, o.items[max(start, stop):]...)
			o.items = more(more(o.items[:start:start], m.collect(v)), rest)
			return
		}
		o.items[m.index(k, len(o.items))] = v
		return
	case *dict:
		if !o.set && !lostOne(k) {
			o.put(k, v)
			return
		}
	case *instance:
		if o.class.find("__setitem__") != nil {
			m.method(o, "__setitem__", k, v)
			return
		}
	case *array:
		m.setArrayItem(o, k, v)
		return
	}
	panic(gaveUp{})
}

func (m *Machine) delItem(o, k value) {
	switch o := o.(type) {
	case *list:
		if s, ok := k.(*slice); ok {
			start, stop, step := s.places(len(o.items))
			if step != 1 {
				panic(gaveUp{})
			}
			o.items = append(o.items[:start:start], o.items[max(start, stop):]...)
			return
		}
		i := m.index(k, len(o.items))
		o.items = append(o.items[:i:i], o.items[i+1:]...)
		return
	case *dict:
		if _, ok := o.remove(k); !ok {
			m.raise("KeyError", "")
		}
		return
	}
	panic(gaveUp{})
}

// iterate gives the elements of a value one by one. The order of a set is not
// known.
func (m *Machine) iterate(v value) func() (value, bool) {
	switch v := sure(v).(type) {
	case *list:
		i := 0
		return func() (value, bool) {
			if i >= len(v.items) {
				return nil, false
			}
			i++
			return v.items[i-1], true
		}
	case *tuple:
		return overItems(v.items)
	case *dict:
		if v.set && len(v.at) > 1 {
			panic(gaveUp{})
		}
		return overItems(v.keys())
	case string:
		var items []value
		for _, r := range v {
			items = append(items, string(r))
		}
		return overItems(items)
	case *span:
		i, n := 0, v.length()
		return func() (value, bool) {
			if i >= n {
				return nil, false
			}
			i++
			return v.start + (i-1)*v.step, true
		}
	case *iterator:
		return v.next
	case *array:
		return overItems(m.rowsOf(v))
	case *instance:
		if v.class.find("__iter__") != nil {
			return m.iterate(m.method(v, "__iter__"))
		}
		if v.class.find("__next__") != nil {
			return func() (x value, ok bool) {
				defer func() {
					if p := recover(); p != nil {
						if r, stop := p.(raised); !stop || r.exc.class.name != "StopIteration" {
							panic(p)
						}
						x, ok = nil, false
					}
				}()
				return m.method(v, "__next__"), true
			}
		}
	}
	panic(gaveUp{})
}

func overItems(items []value) func() (value, bool) {
	i := 0
	return func() (value, bool) {
		if i >= len(items) {
			return nil, false
		}
		i++
		return items[i-1], true
	}
}

// collect gives all elements of a value.
func (m *Machine) collect(v value) []value {
	switch v := sure(v).(type) {
	case *list:
		return v.items
	case *tuple:
		return v.items
	}
	next := m.iterate(v)
	out := []value{}
	for x, ok := next(); ok; x, ok = next() {
		m.step()
		if len(out) > maxItems {
			panic(spent{})
		}
		out = append(out, x)
	}
	return out
}

// unordered is collect for those who do not care in which order they get the
// elements.
func (m *Machine) unordered(v value) []value {
	if d, ok := v.(*dict); ok && d.set && !d.lost {
		return d.keys()
	}
	return m.collect(v)
}

func (m *Machine) dictOf(v value) *dict {
	d, ok := sure(v).(*dict)
	if !ok || d.set {
		panic(gaveUp{})
	}
	return d
}
