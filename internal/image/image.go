// Package image knows how a graph of Go values lies in bytes: it writes all that
// hangs from one value by pointers, slices, maps and interfaces, and reads it
// back as it was, with what was shared shared. It must not know what the values
// mean.
//
// An image is for the program that wrote it: types have no version and no names
// in it, and memory without pointers is laid out as the processor has it. Who
// keeps one keeps it under a key that names the build (package cache does), and
// what is read is checked only as far as that a damaged image gives an error and
// no fault of memory.
//
// What cannot be kept (functions, channels) must be left out by the field tag
// `image:"-"`: the field is then the zero value in what is read, as are locks.
// What both processes have (models, rules) is Shared: pointers to it become
// pointers to the reader's.
//
// Its window is Describe: what an image holds, by type (`leadline debug image`).
package image

import (
	"reflect"
	"sync"
	"unsafe"
)

// kind is what is done with a piece of a value.
type kind uint8

const (
	opRaw     kind = iota // bytes without pointers
	opPointer             // *T
	opString
	opSlice     // []T
	opMap       // map[K]V
	opInterface // any, or an interface with methods
	opSyncMap   // sync.Map: its entries
	opUnkept    // a function or a channel, which must be nil
)

// op is one piece of a value, at its offset.
type op struct {
	kind kind
	off  uintptr
	size uintptr // of opRaw
	elem *plan   // of opPointer and opSlice
	typ  reflect.Type
	key  *plan // of opMap; elem are its values
}

// plan is how values of one type are written and read.
type plan struct {
	typ  reflect.Type
	size uintptr
	// plain is set for a type of bytes alone: what has it needs no pieces.
	plain bool
	// shared is set when values of the type may be the reader's own.
	shared bool
	ops    []op
	id     uint64 // in the order in which plans were made
}

// plans are the plans of the types met so far.
type plans struct {
	of     map[reflect.Type]*plan
	list   []*plan // by id
	shared *Shared
	// bytes is for texts, entry for what is in a sync.Map.
	bytes, entry *plan
}

// newPlans makes all plans for a root and the types that stand in interfaces:
// the writer and the reader number them alike.
func newPlans(root reflect.Type, types []any, shared *Shared) *plans {
	p := &plans{of: map[reflect.Type]*plan{}, shared: shared}
	p.bytes, p.entry = p.get(reflect.TypeFor[byte]()), p.get(reflect.TypeFor[[2]any]())
	p.get(root)
	for _, t := range types {
		p.get(reflect.TypeOf(t))
	}
	return p
}

func (ps *plans) get(t reflect.Type) *plan {
	if p := ps.of[t]; p != nil {
		return p
	}
	p := &plan{typ: t, size: t.Size(), plain: isPlain(t), shared: ps.shared.types[t], id: uint64(len(ps.list))}
	ps.of[t], ps.list = p, append(ps.list, p)
	if !p.plain {
		ps.pieces(p, t, 0)
	}
	return p
}

var (
	mutexes = map[reflect.Type]bool{
		reflect.TypeFor[sync.Mutex](): true, reflect.TypeFor[sync.RWMutex](): true, reflect.TypeFor[sync.Once](): true,
	}
	syncMap = reflect.TypeFor[sync.Map]()
)

// leftOut tells whether a field is not kept.
func leftOut(f *reflect.StructField) bool { return f.Tag.Get("image") == "-" }

// isPlain tells whether values of a type are bytes and nothing else.
func isPlain(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr,
		reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128:
		return true
	case reflect.Array:
		return isPlain(t.Elem())
	case reflect.Struct:
		if mutexes[t] || t == syncMap {
			return false
		}
		for i := range t.NumField() {
			f := t.Field(i)
			if leftOut(&f) || !isPlain(f.Type) {
				return false
			}
		}
		return true
	}
	return false
}

// pieces adds the pieces of a value of a type that lies at an offset.
func (ps *plans) pieces(p *plan, t reflect.Type, off uintptr) {
	if isPlain(t) {
		if last := len(p.ops) - 1; last >= 0 && p.ops[last].kind == opRaw && p.ops[last].off+p.ops[last].size == off {
			p.ops[last].size += t.Size()
		} else if t.Size() > 0 {
			p.ops = append(p.ops, op{kind: opRaw, off: off, size: t.Size()})
		}
		return
	}
	switch t.Kind() {
	case reflect.Pointer:
		p.ops = append(p.ops, op{kind: opPointer, off: off, elem: ps.get(t.Elem()), typ: t})
	case reflect.String:
		p.ops = append(p.ops, op{kind: opString, off: off})
	case reflect.Slice:
		p.ops = append(p.ops, op{kind: opSlice, off: off, elem: ps.get(t.Elem()), typ: t})
	case reflect.Map:
		ps.get(t)
		p.ops = append(p.ops, op{kind: opMap, off: off, key: ps.get(t.Key()), elem: ps.get(t.Elem()), typ: t})
	case reflect.Interface:
		p.ops = append(p.ops, op{kind: opInterface, off: off, typ: t})
	case reflect.Array:
		for i := range t.Len() {
			ps.pieces(p, t.Elem(), off+uintptr(i)*t.Elem().Size())
		}
	case reflect.Struct:
		switch {
		case mutexes[t]:
		case t == syncMap:
			p.ops = append(p.ops, op{kind: opSyncMap, off: off})
		default:
			for i := range t.NumField() {
				if f := t.Field(i); !leftOut(&f) {
					ps.pieces(p, f.Type, off+f.Offset)
				}
			}
		}
	default:
		p.ops = append(p.ops, op{kind: opUnkept, off: off, typ: t})
	}
}

// view is the value of a type at an address.
func view(t reflect.Type, at unsafe.Pointer) reflect.Value { return reflect.NewAt(t, at).Elem() }
