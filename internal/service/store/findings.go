package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// where builds the conditions of a query.
type where struct {
	parts []string
	args  []any
}

// add adds a condition whose end is a value.
func (w *where) add(condition string, v any) {
	w.args = append(w.args, v)
	w.parts = append(w.parts, condition+"$"+itoa(len(w.args)))
}

// equal adds one unless the value is empty.
func (w *where) equal(column, v string) {
	if v != "" {
		w.add(column+" = ", v)
	}
}

// in adds a choice; without values nothing fits.
func (w *where) in(column string, values []string) {
	if len(values) == 0 {
		w.parts = append(w.parts, "1 = 0")
		return
	}
	marks := make([]string, len(values))
	for i, v := range values {
		w.args = append(w.args, v)
		marks[i] = "$" + itoa(len(w.args))
	}
	w.parts = append(w.parts, column+" in ("+strings.Join(marks, ",")+")")
}

func (w *where) text() string {
	if len(w.parts) == 0 {
		return ""
	}
	return " where " + strings.Join(w.parts, " and ")
}

// FindingFilter chooses findings as they are on a ref.
type FindingFilter struct {
	// Places are where to look: projects, each with one of its refs.
	Places []Place
	// Effective, Verdict, Rule, Owner, Path (a prefix) and Text narrow; empty ones do not.
	Effective, Verdict, Rule, Owner, Path, Text, Presence, Scan string
	// Severities are numbers; none means all.
	Severities []string
	Since      int64 // changed at or after
	// After is the last row of the page before.
	After Cursor
	// Newest sorts by change instead of severity.
	Newest bool
	Limit  int64
}

// Place is a ref of a project.
type Place struct{ ProjectID, Ref string }

// Cursor is a place in a sorted list.
type Cursor struct {
	Key int64
	ID  string
}

func (f *FindingFilter) where() *where {
	w := &where{}
	switch len(f.Places) {
	case 0:
		w.parts = append(w.parts, "1 = 0")
	case 1:
		w.add("p.project_id = ", f.Places[0].ProjectID)
		w.add("p.ref = ", f.Places[0].Ref)
	default:
		marks := make([]string, len(f.Places))
		for i, p := range f.Places {
			w.args = append(w.args, p.ProjectID, p.Ref)
			marks[i] = "($" + itoa(len(w.args)-1) + ",$" + itoa(len(w.args)) + ")"
		}
		w.parts = append(w.parts, "(p.project_id, p.ref) in (values "+strings.Join(marks, ",")+")")
	}
	w.equal("p.effective", f.Effective)
	w.equal("p.verdict", f.Verdict)
	w.equal("p.rule", f.Rule)
	w.equal("p.owner", f.Owner)
	w.equal("p.state", f.Presence)
	w.equal("p.scan_id", f.Scan)
	if len(f.Severities) > 0 {
		w.parts = append(w.parts, "p.severity in ("+strings.Join(f.Severities, ",")+")")
	}
	if f.Path != "" {
		w.args = append(w.args, escapeLike(f.Path)+"%")
		w.parts = append(w.parts, "p.path like $"+itoa(len(w.args))+` escape '\'`)
	}
	if f.Text != "" {
		w.args = append(w.args, "%"+escapeLike(strings.ToLower(f.Text))+"%")
		n := itoa(len(w.args))
		w.parts = append(w.parts, fmt.Sprintf(`(lower(p.message) like $%s escape '\' or lower(p.path) like $%s escape '\' or p.rule like $%s escape '\' or lower(p.title) like $%s escape '\')`, n, n, n, n))
	}
	if f.Since > 0 {
		w.add("p.changed_at >= ", f.Since)
	}
	return w
}

func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(s)
}

// Findings are those that fit, the worst first.
func (s Queries) Findings(ctx context.Context, f FindingFilter) ([]Presence, error) {
	w := f.where()
	key := "p.severity"
	if f.Newest {
		key = "p.changed_at"
	}
	if f.After.ID != "" {
		w.args = append(w.args, f.After.Key, f.After.ID)
		k, id := itoa(len(w.args)-1), itoa(len(w.args))
		w.parts = append(w.parts, fmt.Sprintf("(%s < $%s or %s = $%s and p.finding_id > $%s)", key, k, key, k, id))
	}
	return list[Presence](ctx, s.q, "select p.* from presence p"+w.text()+" order by "+key+" desc, p.finding_id limit "+itoa(int(f.Limit)), w.args...)
}

// Count is a number of findings under a word.
type Count struct {
	Word string
	N    int64
}

func (c *Count) fields() []any { return []any{&c.Word, &c.N} }

// CountBy counts the findings that fit by one of a few columns.
func (s Queries) CountBy(ctx context.Context, f FindingFilter, column string) ([]Count, error) {
	w := f.where()
	return list[Count](ctx, s.q, "select cast(p."+column+" as text), count(*) from presence p"+w.text()+" group by p."+column+" order by 2 desc, 1", w.args...)
}

// Lived is how long a finding was somewhere.
type Lived struct {
	State, Cause                   string
	Severity, CreatedAt, ChangedAt int64
}

func (r *Lived) fields() []any {
	return []any{&r.State, &r.Cause, &r.Severity, &r.CreatedAt, &r.ChangedAt}
}

// Lives are the findings that places have or had, without what they are.
func (s Queries) Lives(ctx context.Context, places []Place) ([]Lived, error) {
	f := FindingFilter{Places: places}
	w := f.where()
	return list[Lived](ctx, s.q, "select p.state, p.cause, p.severity, p.created_at, p.changed_at from presence p"+w.text(), w.args...)
}

// Finding is a finding line by id.
func (s Queries) Finding(ctx context.Context, id string) (*Finding, error) {
	return one[Finding](ctx, s.q, "select * from findings where id = $1", id)
}

// Presences are a finding on all refs.
func (s Queries) Presences(ctx context.Context, findingID string) ([]Presence, error) {
	return list[Presence](ctx, s.q, "select * from presence where finding_id = $1 order by changed_at desc", findingID)
}

// OnRef is everything that a ref has or had.
func (s Queries) OnRef(ctx context.Context, projectID, ref string) ([]Presence, error) {
	return list[Presence](ctx, s.q, "select * from presence where project_id = $1 and ref = $2 order by path, line, finding_id", projectID, ref)
}

// Stale are the findings of a ref whose triage was changed beside it.
func (s Queries) Stale(ctx context.Context, projectID, ref string) ([]Presence, error) {
	return list[Presence](ctx, s.q, "select p.* from presence p join findings f on f.id = p.finding_id where p.project_id = $1 and p.ref = $2 and (p.verdict <> f.verdict or p.owner <> f.owner)", projectID, ref)
}

// Lines are all of a project's findings, the oldest first.
func (s Queries) Lines(ctx context.Context, projectID string) ([]Finding, error) {
	return list[Finding](ctx, s.q, "select * from findings where project_id = $1 order by id", projectID)
}

// Ended are findings whose accepted risk ended.
func (s Queries) Ended(ctx context.Context, now int64) ([]Finding, error) {
	return list[Finding](ctx, s.q, "select * from findings where until_at > 0 and until_at <= $1 and verdict = 'accepted_risk'", now)
}

// AddFindings adds finding lines.
func (tx *Tx) AddFindings(ctx context.Context, rows []Finding) error {
	return put(ctx, tx.q, "findings", rows, "")
}

// SetFingerprints notes what finding lines are known by now.
func (tx *Tx) SetFingerprints(ctx context.Context, id, primary, scope string) error {
	_, err := exec(ctx, tx.q, "update findings set fingerprint = $2, scope_fingerprint = $3 where id = $1", id, primary, scope)
	return err
}

// SetTriage writes a finding's triage if its version is still the one that was
// read; it tells whether it was.
func (tx *Tx) SetTriage(ctx context.Context, f *Finding) (bool, error) {
	n, err := exec(ctx, tx.q, `update findings set verdict = $2, old_verdict = $3, reason = $4, until_at = $5, owner = $6, due_at = $7, triaged_by = $8,
triaged_at = $9, version = version + 1 where id = $1 and version = $10`,
		f.ID, f.Verdict, f.OldVerdict, f.Reason, f.UntilAt, f.Owner, f.DueAt, f.TriagedBy, f.TriagedAt, f.Version)
	return n == 1, err
}

// SetEffective writes what a finding's triage means on one ref.
func (tx *Tx) SetEffective(ctx context.Context, p *Presence) error {
	_, err := exec(ctx, tx.q, "update presence set effective = $4, verdict = $5, owner = $6 where project_id = $1 and ref = $2 and finding_id = $3",
		p.ProjectID, p.Ref, p.FindingID, p.Effective, p.Verdict, p.Owner)
	return err
}

// PutPresence writes presences, over those that are there.
func (tx *Tx) PutPresence(ctx context.Context, rows []Presence) error {
	return put(ctx, tx.q, "presence", rows, `on conflict (project_id, ref, finding_id) do update set state = excluded.state, cause = excluded.cause,
before_state = excluded.before_state, before_cause = excluded.before_cause, effective = excluded.effective, verdict = excluded.verdict, owner = excluded.owner,
severity = excluded.severity, confidence = excluded.confidence, category = excluded.category, title = excluded.title, path = excluded.path, line = excluded.line,
scope = excluded.scope, message = excluded.message, suppressed = excluded.suppressed, subject = excluded.subject, detail = excluded.detail, tree_id = excluded.tree_id, scan_id = excluded.scan_id,
changed_at = excluded.changed_at`)
}

// History is what happened to a finding, the oldest first.
func (s Queries) History(ctx context.Context, findingID string) ([]History, error) {
	return list[History](ctx, s.q, "select * from history where finding_id = $1 order by id", findingID)
}

// Turns are the verdicts that a rule's findings were given since a time.
func (s Queries) Turns(ctx context.Context, projects []string, rule string, since int64) ([]History, error) {
	w := where{}
	w.in("h.project_id", projects)
	w.add("h.at >= ", since)
	w.add("f.rule = ", rule)
	return list[History](ctx, s.q, "select h.* from history h join findings f on f.id = h.finding_id"+w.text()+" and h.kind = 'triage' order by h.id", w.args...)
}

// Told is a line of the history of a rule's finding.
type Told struct {
	History
	Rule string
}

func (r *Told) fields() []any { return append(r.History.fields(), &r.Rule) }

// Told are the verdicts of a project since a time, and the findings that were fixed
// after somebody had seen them.
func (s Queries) Told(ctx context.Context, projectID string, since int64) ([]Told, error) {
	return list[Told](ctx, s.q, `select h.*, f.rule from history h join findings f on f.id = h.finding_id where h.project_id = $1 and h.at >= $2 and
(h.kind = 'triage' or h.kind = 'presence' and h.became = 'absent' and h.note = 'fixed'
and exists (select 1 from events e where e.finding_id = h.finding_id and e.at <= h.at)) order by h.id`, projectID, since)
}

// AddHistory adds to it. Nothing changes or removes what is there.
func (tx *Tx) AddHistory(ctx context.Context, rows []History) error {
	return put(ctx, tx.q, "history", rows, "")
}

// AddEvents notes what was shown and said; the same from the same person counts once.
func (tx *Tx) AddEvents(ctx context.Context, rows []Event) error {
	return put(ctx, tx.q, "events", rows, "on conflict do nothing")
}

// Events are a rule's events since a time, of some projects.
func (s Queries) Events(ctx context.Context, projects []string, rule string, since int64) ([]Event, error) {
	w := where{}
	w.in("project_id", projects)
	w.equal("rule", rule)
	w.add("at >= ", since)
	return list[Event](ctx, s.q, "select * from events"+w.text()+" order by at", w.args...)
}

// Said are what people said of a project's findings since a time.
func (s Queries) Said(ctx context.Context, projectID string, since int64) ([]Event, error) {
	return list[Event](ctx, s.q, "select * from events where project_id = $1 and kind <> 'exposed' and at >= $2 order by at", projectID, since)
}

// RuleStates are what a project decided about rules.
func (s Queries) RuleStates(ctx context.Context, projectID string) ([]RuleState, error) {
	return list[RuleState](ctx, s.q, "select * from rule_states where project_id = $1 order by rule", projectID)
}

// SetRuleState decides about one.
func (tx *Tx) SetRuleState(ctx context.Context, r RuleState) error {
	return put(ctx, tx.q, "rule_states", []RuleState{r}, "on conflict (project_id, rule) do update set state = excluded.state, reason = excluded.reason, changed_at = excluded.changed_at, changed_by = excluded.changed_by")
}

// Rollups are days of some projects, the oldest first.
func (s Queries) Rollups(ctx context.Context, projects []string, since int64) ([]Rollup, error) {
	w := where{}
	w.in("project_id", projects)
	w.add("day >= ", since)
	return list[Rollup](ctx, s.q, "select * from rollups"+w.text()+" order by day, project_id, severity", w.args...)
}

// AddRollups sets what is open on a day and adds what appeared and was fixed.
func (tx *Tx) AddRollups(ctx context.Context, rows []Rollup) error {
	return put(ctx, tx.q, "rollups", rows, `on conflict (project_id, day, severity) do update set open = excluded.open,
appeared = rollups.appeared + excluded.appeared, fixed = rollups.fixed + excluded.fixed`)
}
