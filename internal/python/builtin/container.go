package builtin

import (
	"slices"

	"leadline/internal/ir"
	"leadline/internal/value"
)

// each visits the objects of a receiver; false when it is more than objects
// made here or reached from a parameter.
func each(f *value.Frame, recv value.Value, visit func(id uint32)) bool {
	ids, all := f.ObjectsOf(recv)
	for _, id := range ids {
		visit(id)
	}
	return all
}

func listMethod(f *value.Frame, method string, c *value.Call) (value.Value, bool) {
	ids, _ := f.ObjectsOf(c.Recv)
	if len(ids) == 0 {
		return nil, false
	}
	single := len(c.Recv) == 1
	a := c.Arg(0)
	switch method {
	case "append":
		if a != nil {
			each(f, c.Recv, func(id uint32) { appendTo(f, id, a, single) })
		}
	case "extend":
		if a != nil {
			each(f, c.Recv, func(id uint32) { extend(f, id, a, single) })
		}
	case "insert":
		insert(f, c, single)
	case "pop":
		return pop(f, c, single), true
	case "reverse":
		each(f, c.Recv, func(id uint32) { reverse(f, id, single) })
	case "remove":
		each(f, c.Recv, func(id uint32) { remove(f, id, a, single) })
	case "sort":
		each(f, c.Recv, func(id uint32) { shuffle(f, id, single) })
	case "clear":
		each(f, c.Recv, func(id uint32) { clearAll(f, id, single) })
	case "copy":
		return copyOf(f, c, ids), true
	case "index", "count":
		return f.Type("builtins.int"), true
	default:
		return nil, false
	}
	return f.None(), true
}

func appendTo(f *value.Frame, id uint32, a *value.CallArg, single bool) {
	f.Share(a.Val)
	n, ok := f.Len(id)
	if ok && single && f.IsSingle(id) && n < 60 {
		f.Store(id, value.IndexKey(n), a.Val, []value.Def{a.Def}, true)
		f.SetLen(id, n+1)
		return
	}
	f.Store(id, value.KeyStar, a.Val, []value.Def{a.Def}, false)
	if f.Kind(id) != value.ObjPath {
		f.SetLen(id, -1)
	}
}

func extend(f *value.Frame, id uint32, a *value.CallArg, single bool) {
	n, ok := f.Len(id)
	if !ok || !single || !f.IsSingle(id) {
		n = -1
	}
	n = f.Extend(id, n, a.Val, []value.Def{a.Def})
	if f.Kind(id) != value.ObjPath || n >= 0 {
		f.SetLen(id, n)
	}
}

func insert(f *value.Frame, c *value.Call, single bool) {
	at, v := c.Arg(0), c.Arg(1)
	if at == nil || v == nil {
		return
	}
	f.Share(v.Val)
	k, ok := f.Only(at.Val)
	each(f, c.Recv, func(id uint32) {
		if _, known := f.Len(id); ok && known && single && k.Kind == ir.ConstInt {
			f.Insert(id, int(k.Int), v.Val, []value.Def{v.Def})
			return
		}
		f.Collapse(id)
		f.Store(id, value.KeyStar, v.Val, []value.Def{v.Def}, false)
	})
}

func pop(f *value.Frame, c *value.Call, single bool) value.Value {
	key := f.Int(-1)
	if a := c.Arg(0); a != nil {
		key = a.Val
	}
	var out value.Value
	each(f, c.Recv, func(id uint32) {
		var v value.Value
		var defs []value.Def
		if single {
			v, defs = f.Remove(id, key)
		} else {
			v, defs = f.Elements(id)
			f.Collapse(id)
		}
		out = f.Join(out, v)
		f.SetLoads(defs)
	})
	if out == nil {
		return value.Top()
	}
	return out
}

// remove takes the first item that is equal to a value out of a list: exactly,
// where all before it certainly are not.
func remove(f *value.Frame, id uint32, a *value.CallArg, single bool) {
	items, ok := f.ExactItems(f.ObjectValue(id))
	for i := 0; ok && single && a != nil && i < len(items); i++ {
		x, y := items[i].Val, a.Val
		if cx, known := f.Only(x); known {
			if cy, known := f.Only(y); known && cx == cy {
				if f.Replace(id, i, i+1, nil) {
					return
				}
				break
			}
		}
		if !neverEqual(f, x, y) {
			break
		}
	}
	f.Collapse(id)
}

// reverse turns the items of a list round.
func reverse(f *value.Frame, id uint32, single bool) {
	items, ok := f.ExactItems(f.ObjectValue(id))
	if ok && single {
		turned := slices.Clone(items)
		slices.Reverse(turned)
		ok = f.Replace(id, 0, len(items), turned)
	}
	if !ok || !single {
		f.Collapse(id)
	}
}

// shuffle puts the items of a list in an order that nobody knows: any may be anywhere.
func shuffle(f *value.Frame, id uint32, single bool) {
	items, ok := f.ExactItems(f.ObjectValue(id))
	if !ok || !single || !f.Replace(id, 0, len(items), anyOf(f, items)) {
		f.Collapse(id)
	}
}

// anyOf are as many items, each of them any of these.
func anyOf(f *value.Frame, items []value.Item) []value.Item {
	var any value.Item
	for _, it := range items {
		any.Val, any.Defs = f.Join(any.Val, it.Val), f.JoinDefs(any.Defs, it.Defs)
	}
	out := make([]value.Item, len(items))
	for i := range out {
		out[i] = any
	}
	return out
}

func clearAll(f *value.Frame, id uint32, single bool) {
	if single && f.IsSingle(id) && f.Kind(id) != value.ObjPath && f.Clear(id) {
		return
	}
	f.Collapse(id)
}

func copyOf(f *value.Frame, c *value.Call, ids []uint32) value.Value {
	kind := f.Container(ids[0])
	if kind == value.ObjPath {
		kind = value.ObjList
	}
	id := f.New(c.At, 0, kind)
	f.SetLoads(nil)
	if kind == value.ObjDict {
		f.SetLen(id, 0)
		f.Merge(id, c.Recv, nil)
		f.Recount(id)
		return f.ObjectValue(id)
	}
	f.SetLen(id, f.Extend(id, 0, c.Recv, nil))
	return f.ObjectValue(id)
}

func dictMethod(f *value.Frame, method string, c *value.Call) (value.Value, bool) {
	if method == "fromkeys" {
		return fromKeys(f, c), true
	}
	ids, all := f.ObjectsOf(c.Recv)
	if len(ids) == 0 {
		return nil, false
	}
	a := c.Arg(0)
	switch method {
	case "get", "pop", "setdefault":
		if a == nil || !all {
			return nil, false
		}
		return lookup(f, method, c, ids), true
	case "update", "__init__":
		each(f, c.Recv, func(id uint32) { update(f, id, c) })
		return f.None(), true
	case "copy":
		return copyOf(f, c, ids), true
	case "clear":
		each(f, c.Recv, func(id uint32) { clearAll(f, id, len(c.Recv) == 1) })
		return f.None(), true
	case "keys", "values", "items":
		return view(f, method, c, ids), true
	case "popitem":
		return value.Top(), true
	}
	return nil, false
}

// fromKeys is dict.fromkeys(keys, value): each key gets the same value.
func fromKeys(f *value.Frame, c *value.Call) value.Value {
	id := f.New(c.At, 0, value.ObjDict)
	f.SetLoads(nil)
	f.SetLen(id, 0)
	of := value.Item{Val: f.None()}
	if a := c.Arg(1); a != nil {
		f.Share(a.Val)
		of = value.Item{Val: a.Val, Defs: []value.Def{a.Def}}
	}
	if keys := c.Arg(0); keys != nil {
		items, exact := f.ExactItems(f.Iterable(keys.Val))
		if !exact {
			v, defs := f.IterValue(keys.Val)
			items = []value.Item{{Val: v, Defs: f.JoinDefs(defs, []value.Def{keys.Def})}}
		}
		for _, k := range items {
			f.StoreKey(id, k, of, exact)
		}
	}
	f.Recount(id)
	return f.ObjectValue(id)
}

// lookup is get, pop or setdefault under a key that may be constant.
func lookup(f *value.Frame, method string, c *value.Call, ids []uint32) value.Value {
	key := c.Arg(0)
	var out value.Value
	for _, id := range ids {
		for _, a := range key.Val {
			out = f.Join(out, lookupOne(f, method, c, id, a, len(ids) == 1 && len(key.Val) == 1))
		}
	}
	if out == nil {
		return value.Top()
	}
	return out
}

func lookupOne(f *value.Frame, method string, c *value.Call, id uint32, a value.Atom, exact bool) value.Value {
	k, ok := f.ItemKey(a)
	if !ok {
		v, defs := f.Elements(id)
		f.SetLoads(defs)
		return f.Join(v, fallback(f, method, c))
	}
	v, defs, sure := f.Load(id, k)
	f.SetLoads(defs)
	if sure && v != nil {
		if method == "pop" && exact {
			f.Forget(id, k)
			f.Recount(id)
		}
		return v
	}
	if _, known := f.Len(id); known && exact && v == nil && f.IsSingle(id) { // certainly not there
		d := fallback(f, method, c)
		if method == "setdefault" {
			f.Share(d)
			f.Store(id, k, d, f.JoinDefs(nil, given(c)), true)
			f.Recount(id)
		}
		return d
	}
	d := fallback(f, method, c)
	if method == "setdefault" && exact {
		f.Share(d)
		f.Store(id, k, f.Join(v, d), f.JoinDefs(defs, given(c)), true)
		f.SetLen(id, -1)
	}
	if method == "pop" && exact {
		f.Forget(id, k)
	}
	return f.Join(v, d)
}

// given is where a default comes from.
func given(c *value.Call) []value.Def {
	if d := c.Arg(1); d != nil {
		return []value.Def{d.Def}
	}
	return nil
}

func fallback(f *value.Frame, method string, c *value.Call) value.Value {
	d := c.Arg(1)
	if d == nil {
		if method == "pop" {
			return nil
		}
		return f.None()
	}
	f.SetLoads([]value.Def{d.Def})
	return d.Val
}

func update(f *value.Frame, id uint32, c *value.Call) {
	for i := range c.Args {
		a := &c.Args[i]
		if a.Name != 0 {
			k, _ := f.ItemKey(f.Str(f.Text(a.Name))[0])
			f.Store(id, k, a.Val, []value.Def{a.Def}, len(c.Recv) == 1)
			continue
		}
		mergeArg(f, id, a)
	}
	f.Recount(id)
}

// mergeArg puts the items of a mapping into a dict: of an argument, or of any in *args.
func mergeArg(f *value.Frame, id uint32, a *value.CallArg) {
	v, defs := a.Val, []value.Def{a.Def}
	if a.Star == 1 {
		var d []value.Def
		v, d = f.IterValue(v)
		defs = f.JoinDefs(defs, d)
	}
	f.Merge(id, v, defs)
}

// view is keys(), values() or items().
func view(f *value.Frame, method string, c *value.Call, ids []uint32) value.Value {
	out := f.New(c.At, 0, value.ObjIter)
	if len(ids) == 1 && len(c.Recv) == 1 {
		if keys, ok := f.OrderedKeys(ids[0]); ok {
			f.SetLoads(nil)
			f.Fill(out, viewed(f, method, c, ids[0], keys))
			return f.ObjectValue(out)
		}
	}
	f.SetLoads(c.RecvDef)
	for _, id := range ids {
		keys, kd := f.Keys(id)
		vals, vd := f.Elements(id)
		switch method {
		case "keys":
			f.Store(out, value.KeyStar, keys, kd, false)
		case "values":
			f.Store(out, value.KeyStar, vals, vd, false)
		default:
			pair := f.New(c.At, 1, value.ObjTuple)
			f.Store(pair, value.IndexKey(0), keys, kd, true)
			f.Store(pair, value.IndexKey(1), vals, vd, true)
			f.SetLen(pair, 2)
			f.Store(out, value.KeyStar, f.ObjectValue(pair), nil, false)
		}
	}
	return f.ObjectValue(out)
}

// viewed are the items of a view of a dict whose keys and their order are known.
func viewed(f *value.Frame, method string, c *value.Call, id uint32, keys []value.Key) []value.Item {
	out := make([]value.Item, len(keys))
	for i, k := range keys {
		v, defs, _ := f.Load(id, k)
		switch key := f.KeyValue(k); method {
		case "keys":
			out[i] = value.Item{Val: key}
		case "values":
			out[i] = value.Item{Val: v, Defs: defs}
		default:
			pair := f.New(c.At, uint32(1+i), value.ObjTuple)
			f.Fill(pair, []value.Item{{Val: key}, {Val: v, Defs: defs}})
			out[i] = value.Item{Val: f.ObjectValue(pair)}
		}
	}
	return out
}

func setMethod(f *value.Frame, method string, c *value.Call) (value.Value, bool) {
	ids, _ := f.ObjectsOf(c.Recv)
	if len(ids) == 0 {
		return nil, false
	}
	switch method {
	case "add":
		if a := c.Arg(0); a != nil {
			f.Share(a.Val)
			each(f, c.Recv, func(id uint32) {
				f.Store(id, value.KeyStar, a.Val, []value.Def{a.Def}, false)
				f.SetLen(id, -1)
			})
		}
		return f.None(), true
	case "update":
		for i := range c.Args {
			each(f, c.Recv, func(id uint32) {
				f.Extend(id, -1, c.Args[i].Val, []value.Def{c.Args[i].Def})
				f.SetLen(id, -1)
			})
		}
		return f.None(), true
	case "discard", "remove", "clear":
		each(f, c.Recv, func(id uint32) { f.Collapse(id) })
		return f.None(), true
	case "pop":
		return pop(f, &value.Call{At: c.At, Recv: c.Recv, Args: nil}, false), true
	}
	return nil, false
}
