package cells

import (
	"math"
	"slices"
	"sort"

	"leadline/internal/ir"
)

// A value is known by how it was computed: its hash. Two values with one hash
// are equal in both orders; two hashes may still be equal values.
type hash = uint64

// mix adds a part to a hash. The order of parts counts.
func mix(h hash, parts ...hash) hash {
	for _, p := range parts {
		h ^= p + 0x9e3779b97f4a7c15 + h<<6 + h>>2
		h ^= h >> 30
		h *= 0xbf58476d1ce4e5b9
		h ^= h >> 27
		h *= 0x94d049bb133111eb
		h ^= h >> 31
	}
	return h
}

func hashText(s string) hash {
	h := hash(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ hash(s[i])) * 1099511628211
	}
	return h
}

func hashConst(c *ir.Const) hash {
	h := mix(hash(c.Kind)+11, hash(c.Int), math.Float64bits(c.Float), hashText(c.Str))
	if c.Big != nil {
		h = mix(h, hashText(c.Big.String()))
	}
	return h
}

// value is one value at one moment. Without objects it never changes.
type value struct {
	h hash
	// objs are the objects that it may be or be a part of.
	objs []int32
	// key is the part of the objects that it is: an attribute or a constant key.
	key string
	// name is the dotted name of something imported or built in.
	name string
	// fn is the function or class that it is known to be.
	fn *function
	// missing is the name that was looked up in vain.
	missing string
	// pending is a name that was looked up ahead of its use.
	pending string
	// text is a constant string, for paths of files; index a constant whole number.
	text, index string
}

// function is a function, class or bound method of the notebook.
type function struct {
	module *ir.Module
	index  int
	cell   int
	outer  *frame // for variables of enclosing bodies
	class  bool
	fields map[string]value // of a class
	self   *value
	h      hash
	salt   hash // of the run that defined it, see step.salt
}

// object is something that can change.
type object struct {
	h hash
	// form is what its shape depends on: lengths, types, names of columns.
	form hash
	// refs are what it holds and what may change below it; elems what it holds
	// in order, where that is known.
	refs, elems []value
	fields      map[string]value
	class       *function
	maker       string // the dotted name of what was called to make it
	// order are the keys of fields, sorted; seen and known are of the last look.
	order []string
	seen  int
	known hash
	// touched are the cells that changed it, in order.
	touched []int
}

// maxHeld bounds how many values an object is known to hold.
const maxHeld = 48

func (r *replay) newObject(h hash, held []value) value {
	o := object{h: h}
	for _, v := range held {
		if (len(v.objs) > 0 || v.fn != nil) && len(o.refs) < maxHeld {
			o.refs = append(o.refs, v)
		} else {
			o.h = mix(o.h, v.h)
		}
	}
	o.form = o.h
	for _, v := range o.refs {
		o.form = mix(o.form, r.formOf(v))
	}
	r.heap = append(r.heap, o)
	return value{objs: []int32{int32(len(r.heap) - 1)}}
}

// formOf is what the shape of a value depends on.
func (r *replay) formOf(v value) hash {
	h := v.h
	for _, o := range v.objs {
		h = mix(h, r.heap[o].form)
	}
	return h
}

// maxContent bounds how many objects one look at a content visits.
const maxContent = 150

// content is what a value holds now, with all that it refers to.
func (r *replay) content(v value) hash {
	if len(v.objs) == 0 {
		return v.h
	}
	r.look++
	r.visits = 0
	return r.contentOf(v)
}

func (r *replay) contentOf(v value) hash {
	h := v.h
	for _, o := range v.objs {
		h = mix(h, r.objectContent(o, v.key))
	}
	return h
}

// objectContent visits each object once a look; one that is being visited, or
// lies beyond the bound, counts with its own state only.
func (r *replay) objectContent(at int32, key string) hash {
	o := &r.heap[at]
	if key == "" && o.seen == r.look {
		return o.known
	}
	if r.visits++; r.visits > maxContent {
		return o.h
	}
	r.steps++
	h := o.h
	if key == "" {
		o.seen, o.known = r.look, h
	}
	for i := range o.refs {
		h = mix(h, r.contentOf(o.refs[i]))
	}
	switch {
	case key != "":
		for _, name := range o.order {
			if o.sees(key, name) {
				h = mix(h, hashText(name), r.contentOf(o.fields[name]))
			}
		}
	default:
		for _, name := range o.order {
			h = mix(h, hashText(name), r.contentOf(o.fields[name]))
		}
	}
	if key == "" {
		r.heap[at].known = h
	}
	return h
}

// whole is a value without the part that it is of its objects.
func whole(v value) value {
	v.key = ""
	return v
}

// join is a value that may be any of some.
func join(h hash, vals []value) value {
	first, same := value{}, true
	var kept []value
	for _, v := range vals {
		if v.missing == "" {
			kept = append(kept, v)
		}
	}
	if len(kept) == 0 && len(vals) > 0 {
		return vals[0]
	}
	for i, v := range kept {
		if i == 0 {
			first = v
		} else {
			same = same && v.h == first.h && v.key == first.key && slices.Equal(v.objs, first.objs)
		}
	}
	if same && len(kept) == len(vals) {
		return first
	}
	out := value{h: h, fn: first.fn, key: first.key}
	for _, v := range kept {
		out.h = mix(out.h, v.h)
		if v.key != out.key {
			out.key = ""
		}
		if out.fn == nil {
			out.fn = v.fn
		}
		if v.pending != "" {
			out.pending = v.pending
		}
		for _, o := range v.objs {
			out.objs = addObj(out.objs, o)
		}
	}
	return out
}

// maxAlias bounds how many objects one value may be.
const maxAlias = 8

func addObj(list []int32, o int32) []int32 {
	if len(list) >= maxAlias || slices.Contains(list, o) {
		return list
	}
	return append(list[:len(list):len(list)], o)
}

// change records that something changed the objects of a value: the part that
// the value is, or all of it.
func (r *replay) change(v value, h hash, held ...value) {
	if r.t.failed {
		return // the cell has stopped
	}
	h = mix(h, r.salt, r.control)
	for _, at := range v.objs {
		o := &r.heap[at]
		if len(o.touched) == 0 || o.touched[len(o.touched)-1] != r.t.step.cell {
			o.touched = append(o.touched, r.t.step.cell)
		}
		r.t.touched[at] = true
		if r.rows != nil {
			for _, x := range held {
				r.rows.add(value{objs: []int32{at}}, r.rows.get(x))
			}
			o = &r.heap[at]
		}
		if v.key != "" {
			old, ok := o.fields[v.key]
			if ok && len(old.objs) > 0 {
				r.change(whole(old), h, held...)
				continue
			}
			r.setField(o, v.key, value{h: mix(h, old.h)})
			continue
		}
		o.h = mix(o.h, h)
		o.form = mix(o.form, h)
		o.elems = nil
		for _, x := range held {
			if (len(x.objs) > 0 || x.fn != nil) && len(o.refs) < maxHeld {
				o.refs = append(o.refs, x)
			}
		}
	}
}

func (r *replay) setField(o *object, key string, v value) {
	if o.fields == nil {
		o.fields = map[string]value{}
	}
	if _, ok := o.fields[key]; !ok {
		o.form = mix(o.form, hashText(key))
		i := sort.SearchStrings(o.order, key)
		o.order = slices.Insert(o.order, i, key)
	}
	o.fields[key] = v
}

// store sets an attribute or a constant key of a value's objects.
func (r *replay) store(v value, key string, x value) {
	if r.t.failed {
		return
	}
	if v.key != "" || len(v.objs) > 1 {
		r.change(v, mix(hashText(key), r.content(x)), x)
		return
	}
	for _, at := range v.objs {
		o := &r.heap[at]
		if len(o.touched) == 0 || o.touched[len(o.touched)-1] != r.t.step.cell {
			o.touched = append(o.touched, r.t.step.cell)
		}
		r.t.touched[at] = true
		x.h = mix(x.h, r.salt, r.control)
		r.setField(o, key, x)
	}
}

// changeItem changes a value's objects without changing their shapes.
func (r *replay) changeItem(v value, h hash, held ...value) {
	forms := make([]hash, len(v.objs))
	for i, o := range v.objs {
		forms[i] = r.heap[o].form
	}
	r.change(v, h, held...)
	for i, o := range v.objs {
		r.heap[o].form = forms[i]
	}
}
