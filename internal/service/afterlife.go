package service

import (
	"context"

	"leadline/internal/service/lifecycle"
	"leadline/internal/service/quality"
	"leadline/internal/service/store"
)

// survives is how long a finding stays away after its fix, for the fix to count as one
// that holds.
const survives = 7 * dayTime

// afterlives counts of the fixes that were applied in a time those that are a week old
// or older: in how many the finding went and stayed away for a week, and in how many
// it came back at any time.
func (s *Service) afterlives(ctx context.Context, projects []string, rule string, events []store.Event, c *quality.Counts) error {
	applied := map[string]int64{}
	for i := range events {
		if e := &events[i]; e.Kind == Applied && e.At <= s.Now()-survives && (applied[e.FindingID] == 0 || e.At < applied[e.FindingID]) {
			applied[e.FindingID] = e.At
		}
	}
	c.FixApplied, c.Survived, c.Again = len(applied), 0, 0
	if len(applied) == 0 {
		return nil
	}
	moves, err := s.Store.AfterFixes(ctx, projects, rule)
	if err != nil {
		return err
	}
	lives := map[string]*afterlife{}
	for i := range moves {
		m := &moves[i]
		if at, ok := applied[m.FindingID]; ok && m.At >= at {
			if lives[m.FindingID] == nil {
				lives[m.FindingID] = &afterlife{gone: map[string]int64{}}
			}
			lives[m.FindingID].add(m)
		}
	}
	for id, l := range lives {
		if l.back != 0 {
			c.Again++
		}
		if l.first != 0 && l.first <= applied[id]+survives && (l.back == 0 || l.back > l.first+survives) {
			c.Survived++
		}
	}
	return nil
}

// afterlife is what became of a finding after a fix was applied to it: when it went
// first on any ref, and when it came back on a ref where it had gone.
type afterlife struct {
	gone        map[string]int64 // by ref
	first, back int64
}

func (l *afterlife) add(m *store.History) {
	switch lifecycle.Presence(m.Became) {
	case lifecycle.Absent:
		l.gone[m.Ref] = m.At
		if l.first == 0 {
			l.first = m.At
		}
	case lifecycle.Reopened:
		if l.gone[m.Ref] != 0 && l.back == 0 {
			l.back = m.At
		}
	}
}
