package taint

import (
	"strings"

	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// Tests of the parts of a text: the components of a path, the characters of a name. What
// every part was found to lack, the whole lacks.

// turned notes, at the end of a loop's body, what is known of the part that was looked at:
// each part that did not leave the loop comes by here.
func (r *run) turned(b uint32, iter ir.Value) {
	bits, seen := ^model.Bits(0), false
	for i := range r.f.Instrs {
		if in := &r.f.Instrs[i]; in.Op == ir.OpNext && in.A == iter {
			if r.blockOf(ir.Value(i)) > b {
				return // before the loop
			}
			known, _ := r.facts.Get(uint64(r.canon1(ir.Value(i))))
			bits, seen = bits&known, true
		}
	}
	if !seen {
		return
	}
	if r.turns == nil {
		r.turns = map[ir.Value]model.Bits{}
	}
	r.turns[iter] = bits
}

// exhausted adds what a loop that went through all parts proves of the whole.
func (r *run) exhausted(fs facts, iter ir.Value) facts {
	bits := r.turns[iter]
	if bits == 0 {
		return fs
	}
	over := r.f.Instrs[iter].A
	if whole, _ := r.whole(over); whole != ir.NoValue {
		return r.ofWhole(fs, over, bits)
	}
	if more := r.decided(fs, over, bits); !more.Same(fs) {
		return more
	}
	if names, all := r.fr.TypeNames(r.fr.Vals[over]); all && len(names) == 1 && names[0] == "builtins.str" {
		return r.addFact(fs, over, bits&r.lacks(""))
	}
	return fs
}

// decided adds what every item of a call's result was found to be to what the call was given,
// where rows say that the result decides of it: the addresses of a host.
func (r *run) decided(fs facts, over ir.Value, bits model.Bits) facts {
	c := r.fr.CallAt(over)
	if c == nil || len(c.Targets) > 0 {
		return fs
	}
	r.fr.Seek(c.Heap)
	for _, e := range r.entries(c) {
		for k := range e.Guards {
			g := &e.Guards[k]
			if g.Outcome != model.OutcomeAllowed || g.Cleans&bits == 0 || !r.fr.Holds(c.Call, g.When) {
				continue
			}
			for _, a := range r.argsOf(c, g.Arg) {
				fs = r.backwards(r.addFact(fs, a.Def, g.Cleans&bits), a.Def, g.Cleans&bits)
			}
		}
	}
	return fs
}

// ofWhole adds what parts lack to the facts of the text or path that they are parts of.
func (r *run) ofWhole(fs facts, parts ir.Value, bits model.Bits) facts {
	whole, between := r.whole(parts)
	if whole == ir.NoValue {
		return fs
	}
	bits &= r.lacks(between)
	return r.backwards(r.addFact(fs, whole, bits), whole, bits)
}

// lacks are the kinds that say that characters are missing, but for those between parts.
func (r *run) lacks(between string) model.Bits {
	var out, there model.Bits
	for text := range metacharacters {
		b := r.metacharacter(text)
		out |= b
		if strings.ContainsAny(between, text[:1]) {
			there |= b
		}
	}
	return out &^ there
}

// whole is the text or path that a value is the parts of, and what stands between them.
func (r *run) whole(v ir.Value) (whole ir.Value, between string) {
	switch in := &r.f.Instrs[v]; in.Op {
	case ir.OpAttr:
		if name := r.fr.Fn.Mod.Names[in.B]; r.fr.Text(name) == "parts" {
			for _, n := range r.fr.MemberNames(r.fr.Vals[in.A], name) {
				if strings.HasPrefix(n, "pathlib.") {
					return in.A, "/\\"
				}
			}
		}
	case ir.OpCall:
		c := r.fr.CallAt(v)
		if c == nil || c.Recv == ir.NoValue || len(c.Targets) > 0 {
			return ir.NoValue, ""
		}
		switch method := r.fr.Text(c.Method); {
		case method == "splitlines":
			return c.Recv, "\r\n"
		case method == "split" || method == "rsplit":
			if len(c.Call.Args) == 0 {
				return c.Recv, " \t\r\n"
			}
			if sep, ok := r.fr.Only(c.Call.Args[0].Val); ok && sep.Kind == ir.ConstStr {
				return c.Recv, sep.Text
			}
			for _, n := range r.fr.Names(c.Call.Args[0].Val) {
				if n == "os.sep" || n == "os.path.sep" {
					return c.Recv, "/\\"
				}
			}
			return c.Recv, "./\\'\"<>\n()*" // anything may stand there
		}
	}
	return ir.NoValue, ""
}

// endPart: the first or the last part of a text lacks what stands between parts; the last
// of those between slashes is a name without folders.
func (r *run) endPart(in *ir.Instr, ls []Label) []Label {
	key, ok := r.fr.Only(r.fr.Vals[in.B])
	if !ok || key.Kind != ir.ConstInt || len(ls) == 0 {
		return ls
	}
	c := r.fr.CallAt(in.A)
	if c == nil || c.Recv == ir.NoValue || len(c.Targets) > 0 || len(c.Call.Args) == 0 {
		return ls
	}
	sep, ok := r.fr.Only(c.Call.Args[0].Val)
	if !ok || sep.Kind != ir.ConstStr {
		return ls
	}
	var bits model.Bits
	all := len(c.Call.Args) == 1 // with a limit what is left over may have more of it
	switch method := r.fr.Text(c.Method); {
	case key.Int == -1 && (method == "split" && all || method == "rsplit" || method == "rpartition"), key.Int == 2 && method == "rpartition":
		if sep.Text == "/" {
			bits, _ = r.models.CleanBit("path-base-name")
		}
	case key.Int == 0 && (method == "split" || method == "partition" || method == "rsplit" && all):
	default:
		return ls
	}
	if len(sep.Text) == 1 && !strings.Contains("()*>", sep.Text) { // of these, one alone is not enough
		bits |= r.metacharacter(sep.Text)
	}
	return cleaned(ls, bits, 0)
}

// notAmong: a component that is none of some texts, .. among them, does not either.
func (r *run) notAmong(fs facts, at, part, texts ir.Value) facts {
	if r.f.Instrs[part].Op != ir.OpNext || !r.fewItems(at, texts) {
		return fs
	}
	var bits model.Bits
	r.fr.Items(uint32(r.fr.Vals[texts][0].Payload()), func(_ value.Key, c value.Cell) {
		for _, a := range c.Val {
			if k, ok := r.fr.Constant(a); ok && k.Kind == ir.ConstStr && !c.Maybe {
				bits |= r.partGone(k.Text)
			}
		}
	})
	return r.addFact(fs, part, bits)
}

// partGone is what a path is safe for none of whose components is so: an empty one is what
// stands before the root.
func (r *run) partGone(text string) (bits model.Bits) {
	switch text {
	case "..":
		return r.metacharacter("..")
	case "":
		bits, _ = r.models.CleanBit("relative-path")
	}
	return bits
}

// notRoot: a text whose first character is no slash is a path from where one is.
func (r *run) notRoot(fs facts, first, other ir.Value) facts {
	in := &r.f.Instrs[first]
	if c, ok := r.fr.Only(r.fr.Vals[other]); !ok || c.Kind != ir.ConstStr || c.Text != "/" || in.Op != ir.OpItem {
		return fs
	}
	if k, ok := r.fr.Only(r.fr.Vals[in.B]); !ok || k.Kind != ir.ConstInt || k.Int != 0 {
		return fs
	}
	b, _ := r.models.CleanBit("relative-path")
	return r.backwards(r.addFact(fs, in.A, b), in.A, b)
}

// notParent: a component that is not .. does not lead upwards.
func (r *run) notParent(fs facts, part, other ir.Value) facts {
	in := &r.f.Instrs[part]
	if c, ok := r.fr.Only(r.fr.Vals[other]); !ok || c.Kind != ir.ConstStr || c.Text != ".." || in.Op != ir.OpNext {
		return fs
	}
	return r.addFact(fs, part, r.metacharacter(".."))
}
