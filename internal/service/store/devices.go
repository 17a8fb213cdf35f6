package store

import "context"

// Device is a program that asked for a token and waits for a person to say yes.
// Hash is of what it proves itself with, Code is what the person compares.
type Device struct {
	Hash, Code, Client, Scopes    string
	UserID, State                 string
	AskedAt, CreatedAt, ExpiresAt int64
}

func (r *Device) fields() []any {
	return []any{&r.Hash, &r.Code, &r.Client, &r.Scopes, &r.UserID, &r.State, &r.AskedAt, &r.CreatedAt, &r.ExpiresAt}
}

// AddDevice adds one and drops those that ended. It tells whether the code was free.
func (tx *Tx) AddDevice(ctx context.Context, d Device) (bool, error) {
	if _, err := exec(ctx, tx.q, "delete from devices where expires_at < $1", d.CreatedAt); err != nil {
		return false, err
	}
	n, err := exec(ctx, tx.q, "insert into devices values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
		d.Hash, d.Code, d.Client, d.Scopes, d.UserID, d.State, d.AskedAt, d.CreatedAt, d.ExpiresAt)
	return n == 1, err
}

// Device is one by the hash of its secret.
func (s Queries) Device(ctx context.Context, hash string) (*Device, error) {
	return one[Device](ctx, s.q, "select * from devices where hash = $1", hash)
}

// DeviceByCode is the one that shows a code.
func (s Queries) DeviceByCode(ctx context.Context, code string) (*Device, error) {
	return one[Device](ctx, s.q, "select * from devices where code = $1", code)
}

// Devices is how many wait.
func (s Queries) Devices(ctx context.Context, now int64) (int64, error) {
	return s.number(ctx, "select count(*) from devices where expires_at > $1", now)
}

// DecideDevice lets one in or not, once; it tells whether nobody had before.
func (tx *Tx) DecideDevice(ctx context.Context, hash, userID, state string) (bool, error) {
	n, err := exec(ctx, tx.q, "update devices set user_id = $2, state = $3 where hash = $1 and state = 'waiting'", hash, userID, state)
	return n == 1, err
}

// AskDevice notes when one asked last.
func (tx *Tx) AskDevice(ctx context.Context, hash string, at int64) error {
	_, err := exec(ctx, tx.q, "update devices set asked_at = $2 where hash = $1", hash, at)
	return err
}

// RemoveDevice ends one; it tells whether it was there.
func (tx *Tx) RemoveDevice(ctx context.Context, hash string) (bool, error) {
	n, err := exec(ctx, tx.q, "delete from devices where hash = $1", hash)
	return n == 1, err
}
