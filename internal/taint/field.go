package taint

import (
	"slices"

	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// ofField adds what an item of a form's data is clean of: the item under a name is
// what the field of that name, of the form's class, lets through of what came in.
func (r *run) ofField(data ir.Value, key value.Value, ls []Label) []Label {
	if len(ls) == 0 {
		return ls
	}
	form, ok := r.formOf(data)
	if !ok {
		return ls
	}
	k, ok := r.fr.Only(key)
	if !ok || k.Kind != ir.ConstStr {
		return ls
	}
	return cleaned(ls, r.takenUnder(form, r.fr.Name(k.Text)), 0)
}

// takenUnder is what a form, or a parser, makes of what comes in under a name.
func (r *run) takenUnder(form ir.Value, name value.NameID) model.Bits {
	return r.fieldClean(form, name) | r.optionClean(form, name)
}

// formOf is the object whose fields' data a value is: form.data, model.dump().
func (r *run) formOf(data ir.Value) (ir.Value, bool) {
	var entries []*model.Entry
	form := ir.NoValue
	switch in := &r.f.Instrs[data]; in.Op {
	case ir.OpAttr:
		entries, form = r.fr.AttrEntries(data), in.A
	case ir.OpExtract: // of several that the call gives, the first
		return r.formOf(in.A)
	case ir.OpBind:
		return r.formOf(in.B)
	case ir.OpCall:
		c := r.fr.CallAt(data)
		if c != nil && len(c.Ext) == 1 && r.fr.Text(c.Ext[0]) == "builtins.vars" && c.Call.Arg(0) != nil && int(c.Call.Arg(0).Def) < len(r.f.Instrs) {
			return r.formOf(c.Call.Arg(0).Def)
		}
		if c != nil && c.Recv != ir.NoValue && int(c.Recv) < len(r.f.Instrs) {
			entries, form = r.entries(c), c.Recv
		}
	}
	return form, form != ir.NoValue && slices.ContainsFunc(entries, func(e *model.Entry) bool { return e.Fields })
}

// fieldClean is what the field under a name lets through of what came in, whichever class
// an object is an instance of.
func (r *run) fieldClean(object ir.Value, name value.NameID) model.Bits {
	classes := r.instances(object, maxDeclared)
	if len(classes) == 0 {
		return 0
	}
	bits := ^model.Bits(0)
	for _, c := range classes {
		bits &= r.fieldOf(c, name)
	}
	return bits
}

// instances are the project's classes one of which a value is an instance of: by itself, or
// as an item of what is declared to hold such. None where it may be something else.
func (r *run) instances(v ir.Value, depth int) []value.FuncID {
	if classes, all := r.fr.Instances(r.fr.Vals[v]); all {
		return classes
	}
	holder := r.holder(v)
	if holder == ir.NoValue || depth == 0 {
		return nil
	}
	switch in := &r.f.Instrs[holder]; in.Op {
	case ir.OpAttr:
		return r.held(r.instances(in.A, depth-1), r.fr.Fn.Mod.Names[in.B])
	case ir.OpParam:
		if d := r.sums.Declared(r.around()); d != nil {
			return d.Holds[taken{r.fr.Fn.ID, int32(in.A)}]
		}
	}
	return nil
}

// around is the body that the function was made in.
func (r *run) around() value.FuncID {
	return r.fr.Fn.Mod.First + value.FuncID(r.fr.Fn.IR.Parent)
}

// holder is what a value is an item of, by an index or in a loop.
func (r *run) holder(v ir.Value) ir.Value {
	in := &r.f.Instrs[v]
	switch in.Op {
	case ir.OpItem:
		return in.A
	case ir.OpNext:
		if it := &r.f.Instrs[in.A]; it.Op == ir.OpIter {
			return it.A
		}
	}
	return ir.NoValue
}

// held are the classes of what a field of each of some classes holds.
func (r *run) held(classes []value.FuncID, name value.NameID) (out []value.FuncID) {
	for _, c := range classes {
		for _, line := range r.fr.Ancestors(c) {
			if !r.fr.HasOwn(line, name) {
				continue
			}
			d := r.sums.Declared(line)
			if d == nil || len(d.Elements[name]) == 0 {
				return nil
			}
			out = append(out, d.Elements[name]...)
			break
		}
	}
	return out
}

// fieldOf is what a field of a class lets through: what its declaration says, and then
// what the functions of the class and its bases do, those of bases first.
func (r *run) fieldOf(class value.FuncID, name value.NameID) model.Bits {
	if !slices.ContainsFunc(r.fr.LibraryBases(class), func(n string) bool { return r.models.Declares(r.models.Canonical(n)) }) {
		return 0
	}
	line := r.fr.Ancestors(class)
	said := make([]*Declared, len(line))
	var bits model.Bits
	open := true // no class so far has the field
	for k, c := range line {
		if said[k] = r.sums.Declared(c); said[k] == nil {
			return 0
		}
		if open && r.fr.HasOwn(c, name) {
			bits, open = said[k].Names[name], false
		}
	}
	for k := len(line) - 1; k >= 0; k-- {
		for _, c := range said[k].Checked {
			overridden := slices.ContainsFunc(line[:k], func(below value.FuncID) bool { return r.fr.HasOwn(below, c.method) })
			if (c.field == name || c.field == 0 && !open) && !overridden {
				bits = bits&^c.drop | c.clean
			}
		}
	}
	return bits
}

// ofMember are the labels of an attribute that is read, or of an item of it: those that
// were in the object from the start are of what its field let through, and those of a
// field's data of what the form's field did.
func (r *run) ofMember(attr ir.Value, ls []Label) []Label {
	if in := &r.f.Instrs[attr]; len(ls) > 0 && in.Op == ir.OpAttr {
		return cleaned(ls, r.memberClean(attr, in), 0)
	}
	return ls
}

func (r *run) memberClean(i ir.Value, in *ir.Instr) model.Bits {
	bits := r.fieldClean(in.A, r.fr.Fn.Mod.Names[in.B])
	if parser, ok := r.formOf(in.A); ok {
		bits |= r.optionClean(parser, r.fr.Fn.Mod.Names[in.B])
	}
	if bits != 0 && slices.ContainsFunc(r.fr.Loads[i], r.assigned) {
		bits = 0
	}
	if up := &r.f.Instrs[in.A]; up.Op == ir.OpAttr && slices.ContainsFunc(r.fr.AttrEntries(i), func(e *model.Entry) bool { return len(e.Sources) > 0 }) {
		bits |= r.fieldClean(up.A, r.fr.Fn.Mod.Names[up.B])
	}
	return bits
}

// assigned tells whether a definition is an assignment, here or in a function that was
// called, which frameworks do not look at.
func (r *run) assigned(d value.Def) bool {
	if k := int(d) - len(r.f.Instrs); k >= 0 {
		return k < len(r.fr.Extra) && r.fr.Extra[k].Kind == value.ExtraEffect
	}
	return r.f.Instrs[d].Op == ir.OpStoreAttr
}

// lookedUp is ofField for a call that looks an item up: data.get(name).
func (r *run) lookedUp(c *value.CallFact, ls []Label) []Label {
	if len(ls) == 0 || c.Recv == ir.NoValue || int(c.Recv) >= len(r.f.Instrs) || len(c.Call.Args) == 0 {
		return ls
	}
	switch r.fr.Text(c.Method) {
	case "get", "pop":
		return r.ofField(c.Recv, c.Call.Args[0].Val, ls)
	}
	return ls
}
