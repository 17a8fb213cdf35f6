package model

import (
	"slices"
	"strings"
)

// Set is everything that the models know. It is immutable once loaded and may
// be read from several goroutines.
type Set struct {
	// Kinds are indexed by Kind; Kinds[0] is no kind.
	Kinds      []KindInfo
	KindByName map[string]Kind
	// Cleans are the names of the clean kinds, by bit. Always holds those that
	// make a value safe for every rule (a number, an allow-listed value).
	Cleans []string
	Always Bits
	// Conventions recognise parameters that no registration names.
	Conventions []Convention
	// Administrators are names by which programs say that only administrators come in:
	// of decorators, classes, dependencies and attributes of users.
	Administrators map[string]bool

	cleanBits map[string]Bits
	entries   map[string]*Entry
	methods   map[string][]*Entry
	classes   map[string]*Class
	aliases   map[string]string
	// aliasRoots are the first components of aliases: most names have none.
	aliasRoots map[string]bool
	libraries  []string
	modules    map[string]bool // top-level ones that rows speak of
	effects    Effects
	rows       []Origin
	project    bool
	types      *types
}

// Project tells whether files of a project are among the models: only they have
// rows on the project's own functions.
func (s *Set) Project() bool { return s.project }

// SpeaksOf tells whether rows speak of what is in a module that no other is above.
func (s *Set) SpeaksOf(module string) bool { return s.modules[module] }

func (s *Set) speaksOf(name string) {
	module, _, _ := strings.Cut(name, ".")
	s.modules[module] = true
}

// CleanBit is the bit of a clean kind.
func (s *Set) CleanBit(name string) (Bits, bool) {
	b, ok := s.cleanBits[name]
	return b, ok
}

// IsA tells whether a kind is the wide kind or one of its narrower ones.
func (s *Set) IsA(kind, wide Kind) bool {
	if kind == wide {
		return true
	}
	for _, w := range s.Kinds[kind].Is {
		if w == wide {
			return true
		}
	}
	return false
}

// Canonical is the name that the models use for a dotted name: the longest
// prefix that is an alias is replaced, as often as there is one.
func (s *Set) Canonical(name string) string {
	name = s.rowName(name)
	if s.entries[name] != nil || s.classes[name] != nil {
		return name
	}
	if to, ok := s.types.unalias(name); ok {
		return s.rowName(to)
	}
	return name
}

// rowName is the canonical name as far as rows tell.
func (s *Set) rowName(name string) string {
	for range maxAliasSteps {
		next, ok := s.unalias(name)
		if !ok {
			return name
		}
		name = next
	}
	return name
}

// maxAliasSteps bounds chains of aliases; the loader refuses cycles.
const maxAliasSteps = 8

func (s *Set) unalias(name string) (string, bool) {
	root := name
	if i := strings.IndexByte(name, '.'); i >= 0 {
		root = name[:i]
	}
	if !s.aliasRoots[root] {
		return name, false
	}
	for end := len(name); end > 0; end = strings.LastIndexByte(name[:end], '.') {
		if to, ok := s.aliases[name[:end]]; ok {
			return to + name[end:], true
		}
	}
	return name, false
}

// Entry is what is known of a canonical dotted name, or nil. Rows go before what was
// found in the library's code.
func (s *Set) Entry(name string) *Entry {
	if e := s.entries[name]; e != nil {
		return e
	}
	return s.summarized(name)
}

// Row is what rows say of a canonical dotted name, or nil.
func (s *Set) Row(name string) *Entry { return s.entries[name] }

// Class is what is known of an external class by its canonical name, or nil.
func (s *Set) Class(name string) *Class { return s.classes[name] }

// Method lists the rows for a method of that name on a receiver whose type
// nothing tells (`*.execute(0)`).
func (s *Set) Method(name string) []*Entry { return s.methods[name] }

// Member is the entry of an attribute or method of a class, its own or the
// nearest inherited one, or nil. A row of "C.*" stands for every attribute of C
// that has no row. Rows go before what was found in the library's code, those of a
// base too.
func (s *Set) Member(class, name string) *Entry {
	if e := s.member(class, name, maxClassDepth); e != nil {
		return e
	}
	return s.summarizedMember(class, name, maxClassDepth)
}

// maxClassDepth bounds the walk over bases.
const maxClassDepth = 12

func (s *Set) member(class, name string, depth int) *Entry {
	if e := s.entries[class+"."+name]; e != nil {
		return e
	}
	if e := s.entries[class+".*"]; e != nil {
		return e
	}
	if depth == 0 {
		return nil
	}
	for _, base := range s.Bases(class) {
		if e := s.member(base, name, depth-1); e != nil {
			return e
		}
	}
	return nil
}

// IsSubclass tells whether an external class is, or inherits from, another.
func (s *Set) IsSubclass(class, base string) bool {
	return s.isSubclass(class, base, maxClassDepth)
}

func (s *Set) isSubclass(class, base string, depth int) bool {
	if class == base {
		return true
	}
	if depth == 0 {
		return false
	}
	for _, b := range s.Bases(class) {
		if s.isSubclass(b, base, depth-1) {
			return true
		}
	}
	return false
}

// Makes is what a field of a library class makes of what came in.
func (s *Set) Makes(class string) Bits {
	if c := s.nearest(class, maxClassDepth, func(c *Class) bool { return c.Makes != 0 }); c != nil {
		return c.Makes
	}
	return 0
}

// Declares tells whether names in the bodies of a library class's subclasses declare fields.
func (s *Set) Declares(class string) bool {
	return s.nearest(class, maxClassDepth, func(c *Class) bool { return c.Declares }) != nil
}

// Checks is how the functions of a library class's subclasses are named that look at what
// fields are given, or nil.
func (s *Set) Checks(class string) *Check {
	if c := s.nearest(class, maxClassDepth, func(c *Class) bool { return c.Checks != nil }); c != nil {
		return c.Checks
	}
	return nil
}

// Declarations are the rows on what a call declares: those of its name, and where that is a
// class those of its bases.
func (s *Set) Declarations(name string) []Declaration { return s.declarations(name, maxClassDepth) }

func (s *Set) declarations(name string, depth int) []Declaration {
	var out []Declaration
	if e := s.entries[name]; e != nil {
		out = e.Declares
	}
	if depth == 0 || s.classes[name] == nil && out != nil {
		return out
	}
	for _, b := range s.Bases(name) {
		out = append(slices.Clip(out), s.declarations(b, depth-1)...)
	}
	return out
}

// nearest is a library class, or the first of its bases, that is so; nil if none is.
func (s *Set) nearest(class string, depth int, is func(*Class) bool) *Class {
	if c := s.classes[class]; c != nil && is(c) {
		return c
	}
	if depth == 0 {
		return nil
	}
	for _, b := range s.Bases(class) {
		if c := s.nearest(b, depth-1, is); c != nil {
			return c
		}
	}
	return nil
}

// SharedClasses are the library classes whose one instance programs reach by its name, and
// those that rows derive from them, each with the class that is called shared.
func (s *Set) SharedClasses() map[string]string {
	out := map[string]string{}
	for name := range s.classes {
		if of := s.shared(name, maxClassDepth); of != "" {
			out[name] = of
		}
	}
	return out
}

func (s *Set) shared(class string, depth int) string {
	c := s.classes[class]
	if c == nil || depth == 0 {
		return ""
	}
	if c.Shared {
		return class
	}
	for _, b := range c.Bases {
		if of := s.shared(b, depth-1); of != "" {
			return of
		}
	}
	return ""
}

// Libraries names the loaded libraries, sorted.
func (s *Set) Libraries() []string { return s.libraries }

// Rows lists every row of every section that a proof must hit.
func (s *Set) Rows() []Origin { return s.rows }

// KeyNames lists the dotted names that a row's key speaks of.
func KeyNames(text string) []string {
	keys, err := parseKeys(text)
	if err != nil {
		return nil
	}
	var out []string
	for _, k := range keys {
		out = append(out, k.name)
	}
	return out
}
