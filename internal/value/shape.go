package value

import (
	"slices"
	"strings"

	"leadline/internal/ir"
)

// Part is one piece of a string's shape: constant text, or a hole. Hole is 0
// for text; else HoleAny, a definition + HoleDef, or (in summaries) a
// parameter + HoleParam, or one of Facts.HoleDefs + HoleInner. A HoleSeparator has a
// text: it stands there unless what it separates is empty.
type Part struct {
	Text string
	Hole uint64
}

// The sorts of holes.
const (
	HoleAny       uint64 = 1
	HoleSeparator uint64 = 2
	HoleDef       uint64 = 1 << 32
	HoleParam     uint64 = 1 << 33
	HoleInner     uint64 = 1 << 34
)

// ShapeInfo is a string of which some pieces are known.
type ShapeInfo struct{ Parts []Part }

// maxParts bounds the pieces of a shape.
const maxParts = 8

// Reads tells whether a piece is text to whoever reads the whole.
func (p Part) Reads() bool { return p.Hole == 0 || p.Hole == HoleSeparator }

// String shows a shape with … for its holes.
func (s ShapeInfo) String() string {
	var b strings.Builder
	for _, p := range s.Parts {
		if p.Reads() {
			b.WriteString(p.Text)
		} else {
			b.WriteString("…")
		}
	}
	return b.String()
}

// PartsOf views a string value as alternatives of pieces: a constant is one
// piece of text, a shape its pieces, anything else one hole of that definition.
func (f *Frame) PartsOf(v Value, defs []Def) [][]Part {
	var out [][]Part
	opaque := false
	for _, a := range v {
		switch a.Kind() {
		case Const:
			c := f.World.Prog.Syms.Value(a)
			if c.Kind == ir.ConstStr || c.Kind == ir.ConstBytes {
				out = append(out, []Part{{Text: c.Text}})
			} else {
				out = append(out, []Part{{Text: plainText(&c)}})
			}
		case Shape:
			out = append(out, f.Shapes[a.Payload()].Parts)
		default:
			opaque = true
		}
	}
	if opaque {
		h := HoleAny
		if len(defs) == 1 {
			h = HoleDef + uint64(defs[0])
		}
		out = append(out, []Part{{Hole: h}})
	}
	return out
}

// plainText is str() of a constant.
func plainText(c *Constant) string {
	if c.Kind == ir.ConstStr {
		return c.Text
	}
	s := c.String()
	if c.Kind == ir.ConstFloat && !strings.ContainsAny(s, ".einf") {
		s += ".0"
	}
	return s
}

// FromParts is the value of a string made of pieces.
func (f *Frame) FromParts(parts []Part) Value {
	parts = compact(parts)
	switch {
	case len(parts) == 0:
		return f.Str("")
	case len(parts) == 1 && parts[0].Hole == 0:
		return f.Str(parts[0].Text)
	}
	var key strings.Builder
	for _, p := range parts {
		if p.Hole != 0 {
			key.WriteByte(0)
			for h := p.Hole; h != 0; h >>= 7 {
				key.WriteByte(byte(h&0x7f) | 0x80)
			}
		}
		key.WriteByte(1)
		key.WriteString(p.Text)
	}
	id, ok := f.shape[key.String()]
	if !ok {
		id = uint32(len(f.Shapes))
		f.Shapes = append(f.Shapes, ShapeInfo{parts})
		f.shape[key.String()] = id
	}
	return one(atom(Shape, uint64(id)))
}

// compact merges neighbouring text and, past maxParts, the middle into a hole.
func compact(parts []Part) []Part {
	out := make([]Part, 0, len(parts))
	for _, p := range parts {
		n := len(out)
		if p.Hole == 0 && p.Text == "" {
			continue
		}
		if p.Hole == 0 && n > 0 && out[n-1].Hole == 0 {
			out[n-1].Text += p.Text
			continue
		}
		if p.Hole == HoleAny && n > 0 && out[n-1].Hole == HoleAny {
			continue
		}
		out = append(out, p)
	}
	if len(out) > maxParts {
		tail := out[len(out)-1]
		out = append(out[:maxParts-2:maxParts-2], Part{Hole: HoleAny}, tail)
		if tail.Hole == HoleAny {
			out = out[:len(out)-1]
		}
	}
	return out
}

// maxAlternatives bounds the shapes that one concatenation gives.
const maxAlternatives = 6

// Concat is the concatenation of two string values.
func (f *Frame) Concat(a, b Value, da, db []Def) Value {
	pa, pb := f.PartsOf(a, da), f.PartsOf(b, db)
	if len(pa)*len(pb) > maxAlternatives {
		if len(pb) > 1 {
			pb = [][]Part{{{Hole: HoleAny}}}
		}
		if len(pa) > maxAlternatives {
			return f.Type("builtins.str")
		}
	}
	var out Value
	for _, x := range pa {
		for _, y := range pb {
			out = join(out, f.FromParts(append(append([]Part{}, x...), y...)))
		}
	}
	return out
}

// maxInnerHoles bounds the definitions of a body that the texts in its summary have
// holes for; what others there are, may be anything.
const maxInnerHoles = 16

// portableHole turns a hole into one that callers understand: a parameter, or a
// definition of this body by its place in HoleDefs.
func (f *Frame) portableHole(h uint64) uint64 {
	switch {
	case h == HoleSeparator:
		return h
	case h < HoleDef || h >= HoleParam:
		return HoleAny
	}
	d := Def(h - HoleDef)
	if int(d) < len(f.F.Instrs) && f.F.Instrs[d].Op == ir.OpParam {
		return HoleParam + uint64(f.F.Instrs[d].A)
	}
	n := slices.Index(f.HoleDefs, d)
	if n < 0 {
		if n = len(f.HoleDefs); n >= maxInnerHoles {
			return HoleAny
		}
		f.HoleDefs = append(f.HoleDefs, d)
	}
	return HoleInner + uint64(n)
}

// hole views a hole of a callee's text as alternatives of pieces.
func (a *applier) hole(h uint64) [][]Part {
	switch {
	case h >= HoleInner:
		d := a.f.extraDef(Extra{Kind: ExtraHole, Call: a.at, Target: a.target, Slot: uint32(h - HoleInner)})
		return [][]Part{{{Hole: HoleDef + uint64(d)}}}
	case h >= HoleParam:
		b := a.t.Params[min(int(h-HoleParam), len(a.t.Params)-1)]
		return a.f.PartsOf(b.Val, b.Defs)
	}
	return [][]Part{{{Hole: h}}}
}

// shape makes a callee's shape one of the caller's.
func (a *applier) shape(info ShapeInfo) Value {
	alts := [][]Part{nil}
	for _, p := range info.Parts {
		if p.Reads() {
			for i := range alts {
				alts[i] = append(alts[i], p)
			}
			continue
		}
		more := a.hole(p.Hole)
		if len(more) == 0 || len(more)*len(alts) > maxAlternatives {
			more = [][]Part{{{Hole: HoleAny}}}
		}
		var next [][]Part
		for _, x := range alts {
			for _, m := range more {
				next = append(next, append(append([]Part{}, x...), m...))
			}
		}
		alts = next
	}
	var out Value
	for _, x := range alts {
		out = join(out, a.f.FromParts(x))
	}
	return out
}

// Differ tells whether two things certainly do not compare equal.
func (f *Frame) Differ(x, y Atom) bool {
	cx, ok1 := f.Constant(x)
	cy, ok2 := f.Constant(y)
	switch {
	case x.Kind() == Member || y.Kind() == Member:
		same, known := f.SameMember(x, y)
		return known && !same
	case ok1 && ok2:
		return (cx.Kind == ir.ConstStr) != (cy.Kind == ir.ConstStr) || cx.Kind == ir.ConstStr && cx.Text != cy.Text
	case ok2:
		return f.differs(x, &cy)
	case ok1:
		return f.differs(y, &cx)
	}
	return false
}

// differs tells whether something that is no constant certainly is not equal to
// one.
func (f *Frame) differs(a Atom, c *Constant) bool {
	switch a.Kind() {
	case Shape:
		return c.Kind != ir.ConstStr || !f.Shapes[a.Payload()].admits(c.Text)
	case Object:
		switch f.Objects[a.Payload()].Kind {
		case ObjList, ObjTuple, ObjDict, ObjSet:
			return true
		}
	}
	return false
}

// admits tells whether a text has the pieces of a shape, in their order.
func (s ShapeInfo) admits(text string) bool {
	for i, p := range s.Parts {
		switch {
		case p.Hole != 0:
		case i == 0:
			if !strings.HasPrefix(text, p.Text) {
				return false
			}
			text = text[len(p.Text):]
		case i == len(s.Parts)-1:
			if !strings.HasSuffix(text, p.Text) {
				return false
			}
		default:
			k := strings.Index(text, p.Text)
			if k < 0 {
				return false
			}
			text = text[k+len(p.Text):]
		}
	}
	return true
}
