package store

import "context"

// AWSKey is a key pair that signs requests as AWS's clients do. A signature can
// be checked only by who has the secret, so that it is kept as it is.
type AWSKey struct {
	ID, UserID, Region, Secret   string
	CreatedAt, UsedAt, RevokedAt int64
}

// AWSName is a scan name of the compatibility face and the project behind it.
type AWSName struct {
	Name, ProjectID, Ref, Kind, Analysis, Tags string
	CreatedAt                                  int64
}

// AWSUpload is a place for one archive; Hash is of the secret in its address,
// Content is what was put there, "" before.
type AWSUpload struct {
	ID, UserID, Name, Hash, Content string
	Size, CreatedAt, ExpiresAt      int64
}

func (r *AWSKey) fields() []any {
	return []any{&r.ID, &r.UserID, &r.Region, &r.Secret, &r.CreatedAt, &r.UsedAt, &r.RevokedAt}
}

func (r *AWSName) fields() []any {
	return []any{&r.Name, &r.ProjectID, &r.Ref, &r.Kind, &r.Analysis, &r.Tags, &r.CreatedAt}
}

func (r *AWSUpload) fields() []any {
	return []any{&r.ID, &r.UserID, &r.Name, &r.Hash, &r.Content, &r.Size, &r.CreatedAt, &r.ExpiresAt}
}

// AWSKey is a key by id.
func (s Queries) AWSKey(ctx context.Context, id string) (*AWSKey, error) {
	return one[AWSKey](ctx, s.q, "select * from aws_keys where id = $1", id)
}

// AWSKeys are a user's keys, the newest first.
func (s Queries) AWSKeys(ctx context.Context, userID string) ([]AWSKey, error) {
	return list[AWSKey](ctx, s.q, "select * from aws_keys where user_id = $1 order by created_at desc, id", userID)
}

// AddAWSKey adds one.
func (tx *Tx) AddAWSKey(ctx context.Context, k AWSKey) error {
	return put(ctx, tx.q, "aws_keys", []AWSKey{k}, "")
}

// UseAWSKey notes when a key was used last.
func (tx *Tx) UseAWSKey(ctx context.Context, id string, at int64) error {
	_, err := exec(ctx, tx.q, "update aws_keys set used_at = $2 where id = $1", id, at)
	return err
}

// RevokeAWSKey ends one.
func (tx *Tx) RevokeAWSKey(ctx context.Context, id string, at int64) (int64, error) {
	return exec(ctx, tx.q, "update aws_keys set revoked_at = $2 where id = $1 and revoked_at = 0", id, at)
}

// AWSNames are all scan names, by name.
func (s Queries) AWSNames(ctx context.Context) ([]AWSName, error) {
	return list[AWSName](ctx, s.q, "select * from aws_names order by name")
}

// AWSName is a scan name.
func (s Queries) AWSName(ctx context.Context, name string) (*AWSName, error) {
	return one[AWSName](ctx, s.q, "select * from aws_names where name = $1", name)
}

// SetAWSName adds or changes one.
func (tx *Tx) SetAWSName(ctx context.Context, n AWSName) error {
	return put(ctx, tx.q, "aws_names", []AWSName{n}, `on conflict (name) do update set project_id = excluded.project_id, ref = excluded.ref,
kind = excluded.kind, analysis = excluded.analysis, tags = excluded.tags`)
}

// AWSUpload is an upload by id.
func (s Queries) AWSUpload(ctx context.Context, id string) (*AWSUpload, error) {
	return one[AWSUpload](ctx, s.q, "select * from aws_uploads where id = $1", id)
}

// AddAWSUpload adds one.
func (tx *Tx) AddAWSUpload(ctx context.Context, u AWSUpload) error {
	return put(ctx, tx.q, "aws_uploads", []AWSUpload{u}, "")
}

// FillAWSUpload notes what was put there.
func (tx *Tx) FillAWSUpload(ctx context.Context, id, content string, size int64) error {
	_, err := exec(ctx, tx.q, "update aws_uploads set content = $2, size = $3 where id = $1", id, content, size)
	return err
}

// EndedAWSUploads are those whose time was over before then.
func (s Queries) EndedAWSUploads(ctx context.Context, then int64) ([]AWSUpload, error) {
	return list[AWSUpload](ctx, s.q, "select * from aws_uploads where expires_at < $1", then)
}

// RemoveAWSUpload forgets one; last tells whether no other has its content.
func (tx *Tx) RemoveAWSUpload(ctx context.Context, u *AWSUpload) (last bool, err error) {
	if _, err := exec(ctx, tx.q, "delete from aws_uploads where id = $1", u.ID); err != nil {
		return false, err
	}
	n, err := tx.number(ctx, "select count(*) from aws_uploads where content = $1", u.Content)
	if err != nil || n > 0 {
		return false, err
	}
	n, err = tx.number(ctx, "select count(*) from blobs where sha256 = $1", u.Content)
	return n == 0, err
}
