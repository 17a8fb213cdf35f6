package store

import "context"

// Policy is one line of what a project does about new findings. Paths, Rules and
// Refs are one pattern a line.
type Policy struct {
	ID, ProjectID      string
	Place              int64
	Paths, Rules, Refs string
	Severity           int64
	Action, Note       string
	CreatedBy          string
	CreatedAt          int64
}

func (r *Policy) fields() []any {
	return []any{&r.ID, &r.ProjectID, &r.Place, &r.Paths, &r.Rules, &r.Refs, &r.Severity, &r.Action, &r.Note, &r.CreatedBy, &r.CreatedAt}
}

// Policies are a project's, in their order.
func (s Queries) Policies(ctx context.Context, projectID string) ([]Policy, error) {
	return list[Policy](ctx, s.q, "select * from policies where project_id = $1 order by place, id", projectID)
}

// SetPolicies puts others in their place.
func (tx *Tx) SetPolicies(ctx context.Context, projectID string, rows []Policy) error {
	if _, err := exec(ctx, tx.q, "delete from policies where project_id = $1", projectID); err != nil {
		return err
	}
	return put(ctx, tx.q, "policies", rows, "")
}
