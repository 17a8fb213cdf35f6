package store

import "context"

// number reads a single number.
func (s Queries) number(ctx context.Context, query string, args ...any) (int64, error) {
	rows, err := s.q.QueryContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var n int64
	for rows.Next() {
		if err := rows.Scan(&n); err != nil {
			return 0, err
		}
	}
	return n, rows.Err()
}

// Users are all users.
func (s Queries) Users(ctx context.Context) ([]User, error) {
	return list[User](ctx, s.q, "select * from users order by login")
}

// User is a user by id.
func (s Queries) User(ctx context.Context, id string) (*User, error) {
	return one[User](ctx, s.q, "select * from users where id = $1", id)
}

// UserByLogin is a user by the name they sign in with.
func (s Queries) UserByLogin(ctx context.Context, login string) (*User, error) {
	return one[User](ctx, s.q, "select * from users where login = $1", login)
}

// UserBySubject is the user whom an identity provider calls that.
func (s Queries) UserBySubject(ctx context.Context, subject string) (*User, error) {
	return one[User](ctx, s.q, "select * from users where subject = $1 and subject <> ''", subject)
}

// SetSubject notes what an identity provider calls a user, once; it tells whether
// nobody had before.
func (tx *Tx) SetSubject(ctx context.Context, id, subject string) (bool, error) {
	n, err := exec(ctx, tx.q, "update users set subject = $2 where id = $1 and subject = ''", id, subject)
	return n == 1, err
}

// AddUser adds a user.
func (tx *Tx) AddUser(ctx context.Context, u User) error {
	return put(ctx, tx.q, "users", []User{u}, "")
}

// DisableUser ends a user's access, or gives it back with at = 0.
func (tx *Tx) DisableUser(ctx context.Context, id string, at int64) error {
	_, err := exec(ctx, tx.q, "update users set disabled_at = $2 where id = $1", id, at)
	return err
}

// Members are a project's members.
func (s Queries) Members(ctx context.Context, projectID string) ([]Member, error) {
	return list[Member](ctx, s.q, "select * from members where project_id = $1", projectID)
}

// Memberships are a user's roles.
func (s Queries) Memberships(ctx context.Context, userID string) ([]Member, error) {
	return list[Member](ctx, s.q, "select * from members where user_id = $1", userID)
}

// SetMember gives a role.
func (tx *Tx) SetMember(ctx context.Context, m Member) error {
	return put(ctx, tx.q, "members", []Member{m}, "on conflict (project_id, user_id) do update set role = excluded.role")
}

// RemoveMember takes it away.
func (tx *Tx) RemoveMember(ctx context.Context, projectID, userID string) (int64, error) {
	return exec(ctx, tx.q, "delete from members where project_id = $1 and user_id = $2", projectID, userID)
}

// Token is a token by id.
func (s Queries) Token(ctx context.Context, id string) (*Token, error) {
	return one[Token](ctx, s.q, "select * from tokens where id = $1", id)
}

// Tokens are a user's tokens, or everybody's for "".
func (s Queries) Tokens(ctx context.Context, userID string) ([]Token, error) {
	return list[Token](ctx, s.q, "select * from tokens where $1 = '' or user_id = $1 order by id desc", userID)
}

// AddToken adds one.
func (tx *Tx) AddToken(ctx context.Context, t Token) error {
	return put(ctx, tx.q, "tokens", []Token{t}, "")
}

// RevokeToken ends one.
func (tx *Tx) RevokeToken(ctx context.Context, id string, at int64) (int64, error) {
	return exec(ctx, tx.q, "update tokens set revoked_at = $2 where id = $1 and revoked_at = 0", id, at)
}

// UseToken notes when a token was used last.
func (tx *Tx) UseToken(ctx context.Context, id string, at int64) error {
	_, err := exec(ctx, tx.q, "update tokens set used_at = $2 where id = $1", id, at)
	return err
}

// Session is a session by the hash of its secret.
func (s Queries) Session(ctx context.Context, hash string) (*Session, error) {
	return one[Session](ctx, s.q, "select * from sessions where hash = $1", hash)
}

// AddSession adds one, and removes those that ended.
func (tx *Tx) AddSession(ctx context.Context, r Session) error {
	if _, err := exec(ctx, tx.q, "delete from sessions where expires_at < $1", r.CreatedAt); err != nil {
		return err
	}
	return put(ctx, tx.q, "sessions", []Session{r}, "")
}

// EndSession removes one.
func (tx *Tx) EndSession(ctx context.Context, hash string) error {
	_, err := exec(ctx, tx.q, "delete from sessions where hash = $1", hash)
	return err
}

// Audit are the last acts, the newest first, before an id.
func (s Queries) Audit(ctx context.Context, projectID, before string, limit int64) ([]Audit, error) {
	return list[Audit](ctx, s.q, "select * from audit where ($1 = '' or project_id = $1) and ($2 = '' or id < $2) order by id desc limit $3", projectID, before, limit)
}

// AddAudit notes an act.
func (tx *Tx) AddAudit(ctx context.Context, a Audit) error {
	return put(ctx, tx.q, "audit", []Audit{a}, "")
}

// Fact is a value of the installation.
func (s Queries) Fact(ctx context.Context, name string) (string, error) {
	rows, err := s.q.QueryContext(ctx, "select value from facts where name = $1", name)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	value := ""
	for rows.Next() {
		if err := rows.Scan(&value); err != nil {
			return "", err
		}
	}
	return value, rows.Err()
}

// SetFact sets one.
func (tx *Tx) SetFact(ctx context.Context, name, value string) error {
	_, err := exec(ctx, tx.q, "insert into facts values ($1, $2) on conflict (name) do update set value = excluded.value", name, value)
	return err
}
