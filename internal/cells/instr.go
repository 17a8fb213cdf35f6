package cells

import (
	"slices"
	"strconv"
	"strings"

	"leadline/internal/ir"
	"leadline/internal/model"
)

// instr plays one instruction and gives its value.
func (f *frame) instr(b int, v ir.Value, in *ir.Instr) value {
	out := f.plain(b, v, in)
	if name, ok := f.x.early[v]; ok {
		f.define(f.module.Names[name], out)
	}
	return out
}

// define binds a name where a body makes what it is.
func (f *frame) define(name string, v value) {
	switch {
	case f.top:
		f.r.bind(name, v)
	case f.f.Kind == ir.FuncClass && f.fields != nil:
		f.fields[name] = v
	}
}

func (f *frame) plain(b int, v ir.Value, in *ir.Instr) value {
	r := f.r
	name := func(n ir.Name) string { return f.module.Names[n] }
	switch in.Op {
	case ir.OpNop, ir.OpUndef:
		return value{}
	case ir.OpConst:
		c := &f.module.Consts[in.A]
		out := value{h: hashConst(c), text: c.Str}
		if c.Kind == ir.ConstInt && c.Big == nil {
			out.index = strconv.FormatInt(c.Int, 10)
		}
		return out
	case ir.OpParam:
		if int(in.A) < len(f.args) {
			return f.args[in.A]
		}
		return value{h: mix(13, hash(in.A))}
	case ir.OpPhi, ir.OpExcPhi:
		return f.phi(b, in)
	case ir.OpGlobal:
		if in.Start == in.End {
			return r.ahead(name(in.A))
		}
		return r.lookup(name(in.A))
	case ir.OpStoreGlobal:
		r.bind(name(in.A), f.get(in.B))
	case ir.OpFree:
		return f.free(name(in.A), in)
	case ir.OpStoreFree:
		f.storeFree(in, f.get(in.B))
	case ir.OpBind, ir.OpExport:
		if in.A != 0 && (in.Op == ir.OpExport || f.x.exported[in.A]) && f.f.Kind <= ir.FuncClass {
			f.export(name(in.A), in)
		}
	case ir.OpCall:
		return f.call(v, in)
	case ir.OpMakeFunc:
		return f.makeFunc(in)
	case ir.OpMakeClass:
		return f.makeClass(in)
	case ir.OpImport:
		full := name(in.A)
		if in.Sub == 1 {
			full, _, _ = strings.Cut(full, ".")
		}
		return value{h: mix(17, hashText(full)), name: full}
	case ir.OpImportFrom:
		full := name(in.A) + "." + name(in.B)
		return value{h: mix(17, hashText(full)), name: full}
	case ir.OpStarName:
		return f.get(in.C) // nobody knows better: the import itself is blind
	case ir.OpImportStar:
		r.blind("from " + name(in.A) + " import *")
	case ir.OpMagic:
		return f.magic(in)
	default:
		return f.compute(in)
	}
	return value{}
}

// export gives a name of a module or class body its value.
func (f *frame) export(name string, in *ir.Instr) {
	v := f.vals[in.B]
	if in.Op == ir.OpBind && f.top {
		v = f.get(in.B)
	}
	if name == Shown && f.top {
		if in.Op == ir.OpBind {
			f.r.show(f.r.content(v))
		}
		return
	}
	if !f.top {
		if f.fields != nil {
			f.fields[name] = v
		}
		return
	}
	r := f.r
	if v.missing == name {
		return // it keeps what it was, if anything
	}
	if g := r.globals[name]; g != nil && g.from == r.t.step.cell && slices.Equal(g.v.objs, v.objs) && g.v.h == v.h {
		return
	}
	if in.Op == ir.OpExport && isPhiOf(f.f, in.B) {
		// What a branch may not have bound is what it was before.
		if g := r.globals[name]; g != nil && g.from != r.t.step.cell && g.v.h == v.h && slices.Equal(g.v.objs, v.objs) {
			return
		}
	}
	if in.Op == ir.OpExport {
		if _, own := r.t.binds[name]; own && !isPhiOf(f.f, in.B) {
			return // bound where it was assigned
		}
	}
	r.bind(name, v)
}

func isPhiOf(f *ir.Func, v ir.Value) bool {
	op := f.Instrs[v].Op
	return op == ir.OpPhi || op == ir.OpExcPhi
}

// blind notes that from here on any name may be bound.
func (r *replay) blind(why string) {
	if r.opaque == "" {
		r.opaque = why
	}
}

// compute plays what only makes values of values.
func (f *frame) compute(in *ir.Instr) value {
	r := f.r
	switch in.Op {
	case ir.OpAttr:
		return f.attr(f.get(in.A), f.module.Names[in.B])
	case ir.OpItem:
		if v, ok := f.rowSlice(in); ok {
			return v
		}
		v, k := f.get(in.A), f.get(in.B)
		out := f.item(v, k)
		if r.rows != nil {
			out = r.rows.chosen(out, k)
		}
		return out
	case ir.OpStoreAttr:
		r.store(f.get(in.A), "."+f.module.Names[in.B], f.get(in.C))
	case ir.OpStoreItem:
		o, k, x := f.get(in.A), f.get(in.B), f.get(in.C)
		if k.text != "" {
			r.store(o, "."+k.text, x)
		} else if place := r.placeOf(k); place != "" && o.key == "" && r.rows == nil {
			r.storeItem(o, place, x)
		} else {
			r.changeItem(o, mix(19, r.content(k), r.content(x)), x)
		}
	case ir.OpDelAttr:
		r.change(f.get(in.A), mix(23, hashText(f.module.Names[in.B])))
	case ir.OpDelItem:
		r.change(f.get(in.A), mix(23, r.content(f.get(in.B))))
	case ir.OpAppend:
		x := f.get(in.B)
		r.change(f.get(in.A), mix(29, r.content(x)), x)
	case ir.OpInsert:
		k, x := f.get(in.B), f.get(in.C)
		r.change(f.get(in.A), mix(29, r.content(k), r.content(x)), x)
	case ir.OpTuple, ir.OpList, ir.OpSet, ir.OpDict:
		return f.container(in)
	case ir.OpInplace:
		return f.inplace(in)
	case ir.OpIter, ir.OpAwait, ir.OpEnter:
		return f.get(in.A)
	case ir.OpNext:
		return f.element(f.get(in.A))
	case ir.OpExtract:
		return f.extract(in)
	case ir.OpAnnotated:
		f.get(in.B)
		return f.get(in.A)
	case ir.OpYield, ir.OpYieldFrom:
		if in.A != ir.NoValue {
			f.returned = append(f.returned, f.get(in.A))
		}
	default:
		return f.operator(in)
	}
	return value{h: mix(31, hash(in.Op))}
}

// operator makes a new value of its operands' contents.
func (f *frame) operator(in *ir.Instr) value {
	r := f.r
	h := mix(37, hash(in.Op), hash(in.Sub))
	objects := false
	var known *rows
	eachOperand(f.f, in, func(v uint32) {
		x := f.get(v)
		if r.rows != nil {
			known = unite(known, r.rows.get(x))
		}
		objects = objects || len(x.objs) > 0
		h = mix(h, r.content(x))
	})
	if in.Op == ir.OpUnary && in.Sub == ir.USub {
		if x := f.vals[in.A].index; x != "" && x[0] != '-' && x != "0" {
			return value{h: h, index: "-" + x}
		}
	}
	if objects && in.Op == ir.OpBinary {
		out := r.newObject(h, nil)
		r.rows.set(out, known)
		r.heap[out.objs[0]].form = mix(37, hash(in.Sub), r.formOf(f.vals[in.A]), r.formOf(f.vals[in.B]))
		return out
	}
	if known != nil {
		out := r.newObject(h, nil)
		r.rows.set(out, known)
		return out
	}
	return value{h: h}
}

// inplace changes an object, or makes a new number.
func (f *frame) inplace(in *ir.Instr) value {
	r := f.r
	a, b := f.get(in.A), f.get(in.B)
	if len(a.objs) == 0 {
		return value{h: mix(41, hash(in.Sub), r.content(a), r.content(b))}
	}
	r.change(a, mix(41, hash(in.Sub), r.content(b)), b)
	return a
}

func (f *frame) container(in *ir.Instr) value {
	r := f.r
	h := mix(43, hash(in.Op))
	var held []value
	for _, a := range f.f.List(in) {
		if in.Op == ir.OpDict && a.Name != ir.NoValue {
			k := f.get(a.Name)
			h = mix(h, r.content(k))
		}
		x := f.get(a.Value)
		h = mix(h, x.h)
		held = append(held, x)
	}
	out := r.newObject(h, held)
	if (in.Op == ir.OpTuple || in.Op == ir.OpList) && len(held) <= maxHeld {
		r.heap[out.objs[0]].elems = held
	}
	return out
}

// rowSlice is x[:n] or x[n:] where rows are followed.
func (f *frame) rowSlice(in *ir.Instr) (value, bool) {
	k := &f.f.Instrs[in.B]
	if f.r.rows == nil || k.Op != ir.OpSlice || k.C != ir.NoValue || (k.A == ir.NoValue) == (k.B == ir.NoValue) {
		return value{}, false
	}
	v := f.get(in.A)
	if k.A == ir.NoValue {
		return f.r.rows.slice(v, 0), true
	}
	return f.r.rows.slice(v, 1), true
}

// element is one of what an object holds.
func (f *frame) element(v value) value {
	r := f.r
	if len(v.objs) == 1 {
		if o := &r.heap[v.objs[0]]; len(o.elems) > 0 && v.key == "" {
			out := join(mix(47, r.content(v)), o.elems)
			return out
		}
	}
	return value{h: mix(47, v.h), objs: v.objs, key: v.key}
}

func (f *frame) extract(in *ir.Instr) value {
	r := f.r
	v := f.get(in.A)
	if in.Sub == ir.ExtractItem && len(v.objs) == 1 && v.key == "" {
		if o := &r.heap[v.objs[0]]; int(in.B) < len(o.elems) {
			return o.elems[in.B]
		}
	}
	return value{h: mix(53, v.h, hash(in.Sub), hash(in.B)), objs: v.objs, key: v.key}
}

// attr reads an attribute.
func (f *frame) attr(v value, name string) value {
	r := f.r
	if v.name != "" && len(v.objs) == 0 {
		full := v.name + "." + name
		return value{h: mix(17, hashText(full)), name: full}
	}
	key := "." + name
	if r.effects.Method(name)&model.Shape != 0 && len(v.objs) > 0 {
		if o := &r.heap[v.objs[0]]; o.class == nil && len(v.objs) == 1 {
			if _, own := o.fields[key]; !own {
				return value{h: mix(179, hashText(name), r.formOf(v))}
			}
		}
	}
	if v.key == "" {
		if r.effects.Method(name)&model.Whole != 0 && len(v.objs) == 1 && r.heap[v.objs[0]].class == nil && r.rows == nil {
			if _, own := r.heap[v.objs[0]].fields[key]; !own {
				return value{h: mix(59, v.h, hashText(name)), objs: v.objs}
			}
		}
		for _, at := range v.objs {
			o := &r.heap[at]
			if x, ok := o.fields[key]; ok && len(v.objs) == 1 {
				return x
			}
			if o.class != nil {
				if m, ok := o.class.member(name); ok && m.fn != nil {
					fn := *m.fn
					self := v
					fn.self = &self
					return value{h: mix(m.h, v.h), objs: v.objs, fn: &fn}
				} else if ok {
					return m
				}
			}
		}
		if v.fn != nil && v.fn.class {
			if m, ok := v.fn.member(name); ok {
				return m
			}
		}
		return value{h: mix(59, v.h, hashText(name)), objs: v.objs, key: key}
	}
	return value{h: mix(59, v.h, hashText(name)), objs: v.objs, key: v.key}
}

func (fn *function) member(name string) (value, bool) {
	m, ok := fn.fields[name]
	return m, ok
}

func (f *frame) item(v, k value) value {
	r := f.r
	if v.key == "" && k.text != "" {
		key := "." + k.text
		for _, at := range v.objs {
			if x, ok := r.heap[at].fields[key]; ok && len(v.objs) == 1 {
				return x
			}
		}
		if len(v.objs) > 0 {
			return value{h: mix(61, v.h, k.h), objs: v.objs, key: key}
		}
	}
	out := value{h: mix(61, v.h, r.content(k)), objs: v.objs, key: v.key}
	if v.key == "" && len(v.objs) > 0 && r.rows == nil {
		out.key = r.placeOf(k)
	}
	return out
}

// free reads a variable of an enclosing body.
func (f *frame) free(name string, in *ir.Instr) value {
	g := f.hop(int(in.Sub))
	if g == nil {
		return f.r.lookup(name)
	}
	if v, ok := g.captured[in.A]; ok {
		return v
	}
	if g.top {
		return f.r.lookup(name)
	}
	return value{h: mix(67, hashText(name))}
}

func (f *frame) storeFree(in *ir.Instr, v value) {
	if g := f.hop(int(in.Sub)); g != nil {
		if g.captured == nil {
			g.captured = map[ir.Name]value{}
		}
		g.captured[in.A] = v
	}
}

// hop is the frame so many bodies out; class bodies do not count.
func (f *frame) hop(n int) *frame {
	g := f
	for n > 0 && g != nil {
		g = g.outer
		if g != nil && g.f != nil && g.f.Kind == ir.FuncClass {
			continue
		}
		n--
	}
	return g
}

func (f *frame) makeFunc(in *ir.Instr) value {
	fn := &function{module: f.module, index: int(in.A), cell: f.r.t.step.cell, outer: f, salt: f.r.salt, h: f.r.shapes.of(f.module, int(in.A)).h}
	h := mix(71, fn.h)
	for _, a := range f.f.List(in) {
		x := f.vals[a.Value]
		if a.Name < ir.ArgAnnotation { // an annotation may be a text that nobody reads
			x = f.get(a.Value)
		}
		h = mix(h, f.r.content(x))
	}
	return value{h: h, fn: fn}
}

// makeClass plays a class's body.
func (f *frame) makeClass(in *ir.Instr) value {
	fn := &function{module: f.module, index: int(in.A), cell: f.r.t.step.cell, outer: f, class: true, fields: map[string]value{}}
	fn.h = f.r.shapes.of(f.module, int(in.A)).h
	h := mix(73, fn.h)
	for _, a := range f.f.List(in) {
		base := f.get(a.Value)
		h = mix(h, f.r.content(base))
		if base.fn != nil && base.fn.class {
			for k, v := range base.fn.fields {
				fn.fields[k] = v
			}
		}
	}
	body := &frame{r: f.r, module: f.module, index: int(in.A), outer: f, fields: fn.fields}
	if f.r.depth < maxInline {
		f.r.depth++
		body.play()
		f.r.depth--
	}
	return value{h: h, fn: fn}
}
