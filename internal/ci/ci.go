// Package ci knows what a change brings: which two revisions to compare in
// which surroundings, which findings are new between them, and what a team
// wants done about each. It must not know how a finding is decided, nor how any
// code host is spoken to.
//
// Its window is Compare, and the scripted repositories of its tests.
package ci

import (
	"sort"

	"leadline/internal/finding"
	"leadline/internal/identity"
)

// Found is what is kept of a finding, to know it again and to name it. It can
// be written down.
type Found struct {
	Subject               identity.Subject
	Rule, Path, Scope     string
	Line                  int
	Fingerprint, Severity string
	Message, Title        string
}

// Side is what the scan of one revision gave.
type Side struct {
	Findings []Found
	// Missed are the paths of which the scan does not know what they hold. "."
	// stands for all.
	Missed map[string]string
	// Spent are the functions, as path and name, in which a budget ran out.
	Spent map[string]bool
}

// SideOf keeps what a comparison needs. What is silenced in the code is not
// there.
func SideOf(findings []*finding.Finding, c *finding.Coverage) *Side {
	s := &Side{Missed: c.Missed(), Spent: map[string]bool{}}
	for _, b := range c.Budgets {
		s.Spent[b.Path+"\x00"+b.Function] = true
	}
	for _, f := range findings {
		if f.Suppression != "" {
			continue
		}
		subject := identity.Of(f)
		s.Findings = append(s.Findings, Found{subject, subject.Rule, subject.Path, subject.Scope, subject.Line,
			f.Fingerprint, f.Severity.String(), f.Message, f.Rule.Title})
	}
	return s
}

// subject is the finding's subject with what writing it down leaves out.
func (f *Found) subject() identity.Subject {
	s := f.Subject
	s.Rule, s.Path, s.Scope, s.Line = f.Rule, f.Path, f.Scope, f.Line
	return s
}

// saw tells whether a place was analysed.
func (s *Side) saw(path, function string) bool {
	_, gap := s.Missed[path]
	_, all := s.Missed["."]
	return !gap && !all && !s.Spent[path+"\x00"+function]
}

// Outcome says what became of every finding of two revisions.
type Outcome struct {
	// New are the findings that the change brings, Known those that were there.
	New, Known []*finding.Finding
	// Unclear are findings in places that the former revision's scan did not
	// see and the change did not write: they may be old.
	Unclear []*finding.Finding
	// Gone are findings of the former revision that are there no more, Unseen
	// those whose place could not be looked at now: unknown is not fixed.
	Gone, Unseen []Found
	// Gaps are those that the former revision did not have.
	Gaps map[string]string
}

// Compare says which findings a change brings. head are the findings of the
// later revision, in order; those that are silenced in the code are left out.
func Compare(base *Side, head []*finding.Finding, c *finding.Coverage, trees *identity.Trees) *Outcome {
	out := &Outcome{Gaps: map[string]string{}}
	before := map[string]bool{}
	for path := range base.Missed {
		before[trees.Follow(path)] = true
	}
	for path, why := range c.Gaps() {
		if !before[path] {
			out.Gaps[path] = why
		}
	}
	var open []*finding.Finding
	var news []identity.Subject
	for _, f := range head {
		if f.Suppression == "" {
			open = append(open, f)
			news = append(news, identity.Of(f))
		}
	}
	olds := make([]identity.Subject, len(base.Findings))
	for i := range base.Findings {
		olds[i] = base.Findings[i].subject()
	}
	met, gone := make([]bool, len(open)), make([]bool, len(olds))
	for i := range gone {
		gone[i] = true
	}
	for _, p := range identity.Match(olds, news, trees.Revision()) {
		if !p.Guess { // a new one that only looks like one that went elsewhere is new
			met[p.New], gone[p.Old] = true, false
		}
	}
	for i, f := range open {
		was, _ := trees.Was(f.Location.File.Path)
		switch {
		case met[i]:
			out.Known = append(out.Known, f)
		case !base.saw(was, news[i].Scope) && trees.Lines(was).Came(news[i].Line):
			out.Unclear = append(out.Unclear, f)
		default:
			out.New = append(out.New, f)
		}
	}
	for i := range base.Findings {
		f := &base.Findings[i]
		if !gone[i] {
			continue
		}
		if at := trees.Follow(f.Path); trees.Has(at) && !c.Saw(at, f.Scope) {
			out.Unseen = append(out.Unseen, *f)
		} else {
			out.Gone = append(out.Gone, *f)
		}
	}
	return out
}

// Paths are the keys of a list of gaps, in order.
func Paths(gaps map[string]string) []string {
	out := make([]string, 0, len(gaps))
	for p := range gaps {
		out = append(out, p)
	}
	sort.Strings(out)
	return out
}
