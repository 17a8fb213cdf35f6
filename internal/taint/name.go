package taint

import (
	"leadline/internal/ir"
	"leadline/internal/value"
)

// Destinations by name: data of some kinds (predictable random numbers) is
// looked for wherever a name says what the value is for. Which names those are
// the rules say; here only the places are known.

// named records data of such a kind at a place, in a value.
func (r *run) named(at ir.Value, place, name string, of written, ls []Label) {
	if name == "" {
		return
	}
	for _, l := range ls {
		o := r.origins[l.Origin]
		if o.Kind != FromSource {
			continue
		}
		if _, named := r.sums.Data(o.Data); named {
			r.reach(sinkSite{at: at, api: name, place: place + ":" + name, def: of.def, val: of.val}, []Label{l})
		}
	}
}

// written is a value, and the definition that tells how its text is put together.
type written struct {
	def value.Def
	val value.Value
}

func (r *run) written(v ir.Value) written { return written{value.Def(v), r.fr.Vals[v]} }

// boundName is a local variable that is given a value, or the value that a
// function returns.
func (r *run) boundName(i ir.Value, in *ir.Instr) {
	if in.A == 0 {
		return
	}
	r.named(i, "variable", r.fr.Fn.Mod.IR.Names[in.A], r.written(in.B), step(r.deepHere(i, in.B), in.B, whyStore))
}

// deepHere are a value's labels with those of its items, in the last heap that
// is known around an instruction.
func (r *run) deepHere(i, v ir.Value) []Label {
	r.seekTo(v)
	return r.deep(v)
}

// storedName is an attribute or constant key that is given a value.
func (r *run) storedName(i ir.Value, in *ir.Instr, ls []Label) {
	if in.Op == ir.OpStoreAttr {
		r.named(i, "attribute", r.fr.Fn.Mod.IR.Names[in.B], r.written(in.C), ls)
		return
	}
	if c, ok := r.fr.Only(r.fr.Vals[in.B]); ok && c.Kind == ir.ConstStr {
		r.named(i, "key", c.Text, r.written(in.C), ls)
	}
}

// keyNames are the constant keys of a dict display.
func (r *run) keyNames(i ir.Value, in *ir.Instr) {
	for _, a := range r.f.List(in) {
		if a.Name == ir.NoValue {
			continue
		}
		if c, ok := r.fr.Only(r.fr.Vals[a.Name]); ok && c.Kind == ir.ConstStr {
			r.named(i, "key", c.Text, r.written(a.Value), step(r.at(a.Value), a.Value, whyStore))
		}
	}
}

// keywordNames are the keywords of a call.
func (r *run) keywordNames(i ir.Value, c *value.CallFact) {
	for k := range c.Call.Args {
		if a := &c.Call.Args[k]; a.Name != 0 {
			r.named(i, "keyword", r.fr.Text(a.Name), written{a.Def, a.Val}, r.at(a.Def))
		}
	}
}

// returnedName: a function's name says what it returns.
func (r *run) returnedName(blk *ir.Block) {
	r.named(r.returnNote(blk), "return", r.fr.Fn.Name(), r.written(blk.Cond), r.at(blk.Cond))
}
