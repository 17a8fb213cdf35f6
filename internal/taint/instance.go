package taint

import (
	"leadline/internal/ir"
	"leadline/internal/value"
)

// An instance that a function gives to a variable of a module is named wherever that
// is, and which one is meant nobody knows. What such instances have under an attribute is
// one variable for the class: what is put there by one name is read by every other. Those
// that the module makes itself are not among them: what is put there mostly comes from
// other requests (the settings of an application, above all).

// sharedClasses are the classes of the instances among a value that nobody tells apart.
func (r *run) sharedClasses(v value.Value) []value.FuncID {
	var out []value.FuncID
	for _, a := range v {
		if a.Kind() == value.Inst {
			out = append(out, value.FuncID(a.Payload()))
		}
	}
	return out
}

// instanceOf is the project's class of an object.
func (r *run) instanceOf(id uint32) []value.FuncID {
	o := &r.fr.Objects[id]
	if o.Kind != value.ObjInst || o.Class.Kind() != value.Class && o.Class.Kind() != value.Inst {
		return nil
	}
	return []value.FuncID{value.FuncID(o.Class.Payload())}
}

// cellsBehind adds what an attribute of a value was given anywhere: of classes, of shared
// instances, and of others that have none of their own.
func (r *run) cellsBehind(ls []Label, v value.Value, none bool, attribute value.Key) []Label {
	classes := r.fr.ClassesBehind(v, none)
	if !none {
		classes = append(classes, r.sharedClasses(v)...)
	}
	name, _ := attribute.Attribute()
	for _, known := range classes {
		for _, c := range r.fr.StoredIn(known, name) {
			ls = r.unite(ls, []Label{{Origin: r.origin(cellAt(c, attribute)), From: noDef}})
		}
	}
	return ls
}

// intoCells records data that an attribute of instances of a class is given.
func (r *run) intoCells(known value.FuncID, attribute value.Key, ls []Label) {
	name, is := attribute.Attribute()
	if len(ls) == 0 || !is {
		return
	}
	for _, c := range r.fr.StoredIn(known, name) {
		r.toGlobal(cellAt(c, attribute), ls)
	}
}

// leaves: an instance that a function gives to a variable of its module is shared from
// then on, with all that its attributes have; what lies in a container counts as the
// variable.
func (r *run) leaves(i ir.Value, in *ir.Instr) {
	if in.Op != ir.OpStoreGlobal {
		return
	}
	r.seekTo(i)
	n := 0
	to := Origin{Kind: FromGlobal, Mod: r.fr.Fn.Mod.Index, Path: r.fr.Fn.Mod.IR.Names[in.A]}
	r.toGlobal(to, step(r.items(nil, r.fr.Vals[in.B], 0, &n), in.B, whyStore))
	for _, a := range r.fr.Vals[in.B] {
		if a.Kind() != value.Object {
			continue
		}
		id := uint32(a.Payload())
		for _, class := range r.instanceOf(id) {
			r.fr.AttributeCells(id, func(k value.Key, c value.Cell) {
				r.intoCells(class, k, r.deepOf(c.Val, c.Defs))
			})
		}
	}
}

// storedByCallee: what a callee puts into attributes of a shared instance that it is given.
func (r *run) storedByCallee(c *value.CallFact, t *value.Target, s *Summary) {
	if t.Sum == nil {
		return
	}
	for n := range t.Sum.Slots {
		sl := &t.Sum.Slots[n]
		if n >= len(s.Slots) || len(s.Slots[n]) == 0 || !sl.Key.IsAttr() || int(sl.Obj) >= len(t.Objs) {
			continue
		}
		for _, class := range r.sharedClasses(t.Objs[sl.Obj]) {
			var ls []Label
			for k := range s.Slots[n] {
				ls = r.mapped(ls, c, t, &s.Slots[n][k], int32(n))
			}
			r.intoCells(class, sl.Key, ls)
		}
	}
}
