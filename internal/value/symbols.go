package value

import (
	"math"
	"math/big"
	"strconv"
	"sync"
	"sync/atomic"

	"leadline/internal/ir"
)

// NameID is an interned string: an identifier or a dotted name.
type NameID uint32

// Constant is a constant's value. Text is the content of a string or bytes,
// or the decimal digits of an integer outside int64.
type Constant struct {
	Kind  ir.ConstKind
	Int   int64
	Float float64
	Text  string
}

type constKey struct {
	kind ir.ConstKind
	bits uint64
	text string
}

// Symbols interns names and constants for a whole program. It may be used from
// several workers at once; ids depend on who came first, so nothing that is
// printed or compared across runs may depend on their order.
type Symbols struct {
	mu     sync.RWMutex
	ids    map[string]NameID
	names  []string
	consts map[constKey]uint32
	values []Constant
	// seen is a part of names and values that is read without the lock.
	seen atomic.Pointer[symbols] `image:"-"`
}

// symbols are what stands in the tables of a program; nothing in them changes.
type symbols struct {
	names  []string
	values []Constant
}

// show lets what has been added be read without the lock once it is a share of all:
// who asks for the last few takes the lock.
func (s *Symbols) show() {
	if old := s.seen.Load(); old == nil || len(s.names)+len(s.values) > (len(old.names)+len(old.values))*9/8+64 {
		s.seen.Store(&symbols{s.names, s.values})
	}
}

// NewSymbols returns an empty table; name 0 is "".
func NewSymbols() *Symbols {
	return &Symbols{ids: map[string]NameID{"": 0}, names: []string{""}, consts: map[constKey]uint32{}}
}

// Name interns a string.
func (s *Symbols) Name(text string) NameID {
	s.mu.RLock()
	id, ok := s.ids[text]
	s.mu.RUnlock()
	if ok {
		return id
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if id, ok := s.ids[text]; ok {
		return id
	}
	id = NameID(len(s.names))
	s.names = append(s.names, text)
	s.ids[text] = id
	s.show()
	return id
}

// Text is the string of a name.
func (s *Symbols) Text(id NameID) string {
	if seen := s.seen.Load(); seen != nil && int(id) < len(seen.names) {
		return seen.names[id]
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.names[id]
}

// maxText bounds the strings that are kept as constants.
const maxText = 4096

// Const interns a constant. Strings over 4 kB are not kept: ok is false.
func (s *Symbols) Const(c Constant) (Atom, bool) {
	if len(c.Text) > maxText {
		return 0, false
	}
	k := constKey{kind: c.Kind, bits: uint64(c.Int), text: c.Text}
	if c.Kind == ir.ConstFloat || c.Kind == ir.ConstComplex {
		k.bits = math.Float64bits(c.Float)
	}
	s.mu.RLock()
	id, ok := s.consts[k]
	s.mu.RUnlock()
	if ok {
		return atom(Const, uint64(id)), true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if id, ok := s.consts[k]; ok {
		return atom(Const, uint64(id)), true
	}
	id = uint32(len(s.values))
	s.values = append(s.values, c)
	s.consts[k] = id
	s.show()
	return atom(Const, uint64(id)), true
}

// Value is the constant of a Const atom.
func (s *Symbols) Value(a Atom) Constant {
	if seen := s.seen.Load(); seen != nil && a.Payload() < uint64(len(seen.values)) {
		return seen.values[a.Payload()]
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.values[a.Payload()]
}

// FromIR interns a literal of a module.
func (s *Symbols) FromIR(c *ir.Const) (Atom, bool) {
	v := Constant{Kind: c.Kind, Int: c.Int, Float: c.Float, Text: c.Str}
	if c.Big != nil {
		v.Text = c.Big.String()
	}
	return s.Const(v)
}

// Type is the dotted name of a constant's class.
func (c *Constant) Type() string {
	switch c.Kind {
	case ir.ConstNone:
		return "builtins.NoneType"
	case ir.ConstBool:
		return "builtins.bool"
	case ir.ConstInt:
		return "builtins.int"
	case ir.ConstFloat:
		return "builtins.float"
	case ir.ConstComplex:
		return "builtins.complex"
	case ir.ConstStr:
		return "builtins.str"
	case ir.ConstBytes:
		return "builtins.bytes"
	}
	return "builtins.ellipsis"
}

// Truth is the constant's truth value.
func (c *Constant) Truth() bool {
	switch c.Kind {
	case ir.ConstNone:
		return false
	case ir.ConstBool:
		return c.Int != 0
	case ir.ConstInt:
		return c.Int != 0 || c.Text != ""
	case ir.ConstFloat, ir.ConstComplex:
		return c.Float != 0
	case ir.ConstStr, ir.ConstBytes:
		return c.Text != ""
	}
	return true
}

// Big is the constant's integer value, for ints and bools.
func (c *Constant) Big() *big.Int {
	if c.Text != "" {
		b, _ := new(big.Int).SetString(c.Text, 10)
		return b
	}
	return big.NewInt(c.Int)
}

// String prints the constant for dumps and messages, strings quoted as in Go.
func (c *Constant) String() string {
	switch c.Kind {
	case ir.ConstNone:
		return "None"
	case ir.ConstBool:
		if c.Int != 0 {
			return "True"
		}
		return "False"
	case ir.ConstInt:
		if c.Text != "" {
			return c.Text
		}
		return strconv.FormatInt(c.Int, 10)
	case ir.ConstFloat:
		return strconv.FormatFloat(c.Float, 'g', -1, 64)
	case ir.ConstComplex:
		return strconv.FormatFloat(c.Float, 'g', -1, 64) + "j"
	case ir.ConstStr:
		return strconv.Quote(c.Text)
	case ir.ConstBytes:
		return "b" + strconv.Quote(c.Text)
	}
	return "..."
}
