package model

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync/atomic"
)

// typesFile holds what type stubs say, a block per library: see types.
const typesFile = "auto/types.pack"

// typesHeading begins the file, before the number of libraries and the digest of
// the blocks.
const typesHeading = "leadline types 1"

// types are the facts of type stubs: which class a function gives, an attribute
// is, a class is derived from, and under which other names a thing is known. They
// are generated; rows go before them, and of the way of data they say nothing.
// A library's block is unpacked when something of it is asked for.
type types struct {
	digest string // of all blocks: two sets with the same facts have the same
	blocks map[string]*block
}

// block is what the stubs of a library say: packed, and its lines by what follows the
// library's name in theirs once something of it was asked for.
type block struct {
	packed []byte
	facts  atomic.Pointer[stubFacts]
}

// stubFacts are the lines of a library, by what follows its name in theirs, those of
// other names by themselves.
type stubFacts struct {
	lines   map[string]stubLine
	aliases map[string]string
}

// stubLine is a line: its kind and what it says, of a class the bases.
type stubLine struct {
	kind  byte
	said  string
	bases []string
}

// The kinds of lines. A line is a name, a tab, the kind and what it says.
const (
	typeClass = 'C' // the bases, separated by commas
	typeCall  = 'F' // the class of what a call gives, a comma, the class of what that yields
	typeValue = 'V' // the class of the value
	typeAlias = 'A' // the name that the models use
)

// readTypes reads the index of a pack; a nil pack has nothing.
func readTypes(pack []byte) (*types, error) {
	t := &types{}
	if pack == nil {
		return t, nil
	}
	bad := func(why string) (*types, error) { return nil, errors.New(typesFile + ": " + why) }
	heading, rest, _ := bytes.Cut(pack, []byte("\n"))
	words := strings.Fields(strings.TrimPrefix(string(heading), typesHeading))
	if !bytes.HasPrefix(heading, []byte(typesHeading)) || len(words) != 2 {
		return bad("no pack of types, or one of another version: make gen-types writes it anew")
	}
	n, err := strconv.Atoi(words[0])
	if err != nil {
		return bad("no number of libraries")
	}
	t.digest = words[1]
	type extent struct {
		name     string
		from, to int
	}
	extents := make([]extent, 0, n)
	at := 0
	for range n {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		name, size, _ := strings.Cut(string(line), " ")
		length, err := strconv.Atoi(size)
		if err != nil || length < 0 {
			return bad("no size of " + name)
		}
		extents = append(extents, extent{name, at, at + length})
		at += length
	}
	if len(rest) != at {
		return bad(fmt.Sprintf("%d bytes of blocks, %d are named", len(rest), at))
	}
	t.blocks = make(map[string]*block, n)
	for _, e := range extents {
		t.blocks[e.name] = &block{packed: rest[e.from:e.to]}
	}
	return t, nil
}

// PackTypes makes a pack of the lines of each library, in the order of their
// names.
func PackTypes(names []string, lines map[string]string, digest string) ([]byte, error) {
	var head, body bytes.Buffer
	fmt.Fprintf(&head, "%s %d %s\n", typesHeading, len(names), digest)
	for _, name := range names {
		from := body.Len()
		w, err := flate.NewWriter(&body, flate.BestCompression)
		if err != nil {
			return nil, err
		}
		if _, err := io.WriteString(w, lines[name]); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		fmt.Fprintf(&head, "%s %d\n", name, body.Len()-from)
	}
	return append(head.Bytes(), body.Bytes()...), nil
}

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
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(b.packed)))
	if err != nil { // the pack was checked when it was made: nothing is known
		text = nil
	}
	f := &stubFacts{map[string]stubLine{}, map[string]string{}}
	for line := range strings.Lines(string(text)) {
		key, said, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		switch {
		case !ok || said == "":
		case said[0] == typeAlias:
			f.aliases[key] = said[1:]
		case said[0] == typeClass && len(said) > 1:
			f.lines[key] = stubLine{said[0], said[1:], strings.Split(said[1:], ",")}
		default:
			f.lines[key] = stubLine{kind: said[0], said: said[1:]}
		}
	}
	b.facts.Store(f) // whoever is the last says the same
	return f
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
