package scope

// resolver gives every symbol its meaning, once all bindings are known.
// visible maps a name to the innermost symbol that inner bodies can see.
type resolver struct {
	t        *Table
	children []uint32 // scopes by parent: first child
	siblings []uint32 // next child of the same parent
	visible  []uint32
	module   []uint32 // the module's own symbols, by name
	moved    []uint32
	links    []uint32
	inClass  int
}

// finish turns the records into the table.
func (b *binder) finish(t *Table, r *resolver) {
	t.Scopes = sized(t.Scopes, len(b.scopes))
	t.Symbols = sized(t.Symbols, len(b.records))[:0]
	r.moved = sized(r.moved, len(b.records))
	moved := r.moved
	for i := range b.scopes {
		s := &b.scopes[i]
		t.Scopes[i] = s.Scope
		t.Scopes[i].First = uint32(len(t.Symbols))
		for r := s.first; r != NoSymbol; r = b.records[r].next {
			moved[r] = uint32(len(t.Symbols))
			t.Symbols = append(t.Symbols, b.records[r].Symbol)
		}
		t.Scopes[i].End = uint32(len(t.Symbols))
	}
	for i := range t.writes {
		t.writes[i].Symbol = moved[t.writes[i].Symbol]
	}
	r.t, r.visible = t, b.current
	r.link()
	r.module = sized(r.module, len(r.visible))
	for i := range r.visible {
		r.visible[i], r.module[i] = NoSymbol, NoSymbol
	}
	for i := t.Scopes[0].First; i < t.Scopes[0].End; i++ {
		r.module[t.Symbols[i].Name] = i
	}
	t.sortLoops()
	r.scope(0)
}

// sized makes s n long; what is in it does not matter.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}

// link lists the children of every scope, in source order.
func (r *resolver) link() {
	n := len(r.t.Scopes)
	r.links = sized(r.links, 2*n)
	links := r.links
	r.children, r.siblings = links[:n], links[n:]
	for i := range links {
		links[i] = NoSymbol
	}
	for i := n - 1; i > 0; i-- {
		p := r.t.Scopes[i].Parent
		r.siblings[i], r.children[p] = r.children[p], uint32(i)
	}
}

// scope resolves a scope's symbols, then those of the scopes inside it, which
// see its variables unless it is a class.
func (r *resolver) scope(id uint32) {
	s := &r.t.Scopes[id]
	for i := s.First; i < s.End; i++ {
		r.symbol(i)
	}
	sees := s.Kind != Class && s.Kind != Module
	var saved []uint32
	if sees && r.children[id] != NoSymbol {
		saved = make([]uint32, 0, s.End-s.First)
		for i := s.First; i < s.End; i++ {
			y := &r.t.Symbols[i]
			saved = append(saved, r.visible[y.Name])
			switch {
			case y.Meaning == Local:
				r.visible[y.Name] = i
			case y.Flags&DeclaredGlobal != 0:
				r.visible[y.Name] = NoSymbol
			}
		}
	}
	if s.Kind == Class {
		r.inClass++
	}
	for c := r.children[id]; c != NoSymbol; c = r.siblings[c] {
		r.scope(c)
	}
	if s.Kind == Class {
		r.inClass--
	}
	for i, v := range saved {
		r.visible[r.t.Symbols[s.First+uint32(i)].Name] = v
	}
}

// symbol gives one symbol its meaning.
func (r *resolver) symbol(at uint32) {
	y := &r.t.Symbols[at]
	s := &r.t.Scopes[y.Scope]
	switch {
	case s.Kind == Module:
		r.ofModule(at)
	case y.Flags&DeclaredGlobal != 0:
		r.global(y)
	case y.Flags&Bound != 0 && y.Flags&DeclaredNonlocal == 0:
		r.local(at)
	default:
		r.outer(at)
	}
}

func (r *resolver) local(at uint32) {
	y := &r.t.Symbols[at]
	body := &r.t.Scopes[r.t.Scopes[y.Scope].Body]
	y.Meaning, y.Owner, y.Slot = Local, at, body.Slots
	body.Slots++
}

func (r *resolver) ofModule(at uint32) {
	if r.t.Symbols[at].Flags&Bound != 0 {
		r.local(at)
	} else {
		r.t.Symbols[at].Meaning = Global
	}
}

// global resolves to the module's variable. A name that only other bodies
// store has no symbol of the module that is bound; it stays NoSymbol.
func (r *resolver) global(y *Symbol) {
	y.Meaning = Global
	at := r.module[y.Name]
	if at == NoSymbol {
		return
	}
	m := &r.t.Symbols[at]
	if m.Flags&Bound != 0 {
		y.Owner = at
	}
	if y.Flags&Bound != 0 {
		m.Flags |= GlobalStored
	}
}

// outer resolves a name that its scope does not bind.
func (r *resolver) outer(at uint32) {
	y := &r.t.Symbols[at]
	owner := r.visible[y.Name]
	if class, ok := r.aroundTypeParams(y); ok {
		owner = class
	}
	switch {
	case owner != NoSymbol:
		y.Meaning, y.Owner = Free, owner
		r.capture(y, &r.t.Symbols[owner])
	case r.inClass > 0 && r.t.Names.List[y.Name] == "__class__":
		y.Meaning = ClassCell
	default:
		y.Meaning = Global
		y.Owner = r.moduleOwner(y)
	}
}

// moduleOwner is the module's variable when the code runs in the module's own
// body (a comprehension or type parameters at module level).
func (r *resolver) moduleOwner(y *Symbol) uint32 {
	if r.t.Scopes[y.Scope].Body != 0 {
		return NoSymbol
	}
	at := r.module[y.Name]
	if at == NoSymbol || r.t.Symbols[at].Flags&Bound == 0 {
		return NoSymbol
	}
	return at
}

// aroundTypeParams: the annotations of a generic method see the names of the
// class around it.
func (r *resolver) aroundTypeParams(y *Symbol) (uint32, bool) {
	s := &r.t.Scopes[y.Scope]
	if s.Kind != TypeParams || r.t.Scopes[s.Parent].Kind != Class {
		return NoSymbol, false
	}
	owner := r.inScope(s.Parent, y.Name)
	return owner, owner != NoSymbol
}

func (r *resolver) inScope(scope, name uint32) uint32 {
	for i := r.t.Scopes[scope].First; i < r.t.Scopes[scope].End; i++ {
		if r.t.Symbols[i].Name == name && r.t.Symbols[i].Meaning == Local {
			return i
		}
	}
	return NoSymbol
}

// capture marks a variable that another body than its own reads or writes.
func (r *resolver) capture(y, owner *Symbol) {
	from, to := &r.t.Scopes[y.Scope], &r.t.Scopes[owner.Scope]
	if from.Body == to.Body {
		return
	}
	owner.Flags |= Cell
	if y.Flags&Bound != 0 {
		owner.Flags |= Shared
	}
	r.t.Scopes[to.Frame].Captured = true
}
