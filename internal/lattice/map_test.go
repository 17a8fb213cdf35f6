package lattice

import (
	"maps"
	"math/rand"
	"testing"
)

// TestMapAgainstBuiltin drives Map and Go's map with the same operations.
func TestMapAgainstBuiltin(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	sum := &Merge[int]{Both: func(_ uint64, a, b int) (int, bool) { return max(a, b), b > a }}
	for round := 0; round < 300; round++ {
		var a, b Map[int]
		ma, mb := map[uint64]int{}, map[uint64]int{}
		for i := 0; i < 60; i++ {
			k, v := uint64(rng.Intn(50))<<uint(rng.Intn(3)*20), rng.Intn(9)
			if rng.Intn(4) == 0 {
				a = a.Delete(k)
				delete(ma, k)
			} else {
				a, ma[k] = a.Set(k, v), v
			}
			if i == 30 {
				b = a
				for k, v := range ma {
					mb[k] = v
				}
			}
		}
		check(t, a, ma)
		check(t, b, mb)
		for k, v := range mb {
			ma[k] = max(ma[k], v)
		}
		check(t, a.Join(b, sum), ma)
		if !a.Join(a, sum).Same(a) {
			t.Fatal("a join a is not a")
		}
	}
}

// TestSetIn: setting in an era gives what Set gives, and leaves what was kept
// before the era alone.
func TestSetIn(t *testing.T) {
	in := &Room[int]{}
	rng := rand.New(rand.NewSource(2))
	type version struct {
		m    Map[int]
		want map[uint64]int
	}
	for range 200 {
		var m Map[int]
		now, era := map[uint64]int{}, uint32(1)
		var kept []version
		for range 100 {
			k, v := uint64(rng.Intn(50))<<uint(rng.Intn(4)*20), rng.Intn(9)
			switch rng.Intn(8) {
			case 0:
				m = m.Delete(k)
				delete(now, k)
			case 1:
				m, now[k] = m.Set(k, v), v
			case 2:
				kept = append(kept, version{m, maps.Clone(now)})
				era++
			default:
				m, now[k] = m.SetIn(in, era, k, v), v
			}
		}
		for _, old := range append(kept, version{m, now}) {
			check(t, old.m, old.want)
		}
	}
}

func check(t *testing.T, m Map[int], want map[uint64]int) {
	t.Helper()
	n, last := 0, uint64(0)
	m.All(func(k uint64, v int) bool {
		if w, ok := want[k]; !ok || w != v {
			t.Fatalf("key %d: %d, want %d %v", k, v, w, ok)
		}
		if n > 0 && k <= last {
			t.Fatal("out of order")
		}
		n, last = n+1, k
		return true
	})
	if n != len(want) {
		t.Fatalf("%d entries, want %d", n, len(want))
	}
	for k, w := range want {
		if v, ok := m.Get(k); !ok || v != w {
			t.Fatalf("Get(%d) = %d %v, want %d", k, v, ok, w)
		}
	}
	inRange := 0
	m.Range(10, 1<<21, func(k uint64, _ int) bool { inRange++; return true })
	for k := range want {
		if k >= 10 && k < 1<<21 {
			inRange--
		}
	}
	if inRange != 0 {
		t.Fatal("Range misses or adds entries")
	}
}
