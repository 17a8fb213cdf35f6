package model

import (
	"strings"
	"sync/atomic"
)

// types are generated facts: of type stubs which class a function gives, an attribute
// is, a class is derived from, and under which other names a thing is known; of the
// code of libraries what calls do with data. Rows go before all of them. A library's
// block is unpacked when something of it is asked for.
type types struct {
	blocks map[string]*block
}

// block is what is said of a library: packed, and its lines by what follows the
// library's name in theirs once something of it was asked for.
type block struct {
	packed [][]byte // of types, of summaries
	facts  atomic.Pointer[stubFacts]
}

// stubFacts are the lines of a library, by what follows its name in theirs, those of
// other names and summaries by themselves.
type stubFacts struct {
	lines     map[string]stubLine
	aliases   map[string]string
	summaries map[string]*summary
}

// stubLine is a line: its kind and what it says, of a class the bases.
type stubLine struct {
	kind  byte
	said  string
	bases []string
}

// The kinds of lines. A line is a name, a tab, the kind and what it says.
const (
	typeClass   = 'C' // the bases, separated by commas
	typeCall    = 'F' // the class of what a call gives, a comma, the class of what that yields
	typeValue   = 'V' // the class of the value
	typeAlias   = 'A' // the name that the models use
	typeSummary = 'S' // what a call does with data: see summary
)

// line is what the stubs say of a dotted name.
func (t *types) line(name string) stubLine {
	library, _, _ := strings.Cut(name, ".")
	if f := t.library(library); f != nil {
		return f.lines[name[len(library):]]
	}
	return stubLine{}
}

func (t *types) library(name string) *stubFacts {
	if t == nil {
		return nil
	}
	b := t.blocks[name]
	if b == nil {
		return nil
	}
	if known := b.facts.Load(); known != nil {
		return known
	}
	f := &stubFacts{map[string]stubLine{}, map[string]string{}, map[string]*summary{}}
	for _, packed := range b.packed {
		for line := range strings.Lines(unpack(packed)) {
			f.add(strings.TrimSuffix(line, "\n"))
		}
	}
	if !b.facts.CompareAndSwap(nil, f) {
		return b.facts.Load()
	}
	return f
}

// add reads a line; the first that says something of a name is believed, so that
// stubs go before what the code shows.
func (f *stubFacts) add(line string) {
	key, said, ok := strings.Cut(line, "\t")
	if !ok || said == "" {
		return
	}
	switch kind, said := said[0], said[1:]; {
	case kind == typeSummary:
		f.summaries[key] = &summary{said: said}
	case f.aliases[key] != "" || f.lines[key].kind != 0:
	case kind == typeAlias:
		f.aliases[key] = said
	case kind == typeClass && said != "":
		f.lines[key] = stubLine{kind, said, strings.Split(said, ",")}
	default:
		f.lines[key] = stubLine{kind: kind, said: said}
	}
}

// unalias gives a name under which stubs know a thing as well the one that the
// models use. Its first components may be such a name.
func (t *types) unalias(name string) (string, bool) {
	library, _, _ := strings.Cut(name, ".")
	f := t.library(library)
	if f == nil || len(f.aliases) == 0 {
		return name, false
	}
	root := len(library)
	for end := len(name); end > root; end = strings.LastIndexByte(name[:end], '.') {
		if to, ok := f.aliases[name[root:end]]; ok {
			return to + name[end:], true
		}
	}
	return name, false
}

// typeLine is what stubs say of a name, or of the member of a base that it is.
func (s *Set) typeLine(name string, depth int) (kind byte, said string) {
	if l := s.types.line(name); l.kind != 0 || depth == 0 {
		return l.kind, l.said
	}
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return 0, ""
	}
	for _, base := range s.Bases(name[:dot]) {
		if kind, said = s.typeLine(base+name[dot:], depth-1); kind != 0 {
			return kind, said
		}
	}
	return 0, ""
}

// Result is the class of what a call gives, and the class of what that yields
// when it is iterated; "" where nothing tells. Rows go before stubs. A class
// that ends in ? may be None instead.
func (s *Set) Result(name string) (class, yields string) {
	if e := s.entries[name]; e != nil && (e.Returns != "" || e.Yields != "") {
		return e.Returns, e.Yields
	}
	if s.classes[name] != nil {
		return name, ""
	}
	switch kind, said := s.typeLine(name, maxClassDepth); kind {
	case typeClass:
		return name, ""
	case typeCall:
		class, yields, _ = strings.Cut(said, ",")
	}
	return class, yields
}

// ValueClass is the class of a value by its name, or "". Rows go before stubs.
func (s *Set) ValueClass(name string) string {
	if e := s.entries[name]; e != nil && e.Value != "" {
		return e.Value
	}
	if kind, said := s.typeLine(name, maxClassDepth); kind == typeValue {
		return said
	}
	return ""
}

// Bases are the bases of a library class. Rows go before stubs.
func (s *Set) Bases(class string) []string {
	if c := s.classes[class]; c != nil && len(c.Bases) > 0 {
		return c.Bases
	}
	return s.types.line(class).bases
}
