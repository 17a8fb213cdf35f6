package lifecycle

import (
	"testing"

	"pgregory.net/rapid"
)

func TestCauseOrder(t *testing.T) {
	f := Facts{Uncovered: true, RuleOff: true, RuleNew: true, EngineNew: true, Excluded: true, Deleted: true, Merged: true, Touched: true}
	for _, step := range []struct {
		want  Cause
		clear func()
	}{
		{NotCovered, func() { f.Uncovered = false }},
		{RuleDisabled, func() { f.RuleOff = false }},
		{RuleChanged, func() { f.RuleNew = false }},
		{EngineChanged, func() { f.EngineNew = false }},
		{ExcludedPath, func() { f.Excluded = false }},
		{FileDeleted, func() { f.Deleted = false }},
		{MergedInto, func() { f.Merged = false }},
		{Fixed, func() { f.Touched = false }},
		{Vanished, func() {}},
	} {
		if got := CauseOf(f); got != step.want {
			t.Errorf("cause %s, want %s", got, step.want)
		}
		step.clear()
	}
}

func TestTransitions(t *testing.T) {
	absent := State{Presence: Absent, Cause: Fixed}
	hidden := State{Presence: Unknown, Cause: NotCovered, Before: Persisting}
	hiddenAbsent := State{Presence: Unknown, Cause: NotCovered, Before: Absent, BeforeCause: Fixed}
	for _, c := range []struct {
		name      string
		got, want State
	}{
		{"never seen, seen", Seen(State{}), State{Presence: New}},
		{"new, seen again", Seen(State{Presence: New}), State{Presence: Persisting}},
		{"absent, seen", Seen(absent), State{Presence: Reopened}},
		{"reopened, seen", Seen(State{Presence: Reopened}), State{Presence: Persisting}},
		{"hidden, seen", Seen(hidden), State{Presence: Persisting}},
		{"hidden while absent, seen", Seen(hiddenAbsent), State{Presence: Reopened}},
		{"file not analysed", Missed(State{Presence: Persisting}, Facts{Uncovered: true, Touched: true, Deleted: true}), hidden},
		{"file not analysed twice", Missed(hidden, Facts{Uncovered: true}), hidden},
		{"absent, file not analysed", Missed(absent, Facts{Uncovered: true}), hiddenAbsent},
		{"hidden, then gone", Missed(hidden, Facts{Touched: true}), absent},
		{"hidden while absent, still gone", Missed(hiddenAbsent, Facts{}), absent},
		{"why it went stays", Missed(absent, Facts{RuleOff: true}), absent},
		{"gone without a reason", Missed(State{Presence: New}, Facts{}), State{Presence: Absent, Cause: Vanished}},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, c.got, c.want)
		}
	}
}

func TestTriage(t *testing.T) {
	risk := Triage{Verdict: AcceptedRisk, Until: 10}
	if got, changed := Expired(risk, 9); changed || got != risk {
		t.Errorf("a risk ended early: %+v", got)
	}
	if got, changed := Expired(risk, 10); !changed || got.Verdict != Untriaged || got.Old != AcceptedRisk {
		t.Errorf("a risk did not end: %+v", got)
	}
	if got, changed := Expired(Triage{Verdict: AcceptedRisk}, 1<<40); changed {
		t.Errorf("a risk without an end ended: %+v", got)
	}
	no := Triage{Verdict: FalsePositive}
	if got := ReopenedAs(no, true); got != no {
		t.Errorf("the same code lost its verdict: %+v", got)
	}
	if got := ReopenedAs(no, false); got.Verdict != Untriaged || got.Old != FalsePositive {
		t.Errorf("other code kept its verdict: %+v", got)
	}
	if got := ReopenedAs(Triage{Verdict: WontFix}, true); got.Verdict != Untriaged || got.Old != WontFix {
		t.Errorf("won't fix survived a reopening: %+v", got)
	}
}

func TestEffect(t *testing.T) {
	for _, v := range Verdicts {
		open := v == Untriaged || v == Confirmed || v == ToFix
		for p, want := range map[Presence]Effective{Absent: Closed, Unknown: Undecided} {
			if got := Effect(p, v); got != want {
				t.Errorf("%s and %s: %s, want %s", p, v, got, want)
			}
		}
		for _, p := range []Presence{New, Persisting, Reopened} {
			if got := Effect(p, v); (got == Open) != open || !open && got != Ignored {
				t.Errorf("%s and %s: %s", p, v, got)
			}
		}
	}
	if Effect(New, Proposed) != Open {
		t.Error("a machine's opinion closed a finding")
	}
}

// TestInvariants walks at random: what a scan did not cover never counts as
// fixed, and a hidden finding comes back as what it was.
func TestInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := State{}
		s = Seen(s)
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			before := s
			if rapid.Bool().Draw(t, "seen") {
				s = Seen(s)
				if !s.Presence.Here() || s.Presence == New {
					t.Fatalf("seen: %+v -> %+v", before, s)
				}
				continue
			}
			f := Facts{Uncovered: rapid.Bool().Draw(t, "uncovered"), Touched: rapid.Bool().Draw(t, "touched"), RuleOff: rapid.Bool().Draw(t, "off")}
			s = Missed(s, f)
			switch {
			case f.Uncovered && s.Presence != Unknown, !f.Uncovered && s.Presence != Absent:
				t.Fatalf("missed with %+v: %+v -> %+v", f, before, s)
			case f.Uncovered && s.Cause == Fixed, s.Presence == Absent && s.Cause == "":
				t.Fatalf("a wrong cause: %+v -> %+v", before, s)
			case before.Presence == Absent && !f.Uncovered && s != before:
				t.Fatalf("the cause of an absence changed: %+v -> %+v", before, s)
			}
		}
	})
}
