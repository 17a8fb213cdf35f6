package service

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"regexp"
	"slices"
	"strings"

	"leadline/internal/service/store"
)

// tokenPrefix starts every token, so that scanners of secrets can know it.
const tokenPrefix = "ldl_"

// sessionTime is how long a browser stays signed in.
const sessionTime = 14 * 24 * 3600 * 1000

// usedEvery is how exact the time of a token's last use is.
const usedEvery = 60_000

// secret is 32 bytes of chance as text. It is long enough for a plain hash to
// be kept of it.
func secret() string {
	b := make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		panic(err) // never returned by crypto/rand
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Begin makes the first user and token of an empty store; the token is "" when
// the store has users already.
func (s *Service) Begin(ctx context.Context) (token string, err error) {
	users, err := s.Store.Users(ctx)
	if err != nil || len(users) > 0 {
		return "", err
	}
	admin := store.User{ID: store.NewID(), Login: "admin", Name: "Administrator", Admin: true, CreatedAt: s.Now()}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.AddUser(ctx, admin); err != nil {
			return err
		}
		token, err = s.mint(ctx, tx, &admin, NewToken{Name: "first start", Scopes: Scopes})
		return err
	})
	return token, err
}

// AdminToken makes a token for the first administrator: the way back in for
// whoever owns the machine.
func (s *Service) AdminToken(ctx context.Context, name string) (token string, err error) {
	users, err := s.Store.Users(ctx)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(users, func(u store.User) bool { return u.Admin && u.DisabledAt == 0 })
	if i < 0 {
		return s.Begin(ctx)
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		token, err = s.mint(ctx, tx, &users[i], NewToken{Name: name, Scopes: Scopes})
		return err
	})
	return token, err
}

// NewToken says what a token is to be good for.
type NewToken struct {
	Name      string
	Scopes    []Scope
	ProjectID string
	ExpiresAt int64
}

func (s *Service) mint(ctx context.Context, tx *store.Tx, u *store.User, n NewToken) (string, error) {
	key := secret()
	t := store.Token{ID: store.NewID(), UserID: u.ID, ProjectID: n.ProjectID, Name: n.Name, Hash: hashOf(key), CreatedAt: s.Now(), ExpiresAt: n.ExpiresAt}
	for i, sc := range n.Scopes {
		if i > 0 {
			t.Scopes += " "
		}
		t.Scopes += string(sc)
	}
	if err := tx.AddToken(ctx, t); err != nil {
		return "", err
	}
	return tokenPrefix + strings.ReplaceAll(t.ID, "-", "") + "_" + key, nil
}

// CreateToken gives the actor a token of their own, with no more than they
// have themselves.
func (s *Service) CreateToken(ctx context.Context, a *Actor, name string, scopes []Scope, project string, expires int64) (string, error) {
	if strings.TrimSpace(name) == "" || len(scopes) == 0 {
		return "", fault(Invalid, "a token needs a name and at least one scope of %s", join(Scopes))
	}
	for _, sc := range scopes {
		if !slices.Contains(Scopes, sc) {
			return "", fault(Invalid, "%q is not a scope; there are %s", sc, join(Scopes))
		}
		if err := a.may(sc); err != nil {
			return "", err
		}
	}
	n := NewToken{Name: name, Scopes: scopes, ProjectID: a.ProjectID, ExpiresAt: expires}
	if project != "" {
		p, err := s.ProjectFor(ctx, a, project, Read, Viewer)
		if err != nil {
			return "", err
		}
		n.ProjectID = p.ID
	}
	var token string
	err := s.Store.InTx(ctx, func(tx *store.Tx) (err error) {
		if token, err = s.mint(ctx, tx, a.User, n); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "token.create", name, n.ProjectID, join(scopes))
	})
	return token, err
}

// Tokens are the actor's own, or everybody's for administrators.
func (s *Service) Tokens(ctx context.Context, a *Actor) ([]store.Token, error) {
	if err := a.may(Read); err != nil {
		return nil, err
	}
	if a.global() == nil {
		return s.Store.Tokens(ctx, "")
	}
	return s.Store.Tokens(ctx, a.User.ID)
}

// RevokeToken ends a token of the actor's own, or any for administrators.
func (s *Service) RevokeToken(ctx context.Context, a *Actor, id string) error {
	t, err := s.Store.Token(ctx, id)
	if err != nil {
		return none(err, "there is no token %q", id)
	}
	if t.UserID != a.User.ID && a.global() != nil {
		return fault(Missing, "there is no token %q", id)
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if _, err := tx.RevokeToken(ctx, id, s.Now()); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "token.revoke", t.Name, t.ProjectID, "")
	})
}

// ByToken is who a token stands for.
func (s *Service) ByToken(ctx context.Context, token string) (*Actor, error) {
	refused := fault(Unknown, "this token is not valid: it is misspelt, was revoked or has expired; make one under Settings, or with leadline admin token")
	rest, ok := strings.CutPrefix(token, tokenPrefix)
	id, key, cut := strings.Cut(rest, "_")
	if !ok || !cut || len(id) != 32 {
		return nil, refused
	}
	t, err := s.Store.Token(ctx, id[:8]+"-"+id[8:12]+"-"+id[12:16]+"-"+id[16:20]+"-"+id[20:])
	if errors.Is(err, store.ErrNone) {
		return nil, refused
	}
	if err != nil {
		return nil, err
	}
	now := s.Now()
	if subtle.ConstantTimeCompare([]byte(t.Hash), []byte(hashOf(key))) != 1 || t.RevokedAt > 0 || t.ExpiresAt > 0 && t.ExpiresAt <= now {
		return nil, refused
	}
	u, err := s.Store.User(ctx, t.UserID)
	if errors.Is(err, store.ErrNone) || err == nil && u.DisabledAt > 0 {
		return nil, refused
	}
	if err != nil {
		return nil, err
	}
	if now-t.UsedAt > usedEvery {
		s.used(context.WithoutCancel(ctx), t.ID, now)
	}
	a := &Actor{User: u, ProjectID: t.ProjectID, Surface: "api", TokenID: t.ID}
	for _, sc := range strings.Fields(t.Scopes) {
		a.Scopes = append(a.Scopes, Scope(sc))
	}
	return a, nil
}

// used notes that a token was used. Nobody waits for that: while a large scan is
// recorded there is a queue for writing.
func (s *Service) used(ctx context.Context, id string, now int64) {
	if _, noting := s.noting.LoadOrStore(id, true); noting {
		return
	}
	go func() {
		defer s.noting.Delete(id)
		if err := s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.UseToken(ctx, id, now) }); err != nil {
			s.Log.Warn("the last use of a token was not noted", "error", err)
		}
	}()
}

// SignIn opens a session for whoever holds a token.
func (s *Service) SignIn(ctx context.Context, token string) (key string, a *Actor, err error) {
	if a, err = s.ByToken(ctx, token); err != nil {
		return "", nil, err
	}
	if a.ProjectID != "" || len(a.Scopes) < len(Scopes) {
		return "", nil, fault(Forbidden, "a browser needs a token with all scopes and all projects; this one has %s", join(a.Scopes))
	}
	key, err = s.session(ctx, a.User)
	return key, a, err
}

func (s *Service) session(ctx context.Context, u *store.User) (string, error) {
	key := secret()
	now := s.Now()
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.AddSession(ctx, store.Session{Hash: hashOf(key), UserID: u.ID, CreatedAt: now, ExpiresAt: now + sessionTime}); err != nil {
			return err
		}
		return s.note(ctx, tx, &Actor{User: u}, "session.open", u.Login, "", "")
	})
	return key, err
}

// BySession is who a browser's session stands for.
func (s *Service) BySession(ctx context.Context, key string) (*Actor, error) {
	r, err := s.Store.Session(ctx, hashOf(key))
	if err != nil {
		if errors.Is(err, store.ErrNone) {
			return nil, fault(Unknown, "sign in first")
		}
		return nil, err
	}
	u, err := s.Store.User(ctx, r.UserID)
	if err != nil {
		return nil, none(err, "sign in first")
	}
	if r.ExpiresAt <= s.Now() || u.DisabledAt > 0 {
		return nil, fault(Unknown, "this session has ended; sign in again")
	}
	return &Actor{User: u, Scopes: Scopes, Surface: "web"}, nil
}

// SignOut ends a session.
func (s *Service) SignOut(ctx context.Context, key string) error {
	return s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.EndSession(ctx, hashOf(key)) })
}

var loginForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$`)

// AddUser makes a user and their first token, which is shown once.
func (s *Service) AddUser(ctx context.Context, a *Actor, login, name, email string, admin bool) (*store.User, string, error) {
	if err := a.global(); err != nil {
		return nil, "", err
	}
	if !loginForm.MatchString(login) {
		return nil, "", fault(Invalid, "%q cannot be a login: 1 to 64 letters, digits and . _ @ -, the first a letter or digit", login)
	}
	if _, err := s.Store.UserByLogin(ctx, login); err == nil {
		return nil, "", fault(Conflict, "there is a user %q already", login)
	}
	if name == "" {
		name = login
	}
	u := &store.User{ID: store.NewID(), Login: login, Name: name, Email: email, Admin: admin, CreatedAt: s.Now()}
	var token string
	err := s.Store.InTx(ctx, func(tx *store.Tx) (err error) {
		if err = tx.AddUser(ctx, *u); err != nil {
			return err
		}
		if token, err = s.mint(ctx, tx, u, NewToken{Name: "invitation", Scopes: Scopes}); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "user.create", login, "", "")
	})
	return u, token, err
}

// DisableUser ends a user's access at once.
func (s *Service) DisableUser(ctx context.Context, a *Actor, login string) error {
	if err := a.global(); err != nil {
		return err
	}
	u, err := s.Store.UserByLogin(ctx, login)
	if err != nil {
		return none(err, "there is no user %q", login)
	}
	if u.ID == a.User.ID {
		return fault(Invalid, "you cannot disable yourself")
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.DisableUser(ctx, u.ID, s.Now()); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "user.disable", login, "", "")
	})
}

// SetMember gives a user a role in a project, or none with "".
func (s *Service) SetMember(ctx context.Context, a *Actor, project, login string, role Role) error {
	p, err := s.ProjectFor(ctx, a, project, Manage, Admin)
	if err != nil {
		return err
	}
	if role != "" && role.rank() < 0 {
		return fault(Invalid, "%q is not a role; there are viewer, developer, security, admin", role)
	}
	u, err := s.Store.UserByLogin(ctx, login)
	if err != nil {
		return none(err, "there is no user %q", login)
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if role == "" {
			if _, err := tx.RemoveMember(ctx, p.ID, u.ID); err != nil {
				return err
			}
		} else if err := tx.SetMember(ctx, store.Member{ProjectID: p.ID, UserID: u.ID, Role: string(role)}); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "member.set", login, p.ID, string(role))
	})
}

// Users are all users, for those who manage any project.
func (s *Service) Users(ctx context.Context, a *Actor) ([]store.User, error) {
	if err := a.may(Manage); err != nil {
		return nil, err
	}
	if !a.User.Admin {
		members, err := s.Store.Memberships(ctx, a.User.ID)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(members, func(m store.Member) bool { return Role(m.Role) == Admin }) {
			return nil, fault(Forbidden, "only administrators may list users")
		}
	}
	return s.Store.Users(ctx)
}

// MembersOf are a project's members, with their users by id.
func (s *Service) MembersOf(ctx context.Context, a *Actor, project string) ([]store.Member, map[string]store.User, error) {
	p, err := s.ProjectFor(ctx, a, project, Read, Viewer)
	if err != nil {
		return nil, nil, err
	}
	members, err := s.Store.Members(ctx, p.ID)
	if err != nil {
		return nil, nil, err
	}
	users, err := s.Store.Users(ctx)
	if err != nil {
		return nil, nil, err
	}
	byID := map[string]store.User{}
	for _, u := range users {
		byID[u.ID] = u
	}
	return members, byID, nil
}

// AuditOf is what people did: in one project for its administrators, anywhere
// for those of the service.
func (s *Service) AuditOf(ctx context.Context, a *Actor, project, before string, limit int64) ([]store.Audit, error) {
	if project == "" {
		if err := a.global(); err != nil {
			return nil, err
		}
		return s.Store.Audit(ctx, "", before, limit)
	}
	p, err := s.ProjectFor(ctx, a, project, Manage, Admin)
	if err != nil {
		return nil, err
	}
	return s.Store.Audit(ctx, p.ID, before, limit)
}
