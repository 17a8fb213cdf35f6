package cells

import (
	"strings"

	"leadline/internal/ir"
)

// changers are methods that change what they are called on.
var changers = set("append", "extend", "insert", "pop", "remove", "clear", "update", "add", "discard", "setdefault", "sort",
	"reverse", "popitem", "appendleft", "popleft", "extendleft", "rotate", "write", "writelines", "read", "readline", "readlines", "seek", "close",
	"fit", "fit_transform", "fit_predict", "partial_fit", "fit_generator", "compile", "load_state_dict", "train", "eval", "step", "zero_grad", "backward",
	"seed", "load_weights", "build", "subtract", "put", "get_nowait", "put_nowait", "intersection_update", "difference_update", "symmetric_difference_update",
	"fill", "resize", "itemset", "setflags", "set_index_names", "execute", "commit", "send", "throw", "__setitem__", "__delitem__", "__setattr__", "move_to_end", "add_edge", "add_node")

// silent are changers that give nothing to show.
var silent = set("append", "extend", "insert", "remove", "clear", "update", "add", "discard", "sort", "reverse", "appendleft", "extendleft", "rotate", "close", "seed")

// quiet are methods that look and show, and change nothing.
var quiet = set("head", "tail", "info", "describe", "show", "plot", "hist", "display", "print", "items", "keys", "values", "count", "index", "copy",
	"sum", "mean", "std", "min", "max", "value_counts", "summary", "render", "join", "format", "split", "startswith", "endswith", "boxplot", "scatter")

// firstArgument are functions that change their first argument.
var firstArgument = set("random.shuffle", "heapq.heappush", "heapq.heappop", "heapq.heapify", "heapq.heappushpop", "heapq.heapreplace",
	"bisect.insort", "bisect.insort_left", "bisect.insort_right", "setattr", "delattr", "next", "operator.setitem", "operator.delitem")

// draws are functions of a generator that move it on.
var draws = set("rand", "randn", "randint", "random", "random_sample", "uniform", "normal", "choice", "choices", "shuffle", "permutation", "integers",
	"standard_normal", "multivariate_normal", "binomial", "poisson", "exponential", "beta", "gamma", "sample", "gauss", "randrange", "randperm",
	"rand_like", "randn_like", "bernoulli", "multinomial", "normalvariate", "triangular", "expovariate", "laplace", "lognormal", "geometric", "chisquare",
	"bytes", "getrandbits", "random_integers", "ranf", "dirichlet", "logistic", "pareto", "weibull", "zipf", "standard_t", "shuffle_", "betavariate")

// drawsAnywhere are those whose names mean nothing else in any module.
var drawsAnywhere = set("rand", "randn", "randint", "randperm", "rand_like", "randn_like", "random_sample", "bernoulli", "multinomial", "randrange")

// seeds are functions that set a generator.
var seeds = set("seed", "manual_seed", "set_seed", "set_random_seed", "manual_seed_all", "seed_everything")

// drawsUnlessSeeded are functions that draw unless they are given a state.
var drawsUnlessSeeded = set("train_test_split", "sample", "make_blobs", "make_classification", "make_regression", "make_moons", "make_circles")

func set(names ...string) map[string]bool {
	out := make(map[string]bool, len(names))
	for _, n := range names {
		out[n] = true
	}
	return out
}

// call plays a call.
func (f *frame) call(in *ir.Instr) value {
	r := f.r
	callee := f.get(in.A)
	c := &call{f: f, in: in, callee: callee}
	if g := &f.f.Instrs[in.A]; g.Op == ir.OpAttr {
		c.receiver, c.method = f.vals[g.A], f.module.Names[g.B]
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
}

// own calls a function or a class of the notebook.
func (c *call) own(fn *function) (value, bool) {
	r := c.f.r
	if r.depth >= maxInline {
		return value{}, false
	}
	if !fn.class {
		return r.enter(fn, c.bound(fn)), true
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
	form := c.form()
	h = mix(h, c.random(name, short, h), c.fileState(h))
	switch name {
	case "print", "display", "IPython.display.display", "pprint.pprint":
		r.show(h)
		return value{h: 101}
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
	case c.method != "" && len(c.receiver.objs) > 0 && draws[c.method] && c.method != "sample":
		r.changeItem(c.receiver, h, c.args...)
	case c.method != "" && len(c.receiver.objs) > 0 && (changers[c.method] || inplace):
		r.change(c.receiver, h, c.args...)
	case firstArgument[name] && len(c.args) > 0, strings.HasSuffix(name, ".random.shuffle") && len(c.args) > 0:
		r.change(c.args[0], h, c.args[1:]...)
	}
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
	switch {
	case name != "" && seeds[short] && generator != "":
		r.touch(r.drawn, generator, "", mix(h, 113))
		return 0
	case name != "" && generator != "" && (drawsAnywhere[short] || draws[short] && strings.HasSuffix(generator, "random")):
	case drawsUnlessSeeded[method] && !c.given("random_state") && !c.given("seed") && (name != "" || len(c.receiver.objs) > 0):
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
	method := ""
	var receiver value
	if g := &f.f.Instrs[in.A]; g.Op == ir.OpAttr {
		method, receiver = f.module.Names[g.B], f.vals[g.A]
	}
	if len(receiver.objs) > 0 {
		if silent[method] {
			return
		}
		if !changers[method] && !quiet[method] && !strings.HasPrefix(method, "to_") && !strings.HasPrefix(method, "plot") {
			r.change(receiver, r.content(f.vals[v]))
		}
	}
	r.show(r.content(f.vals[v]))
}
