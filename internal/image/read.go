package image

import (
	"encoding/binary"
	"errors"
	"reflect"
	"sync"
	"unsafe"
)

// reader makes a graph of an image.
type reader struct {
	plans  *plans
	shared *Shared
	types  []reflect.Type
	plain  []byte
	in     []byte
	blocks []made
	maps   []made
}

// made is a block's memory in the reader, or a map.
type made struct {
	plan *plan
	at   unsafe.Pointer
	size uintptr
	n    int
	m    reflect.Value
}

// Read makes what an image holds, as Write's root pointed to: root is a pointer
// to the same type, shared and types are what the writer had. On an error what
// root points to is not to be used.
func Read(data []byte, root any, shared *Shared, types ...any) (err error) {
	v := reflect.ValueOf(root)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return errors.New("the root of an image is a pointer")
	}
	r := &reader{plans: newPlans(v.Type().Elem(), types, shared), shared: shared}
	for _, t := range types {
		r.types = append(r.types, reflect.TypeOf(t))
	}
	defer func() {
		switch f := recover().(type) {
		case nil:
		case damage:
			err = errDamaged
		default:
			panic(f)
		}
	}()
	return r.read(data, v)
}

// damage is panicked where an image does not say what an image says.
type damage struct{}

func check(ok bool) {
	if !ok {
		panic(damage{})
	}
}

func (r *reader) read(data []byte, root reflect.Value) error {
	head, data, err := unpack(data)
	if err != nil {
		return err
	}
	r.in = head
	var sum [len(r.shared.sum)]byte
	r.bytes(unsafe.Pointer(&sum), uintptr(len(sum)))
	if sum != r.shared.sum {
		return errors.New("the image was written beside other values")
	}
	size, count, maps := r.uint(), r.uint(), r.uint()
	if r.plain, data, err = unpack(data); err != nil {
		return err
	}
	check(uint64(len(r.plain)) == size)
	if r.in, _, err = unpack(data); err != nil {
		return err
	}
	check(count <= uint64(len(r.in)) && maps <= uint64(len(r.in)))
	r.make(int(count), int(maps))
	top := r.pointer(r.plans.get(root.Type().Elem()))
	for i := range r.blocks {
		b := &r.blocks[i]
		for k := range b.n {
			r.value(unsafe.Add(b.at, uintptr(k)*b.plan.size), b.plan)
		}
	}
	for i := range r.maps {
		r.fill(&r.maps[i])
	}
	check(top != nil)
	root.Elem().Set(view(root.Type().Elem(), top))
	return nil
}

// make allocates all blocks and maps. Blocks of one type lie side by side.
func (r *reader) make(count, maps int) {
	r.blocks = make([]made, count)
	total := map[*plan]int{}
	for i := range r.blocks {
		p := r.plan()
		n := r.uint()
		check(!p.plain && p.size > 0 && n <= uint64(len(r.in)))
		r.blocks[i] = made{plan: p, n: int(n), size: uintptr(n) * p.size}
		total[p] += int(n)
		check(total[p] <= 2*len(r.in)) // each takes some bytes
	}
	room := map[*plan]unsafe.Pointer{}
	for i := range r.blocks {
		b := &r.blocks[i]
		at, ok := room[b.plan]
		if !ok {
			at = reflect.MakeSlice(reflect.SliceOf(b.plan.typ), total[b.plan], total[b.plan]).UnsafePointer()
		}
		b.at = at
		if total[b.plan] -= b.n; total[b.plan] > 0 {
			room[b.plan] = unsafe.Add(at, b.size)
		}
	}
	r.maps = make([]made, maps)
	for i := range r.maps {
		p := r.plan()
		n := r.uint()
		check(p.typ.Kind() == reflect.Map && n <= uint64(len(r.in)))
		r.maps[i] = made{plan: p, n: int(n), m: reflect.MakeMapWithSize(p.typ, int(n))}
	}
}

func (r *reader) plan() *plan {
	id := r.uint()
	check(id < uint64(len(r.plans.list)))
	return r.plans.list[id]
}

func (r *reader) uint() uint64 {
	n, k := binary.Uvarint(r.in)
	check(k > 0)
	r.in = r.in[k:]
	return n
}

func (r *reader) bytes(at unsafe.Pointer, n uintptr) {
	check(n <= uintptr(len(r.in)))
	copy(unsafe.Slice((*byte)(at), n), r.in)
	r.in = r.in[n:]
}

// memory finds what a reference leads to, where n elements of a plan must lie.
func (r *reader) memory(p *plan, n uint64) unsafe.Pointer {
	x := r.uint()
	to, size := x>>refBits, n*uint64(p.size)
	switch x & (1<<refBits - 1) {
	case refShared:
		check(to < uint64(len(r.shared.at)) && n == 1)
		return r.shared.at[to]
	case refPlain:
		check(p.plain && to <= uint64(len(r.plain)) && size <= uint64(len(r.plain))-to)
		return unsafe.Pointer(unsafe.SliceData(r.plain[to:]))
	case refBlock:
		check(to < uint64(len(r.blocks)))
		b, off := &r.blocks[to], r.uint()
		check(off <= uint64(b.size) && size <= uint64(b.size)-off)
		return unsafe.Add(b.at, off)
	}
	if to != 0 {
		return reflect.New(p.typ).UnsafePointer() // of no size
	}
	return nil
}

// there is memory that is not nil.
func (r *reader) there(p *plan, n uint64) unsafe.Pointer {
	at := r.memory(p, n)
	check(at != nil)
	return at
}

func (r *reader) pointer(p *plan) unsafe.Pointer { return r.memory(p, 1) }

// value reads the pieces of a value.
func (r *reader) value(at unsafe.Pointer, p *plan) {
	if p.plain {
		r.bytes(at, p.size)
		return
	}
	for i := range p.ops {
		o := &p.ops[i]
		field := unsafe.Add(at, o.off)
		switch o.kind {
		case opRaw:
			r.bytes(field, o.size)
		case opPointer:
			*(*unsafe.Pointer)(field) = r.pointer(o.elem)
		case opString:
			if n := r.uint(); n > 0 {
				*(*string)(field) = unsafe.String((*byte)(r.there(r.plans.bytes, n)), n)
			}
		case opSlice:
			r.slice(field, o)
		case opMap:
			if n := r.uint(); n > 0 {
				check(n <= uint64(len(r.maps)) && r.maps[n-1].plan.typ == o.typ)
				view(o.typ, field).Set(r.maps[n-1].m)
			}
		case opInterface:
			if n := r.uint(); n > 0 {
				check(n <= uint64(len(r.types)))
				t := r.types[n-1]
				check(t.AssignableTo(o.typ))
				v := reflect.New(t)
				r.value(v.UnsafePointer(), r.plans.get(t))
				view(o.typ, field).Set(v.Elem())
			}
		case opSyncMap:
			for range r.uint() {
				var e [2]any
				r.value(unsafe.Pointer(&e), r.plans.entry)
				(*sync.Map)(field).Store(e[0], e[1])
			}
		}
	}
}

// header is how a slice lies in memory.
type header struct {
	data     unsafe.Pointer
	len, cap int
}

func (r *reader) slice(field unsafe.Pointer, o *op) {
	n := r.uint()
	if n == 0 {
		return
	}
	n--
	if n == 0 || o.elem.size == 0 {
		check(n < 1<<31)
		view(o.typ, field).Set(reflect.MakeSlice(o.typ, int(n), int(n)))
		return
	}
	check(n < 1<<40)
	*(*header)(field) = header{r.there(o.elem, n), int(n), int(n)}
}

// fill fills a map.
func (r *reader) fill(m *made) {
	t := m.plan.typ
	key, value := r.plans.get(t.Key()), r.plans.get(t.Elem())
	for range m.n {
		k, v := reflect.New(t.Key()), reflect.New(t.Elem())
		r.value(k.UnsafePointer(), key)
		r.value(v.UnsafePointer(), value)
		m.m.SetMapIndex(k.Elem(), v.Elem())
	}
}
