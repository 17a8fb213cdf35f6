package rule

import (
	"slices"

	"leadline/internal/finding"
	"leadline/internal/text"
)

// Reduce keeps one finding per rule and place, the one with the shortest flow of those
// whose source the program shows, and drops those of rules that give way to a more specific one there, or that do not
// judge test code.
func Reduce(all []*finding.Finding, rules []*Rule) []*finding.Finding {
	all = judged(all, rules)
	type place struct {
		rule  string
		path  string
		start uint32
		end   uint32
	}
	key := func(id string, f *finding.Finding) place {
		p := place{rule: id, start: f.Location.Span.Start, end: f.Location.Span.End}
		if f.Location.File != nil {
			p.path = f.Location.File.Path
		}
		return p
	}
	best := map[place]*finding.Finding{}
	for _, f := range all {
		k := key(f.Rule.ID, f)
		if old := best[k]; old == nil || better(f, old) {
			best[k] = f
		}
	}
	silent := map[string][]string{}
	for _, r := range rules {
		silent[r.ID] = r.SilentWith
	}
	byRule := map[string][]*finding.Finding{}
	for _, f := range all {
		byRule[f.Rule.ID] = append(byRule[f.Rule.ID], f)
	}
	first := nearest(all, rules)
	var out []*finding.Finding
next:
	for _, f := range all {
		if k, ok := sourceOf(f); ok && first[k] != nil && first[k] != f {
			continue
		}
		if best[key(f.Rule.ID, f)] != f || f.Extra["named"] != "" && coveredBy(all, f) {
			continue
		}
		for _, other := range silent[f.Rule.ID] {
			if overlapped(byRule[other], f) {
				continue next
			}
		}
		if f.Detail != nil {
			for _, o := range all {
				if o != f && o.Detail != nil && key(o.Rule.ID, o) == key(f.Rule.ID, f) {
					f.Detail.Others = append(f.Detail.Others, o.Detail)
				}
			}
		}
		out = append(out, f)
	}
	return perParameter(weaker(out, rules), rules)
}

// judged leaves out what rules find in test code that do not judge it, or of data
// that test code made up.
func judged(all []*finding.Finding, rules []*Rule) []*finding.Finding {
	off := map[string]bool{}
	for _, r := range rules {
		off[r.ID] = r.OffInTests
	}
	return slices.DeleteFunc(all, func(f *finding.Finding) bool {
		return off[f.Rule.ID] && (inTest(f.Location) || len(f.Flow) > 0 && inTest(f.Flow[0].Location))
	})
}

func inTest(at finding.Location) bool { return at.File != nil && IsTest(at.File.Path) }

// overlapped tells whether one of the findings is on the place of another one.
func overlapped(others []*finding.Finding, f *finding.Finding) bool {
	for _, o := range others {
		if o.Location.File == f.Location.File && o.Location.Span.Start < f.Location.Span.End && f.Location.Span.Start < o.Location.Span.End {
			return true
		}
	}
	return false
}

// coveredBy tells whether the rule reports the place of a finding, which only a
// name gave, also for a better reason.
func coveredBy(all []*finding.Finding, f *finding.Finding) bool {
	for _, o := range all {
		if o.Rule == f.Rule && o.Extra["named"] == "" && o.Location.File == f.Location.File &&
			o.Location.Span.Start < f.Location.Span.End && f.Location.Span.Start < o.Location.Span.End {
			return true
		}
	}
	return false
}

func better(a, b *finding.Finding) bool {
	if a.Severity != b.Severity {
		return a.Severity > b.Severity
	}
	if x, y := finding.ConfidenceRank(a.Confidence), finding.ConfidenceRank(b.Confidence); x != y {
		return x > y
	}
	if a.Supposed != b.Supposed {
		return b.Supposed
	}
	return len(a.Flow) < len(b.Flow)
}

// sourceKey is where the data of a finding comes from.
type sourceKey struct {
	rule  string
	file  *text.File
	start uint32
}

func sourceOf(f *finding.Finding) (sourceKey, bool) {
	if len(f.Flow) == 0 {
		return sourceKey{}, false
	}
	at := f.Flow[0].Location
	return sourceKey{f.Rule.ID, at.File, at.Span.Start}, true
}

// nearest finds, for the rules that report a source once, the finding with the
// shortest flow of each source, the first in the order given among equals.
func nearest(all []*finding.Finding, rules []*Rule) map[sourceKey]*finding.Finding {
	once := map[string]bool{}
	for _, r := range rules {
		once[r.ID] = r.OncePerSource
	}
	out := map[sourceKey]*finding.Finding{}
	for _, f := range all {
		k, ok := sourceOf(f)
		if !ok || !once[f.Rule.ID] {
			continue
		}
		if old := out[k]; old == nil || distance(f) < distance(old) {
			out[k] = f
		}
	}
	return out
}

// distance is how far from its source a finding is. Giving a value a name is a
// step of its own, but no way further.
func distance(f *finding.Finding) int {
	switch f.Extra["place"] {
	case PlaceVariable, PlaceAttribute, PlaceKey:
		return len(f.Flow) - 1
	}
	return len(f.Flow)
}
