package exact

import (
	"iter"

	"leadline/internal/python/syntax"
)

// function is a function or lambda of a cell.
type function struct {
	name     string
	args     *syntax.Arguments
	body     []syntax.Stmt
	result   syntax.Expr // of a lambda
	names    *names
	outer    *frame
	defaults map[string]value
	yields   bool
	memo     *dict // of what is cached
	kind     string
	fields   map[string]value
}

// arguments are what a call hands over.
type arguments struct {
	list  []value
	names []string
	named []value
}

func (c *arguments) keyword(name string) (value, bool) {
	for i, n := range c.names {
		if n == name {
			return c.named[i], true
		}
	}
	return nil, false
}

// only tells that there are no keywords but these.
func (c *arguments) only(names ...string) {
next:
	for _, n := range c.names {
		for _, x := range names {
			if x == n {
				continue next
			}
		}
		panic(gaveUp{})
	}
}

// at is the i-th argument, or the one of that name, or a value in its place.
func (c *arguments) at(i int, name string, otherwise value) value {
	if i < len(c.list) {
		return c.list[i]
	}
	if v, ok := c.keyword(name); ok {
		return v
	}
	return otherwise
}

func (f *frame) makeFunction(name string, key any, args *syntax.Arguments, body []syntax.Stmt, result syntax.Expr) *function {
	fn := &function{name: name, args: args, body: body, result: result, names: f.m.namesOf(key, args, body), outer: f, defaults: map[string]value{}}
	if f.names == nil && !f.class {
		fn.outer = nil
	}
	for i := range args.Args {
		if d := args.Args[i].Default; d != nil {
			fn.defaults[args.Args[i].Name] = f.eval(d)
		}
	}
	yields := func(x syntax.Node) bool {
		switch x.(type) {
		case *syntax.Yield, *syntax.YieldFrom:
			fn.yields = true
		}
		return !isBody(x)
	}
	for _, s := range body {
		if !isBody(s) {
			syntax.Walk(s, yields)
		}
	}
	return fn
}

func (f *frame) define(s *syntax.FunctionDef) {
	if s.Async {
		f.bind(s.Name, unknown{})
		return
	}
	f.bind(s.Name, f.decorated(s.Decorators, f.makeFunction(s.Name, s, s.Args, s.Body, nil)))
}

// decorated applies decorators, the last one first.
func (f *frame) decorated(list []syntax.Expr, v value) value {
	for i := len(list) - 1; i >= 0; i-- {
		if n, ok := list[i].(*syntax.Name); ok {
			if fn, ok := v.(*function); ok {
				switch n.ID {
				case "property", "staticmethod", "classmethod":
					fn.kind = n.ID
					continue
				}
			}
		}
		v = f.m.call(f.eval(list[i]), &arguments{list: []value{v}})
	}
	return v
}

func (f *frame) callOf(e *syntax.Call) value {
	callee := f.eval(e.Func)
	c := &arguments{list: f.elements(e.Args)}
	for i := range e.Keywords {
		k := &e.Keywords[i]
		v := f.eval(k.Value)
		if k.Name != "" {
			c.names, c.named = append(c.names, k.Name), append(c.named, v)
			continue
		}
		for _, x := range f.m.dictOf(v).live() {
			name, ok := x.key.(string)
			if !ok {
				panic(gaveUp{})
			}
			c.names, c.named = append(c.names, name), append(c.named, x.value)
		}
	}
	return f.m.call(callee, c)
}

// call calls a value.
func (m *Machine) call(callee value, c *arguments) value {
	m.step()
	switch fn := callee.(type) {
	case *function:
		return m.enter(fn, c)
	case *bound:
		return m.enter(fn.fn, &arguments{list: append([]value{fn.self}, c.list...), names: c.names, named: c.named})
	case *native:
		return m.native(fn, c)
	case *class:
		return m.create(fn, c)
	case *library:
		return m.foreign(fn, c)
	case *instance:
		if fn.class.find("__call__") != nil && !fn.lost {
			return m.method(fn, "__call__", c.list...)
		}
	}
	m.known = false // it may print something
	m.handedOver(c)
	return unknown{}
}

// handedOver is what an unknown function may do to what it is given: functions
// of the cells it may call, so what these touch is unknown from here on.
func (m *Machine) handedOver(c *arguments) {
	seen := map[any]bool{}
	if v, ok := c.keyword("out"); ok {
		m.lose(v, seen)
	}
	for _, v := range append(append([]value{}, c.list...), c.named...) {
		m.reached(v, seen, 0)
	}
}

// reached loses the functions and objects that a value is or holds.
func (m *Machine) reached(v value, seen map[any]bool, depth int) {
	if depth > 4 {
		return
	}
	switch v := v.(type) {
	case *function, *bound, *instance, *class, *iterator:
		m.lose(v, seen)
	case *list:
		for _, x := range v.items {
			m.reached(x, seen, depth+1)
		}
	case *tuple:
		for _, x := range v.items {
			m.reached(x, seen, depth+1)
		}
	case *dict:
		for _, e := range v.live() {
			m.reached(e.value, seen, depth+1)
		}
	}
}

// native calls a function of ours: what it cannot tell is unknown.
func (m *Machine) native(fn *native, c *arguments) (out value) {
	depth := m.depth
	defer func() {
		if x := recover(); x != nil {
			if _, ok := x.(gaveUp); !ok {
				panic(x)
			}
			m.depth = depth
			m.handedOver(c)
			for _, v := range c.list {
				if it, ok := v.(*iterator); ok {
					it.lost = true
				}
			}
			out = unknown{}
		}
	}()
	return fn.call(c)
}

// enter runs a function's body.
func (m *Machine) enter(fn *function, c *arguments) value {
	f := &frame{m: m, vars: map[string]value{}, names: fn.names, outer: fn.outer}
	m.parameters(f, fn, c)
	if fn.memo != nil {
		key := &tuple{items: c.list}
		if len(c.names) > 0 {
			panic(gaveUp{})
		}
		if fn.memo.lost {
			return unknown{}
		}
		if v, ok := fn.memo.get(key); ok {
			return v
		}
		v := m.run(f, fn)
		fn.memo.put(key, v)
		return v
	}
	if fn.yields {
		return m.generator(func(yield func(value)) {
			f.yield = yield
			f.block(fn.body)
		})
	}
	return m.run(f, fn)
}

func (m *Machine) run(f *frame, fn *function) value {
	if m.depth >= maxDepth {
		panic(spent{})
	}
	m.depth++
	var out value
	if fn.result != nil {
		out = f.eval(fn.result)
	} else if f.block(fn.body) == returns {
		out = f.result
	}
	m.depth--
	return out
}

// parameters gives each parameter its argument.
func (m *Machine) parameters(f *frame, fn *function, c *arguments) {
	rest, more := newList(nil), newDict()
	used := make([]bool, len(c.names))
	position := 0
	for i := range fn.args.Args {
		p := &fn.args.Args[i]
		switch p.Kind {
		case syntax.VarPositional:
			if position < len(c.list) {
				rest.items = append(rest.items, c.list[position:]...)
			}
			position = len(c.list)
			f.vars[p.Name] = &tuple{items: rest.items}
			continue
		case syntax.VarKeyword:
			f.vars[p.Name] = more
			continue
		}
		if p.Kind != syntax.KeywordOnly && position < len(c.list) {
			f.vars[p.Name] = c.list[position]
			position++
			continue
		}
		found := false
		for k, n := range c.names {
			if n == p.Name && p.Kind != syntax.PositionalOnly {
				f.vars[p.Name], used[k], found = c.named[k], true, true
			}
		}
		if found {
			continue
		}
		d, ok := fn.defaults[p.Name]
		if !ok {
			m.raise("TypeError", "missing argument")
		}
		f.vars[p.Name] = d
	}
	if position < len(c.list) {
		m.raise("TypeError", "too many arguments")
	}
	last := len(fn.args.Args) - 1
	for k, n := range c.names {
		if used[k] {
			continue
		}
		if last < 0 || fn.args.Args[last].Kind != syntax.VarKeyword {
			m.raise("TypeError", "unexpected argument")
		}
		more.put(n, c.named[k])
	}
}

// generator runs a body that yields, as far as it is asked.
func (m *Machine) generator(body func(yield func(value))) *iterator {
	var pending any
	next, stop := iter.Pull(func(yield func(value) bool) {
		defer func() {
			if x := recover(); x != nil {
				pending = x
			}
		}()
		body(func(v value) {
			if !yield(v) {
				panic(stopped{})
			}
		})
	})
	m.stops = append(m.stops, stop)
	if len(m.stops) > 2000 {
		panic(spent{})
	}
	return &iterator{next: func() (value, bool) {
		depth := m.depth
		v, ok := next()
		m.depth = depth
		if pending != nil {
			x := pending
			pending = nil
			if _, quiet := x.(stopped); !quiet {
				panic(x)
			}
			return nil, false
		}
		return v, ok
	}}
}

// stopped is the panic that ends a generator nobody asks any more.
type stopped struct{}

// makeClass runs a class's body.
func (f *frame) makeClass(s *syntax.ClassDef) value {
	c := &class{name: s.Name, fields: map[string]value{}}
	for _, b := range s.Bases {
		switch base := f.eval(b).(type) {
		case *class:
			c.bases = append(c.bases, base)
			if base.tuple != nil {
				c.tuple = base.tuple
			}
		case *native:
			if base.name == "object" {
				continue
			}
			return unknown{}
		default:
			return unknown{}
		}
	}
	if len(s.Keywords) > 0 || len(c.bases) > 1 {
		return unknown{}
	}
	outer := f
	for outer != nil && (outer.class || outer.names == nil) {
		outer = outer.outer
	}
	body := &frame{m: f.m, vars: c.fields, outer: outer, class: true}
	body.block(s.Body)
	return c
}

// create makes an instance.
func (m *Machine) create(c *class, args *arguments) value {
	if c.tuple != nil {
		return m.named(c, args)
	}
	x := &instance{class: c}
	if c.find("__new__") != nil {
		return unknown{}
	}
	if fn, ok := c.find("__init__").(*function); ok {
		m.enter(fn, &arguments{list: append([]value{x}, args.list...), names: args.names, named: args.named})
		return x
	}
	if c.exception() {
		x.set("args", &tuple{items: args.list})
	} else if len(args.list)+len(args.names) > 0 {
		m.raise("TypeError", "arguments")
	}
	return x
}

func (c *class) exception() bool {
	k := c.lineage()
	return k[len(k)-1].name == "BaseException"
}

// named makes a named tuple.
func (m *Machine) named(c *class, args *arguments) value {
	out := &tuple{class: c, items: make([]value, len(c.tuple))}
	if len(args.list) > len(c.tuple) || len(args.list)+len(args.names) < len(c.tuple) && c.fields["__defaults__"] == nil {
		m.raise("TypeError", "arguments")
	}
	for i, name := range c.tuple {
		v, ok := value(nil), false
		if i < len(args.list) {
			v, ok = args.list[i], true
		} else {
			v, ok = args.keyword(name)
		}
		if !ok {
			panic(gaveUp{})
		}
		out.items[i] = v
	}
	return out
}

// method calls a method of an instance or a named tuple.
func (m *Machine) method(self value, name string, args ...value) value {
	return m.call(m.attr(self, name), &arguments{list: args})
}
