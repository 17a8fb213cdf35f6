package image

import (
	"bytes"
	"reflect"
	"sync"
	"testing"
)

type leaf struct {
	N    int32
	Name string
}

type shape interface{ Area() int }

type square struct{ side int }

func (s square) Area() int { return s.side * s.side }

type circle struct {
	r    int
	next *node
}

func (c *circle) Area() int { return 3 * c.r * c.r }

type model struct {
	Rows []leaf
	Do   func()
}

type node struct {
	next   *node
	leaves []leaf
	one    *leaf // an element of leaves
	count  *int32
	table  map[string]*node
	same   map[string]*node
	plain  map[[2]int32]uint64
	inner  map[string]map[string]int
	shapes []shape
	words  []string
	cut    []string
	empty  []int
	none   []int
	nested [2]struct {
		a uint8
		b []byte
	}
	memo  sync.Map
	lock  sync.RWMutex
	model *model
	row   *leaf
	work  func() `image:"-"`
	void  *struct{}
}

func graph(m *model) *node {
	n := &node{leaves: []leaf{{1, "one"}, {2, "two"}, {3, "three"}}, model: m, row: &m.Rows[1], work: func() {}, void: &struct{}{}}
	n.next = &node{next: n, plain: map[[2]int32]uint64{{1, 2}: 3}}
	n.inner = map[string]map[string]int{"a": {"x": 1}, "b": {"x": 2, "y": 3}, "c": nil}
	n.one, n.count = &n.leaves[1], &n.leaves[2].N
	n.table = map[string]*node{"self": n, "next": n.next, "": nil}
	n.same = n.table
	n.shapes = []shape{square{2}, &circle{3, n}, nil}
	n.words = []string{"a", "", "long enough"}
	n.cut = n.words[1:]
	n.empty = []int{}
	n.nested[1].a, n.nested[1].b = 7, []byte("bytes")
	n.memo.Store("k", n.next)
	n.lock.Lock()
	return n
}

var types = []any{square{}, &circle{}, "", &node{}}

func roundTrip(t *testing.T) *node {
	t.Helper()
	here, there := &model{Rows: []leaf{{1, "x"}, {2, "y"}}, Do: func() {}}, &model{Rows: []leaf{{1, "x"}, {2, "y"}}}
	var buf bytes.Buffer
	if err := Write(&buf, graph(here), NewShared(here), types...); err != nil {
		t.Fatal(err)
	}
	out := &struct{ n node }{}
	if err := Read(buf.Bytes(), &out.n, NewShared(there), types...); err != nil {
		t.Fatal(err)
	}
	n := out.n.next.next
	if n.model != there || n.row != &there.Rows[1] {
		t.Error("what is shared is not the reader's")
	}
	return n
}

func TestRoundTrip(t *testing.T) {
	n := roundTrip(t)
	if !reflect.DeepEqual(n.leaves, []leaf{{1, "one"}, {2, "two"}, {3, "three"}}) {
		t.Errorf("leaves: %v", n.leaves)
	}
	if n.one != &n.leaves[1] || n.count != &n.leaves[2].N {
		t.Error("pointers into a slice lead elsewhere")
	}
	if n.next.next != n || n.table["self"] != n || n.table["next"] != n.next || len(n.table) != 3 {
		t.Error("a circle is no circle any more")
	}
	n.same["new"] = n
	if n.table["new"] != n {
		t.Error("one map became two")
	}
	if len(n.inner) != 3 || n.inner["a"]["x"] != 1 || n.inner["b"]["x"] != 2 || n.inner["b"]["y"] != 3 || n.inner["c"] != nil {
		t.Errorf("maps of maps: %v", n.inner)
	}
	if n.next.plain[[2]int32{1, 2}] != 3 {
		t.Error("a map of plain values lost one")
	}
	if n.shapes[0].Area() != 4 || n.shapes[1].Area() != 27 || n.shapes[2] != nil || n.shapes[1].(*circle).next != n {
		t.Error("interfaces")
	}
	n.words[2] = "changed"
	if n.cut[1] != "changed" || n.words[0] != "a" || n.words[1] != "" {
		t.Errorf("parts of one slice: %q %q", n.words, n.cut)
	}
	if n.empty == nil || n.none != nil {
		t.Error("nil and empty are mixed up")
	}
	if n.nested[1].a != 7 || string(n.nested[1].b) != "bytes" {
		t.Error("nested")
	}
	if v, ok := n.memo.Load("k"); !ok || v.(*node) != n.next {
		t.Error("sync.Map")
	}
	if n.work != nil || !n.lock.TryLock() || n.void == nil {
		t.Error("what is left out is not zero")
	}
}

func TestWhatCannotBeKept(t *testing.T) {
	var buf bytes.Buffer
	if err := Write(&buf, &struct{ f func() }{func() {}}, NewShared()); err == nil {
		t.Error("a function was kept")
	}
	if err := Write(&buf, &struct{ v any }{7}, NewShared()); err == nil {
		t.Error("a type that was not named was kept")
	}
}

// TestOtherValues: an image is refused where what is shared is not what it was.
func TestOtherValues(t *testing.T) {
	here := &model{Rows: []leaf{{1, "x"}, {2, "y"}}}
	var buf bytes.Buffer
	if err := Write(&buf, graph(here), NewShared(here), types...); err != nil {
		t.Fatal(err)
	}
	for _, there := range []*model{{Rows: []leaf{{1, "x"}, {2, "z"}}}, {Rows: []leaf{{1, "x"}, {2, "y"}, {3, ""}}}, {}} {
		if err := Read(buf.Bytes(), &node{}, NewShared(there), types...); err == nil {
			t.Errorf("%v passes for %v", there, here)
		}
	}
}

// TestDamage changes an image byte by byte: there is an error or another graph,
// never a fault.
func TestDamage(t *testing.T) {
	m := &model{Rows: []leaf{{1, "x"}, {2, "y"}}}
	var buf bytes.Buffer
	if err := Write(&buf, graph(m), NewShared(m), types...); err != nil {
		t.Fatal(err)
	}
	for i := range buf.Len() {
		for _, x := range []byte{0x01, 0x80, 0xff} {
			data := bytes.Clone(buf.Bytes())
			data[i] ^= x
			_ = Read(data, &node{}, NewShared(m), types...)
			_ = Read(data[:i], &node{}, NewShared(m), types...)
		}
	}
}
