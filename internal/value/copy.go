package value

import "leadline/internal/ir"

// maxCopied bounds how deep a deep copy is followed.
const maxCopied = 4

// copied is copy.copy or copy.deepcopy: of a container or an instance something of
// its own with the same content, of anything without parts the thing itself.
func (f *Frame) copied(fact *CallFact, c *Call, deep bool) (Value, bool) {
	arg := c.Arg(0)
	if arg == nil || len(arg.Val) == 0 {
		return nil, false
	}
	if v, ok := f.copiedItself(fact, c, arg.Val, deep); ok {
		return v, true
	}
	m := copies{f: f, at: c.At, deep: deep, done: map[uint32]Value{}}
	out, ok := m.value(arg.Val, 0)
	if ok {
		f.SetLoads(operand(arg.Def))
	}
	return out, ok
}

// copiedItself is what the classes of things say that a copy of them is.
func (f *Frame) copiedItself(fact *CallFact, c *Call, of Value, deep bool) (out Value, ok bool) {
	hook := &Call{At: c.At}
	method := "__copy__"
	if deep {
		method, hook.Args = "__deepcopy__", []CallArg{{Val: top, Def: ir.NoValue}}
	}
	var methods []Value
	for _, a := range of {
		m := f.method(a, method)
		if m == nil {
			return nil, false
		}
		methods = append(methods, m)
	}
	for k, m := range methods {
		v, _ := f.callMethod(fact, hook, m, one(of[k]))
		out = join(out, v)
	}
	return out, len(out) > 0
}

// copies is one copy that is made.
type copies struct {
	f    *Frame
	at   ir.Value
	deep bool
	done map[uint32]Value // by what it is a copy of
}

func (m *copies) value(v Value, depth int) (out Value, ok bool) {
	for _, a := range v {
		x, ok := m.atom(a, depth)
		if !ok {
			return nil, false
		}
		out = join(out, x)
	}
	return out, true
}

func (m *copies) atom(a Atom, depth int) (Value, bool) {
	switch a.Kind() {
	case Const, Shape, ExtInst, Inst, Member, Func, Class, Module:
		return one(a), true
	case Object:
		return m.object(a, depth)
	}
	return nil, false
}

func (m *copies) object(a Atom, depth int) (Value, bool) {
	f, id := m.f, uint32(a.Payload())
	o := f.Objects[id]
	if v, ok := m.done[id]; ok {
		return v, true
	}
	switch {
	case depth > maxCopied:
		return nil, false
	case o.Kind == ObjTuple && !m.deep:
		return one(a), true
	case o.Kind == ObjInst && (o.Global != 0 || o.Class.Kind() != Class || f.method(a, "__copy__") != nil || f.method(a, "__deepcopy__") != nil):
		return nil, false
	case o.Kind != ObjList && o.Kind != ObjDict && o.Kind != ObjSet && o.Kind != ObjTuple && o.Kind != ObjInst:
		return nil, false
	}
	own := f.alloc(m.at, 1<<20+uint32(len(m.done)), o.Kind, o.Class)
	v := f.ObjectValue(own)
	m.done[id] = v
	for _, c := range f.cellsOf(id) {
		val := c.Val
		if m.deep {
			if x, ok := m.value(val, depth+1); ok {
				val = x
			} else {
				val = join(f.typeOnly(val), top)
			}
		}
		f.share(val)
		if !f.Objects[own].Single {
			f.Store(own, c.key, val, c.Defs, false)
			continue
		}
		c.Val = val
		f.set(CellKey(own, c.key), c.Cell)
	}
	return v, true
}

// keyedCell is a cell with its key.
type keyedCell struct {
	key Key
	Cell
}

// cellsOf are the cells of an object.
func (f *Frame) cellsOf(id uint32) []keyedCell {
	var out []keyedCell
	if f.Objects[id].Global != 0 {
		f.Items(id, func(k Key, c Cell) { out = append(out, keyedCell{k, c}) })
		if n, ok := f.Len(id); ok {
			out = append(out, keyedCell{KeyLen, Cell{Val: f.Int(int64(n))}})
		}
		return out
	}
	f.cur.heap.Range(CellKey(id, 0), CellKey(id+1, 0), func(k uint64, c Cell) bool {
		if Key(uint32(k)) != keyAlive {
			out = append(out, keyedCell{Key(uint32(k)), c})
		}
		return true
	})
	return out
}
