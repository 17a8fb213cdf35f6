package syntax

// slab hands out nodes of one type from blocks, so that a tree costs few
// allocations and its nodes lie in the order they are walked in.
type slab[T any] struct{ free []T }

// Blocks double up to this many nodes: small files stay small, and one living
// node of a big tree does not keep much more than itself alive.
const maxBlock = 256

func (s *slab[T]) new() *T {
	if len(s.free) == cap(s.free) {
		s.free = make([]T, 0, min(max(16, 2*cap(s.free)), maxBlock))
	}
	s.free = s.free[:len(s.free)+1]
	return &s.free[len(s.free)-1]
}

// list returns a copy of x that no append can overrun.
func (s *slab[T]) list(x []T) []T {
	n := len(x)
	if n == 0 {
		return nil
	}
	if cap(s.free)-len(s.free) < n {
		s.free = make([]T, 0, max(n, min(max(16, 2*cap(s.free)), 2*maxBlock)))
	}
	o := len(s.free)
	s.free = append(s.free, x...)
	return s.free[o : o+n : o+n]
}

// stack is where lists grow while their elements are parsed: nested lists sit
// on top of one another, and each is cut off into its slab when it is complete.
type stack[T any] struct {
	items []T
	slab  slab[T]
}

func (s *stack[T]) push(x T) { s.items = append(s.items, x) }
func (s *stack[T]) len() int { return len(s.items) }

// drop forgets what was pushed since the stack had n items.
func (s *stack[T]) drop(n int) { s.items = s.items[:n] }

// cut takes off what was pushed since the stack had n items.
func (s *stack[T]) cut(n int) []T {
	r := s.slab.list(s.items[n:])
	s.items = s.items[:n]
	return r
}
