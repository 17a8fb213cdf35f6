package callgraph

import "leadline/internal/value"

// Kept are results that earlier runs have come to, by body. Nothing is put into it
// before a run has come to its end.
type Kept[K comparable, V any] []map[K]V

// Get is what is kept of a body under a key; the zero V for nothing.
func (k Kept[K, V]) Get(fn value.FuncID, key K) (out V) {
	if k != nil {
		out = k[fn][key]
	}
	return out
}

// Without lets go what is kept of some bodies, or all of it where it is not known of
// which it holds.
func (k Kept[K, V]) Without(suspects []bool, bodies int) Kept[K, V] {
	if suspects == nil || k == nil {
		return make(Kept[K, V], bodies)
	}
	for id, in := range suspects {
		if in {
			k[id] = nil
		}
	}
	return k
}

// Put keeps a result.
func (k Kept[K, V]) Put(fn value.FuncID, key K, v V) {
	if k[fn] == nil {
		k[fn] = map[K]V{}
	}
	k[fn][key] = v
}
