package exact

import (
	"leadline/internal/python/syntax"
)

// eval gives the value of an expression. What has been lost is unknown.
func (f *frame) eval(e syntax.Expr) value {
	f.m.step()
	v := f.plain(e)
	switch e.(type) {
	case *syntax.Name, *syntax.Constant: // what was there before
	case *syntax.Attribute:
		if a, ok := v.(*array); ok {
			f.m.weigh(a)
		}
	default:
		f.m.weigh(v)
	}
	if lostOne(v) {
		if f.m.trying > 0 {
			panic(gaveUp{}) // it may as well raise what is caught here
		}
		return unknown{}
	}
	return v
}

func (f *frame) plain(e syntax.Expr) value {
	m := f.m
	switch e := e.(type) {
	case *syntax.Name:
		return f.lookup(e.ID)
	case *syntax.Constant:
		return constant(e)
	case *syntax.BinOp:
		a := f.eval(e.Left)
		return m.binary(e.Op, a, f.eval(e.Right))
	case *syntax.Compare:
		return f.compare(e)
	case *syntax.BoolOp:
		return f.either(e)
	case *syntax.UnaryOp:
		return m.unary(e.Op, f.eval(e.Operand))
	case *syntax.Call:
		return f.callOf(e)
	case *syntax.Attribute:
		return m.attr(f.eval(e.Value), e.Attr)
	case *syntax.Subscript:
		o := f.eval(e.Value)
		return m.item(o, f.eval(e.Slice))
	case *syntax.Slice:
		return &slice{f.optional(e.Lower), f.optional(e.Upper), f.optional(e.Step)}
	case *syntax.IfExp:
		if m.truth(f.eval(e.Test)) {
			return f.eval(e.Body)
		}
		return f.eval(e.Orelse)
	case *syntax.Lambda:
		return f.makeFunction("<lambda>", e, e.Args, nil, e.Body)
	case *syntax.JoinedStr:
		return f.joined(e)
	case *syntax.NamedExpr:
		v := f.eval(e.Value)
		to := f
		for to.up != nil {
			to = to.up
		}
		to.assign(e.Target, v)
		return v
	case *syntax.Yield:
		if f.yield == nil {
			panic(gaveUp{})
		}
		f.yield(f.optional(e.Value))
		return nil
	case *syntax.YieldFrom:
		if f.yield == nil {
			panic(gaveUp{})
		}
		next := m.iterate(f.eval(e.Value))
		for v, ok := next(); ok; v, ok = next() {
			f.yield(v)
		}
		return nil
	}
	return f.display(e)
}

// display gives lists, tuples, sets, dicts and comprehensions.
func (f *frame) display(e syntax.Expr) value {
	switch e := e.(type) {
	case *syntax.List:
		return newList(f.elements(e.Elts))
	case *syntax.Tuple:
		return &tuple{items: f.elements(e.Elts)}
	case *syntax.Set:
		return newSet(f.elements(e.Elts))
	case *syntax.Dict:
		d := newDict()
		for i, k := range e.Keys {
			if k == nil {
				for _, x := range f.m.dictOf(f.eval(e.Values[i])).live() {
					d.put(x.key, x.value)
				}
				continue
			}
			key := f.eval(k)
			d.put(key, f.eval(e.Values[i]))
		}
		return d
	case *syntax.ListComp:
		var items []value
		f.comprehend(e, e.Generators, func(g *frame) {
			if len(items) > maxItems {
				panic(spent{})
			}
			items = append(items, g.eval(e.Elt))
		})
		return newList(items)
	case *syntax.SetComp:
		d := newSet(nil)
		f.comprehend(e, e.Generators, func(g *frame) { d.put(g.eval(e.Elt), nil) })
		return d
	case *syntax.DictComp:
		d := newDict()
		f.comprehend(e, e.Generators, func(g *frame) {
			k := g.eval(e.Key)
			d.put(k, g.eval(e.Value))
		})
		return d
	case *syntax.GeneratorExp:
		first := f.m.iterate(f.eval(e.Generators[0].Iter))
		return f.m.generator(func(yield func(value)) {
			g := f.inner(e, e.Generators)
			g.clause(e.Generators, 0, first, func(g *frame) { yield(g.eval(e.Elt)) })
		})
	}
	panic(gaveUp{})
}

func (f *frame) optional(e syntax.Expr) value {
	if e == nil {
		return nil
	}
	return f.eval(e)
}

func (f *frame) elements(list []syntax.Expr) []value {
	out := make([]value, 0, len(list))
	for _, e := range list {
		if s, ok := e.(*syntax.Starred); ok {
			out = more(out, f.m.collect(f.eval(s.Value)))
			continue
		}
		out = append(out, f.eval(e))
	}
	return out
}

// inner is the frame of a comprehension.
func (f *frame) inner(key any, clauses []syntax.Comprehension) *frame {
	n := f.m.scopes[key]
	if n == nil {
		n = &names{local: map[string]bool{}}
		for i := range clauses {
			for name := range boundBy(&syntax.For{Target: clauses[i].Target, Iter: &syntax.Tuple{}}) {
				n.local[name] = true
			}
		}
		f.m.scopes[key] = n
	}
	outer := f
	for outer != nil && (outer.class || outer.names == nil) {
		outer = outer.outer
	}
	return &frame{m: f.m, vars: map[string]value{}, names: n, outer: outer, up: f, yield: f.yield, handling: f.handling}
}

func (f *frame) comprehend(key any, clauses []syntax.Comprehension, each func(*frame)) {
	first := f.m.iterate(f.eval(clauses[0].Iter))
	f.inner(key, clauses).clause(clauses, 0, first, each)
}

func (f *frame) clause(clauses []syntax.Comprehension, i int, next func() (value, bool), each func(*frame)) {
	c := &clauses[i]
	if c.Async {
		panic(gaveUp{})
	}
	for v, ok := next(); ok; v, ok = next() {
		f.m.step()
		f.assign(c.Target, v)
		if !f.passes(c.Ifs) {
			continue
		}
		if i+1 == len(clauses) {
			each(f)
			continue
		}
		f.clause(clauses, i+1, f.m.iterate(f.eval(clauses[i+1].Iter)), each)
	}
}

func (f *frame) passes(tests []syntax.Expr) bool {
	for _, t := range tests {
		if !f.m.truth(f.eval(t)) {
			return false
		}
	}
	return true
}

func (f *frame) either(e *syntax.BoolOp) value {
	var v value
	for i, x := range e.Values {
		v = f.eval(x)
		if i+1 < len(e.Values) && f.m.truth(v) == (e.Op == syntax.Or) {
			return v
		}
	}
	return v
}

func (f *frame) compare(e *syntax.Compare) value {
	left := f.eval(e.Left)
	var out value = true
	for i, op := range e.Ops {
		right := f.eval(e.Comparators[i])
		out = f.m.compare(op, left, right)
		if i+1 < len(e.Ops) && !f.m.truth(out) {
			return out
		}
		left = right
	}
	return out
}

func constant(c *syntax.Constant) value {
	switch c.Kind {
	case syntax.Str:
		if s, ok := c.Text(); ok {
			return s
		}
	case syntax.Int:
		if n, ok := c.Int(); ok {
			return int(n)
		}
		if b, ok := c.BigInt(); ok {
			return whole(b)
		}
	case syntax.Float:
		if x, ok := c.Float(); ok {
			return x
		}
	case syntax.None:
		return nil
	case syntax.True:
		return true
	case syntax.False:
		return false
	}
	return unknown{}
}

// joined is an f-string.
func (f *frame) joined(e *syntax.JoinedStr) value {
	if e.Template {
		panic(gaveUp{})
	}
	out := ""
	for _, x := range e.Values {
		switch x := x.(type) {
		case *syntax.Constant:
			s, ok := x.Text()
			if !ok {
				panic(gaveUp{})
			}
			out += s
		case *syntax.FormattedValue:
			v := f.eval(x.Value)
			if lostOne(v) || x.Debug {
				return unknown{}
			}
			spec := ""
			if x.Spec != nil {
				s, ok := f.eval(x.Spec).(string)
				if !ok {
					return unknown{}
				}
				spec = s
			}
			switch x.Conv {
			case 'r':
				v = f.m.repr(v)
			case 's':
				v = f.m.text(v)
			case 'a':
				panic(gaveUp{})
			}
			out += f.m.format(v, spec)
		default:
			panic(gaveUp{})
		}
	}
	return out
}
