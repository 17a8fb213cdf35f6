package store

import "context"

// Inspected is what somebody who looked closely says of a finding.
type Inspected struct {
	FindingID, ProjectID, Rule, Version string
	// Month is the number of months since the year 0.
	Month              int64
	Why, Verdict, Note string
	Actor              string
	At                 int64
}

func (r *Inspected) fields() []any {
	return []any{&r.FindingID, &r.ProjectID, &r.Rule, &r.Version, &r.Month, &r.Why, &r.Verdict, &r.Note, &r.Actor, &r.At}
}

// InspectedOf are what was said of a rule's findings in some projects since a time.
func (s Queries) InspectedOf(ctx context.Context, projects []string, rule string, since int64) ([]Inspected, error) {
	w := where{}
	w.in("project_id", projects)
	w.add("rule = ", rule)
	w.add("at >= ", since)
	return list[Inspected](ctx, s.q, "select * from inspections"+w.text()+" order by finding_id", w.args...)
}

// SetInspected notes one; the last word holds.
func (tx *Tx) SetInspected(ctx context.Context, a Inspected) error {
	return put(ctx, tx.q, "inspections", []Inspected{a}, `on conflict (finding_id) do update set version = excluded.version, month = excluded.month,
why = excluded.why, verdict = excluded.verdict, note = excluded.note, actor = excluded.actor, at = excluded.at`)
}

// Move is a change of presence of a rule's finding, at a path.
type Move struct {
	History
	Rule, Path string
}

func (r *Move) fields() []any { return append(r.History.fields(), &r.Rule, &r.Path) }

// Moves are the changes of presence in some projects since a time, the oldest first.
func (s Queries) Moves(ctx context.Context, projects []string, since int64) ([]Move, error) {
	w := where{}
	w.in("h.project_id", projects)
	w.add("h.at >= ", since)
	return list[Move](ctx, s.q, "select h.*, p.rule, p.path from history h join presence p on p.finding_id = h.finding_id and p.ref = h.ref"+w.text()+
		" and h.kind = 'presence' order by h.id", w.args...)
}

// AfterFixes are the changes of presence of a rule's findings to which a fix was
// applied, the oldest first.
func (s Queries) AfterFixes(ctx context.Context, projects []string, rule string) ([]History, error) {
	w := where{}
	w.in("h.project_id", projects)
	w.add("f.rule = ", rule)
	return list[History](ctx, s.q, "select h.* from history h join findings f on f.id = h.finding_id"+w.text()+
		" and h.kind = 'presence' and exists (select 1 from events e where e.finding_id = h.finding_id and e.kind = 'fix_applied') order by h.id", w.args...)
}
