package scope

import "leadline/internal/python/syntax"

// record is a symbol while its scope is being walked.
type record struct {
	Symbol
	next   uint32 // the next symbol of the same scope
	shadow uint32 // what the name meant in the scope around
}

// open is a scope while it is being walked.
type open struct {
	Scope
	first, last uint32 // list of records
}

// binder walks a tree. current maps a name to its innermost record, so that a
// name is found without a map per scope.
type binder struct {
	names   *Names
	scopes  []open
	records []record
	current []uint32
	writes  []Write
	loops   []loop
	opens   map[syntax.Node]uint32
	params  map[syntax.Node]uint32
	here    uint32 // scope being walked
	looping int    // loops around the statement, in all bodies
	class   string // name of the class around, for private names
	all     exports
}

// Bind tells what every name of a tree means.
func Bind(tree *syntax.Tree) *Table { return new(Binder).Bind(tree) }

// Binder binds one file after the other in the same memory.
type Binder struct {
	b binder
	r resolver
	t Table
}

// Bind tells what every name of a tree means. The table is good until the next
// Bind, but the list of names is the caller's.
func (w *Binder) Bind(tree *syntax.Tree) *Table {
	b, t := &w.b, &w.t
	b.reset(tree)
	b.enter(Module, 0)
	b.body(tree.Body)
	b.leave(0)
	t.Names, t.opens, t.params, t.writes, t.loops = b.names, b.opens, b.params, b.writes, b.loops
	t.All, t.HasAll = b.all.list()
	b.finish(t, &w.r)
	return t
}

// maxKept bounds what is kept from a large file for the next.
const maxKept = 1 << 14

func (b *binder) reset(tree *syntax.Tree) {
	size := 16 + tree.Size()/100
	if b.names == nil || len(b.names.cells) > maxKept {
		b.names = NewNames(size)
	} else {
		b.names.reset(size)
	}
	if b.opens == nil || len(b.opens) > maxKept/8 {
		b.opens = make(map[syntax.Node]uint32, size/8)
	}
	clear(b.opens)
	clear(b.params)
	b.scopes, b.records, b.current = b.scopes[:0], b.records[:0], b.current[:0]
	b.writes, b.loops = b.writes[:0], b.loops[:0]
	b.here, b.looping, b.class, b.all = 0, 0, "", exports{}
}

// enter opens the scope of a node at an offset and returns its number.
func (b *binder) enter(kind Kind, start uint32) uint32 {
	id := uint32(len(b.scopes))
	s := open{first: NoSymbol, last: NoSymbol}
	s.Kind, s.Parent, s.Start = kind, b.here, start
	switch kind {
	case Comprehension, TypeParams:
		p := &b.scopes[b.here]
		s.Body, s.Frame, s.Depth = p.Body, p.Frame, p.Depth
	case Class:
		p := &b.scopes[b.here]
		s.Body, s.Frame, s.Depth = id, p.Frame, p.Depth
	case Module:
		s.Body, s.Frame = id, id
	default:
		s.Body, s.Frame, s.Depth = id, id, b.scopes[b.here].Depth+1
	}
	b.scopes = append(b.scopes, s)
	b.here = id
	return id
}

// leave closes the innermost scope: its names mean again what they meant
// around it.
func (b *binder) leave(id uint32) {
	s := &b.scopes[id]
	for i := s.first; i != NoSymbol; i = b.records[i].next {
		b.current[b.records[i].Name] = b.records[i].shadow
	}
	b.here = s.Parent
}

// symbol finds or makes the record of a name in the scope being walked.
func (b *binder) symbol(name string) *record {
	if b.class != "" {
		name = Mangle(b.class, name)
	}
	id := b.names.ID(name)
	for int(id) >= len(b.current) {
		b.current = append(b.current, NoSymbol)
	}
	at := b.current[id]
	if at != NoSymbol && b.records[at].Scope == b.here {
		return &b.records[at]
	}
	n := uint32(len(b.records))
	b.records = append(b.records, record{
		Symbol: Symbol{Name: id, Scope: b.here, Owner: NoSymbol}, next: NoSymbol, shadow: at,
	})
	s := &b.scopes[b.here]
	if s.last == NoSymbol {
		s.first = n
	} else {
		b.records[s.last].next = n
	}
	s.last, b.current[id] = n, n
	return &b.records[n]
}

func (b *binder) use(name string) { b.symbol(name).Flags |= Used }

func (b *binder) bind(name string, flags Flags) {
	if name == "" {
		return
	}
	b.symbol(name).Flags |= Bound | flags
	if b.looping > 0 {
		b.writes = append(b.writes, Write{b.here, b.current[b.nameOf(name)]})
	}
}

func (b *binder) nameOf(name string) uint32 {
	id, _ := b.names.Find(Mangle(b.class, name))
	return id
}

// bindOutside binds a walrus target in the nearest scope that is no
// comprehension.
func (b *binder) bindOutside(name string) {
	here := b.here
	for b.scopes[b.here].Kind == Comprehension {
		b.here = b.scopes[b.here].Parent
	}
	if here != b.here {
		b.bindShadowed(name, here)
	} else {
		b.bind(name, 0)
	}
	b.here = here
}

// bindShadowed binds a name in an outer scope while inner scopes are open. The
// chain of shadowed records is searched, and a new record is put under the
// inner ones; the inner scopes see the name as used.
func (b *binder) bindShadowed(name string, inner uint32) {
	id := b.names.ID(Mangle(b.class, name))
	for int(id) >= len(b.current) {
		b.current = append(b.current, NoSymbol)
	}
	top, link := b.current[id], NoSymbol
	at := top
	for at != NoSymbol && b.records[at].Scope > b.here {
		link, at = at, b.records[at].shadow
	}
	b.current[id] = at
	b.bind(name, 0)
	if link != NoSymbol {
		b.records[link].shadow = b.current[id]
		b.current[id] = top
	}
	outer := b.here
	b.here = inner
	b.use(name)
	b.here = outer
}

// loop walks the inside of a loop and remembers what it writes.
func (b *binder) loop(start uint32, inside func()) {
	at := len(b.loops)
	b.loops = append(b.loops, loop{start: start, first: uint32(len(b.writes))})
	b.looping++
	inside()
	b.looping--
	b.loops[at].end = uint32(len(b.writes))
}
