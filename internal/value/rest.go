package value

import (
	"slices"
	"sort"
)

// Mappings that are put together. What a body does not know the keys of, since its
// caller gives it, is not spread over the keys of what it is put into: the dict
// remembers under KeyRest which paths it was given all items of. An item that is read
// is the one that these have under the same key, and who calls the body, and knows
// the mapping, puts its items where they belong (see applier).

// given is what is put into a dict at once: items under their keys, in order.
type given struct {
	items []keyedCell
	only  bool // it is certainly that
	pairs []uint32
	paths Value
	names []Cell
}

// Merge copies the items of a mapping into a dict.
func (f *Frame) Merge(id uint32, v Value, via []Def) {
	f.put(id, f.collect(v), via)
}

// collect is what a mapping, or a sequence of pairs, holds now.
func (f *Frame) collect(v Value) []given {
	out := make([]given, 0, len(v))
	for _, a := range v {
		g := given{only: len(v) == 1}
		if a.Kind() != Object {
			g.items = []keyedCell{{KeyStar, Cell{Val: top, Maybe: true}}}
			out = append(out, g)
			continue
		}
		src := uint32(a.Payload())
		kind := f.Objects[src].Kind
		if kind != ObjDict && kind != ObjPath && kind != ObjInst {
			g.pairs = []uint32{src}
			out = append(out, g)
			continue
		}
		f.ownItems(src, func(k Key, c Cell) { g.items = append(g.items, keyedCell{k, c}) })
		if keys, ok := f.OrderedKeys(src); ok {
			sort.SliceStable(g.items, func(a, b int) bool {
				return slices.Index(keys, g.items[a].key) < slices.Index(keys, g.items[b].key)
			})
		}
		if names, d, ok := f.loadNames(src); ok {
			g.names = append(g.names, Cell{Val: names, Defs: d})
		}
		if c, ok := f.cur.heap.Get(CellKey(src, KeyRest)); ok {
			g.paths = c.Val
		}
		if kind == ObjPath {
			g.paths = add(g.paths, a)
		}
		out = append(out, g)
	}
	return out
}

// put puts what was collected into a dict. What is in it for certain is over what may
// have been there before.
func (f *Frame) put(id uint32, gs []given, via []Def) {
	via = f.Own(via)
	for _, g := range gs {
		f.putPaths(id, g.paths, via)
		for _, c := range g.items {
			f.Store(id, c.key, c.Val, joinDefs(c.Defs, via), g.only && !c.Maybe)
		}
		for _, c := range g.names {
			f.Store(id, KeyNames, c.Val, c.Defs, false)
		}
		for _, src := range g.pairs {
			f.mergePairs(id, src, g.only)
		}
	}
}

// Own are definitions of what values carry themselves: of one that a caller gives, what
// lies in it is read there by itself.
func (f *Frame) Own(via []Def) []Def {
	var out []Def
	for _, d := range via {
		n := int(d) - len(f.F.Instrs)
		if n < 0 && f.hasPath(f.Vals[d]) || n >= 0 && f.Extra[n].Kind == ExtraInitial {
			d = f.extraDef(Extra{Kind: ExtraOwn, Call: d})
		}
		out = joinDefs(out, operand(d))
	}
	return out
}

func (f *Frame) hasPath(v Value) bool {
	for _, a := range v {
		if a.Kind() == Object && f.Objects[a.Payload()].Kind == ObjPath {
			return true
		}
	}
	return false
}

// putPaths gives a dict all items of some paths. An object that other bodies see
// has only what can be said of every one of them.
func (f *Frame) putPaths(id uint32, paths Value, via []Def) {
	if len(paths) == 0 {
		return
	}
	if kind := f.Objects[id].Kind; f.Objects[id].Global == 0 && (kind == ObjDict || kind == ObjPath || kind == ObjInst) {
		f.Store(id, KeyRest, paths, via, false)
		return
	}
	v, defs := f.restUnder(paths, KeyStar)
	f.Store(id, KeyStar, v, joinDefs(defs, via), false)
}

// restItem is what an object was given under a key of all items of paths.
func (f *Frame) restItem(id uint32, k Key) (Value, []Def) {
	c, ok := f.cur.heap.Get(CellKey(id, KeyRest))
	if !ok {
		return nil, nil
	}
	v, defs := f.restUnder(c.Val, k)
	return v, joinDefs(defs, c.Defs)
}

// restStar is all of that.
func (f *Frame) restStar(id uint32) (Cell, bool) {
	v, defs := f.restItem(id, KeyStar)
	return Cell{Val: v, Defs: defs, Maybe: true}, v != nil
}

// restUnder is what paths had under a key where the body began.
func (f *Frame) restUnder(paths Value, k Key) (v Value, defs []Def) {
	for _, a := range paths {
		if a.Kind() != Object {
			v = join(v, top)
			continue
		}
		p := f.child(uint32(a.Payload()), k)
		v, defs = join(v, f.ObjectValue(p)), joinDefs(defs, operand(f.initial(p)))
	}
	return v, defs
}

// mergePairs adds the items of a sequence of pairs to a dict, each under its key where
// that is known: certainly where the pairs are known, too.
func (f *Frame) mergePairs(id, src uint32, only bool) {
	var pairs []Cell
	_, exact := f.positions(src)
	f.Items(src, func(_ Key, c Cell) { pairs = append(pairs, c) })
	for _, p := range pairs {
		for _, a := range p.Val {
			if a.Kind() != Object {
				f.Store(id, KeyStar, top, p.Defs, false)
				f.Store(id, KeyNames, top, p.Defs, false)
				continue
			}
			key, kd, _ := f.Load(uint32(a.Payload()), IndexKey(0))
			val, vd, _ := f.Load(uint32(a.Payload()), IndexKey(1))
			f.storeKey(id, key, kd, val, vd, only && exact && len(p.Val) == 1)
		}
	}
}
