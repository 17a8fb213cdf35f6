package service_test

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"leadline/internal/service"
	"leadline/internal/service/lifecycle"
	"leadline/internal/service/store/postgrestest"
)

func TestProbation(t *testing.T) { probation(t, filepath.Join(t.TempDir(), "p.db")) }

func TestProbationOnPostgres(t *testing.T) { probation(t, postgrestest.Start(t)(t)) }

// probation: a rule of which a share is fixed without a word stays, though every word
// about it is a bad one; one that is mostly no use goes on watch, and is switched off
// when that goes on.
func probation(t *testing.T, database string) {
	const day = 24 * 3600 * 1000
	w := newTeam(t, database)
	state := func() string {
		t.Helper()
		if _, err := w.s.Probation(w.ctx); err != nil {
			t.Fatal(err)
		}
		states, err := w.s.Store.RuleStates(w.ctx, w.id)
		if err != nil {
			t.Fatal(err)
		}
		if len(states) == 0 {
			return "active"
		}
		return states[0].State
	}
	// season lets people see new findings of which they call some no use, dismiss
	// some as false, and fix some.
	season := func(noUse, dismissed, fixed int) {
		t.Helper()
		all := noUse + dismissed + fixed
		tree := map[string][]string{}
		for i := range all {
			w.count++
			tree[fmt.Sprintf("f%d_%d.py", w.count, i)] = []string{fmt.Sprintf("def f%d(a):", w.count), fmt.Sprintf("    sink(a, %d)", w.count), "    return a"}
		}
		w.trees["main"] = tree
		w.now += day
		w.scan("main", scanOptions{})
		var events []service.NewEvent
		for i, path := range slices.Sorted(maps.Keys(tree)) {
			id := ""
			for k, p := range w.onRef("main") {
				if p.Path == path && lifecycle.Presence(p.State).Here() {
					id = k
				}
			}
			events = append(events, service.NewEvent{Finding: id, Kind: service.Exposed})
			switch {
			case i < noUse:
				events = append(events, service.NewEvent{Finding: id, Kind: service.NotUseful})
			case i < noUse+dismissed:
				if _, err := w.s.Decide(w.ctx, w.a, id, 0, service.Decision{Verdict: lifecycle.FalsePositive}); err != nil {
					t.Fatal(err)
				}
			default:
				tree[path] = []string{tree[path][0], "    return a"}
			}
		}
		if err := w.s.AddEvents(w.ctx, w.a, events); err != nil {
			t.Fatal(err)
		}
		w.now += day
		w.scan("main", scanOptions{})
	}
	season(2, 0, 58) // 3 % are no use; nobody says a word about the others
	if got := state(); got != "active" {
		t.Fatalf("a rule whose findings are fixed is %s", got)
	}
	w.now += 57 * day
	season(0, 12, 38) // 24 %, by verdicts alone
	if got := state(); got != "watch" {
		t.Fatalf("a rule of which a quarter is dismissed as false is %s", got)
	}
	w.now += 20 * day
	if got := state(); got != "watch" {
		t.Fatalf("after one bad window it is %s", got)
	}
	w.now += 9 * day
	season(20, 0, 30) // 40 %
	if got := state(); got != "disabled" {
		t.Fatalf("after two bad windows it is %s", got)
	}
	if off, err := w.s.Disabled(w.ctx, w.id); err != nil || !slices.Contains(off, "r") {
		t.Errorf("the next scan runs it: %v %v", off, err)
	}
}
