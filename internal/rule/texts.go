package rule

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"leadline/internal/finding"
	"leadline/internal/python/builtin"
	"leadline/internal/python/pattern"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// Texts runs the forms over the text of files: patterns and Go. It is indexed by
// the words that a file must hold for a rule, or one of its patterns, to have
// anything to look at, so that rules cost nothing where nothing can match.
type Texts struct {
	// Literals look at a file by themselves.
	Literals *Literals

	rules   []textRule
	words   *text.Words
	lasts   map[string]uint32 // the words that end what patterns call or read
	builtin map[string]bool   // Python's own names
	// places is set when a rule asks where words stand, byImport when all ask for
	// calls by the names of imports.
	places, byImport bool
}

// textRule is a rule and what it starts from.
type textRule struct {
	*Rule
	needs []uint32 // the words of Needs
	words []uint32 // those of Words
	roots [][]root // of the patterns of each written form
}

// root is where a pattern may match: at nodes of some kinds, by name if last is
// not empty, and in files where some words stand.
type root struct {
	kinds []nodeKind
	last  string
	words []uint32
}

// NewTexts keeps the rules that look at texts, and indexes them.
func NewTexts(rules []*Rule) *Texts {
	t := &Texts{Literals: NewLiterals(rules), lasts: map[string]uint32{}, builtin: builtin.Names(), byImport: true}
	number := map[string]uint32{}
	var words []string
	word := func(w string) uint32 {
		id, ok := number[w]
		if !ok {
			id = uint32(len(words))
			number[w], words = id, append(words, w)
		}
		return id
	}
	for _, r := range rules {
		if r.Code == nil && len(r.Written) == 0 && r.Deprecated == nil {
			continue
		}
		tr := textRule{Rule: r}
		for _, w := range r.Needs {
			tr.needs = append(tr.needs, word(w))
		}
		for _, w := range r.Words {
			t.lasts[w] = word(w)
			tr.words = append(tr.words, t.lasts[w])
		}
		t.places, t.byImport = t.places || r.May != nil, t.byImport && r.ByImport
		for i := range r.Written {
			var roots []root
			for _, pat := range r.Written[i].Any {
				at := rootOf(pat)
				if at.last != "" {
					t.lasts[at.last] = word(at.last)
					at.words = append(at.words, t.lasts[at.last])
				}
				if w := pat.Word(); w != "" && w != at.last {
					at.words = append(at.words, word(w))
				}
				roots = append(roots, at)
			}
			tr.roots = append(tr.roots, roots)
		}
		t.rules = append(t.rules, tr)
	}
	t.words = text.NewWords(words)
	return t
}

// rootOf tells where a pattern may match.
func rootOf(pat *pattern.Pattern) root {
	sample, last := pat.Root()
	r := root{last: last}
	for k := range kindCount {
		if sample == nil || kindOf(sample) == k || kindOf(sample) == assignKind && k == annAssignKind || kindOf(sample) == importKind && k == importFromKind {
			r.kinds = append(r.kinds, k)
		}
	}
	return r
}

// Look is one file for the rules to look at.
type Look struct {
	Content  []byte
	Module   string // dotted name, or ""
	Notebook bool
	// Sheet makes the file's sheet; it is called when a rule has something to
	// look at, and again after a fault, which may have left a sheet half done.
	Sheet func() *Sheet
	// Guard runs one rule and tells whether it came to its end; nil just runs it.
	Guard func(rule string, run func()) bool
	// Gap is told what a rule could not judge to its end; nil forgets it.
	Gap func(rule, reason string)
}

// Check gives the findings of one file. Rules about notebooks look at nothing
// else. A rule that does not come to its end reports nothing there.
func (t *Texts) Check(l Look) []*finding.Finding {
	var out []*finding.Finding
	var sheet *Sheet
	found, marks := t.look(l)
	isTest := sync.OnceValue(func() bool { return IsTest(sheet.File.Path) })
	for i := range t.rules {
		r := &t.rules[i]
		if r.Category == "notebook" && !l.Notebook || len(r.needs) > 0 && !found.HasAny(r.needs) {
			continue
		}
		if marks.ids = r.words; r.May != nil && !r.May(marks) {
			continue
		}
		if sheet == nil {
			sheet = l.Sheet()
			sheet.found, sheet.lasts, sheet.builtin, sheet.byImport = found, t.lasts, t.builtin, t.byImport
		}
		if isTemplate(sheet) {
			return nil
		}
		if r.OffInTests && isTest() {
			continue
		}
		before := len(out)
		pass := &Pass{Sheet: sheet, Marks: marks, rule: r.Rule, out: &out}
		if l.Gap != nil {
			pass.gap = func(reason string) { l.Gap(r.ID, reason) }
		}
		run := func() { r.check(pass) }
		if l.Guard == nil {
			run()
		} else if !l.Guard(r.ID, run) {
			out, sheet = out[:before], nil
		}
	}
	return out
}

// look finds the words of all rules in a file.
func (t *Texts) look(l Look) (text.Found, Marks) {
	if !t.places {
		return t.words.In(l.Content), Marks{}
	}
	m := Marks{places: t.words.Places(l.Content), near: t.words.In([]byte(l.Module))}
	return m.places.Found, m
}

// isTemplate tells text that becomes Python when something fills it in: its blocks
// are no code, and what they leave of it is not what will run.
func isTemplate(s *Sheet) bool {
	return s.Tree != nil && len(s.Tree.Errors) > 0 && bytes.Contains(s.File.Bytes, []byte("{% "))
}

// check runs the forms of one rule.
func (r *textRule) check(p *Pass) {
	if r.Code != nil {
		r.Code(p)
	}
	for i := range r.Written {
		r.Written[i].check(p, r.roots[i])
	}
	if r.Deprecated != nil {
		r.Deprecated.check(p)
	}
}

// startingAt visits the nodes that a pattern with that root may match.
func (s *Sheet) startingAt(r *root, visit func(syntax.Node)) {
	for _, w := range r.words {
		if !s.found.Has(w) {
			return
		}
	}
	for _, k := range r.kinds {
		nodes := s.buckets[k]
		if k == callKind && r.last != "" {
			nodes = s.callsOf(r.last)
		}
		for _, n := range nodes {
			if r.last == "" || k == callKind || mayBeNamed(n, r.last) {
				visit(n)
			}
		}
	}
}

// mayBeNamed tells whether the name that a node is ends as a pattern's does, or
// stands for something else by an alias.
func mayBeNamed(n syntax.Node, last string) bool {
	switch x := n.(type) {
	case *syntax.Attribute:
		return x.Attr == last
	case *syntax.Name:
		return true
	}
	return false
}

// callsOf are the calls whose callee may be called by a name that ends so, in
// the order of the text.
func (s *Sheet) callsOf(last string) []syntax.Node {
	if s.calls == nil {
		s.calls = map[string][]syntax.Node{}
		for _, n := range s.buckets[callKind] {
			s.addCall(n)
		}
	}
	return s.calls[last]
}

func (s *Sheet) addCall(n syntax.Node) {
	add := func(last string) {
		if _, asked := s.lasts[last]; !asked {
			return
		}
		if list := s.calls[last]; len(list) == 0 || list[len(list)-1] != n {
			s.calls[last] = append(list, n)
		}
	}
	switch f := n.(*syntax.Call).Func.(type) {
	case *syntax.Attribute:
		add(f.Attr)
	case *syntax.Name:
		add(f.ID)
		if s.byImport {
			for _, name := range s.Imports(f) {
				add(name[strings.LastIndexByte(name, '.')+1:])
			}
			break
		}
		for _, name := range s.Names(f) {
			add(name[strings.LastIndexByte(name, '.')+1:])
		}
		if slices.ContainsFunc(s.Bindings(f), func(b Binding) bool { return b.Kind == BindAssign }) {
			if a, ok := s.Value(f).(*syntax.Attribute); ok {
				add(a.Attr)
			}
		}
	}
}
