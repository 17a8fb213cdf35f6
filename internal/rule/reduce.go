package rule

import (
	"leadline/internal/finding"
)

// Reduce keeps one finding per rule and place, the one with the shortest flow,
// and drops those of rules that give way to a more specific one there.
func Reduce(all []*finding.Finding, rules []*Rule) []*finding.Finding {
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
	var out []*finding.Finding
next:
	for _, f := range all {
		if best[key(f.Rule.ID, f)] != f || f.Extra["named"] != "" && coveredBy(all, f) {
			continue
		}
		for _, other := range silent[f.Rule.ID] {
			if best[key(other, f)] != nil {
				continue next
			}
		}
		out = append(out, f)
	}
	return out
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
	if rank(a.Confidence) != rank(b.Confidence) {
		return rank(a.Confidence) > rank(b.Confidence)
	}
	return len(a.Flow) < len(b.Flow)
}

func rank(confidence string) int {
	switch confidence {
	case "high":
		return 2
	case "medium":
		return 1
	}
	return 0
}
