package value

import (
	"strings"

	"leadline/internal/ir"
	"leadline/internal/model"
)

// keyed is a call that stores in, or reads from, a place of its receiver that its
// arguments name: conf.set(section, option, value) is conf[section][option] = value.
// A read is not answered where a key, or what the place holds, is not known for certain.
func (f *Frame) keyed(c *Call, e *model.Entry) (Value, bool) {
	if e == nil || e.Clean || len(e.Stores) == 0 || len(c.Recv) != 1 || c.Recv[0].Kind() != Object {
		return nil, false
	}
	id := uint32(c.Recv[0].Payload())
	s := &e.Stores[0]
	if f.Objects[id].Kind != ObjInst {
		return nil, false
	}
	keys := f.keysOf(c, s.Keys)
	if s.Value != nil {
		a := f.ArgOf(c, *s.Value)
		if a != nil {
			f.share(a.Val)
			f.keepUnder(c.At, id, keys, a)
			f.SetLoads(nil)
		}
		return f.None(), a != nil
	}
	last := len(keys) - 1
	for _, k := range keys[:last] {
		ids, sure := f.within(id, k)
		if !sure || len(ids) != 1 {
			return nil, false
		}
		id = ids[0]
	}
	v, defs, sure := f.Load(id, keys[last])
	if sure = sure && keys[last] != KeyStar; sure {
		f.SetLoads(joinDefs(defs, f.Own(c.RecvDef)))
	}
	return v, sure
}

// keepUnder stores a value under some keys in a mapping of mappings, which are made where
// there certainly are none yet.
func (f *Frame) keepUnder(at ir.Value, id uint32, keys []Key, a *CallArg) {
	if len(keys) == 1 {
		f.Store(id, keys[0], a.Val, a.Defs(), keys[0] != KeyStar)
		f.Recount(id)
		return
	}
	ids, _ := f.within(id, keys[0])
	if v, _, _ := f.Load(id, keys[0]); v == nil && keys[0] != KeyStar {
		v = f.made(at, keys[0], ObjDict)
		f.share(v)
		f.Store(id, keys[0], v, nil, true)
		ids, _ = f.ObjectsOf(v)
	}
	if len(ids) != 1 || keys[0] == KeyStar {
		f.Store(id, KeyStar, a.Val, a.Defs(), false)
		for _, in := range ids {
			f.Store(in, KeyStar, a.Val, a.Defs(), false)
		}
		return
	}
	f.keepUnder(at, ids[0], keys[1:], a)
}

// keysOf are the keys that arguments are; KeyStar for what is not one constant text.
func (f *Frame) keysOf(c *Call, named []model.Arg) []Key {
	out := make([]Key, len(named))
	for i, n := range named {
		out[i] = KeyStar
		a := f.ArgOf(c, n)
		if a == nil {
			continue
		}
		f.decides(a.Def, 0)
		if k, ok := f.Only(a.Val); ok && k.Kind == ir.ConstStr {
			out[i], _ = f.ItemKey(a.Val[0])
		}
	}
	return out
}

// within are the mappings that an object has under a key; sure that it certainly has
// one and nothing else there.
func (f *Frame) within(id uint32, k Key) (ids []uint32, sure bool) {
	v, _, sure := f.Load(id, k)
	if k == KeyStar {
		v, _ = f.Elements(id)
		sure = false
	}
	all, only := f.ObjectsOf(v)
	for _, o := range all {
		if f.Objects[o].Kind == ObjDict {
			ids = append(ids, o)
		}
	}
	return ids, sure && only && len(ids) == len(all)
}

// under is what stands under a name, in any case, in a mapping or in a list of pairs; nil
// where nothing certainly does.
func (f *Frame) under(a *CallArg, name string) *CallArg {
	var v Value
	var defs []Def
	take := func(key Value, of Value, via []Def) {
		if k, ok := f.Only(key); ok && k.Kind == ir.ConstStr && strings.EqualFold(k.Text, name) {
			v, defs = join(v, of), joinDefs(defs, via)
		}
	}
	ids, _ := f.ObjectsOf(a.Val)
	for _, id := range ids {
		kind := f.Objects[id].Kind
		f.Items(id, func(k Key, c Cell) {
			if kind == ObjDict && k != KeyStar {
				take(f.KeyValue(k), c.Val, c.Defs)
				return
			}
			if pairs, _ := f.ObjectsOf(c.Val); kind != ObjDict && len(pairs) == 1 && f.Objects[pairs[0]].Kind == ObjTuple {
				key, _, _ := f.Load(pairs[0], IndexKey(0))
				of, via, _ := f.Load(pairs[0], IndexKey(1))
				take(key, of, via)
			}
		})
	}
	if v == nil {
		return nil
	}
	out := itemArg(v, defs, a.Def)
	return &out
}
