package service

import (
	"context"

	"leadline/internal/service/lifecycle"
	"leadline/internal/service/quality"
	"leadline/internal/service/store"
)

// Churn is how often the service seems to have lost a finding's identity on main
// refs. It is judged by what the service sees itself, so it is a suspicion: somebody
// may have mended one place and broken another of the same file with one commit.
type Churn struct {
	// Commits are the states of main refs that were scanned, Findings how many there
	// are on them now.
	Commits, Findings int
	// Swapped are findings that were called new by the very scan that called another of
	// the same rule in the same file gone by a change. CameBack are those that were
	// called fixed and were there again at one of the next scans.
	Swapped, CameBack int
	// Rate is wrongly new and wrongly fixed ones in a thousand commits, for each
	// finding: each of Swapped is one of both, each of CameBack one that was not fixed.
	Rate float64
}

// soonBack is within how many scans of its ref a finding that was called fixed is
// taken for one that never went.
const soonBack = 3

// ChurnOf judges the last days of projects.
func (s *Service) ChurnOf(ctx context.Context, chosen []store.Project, days int) (*Churn, error) {
	since := s.Now() - int64(days)*dayTime
	moves, err := s.Store.Moves(ctx, IDs(chosen), since)
	if err != nil {
		return nil, err
	}
	scans, err := s.Store.Recorded(ctx, IDs(chosen), since)
	if err != nil {
		return nil, err
	}
	present, err := s.Store.Lives(ctx, MainPlaces(chosen, ""))
	if err != nil {
		return nil, err
	}
	out := &Churn{}
	for i := range present {
		if lifecycle.Presence(present[i].State).Here() {
			out.Findings++
		}
	}
	main := map[string]string{} // of each project
	for i := range chosen {
		main[chosen[i].ID] = chosen[i].MainRef
	}
	number := map[string]map[int64]int{} // of each project: which scan ended at a time
	for i := range scans {
		if r := &scans[i]; r.Ref == main[r.ProjectID] {
			if number[r.ProjectID] == nil {
				number[r.ProjectID] = map[int64]int{}
			}
			number[r.ProjectID][r.At] = len(number[r.ProjectID])
			out.Commits++
		}
	}
	w := &swaps{came: map[spot]int{}, went: map[spot]int{}, fixed: map[string]int{}}
	for i := range moves {
		if m := &moves[i]; m.Ref == main[m.ProjectID] {
			w.add(m, number[m.ProjectID][m.At])
		}
	}
	for at, n := range w.came {
		out.Swapped += min(n, w.went[at])
	}
	out.CameBack = w.back
	out.Rate = quality.Churn(out.Swapped, out.Swapped+out.CameBack, out.Findings, out.Commits)
	return out, nil
}

// spot is where and when a scan changed what a rule says.
type spot struct {
	project, rule, path string
	at                  int64
}

// swaps are what scans of main refs changed, in their order.
type swaps struct {
	came, went map[spot]int
	fixed      map[string]int // finding: the scan that called it fixed
	back       int
}

func (w *swaps) add(m *store.Move, scan int) {
	at := spot{m.ProjectID, m.Rule, m.Path, m.At}
	switch lifecycle.Presence(m.Became) {
	case lifecycle.New:
		w.came[at]++
	case lifecycle.Absent:
		if c := lifecycle.Cause(m.Note); c == lifecycle.Fixed || c == lifecycle.Vanished {
			w.went[at]++
			w.fixed[m.FindingID] = scan
		}
	case lifecycle.Reopened:
		if gone, ok := w.fixed[m.FindingID]; ok && scan-gone <= soonBack {
			w.back++
		}
		delete(w.fixed, m.FindingID)
	}
}
