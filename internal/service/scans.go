package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"leadline/internal/config"
	"leadline/internal/finding"
	"leadline/internal/service/lifecycle"
	"leadline/internal/service/store"
)

// The states of a scan.
const (
	Queued    = "queued"
	Running   = "running"
	Succeeded = "succeeded"
	Failed    = "failed"
	Cancelled = "cancelled"
)

// NewScan is what is asked of a scan.
type NewScan struct {
	Tree, Ref, Commit string
	// CommittedAt orders the commits of a ref; 0 is now.
	CommittedAt int64
	Dirty       bool
	Tier        string
	// Priority is 1 (somebody waits) to 4 (backfill); 0 is normal.
	Priority int
	// Paths are the parts to scan; none is all.
	Paths    []string
	Settings config.Overlay
	Client   string
}

// maxRef bounds the name of a ref.
const maxRef = 255

// StartScan queues a scan of an uploaded tree.
func (s *Service) StartScan(ctx context.Context, a *Actor, project string, n NewScan) (*store.Scan, error) {
	p, err := s.ProjectFor(ctx, a, project, Scans, Developer)
	if err != nil {
		return nil, err
	}
	if err := s.checkScan(ctx, p, &n); err != nil {
		return nil, err
	}
	settings, err := json.Marshal(n.Settings)
	if err != nil {
		return nil, err
	}
	scan := store.Scan{ID: store.NewID(), ProjectID: p.ID, TreeID: n.Tree, Ref: n.Ref, Commit: n.Commit, CommittedAt: n.CommittedAt, Dirty: n.Dirty,
		Tier: n.Tier, Priority: int64(n.Priority), Paths: strings.Join(n.Paths, "\n"), Settings: string(settings), Client: n.Client, CreatedBy: a.Name(),
		State: Queued, Stage: Queued, Rules: "{}", Coverage: "{}", Results: "{}", CreatedAt: s.Now()}
	return &scan, s.queue(ctx, &scan)
}

// queue adds a scan with its job.
func (s *Service) queue(ctx context.Context, scan *store.Scan) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) (err error) {
		if err := tx.AddScan(ctx, *scan); err != nil {
			return err
		}
		if scan.JobID, err = tx.Enqueue(ctx, scan); err != nil {
			return err
		}
		return tx.SetJob(ctx, scan.ID, scan.JobID)
	})
}

func (s *Service) checkScan(ctx context.Context, p *store.Project, n *NewScan) error {
	if n.Ref == "" {
		n.Ref = p.MainRef
	}
	if n.CommittedAt == 0 {
		n.CommittedAt = s.Now()
	}
	if n.Priority == 0 {
		n.Priority = 2
	}
	if n.Tier == "" {
		n.Tier = "deep"
	}
	switch {
	case n.Priority < 1 || n.Priority > 4:
		return fault(Invalid, "priority %d is not 1 to 4", n.Priority)
	case n.Tier != "deep" && n.Tier != "quick":
		return fault(Invalid, "tier %q is neither quick nor deep", n.Tier)
	case len(n.Ref) > maxRef || strings.ContainsAny(n.Ref, "\x00\n"):
		return fault(Invalid, "a ref's name has at most %d bytes on one line", maxRef)
	}
	for _, path := range n.Paths {
		if path != "." {
			if err := checkPath(path); err != nil {
				return err
			}
		}
	}
	if _, err := s.Store.Tree(ctx, p.ID, n.Tree); err != nil {
		return none(err, "the project has no tree %q: send its manifest first", n.Tree)
	}
	m, err := s.ManifestOf(ctx, n.Tree)
	if err != nil {
		return err
	}
	missing, err := s.missing(ctx, p.ID, m)
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		return fault(Conflict, "%d contents of the tree were not sent yet, the first is %s", len(missing), missing[0])
	}
	return nil
}

// ScanFor is a scan that the actor may see, with its project.
func (s *Service) ScanFor(ctx context.Context, a *Actor, id string, scope Scope, role Role) (*store.Scan, *store.Project, error) {
	scan, err := s.Store.Scan(ctx, id)
	if err != nil {
		return nil, nil, none(err, "there is no scan %q", id)
	}
	p, err := s.ProjectFor(ctx, a, scan.ProjectID, scope, role)
	if f, ok := err.(*Fault); ok && f.Kind == Missing {
		return nil, nil, fault(Missing, "there is no scan %q", id)
	}
	return scan, p, err
}

// CancelScan stops a scan that has not ended. What it found is not recorded.
func (s *Service) CancelScan(ctx context.Context, a *Actor, id string) error {
	scan, p, err := s.ScanFor(ctx, a, id, Scans, Developer)
	if err != nil {
		return err
	}
	if Ended(scan.State) {
		return fault(Conflict, "the scan has ended already: %s", scan.State)
	}
	end := *scan
	end.State, end.Stage, end.FinishedAt = Cancelled, Cancelled, s.Now()
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if _, err := tx.EndScan(ctx, &end); err != nil {
			return err
		}
		if err := s.ended(ctx, tx, &end); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "scan.cancel", id, p.ID, "")
	})
	if err != nil {
		return err
	}
	return s.Store.Cancel(ctx, scan.JobID)
}

// Ended tells whether nothing more happens to a scan in this state.
func Ended(state string) bool { return state != Queued && state != Running }

// maxDeaths is how many workers may die of one scan.
const maxDeaths = 6

// Reap fails scans whose job is gone: nobody would ever end them.
func (s *Service) Reap(ctx context.Context) (int, error) {
	orphans, err := s.Store.Orphans(ctx)
	for i := range orphans {
		if err := s.FailScan(ctx, orphans[i].ID, errors.New("its job was given up after too many attempts")); err != nil {
			return i, err
		}
	}
	return len(orphans), err
}

// turn is how often a worker looks whether it is a scan's turn.
const turn = 50 * time.Millisecond

// Turn waits until a scan is best done. While another worker does a project's first
// scan, what it will keep is not there yet, and a second scan would do all of that
// work again: others are done meanwhile (store.ErrLater), or it waits. first is set
// when this is that first scan: Cool must follow it.
func (s *Service) Turn(ctx context.Context, job *store.Job) (first bool, err error) {
	scan, err := s.Store.Scan(ctx, job.ScanID)
	if err != nil {
		return false, err
	}
	for wait := turn; ; wait = min(2*wait, 20*turn) {
		packs, err := s.Store.Packs(ctx, scan.ProjectID)
		if err != nil || len(packs) > 0 {
			return false, err
		}
		busy, err := s.Store.Warming(ctx, scan.ProjectID, scan.ID, s.Now())
		if err != nil {
			return false, err
		}
		if !busy {
			// Of a small project nothing is kept.
			if done, err := s.Store.Scanned(ctx, scan.ProjectID, s.Engine); err != nil || done {
				return false, err
			}
			if first, err = s.Store.Warm(ctx, scan.ProjectID, scan.ID, s.Now()); err != nil || first {
				return first, err
			}
			continue
		}
		others, err := s.Store.Others(ctx, scan.ProjectID, scan.Priority, s.Now())
		if err != nil {
			return false, err
		}
		if others > 0 {
			return false, store.ErrLater
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// BeginScan is called by a worker for each attempt. It gives nil when nobody
// waits for the scan any more: it ended, or was cancelled.
func (s *Service) BeginScan(ctx context.Context, job *store.Job) (*store.Scan, error) {
	scan, err := s.Store.Scan(ctx, job.ScanID)
	if err != nil {
		return nil, err
	}
	if job.Attempt > maxDeaths {
		return nil, s.FailScan(ctx, scan.ID, fmt.Errorf("%d workers died while they did this scan; it may need more memory than they have", job.Attempt-1))
	}
	rules, err := json.Marshal(s.Versions)
	if err != nil {
		return nil, err
	}
	begun := false
	err = s.Store.InTx(ctx, func(tx *store.Tx) (err error) {
		begun, err = tx.BeginScan(ctx, scan.ID, int64(job.Attempt), s.Now(), s.Engine, string(rules))
		return err
	})
	if err != nil || !begun {
		return nil, err
	}
	return s.Store.Scan(ctx, job.ScanID)
}

// Advance notes a scan's progress; it tells whether to go on.
func (s *Service) Advance(ctx context.Context, id, stage string, done, total int) (goOn bool, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		goOn, err = tx.Advance(ctx, id, stage, int64(done), int64(total))
		return err
	})
	return goOn, err
}

// FailScan ends a scan that cannot be done. Nothing else changes by it.
func (s *Service) FailScan(ctx context.Context, id string, cause error) error {
	scan, err := s.Store.Scan(ctx, id)
	if err != nil {
		return err
	}
	scan.State, scan.Stage, scan.Error, scan.FinishedAt = Failed, Failed, cause.Error(), s.Now()
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		ok, err := tx.EndScan(ctx, scan)
		if err != nil || !ok {
			return err
		}
		return s.ended(ctx, tx, scan)
	})
}

// Disabled are the rules that a project switched off.
func (s *Service) Disabled(ctx context.Context, projectID string) ([]string, error) {
	states, err := s.Store.RuleStates(ctx, projectID)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, r := range states {
		if r.State == "disabled" || r.State == "retired" {
			out = append(out, r.Rule)
		}
	}
	return out, nil
}

// ruleStates are the states that a person may give a rule.
var ruleStates = []string{"draft", "canary", "active", "watch", "disabled", "retired"}

// SetRule changes a rule's state in a project; the next scan follows it.
func (s *Service) SetRule(ctx context.Context, a *Actor, project, rule, state, reason string) error {
	p, err := s.ProjectFor(ctx, a, project, Triage, Security)
	if err != nil {
		return err
	}
	if s.rule(rule) == nil {
		return fault(Missing, "there is no rule %q", rule)
	}
	if !slices.Contains(ruleStates, state) {
		return fault(Invalid, "%q is not a rule's state; there are %s", state, strings.Join(ruleStates, ", "))
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.SetRuleState(ctx, store.RuleState{ProjectID: p.ID, Rule: rule, State: state, Reason: reason, ChangedAt: s.Now(), ChangedBy: a.Name()}); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "rule.set", rule, p.ID, state+" "+reason)
	})
}

// DropRef forgets a ref, as when a request is closed without merging.
func (s *Service) DropRef(ctx context.Context, a *Actor, project, ref string) error {
	p, err := s.ProjectFor(ctx, a, project, Scans, Developer)
	if err != nil {
		return err
	}
	if ref == p.MainRef {
		return fault(Invalid, "%q is the project's main ref and stays", ref)
	}
	if _, err := s.Store.Ref(ctx, p.ID, ref); err != nil {
		return none(err, "the project has no ref %q", ref)
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.DropRef(ctx, p.ID, ref); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "ref.drop", ref, p.ID, "")
	})
}

// Difference is what a head has against a base.
type Difference struct {
	New, Persisting, Gone []store.Presence
	// Changed is set when another engine or other rules made the two: what is
	// new may then be theirs and not the author's.
	Changed bool
}

// Diff compares two refs.
func (s *Service) Diff(ctx context.Context, a *Actor, project, base, head string) (*Difference, error) {
	p, err := s.ProjectFor(ctx, a, project, Read, Viewer)
	if err != nil {
		return nil, err
	}
	scans := [2]*store.Scan{}
	there := [2]map[string]store.Presence{{}, {}}
	var rows [2][]store.Presence
	for i, name := range []string{base, head} {
		ref, err := s.Store.Ref(ctx, p.ID, name)
		if err != nil {
			return nil, none(err, "the project has no ref %q that was scanned", name)
		}
		if scans[i], err = s.Store.Scan(ctx, ref.ScanID); err != nil {
			return nil, none(err, "the ref %q has no scan yet", name)
		}
		if rows[i], err = s.Store.OnRef(ctx, p.ID, name); err != nil {
			return nil, err
		}
		for _, r := range rows[i] {
			if lifecycle.Presence(r.State).Here() {
				there[i][r.FindingID] = r
			}
		}
	}
	d := &Difference{Changed: scans[0].Engine != scans[1].Engine || scans[0].Rules != scans[1].Rules}
	for _, r := range rows[1] {
		if _, here := there[1][r.FindingID]; !here {
			continue
		}
		if _, before := there[0][r.FindingID]; before {
			d.Persisting = append(d.Persisting, r)
		} else {
			d.New = append(d.New, r)
		}
	}
	for _, r := range rows[0] {
		if _, here := there[0][r.FindingID]; here {
			if _, after := there[1][r.FindingID]; !after {
				d.Gone = append(d.Gone, r)
			}
		}
	}
	return d, nil
}

// StartOnce is StartScan for requests that may be repeated: the same key from
// the same caller gives the same scan.
func (s *Service) StartOnce(ctx context.Context, a *Actor, project, key string, n NewScan) (*store.Scan, error) {
	if key == "" {
		return s.StartScan(ctx, a, project, n)
	}
	key = hashOf(a.User.ID + "\x00" + project + "\x00" + key)
	id, err := s.Store.Answer(ctx, key)
	if err != nil {
		return nil, err
	}
	if id != "" {
		scan, _, err := s.ScanFor(ctx, a, id, Scans, Developer)
		return scan, err
	}
	scan, err := s.StartScan(ctx, a, project, n)
	if err != nil {
		return nil, err
	}
	return scan, s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.SetAnswer(ctx, key, scan.ID, s.Now()) })
}

// Result is a report of a scan.
func (s *Service) Result(ctx context.Context, scan *store.Scan, format string) (io.ReadCloser, error) {
	var results map[string]string
	if err := json.Unmarshal([]byte(scan.Results), &results); err != nil {
		return nil, fmt.Errorf("the results of %s: %w", scan.ID, err)
	}
	hash, ok := results[format]
	if !ok {
		if !Ended(scan.State) {
			return nil, fault(Conflict, "the scan is %s; it has no result yet", scan.State)
		}
		return nil, fault(Missing, "the scan has no result %q; it has %s", format, strings.Join(slices.Sorted(maps.Keys(results)), ", "))
	}
	return s.Blobs.Open(ctx, hash)
}

// RuleByID is a rule that this build knows.
func (s *Service) RuleByID(a *Actor, id string) (*finding.Rule, error) {
	if err := a.may(Read); err != nil {
		return nil, err
	}
	if r := s.rule(id); r != nil {
		return r, nil
	}
	return nil, fault(Missing, "there is no rule %q", id)
}

// RuleStatesOf are a project's decisions about rules; rules without one are active.
func (s *Service) RuleStatesOf(ctx context.Context, a *Actor, project string) (map[string]string, error) {
	out := map[string]string{}
	if err := a.may(Read); err != nil || project == "" {
		return out, err
	}
	p, err := s.ProjectFor(ctx, a, project, Read, Viewer)
	if err != nil {
		return nil, err
	}
	for _, r := range s.Rules {
		out[r.ID] = "active"
	}
	states, err := s.Store.RuleStates(ctx, p.ID)
	for _, r := range states {
		out[r.Rule] = r.State
	}
	return out, err
}
