package taint

import (
	"leadline/internal/ir"
	"leadline/internal/value"
)

// What is put on a shared object of a library, as an attribute or as an item under a
// constant key, is a variable of the program: see value.Frame.SharedOwners.

// sharedStore: base.name = x and base["name"] = x, where the base is shared.
func (r *run) sharedStore(in *ir.Instr, ls []Label) {
	if len(ls) == 0 {
		return
	}
	path := ""
	if in.Op == ir.OpStoreAttr {
		path = r.fr.Fn.Mod.IR.Names[in.B]
	} else if k, ok := r.fr.Only(r.fr.Vals[in.B]); ok && k.Kind == ir.ConstStr {
		path = value.SharedItem(k.Text)
	}
	if path == "" {
		return
	}
	for _, owner := range r.fr.SharedOwners(r.fr.Vals[in.A]) {
		r.toGlobal(Origin{Kind: FromGlobal, Mod: owner, Path: path}, ls)
	}
}

func (r *run) sharedAttr(base ir.Value, name string) []Label {
	return r.sharedName(r.fr.Vals[base], name)
}

func (r *run) sharedItem(base ir.Value, key string) []Label {
	return r.sharedName(r.fr.Vals[base], value.SharedItem(key))
}

func (r *run) sharedName(base value.Value, path string) []Label {
	var ls []Label
	for _, owner := range r.fr.SharedStores(base, path) {
		o := Origin{Kind: FromGlobal, Mod: owner, Path: path}
		ls = r.union(ls, []Label{{Origin: r.origin(o), From: noDef}})
	}
	return ls
}

// sharedLookup: base.get("name") of a shared object is the item, or the attribute, of that name.
func (r *run) sharedLookup(c *value.CallFact) []Label {
	if c.Recv == ir.NoValue || int(c.Recv) >= len(r.f.Instrs) || len(c.Call.Args) == 0 {
		return nil
	}
	switch r.fr.Text(c.Method) {
	case "get", "pop":
	default:
		return nil
	}
	k, ok := r.fr.Only(c.Call.Args[0].Val)
	if !ok || k.Kind != ir.ConstStr {
		return nil
	}
	return r.union(r.sharedItem(c.Recv, k.Text), r.sharedAttr(c.Recv, k.Text))
}
