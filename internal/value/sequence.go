package value

import "leadline/internal/ir"

// Item is one item of a sequence whose items are all known by position.
type Item struct {
	Val  Value
	Defs []Def
}

// ExactItems are the items that iterating a value gives, in order: of a list,
// tuple or iterator whose number of items is known, of a dict whose keys are,
// and of a short constant string.
func (f *Frame) ExactItems(v Value) ([]Item, bool) {
	if len(v) != 1 {
		return nil, false
	}
	if c, ok := f.Constant(v[0]); ok {
		if c.Kind != ir.ConstStr || len(c.Text) > maxKeys {
			return nil, false
		}
		out := []Item{}
		for _, r := range c.Text {
			out = append(out, Item{Val: f.Str(string(r))})
		}
		return out, true
	}
	if v[0].Kind() != Object {
		return nil, false
	}
	id := uint32(v[0].Payload())
	if f.Objects[id].Kind == ObjDict {
		keys, ok := f.OrderedKeys(id)
		out := make([]Item, len(keys))
		for i, k := range keys {
			out[i].Val = f.KeyValue(k)
		}
		return out, ok
	}
	return f.positions(id)
}

// positions are the items of a list, tuple or iterator of known length.
func (f *Frame) positions(id uint32) ([]Item, bool) {
	if !f.ordered(id) && f.Objects[id].Kind != ObjIter && !f.indexed(f.Objects[id].Class) {
		return nil, false
	}
	n, ok := f.Len(id)
	if !ok || n > maxKeys {
		return nil, false
	}
	out := make([]Item, n)
	for i := range out {
		v, defs, sure := f.Load(id, IndexKey(i))
		if !sure {
			return nil, false
		}
		out[i] = Item{v, defs}
	}
	return out, true
}

// Fill makes items the content of a fresh list, tuple or iterator.
func (f *Frame) Fill(id uint32, items []Item) {
	for i, it := range items {
		f.share(it.Val)
		f.Store(id, IndexKey(i), it.Val, it.Defs, true)
	}
	f.SetLen(id, len(items))
}

// Replace puts items in place of items lo to hi of a list of known length;
// false when its items are not known by position.
func (f *Frame) Replace(id uint32, lo, hi int, items []Item) bool {
	have, ok := f.positions(id)
	if !ok || !f.Objects[id].Single || f.Objects[id].Global != 0 || lo > hi || hi > len(have) {
		return false
	}
	now := append(append(append([]Item{}, have[:lo]...), items...), have[hi:]...)
	if len(now) > maxKeys {
		return false
	}
	for i := len(now); i < len(have); i++ {
		f.cur.heap = f.cur.heap.Delete(CellKey(id, IndexKey(i)))
	}
	f.Fill(id, now)
	return true
}

// Iterable is what iterating a value gives when its class says how.
func (f *Frame) Iterable(v Value) Value {
	switch f.F.Instrs[f.at].Op {
	case ir.OpCall, ir.OpIter, ir.OpList, ir.OpTuple, ir.OpSet:
		return f.drained(f.at, f.iterable(f.at, v))
	}
	return v
}

// maxOrder bounds the keys of a dict whose order is kept.
const maxOrder = 16

// orders interns the order in which dicts got their keys: each is the one
// before and one key more. Order 0 is empty.
type orders struct {
	ids   map[orderNode]int64
	nodes []orderNode
}

type orderNode struct {
	before int64
	key    Key
}

func (o *orders) add(before int64, k Key) int64 {
	n := orderNode{before, k}
	id, ok := o.ids[n]
	if !ok {
		if o.ids == nil {
			o.ids = map[orderNode]int64{}
		}
		o.nodes = append(o.nodes, n)
		id = int64(len(o.nodes))
		o.ids[n] = id
	}
	return id
}

// keys lists an order, first key first.
func (o *orders) keys(id int64) []Key {
	var out []Key
	for ; id != 0; id = o.nodes[id-1].before {
		out = append(out, o.nodes[id-1].key)
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// order is the order of a dict's keys as far as it was kept.
func (f *Frame) order(id uint32) (int64, bool) {
	c, ok := f.cur.heap.Get(CellKey(id, keyOrder))
	if !ok || c.Maybe {
		return 0, false
	}
	k, ok := f.Only(c.Val)
	return k.Int, ok
}

// ordersKey notes that a dict made here has got one more key.
func (f *Frame) ordersKey(id uint32, k Key) {
	o, ok := f.order(id)
	if !ok {
		if n, known := f.Len(id); !known || n != 0 {
			return
		}
	}
	if len(f.order0.keys(o)) >= maxOrder {
		f.cur.heap = f.cur.heap.Delete(CellKey(id, keyOrder))
		return
	}
	f.cur.heap = f.cur.heap.SetIn(&f.room, f.era, CellKey(id, keyOrder), Cell{Val: f.Int(f.order0.add(o, k))})
}

// dropsKey notes that a dict has lost a key.
func (f *Frame) dropsKey(id uint32, k Key) {
	o, ok := f.order(id)
	if !ok {
		return
	}
	now := int64(0)
	for _, x := range f.order0.keys(o) {
		if x != k {
			now = f.order0.add(now, x)
		}
	}
	f.cur.heap = f.cur.heap.SetIn(&f.room, f.era, CellKey(id, keyOrder), Cell{Val: f.Int(now)})
}

// OrderedKeys are the keys of a dict in the order in which it got them; false
// unless they are certainly these.
func (f *Frame) OrderedKeys(id uint32) ([]Key, bool) {
	n, certain := f.certainKeys(id)
	if !certain {
		return nil, false
	}
	if n == 0 {
		return nil, true
	}
	o, ok := f.order(id)
	if !ok {
		return nil, false
	}
	keys := f.order0.keys(o)
	if len(keys) != n {
		return nil, false
	}
	for _, k := range keys {
		if _, ok := f.cur.heap.Get(CellKey(id, k)); !ok {
			return nil, false
		}
	}
	return keys, true
}

// certainKeys is the number of keys of a dict made here, when it certainly has
// all that it has cells for and no others.
func (f *Frame) certainKeys(id uint32) (n int, certain bool) {
	o := &f.Objects[id]
	if _, more := f.cur.heap.Get(CellKey(id, KeyRest)); o.Kind != ObjDict || o.Global != 0 || !o.Single || more {
		return 0, false
	}
	certain = true
	f.keepHeap().Range(CellKey(id, keyItem), CellKey(id, KeyStar+1), func(k uint64, c Cell) bool {
		n++
		certain = !c.Maybe && Key(uint32(k)) != KeyStar
		return certain
	})
	return n, certain && n < maxKeys
}

// Recount sets the number of items of a dict by the keys that it has.
func (f *Frame) Recount(id uint32) {
	switch f.Objects[id].Kind {
	case ObjInst: // its class may count otherwise
		return
	case ObjPath: // whoever made it counts
		return
	}
	n, certain := f.certainKeys(id)
	if !certain {
		n = -1
	}
	f.SetLen(id, n)
}

// TakeFirst takes the first item of an iterator whose items are known.
func (f *Frame) TakeFirst(v Value) (Value, []Def, bool) {
	ids, all := f.ObjectsOf(v)
	if !all || len(ids) != 1 || f.Objects[ids[0]].Kind != ObjIter {
		return nil, nil, false
	}
	items, ok := f.positions(ids[0])
	if !ok || len(items) == 0 || !f.Replace(ids[0], 0, 1, nil) {
		return nil, nil, false
	}
	return items[0].Val, items[0].Defs, true
}

// IsName tells whether a value is just what a dotted name stands for.
func (f *Frame) IsName(v Value, name string) bool {
	return len(v) == 1 && v[0].Kind() == Ext && f.Text(NameID(v[0].Payload())) == name
}

// AttributesOf is vars(x) of an instance made here: a dict of its attributes.
func (f *Frame) AttributesOf(c *Call) (Value, bool) {
	a := c.Arg(0)
	if a == nil {
		return f.Type("builtins.dict"), true
	}
	ids, all := f.ObjectsOf(a.Val)
	if !all || len(ids) != 1 || f.Objects[ids[0]].Kind != ObjInst {
		return nil, false
	}
	out := f.alloc(c.At, 0, ObjDict, 0)
	f.keepHeap().Range(CellKey(ids[0], 0), CellKey(ids[0], keyItem), func(k uint64, cell Cell) bool {
		if name := Key(uint32(k)); !name.isState() {
			if key, ok := f.ItemKey(f.Str(f.Text(NameID(name & keyMask)))[0]); ok {
				f.Store(out, key, cell.Val, cell.Defs, !cell.Maybe)
			}
		}
		return true
	})
	if x, defs, _ := f.Load(ids[0], KeyStar); x != nil {
		f.Store(out, KeyStar, x, defs, false)
	}
	f.SetLen(out, -1)
	f.SetLoads(nil)
	return f.ObjectValue(out), true
}
