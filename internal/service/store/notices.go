package store

import (
	"context"
	"errors"
)

// Hook is an address that is told what happens in a project.
type Hook struct {
	ID, ProjectID, Kind, URL, Secret, Events, CreatedBy string
	CreatedAt                                           int64
}

func (r *Hook) fields() []any {
	return []any{&r.ID, &r.ProjectID, &r.Kind, &r.URL, &r.Secret, &r.Events, &r.CreatedBy, &r.CreatedAt}
}

// Delivery is a message on its way: to a hook, or by mail to a user. Of two with
// the same Once only the first is kept.
type Delivery struct {
	ID, ProjectID, HookID, UserID, Event, Subject, Body, Once, State string
	Attempts, NextAt                                                 int64
	Error                                                            string
	CreatedAt, DoneAt                                                int64
}

func (r *Delivery) fields() []any {
	return []any{&r.ID, &r.ProjectID, &r.HookID, &r.UserID, &r.Event, &r.Subject, &r.Body, &r.Once, &r.State, &r.Attempts, &r.NextAt, &r.Error,
		&r.CreatedAt, &r.DoneAt}
}

// Wish is how a user wants their mail.
type Wish struct{ UserID, Mail string }

func (r *Wish) fields() []any { return []any{&r.UserID, &r.Mail} }

// Hooks are a project's.
func (s Queries) Hooks(ctx context.Context, projectID string) ([]Hook, error) {
	return list[Hook](ctx, s.q, "select * from hooks where project_id = $1 order by id", projectID)
}

// Hook is one of a project's.
func (s Queries) Hook(ctx context.Context, projectID, id string) (*Hook, error) {
	return one[Hook](ctx, s.q, "select * from hooks where project_id = $1 and id = $2", projectID, id)
}

// AddHook adds one.
func (tx *Tx) AddHook(ctx context.Context, h Hook) error {
	return put(ctx, tx.q, "hooks", []Hook{h}, "")
}

// RemoveHook removes one with what is on its way to it.
func (tx *Tx) RemoveHook(ctx context.Context, id string) error {
	if _, err := exec(ctx, tx.q, "delete from deliveries where hook_id = $1", id); err != nil {
		return err
	}
	_, err := exec(ctx, tx.q, "delete from hooks where id = $1", id)
	return err
}

// AddDeliveries puts messages on their way.
func (tx *Tx) AddDeliveries(ctx context.Context, rows []Delivery) error {
	return put(ctx, tx.q, "deliveries", rows, "on conflict do nothing")
}

// Deliveries are the last messages to a project's hooks, the newest first.
func (s Queries) Deliveries(ctx context.Context, projectID string, limit int64) ([]Delivery, error) {
	return list[Delivery](ctx, s.q, "select * from deliveries where project_id = $1 and hook_id <> '' order by id desc limit $2", projectID, limit)
}

// Waiting are messages whose time has come.
func (s Queries) Waiting(ctx context.Context, now, limit int64) ([]Delivery, error) {
	return list[Delivery](ctx, s.q, "select * from deliveries where state = 'waiting' and next_at <= $1 order by next_at, id limit $2", now, limit)
}

// ClaimMail takes all messages to a user whose time has come for one attempt, all
// of them or, when another process has them, none: they leave in one letter.
func (tx *Tx) ClaimMail(ctx context.Context, userID string, now, next int64) ([]Delivery, error) {
	// Who holds the user's row claims alone.
	if _, err := exec(ctx, tx.q, "update users set disabled_at = disabled_at where id = $1", userID); err != nil {
		return nil, err
	}
	const due = " where state = 'waiting' and user_id = $1 and next_at <= $2"
	rows, err := list[Delivery](ctx, tx.q, "select * from deliveries"+due+" order by id", userID, now)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		rows[i].Attempts++
	}
	_, err = exec(ctx, tx.q, "update deliveries set attempts = attempts + 1, next_at = $3"+due, userID, now, next)
	return rows, err
}

// Claim takes a message for one attempt, so that no other process makes it too;
// it tells whether that was possible. Without an end it is tried again at next.
func (tx *Tx) Claim(ctx context.Context, d *Delivery, next int64) (bool, error) {
	n, err := exec(ctx, tx.q, "update deliveries set attempts = attempts + 1, next_at = $3 where id = $1 and attempts = $2 and state = 'waiting'", d.ID, d.Attempts, next)
	return n == 1, err
}

// EndAttempt writes what became of an attempt.
func (tx *Tx) EndAttempt(ctx context.Context, d *Delivery) error {
	_, err := exec(ctx, tx.q, "update deliveries set state = $2, next_at = $3, error = $4, done_at = $5 where id = $1", d.ID, d.State, d.NextAt, d.Error, d.DoneAt)
	return err
}

// ForgetDeliveries drops messages that ended before a time.
func (tx *Tx) ForgetDeliveries(ctx context.Context, before int64) (int64, error) {
	return exec(ctx, tx.q, "delete from deliveries where state <> 'waiting' and created_at < $1", before)
}

// Wish is how a user wants their mail; without a word, at once.
func (s Queries) Wish(ctx context.Context, userID string) (*Wish, error) {
	w, err := one[Wish](ctx, s.q, "select * from wishes where user_id = $1", userID)
	if errors.Is(err, ErrNone) {
		return &Wish{userID, "each"}, nil
	}
	return w, err
}

// SetWish changes it.
func (tx *Tx) SetWish(ctx context.Context, w Wish) error {
	return put(ctx, tx.q, "wishes", []Wish{w}, "on conflict (user_id) do update set mail = excluded.mail")
}

// Due are findings with an owner that were to be fixed before a time.
func (s Queries) Due(ctx context.Context, before int64) ([]Finding, error) {
	return list[Finding](ctx, s.q, `select * from findings where due_at > 0 and due_at <= $1 and owner <> '' and verdict = 'to_fix'
and exists (select 1 from presence where finding_id = findings.id and effective = 'open')`, before)
}
