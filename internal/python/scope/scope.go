// Package scope knows what a name means within one file: which body or
// comprehension binds it, which inner bodies capture it, what is global. It
// must not know other files, values, or what runs.
//
// Bind walks a tree once and answers in flat tables: scopes in source order
// (a parent before its children), symbols grouped by scope, names interned to
// small numbers. Its window is Print.
package scope

import (
	"sort"

	"leadline/internal/python/syntax"
)

// Kind says what sort of region a scope is.
type Kind uint8

// The kinds of scopes. Comprehension and TypeParams run inside the body around
// them; the others are bodies of their own.
const (
	Module Kind = iota
	Function
	Lambda
	Class
	Comprehension
	TypeParams
)

// NoSymbol stands where a symbol is absent.
const NoSymbol = ^uint32(0)

// Scope is one region with names of its own.
type Scope struct {
	Kind Kind
	// Generator is set when the body yields, Captured when it is a frame: some
	// inner body reads or writes one of its variables.
	Generator, Captured bool
	// Parent is the scope around it; the module's own is its own parent.
	Parent uint32
	// Body is the scope of the body that it runs in: itself, except for
	// comprehensions and type parameters.
	Body uint32
	// Frame is the scope of the nearest body that keeps variables for inner
	// bodies: Body, or the one around it when that is a class.
	Frame uint32
	// Depth is the number of functions and lambdas around the code of the
	// scope's frame, the frame included.
	Depth uint32
	// Start is the offset of the node that opens the scope.
	Start uint32
	// First and End are the scope's range in Table.Symbols.
	First, End uint32
	// Slots is, for bodies, the number of variables of the body and of what runs
	// inside it.
	Slots uint32
}

// Meaning says where a symbol's variable lives.
type Meaning uint8

// The meanings of a name in a scope.
const (
	// Local: the scope binds it.
	Local Meaning = iota
	// Global: a module variable or builtin; nothing around the scope binds it.
	Global
	// Free: bound by the symbol Owner in a scope around this one.
	Free
	// ClassCell: __class__ in a method.
	ClassCell
)

// Flags tell how a scope uses a name.
type Flags uint16

// The flags of a symbol.
const (
	Bound Flags = 1 << iota // assigned, imported, defined, deleted...
	Used
	Param
	Imported
	DeclaredGlobal
	DeclaredNonlocal
	// Cell: an inner body reads or writes the variable.
	Cell
	// Shared: an inner body writes the variable (nonlocal).
	Shared
	// GlobalStored, on a module's symbol: some other body stores it (global).
	GlobalStored
)

// Symbol is one name in one scope.
type Symbol struct {
	Name    uint32 // in Table.Names
	Scope   uint32
	Flags   Flags
	Meaning Meaning
	// Owner is the binding symbol: itself when Local, the one around when
	// Free, the module's when Global and the module binds it, else NoSymbol.
	Owner uint32
	// Slot numbers a Local symbol among the variables of its body.
	Slot uint32
}

// Write is one binding occurrence inside a loop.
type Write struct{ Scope, Symbol uint32 }

// loop is a loop's (or comprehension's) range in Table.writes.
type loop struct{ start, first, end uint32 }

// opening says which scope a node opens.
type opening struct {
	node  syntax.Node
	scope uint32
}

// Table is what Bind finds. It is immutable, but for Names, to which later
// stages add names of their own.
type Table struct {
	Scopes  []Scope
	Symbols []Symbol
	Names   *Names
	// All is __all__ when it is a plain list of literals; HasAll says so.
	All    []string
	HasAll bool

	opens  map[syntax.Node]uint32
	params map[syntax.Node]uint32
	writes []Write
	loops  []loop
}

// Of is the scope that a function, class, lambda or comprehension opens.
func (t *Table) Of(n syntax.Node) (scope uint32, ok bool) {
	scope, ok = t.opens[n]
	return scope, ok
}

// TypeParams is the scope of the type parameters of a definition or alias.
func (t *Table) TypeParams(n syntax.Node) (scope uint32, ok bool) {
	scope, ok = t.params[n]
	return scope, ok
}

// Bodies counts the scopes that are bodies of their own.
func (t *Table) Bodies() (n int) {
	for i := range t.Scopes {
		if t.Scopes[i].Body == uint32(i) {
			n++
		}
	}
	return n
}

// In lists the symbols of a scope.
func (t *Table) In(scope uint32) []Symbol {
	s := &t.Scopes[scope]
	return t.Symbols[s.First:s.End]
}

// Lookup finds a name in one scope.
func (t *Table) Lookup(scope uint32, name string) (symbol uint32, ok bool) {
	id, ok := t.Names.Find(name)
	if !ok {
		return NoSymbol, false
	}
	for i := t.Scopes[scope].First; i < t.Scopes[scope].End; i++ {
		if t.Symbols[i].Name == id {
			return i, true
		}
	}
	return NoSymbol, false
}

// Writes lists the binding occurrences inside the loop or comprehension that
// starts at the offset, those of inner bodies too.
func (t *Table) Writes(start uint32) []Write {
	i := sort.Search(len(t.loops), func(i int) bool { return t.loops[i].start >= start })
	if i == len(t.loops) || t.loops[i].start != start {
		return nil
	}
	first, end := t.loops[i].first, t.loops[i].end
	// Two loops at one offset (a comprehension that begins with another) share
	// the union of their writes.
	for i++; i < len(t.loops) && t.loops[i].start == start; i++ {
		first, end = min(first, t.loops[i].first), max(end, t.loops[i].end)
	}
	return t.writes[first:end]
}

// Hops counts the frames from the code of a scope outwards to the frame that
// keeps an owner's variable, as ir counts them: 0 is the body's own frame.
func (t *Table) Hops(from, owner uint32) uint32 {
	s, o := &t.Scopes[from], &t.Scopes[owner]
	depth := s.Depth
	if t.Scopes[s.Body].Kind == Class {
		depth++
	}
	return depth - o.Depth
}

// sortLoops puts the loops in the order of their starts, which they have
// already unless recovery moved something.
func (t *Table) sortLoops() {
	less := func(i, j int) bool { return t.loops[i].start < t.loops[j].start }
	if !sort.SliceIsSorted(t.loops, less) {
		sort.SliceStable(t.loops, less)
	}
}
