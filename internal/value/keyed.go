package value

import (
	"strings"

	"leadline/internal/ir"
	"leadline/internal/model"
)

// keyed is a call that stores in, or reads from, a place of its receiver that its
// arguments name: conf.set(section, option, value) is conf[section][option] = value.
// It is not answered where a key, or what the place holds, is not known for certain.
func (f *Frame) keyed(c *Call, e *model.Entry) (Value, bool) {
	if e == nil || e.Clean || len(e.Stores) == 0 || len(c.Recv) != 1 || c.Recv[0].Kind() != Object {
		return nil, false
	}
	id := uint32(c.Recv[0].Payload())
	s := &e.Stores[0]
	keys := f.keysOf(c, s.Keys)
	if f.Objects[id].Kind != ObjInst || keys == nil {
		return nil, false
	}
	last := len(keys) - 1
	for _, k := range keys[:last] {
		var ok bool
		if id, ok = f.within(c.At, id, k, s.Value != nil); !ok {
			return nil, false
		}
	}
	if s.Value == nil {
		v, defs, sure := f.Load(id, keys[last])
		if sure {
			f.SetLoads(joinDefs(defs, f.Own(c.RecvDef)))
		}
		return v, sure
	}
	a := f.ArgOf(c, *s.Value)
	if a == nil {
		return nil, false
	}
	f.share(a.Val)
	f.Store(id, keys[last], a.Val, a.Defs(), true)
	f.Recount(id)
	f.SetLoads(nil)
	return f.None(), true
}

// keysOf are the keys that arguments are; nil unless each is one constant.
func (f *Frame) keysOf(c *Call, named []model.Arg) []Key {
	var out []Key
	for _, n := range named {
		a := f.ArgOf(c, n)
		if a == nil {
			return nil
		}
		f.decides(a.Def, 0)
		k, ok := f.Only(a.Val)
		if !ok || k.Kind != ir.ConstStr {
			return nil
		}
		key, _ := f.ItemKey(a.Val[0])
		out = append(out, key)
	}
	return out
}

// within is the one mapping that an object certainly has under a key; made, where asked
// for, when there is none.
func (f *Frame) within(at ir.Value, id uint32, k Key, makes bool) (uint32, bool) {
	v, _, sure := f.Load(id, k)
	if v == nil && makes {
		v, sure = f.made(at, k, ObjDict), true
		f.share(v)
		f.Store(id, k, v, nil, true)
	}
	ids, all := f.ObjectsOf(v)
	if !sure || !all || len(ids) != 1 || f.Objects[ids[0]].Kind != ObjDict {
		return 0, false
	}
	return ids[0], true
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
