package taint

import (
	"strings"

	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// Blanks: what is tested is often the text without the blanks and control characters
// that whoever reads it later passes over, too. What is proved of that holds for the
// text as it was.

// proved adds what is known of a text, and of what it was before blanks were taken
// from it.
func (r *run) proved(fs facts, d value.Def, bits model.Bits) facts {
	for {
		d = r.canon1(d)
		fs = r.addFact(fs, d, bits)
		c := r.fr.CallAt(d)
		if c == nil || int(d) >= len(r.f.Instrs) || !r.takesBlanks(c) {
			return fs
		}
		d, bits = c.Recv, bits&^r.metacharacter("\n") // one may have been taken
	}
}

// takesBlanks tells whether a method takes nothing from a text but blanks and control
// characters.
func (r *run) takesBlanks(c *value.CallFact) bool {
	if c.Recv == ir.NoValue || len(c.Targets) > 0 || len(c.Call.Args) > 1 {
		return false
	}
	a := c.Call.Arg(0)
	switch r.fr.Text(c.Method) {
	case "strip", "lstrip", "rstrip":
		return a == nil || r.blanks(a)
	case "translate":
		r.fr.Seek(c.Heap)
		return a != nil && (r.blankTable(a.Val) || r.madeOfBlanks(a.Def))
	}
	return false
}

// blanks tells whether a set of characters is nothing but blanks. Of one that is
// computed without any data that is taken to be so: who takes slashes away writes them.
func (r *run) blanks(a *value.CallArg) bool {
	if a.Val.Known() {
		for _, x := range a.Val {
			if c, ok := r.fr.Constant(x); !ok || c.Kind == ir.ConstStr && !blank(c.Text) {
				return false
			}
		}
		return true
	}
	return r.onlySymbolicGlobals(r.deepOf(a.Val, a.Defs()))
}

// blank tells whether a text is nothing but blanks and control characters.
func blank(text string) bool {
	return strings.IndexFunc(text, func(c rune) bool { return c > ' ' && c != '\u007f' }) < 0
}

// blankTable tells whether a table of str.translate drops blanks, and changes nothing
// else.
func (r *run) blankTable(v value.Value) bool {
	if len(v) != 1 || v[0].Kind() != value.Object || r.fr.Kind(uint32(v[0].Payload())) != value.ObjDict {
		return false
	}
	all, some := true, false
	r.fr.Items(uint32(v[0].Payload()), func(k value.Key, c value.Cell) {
		some = true
		code, known := r.fr.Only(r.fr.KeyValue(k))
		all = all && k != value.KeyStar && known && code.Kind == ir.ConstInt && code.Int >= 0 && blank(string(rune(code.Int))) && r.onlyNone(c.Val)
	})
	return all && some
}

// madeOfBlanks tells whether a table is str.maketrans("", "", blanks).
func (r *run) madeOfBlanks(table ir.Value) bool {
	c := r.fr.CallAt(table)
	if c == nil || len(c.Ext) != 1 || r.fr.Text(c.Ext[0]) != "builtins.str.maketrans" || len(c.Call.Args) != 3 {
		return false
	}
	for n, a := range c.Call.Args {
		if text, ok := r.fr.Only(a.Val); !ok || text.Kind != ir.ConstStr || n < 2 && text.Text != "" || !blank(text.Text) {
			return false
		}
	}
	return true
}
