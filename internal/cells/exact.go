package cells

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"leadline/internal/notebook"
)

// What the page prints where all of it is known, against what is stored: this
// needs no order to be known, and two computations of one text are one.

// match tells how a stored output stands to what the page prints.
type match uint8

const (
	unknown match = iota
	same
	another
)

// maxTold bounds the letters of outputs that are compared: longer ones are often
// stored in parts.
const maxTold = 3900

// Told compares the stored output of a cell with what it prints from top to
// bottom, where all of that is known.
func (g *Graph) Told(c int) (right, known bool) {
	j := &judge{in: &g.input, g: g}
	how := j.confirms(c)
	return how == same, how != unknown
}

// confirms compares the stored output of a cell with what it prints on the page.
func (j *judge) confirms(c int) match {
	if j.in.Notebook.Python2 || j.stops(c) {
		return unknown
	}
	stored, ok := told(j.in.Notebook, j.cell(c))
	if !ok || len(stored) > maxTold {
		return unknown
	}
	text, ok := j.printed(c)
	switch {
	case !ok:
		return unknown
	case text.Raises:
		return another
	}
	a, b := plainly(stored), plainly(text.Text)
	switch {
	case a == b:
		return same
	case alike(a, b):
		return unknown
	}
	return another
}

// alike tells whether two texts differ in no more than versions of Python and its
// libraries do: in how many digits of a number are shown, in the order of keys.
func alike(a, b string) bool {
	a, b = strings.ReplaceAll(a, ",dtype=bool", ""), strings.ReplaceAll(b, ",dtype=bool", "")
	if sorted(a) == sorted(b) {
		return true
	}
	for a != "" && b != "" {
		x, m := number(a)
		y, n := number(b)
		switch {
		case m > 0 && n > 0:
			if math.Abs(x-y) > 1e-7*max(math.Abs(x), math.Abs(y)) {
				return false
			}
			a, b = a[m:], b[n:]
		case a[0] != b[0]:
			return false
		default:
			a, b = a[1:], b[1:]
		}
	}
	return a == b
}

func sorted(s string) string {
	b := []byte(s)
	slices.Sort(b)
	return string(b)
}

// number reads the number that a text begins with, and how long it is.
func number(s string) (float64, int) {
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '.' || n > 0 && s[n] == 'e' || n > 0 && (s[n] == '-' || s[n] == '+') && s[n-1] == 'e') {
		n++
	}
	for ; n > 0; n-- {
		if x, err := strconv.ParseFloat(s[:n], 64); err == nil {
			return x, n
		}
	}
	return 0, 0
}

// printed is what a cell prints on the page: computed, or what is stored where
// another cell shows just that value and nothing is wrong with it.
func (j *judge) printed(c int) (Printed, bool) {
	if !j.asked && j.in.Exact != nil {
		j.exact, j.asked = j.in.Exact(), true
	}
	if text, ok := j.exact[c]; ok && len(text.Text) <= maxTold {
		return text, true
	}
	if j.page == nil {
		return Printed{}, false
	}
	t, r := j.page.last[c], j.runs.last[c]
	if t == nil || !t.shows || r == nil || t.out == r.out {
		return Printed{}, false
	}
	text, ok := j.elsewhere()[t.out]
	return Printed{Text: text}, ok
}

// elsewhere are the stored texts of values that cells show which saw the same in
// both orders. A value that is stored with two texts is none.
func (j *judge) elsewhere() map[hash]string {
	if j.stored != nil {
		return j.stored
	}
	j.stored = map[hash]string{}
	twice := map[hash]bool{}
	for _, c := range j.inRunOrder() {
		p, r := j.page.last[c], j.runs.last[c]
		if p == nil || r == nil || !p.shows || p.failed || p.out != r.out || p.opaque != "" {
			continue
		}
		if _, doubtful := j.suspect(c); doubtful && !j.h.logged {
			continue
		}
		text, ok := told(j.in.Notebook, j.cell(c))
		if old, seen := j.stored[p.out]; seen && old != text || !ok {
			twice[p.out] = true
		}
		j.stored[p.out] = text
	}
	for h := range twice {
		delete(j.stored, h)
	}
	return j.stored
}

// stops tells whether a cell above, or the cell itself, does not run to its end on
// the page.
func (j *judge) stops(c int) bool {
	if j.page == nil {
		return slices.ContainsFunc(j.g.Fails, func(q int) bool { return q <= c })
	}
	for _, q := range j.h.page {
		if t := j.page.last[q]; j.place[q] <= j.place[c] && t != nil && t.failed {
			return true
		}
	}
	return false
}

// told is what the stored outputs of a cell say in plain text.
func told(n *notebook.Notebook, c *notebook.Cell) (string, bool) {
	var b strings.Builder
	for i := range c.Outputs {
		o := &c.Outputs[i]
		switch {
		case o.Type == "error" || o.Type == "display_data":
			return "", false
		case o.Type == "stream" && o.Name == "stderr":
			continue
		}
		plain := false
		for _, d := range o.Data {
			if d.Type == "text/plain" {
				b.WriteString(n.Text(d))
				plain = true
			}
		}
		if !plain {
			return "", false
		}
	}
	return b.String(), true
}

// plainly is a text without what differs between versions and front ends: blanks
// and line ends, and the types that numbers of arrays are shown with.
func plainly(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	s = strings.NewReplacer("np.True_", "True", "np.False_", "False").Replace(s)
	for _, kind := range [...]string{"np.int64(", "np.float64("} {
		for {
			i := strings.Index(s, kind)
			if i < 0 {
				break
			}
			end := strings.IndexByte(s[i:], ')')
			if end < 0 {
				break
			}
			s = s[:i] + s[i+len(kind):i+end] + s[i+end+1:]
		}
	}
	return s
}

// contradicted reports cells whose stored output is not what the page prints,
// though nothing of the order said so: another cell was edited and ran again, or
// is gone. Where the order gives no hint at all, that is believed only of
// notebooks that agree elsewhere: another version of Python prints other texts.
func (j *judge) contradicted() {
	if !j.disturbed() {
		return
	}
	agree, hidden := 0, []int{}
	for _, c := range j.inRunOrder() {
		p := j.page.last[c]
		if p == nil || p.failed || j.wrong[c] || len(j.cell(c).Outputs) == 0 && !j.raises(c) {
			continue
		}
		switch j.confirms(c) {
		case same:
			agree++
		case another:
			if x, ok := j.suspect(c); ok && !j.h.logged {
				j.contradict(x)
			} else {
				hidden = append(hidden, c)
			}
		}
	}
	if len(hidden) > agree {
		return
	}
	for _, c := range hidden {
		j.contradict(Problem{Kind: Stale, Cell: c, At: j.cell(c).Source, Other: -1})
	}
}

// raises tells whether a cell ends with an exception on the page.
func (j *judge) raises(c int) bool {
	text, ok := j.printed(c)
	return ok && text.Raises && !j.cell(c).Failed()
}

func (j *judge) contradict(p Problem) {
	p.Sure = true
	j.wrong[p.Cell] = true
	j.blame(p.Cell, p.Cell)
	j.g.Problems = append(j.g.Problems, p)
}

// disturbed tells whether the cells ran in any other way than once from top to
// bottom.
func (j *judge) disturbed() bool {
	if j.h.logged || j.h.missing > 0 || j.h.sessions > 1 {
		return true
	}
	last := -1
	for _, s := range j.h.steps {
		if s.phantom || j.place[s.cell] < last {
			return true
		}
		last = j.place[s.cell]
	}
	return false
}
