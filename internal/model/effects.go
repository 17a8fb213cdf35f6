package model

import (
	"slices"
	"strings"
)

// Effect is what a call does beside giving a value, or what it does with rows of
// a table: a set of words. The order of a notebook's cells is judged by it.
type Effect uint32

// The words. The first group speaks of objects, the second of generators of
// random numbers, the third of rows.
const (
	// Changes: the receiver, or the argument that the key names, is another one
	// afterwards.
	Changes Effect = 1 << iota
	// Silent: ... and the call gives None, so that there is nothing to show.
	Silent
	// Looks: it may print or draw, and changes nothing.
	Looks
	// Pictures: it draws, and changes nothing that a text tells.
	Pictures
	// Shows: its arguments are shown.
	Shows
	// Shape: an attribute that tells of a shape only.
	Shape
	// Whole: an attribute through which all of the object is seen.
	Whole
	// BindsNothing: a magic that binds no name.
	BindsNothing

	// Draws: it moves on the generator that it belongs to.
	Draws
	// DrawsAnywhere: ... and its name means nothing else in any module.
	DrawsAnywhere
	// Seeds: it sets the generator.
	Seeds
	// DrawsUnseeded: it draws unless it is given a seed.
	DrawsUnseeded

	// Sums: a few numbers of all rows.
	Sums
	// Rowwise: an estimator that looks at each row by itself.
	Rowwise
	// Learns: a function that learns of all rows and applies it at once.
	Learns
	// Parts: it makes parts for training and for tests.
	Parts
	// Resamples: it makes rows of other rows.
	Resamples
	// Stacks: it puts the rows of several tables one under the other.
	Stacks
	// Judges: it judges a model by rows.
	Judges
	// Validates: it parts, fits and judges.
	Validates

	// Listed: it gives the elements that it is given, or counts up to a number:
	// Counted.
	Listed
	Counted
)

var effectWords = [...]struct {
	word   string
	effect Effect
}{
	{"changes", Changes}, {"silent", Silent}, {"looks", Looks}, {"pictures", Pictures | Looks}, {"shows", Shows}, {"shape", Shape}, {"whole", Whole}, {"binds-nothing", BindsNothing},
	{"draws", Draws}, {"draws-anywhere", DrawsAnywhere | Draws}, {"seeds", Seeds}, {"draws-unseeded", DrawsUnseeded},
	{"sums", Sums}, {"rowwise", Rowwise}, {"learns", Learns}, {"parts", Parts}, {"resamples", Resamples}, {"stacks", Stacks}, {"judges", Judges}, {"validates", Validates},
	{"listed", Listed}, {"counted", Counted},
}

// Effects answers what calls do. The zero value knows of nothing.
type Effects struct {
	names, methods map[string]effectOf
	arrays         map[string]string
}

type effectOf struct {
	what Effect
	arg  int // position of the argument that changes; -1 for the receiver
}

// Name is what a function of that dotted name does, and to which argument.
func (e *Effects) Name(dotted string) (what Effect, arg int) {
	x := e.names[dotted]
	return x.what, x.arg
}

// Method is what a method does, by its name alone.
func (e *Effects) Method(name string) Effect { return e.methods[name].what }

// Methods are the names of the methods that do one of several things, sorted.
func (e *Effects) Methods(what Effect) []string {
	var out []string
	for name, x := range e.methods {
		if x.what&what != 0 {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// Array is the word for what a function of that dotted name does with arrays of
// numbers, "" where there is none.
func (e *Effects) Array(dotted string) string { return e.arrays[dotted] }

// MethodOf is what a method does of an object that calling that name has made;
// where there is no row about just these, its name alone tells.
func (e *Effects) MethodOf(maker, name string) Effect {
	if maker != "" {
		if x, ok := e.names[maker+"."+name]; ok {
			return x.what
		}
	}
	return e.methods[name].what
}

// Effects are the rows about what calls do.
func (s *Set) Effects() *Effects {
	if s == nil {
		return &Effects{}
	}
	return &s.effects
}

func (l *loader) readEffects(n *node) error {
	if n.kind != nodeMap {
		return n.errorf("effects: want a mapping of key to words")
	}
	for _, p := range n.pairs {
		keys, err := parseKeys(p.key)
		if err != nil {
			return p.value.errorf("%v", err)
		}
		what, err := effectsOf(p.value)
		if err != nil {
			return err
		}
		for _, k := range keys {
			x := effectOf{what, -1}
			if len(k.args) > 0 {
				x.arg = k.args[0].Pos
			}
			e := &l.set.effects
			if method, ok := strings.CutPrefix(k.name, "*."); ok {
				e.methods[method] = effectOf{e.methods[method].what | what, -1}
			} else {
				e.names[k.name] = x
			}
		}
		l.set.rows = append(l.set.rows, Origin{File: n.file, Line: p.line, Key: p.key})
	}
	return nil
}

// readArrays reads what functions do with arrays: a word for each key, "named"
// for the last part of its name.
func (l *loader) readArrays(n *node) error {
	if n.kind != nodeMap {
		return n.errorf("arrays: want a mapping of key to word")
	}
	for _, p := range n.pairs {
		keys, err := parseKeys(p.key)
		if err != nil {
			return p.value.errorf("%v", err)
		}
		word, err := p.value.word()
		if err != nil {
			return err
		}
		for _, k := range keys {
			own := word
			if word == "named" {
				own = strings.ReplaceAll(k.name[strings.LastIndexByte(k.name, '.')+1:], "_", "-")
			}
			l.set.effects.arrays[k.name] = own
		}
		l.set.rows = append(l.set.rows, Origin{File: n.file, Line: p.line, Key: p.key})
	}
	return nil
}

func effectsOf(n *node) (what Effect, err error) {
	items := n.items
	if n.kind != nodeList {
		items = []*node{n}
	}
next:
	for _, item := range items {
		word, err := item.word()
		if err != nil {
			return 0, err
		}
		if word == "nothing" {
			continue // it overrides what the name alone would say
		}
		for _, w := range effectWords {
			if w.word == word {
				what |= w.effect
				continue next
			}
		}
		return 0, item.errorf("%q is no effect", word)
	}
	return what, nil
}
