package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/identity"
	"leadline/internal/service/lifecycle"
	"leadline/internal/service/store"
)

// Observed is a finding that a scan reported.
type Observed struct {
	Subject identity.Subject
	// Fingerprint and Scope identify it without another revision at hand.
	Fingerprint, Scope       string
	Severity                 int
	Confidence               string
	Category, Title, Message string
	Suppressed               string // how and why it is silenced in the code
	Detail                   string // the finding as the command line's JSON
}

// Notebooks is the name of the result that holds what the cells of notebooks do.
const Notebooks = "notebooks"

// Outcome is everything that a scan came to.
type Outcome struct {
	// Tool is who found it: another tool whose report was imported, or "".
	Tool     string
	Findings []Observed
	Coverage *finding.Coverage
	// Report is the coverage as the command line's JSON.
	Report string
	// Sites are the places that rules could judge.
	Sites []Site
	// Off are the rules that did not run.
	Off map[string]bool
	// Results are the hashes of the reports, by format.
	Results map[string]string
}

// Record makes a scan's outcome the state of its ref, once: a job that runs
// twice changes nothing the second time, and a scan of an older commit than
// the ref shows is kept as history only. job is nil for what no worker did.
//
// What is read and matched is worked out before the transaction, which only
// writes: others who write wait for nothing else. When the project changed in
// between, it is worked out again inside.
func (s *Service) Record(ctx context.Context, job *store.Job, scan *store.Scan, o *Outcome) error {
	ready, err := s.prepare(ctx, s.Store.Queries, scan, o)
	if err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if _, err := tx.LockRef(ctx, scan.ProjectID, scan.Ref); err != nil {
			return err
		}
		now, err := tx.Scan(ctx, scan.ID)
		if err != nil {
			return err
		}
		if Ended(now.State) {
			return complete(ctx, tx, job)
		}
		mark, err := tx.Mark(ctx, scan.ProjectID, scan.Ref, true)
		if err != nil {
			return err
		}
		r := ready
		if mark != r.mark {
			if r, err = s.prepare(ctx, tx.Queries, now, o); err != nil {
				return err
			}
		}
		r.tx, r.scan = tx, now
		if err := r.run(ctx); err != nil {
			return err
		}
		return complete(ctx, tx, job)
	})
}

// prepare works out what a scan's outcome changes, and changes nothing.
func (s *Service) prepare(ctx context.Context, q store.Queries, scan *store.Scan, o *Outcome) (*recording, error) {
	r := &recording{s: s, q: q, scan: scan, outcome: o, at: s.Now(), appeared: map[int64]int64{}, fixed: map[int64]int64{}}
	var err error
	if r.mark, err = q.Mark(ctx, scan.ProjectID, scan.Ref, false); err != nil {
		return nil, err
	}
	if r.project, err = q.Project(ctx, scan.ProjectID); err != nil {
		return nil, err
	}
	r.ref, err = q.Ref(ctx, scan.ProjectID, scan.Ref)
	if errors.Is(err, store.ErrNone) {
		r.ref, err = &store.Ref{ProjectID: scan.ProjectID, Name: scan.Ref}, nil
	}
	if err != nil {
		return nil, err
	}
	if r.before, err = r.shown(ctx, r.ref); err != nil {
		return nil, err
	}
	if r.historic = r.before != nil && !lifecycle.Current(scan.CommittedAt, r.before.CommittedAt); r.historic {
		return r, nil
	}
	if err := r.load(ctx); err != nil {
		return nil, err
	}
	r.place()
	return r, nil
}

func complete(ctx context.Context, tx *store.Tx, job *store.Job) error {
	if job == nil {
		return nil
	}
	return tx.Complete(ctx, job)
}

// recording is one Record in progress.
type recording struct {
	s       *Service
	q       store.Queries // what it is worked out with
	tx      *store.Tx     // what it is written with
	mark    string        // of the state that it was worked out for
	scan    *store.Scan
	ref     *store.Ref
	outcome *Outcome
	at      int64

	historic bool // the ref shows a newer commit
	project  *store.Project
	before   *store.Scan      // the scan that the ref shows, or nil
	old      []store.Presence // what the ref has or had
	borrowed bool             // old is the main ref's: this ref is new
	change   *change
	lines    map[string]*store.Finding // by id
	presence []store.Presence
	added    []store.Finding
	history  []store.History
	appeared map[int64]int64 // by severity
	fixed    map[int64]int64
}

func (r *recording) run(ctx context.Context) error {
	if !r.historic {
		if err := r.write(ctx); err != nil {
			return err
		}
	}
	return r.end(ctx, r.historic)
}

// shown is the scan that says what a ref has of the outcome's tool; nil for none.
func (r *recording) shown(ctx context.Context, ref *store.Ref) (scan *store.Scan, err error) {
	switch {
	case r.outcome.Tool != "":
		scan, err = r.q.LastImport(ctx, ref.ProjectID, ref.Name, r.outcome.Tool)
		return scan, ignoreNone(err)
	case ref.ScanID == "":
		return nil, nil
	}
	if scan, err = r.q.Scan(ctx, ref.ScanID); err != nil {
		return nil, fmt.Errorf("the scan that %s shows: %w", ref.Name, err)
	}
	return scan, nil
}

// load reads what was known before.
func (r *recording) load(ctx context.Context) (err error) {
	from := r.ref
	if r.before == nil && r.scan.Ref != r.project.MainRef {
		if main, err := r.q.Ref(ctx, r.scan.ProjectID, r.project.MainRef); err == nil {
			if r.before, err = r.shown(ctx, main); err != nil {
				return err
			}
			from, r.borrowed = main, true
		}
	}
	if r.before != nil {
		all, err := r.q.OnRef(ctx, r.scan.ProjectID, from.Name)
		if err != nil {
			return err
		}
		for i := range all {
			if toolOf(all[i].Rule) == r.outcome.Tool {
				r.old = append(r.old, all[i])
			}
		}
	}
	all, err := r.q.Lines(ctx, r.scan.ProjectID)
	if err != nil {
		return err
	}
	r.lines = make(map[string]*store.Finding, len(all))
	for i := range all {
		r.lines[all[i].ID] = &all[i]
	}
	oldTree := ""
	if r.before != nil {
		oldTree = r.before.TreeID
	}
	r.change, err = r.s.changeBetween(ctx, oldTree, r.scan.TreeID)
	return err
}

// place finds for every finding of the scan the line that it belongs to, and
// for every line of the ref what became of it.
func (r *recording) place() {
	olds := make([]identity.Subject, len(r.old))
	for i := range r.old {
		olds[i] = subjectOf(&r.old[i])
	}
	news := make([]identity.Subject, len(r.outcome.Findings))
	for i := range news {
		news[i] = r.outcome.Findings[i].Subject
	}
	taken := map[string]bool{}
	lineOf := make([]string, len(news))
	sure := make([]bool, len(news))
	partner := make([]*store.Presence, len(news))
	for _, p := range r.matchPresentFirst(olds, news) {
		lineOf[p.New], sure[p.New], partner[p.New] = r.old[p.Old].FindingID, p.Sure, &r.old[p.Old]
		taken[r.old[p.Old].FindingID] = true
	}
	r.adopt(lineOf, sure, taken)
	for i := range news {
		r.seen(&r.outcome.Findings[i], lineOf[i], partner[i], sure[i])
	}
	if r.borrowed {
		return
	}
	for i := range r.old {
		if !taken[r.old[i].FindingID] {
			r.missed(&r.old[i], &olds[i])
		}
	}
}

// matchPresentFirst matches with what was there at the last scan, then with
// what had gone.
func (r *recording) matchPresentFirst(olds, news []identity.Subject) []identity.Pair {
	rev := r.change.Revision()
	var here, gone []int
	for i := range r.old {
		if r.old[i].State == string(lifecycle.Absent) {
			gone = append(gone, i)
		} else {
			here = append(here, i)
		}
	}
	free := make([]int, len(news))
	for i := range free {
		free[i] = i
	}
	var out []identity.Pair
	for _, group := range [][]int{here, gone} {
		if len(group) == 0 {
			continue
		}
		a, b := pick(olds, group), pick(news, free)
		used := map[int]bool{}
		for _, p := range identity.Match(a, b, rev) {
			out = append(out, identity.Pair{Old: group[p.Old], New: free[p.New], Sure: p.Sure})
			used[p.New] = true
		}
		var rest []int
		for k, i := range free {
			if !used[k] {
				rest = append(rest, i)
			}
		}
		free = rest
	}
	return out
}

func pick(all []identity.Subject, at []int) []identity.Subject {
	out := make([]identity.Subject, len(at))
	for k, i := range at {
		out[k] = all[i]
	}
	return out
}

// adopt gives findings that the ref never had the lines of other refs.
func (r *recording) adopt(lineOf []string, sure []bool, taken map[string]bool) {
	byPrint := map[string][]string{}
	for id, l := range r.lines {
		if !taken[id] {
			byPrint[l.Rule+"\x00"+l.Fingerprint] = append(byPrint[l.Rule+"\x00"+l.Fingerprint], id)
		}
	}
	for i := range lineOf {
		if lineOf[i] != "" {
			continue
		}
		o := &r.outcome.Findings[i]
		if ids := byPrint[o.Subject.Rule+"\x00"+o.Fingerprint]; len(ids) == 1 && !taken[ids[0]] {
			lineOf[i], sure[i] = ids[0], true
			taken[ids[0]] = true
		}
	}
}

// seen records a finding of the scan.
func (r *recording) seen(o *Observed, lineID string, was *store.Presence, sure bool) {
	line := r.lines[lineID]
	if line == nil {
		line = &store.Finding{ID: store.NewID(), ProjectID: r.scan.ProjectID, Rule: o.Subject.Rule, Fingerprint: o.Fingerprint, ScopeFingerprint: o.Scope,
			Verdict: string(lifecycle.Untriaged), Version: 1, FirstScan: r.scan.ID, FirstCommit: r.scan.Commit, CreatedAt: r.at}
		r.added = append(r.added, *line)
		r.lines[line.ID] = line
	}
	before := stateOf(was)
	state := lifecycle.Seen(before)
	created := r.at
	if was != nil {
		created = was.CreatedAt
		if r.borrowed {
			created = r.at
		}
	}
	subject, _ := json.Marshal(o.Subject) // holds nothing that JSON cannot say
	p := store.Presence{ProjectID: r.scan.ProjectID, Ref: r.scan.Ref, FindingID: line.ID, State: string(state.Presence),
		Severity: int64(o.Severity), Confidence: o.Confidence, Category: o.Category, Rule: o.Subject.Rule, Title: o.Title,
		Path: o.Subject.Path, Line: int64(o.Subject.Line), Scope: o.Subject.Scope, Message: o.Message, Suppressed: o.Suppressed, Subject: string(subject),
		Detail: o.Detail, TreeID: r.scan.TreeID, ScanID: r.scan.ID, CreatedAt: created, ChangedAt: r.at}
	if was != nil && was.State == p.State && !r.borrowed {
		p.ChangedAt = was.ChangedAt
	}
	r.carryTriage(line, state, was, o, sure)
	p.Verdict, p.Owner = line.Verdict, line.Owner
	p.Effective = effectOf(&p)
	if was == nil || was.State != p.State {
		if state.Presence == lifecycle.New || state.Presence == lifecycle.Reopened {
			r.appeared[p.Severity]++
		}
		r.record(line.ID, "presence", string(before.Presence), p.State, "")
	}
	r.presence = append(r.presence, p)
}

// carryTriage takes back a verdict that does not hold for what was found now.
func (r *recording) carryTriage(line *store.Finding, state lifecycle.State, was *store.Presence, o *Observed, sure bool) {
	t := lifecycle.Triage{Verdict: lifecycle.Verdict(line.Verdict), Old: lifecycle.Verdict(line.OldVerdict), Until: line.UntilAt}
	next := t
	note := ""
	switch {
	case state.Presence == lifecycle.Reopened:
		var then identity.Subject
		if was != nil {
			then = subjectOf(was)
		}
		next = lifecycle.ReopenedAs(t, then.Tree == o.Subject.Tree)
		note = "it came back"
	case was != nil && !sure && !t.Verdict.Keeps():
		next = lifecycle.Triage{Verdict: lifecycle.Untriaged, Old: t.Verdict}
		note = "several like it changed; which one the verdict was about is not certain"
	}
	if next == t {
		return
	}
	r.record(line.ID, "triage", line.Verdict, string(next.Verdict), note)
	line.Verdict, line.OldVerdict, line.UntilAt = string(next.Verdict), string(next.Old), next.Until
	line.TriagedBy, line.TriagedAt = "leadline", r.at
}

// missed records a line of the ref that the scan did not report.
func (r *recording) missed(was *store.Presence, subject *identity.Subject) {
	before := stateOf(was)
	state := lifecycle.Missed(before, r.facts(was, subject))
	p := *was
	p.State, p.Cause = string(state.Presence), string(state.Cause)
	p.BeforeState, p.BeforeCause = string(state.Before), string(state.BeforeCause)
	p.Effective = effectOf(&p)
	if p == *was {
		return
	}
	p.ChangedAt = r.at
	if state.Presence == lifecycle.Absent && state.Cause == lifecycle.Fixed {
		r.fixed[p.Severity]++
	}
	r.record(p.FindingID, "presence", was.State, p.State, p.Cause)
	r.presence = append(r.presence, p)
}

// facts are what is known about a line that the scan did not report.
func (r *recording) facts(was *store.Presence, subject *identity.Subject) lifecycle.Facts {
	at := r.change.Follow(was.Path)
	var then map[string]string
	if json.Unmarshal([]byte(r.before.Rules), &then) != nil {
		then = nil
	}
	known, ok := r.s.Versions[was.Rule]
	f := lifecycle.Facts{
		RuleOff:   !ok || r.outcome.Off[was.Rule],
		RuleNew:   ok && then[was.Rule] != "" && then[was.Rule] != known,
		EngineNew: r.before.Engine != r.scan.Engine,
		Touched:   r.change.Touched(subject),
	}
	if r.outcome.Tool != "" {
		f.RuleOff = false // nobody tells which rules another tool ran
	}
	f.Uncovered = !inside(at, r.scan.Paths) || !r.outcome.Coverage.Saw(at, was.Scope)
	if !r.change.Has(at) {
		f.Excluded = below(at, r.change.excluded)
		f.Deleted = !f.Excluded
	} else {
		f.Excluded = r.outcome.Coverage.Ignores(at)
	}
	return f
}

// inside tells whether a path is in the part that was scanned.
func inside(p, parts string) bool {
	if parts == "" {
		return true
	}
	for _, part := range strings.Split(parts, "\n") {
		if part == "." || p == part || strings.HasPrefix(p, part+"/") {
			return true
		}
	}
	return false
}

// Analysed tells whether a scan of some parts of a tree looked at a file of it.
func Analysed(c *finding.Coverage, parts, at string) bool {
	return inside(at, parts) && c.Saw(at, "") && !c.Ignores(at)
}

// below tells whether a path or a folder above it is in a list.
func below(p string, list []string) bool {
	for _, e := range list {
		e = path.Clean(e)
		if p == e || strings.HasPrefix(p, e+"/") {
			return true
		}
	}
	return false
}

func (r *recording) record(findingID, kind, was, became, note string) {
	r.history = append(r.history, store.History{ID: store.NewID(), ProjectID: r.scan.ProjectID, FindingID: findingID, At: r.at, Actor: "leadline",
		Surface: "scan", Kind: kind, Ref: r.scan.Ref, Was: was, Became: became, Note: note})
}

// write puts everything into the store.
func (r *recording) write(ctx context.Context) error {
	if err := r.tx.AddFindings(ctx, r.added); err != nil {
		return err
	}
	fresh := map[string]bool{}
	for i := range r.added {
		fresh[r.added[i].ID] = true
	}
	var retriaged []string
	for i := range r.outcome.Findings {
		// presence begins with the findings of the scan, in their order
		p, o := &r.presence[i], &r.outcome.Findings[i]
		line := r.lines[p.FindingID]
		if !fresh[line.ID] && (line.Fingerprint != o.Fingerprint || line.ScopeFingerprint != o.Scope) {
			if err := r.tx.SetFingerprints(ctx, line.ID, o.Fingerprint, o.Scope); err != nil {
				return err
			}
		}
		if line.TriagedAt == r.at && line.TriagedBy == "leadline" {
			ok, err := r.tx.SetTriage(ctx, line)
			if err != nil {
				return err
			}
			if !ok {
				return fault(Conflict, "the finding %s was triaged while its scan was recorded", line.ID)
			}
			retriaged = append(retriaged, line.ID)
		}
	}
	if err := r.tx.PutPresence(ctx, r.presence); err != nil {
		return err
	}
	if err := r.spread(ctx, retriaged); err != nil {
		return err
	}
	return r.tx.AddHistory(ctx, r.history)
}

// spread lets every ref follow the triage of findings: of those that this scan
// gave back, and of those that somebody triaged while it was recorded.
func (r *recording) spread(ctx context.Context, retriaged []string) error {
	rows, err := r.tx.Stale(ctx, r.scan.ProjectID, r.scan.Ref)
	if err != nil {
		return err
	}
	for _, id := range retriaged {
		more, err := r.tx.Presences(ctx, id)
		if err != nil {
			return err
		}
		rows = append(rows, more...)
	}
	for i := range rows {
		line, err := r.tx.Finding(ctx, rows[i].FindingID)
		if err != nil {
			return err
		}
		rows[i].Verdict, rows[i].Owner = line.Verdict, line.Owner
		rows[i].Effective = effectOf(&rows[i])
		if err := r.tx.SetEffective(ctx, &rows[i]); err != nil {
			return err
		}
	}
	return nil
}

// end closes the scan and moves the ref.
func (r *recording) end(ctx context.Context, historic bool) error {
	scan, o := r.scan, r.outcome
	results, err := json.Marshal(o.Results)
	if err != nil {
		return err
	}
	scan.State, scan.Stage, scan.FinishedAt = Succeeded, "done", r.at
	scan.Coverage, scan.Results, scan.Historic = o.Report, string(results), historic
	scan.Findings = int64(len(o.Findings))
	scan.Files, scan.Lines, scan.Complete = int64(o.Coverage.Files), int64(o.Coverage.Lines), !o.Coverage.Incomplete()
	for _, n := range r.appeared {
		scan.Appeared += n
	}
	for _, n := range r.fixed {
		scan.Fixed += n
	}
	if _, err := r.tx.EndScan(ctx, scan); err != nil {
		return err
	}
	if err := r.s.ended(ctx, r.tx, scan); err != nil {
		return err
	}
	if historic {
		return nil
	}
	if o.Tool != "" {
		return r.charts(ctx)
	}
	ref := *r.ref
	ref.ScanID, ref.TreeID, ref.Commit, ref.CommittedAt = scan.ID, scan.TreeID, scan.Commit, scan.CommittedAt
	if err := r.tx.SetRef(ctx, &ref); err != nil {
		return err
	}
	return r.charts(ctx)
}

// charts brings up to date what is shown of the project as a whole.
func (r *recording) charts(ctx context.Context) error {
	if r.scan.Ref != r.project.MainRef {
		return nil
	}
	if err := r.critical(ctx); err != nil {
		return err
	}
	if err := r.countSites(ctx); err != nil {
		return err
	}
	return r.rollup(ctx)
}

const dayTime = 24 * 3600 * 1000

// rollup writes the project's day, for the charts.
func (r *recording) rollup(ctx context.Context) error {
	counts, err := r.tx.CountBy(ctx, store.FindingFilter{Places: []store.Place{{ProjectID: r.project.ID, Ref: r.scan.Ref}}, Effective: string(lifecycle.Open)}, "severity")
	if err != nil {
		return err
	}
	open := map[string]int64{}
	for _, c := range counts {
		open[c.Word] = c.N
	}
	var rows []store.Rollup
	for sev := range int64(finding.Critical) + 1 {
		rows = append(rows, store.Rollup{ProjectID: r.project.ID, Day: r.at / dayTime * dayTime, Severity: sev, Open: open[fmt.Sprint(sev)],
			Appeared: r.appeared[sev], Fixed: r.fixed[sev]})
	}
	return r.tx.AddRollups(ctx, rows)
}

func stateOf(p *store.Presence) lifecycle.State {
	if p == nil {
		return lifecycle.State{}
	}
	return lifecycle.State{Presence: lifecycle.Presence(p.State), Cause: lifecycle.Cause(p.Cause),
		Before: lifecycle.Presence(p.BeforeState), BeforeCause: lifecycle.Cause(p.BeforeCause)}
}

// effectOf is the effective state of a presence. What is silenced in the code
// is ignored as long as it is there.
func effectOf(p *store.Presence) string {
	e := lifecycle.Effect(lifecycle.Presence(p.State), lifecycle.Verdict(p.Verdict))
	if e == lifecycle.Open && p.Suppressed != "" {
		e = lifecycle.Ignored
	}
	return string(e)
}

func subjectOf(p *store.Presence) identity.Subject {
	var s identity.Subject
	if json.Unmarshal([]byte(p.Subject), &s) != nil || s.Version != identity.SubjectVersion {
		s = identity.Subject{} // what another version hashed is not comparable; its line still is
	}
	s.Rule, s.Path, s.Line, s.Scope = p.Rule, p.Path, int(p.Line), p.Scope
	return s
}
