package store

import "context"

// SitesOf are the places that a rule could judge in some projects, by day, the
// oldest first.
func (s Queries) SitesOf(ctx context.Context, projects []string, rule string) ([]Sites, error) {
	w := where{}
	w.in("project_id", projects)
	w.add("rule = ", rule)
	return list[Sites](ctx, s.q, "select * from sites"+w.text()+" order by day, project_id", w.args...)
}

// FirstShown is when a finding of a rule was shown to a person for the first time in
// some projects, 0 for never.
func (s Queries) FirstShown(ctx context.Context, projects []string, rule string) (int64, error) {
	w := where{}
	w.in("project_id", projects)
	w.add("rule = ", rule)
	w.add("kind = ", "exposed")
	return s.number(ctx, "select coalesce(min(at), 0) from events"+w.text(), w.args...)
}

// AddSites sets what there is on a day and adds what came.
func (tx *Tx) AddSites(ctx context.Context, rows []Sites) error {
	return put(ctx, tx.q, "sites", rows, `on conflict (project_id, day, rule) do update set sites = excluded.sites, fired = excluded.fired,
added = sites.added + excluded.added, added_fired = sites.added_fired + excluded.added_fired`)
}
