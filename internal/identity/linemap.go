package identity

import "strings"

// LineMap says where the lines of one text are in another.
type LineMap struct {
	to []int // by old line, from 1; 0 for a line that is gone
	// same tells for each old line whether it is unchanged but for layout.
	same []bool
}

// maxEdits bounds the search for a shortest difference; beyond it the rest of
// a hunk counts as rewritten.
const maxEdits = 2000

// MapLines compares two texts line by line. Layout at both ends of a line does
// not count, so a block that was moved to the right is the same block. In a
// hunk that replaces n lines by n others, each is taken for the changed form of
// its counterpart.
func MapLines(old, new string) *LineMap {
	a, b := trimmedLines(old), trimmedLines(new)
	m := &LineMap{to: make([]int, len(a)+1), same: make([]bool, len(a)+1)}
	m.region(a, b, 0, 0)
	m.pairRest(len(a), len(b))
	return m
}

// Line is the line of the new text that an old one became.
func (m *LineMap) Line(old int) (int, bool) {
	if m == nil || old < 1 || old >= len(m.to) || m.to[old] == 0 {
		return 0, false
	}
	return m.to[old], true
}

// Kept tells whether an old line stands unchanged in the new text.
func (m *LineMap) Kept(old int) bool { return m != nil && old >= 1 && old < len(m.same) && m.same[old] }

// Came tells whether a line of the new text stood unchanged in the old one.
func (m *LineMap) Came(new int) bool {
	if m == nil {
		return false
	}
	for i := range m.to {
		if m.to[i] == new && m.same[i] {
			return true
		}
	}
	return false
}

// Stood are the lines of the new text that stood unchanged in the old one.
func (m *LineMap) Stood() map[int]bool {
	out := map[int]bool{}
	if m == nil {
		return out
	}
	for i := range m.to {
		if m.same[i] && m.to[i] != 0 {
			out[m.to[i]] = true
		}
	}
	return out
}

// Changed tells whether any line from first to last was changed or removed, or
// whether one was added between them.
func (m *LineMap) Changed(first, last int) bool {
	if m == nil {
		return true
	}
	for i := max(first, 1); i <= last && i < len(m.to); i++ {
		if !m.same[i] || i > first && m.to[i] != m.to[i-1]+1 {
			return true
		}
	}
	return false
}

func trimmedLines(s string) []string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return lines
}

// region aligns a and b, which start at lines i+1 and j+1: equal ends first,
// then the lines that are unique on both sides, in order, then what is left.
func (m *LineMap) region(a, b []string, i, j int) {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		m.keep(i+1, j+1)
		a, b, i, j = a[1:], b[1:], i+1, j+1
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		m.keep(i+len(a), j+len(b))
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 || len(b) == 0 {
		return
	}
	anchors := uniqueInOrder(a, b)
	if len(anchors) == 0 {
		m.shortest(a, b, i, j)
		return
	}
	x, y := 0, 0
	for _, p := range anchors {
		m.region(a[x:p[0]], b[y:p[1]], i+x, j+y)
		m.keep(i+p[0]+1, j+p[1]+1)
		x, y = p[0]+1, p[1]+1
	}
	m.region(a[x:], b[y:], i+x, j+y)
}

func (m *LineMap) keep(old, new int) { m.to[old], m.same[old] = new, true }

// uniqueInOrder are the lines that occur once on each side, cut down to a
// longest series that is in the same order on both.
func uniqueInOrder(a, b []string) [][2]int {
	type count struct{ a, b, at int }
	counts := map[string]*count{}
	for _, l := range a {
		c := counts[l]
		if c == nil {
			c = &count{}
			counts[l] = c
		}
		c.a++
	}
	for j, l := range b {
		if c := counts[l]; c != nil {
			c.b++
			c.at = j
		}
	}
	var pairs [][2]int
	for i, l := range a {
		if c := counts[l]; c.a == 1 && c.b == 1 && l != "" {
			pairs = append(pairs, [2]int{i, c.at})
		}
	}
	return increasing(pairs)
}

// increasing is a longest subsequence whose second numbers increase.
func increasing(pairs [][2]int) [][2]int {
	var piles []int // index of each pile's top
	back := make([]int, len(pairs))
	for i, p := range pairs {
		lo, hi := 0, len(piles)
		for lo < hi {
			if mid := (lo + hi) / 2; pairs[piles[mid]][1] < p[1] {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		back[i] = -1
		if lo > 0 {
			back[i] = piles[lo-1]
		}
		if lo == len(piles) {
			piles = append(piles, i)
		} else {
			piles[lo] = i
		}
	}
	out := make([][2]int, len(piles))
	if len(piles) > 0 {
		for i, k := piles[len(piles)-1], len(piles)-1; k >= 0; i, k = back[i], k-1 {
			out[k] = pairs[i]
		}
	}
	return out
}

// shortest aligns by a longest common subsequence, where that is affordable.
func (m *LineMap) shortest(a, b []string, i, j int) {
	if len(a)*len(b) > maxEdits*maxEdits {
		return
	}
	width := len(b) + 1
	best := make([]uint16, (len(a)+1)*width)
	for x := len(a) - 1; x >= 0; x-- {
		for y := len(b) - 1; y >= 0; y-- {
			if a[x] == b[y] {
				best[x*width+y] = best[(x+1)*width+y+1] + 1
			} else {
				best[x*width+y] = max(best[(x+1)*width+y], best[x*width+y+1])
			}
		}
	}
	for x, y := 0, 0; x < len(a) && y < len(b); {
		switch {
		case a[x] == b[y]:
			m.keep(i+x+1, j+y+1)
			x, y = x+1, y+1
		case best[(x+1)*width+y] >= best[x*width+y+1]:
			x++
		default:
			y++
		}
	}
}

// pairRest pairs the lines of hunks that replace n lines by n others.
func (m *LineMap) pairRest(olds, news int) {
	before := 0 // the new line of the kept line before the hunk
	for i := 1; i <= olds; i++ {
		if m.same[i] {
			before = m.to[i]
			continue
		}
		end := i
		for end <= olds && !m.same[end] {
			end++
		}
		after := news + 1
		if end <= olds {
			after = m.to[end]
		}
		if after-before-1 == end-i {
			for k := i; k < end; k++ {
				m.to[k] = before + 1 + k - i
			}
		}
		i = end - 1
	}
}
