// Package lattice knows order: persistent maps whose joins cost only what
// differs. It must not know what is being ordered.
//
// Its window is Map.All.
package lattice

import "math/bits"

// Map is an immutable map from uint64 to V. Copies share structure, so a
// snapshot is one pointer and a join of two maps that share a past visits only
// what changed since. It is the big-endian Patricia tree of Okasaki and Gill,
// "Fast Mergeable Integer Maps" (1998). The zero Map is empty.
type Map[V any] struct{ root *node[V] }

type node[V any] struct {
	key         uint64 // of a leaf; the common prefix of a branch
	bit         uint64 // branching bit; 0 in a leaf
	left, right *node[V]
	val         *V // nil in a branch: branches are copied often and stay small
}

// newLeaf makes a leaf that lies beside its value.
func newLeaf[V any](key uint64, val V) *node[V] {
	l := &struct {
		node[V]
		held V
	}{node[V]{key: key}, val}
	l.val = &l.held
	return &l.node
}

func prefixOf(key, bit uint64) uint64 { return key &^ (bit | (bit - 1)) }

func (n *node[V]) matches(key uint64) bool { return prefixOf(key, n.bit) == n.key }

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
		if key&n.bit == 0 {
			n = n.left
		} else {
			n = n.right
		}
	}
	if n != nil && n.key == key {
		return *n.val, true
	}
	var zero V
	return zero, false
}

// Set returns the map with one entry added or replaced.
func (m Map[V]) Set(key uint64, val V) Map[V] {
	return Map[V]{insert(m.root, newLeaf(key, val))}
}

func link[V any](a, b *node[V]) *node[V] {
	bit := uint64(1) << (63 - bits.LeadingZeros64(a.key^b.key))
	n := &node[V]{key: prefixOf(a.key, bit), bit: bit}
	if a.key&bit == 0 {
		n.left, n.right = a, b
	} else {
		n.left, n.right = b, a
	}
	return n
}

func insert[V any](n, leaf *node[V]) *node[V] {
	switch {
	case n == nil:
		return leaf
	case n.bit == 0 && n.key == leaf.key:
		return leaf
	case n.bit == 0 || !n.matches(leaf.key):
		return link(n, leaf)
	case leaf.key&n.bit == 0:
		return &node[V]{key: n.key, bit: n.bit, left: insert(n.left, leaf), right: n.right}
	}
	return &node[V]{key: n.key, bit: n.bit, left: n.left, right: insert(n.right, leaf)}
}

// Delete returns the map without the key.
func (m Map[V]) Delete(key uint64) Map[V] { return Map[V]{remove(m.root, key)} }

func remove[V any](n *node[V], key uint64) *node[V] {
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
	l, r := n.left, n.right
	if key&n.bit == 0 {
		l = remove(l, key)
	} else {
		r = remove(r, key)
	}
	return rebuild(n, l, r)
}

func rebuild[V any](n, l, r *node[V]) *node[V] {
	switch {
	case l == n.left && r == n.right:
		return n
	case l == nil:
		return r
	case r == nil:
		return l
	}
	return &node[V]{key: n.key, bit: n.bit, left: l, right: r}
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
}

// Join merges two maps. Shared subtrees are taken as they are, so Both must be
// idempotent: join(v, v) = v.
func (m Map[V]) Join(o Map[V], how *Merge[V]) Map[V] {
	return Map[V]{join(m.root, o.root, how)}
}

func join[V any](a, b *node[V], how *Merge[V]) *node[V] {
	switch {
	case a == b:
		return a
	case a == nil:
		return keep(b, how.Right, how)
	case b == nil:
		return keep(a, how.Left, how)
	case a.bit == 0 && b.bit == 0 && a.key == b.key:
		if a.val == b.val {
			return a
		}
		v, changed := how.Both(a.key, *a.val, *b.val)
		if !changed {
			return a
		}
		return newLeaf(a.key, v)
	case a.bit != 0 && a.bit == b.bit && a.key == b.key:
		return rebuild(a, join(a.left, b.left, how), join(a.right, b.right, how))
	case a.bit > b.bit && a.matches(b.key):
		if b.key&a.bit == 0 {
			return rebuild(a, join(a.left, b, how), keep(a.right, how.Left, how))
		}
		return rebuild(a, keep(a.left, how.Left, how), join(a.right, b, how))
	case b.bit > a.bit && b.matches(a.key):
		if a.key&b.bit == 0 {
			return rebuild(b, join(a, b.left, how), keep(b.right, how.Right, how))
		}
		return rebuild(b, keep(b.left, how.Right, how), join(a, b.right, how))
	}
	l, r := keep(a, how.Left, how), keep(b, how.Right, how)
	if l == nil {
		return r
	}
	if r == nil {
		return l
	}
	return link(l, r)
}

func keep[V any](n *node[V], f func(uint64, V) (V, bool), how *Merge[V]) *node[V] {
	if f == nil || n == nil {
		return n
	}
	if n.bit == 0 {
		v, ok := f(n.key, *n.val)
		if !ok {
			return nil
		}
		if how.SameV != nil && how.SameV(v, *n.val) {
			return n
		}
		return newLeaf(n.key, v)
	}
	return rebuild(n, keep(n.left, f, how), keep(n.right, f, how))
}

// All visits the entries in ascending order of key until f returns false.
func (m Map[V]) All(f func(key uint64, v V) bool) { walk(m.root, f) }

func walk[V any](n *node[V], f func(uint64, V) bool) bool {
	if n == nil {
		return true
	}
	if n.bit == 0 {
		return f(n.key, *n.val)
	}
	return walk(n.left, f) && walk(n.right, f)
}

// Range visits the entries with lo <= key < hi in ascending order.
func (m Map[V]) Range(lo, hi uint64, f func(key uint64, v V) bool) { span(m.root, lo, hi, f) }

func span[V any](n *node[V], lo, hi uint64, f func(uint64, V) bool) bool {
	if n == nil {
		return true
	}
	if n.bit == 0 {
		if n.key < lo || n.key >= hi {
			return true
		}
		return f(n.key, *n.val)
	}
	last := n.key | n.bit | (n.bit - 1)
	if last < lo || n.key >= hi {
		return true
	}
	return span(n.left, lo, hi, f) && span(n.right, lo, hi, f)
}
