package image

import (
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"sync"
	"unsafe"
)

// extent is a piece of memory that something points to. There are millions: it
// is small.
type extent struct {
	at   uintptr
	plan uint32 // of an element
	n    uint32 // elements
	// head is the extent that it lies in, itself if in none: then off is where
	// its bytes stand in the part without pointers, or its number among those
	// with pointers, else its offset in the head.
	head uint32
	off  uint64
}

// list is a growing list of extents that never moves.
type list struct {
	pages [][]extent
	n     int
}

const pageBits = 16

func (l *list) at(i uint32) *extent { return &l.pages[i>>pageBits][i&(1<<pageBits-1)] }

func (l *list) add(e extent) {
	if l.n>>pageBits == len(l.pages) {
		l.pages = append(l.pages, make([]extent, 1<<pageBits))
	}
	*l.at(uint32(l.n)) = e
	l.n++
}

// mapping is a map and how it is written.
type mapping struct {
	op *op
	m  reflect.Value
}

// each visits the entries, each in a place that the next one is put into.
func (m *mapping) each(visit func(key, value unsafe.Pointer)) {
	k, v := reflect.New(m.op.key.typ), reflect.New(m.op.elem.typ)
	for it := m.m.MapRange(); it.Next(); {
		k.Elem().SetIterKey(it)
		v.Elem().SetIterValue(it)
		visit(k.UnsafePointer(), v.UnsafePointer())
	}
}

// writer finds what hangs from a value and writes it.
type writer struct {
	plans    *plans
	shared   *Shared
	types    map[reflect.Type]uint64
	extents  list
	table    table
	todo     []uint32 // extents whose inside is to be looked at
	maps     map[uintptr]uint64
	mappings []mapping
	syncMaps map[uintptr][][2]any
	order    []uint32 // extents by address
	size     uint64   // of what has no pointers
	blocks   uint64   // how many have
	out      *stream
	err      error
}

// Write writes what root, a pointer, points to, and all that hangs from it.
// types are those that stand in interfaces, in an order that the reader has as
// well. Nothing of it may change meanwhile.
func Write(to io.Writer, root any, shared *Shared, types ...any) error {
	w, err := find(root, shared, types)
	if err != nil {
		return err
	}
	w.out = newStream(to)
	w.write(reflect.ValueOf(root).UnsafePointer(), w.plans.get(reflect.TypeOf(root).Elem()))
	return errors.Join(w.err, w.out.close())
}

// find finds all that hangs from a root.
func find(root any, shared *Shared, types []any) (*writer, error) {
	v := reflect.ValueOf(root)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return nil, errors.New("the root of an image is a pointer")
	}
	heap := make(chan any, 1)
	heap <- root // what goes through a channel never lies on a stack, which may move
	w := &writer{plans: newPlans(v.Type().Elem(), types, shared), shared: shared, types: map[reflect.Type]uint64{}, maps: map[uintptr]uint64{}, syncMaps: map[uintptr][][2]any{}}
	for i, t := range types {
		w.types[reflect.TypeOf(t)] = uint64(i)
	}
	w.add(v.UnsafePointer(), w.plans.get(v.Type().Elem()), 1)
	w.trace()
	w.join()
	return w, w.err
}

// add notes that something points to n elements.
func (w *writer) add(at unsafe.Pointer, p *plan, n int) {
	if p.size == 0 || n == 0 {
		return
	}
	if uint64(n) > math.MaxUint32 {
		w.fail(fmt.Errorf("%d elements are too many", n))
		return
	}
	i, known := w.table.find(&w.extents, uintptr(at))
	if !known {
		w.extents.add(extent{at: uintptr(at), plan: uint32(p.id), n: uint32(n)})
	} else if e := w.extents.at(i); w.plan(e).size*uintptr(e.n) < p.size*uintptr(n) {
		e.plan, e.n = uint32(p.id), uint32(n)
	} else {
		return
	}
	if !p.plain {
		w.todo = append(w.todo, i)
	}
}

// trace finds everything.
func (w *writer) trace() {
	for len(w.todo) > 0 {
		e := *w.extents.at(w.todo[len(w.todo)-1])
		w.todo = w.todo[:len(w.todo)-1]
		p := w.plan(&e)
		for k := range e.n {
			w.look(unsafe.Add(pointer(e.at), uintptr(k)*p.size), p)
		}
	}
}

// pointer gives an address of something that the graph holds back.
func pointer(at uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&at)) }

func word(at unsafe.Pointer) unsafe.Pointer { return *(*unsafe.Pointer)(at) }

// look notes what a value points to.
func (w *writer) look(at unsafe.Pointer, p *plan) {
	for i := range p.ops {
		o := &p.ops[i]
		field := unsafe.Add(at, o.off)
		switch o.kind {
		case opPointer:
			if to := word(field); to != nil && !(o.elem.shared && w.isShared(to)) {
				w.add(to, o.elem, 1)
			}
		case opString:
			s := *(*string)(field)
			w.add(unsafe.Pointer(unsafe.StringData(s)), w.plans.bytes, len(s))
		case opSlice:
			w.add(word(field), o.elem, sliceLen(field))
		case opMap:
			w.lookMap(o, field)
		case opInterface:
			w.lookInterface(o, field)
		case opUnkept:
			if word(field) != nil {
				w.fail(fmt.Errorf("a %s cannot be kept (in %s)", o.typ, p.typ))
			}
		case opSyncMap:
			var entries [][2]any
			(*sync.Map)(field).Range(func(k, v any) bool {
				entries = append(entries, [2]any{k, v})
				return true
			})
			w.syncMaps[uintptr(field)] = entries
			for k := range entries {
				w.look(unsafe.Pointer(&entries[k]), w.plans.entry)
			}
		}
	}
}

// sliceLen is the length of a slice at an address.
func sliceLen(field unsafe.Pointer) int { return *(*int)(unsafe.Add(field, unsafe.Sizeof(uintptr(0)))) }

func (w *writer) isShared(at unsafe.Pointer) bool {
	_, ok := w.shared.number[at]
	return ok
}

func (w *writer) lookMap(o *op, field unsafe.Pointer) {
	head := word(field)
	if head == nil {
		return
	}
	if _, ok := w.maps[uintptr(head)]; ok {
		return
	}
	w.maps[uintptr(head)] = uint64(len(w.mappings))
	m := mapping{o, reflect.New(o.typ).Elem()}
	m.m.Set(view(o.typ, field)) // the field may be a place that is used again
	w.mappings = append(w.mappings, m)
	if o.key.plain && o.elem.plain {
		return
	}
	m.each(func(key, value unsafe.Pointer) {
		w.look(key, o.key)
		w.look(value, o.elem)
	})
}

// boxed is where the value in an interface lies, and its plan; nil for nothing.
func (w *writer) boxed(o *op, field unsafe.Pointer) (unsafe.Pointer, *plan) {
	v := view(o.typ, field)
	if v.IsNil() {
		return nil, nil
	}
	t := v.Elem().Type()
	if _, ok := w.types[t]; !ok {
		w.fail(fmt.Errorf("a %s stands in an interface and is none of the types given", t))
		return nil, nil
	}
	box := unsafe.Add(field, unsafe.Sizeof(uintptr(0)))
	switch t.Kind() {
	case reflect.Pointer:
		return box, w.plans.get(t) // the word is the pointer
	case reflect.Map, reflect.Func, reflect.Chan, reflect.UnsafePointer:
		w.fail(fmt.Errorf("a %s in an interface cannot be kept", t))
		return nil, nil
	case reflect.Struct, reflect.Array:
		if directIface(t) {
			w.fail(fmt.Errorf("a %s in an interface cannot be kept", t))
			return nil, nil
		}
	}
	return word(box), w.plans.get(t)
}

// directIface tells whether a struct or array is one pointer, which an interface
// holds without a box.
func directIface(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Struct:
		return t.NumField() == 1 && directIface(t.Field(0).Type)
	case reflect.Array:
		return t.Len() == 1 && directIface(t.Elem())
	case reflect.Pointer, reflect.Map, reflect.Func, reflect.Chan, reflect.UnsafePointer:
		return true
	}
	return false
}

func (w *writer) lookInterface(o *op, field unsafe.Pointer) {
	if at, p := w.boxed(o, field); p != nil {
		w.look(at, p)
	}
}

func (w *writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// join finds the heads: what lies within or overlaps is written as one.
func (w *writer) join() {
	w.order = w.byAddress()
	var head *extent
	var at uint32
	var end uintptr
	for _, i := range w.order {
		e := w.extents.at(i)
		stop := e.at + uintptr(e.n)*w.plan(e).size
		switch {
		case head == nil || e.at >= end:
			head, at, end = e, i, stop
			e.head = i
			continue
		case stop <= end:
		case w.plan(head).plain && w.plan(e).plain:
			if head.plan != e.plan {
				head.n, head.plan = uint32(end-head.at), uint32(w.plans.bytes.id)
			}
			end = stop
			head.n = uint32((end - head.at) / w.plan(head).size)
		case head.plan == e.plan && (e.at-head.at)%w.plan(e).size == 0:
			end = stop
			head.n = uint32((end - head.at) / w.plan(e).size)
		default:
			w.fail(fmt.Errorf("a %s and a %s overlap", w.plan(head).typ, w.plan(e).typ))
		}
		e.head, e.off = at, uint64(e.at-head.at)
	}
	w.each(func(e *extent) {
		p := w.plan(e)
		if !p.plain {
			e.off = w.blocks
			w.blocks++
			return
		}
		e.off = (w.size+7)&^7 + uint64(e.at&7) // aligned as it was
		w.size = e.off + uint64(e.n)*uint64(p.size)
	})
}

func (w *writer) plan(e *extent) *plan { return w.plans.list[e.plan] }

// each visits the heads in the order of their addresses.
func (w *writer) each(visit func(e *extent)) {
	for _, i := range w.order {
		if e := w.extents.at(i); e.head == i {
			visit(e)
		}
	}
}

// byAddress lists the extents by where they lie: a radix sort, since there are
// millions.
func (w *writer) byAddress() []uint32 {
	const digit = 11
	order, next := make([]uint32, w.extents.n), make([]uint32, w.extents.n)
	low, high := ^uintptr(0), uintptr(0)
	for i := range order {
		order[i] = uint32(i)
		at := w.extents.at(uint32(i)).at
		low, high = min(low, at), max(high, at)
	}
	for shift := 0; len(order) > 0 && (high-low)>>shift > 0; shift += digit {
		var start [1<<digit + 1]int
		for _, i := range order {
			start[(w.extents.at(i).at-low)>>shift&(1<<digit-1)+1]++
		}
		for d := range 1 << digit {
			start[d+1] += start[d]
		}
		for _, i := range order {
			d := (w.extents.at(i).at - low) >> shift & (1<<digit - 1)
			next[start[d]] = i
			start[d]++
		}
		order, next = next, order
	}
	return order
}

// The references of an image, by their lowest bits.
const (
	refShared = iota
	refPlain
	refBlock
	refNil
	refBits = 2
)

// reference writes where a pointer leads to.
func (w *writer) reference(to unsafe.Pointer, p *plan) {
	if to == nil {
		w.out.uint(refNil)
		return
	}
	if p.shared {
		if n, ok := w.shared.number[to]; ok {
			w.out.uint(n<<refBits | refShared)
			return
		}
	}
	if p.size == 0 {
		w.out.uint(refNil | 1<<refBits)
		return
	}
	i, known := w.table.find(&w.extents, uintptr(to))
	if !known {
		w.fail(fmt.Errorf("a pointer to a %s leads to what was not found", p.typ))
		return
	}
	e, off := w.extents.at(i), uint64(0)
	if e.head != i {
		e, off = w.extents.at(e.head), e.off
	}
	if w.plan(e).plain {
		w.out.uint((e.off+off)<<refBits | refPlain)
		return
	}
	w.out.uint(e.off<<refBits | refBlock)
	w.out.uint(off)
}

// write writes everything: bytes first, then what the other blocks are, then
// their pieces, then the maps.
func (w *writer) write(root unsafe.Pointer, p *plan) {
	w.out.bytes(w.shared.sum[:])
	for _, n := range []uint64{w.size, w.blocks, uint64(len(w.mappings))} {
		w.out.uint(n)
	}
	w.out.mark()
	at := uint64(0)
	w.each(func(e *extent) {
		if p := w.plan(e); p.plain {
			n := uint64(e.n) * uint64(p.size)
			w.out.zeros(e.off - at)
			w.out.bytes(unsafe.Slice((*byte)(pointer(e.at)), n))
			at = e.off + n
		}
	})
	w.out.mark()
	w.each(func(e *extent) {
		if !w.plan(e).plain {
			w.out.uint(uint64(e.plan))
			w.out.uint(uint64(e.n))
		}
	})
	for i := range w.mappings {
		w.out.uint(w.plans.get(w.mappings[i].op.typ).id)
		w.out.uint(uint64(w.mappings[i].m.Len()))
	}
	w.reference(root, p)
	w.each(func(e *extent) {
		p := w.plan(e)
		for k := uint32(0); k < e.n && !p.plain; k++ {
			w.value(unsafe.Add(pointer(e.at), uintptr(k)*p.size), p)
		}
	})
	for i := range w.mappings {
		m := &w.mappings[i]
		m.each(func(key, value unsafe.Pointer) {
			w.value(key, m.op.key)
			w.value(value, m.op.elem)
		})
	}
}

// value writes the pieces of a value.
func (w *writer) value(at unsafe.Pointer, p *plan) {
	if p.plain {
		w.out.bytes(unsafe.Slice((*byte)(at), p.size))
		return
	}
	for i := range p.ops {
		o := &p.ops[i]
		field := unsafe.Add(at, o.off)
		switch o.kind {
		case opRaw:
			w.out.bytes(unsafe.Slice((*byte)(field), o.size))
		case opPointer:
			w.reference(word(field), o.elem)
		case opString:
			s := *(*string)(field)
			w.out.uint(uint64(len(s)))
			if len(s) > 0 {
				w.reference(unsafe.Pointer(unsafe.StringData(s)), w.plans.bytes)
			}
		case opSlice:
			switch n := sliceLen(field); {
			case word(field) == nil:
				w.out.uint(0)
			default:
				w.out.uint(uint64(n) + 1)
				if n > 0 && o.elem.size > 0 {
					w.reference(word(field), o.elem)
				}
			}
		case opMap:
			if head := word(field); head == nil {
				w.out.uint(0)
			} else {
				w.out.uint(w.maps[uintptr(head)] + 1)
			}
		case opInterface:
			w.inInterface(o, field)
		case opSyncMap:
			entries := w.syncMaps[uintptr(field)]
			w.out.uint(uint64(len(entries)))
			for k := range entries {
				w.value(unsafe.Pointer(&entries[k]), w.plans.entry)
			}
		}
	}
}

func (w *writer) inInterface(o *op, field unsafe.Pointer) {
	at, p := w.boxed(o, field)
	if p == nil {
		w.out.uint(0)
		return
	}
	w.out.uint(w.types[p.typ] + 1)
	w.value(at, p)
}

// table finds extents by address: open addressing, a power of two of slots. A
// slot is some bits of the address and the extent's number plus one, so that
// nearly always only the extent that is looked for is touched.
type table struct {
	slots []uint64
	used  int
}

// find is the number of the extent at an address; of the next one to be made,
// if there is none.
func (t *table) find(extents *list, at uintptr) (uint32, bool) {
	if t.used*3 >= len(t.slots)*2 {
		t.grow(extents)
	}
	s, tag := t.place(extents, at)
	if *s != 0 {
		return uint32(*s) - 1, true
	}
	t.used++
	*s = tag | uint64(t.used)
	return uint32(t.used) - 1, false
}

func (t *table) place(extents *list, at uintptr) (slot *uint64, tag uint64) {
	const tagBits = 0xffffffff << 32
	mask := uint64(len(t.slots) - 1)
	h := uint64(at) * 0x9e3779b97f4a7c15
	h ^= h >> 32
	tag = h << 32
	for h := uint64(at) * 0xd6e8feb86659fd93 >> 30; ; h++ {
		s := &t.slots[h&mask]
		if *s == 0 || *s&tagBits == tag && extents.at(uint32(*s)-1).at == at {
			return s, tag
		}
	}
}

func (t *table) grow(extents *list) {
	t.slots = make([]uint64, max(1<<16, 4*len(t.slots)))
	for i := range uint32(extents.n) {
		s, tag := t.place(extents, extents.at(i).at)
		*s = tag | uint64(i+1)
	}
}
