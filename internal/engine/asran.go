package engine

import (
	"maps"
	"slices"

	"leadline/internal/finding"
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/rule"
	"leadline/internal/text"
	"leadline/internal/value"
)

// Notebooks whose cells ran in another order than the page has them are followed
// once more, each by itself with the modules that it imports, as they ran: data
// may have flown then that does not when the page is run from top to bottom.

// maxBeside bounds the modules that are followed with such a notebook; one that
// imports more is followed without them.
const maxBeside = 200

// ranFlows is what following a notebook as it ran gave, and what it rests on.
type ranFlows struct {
	modules []*ir.Module
	found   []*finding.Finding
}

// asRan are the findings of flows that notebooks had when their cells ran and that
// no flow of their pages has: page are those, all of them.
func (a *analysis) asRan(page []*finding.Finding) []*finding.Finding {
	if len(a.p.Ran) == 0 {
		return nil
	}
	here := map[ranPlace]bool{}
	for _, f := range page {
		here[placeOf(f)] = true
	}
	words := a.sourceWords()
	todo := slices.Sorted(maps.Keys(a.p.Ran))
	results := make([]*ranFlows, len(todo))
	a.each(len(todo), func(k int) { results[k] = a.follows(todo[k], words) })
	a.ran = map[*ir.Module]*ranFlows{}
	var out []*finding.Finding
	for k, r := range results {
		if r == nil {
			continue
		}
		a.ran[a.p.Ran[todo[k]]] = r
		for _, f := range r.found {
			if here[placeOf(f)] {
				continue
			}
			own := *f // what is reported gets a fingerprint and may be silenced
			out = append(out, &own)
		}
	}
	return out
}

// ranPlace is where a rule reports something.
type ranPlace struct {
	rule string
	file *text.File
	at   text.Span
}

func placeOf(f *finding.Finding) ranPlace {
	return ranPlace{f.Rule.ID, f.Location.File, f.Location.Span}
}

// follows follows one notebook as it ran; nil where no source can be in it.
func (a *analysis) follows(i int, words *sourceWords) *ranFlows {
	mods := a.beside(i)
	if !a.mayHold(i, mods, words) {
		return nil
	}
	r := &ranFlows{modules: []*ir.Module{a.p.Ran[i]}}
	p := &Program{Files: []*text.File{a.p.Files[i]}, Layout: a.p.Layout, Versions: a.p.Versions}
	for _, m := range mods {
		r.modules = append(r.modules, m.IR)
		p.Files = append(p.Files, a.files[m])
	}
	p.Modules = r.modules
	if old := a.ran[a.p.Ran[i]]; old != nil && slices.Equal(old.modules, r.modules) {
		return old
	}
	for _, x := range a.p.Rules {
		if len(x.Flows) > 0 {
			p.Rules = append(p.Rules, x)
		}
	}
	one := &analysis{ctx: a.ctx, o: a.o, p: p, progress: func(string, int, int) {}}
	one.o.Jobs = 1
	one.link()
	one.prepare()
	one.solve()
	if one.stop() {
		return nil
	}
	flows, _ := one.flows()
	for _, f := range rule.Reduce(flows, p.Rules) {
		if f.Location.File != a.p.Files[i] {
			continue
		}
		f.Message += rule.RanOnly
		f.Extra["order"] = "run"
		if a.p.Graphs[f.Location.File].Sessions > 1 {
			f.Confidence = "low"
		} else if f.Confidence == "high" {
			f.Confidence = "medium" // it rests on the counts that the file has
		}
		r.found = append(r.found, f)
	}
	return r
}

// beside are the modules of the project that a notebook imports, and those that
// they do; none where there are too many.
func (a *analysis) beside(i int) []*value.Mod {
	var todo, out []*value.Mod
	for k, n := range a.order {
		if n == i {
			todo = append(todo, a.prog.Mods[k])
		}
	}
	seen := map[*value.Mod]bool{}
	for len(todo) > 0 {
		m := todo[0]
		if todo = todo[1:]; seen[m] {
			continue
		}
		if seen[m] = true; len(seen) > maxBeside {
			return nil
		}
		if a.files[m] != a.p.Files[i] {
			out = append(out, m)
		}
		for _, name := range slices.Concat(m.IR.Imports, m.IR.Stars) {
			if to := a.prog.Resolve(m, name); to != nil {
				todo = append(todo, to)
			}
		}
	}
	slices.SortFunc(out, func(x, y *value.Mod) int { return int(x.Index) - int(y.Index) })
	return out
}

// mayHold tells whether a source can be in a notebook, or in what it imports.
func (a *analysis) mayHold(i int, beside []*value.Mod, words *sourceWords) bool {
	if a.judge.Trust["library"] {
		return true
	}
	for _, m := range beside {
		for l := range m.IR.Funcs {
			if seen, _ := a.graph.Seen(m.First + value.FuncID(l)); seen {
				return true
			}
		}
	}
	return words.mayStand(a.p.Files[i].Bytes)
}

// sourceWords finds texts that may name a source.
type sourceWords struct {
	words *text.Words
	list  []struct{ roots, last []uint32 }
}

func (a *analysis) sourceWords() *sourceWords {
	s := &sourceWords{}
	number := map[string]uint32{}
	var words []string
	of := func(list ...string) []uint32 {
		var out []uint32
		for _, w := range list {
			if w == "" {
				continue
			}
			if _, known := number[w]; !known {
				number[w], words = uint32(len(words)), append(words, w)
			}
			out = append(out, number[w])
		}
		return out
	}
	for _, w := range a.o.Models.SourceWords(func(k model.Kind) bool { return a.wanted[k] }) {
		s.list = append(s.list, struct{ roots, last []uint32 }{of(w.Roots...), of(w.Last)})
	}
	s.words = text.NewWords(words)
	return s
}

func (s *sourceWords) mayStand(content []byte) bool {
	found := s.words.In(content)
	for _, w := range s.list {
		if (len(w.roots) == 0 || found.HasAny(w.roots)) && (len(w.last) == 0 || found.HasAny(w.last)) {
			return true
		}
	}
	return false
}
