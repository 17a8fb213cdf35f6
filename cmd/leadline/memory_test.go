package main

import "testing"

// TestResident: a program that stays lets a share of what lives lie about, and of
// very much a smaller one.
func TestResident(t *testing.T) {
	for live, want := range map[uint64]int{0: 50, 200 << 20: 50, 1000 << 20: 40, 1600 << 20: 25, 8000 << 20: keepingGarbage} {
		if got := atMost(residentGarbage, live); got != want {
			t.Errorf("%d MB live: %d %%, want %d", live>>20, got, want)
		}
	}
}

// TestGarbage: the heap stays in its budget as long as what lives allows it.
func TestGarbage(t *testing.T) {
	for _, c := range []struct {
		budget, live uint64
		want         int
	}{
		{400, 0, mostGarbage}, {400, 50, mostGarbage}, {400, 160, mostGarbage}, {400, 200, 100}, {400, 250, 60},
		{400, 390, leastGarbage}, {400, 400, leastGarbage}, {400, 4000, leastGarbage},
	} {
		got := garbage(c.budget<<20, c.live<<20)
		if got != c.want {
			t.Errorf("budget %d, live %d: %d %%, want %d", c.budget, c.live, got, c.want)
		}
		if heap := c.live * uint64(100+got) / 100; heap > c.budget && got > leastGarbage {
			t.Errorf("budget %d, live %d: the heap may grow to %d", c.budget, c.live, heap)
		}
	}
}

// TestRoomy: a scan fills the room that it has in any case, in steps that what lives
// may grow by meanwhile; one that stays, or that lives on more, has none.
func TestRoomy(t *testing.T) {
	for live, want := range map[uint64]int{0: 300, 20: 300, 96: 300, 128: 200, 200: 90, 300: leastGarbage, 384: leastGarbage, 2000: leastGarbage} {
		if got := (&pace{}).roomy(leastGarbage, live<<20); got != want {
			t.Errorf("%d MB live: %d %%, want %d", live, got, want)
		}
	}
	if got := (&pace{stays: true}).roomy(leastGarbage, 20<<20); got != leastGarbage {
		t.Errorf("a program that stays: %d %%", got)
	}
}
