package identity

import (
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Revision is what is known of the way from the old revision to the new one.
type Revision struct {
	// Renamed gives the new path of a file that was renamed.
	Renamed map[string]string
	// Lines gives the line map of a file, by its old path; nil when there is none.
	Lines func(oldPath string) *LineMap
	// Moved tells whether what stands around a place went along with it to another
	// place; nil when nobody knows.
	Moved func(old, new *Subject) bool
}

// Pair is one finding in both revisions.
type Pair struct {
	Old, New int // indexes
	// Sure is unset when the two were paired by their order among others like
	// them, or only by a text that is in another function of another file now: a
	// verdict must not travel over such a pair unseen.
	Sure bool
	// Guess is set when nothing but the text says that the two are the same: it is in
	// another function of another file, and nothing around it went along; or when the
	// call is the same and its arguments were written anew.
	Guess bool
}

// Match pairs the findings of two revisions, each at most once, the strongest
// evidence first. Within one rule and one file (followed over renamings) these
// are tried, those behind the first only where both sides are unique: scope,
// text and mapped line; scope and text; mapped line; text in another scope;
// scope and shape. What is left of equal ones is paired in order. Text that moved
// to another file is followed where it is unique: in its scope, and last into any
// other, which is a guess unless the function only left its class, or came into one,
// or what is around it went along. Before the shape it is asked for the text as a
// formatter may leave it; at the very end, as a guess, for the same call with other
// arguments on lines that the change wrote.
func Match(old, new []Subject, r Revision) []Pair {
	old, new = local(old), local(new)
	m := &matcher{old: old, new: new, r: r, usedOld: make([]bool, len(old)), usedNew: make([]bool, len(new))}
	m.mapped = make([]int, len(old))
	m.paths = make([]string, len(old))
	for i := range old {
		s := &old[i]
		m.paths[i] = s.Path
		if to, ok := r.Renamed[s.Path]; ok {
			m.paths[i] = to
		}
		if r.Lines != nil {
			m.mapped[i], _ = r.Lines(s.Path).Line(s.Line)
		}
	}
	for _, st := range stages {
		m.stage(st)
	}
	sort.Slice(m.pairs, func(i, j int) bool { return m.pairs[i].Old < m.pairs[j].Old })
	return m.pairs
}

// local are the subjects with scopes as their files see them.
func local(list []Subject) []Subject {
	out := slices.Clone(list)
	for i := range out {
		out[i].Scope = inModule(out[i].Scope, out[i].Path)
	}
	return out
}

// inModule is a qualified name without the module that the file at a path is:
// the last parts of the path, from whichever directory on it is imported.
func inModule(scope, path string) string {
	module := strings.ReplaceAll(strings.TrimSuffix(strings.TrimSuffix(path, ".py"), "/__init__"), "/", ".")
	for {
		if rest, ok := strings.CutPrefix(scope, module+"."); ok {
			return rest
		}
		_, after, ok := strings.Cut(module, ".")
		if !ok {
			return scope
		}
		module = after
	}
}

type matcher struct {
	old, new         []Subject
	r                Revision
	mapped           []int    // by old: its line in the new revision, or 0
	paths            []string // by old: its path in the new revision
	usedOld, usedNew []bool
	pairs            []Pair
}

// stage is one kind of evidence: subjects with equal keys are the same finding.
// An empty key is no evidence.
type stage struct {
	key func(s *Subject, path string, line int) string
	// byOrder pairs several with equal keys in their order; sure says whether
	// that is beyond doubt. guess is evidence that leaves doubt even so.
	byOrder, sure, guess bool
	// rewritten is for places on lines that the change wrote, on both sides.
	rewritten bool
}

const sep = "\x00"

var stages = []stage{
	{key: lined(func(s *Subject, line string) string { return s.Scope + sep + s.Tree + sep + s.Ends + sep + line }), byOrder: true, sure: true},
	{key: lined(func(s *Subject, line string) string { return s.Scope + sep + s.Tree + sep + line })},
	{key: inFile(func(s *Subject) string { return "a" + s.Scope + sep + s.Tree + sep + s.Ends })},
	{key: inFile(func(s *Subject) string { return "b" + s.Scope + sep + s.Tree })},
	{key: lined(func(_ *Subject, line string) string { return line })},
	{key: inFile(func(s *Subject) string { return "c" + s.Tree + sep + s.Ends })},
	{key: inFile(func(s *Subject) string { return "d" + s.Tree })},
	{key: loose(lined(func(s *Subject, line string) string { return s.Scope + sep + s.Loose + sep + s.LooseEnds + sep + line })), byOrder: true, sure: true},
	{key: loose(inFile(func(s *Subject) string { return "h" + s.Scope + sep + s.Loose + sep + s.LooseEnds }))},
	{key: loose(inFile(func(s *Subject) string { return "i" + s.Scope + sep + s.Loose }))},
	{key: inFile(func(s *Subject) string { return "e" + s.Scope + sep + s.Shape + sep + s.Ends })},
	{key: inFile(func(s *Subject) string { return "f" + s.Scope + sep + s.Shape })},
	{key: inFile(func(s *Subject) string { return "g" + s.Scope + sep + s.Tree }), byOrder: true},
	{key: loose(inFile(func(s *Subject) string { return "k" + s.Scope + sep + s.Loose })), byOrder: true},
	{key: func(s *Subject, _ string, _ int) string { return s.Rule + sep + s.Scope + sep + s.Tree + sep + s.Ends }},
	{key: func(s *Subject, _ string, _ int) string { return s.Rule + sep + s.Tree + sep + s.Ends }, guess: true},
	{key: inFile(func(s *Subject) string { return "l" + s.Scope + sep + s.Head }), guess: true, rewritten: true},
}

// sameFunction tells whether two scopes are one function that came out of a class,
// or into one. The names that every class gives its methods say nothing.
func sameFunction(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	return b != "" && strings.HasSuffix(a, "."+b) && !strings.HasPrefix(b, "__")
}

// follows tells whether more than the text says that the two are the same.
func (m *matcher) follows(old, new *Subject) bool {
	return sameFunction(old.Scope, new.Scope) || m.r.Moved != nil && m.r.Moved(old, new)
}

// loose leaves out what an older version kept, which has no such evidence.
func loose(key func(*Subject, string, int) string) func(*Subject, string, int) string {
	return func(s *Subject, path string, line int) string {
		if s.Loose == "" {
			return ""
		}
		return key(s, path, line)
	}
}

func lined(key func(*Subject, string) string) func(*Subject, string, int) string {
	return func(s *Subject, path string, line int) string {
		if line == 0 {
			return ""
		}
		return s.Rule + sep + path + sep + key(s, strconv.Itoa(line))
	}
}

func inFile(key func(*Subject) string) func(*Subject, string, int) string {
	return func(s *Subject, path string, _ int) string { return s.Rule + sep + path + sep + key(s) }
}

// stage pairs what its evidence joins.
func (m *matcher) stage(st stage) {
	olds, news := map[string][]int{}, map[string][]int{}
	for i := range m.old {
		if !m.usedOld[i] && (!st.rewritten || m.wrote(i)) {
			if k := st.key(&m.old[i], m.paths[i], m.mapped[i]); k != "" {
				olds[k] = append(olds[k], i)
			}
		}
	}
	if len(olds) == 0 {
		return
	}
	for i := range m.new {
		if m.usedNew[i] {
			continue
		}
		k := st.key(&m.new[i], m.new[i].Path, m.new[i].Line)
		if a := olds[k]; len(a) > 0 && (!st.rewritten || m.written(a[0], i)) {
			news[k] = append(news[k], i)
		}
	}
	for k, a := range olds {
		b := news[k]
		switch {
		case len(b) == 0:
		case len(a) == 1 && len(b) == 1:
			guess := st.guess && (st.rewritten || !m.follows(&m.old[a[0]], &m.new[b[0]]))
			m.pair(a[0], b[0], !guess, guess)
		case st.byOrder:
			// As many on both sides, in one order, leave little doubt.
			for i := range min(len(a), len(b)) {
				m.pair(a[i], b[i], st.sure && len(a) == len(b), false)
			}
		}
	}
}

// wrote tells whether the change wrote anew where an old finding was, and what it
// called.
func (m *matcher) wrote(i int) bool {
	s := &m.old[i]
	return s.Head != "" && m.r.Lines != nil && !m.r.Lines(s.Path).Kept(s.Line)
}

// written tells the same of a new one with the key of an old one, in whose file it is.
func (m *matcher) written(i, j int) bool {
	return !m.r.Lines(m.old[i].Path).Came(m.new[j].Line)
}

func (m *matcher) pair(i, j int, sure, guess bool) {
	m.usedOld[i], m.usedNew[j] = true, true
	m.pairs = append(m.pairs, Pair{i, j, sure, guess})
}
