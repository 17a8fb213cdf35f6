package value

import (
	"regexp"
	"sync"

	"leadline/internal/model"
)

// library is what models say of names, by number: every body asks for the same few
// again, and to find it in the models' tables takes the making of a dotted name and a
// dozen of searches for it and its bases. It holds nothing that models, constants and
// the names of the program's modules do not say for good.
type library struct {
	names   table[*libraryName]
	members table[*member] // by memberKey
	attrs   table[Atom]    // of names: see extAttr
	// expressions are the regular ones that rows hold texts against; nil for none.
	expressions table[*regexp.Regexp]
}

// table may be used by several workers at once: who comes later finds the same.
type table[V any] struct{ shards [tableShards]shard[V] }

type shard[V any] struct {
	mu    sync.RWMutex
	known map[uint64]V
}

const tableShards = 32

func (t *table[V]) shard(key uint64) *shard[V] { return &t.shards[(key^key>>32)%tableShards] }

func (t *table[V]) get(key uint64) (V, bool) {
	s := t.shard(key)
	s.mu.RLock()
	v, ok := s.known[key]
	s.mu.RUnlock()
	return v, ok
}

func (t *table[V]) put(key uint64, v V) {
	s := t.shard(key)
	s.mu.Lock()
	if s.known == nil {
		s.known = map[uint64]V{}
	}
	s.known[key] = v
	s.mu.Unlock()
}

// libraryName is what models say of a dotted name.
type libraryName struct {
	entry *model.Entry
	// class and yields are model.Set.Result of it.
	class, yields string
	// given is the number of the name that a call's result has, of which nothing else
	// is known.
	given NameID
}

func (f *Frame) libraryName(n NameID) *libraryName {
	p := f.World.Prog
	if known, ok := p.library.names.get(uint64(n)); ok {
		return known
	}
	text := p.Syms.Text(n)
	l := &libraryName{entry: p.Models.Entry(text), given: p.Syms.Name(text + "()")}
	l.class, l.yields = p.Models.Result(text)
	p.library.names.put(uint64(n), l)
	return l
}

// Entry is the row on a dotted name, or nil.
func (f *Frame) Entry(n NameID) *model.Entry { return f.libraryName(n).entry }

// expression is a regular expression that a row has, nil where it is none.
func (f *Frame) expression(text string) *regexp.Regexp {
	p := f.World.Prog
	key := uint64(p.Syms.Name(text))
	re, known := p.library.expressions.get(key)
	if !known {
		re, _ = regexp.Compile(text)
		p.library.expressions.put(key, re)
	}
	return re
}

// member is what models say of an attribute of a library class.
type member struct {
	// name is the dotted name, found whether rows speak of it: see findMember.
	name  string
	found bool
	rows  *model.Entry // the row on it, or on any attribute
	value Value        // what instances have
}

func memberKey(of, name NameID) uint64 { return uint64(of)<<32 | uint64(name) }

func (f *Frame) member(class, name NameID) *member {
	p := f.World.Prog
	key := memberKey(class, name)
	if known, ok := p.library.members.get(key); ok {
		return known
	}
	of, text := p.Syms.Text(class), p.Syms.Text(name)
	m := &member{rows: p.Models.Member(of, text)}
	if m.name, m.found = f.findMember(of, text, 0); !m.found {
		m.name = p.Models.Canonical(of + "." + text)
	}
	m.value = f.libraryValue(m, of+"."+text)
	if m.rows == nil {
		m.rows = p.Models.Entry(p.Models.Canonical(of + "." + text))
	}
	p.library.members.put(key, m)
	return m
}

// libraryValue is the value of a member that is written as a dotted name.
func (f *Frame) libraryValue(m *member, written string) Value {
	p := f.World.Prog
	name := written
	switch {
	case m.found:
		name = m.name
	case m.rows != nil && m.rows.Value != "": // a row of any attribute
		return f.instanceOf(m.rows.Value)
	}
	if of := p.Models.ValueClass(name); of != "" {
		return f.instanceOf(of)
	}
	if !m.found && components(name) > maxComponents {
		return top
	}
	return one(atom(Ext, uint64(p.Syms.Name(name))))
}

// findMember looks a member up in a library class and its bases: the name of the
// one that rows speak of.
func (f *Frame) findMember(class, member string, depth int) (string, bool) {
	m := f.World.Prog.Models
	full := m.Canonical(class + "." + member)
	if m.Row(full) != nil {
		return full, true
	}
	if depth < 6 {
		for _, b := range m.Bases(class) {
			if full, ok := f.findMember(b, member, depth+1); ok {
				return full, true
			}
		}
	}
	return "", false
}

// classMember is an attribute of an instance of an external class.
func (f *Frame) classMember(class, name NameID) Value {
	if class == 0 {
		return top
	}
	return f.member(class, name).value
}

// memberResult is the class of what a method of a library class gives, and of what
// that yields.
func (f *Frame) memberResult(class, method string) (result, yields string) {
	return f.World.Prog.Models.Result(f.member(f.Name(class), f.Name(method)).name)
}

// extAttr is the dotted name one component longer.
func (f *Frame) extAttr(a Atom, name NameID) Atom {
	p := f.World.Prog
	key := memberKey(NameID(a.Payload()), name)
	if known, ok := p.library.attrs.get(key); ok {
		return known
	}
	out := f.longer(p.Syms.Text(NameID(a.Payload())), p.Syms.Text(name))
	p.library.attrs.put(key, out)
	return out
}

func (f *Frame) longer(name, by string) Atom {
	p := f.World.Prog
	if components(name) >= maxComponents {
		return atom(Unknown, 0)
	}
	if m := p.ByName[name+"."+by]; m != nil && p.packages[name] {
		return atom(Module, uint64(m.Index)) // below a package without a file of its own
	}
	return f.ext(name + "." + by)[0]
}

const maxComponents = 8

func components(s string) int {
	n := 1
	for i := 0; i < len(s); i++ {
		if s[i] == '.' {
			n++
		}
	}
	return n
}
