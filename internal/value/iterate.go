package value

import "leadline/internal/ir"

func (f *Frame) evalIteration(i ir.Value, in *ir.Instr) Value {
	switch in.Op {
	case ir.OpIter:
		v := f.val(in.A)
		f.snapshot(i, v)
		return f.iterable(i, v)
	case ir.OpNext:
		v, defs := f.next(i, f.val(in.A))
		turn := int(in.B)
		if turn == 0 && !f.F.Blocks[f.block].LoopHeader {
			turn = 1 // the body of this loop always leaves it
		}
		if items, ok := f.loopItems(in.A); ok && turn > 0 && turn <= len(items) {
			v, defs = items[turn-1].Val, items[turn-1].Defs
		}
		f.Loads[i] = defs
		if v == nil {
			return top
		}
		return v
	}
	base := f.iterable(i, f.val(in.A))
	v, defs := f.extract(in, base)
	if in.Sub == ir.ExtractRest {
		id := f.alloc(i, 0, ObjList, 0)
		if rest, ok := f.extractRest(in, base); ok {
			f.Fill(id, rest)
			return f.ObjectValue(id)
		}
		if v != nil {
			f.Store(id, KeyStar, v, defs, false)
		}
		f.SetLen(id, -1)
		return f.ObjectValue(id)
	}
	f.Loads[i] = defs
	return v
}

// next is an item of what a loop iterates: an iterator of a project class says
// itself what it gives.
func (f *Frame) next(i ir.Value, v Value) (out Value, defs []Def) {
	for _, a := range v {
		if m := f.method(a, "__next__"); m != nil {
			out = join(out, f.callImplicit(i, m, a, "__next__", nil, nil))
			continue
		}
		x, d := f.iterAtom(a)
		out, defs = join(out, x), joinDefs(defs, d)
	}
	return out, defs
}

// Next is what next() of a value gives, in the call that is evaluated.
func (f *Frame) Next(v Value) (Value, []Def) { return f.next(f.at, v) }

// iterable turns an object with its own iteration protocol into what that yields.
func (f *Frame) iterable(i ir.Value, v Value) Value {
	out := Value(nil)
	for _, a := range v {
		if m := f.method(a, "__iter__"); m != nil {
			out = join(out, f.callImplicit(i, m, a, "__iter__", nil, nil))
			continue
		}
		out = add(out, a)
	}
	return out
}

// drained is what an iterator of a project class gives, as an iterator that holds it:
// for what takes all of it at once.
func (f *Frame) drained(i ir.Value, v Value) Value {
	var out Value
	for _, a := range v {
		if m := f.method(a, "__next__"); m != nil {
			x := f.callImplicit(i, m, a, "__next__", nil, nil)
			id := f.alloc(i, 1<<20, ObjIter, 0)
			f.Store(id, KeyStar, x, operand(i), false)
			out = join(out, f.ObjectValue(id))
			continue
		}
		out = add(out, a)
	}
	return out
}

// extract is one target of an unpacking.
func (f *Frame) extract(in *ir.Instr, base Value) (v Value, defs []Def) {
	for _, a := range base {
		x, d := f.extractAtom(in, a)
		v, defs = join(v, x), joinDefs(defs, d)
	}
	return v, defs
}

func (f *Frame) extractAtom(in *ir.Instr, a Atom) (Value, []Def) {
	if c, ok := f.Constant(a); ok && c.Kind == ir.ConstStr {
		return f.extractChar(in, c)
	}
	if a.Kind() != Object || in.Sub == ir.ExtractRest {
		return f.IterValue(Value{a})
	}
	id := uint32(a.Payload())
	if items, ok := f.ExactItems(Value{a}); ok {
		k := int(in.B)
		if in.Sub == ir.ExtractAfter {
			k = len(items) - k
		}
		if k >= 0 && k < len(items) {
			return items[k].Val, items[k].Defs
		}
	}
	if !f.ordered(id) && f.Objects[id].Kind != ObjPath {
		return f.IterValue(Value{a})
	}
	k := int(in.B)
	if in.Sub == ir.ExtractAfter {
		n, ok := f.Len(id)
		if !ok || n-k < 0 {
			return f.IterValue(Value{a})
		}
		k = n - k
	}
	v, d, _ := f.Load(id, IndexKey(k))
	if v == nil {
		return f.IterValue(Value{a})
	}
	return v, d
}

// extractRest are the items that a starred target takes.
func (f *Frame) extractRest(in *ir.Instr, base Value) ([]Item, bool) {
	items, ok := f.ExactItems(base)
	first, after := int(in.B), int(in.C)-int(in.B)-1
	if !ok || after < 0 || first+after > len(items) {
		return nil, false
	}
	return items[first : len(items)-after], true
}

func (f *Frame) extractChar(in *ir.Instr, c Constant) (Value, []Def) {
	r := []rune(c.Text)
	if in.Sub == ir.ExtractItem && int(in.B) < len(r) {
		return f.Str(string(r[in.B])), nil
	}
	return f.Type("builtins.str"), nil
}

// iterates tells whether a loop may run its body (once more) and may end here.
func (f *Frame) iterates(blk *ir.Block) (more, done bool) {
	v := f.val(blk.Cond)
	again := blk.Turn > 0 || f.asksAgain(blk)
	items, ok := f.loopItems(blk.Cond)
	switch {
	case ok && !again:
		f.expect(blk.Cond, len(items))
		return len(items) > 0, len(items) == 0
	case ok && blk.Turn > 0 && blk.Turn != ir.TurnRest:
		return len(items) > int(blk.Turn), len(items) <= int(blk.Turn)
	case !again:
		f.expect(blk.Cond, -1)
	}
	ids, all := f.ObjectsOf(v)
	if !all {
		return true, true
	}
	for _, id := range ids {
		n, ok := f.Len(id)
		if !ok || f.Objects[id].Kind == ObjPath || n > 0 {
			more = true
		}
	}
	return more, true
}

// loopItems are the items that a loop takes, where they are known and nothing
// else takes them.
func (f *Frame) loopItems(iter ir.Value) ([]Item, bool) {
	v := f.val(iter)
	items, ok := f.ExactItems(v)
	if !ok {
		return nil, false
	}
	id, all := f.ObjectsOf(v)
	return items, !all || f.Objects[id[0]].Kind != ObjIter || f.Objects[id[0]].Site == f.F.Instrs[iter].A
}

// asksAgain tells whether a block asks for a next item at the end of a loop's body:
// its way on leads back.
func (f *Frame) asksAgain(blk *ir.Block) bool {
	here := f.block
	s := f.F.Succs(blk)[0]
	for range 2 {
		if s <= here {
			return true
		}
		next := &f.F.Blocks[s]
		if next.Term != ir.TermJump || next.First != next.End || next.SuccN == 0 {
			return false
		}
		s = f.F.Succs(next)[0]
	}
	return s <= here
}

// IterValue is what iterating a value gives.
func (f *Frame) IterValue(v Value) (out Value, defs []Def) {
	for _, a := range v {
		x, d := f.iterAtom(a)
		out, defs = join(out, x), joinDefs(defs, d)
	}
	return out, defs
}

func (f *Frame) iterAtom(a Atom) (Value, []Def) {
	switch a.Kind() {
	case Const:
		c := f.World.Prog.Syms.Value(a)
		switch {
		case c.Kind == ir.ConstStr && len(c.Text) <= 8:
			var v Value
			for _, r := range c.Text {
				v = join(v, f.Str(string(r)))
			}
			return v, nil
		case c.Kind == ir.ConstStr:
			return f.Type("builtins.str"), nil
		case c.Kind == ir.ConstBytes:
			return f.Type("builtins.int"), nil
		}
		return top, nil
	case Shape:
		return f.Type("builtins.str"), nil
	case Object:
		return f.iterObject(uint32(a.Payload()))
	case ExtInst:
		name := f.World.Prog.Syms.Text(NameID(a.Payload()))
		if name == "builtins.str" {
			return Value{a}, nil
		}
		if c := f.World.Prog.Models.Class(name); c != nil && c.Items != "" {
			return f.instanceOf(c.Items), nil
		}
		if _, item := f.memberResult(name, "__iter__"); item != "" {
			return f.instanceOf(item), nil
		}
	}
	return top, nil
}

func (f *Frame) iterObject(id uint32) (Value, []Def) {
	if o := &f.Objects[id]; o.Kind == ObjInst && o.Class.Kind() == ExtInst {
		v, defs := f.Elements(id)
		x, _ := f.iterAtom(o.Class)
		return join(v, x), defs
	}
	if o := &f.Objects[id]; o.Kind != ObjDict {
		v, defs := f.Elements(id)
		if o.Kind == ObjPath && o.Hint.Has(f.instOf("builtins.dict")) { // its keys, which are not these
			v = top
		}
		return v, defs
	}
	v, defs, _ := f.loadNames(id)
	star := false
	f.Items(id, func(k Key, c Cell) {
		if k == KeyStar {
			star = true
			return
		}
		v = join(v, f.KeyValue(k))
	})
	if star && v == nil {
		v = top
	}
	return v, defs
}
