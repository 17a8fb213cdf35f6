// Package lattice knows order: persistent maps whose joins cost only what
// differs. It must not know what is being ordered.
//
// Its window is Map.All.
package lattice

import (
	"math/bits"
	"unsafe"
)

// Map is an immutable map from uint64 to V. Copies share structure, so a
// snapshot is one pointer and a join of two maps that share a past visits only
// what changed since. It is the big-endian Patricia tree of Okasaki and Gill,
// "Fast Mergeable Integer Maps" (1998). The zero Map is empty.
type Map[V any] struct{ root *node }

// node begins every branch and every leaf. Which of them it is its bit tells,
// and only newBranch and newLeaf make nodes; so branches, which are copied on
// every way to a changed leaf, hold no more than they need.
type node struct {
	key uint64 // of a leaf; the common prefix of a branch
	bit uint8  // branching bit, counted from 1; 0 in a leaf
	era uint32 // in which it was made; 0 for none
}

type branch struct {
	node
	left, right *node
}

type leaf[V any] struct {
	node
	val V
}

func newBranch(key uint64, bit uint8, era uint32, left, right *node) *node {
	return &(&branch{node{key, bit, era}, left, right}).node
}

func newLeaf[V any](key uint64, era uint32, val V) *node {
	return &(&leaf[V]{node{key: key, era: era}, val}).node
}

// Room is memory for the nodes of maps that live about as long as one another: they
// are made many at a time, and go when none of them is in use. A nil one makes each by
// itself.
type Room[V any] struct {
	branches []branch
	leaves   []leaf[V]
}

// roomSize is how many nodes are made at a time.
const roomSize = 32

func (r *Room[V]) branch(key uint64, bit uint8, era uint32, left, right *node) *node {
	if r == nil {
		return newBranch(key, bit, era, left, right)
	}
	if len(r.branches) == 0 {
		r.branches = make([]branch, roomSize)
	}
	b := &r.branches[0]
	r.branches = r.branches[1:]
	*b = branch{node{key, bit, era}, left, right}
	return &b.node
}

func (r *Room[V]) leaf(key uint64, era uint32, val V) *node {
	if r == nil {
		return newLeaf(key, era, val)
	}
	if len(r.leaves) == 0 {
		r.leaves = make([]leaf[V], roomSize)
	}
	l := &r.leaves[0]
	r.leaves = r.leaves[1:]
	*l = leaf[V]{node{key: key, era: era}, val}
	return &l.node
}

// branch is the whole branch that a node with a bit begins.
func (n *node) branch() *branch { return (*branch)(unsafe.Pointer(n)) }

// valueOf is the value of the leaf that a node without a bit begins.
func valueOf[V any](n *node) *V { return &(*leaf[V])(unsafe.Pointer(n)).val }

func prefixOf(key uint64, bit uint8) uint64 { return key >> bit << bit }

// isLeft tells on which side of a branch a key lies.
func isLeft(key uint64, bit uint8) bool { return key>>(bit-1)&1 == 0 }

func (n *node) matches(key uint64) bool { return prefixOf(key, n.bit) == n.key }

// Empty tells whether the map has no entry.
func (m Map[V]) Empty() bool { return m.root == nil }

// Same tells whether two maps are the same tree (a cheap, sufficient test of
// equality).
func (m Map[V]) Same(o Map[V]) bool { return m.root == o.root }

// Get looks a key up.
func (m Map[V]) Get(key uint64) (V, bool) {
	n := m.root
	for n != nil && n.bit != 0 {
		if !n.matches(key) {
			n = nil
			break
		}
		if isLeft(key, n.bit) {
			n = n.branch().left
		} else {
			n = n.branch().right
		}
	}
	if n != nil && n.key == key {
		return *valueOf[V](n), true
	}
	var zero V
	return zero, false
}

// Set returns the map with one entry added or replaced.
func (m Map[V]) Set(key uint64, val V) Map[V] { return m.SetIn(nil, 0, key, val) }

// SetIn is Set that changes in place what was made in the same era, unless that
// is 0: one who sets much without looking back copies each branch only once. The
// era is over as soon as a copy of the map is kept, or while it is walked over;
// eras of maps that share structure differ.
func (m Map[V]) SetIn(in *Room[V], era uint32, key uint64, val V) Map[V] {
	return Map[V]{insert(m.root, in, era, key, val)}
}

func link[V any](in *Room[V], era uint32, a, b *node) *node {
	bit := uint8(64 - bits.LeadingZeros64(a.key^b.key))
	if !isLeft(a.key, bit) {
		a, b = b, a
	}
	return in.branch(prefixOf(a.key, bit), bit, era, a, b)
}

func insert[V any](n *node, in *Room[V], era uint32, key uint64, val V) *node {
	switch {
	case n == nil:
		return in.leaf(key, era, val)
	case n.bit == 0 && n.key == key:
		if n.era == era && era != 0 {
			*valueOf[V](n) = val
			return n
		}
		return in.leaf(key, era, val)
	case n.bit == 0 || !n.matches(key):
		return link(in, era, n, in.leaf(key, era, val))
	}
	b := n.branch()
	left, right := b.left, b.right
	if isLeft(key, n.bit) {
		left = insert(left, in, era, key, val)
	} else {
		right = insert(right, in, era, key, val)
	}
	switch {
	case left == b.left && right == b.right:
		return n
	case n.era == era && era != 0:
		b.left, b.right = left, right
		return n
	}
	return in.branch(n.key, n.bit, era, left, right)
}

// Delete returns the map without the key.
func (m Map[V]) Delete(key uint64) Map[V] { return Map[V]{remove(m.root, key)} }

func remove(n *node, key uint64) *node {
	if n == nil {
		return nil
	}
	if n.bit == 0 {
		if n.key == key {
			return nil
		}
		return n
	}
	if !n.matches(key) {
		return n
	}
	l, r := n.branch().left, n.branch().right
	if isLeft(key, n.bit) {
		l = remove(l, key)
	} else {
		r = remove(r, key)
	}
	return rebuild[struct{}](nil, n, l, r)
}

func rebuild[V any](in *Room[V], n, l, r *node) *node {
	b := n.branch()
	switch {
	case l == b.left && r == b.right:
		return n
	case l == nil:
		return r
	case r == nil:
		return l
	}
	return in.branch(n.key, n.bit, 0, l, r)
}

// Merge says how Join treats entries.
type Merge[V any] struct {
	// Both combines the two values of one key and tells whether the result
	// differs from the first.
	Both func(key uint64, a, b V) (V, bool)
	// Left and Right treat an entry that only one side has: the value to
	// keep, and whether to keep it. A nil function keeps it as it is.
	Left, Right func(key uint64, v V) (V, bool)
	// SameV, when set, lets an entry that Left or Right gives back unchanged
	// be shared rather than rebuilt.
	SameV func(a, b V) bool
	// In is memory for what is made; nil for none.
	In *Room[V]
}

// Join merges two maps. Shared subtrees are taken as they are, so Both must be
// idempotent: join(v, v) = v.
func (m Map[V]) Join(o Map[V], how *Merge[V]) Map[V] {
	return Map[V]{join(m.root, o.root, how)}
}

func join[V any](a, b *node, how *Merge[V]) *node {
	switch {
	case a == b:
		return a
	case a == nil:
		return keep(b, how.Right, how)
	case b == nil:
		return keep(a, how.Left, how)
	case a.bit == 0 && b.bit == 0 && a.key == b.key:
		v, changed := how.Both(a.key, *valueOf[V](a), *valueOf[V](b))
		if !changed {
			return a
		}
		return how.In.leaf(a.key, 0, v)
	case a.bit != 0 && a.bit == b.bit && a.key == b.key:
		return rebuild(how.In, a, join(a.branch().left, b.branch().left, how), join(a.branch().right, b.branch().right, how))
	case a.bit > b.bit && a.matches(b.key):
		if isLeft(b.key, a.bit) {
			return rebuild(how.In, a, join(a.branch().left, b, how), keep(a.branch().right, how.Left, how))
		}
		return rebuild(how.In, a, keep(a.branch().left, how.Left, how), join(a.branch().right, b, how))
	case b.bit > a.bit && b.matches(a.key):
		if isLeft(a.key, b.bit) {
			return rebuild(how.In, b, join(a, b.branch().left, how), keep(b.branch().right, how.Right, how))
		}
		return rebuild(how.In, b, keep(b.branch().left, how.Right, how), join(a, b.branch().right, how))
	}
	l, r := keep(a, how.Left, how), keep(b, how.Right, how)
	if l == nil {
		return r
	}
	if r == nil {
		return l
	}
	return link(how.In, 0, l, r)
}

func keep[V any](n *node, f func(uint64, V) (V, bool), how *Merge[V]) *node {
	if f == nil || n == nil {
		return n
	}
	if n.bit == 0 {
		v, ok := f(n.key, *valueOf[V](n))
		if !ok {
			return nil
		}
		if how.SameV != nil && how.SameV(v, *valueOf[V](n)) {
			return n
		}
		return how.In.leaf(n.key, 0, v)
	}
	return rebuild(how.In, n, keep(n.branch().left, f, how), keep(n.branch().right, f, how))
}

// All visits the entries in ascending order of key until f returns false.
func (m Map[V]) All(f func(key uint64, v V) bool) { walk(m.root, f) }

func walk[V any](n *node, f func(uint64, V) bool) bool {
	if n == nil {
		return true
	}
	if n.bit == 0 {
		return f(n.key, *valueOf[V](n))
	}
	return walk(n.branch().left, f) && walk(n.branch().right, f)
}

// Range visits the entries with lo <= key < hi in ascending order.
func (m Map[V]) Range(lo, hi uint64, f func(key uint64, v V) bool) { span(m.root, lo, hi, f) }

func span[V any](n *node, lo, hi uint64, f func(uint64, V) bool) bool {
	if n == nil {
		return true
	}
	if n.bit == 0 {
		if n.key < lo || n.key >= hi {
			return true
		}
		return f(n.key, *valueOf[V](n))
	}
	last := n.key | (1<<n.bit - 1)
	if last < lo || n.key >= hi {
		return true
	}
	return span(n.branch().left, lo, hi, f) && span(n.branch().right, lo, hi, f)
}
