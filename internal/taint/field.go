package taint

import (
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// ofField adds what an item of a form's data is clean of: the item under a name is
// what the field of that name, an attribute of the form's class, made of what came in.
func (r *run) ofField(data ir.Value, key value.Value, ls []Label) []Label {
	if len(ls) == 0 || r.f.Instrs[data].Op != ir.OpAttr || !r.hasFields(data) {
		return ls
	}
	k, ok := r.fr.Only(key)
	if !ok || k.Kind != ir.ConstStr {
		return ls
	}
	return cleaned(ls, r.fieldMakes(r.f.Instrs[data].A, k.Text), 0)
}

func (r *run) hasFields(data ir.Value) bool {
	for _, e := range r.fr.AttrEntries(data) {
		if e.Fields {
			return true
		}
	}
	return false
}

// fieldMakes is what every field makes that a form may have under a name.
func (r *run) fieldMakes(form ir.Value, name string) model.Bits {
	fields := r.fr.OnClasses(r.fr.Vals[form], r.fr.Name(name))
	if len(fields) == 0 {
		return 0
	}
	out := ^model.Bits(0)
	for _, a := range fields {
		made := model.Bits(0)
		for _, class := range r.fr.LibraryNames(a) {
			made |= r.models.Makes(class)
		}
		out &= made
	}
	return out
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
