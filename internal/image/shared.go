package image

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unsafe"
)

// Shared numbers what hangs from values that the writer and the reader both
// have, in an order that depends on the values alone, so that a number means the
// same to both: an image says what the writer's were, and a reader that has
// others refuses it. What is behind functions is the program's own; what is
// inside of other modules' types is not looked at.
type Shared struct {
	number map[unsafe.Pointer]uint64
	at     []unsafe.Pointer
	// types are those of what is numbered: pointers to others need no look.
	types map[reflect.Type]bool
	hash  hash.Hash
	word  [8]byte
	sum   [sha256.Size]byte
}

// NewShared numbers what hangs from some values.
func NewShared(roots ...any) *Shared {
	s := &Shared{number: map[unsafe.Pointer]uint64{}, types: map[reflect.Type]bool{}, hash: sha256.New()}
	for _, r := range roots {
		s.walk(reflect.ValueOf(r))
	}
	s.sum = [sha256.Size]byte(s.hash.Sum(nil))
	return s
}

// add numbers an address; false when it has a number.
func (s *Shared) add(at unsafe.Pointer) bool {
	if _, ok := s.number[at]; ok {
		return false
	}
	s.number[at] = uint64(len(s.at))
	s.at = append(s.at, at)
	return true
}

func (s *Shared) saw(n uint64) {
	binary.LittleEndian.PutUint64(s.word[:], n)
	s.hash.Write(s.word[:])
}

func (s *Shared) sawText(t string) {
	s.saw(uint64(len(t)))
	s.hash.Write(unsafe.Slice(unsafe.StringData(t), len(t)))
}

// walk visits a value and notes what it is.
func (s *Shared) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Float32, reflect.Float64:
		s.saw(number(v))
	case reflect.String:
		s.sawText(v.String())
	case reflect.Pointer:
		s.pointer(v)
	case reflect.Interface:
		if v.IsNil() {
			s.saw(0)
			return
		}
		s.sawText(v.Elem().Type().String())
		s.walk(v.Elem())
	case reflect.Slice, reflect.Array:
		s.saw(uint64(v.Len()))
		for i := range v.Len() {
			s.walk(v.Index(i))
		}
	case reflect.Map:
		s.saw(uint64(v.Len()))
		keys := v.MapKeys()
		slices.SortFunc(keys, compareKeys)
		for _, k := range keys {
			s.walk(k)
			s.walk(v.MapIndex(k))
		}
	case reflect.Struct:
		if !ours(v.Type()) {
			return
		}
		if v.CanAddr() && v.Type().Size() > 0 { // of an element, or a part of something
			s.types[v.Type()] = true
			s.add(v.Addr().UnsafePointer())
		}
		for i := range v.NumField() {
			s.walk(v.Field(i))
		}
	}
}

func number(v reflect.Value) uint64 {
	switch {
	case v.Kind() == reflect.Bool:
		if v.Bool() {
			return 1
		}
		return 0
	case v.CanInt():
		return uint64(v.Int())
	case v.CanUint():
		return v.Uint()
	}
	return math.Float64bits(v.Float())
}

func (s *Shared) pointer(v reflect.Value) {
	t, at := v.Type().Elem(), v.UnsafePointer()
	if v.IsNil() {
		s.saw(0)
		return
	}
	if t.Size() == 0 {
		s.saw(1)
		return
	}
	s.types[t] = true
	if !s.add(at) {
		s.saw(s.number[at] + 2)
		return
	}
	s.saw(1)
	switch {
	case t == reflect.TypeFor[regexp.Regexp]():
		s.sawText((*regexp.Regexp)(at).String())
	case ours(t):
		s.walk(v.Elem())
	}
}

func compareKeys(a, b reflect.Value) int {
	switch {
	case a.CanInt():
		return cmp.Compare(a.Int(), b.Int())
	case a.CanUint():
		return cmp.Compare(a.Uint(), b.Uint())
	case a.Kind() == reflect.String:
		return strings.Compare(a.String(), b.String())
	}
	return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
}

// ours tells whether a type's inside is looked at: not that of other modules' types.
func ours(t reflect.Type) bool {
	return t.PkgPath() == "" || strings.HasPrefix(t.PkgPath(), "leadline/")
}
