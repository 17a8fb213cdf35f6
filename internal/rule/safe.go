package rule

import (
	"slices"

	"leadline/internal/finding"
	"leadline/internal/taint"
	"leadline/internal/text"
	"leadline/internal/value"
)

// Safe leaves out the findings of rules that are silent where what a sink is given is shown
// to be safe. Funcs are the bodies of the program by their numbers, shown asks what is shown
// of some.
func (j *Judge) Safe(found []*finding.Finding, known *Set, funcs []*value.Fn, shown func([]value.FuncID) [][]taint.Shown) []*finding.Finding {
	asking := map[string][]*Rule{}
	for _, r := range j.Rules {
		for _, id := range r.SilentWhereSafe {
			asking[r.ID] = append(asking[r.ID], known.byID[id])
		}
	}
	at := j.bodies(found, asking, funcs)
	asked := make([]value.FuncID, 0, len(at))
	for _, fn := range at {
		asked = append(asked, fn)
	}
	slices.Sort(asked)
	asked = slices.Compact(asked)
	said := shown(asked)
	return slices.DeleteFunc(found, func(f *finding.Finding) bool {
		fn, ok := at[f]
		if !ok {
			return false
		}
		k, _ := slices.BinarySearch(asked, fn)
		return j.safe(f, asking[f.Rule.ID], funcs[fn], said[k])
	})
}

// bodies finds the innermost body that each of the findings of some rules stands in.
func (j *Judge) bodies(found []*finding.Finding, asking map[string][]*Rule, funcs []*value.Fn) map[*finding.Finding]value.FuncID {
	byFile := map[*text.File][]*finding.Finding{}
	for _, f := range found {
		if asking[f.Rule.ID] != nil && f.Location.File != nil {
			byFile[f.Location.File] = append(byFile[f.Location.File], f)
		}
	}
	out := map[*finding.Finding]value.FuncID{}
	if len(byFile) == 0 {
		return out
	}
	for id, fn := range funcs { // what stands in a body comes behind it
		for _, f := range byFile[j.File(fn)] {
			if at := f.Location.Span; fn.IR.Span.Start <= at.Start && at.End <= fn.IR.Span.End {
				out[f] = value.FuncID(id)
			}
		}
	}
	return out
}

// safe tells whether all sinks at the place of a finding that some rules speak of are shown
// to be given nothing that these look for.
func (j *Judge) safe(f *finding.Finding, rules []*Rule, fn *value.Fn, shown []taint.Shown) bool {
	some, all := false, true
	for _, s := range shown {
		at := fn.IR.SpanOf(uint32(s.At))
		if at.Start >= f.Location.Span.End || f.Location.Span.Start >= at.End {
			continue
		}
		for _, r := range rules {
			for k := range r.Flows {
				if fl := &r.Flows[k]; j.speaksOf(fl, s.Kind) {
					some, all = true, all && !slices.ContainsFunc(s.Pieces, func(p taint.Spot) bool { return positions(fl, &p) && !fl.clears(p.Safe) })
				}
			}
		}
	}
	return some && all
}
