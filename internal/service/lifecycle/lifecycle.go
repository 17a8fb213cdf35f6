// Package lifecycle knows what may become of a finding: whether it is there
// (presence, which scans decide, per ref) and what people think of it (triage,
// which people decide, once for all refs). It must not know how findings are
// matched, where they are kept, or what the time is.
//
// Its window is the table of its tests: a state, an event, the state after.
package lifecycle

import "slices"

// Presence says whether a finding is in the code of a ref.
type Presence string

// The presences.
const (
	New        Presence = "new"        // first seen by the last scan of the ref
	Persisting Presence = "persisting" // seen before and now
	Absent     Presence = "absent"     // not there any more; the cause says why
	Reopened   Presence = "reopened"   // it was absent and came back
	Unknown    Presence = "unknown"    // the last scan did not look there
)

// Here tells whether the finding is in the code as far as anybody knows.
func (p Presence) Here() bool { return p == New || p == Persisting || p == Reopened }

// Cause says why a finding is absent or unknown.
type Cause string

// The causes, in the order in which they are considered.
const (
	NotCovered    Cause = "not_covered"
	RuleDisabled  Cause = "rule_disabled"
	RuleChanged   Cause = "rule_changed"
	EngineChanged Cause = "engine_changed"
	ExcludedPath  Cause = "excluded_path"
	FileDeleted   Cause = "file_deleted"
	MergedInto    Cause = "merged_into"
	Fixed         Cause = "fixed"
	Vanished      Cause = "vanished" // nothing else fits; never counted as fixed
)

// Facts are what is known about a finding that a scan did not report.
type Facts struct {
	// Uncovered: its file was to be analysed and was not (parse failure, budget,
	// crash, a scan of other paths).
	Uncovered bool
	// RuleOff, RuleNew and EngineNew compare with the scan that saw it last.
	RuleOff, RuleNew, EngineNew bool
	// Excluded: the settings leave its file out now. Deleted: it is gone.
	Excluded, Deleted bool
	// Merged: another finding took its place.
	Merged bool
	// Touched: a change touched its span, its flow or the function around it.
	Touched bool
}

// CauseOf is the first cause that fits.
func CauseOf(f Facts) Cause {
	switch {
	case f.Uncovered:
		return NotCovered
	case f.RuleOff:
		return RuleDisabled
	case f.RuleNew:
		return RuleChanged
	case f.EngineNew:
		return EngineChanged
	case f.Excluded:
		return ExcludedPath
	case f.Deleted:
		return FileDeleted
	case f.Merged:
		return MergedInto
	case f.Touched:
		return Fixed
	}
	return Vanished
}

// State is a finding's presence on one ref.
type State struct {
	Presence Presence
	Cause    Cause // of Absent and Unknown
	// Before is what an unknown finding was when a scan last looked.
	Before Presence
	// BeforeCause is why it was absent then.
	BeforeCause Cause
}

// Seen is the state after a scan of the ref reported the finding. The zero
// State is that of a finding which the ref never had.
func Seen(s State) State {
	was := s.Presence
	if was == Unknown {
		was = s.Before
	}
	switch was {
	case "":
		return State{Presence: New}
	case Absent:
		return State{Presence: Reopened}
	}
	return State{Presence: Persisting}
}

// Missed is the state after a scan of the ref did not report the finding.
func Missed(s State, f Facts) State {
	cause := CauseOf(f)
	if cause == NotCovered {
		if s.Presence != Unknown {
			s = State{Presence: Unknown, Before: s.Presence, BeforeCause: s.Cause}
		}
		s.Cause = NotCovered
		return s
	}
	switch {
	case s.Presence == Absent:
		return s // why it went is why it is gone
	case s.Presence == Unknown && s.Before == Absent:
		return State{Presence: Absent, Cause: s.BeforeCause}
	}
	return State{Presence: Absent, Cause: cause}
}

// Verdict is what people, or a policy, decided about a finding.
type Verdict string

// The verdicts.
const (
	Untriaged     Verdict = "untriaged"
	Confirmed     Verdict = "confirmed"
	ToFix         Verdict = "to_fix"
	Proposed      Verdict = "proposed" // a machine's opinion; it closes nothing
	FalsePositive Verdict = "false_positive"
	AcceptedRisk  Verdict = "accepted_risk"
	TestCode      Verdict = "test_code"
	WontFix       Verdict = "wont_fix"
	DuplicateOf   Verdict = "duplicate_of"
)

// Verdicts are those that a person may give.
var Verdicts = []Verdict{Untriaged, Confirmed, ToFix, FalsePositive, AcceptedRisk, TestCode, WontFix, DuplicateOf}

// Valid tells whether a person may give this verdict.
func (v Verdict) Valid() bool { return slices.Contains(Verdicts, v) }

// Keeps tells whether a finding with this verdict stays open.
func (v Verdict) Keeps() bool {
	return v == "" || v == Untriaged || v == Confirmed || v == ToFix || v == Proposed
}

// Effective is what both axes come to.
type Effective string

// The effective states.
const (
	Open      Effective = "open"
	Ignored   Effective = "ignored"
	Closed    Effective = "closed"
	Undecided Effective = "unknown"
)

// Effect combines presence and triage.
func Effect(p Presence, v Verdict) Effective {
	switch {
	case p == Unknown:
		return Undecided
	case p == Absent:
		return Closed
	case v.Keeps():
		return Open
	}
	return Ignored
}

// Triage is the human side of a finding.
type Triage struct {
	Verdict Verdict
	// Until ends an accepted risk (milliseconds, 0 for never).
	Until int64
	// Old is the verdict that no longer holds and is shown beside the present one.
	Old Verdict
}

// Expired gives the triage at a time, and whether that changed it.
func Expired(t Triage, now int64) (Triage, bool) {
	if t.Verdict == AcceptedRisk && t.Until > 0 && t.Until <= now {
		return Triage{Verdict: Untriaged, Old: AcceptedRisk}, true
	}
	return t, false
}

// ReopenedAs gives the triage of a finding that came back: only a false
// positive about the very same code still holds.
func ReopenedAs(t Triage, sameCode bool) Triage {
	if t.Verdict == Untriaged || t.Verdict == "" || t.Verdict == FalsePositive && sameCode {
		return t
	}
	return Triage{Verdict: Untriaged, Old: t.Verdict}
}

// Current tells whether a scan may change a ref's presence: one of an older
// commit than the ref shows may not, and is kept as history only.
func Current(scan, head int64) bool { return scan >= head }
