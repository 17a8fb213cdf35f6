package rule

import (
	"fmt"

	"leadline/internal/finding"
	"leadline/internal/text"
)

// body is a function of a file in which a rule reports something.
type body struct {
	rule     string
	file     *text.File
	function string
}

func bodyOf(f *finding.Finding) body { return body{f.Rule.ID, f.Location.File, f.Function} }

// weaker drops the findings of a flow whose data a rule reports in the same
// function with a higher severity as well: who asks whether a file exists and
// then opens it has made one mistake.
func weaker(all []*finding.Finding, rules []*Rule) []*finding.Finding {
	once := oncePerParameter(rules)
	type use struct {
		in   body
		from sourceKey
	}
	most := map[use]finding.Severity{}
	for _, f := range all {
		if from, ok := sourceOf(f); ok && once[f.Rule.ID] {
			u := use{bodyOf(f), from}
			most[u] = max(most[u], f.Severity)
		}
	}
	out := all[:0]
	for _, f := range all {
		if from, ok := sourceOf(f); !ok || f.Severity >= most[use{bodyOf(f), from}] {
			out = append(out, f)
		}
	}
	return out
}

// perParameter keeps one finding of a rule for each parameter of a function
// through which data comes in from a caller of a caller: its first one of the highest
// severity, which says how many there are.
func perParameter(all []*finding.Finding, rules []*Rule) []*finding.Finding {
	once := oncePerParameter(rules)
	type entry struct {
		body
		severity finding.Severity
		param    uint32
	}
	first := map[entry]*finding.Finding{}
	count := map[entry]int{}
	key := func(f *finding.Finding) (entry, bool) {
		at, ok := entered(f)
		return entry{bodyOf(f), f.Severity, at}, ok && once[f.Rule.ID]
	}
	for _, f := range all {
		if k, ok := key(f); ok {
			count[k]++
			if old := first[k]; old == nil || f.Location.Span.Start < old.Location.Span.Start {
				first[k] = f
			}
		}
	}
	out := all[:0]
	for _, f := range all {
		k, ok := key(f)
		if ok && first[k] != f {
			continue
		}
		if more := count[k] - 1; ok && more > 0 {
			places := "places"
			if more == 1 {
				places = "place"
			}
			f.Message += fmt.Sprintf(" (and %d more %s in this function)", more, places)
			f.Extra["more"] = fmt.Sprint(more)
		}
		out = append(out, f)
	}
	return out
}

func oncePerParameter(rules []*Rule) map[string]bool {
	out := map[string]bool{}
	for _, r := range rules {
		out[r.ID] = r.OncePerParameter
	}
	return out
}

// farHelper is how many calls away from its source a function must be for its
// uses of one parameter to be told as one: who reads a short flow sees them all.
const farHelper = 2

// entered tells where the data of a finding's flow comes into the function of
// its sink from a caller; no place of the function is where it came through
// more than parameters.
func entered(f *finding.Finding) (at uint32, ok bool) {
	if len(f.Flow) < 2 || f.Flow[len(f.Flow)-1].Depth < farHelper {
		return 0, false
	}
	sink := f.Flow[len(f.Flow)-1]
	for k := len(f.Flow) - 1; k >= 0; k-- {
		if s := &f.Flow[k]; s.Depth == sink.Depth && s.Function == sink.Function {
			at = s.Location.Span.Start
		} else if s.Depth < sink.Depth {
			break
		}
	}
	return at, true
}
