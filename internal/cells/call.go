package cells

import (
	"strconv"
	"strings"

	"leadline/internal/ir"
	"leadline/internal/model"
)

// call plays a call.
func (f *frame) call(v ir.Value, in *ir.Instr) value {
	r := f.r
	callee := f.get(in.A)
	c := &call{f: f, in: in, callee: callee, at: v}
	if g := &f.f.Instrs[in.A]; g.Op == ir.OpAttr {
		c.receiver, c.method = f.vals[g.A], f.module.Names[g.B]
		c.effect = f.effectOf(c.receiver, c.method)
	}
	for _, a := range f.f.List(in) {
		x := f.get(a.Value)
		c.args = append(c.args, x)
		switch a.Name {
		case 0, ir.ArgStar, ir.ArgStarStar:
			c.names = append(c.names, "")
			c.starred = c.starred || a.Name != 0
		default:
			c.names = append(c.names, f.module.Names[a.Name])
		}
	}
	if in.Sub == ir.CallDecorator && callee.fn == nil {
		if len(c.args) > 0 && c.args[0].fn != nil {
			x := c.args[0]
			x.h = mix(x.h, r.content(callee))
			return x
		}
	}
	if fn := callee.fn; fn != nil {
		if v, ok := c.own(fn); ok {
			return v
		}
	}
	return c.foreign()
}

// call is one call being played.
type call struct {
	f        *frame
	in       *ir.Instr
	callee   value
	receiver value
	method   string
	args     []value
	names    []string
	starred  bool
	effect   model.Effect // of a method
	at       ir.Value     // what it gives
}

// own calls a function or a class of the notebook.
func (c *call) own(fn *function) (value, bool) {
	r := c.f.r
	if r.depth >= maxInline {
		return value{}, false
	}
	if !fn.class {
		before := r.entries(c.args)
		out := r.enter(fn, c.bound(fn))
		// Functions that it was handed and that it was not seen to call: it hands
		// them on, or calls them out of what it keeps them in.
		if left := r.untouched(c.args, before); len(left) > 0 {
			out.h = mix(out.h, c.callBacks(left))
		}
		return out, true
	}
	out := r.newObject(mix(79, fn.h), nil)
	r.heap[out.objs[0]].class = fn
	if init, ok := fn.member("__init__"); ok && init.fn != nil {
		m := *init.fn
		m.self = &out
		r.enter(&m, c.bound(&m))
	} else {
		o := out.objs[0]
		for _, x := range c.args {
			r.heap[o].h = mix(r.heap[o].h, x.h)
			if len(x.objs) > 0 {
				r.heap[o].refs = append(r.heap[o].refs, x)
			}
		}
	}
	return out, true
}

// entries counts how often the functions among values were entered so far.
func (r *replay) entries(vals []value) []int {
	var out []int
	for i, x := range vals {
		if x.fn != nil && !x.fn.class {
			if out == nil {
				out = make([]int, len(vals))
			}
			out[i] = r.entered[body{x.fn.module, x.fn.index}]
		}
	}
	return out
}

// untouched are the functions among values that were not entered since, with the
// other values.
func (r *replay) untouched(vals []value, before []int) []value {
	if before == nil {
		return nil
	}
	var out []value
	left := false
	for i, x := range vals {
		if x.fn != nil && !x.fn.class {
			if r.entered[body{x.fn.module, x.fn.index}] != before[i] {
				continue
			}
			left = true
		}
		out = append(out, x)
	}
	if !left {
		return nil
	}
	return out
}

// bound gives each parameter its argument.
func (c *call) bound(fn *function) []value {
	f := &fn.module.Funcs[fn.index]
	out := make([]value, len(f.Params))
	args, names := c.args, c.names
	if fn.self != nil {
		args, names = append([]value{*fn.self}, args...), append([]string{""}, names...)
	}
	position := 0
	for i, x := range args {
		if names[i] == "" {
			for position < len(f.Params) && f.Params[position].Kind == ir.ParamKeywordOnly {
				position++
			}
			if position < len(f.Params) {
				p := position
				if f.Params[p].Kind <= ir.ParamNormal {
					position++
				}
				out[p] = merged(out[p], x)
			}
			continue
		}
		for p := range f.Params {
			if fn.module.Names[f.Params[p].Name] == names[i] || f.Params[p].Kind == ir.ParamVarKeyword && p == len(f.Params)-1 {
				out[p] = merged(out[p], x)
				break
			}
		}
	}
	for i := range out {
		if out[i].h == 0 && len(out[i].objs) == 0 {
			out[i].h = mix(83, hash(i))
		}
	}
	return out
}

func merged(a, b value) value {
	if a.h == 0 && len(a.objs) == 0 {
		return b
	}
	return join(mix(89, a.h), []value{a, b})
}

// enter plays a function's body.
func (r *replay) enter(fn *function, args []value) value {
	key := body{fn.module, fn.index}
	if r.active[key] || r.steps > r.limit {
		// It calls itself, or the cell has done enough: what it is and gets counts.
		h := mix(151, fn.h)
		for _, x := range args {
			h = mix(h, r.content(x))
		}
		return value{h: h}
	}
	r.depth++
	r.active[key] = true
	r.entered[key]++
	defer func() { r.depth--; delete(r.active, key) }()
	f := &frame{r: r, module: fn.module, index: fn.index, args: args, outer: fn.outer}
	if fn.salt == 0 {
		return f.play()
	}
	control := r.control
	r.control = mix(control, fn.salt)
	out := f.play()
	r.control = control
	out.h = mix(out.h, fn.salt)
	return out
}

// foreign calls what is not the notebook's own.
func (c *call) foreign() value {
	r := c.f.r
	name := c.callee.name
	short := name[strings.LastIndexByte(name, '.')+1:]
	h := mix(97, c.calleeContent())
	var held []value
	for i, x := range c.args {
		h = mix(h, r.content(x), hashText(c.names[i]))
		held = append(held, x)
	}
	if r.rows != nil {
		r.rows.called = nil
	}
	h = mix(h, c.callBacks(held))
	if same, ok := c.array(name); ok {
		h = same
	}
	form := c.form()
	h = mix(h, c.random(name, short, h), c.fileState(h))
	if what, _ := r.effects.Name(name); what&model.Shows != 0 {
		r.show(h)
		return value{h: 101}
	}
	switch name {
	case "exec", "execfile":
		r.blind(name + "()")
	case "globals", "locals", "vars":
		if name == "globals" || len(c.args) == 0 {
			r.blind(name + "()")
		}
	case "iter", "reversed", "enumerate":
		if len(c.args) > 0 && len(c.args[0].objs) > 0 {
			return value{h: mix(103, hashText(name), c.args[0].h), objs: c.args[0].objs, key: c.args[0].key}
		}
	}
	c.sideEffects(name, h)
	if strings.HasPrefix(c.method, "set_") && len(c.receiver.objs) > 0 {
		// What a setter gives tells of what it was given.
		h = mix(163, hashText(c.method))
		for _, x := range c.args {
			h = mix(h, r.content(x))
		}
	}
	out := r.newObject(h, nil)
	r.heap[out.objs[0]].form, r.heap[out.objs[0]].maker = form, name
	if r.rows != nil {
		r.rows.call(c, name, out)
	}
	if name == "len" && len(c.args) == 1 {
		return value{h: mix(167, r.formOf(c.args[0]))}
	}
	return out
}

// array is what a call gives that makes an array of constants: the same for the
// same elements, whether they were listed or counted.
func (c *call) array(name string) (hash, bool) {
	r := c.f.r
	what, _ := r.effects.Name(name)
	if what&(model.Listed|model.Counted) == 0 || len(c.args) != 1 || c.names[0] != "" || c.starred {
		return 0, false
	}
	h := hash(211)
	x := c.args[0]
	if what&model.Counted != 0 {
		n, err := strconv.Atoi(x.index)
		for i := range min(n, maxHeld) {
			h = mix(h, hashConst(&ir.Const{Kind: ir.ConstInt, Int: int64(i)}))
		}
		return h, err == nil && n >= 0 && n <= maxHeld
	}
	if len(x.objs) != 1 || x.key != "" {
		return 0, false
	}
	o := &r.heap[x.objs[0]]
	for _, e := range o.elems {
		if e.index == "" {
			return 0, false
		}
		h = mix(h, e.h)
	}
	return h, len(o.elems) > 0 && len(o.order) == 0
}

// form is what the shape of the result depends on: what is called and the
// shapes of its arguments, but not what a generator draws.
func (c *call) form() hash {
	r := c.f.r
	h := mix(173, c.callee.h)
	if c.method != "" && len(c.receiver.objs) > 0 {
		h = mix(h, hashText(c.method), r.formOf(c.receiver))
	}
	for i, x := range c.args {
		h = mix(h, r.formOf(x), hashText(c.names[i]))
	}
	return h
}

// calleeContent is what is called, with all that its receiver holds.
func (c *call) calleeContent() hash {
	r := c.f.r
	if c.method != "" && len(c.receiver.objs) > 0 && c.callee.fn == nil {
		return mix(107, hashText(c.method), r.content(c.receiver))
	}
	return r.content(c.callee)
}

// callBacks calls the functions that are handed over, with arguments of which
// nothing is known: what they read counts.
func (c *call) callBacks(held []value) hash {
	r := c.f.r
	h := hash(0)
	for _, x := range held {
		if x.fn == nil || x.fn.class || r.depth >= maxInline/2 || r.steps > r.limit {
			continue
		}
		f := &x.fn.module.Funcs[x.fn.index]
		args := make([]value, len(f.Params))
		if c.method != "" && r.rows != nil {
			held = append(held[:len(held):len(held)], c.receiver)
		}
		for i := range args {
			args[i] = value{h: mix(109, hash(i))}
			for _, y := range held {
				if y.fn == nil && len(y.objs) > 0 {
					args[i].objs = y.objs
				}
			}
		}
		if x.fn.self != nil && len(args) > 0 {
			args[0] = *x.fn.self
		}
		if r.rows != nil {
			r.rows.recent = nil
		}
		given := r.enter(x.fn, args)
		h = mix(h, r.content(given))
		if r.rows != nil && !c.alongRows() {
			r.rows.called = unite(r.rows.called, unite(r.rows.get(given), r.rows.recent))
		}
	}
	return h
}

// sideEffects changes the receiver or arguments.
func (c *call) sideEffects(name string, h hash) {
	r := c.f.r
	inplace := false
	for i, n := range c.names {
		switch n {
		case "inplace":
			inplace = inplace || c.args[i].h == hashConst(&ir.Const{Kind: ir.ConstBool, Int: 1})
		case "out":
			r.change(c.args[i], h)
		}
	}
	switch {
	case c.method != "" && len(c.receiver.objs) > 0 && c.effect&model.Draws != 0 && c.method != "sample":
		r.changeItem(c.receiver, h, c.args...)
	case c.method != "" && len(c.receiver.objs) > 0 && (c.changes() || inplace):
		r.change(c.receiver, h, c.args...)
	}
	if what, arg := r.effects.Name(name); what&model.Changes != 0 && arg >= 0 && arg < len(c.args) && len(c.receiver.objs) == 0 {
		r.change(c.args[arg], h, c.args...)
	}
}

// effectOf is what a method does of an object.
func (f *frame) effectOf(receiver value, method string) model.Effect {
	maker := ""
	if len(receiver.objs) == 1 && receiver.key == "" {
		maker = f.r.heap[receiver.objs[0]].maker
	}
	return f.r.effects.MethodOf(maker, method)
}

// changes tells whether the call changes its receiver. What gives None does not
// where something takes what it gave.
func (c *call) changes() bool {
	if c.effect&model.Silent != 0 && c.f.x.taken[c.at] {
		return false
	}
	return c.effect&model.Changes != 0
}

// random moves a generator on, or sets it. The module's own generator is named
// by the module that ends in random, or, where functions of other modules draw,
// by their first component.
func (c *call) random(name, short string, h hash) hash {
	r := c.f.r
	generator := ""
	if i := strings.LastIndex(name, "random."); i >= 0 && (i == 0 || name[i-1] == '.') {
		generator = name[:i] + "random"
	} else if i := strings.IndexByte(name, '.'); i > 0 {
		generator = name[:i]
	}
	method := short
	if name == "" {
		method = c.method
	}
	what := r.effects.Method(short)
	switch {
	case name != "" && what&model.Seeds != 0 && generator != "":
		r.touch(r.drawn, generator, "", mix(h, 113))
		return 0
	case name != "" && generator != "" && (what&model.DrawsAnywhere != 0 || what&model.Draws != 0 && strings.HasSuffix(generator, "random")):
	case r.effects.Method(method)&model.DrawsUnseeded != 0 && !c.given("random_state") && !c.given("seed") && (name != "" || len(c.receiver.objs) > 0):
		generator = "legacy"
	default:
		return 0
	}
	old := hash(0)
	if s := r.drawn[generator]; s != nil {
		old = s.h
	}
	r.touch(r.drawn, generator, "the generator of "+generator, mix(old, 113, h))
	return mix(old, 127)
}

func (c *call) given(keyword string) bool {
	for _, n := range c.names {
		if n == keyword {
			return true
		}
	}
	return c.starred
}

// fileState is what cells have written to the files that the call names.
func (c *call) fileState(h hash) hash {
	r := c.f.r
	out := hash(0)
	for i, x := range c.args {
		if x.text == "" || len(x.text) > 200 || strings.ContainsAny(x.text, "\n") || !strings.ContainsAny(x.text, "./") {
			continue
		}
		if c.writes(i) {
			r.touch(r.files, x.text, "", mix(h, 157))
			continue
		}
		if r.files[x.text] != nil {
			out = mix(out, r.touch(r.files, x.text, x.text, 0))
		}
	}
	return out
}

// writes tells whether the call writes the file that its argument names.
func (c *call) writes(arg int) bool {
	n := c.method
	if n == "" {
		n = c.callee.name[strings.LastIndexByte(c.callee.name, '.')+1:]
	}
	if n == "open" {
		for i, x := range c.args {
			if (i == arg+1 || c.names[i] == "mode") && strings.ContainsAny(x.text, "wax+") {
				return true
			}
		}
		return false
	}
	return strings.HasPrefix(n, "to_") || strings.HasPrefix(n, "save") || strings.HasPrefix(n, "dump") || strings.HasPrefix(n, "write")
}

// unused is a value of a cell that nothing takes: what made it, was made for
// what it does.
func (f *frame) unused(v ir.Value, in *ir.Instr) {
	r := f.r
	if in.Op != ir.OpCall || in.Sub != ir.CallPlain {
		return
	}
	callee := f.vals[in.A]
	if callee.fn != nil && !callee.fn.class || callee.name == "print" || callee.name == "display" {
		return
	}
	method := callee.name[strings.LastIndexByte(callee.name, '.')+1:]
	var receiver value
	if g := &f.f.Instrs[in.A]; g.Op == ir.OpAttr {
		method, receiver = f.module.Names[g.B], f.vals[g.A]
	}
	what := f.effectOf(receiver, method)
	if strings.HasPrefix(method, "plot") {
		what |= model.Looks | model.Pictures
	}
	if len(receiver.objs) > 0 {
		if what&model.Silent != 0 {
			return
		}
		if what&(model.Changes|model.Looks) == 0 && !strings.HasPrefix(method, "to_") {
			r.change(receiver, r.content(f.vals[v]))
		}
	}
	if what&model.Pictures != 0 {
		r.draw(r.content(f.vals[v]))
		return
	}
	r.show(r.content(f.vals[v]))
}
