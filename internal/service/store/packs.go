package store

import "context"

// Pack is the content that the next scan of a project goes on from.
type Pack struct {
	ProjectID, Key, SHA256 string
	Size, CreatedAt        int64
}

func (r *Pack) fields() []any {
	return []any{&r.ProjectID, &r.Key, &r.SHA256, &r.Size, &r.CreatedAt}
}

// Packs are those of a project, the oldest first.
func (s Queries) Packs(ctx context.Context, projectID string) ([]Pack, error) {
	return list[Pack](ctx, s.q, "select * from packs where project_id = $1 order by created_at, key", projectID)
}

// SetPack puts a pack in the place of the one of the same key.
func (tx *Tx) SetPack(ctx context.Context, p Pack) error {
	return put(ctx, tx.q, "packs", []Pack{p}, "on conflict (project_id, key) do update set sha256 = excluded.sha256, size = excluded.size, created_at = excluded.created_at")
}

// RemovePack forgets one.
func (tx *Tx) RemovePack(ctx context.Context, projectID, key string) error {
	_, err := exec(ctx, tx.q, "delete from packs where project_id = $1 and key = $2", projectID, key)
	return err
}

// PackUsed tells whether a pack has a content.
func (tx *Tx) PackUsed(ctx context.Context, hash string) (bool, error) {
	n, err := tx.number(ctx, "select count(*) from packs where sha256 = $1", hash)
	return n > 0, err
}
