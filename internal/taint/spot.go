package taint

import (
	"iter"
	"slices"

	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/value"
)

// Spot is a place in a sink's text at which data lies: what is known of the text
// around it, and what the data there has been made safe for beyond what its label
// says. The label speaks of all data of its origin in the text, a spot of one piece:
// the host that was tested, or the query behind it that was not.
type Spot struct {
	Before string // constant text in front of the data; \x00 stands for what is not known
	After  string
	Shape  string // the sink's text with … for unknown pieces
	Bare   bool   // nothing is known of what stands in front of it
	Safe   model.Bits
}

// maxSpots bounds the places in one text that are told apart.
const maxSpots = 6

// Spots are the places at which the data lies.
func (e *SinkEdge) Spots() []Spot { return append([]Spot{e.Spot}, e.More...) }

// place says where in the sink's text data lies: anywhere, where nothing is known.
func (e *SinkEdge) place(spots []Spot) {
	e.Spot, e.More = Spot{Bare: true}, nil
	if len(spots) > 0 {
		e.Spot, e.More = spots[0], spots[1:]
	}
	e.More = slices.Clip(e.More)
}

// gap is a place in one of the forms of a text that is not constant.
type gap struct {
	before string
	parts  []value.Part
	at     int // its place among these
}

func (g *gap) hole() uint64  { return g.parts[g.at].Hole }
func (g *gap) bare() bool    { return len(g.parts) == 1 }
func (g *gap) after() string { return textFrom(g.parts[g.at+1:]) }

// gaps visits those of all forms that a text may have.
func (r *run) gaps(v value.Value, d value.Def) iter.Seq[gap] {
	return func(yield func(gap) bool) {
		for _, parts := range r.fr.Pieces(v, d) {
			before := ""
			for k, p := range parts {
				if p.Reads() {
					before += p.Text
					continue
				}
				if !yield(gap{before, parts, k}) {
					return
				}
				before += "\x00"
			}
		}
	}
}

// spots finds where in a text the data of a label lies: in which holes of which of
// the forms that the text may have.
func (r *run) spots(v value.Value, d value.Def, l Label) []Spot {
	var out []Spot
	for g := range r.gaps(v, d) {
		if clean, ok := r.inHole(g.hole(), l); ok && !(g.bare() && besideTexts(v)) {
			out = addSpot(out, Spot{g.before, g.after(), value.ShapeInfo{Parts: g.parts}.String(), g.bare(), clean &^ l.Clean})
		}
	}
	if !besideTexts(v) {
		return out
	}
	ls, exact := r.loosely(v, d, 0)
	if clean, ok := cleanOf(ls, l.Origin); ok && (exact || len(out) == 0) {
		out = addSpot(out, Spot{Bare: true, Shape: "…", Safe: clean &^ l.Clean})
	}
	return out
}

// textFrom is the constant text up to the next hole.
func textFrom(parts []value.Part) string {
	text := ""
	for _, p := range parts {
		if !p.Reads() {
			break
		}
		text += p.Text
	}
	return text
}

func addSpot(have []Spot, s Spot) []Spot {
	for k := range have {
		if old := &have[k]; old.Before == s.Before && old.After == s.After && old.Bare == s.Bare {
			old.Safe &= s.Safe
			return have
		}
	}
	if len(have) >= maxSpots {
		return have
	}
	return append(have, s)
}

// composed are the spots of a callee's text where the data lies at some spots of what
// it is given.
func composed(inner, here []Spot, drop model.Bits) []Spot {
	var out []Spot
	for _, e := range inner {
		for _, h := range here {
			s := Spot{Before: e.Before + h.Before, After: h.After + e.After, Bare: e.Bare && h.Bare, Shape: e.Shape, Safe: e.Safe | h.Safe&^drop}
			if h.Shape != "" && e.Bare {
				s.Shape = h.Shape
			}
			out = addSpot(out, s)
		}
	}
	return out
}

// besideTexts tells whether a value may be a text of known shape, and something of
// which nothing is known.
func besideTexts(v value.Value) bool {
	return texts(v) && slices.ContainsFunc(v, func(a value.Atom) bool { return a.Kind() != value.Shape && a.Kind() != value.Const })
}

// texts tells whether a value may be a text of known shape.
func texts(v value.Value) bool {
	return slices.ContainsFunc(v, func(a value.Atom) bool { return a.Kind() == value.Shape })
}

// inHole tells whether a hole of a shape may hold data of a label's origin, and what
// that is safe for here.
func (r *run) inHole(h uint64, l Label) (model.Bits, bool) {
	if h < value.HoleDef || h >= value.HoleParam || int(h-value.HoleDef) >= len(r.labels) {
		return l.Clean, true
	}
	return cleanOf(r.filling(value.Def(h-value.HoleDef)), l.Origin)
}

// filling are the labels of what fills a hole.
func (r *run) filling(d value.Def) []Label {
	ls := r.at(d)
	if int(d) < len(r.f.Instrs) {
		n := 0
		ls = r.items(slices.Clone(ls), r.fr.Vals[d], 0, &n)
	}
	return ls
}

// cleanOf is what the data of an origin among labels is safe for.
func cleanOf(ls []Label, origin uint32) (model.Bits, bool) {
	for k := range ls {
		if ls[k].Origin == origin {
			return ls[k].Clean, true
		}
	}
	return 0, false
}

// loosely are the labels of what a value is where it is no text of known shape; exact
// is not set where they may be those of such a text, too.
func (r *run) loosely(v value.Value, d value.Def, depth int) (ls []Label, exact bool) {
	switch {
	case !texts(v):
		return r.at(d), true
	case !besideTexts(v):
		return nil, true
	case int(d) >= len(r.f.Instrs) || depth > 4:
		return r.at(d), false
	}
	in := &r.f.Instrs[d]
	switch in.Op {
	case ir.OpPhi:
		return r.looselyJoined(d, in, depth)
	case ir.OpAwait:
		return r.loosely(r.fr.Vals[in.A], in.A, depth+1)
	}
	if given, ok := r.loose[d]; ok {
		bits, _ := r.facts.Get(uint64(r.canon1(d)))
		return cleaned(given, bits, 0), true
	}
	return r.at(d), false
}

// looselyJoined is loosely where ways meet, each with the facts of its own edge.
func (r *run) looselyJoined(d value.Def, in *ir.Instr, depth int) (ls []Label, exact bool) {
	exact = true
	for v := range r.ways(d, in) {
		more, sure := r.loosely(r.fr.Vals[v], v, depth+1)
		ls, exact = r.union(ls, more), exact && sure
	}
	return ls, exact
}

// holes adds to the summary what fills the holes of texts that the body returns or
// stores, and what it returns beside such texts.
func (r *run) holes() {
	s := r.sum
	s.Holes = make([][]SlotLabels, len(r.fr.HoleDefs))
	beside := texts(r.fr.Ret)
	for _, d := range r.fr.RetDefs {
		if int(d) >= len(r.f.Instrs) {
			continue
		}
		r.facts = r.returnFacts(d)
		for _, a := range r.fr.Vals[d] {
			if a.Kind() == value.Shape {
				r.fill(r.fr.Shapes[a.Payload()].Parts)
			}
		}
		if beside {
			ls, _ := r.loosely(r.fr.Vals[d], d, 0)
			s.Loose = r.addSlot(s.Loose, ls)
		}
	}
	r.facts = facts{}
	for n, d := range r.fr.HoleDefs {
		if s.Holes[n] == nil {
			s.Holes[n] = r.addSlot(nil, r.filling(d))
		}
	}
}

// fill adds what fills the holes of a returned text.
func (r *run) fill(parts []value.Part) {
	for _, p := range parts {
		if p.Hole < value.HoleDef || p.Hole >= value.HoleParam {
			continue
		}
		d := value.Def(p.Hole - value.HoleDef)
		if n := slices.Index(r.fr.HoleDefs, d); n >= 0 {
			r.sum.Holes[n] = r.addSlot(r.sum.Holes[n], r.filling(d))
		}
	}
}

// filled are the labels of what fills a hole of a text that a callee gives.
func (r *run) filled(s *Summary, t *value.Target, n int) []SlotLabels {
	if r.alike.of(s.Value, t.Sum) {
		if n < len(s.Holes) {
			return s.Holes[n]
		}
		return nil
	}
	return append(slices.Concat(s.Slots...), s.Ret...) // whichever it is
}

// looseResult notes what a call gives beside texts of known shape: what project
// functions return beside them, and other labels.
func (r *run) looseResult(i ir.Value, c *value.CallFact, other []Label) {
	if !besideTexts(r.fr.Vals[i]) || len(r.ownEntries(c)) > 0 {
		return
	}
	ls := slices.Clone(other)
	for k := range c.Targets {
		t, s := &c.Targets[k], r.calls[i][k]
		if s == nil || t.Result != 0 {
			continue
		}
		r.forgetPaths()
		from := s.Ret
		if t.Sum != nil && texts(t.Sum.Ret) && r.alike.of(s.Value, t.Sum) {
			from = s.Loose
		}
		for n := range from {
			ls = r.mapped(ls, c, t, &from[n], -1)
		}
	}
	if r.loose == nil {
		r.loose = map[value.Def][]Label{}
	}
	r.loose[i] = ls
}
