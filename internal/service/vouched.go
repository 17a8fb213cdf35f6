package service

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"leadline/internal/service/store"
)

// Vouched is somebody whom an identity provider of ours vouches for.
type Vouched struct{ Subject, Login, Name, Email string }

// SignInAs opens a session for them. Who comes for the first time is the user
// with the same address, if nobody came as that user before, and otherwise a new
// user, who may see nothing yet.
func (s *Service) SignInAs(ctx context.Context, v Vouched) (key string, err error) {
	u, err := s.Store.UserBySubject(ctx, v.Subject)
	if errors.Is(err, store.ErrNone) {
		u, err = s.welcome(ctx, v)
	}
	if err != nil {
		return "", err
	}
	if u.DisabledAt > 0 {
		return "", fault(Forbidden, "the access of %s was ended", u.Login)
	}
	return s.session(ctx, u)
}

var notLogin = regexp.MustCompile(`[^A-Za-z0-9._@-]+`)

func (s *Service) welcome(ctx context.Context, v Vouched) (*store.User, error) {
	users, err := s.Store.Users(ctx)
	if err != nil {
		return nil, err
	}
	taken := map[string]bool{}
	for i := range users {
		taken[users[i].Login] = true
		if v.Email != "" && strings.EqualFold(users[i].Email, v.Email) && users[i].Subject == "" {
			u := &users[i]
			return u, s.Store.InTx(ctx, func(tx *store.Tx) error {
				ok, err := tx.SetSubject(ctx, u.ID, v.Subject)
				if err != nil {
					return err
				}
				if !ok {
					return fault(Conflict, "somebody else signed in as %s just now", u.Login)
				}
				return s.note(ctx, tx, &Actor{User: u}, "user.link", u.Login, "", "")
			})
		}
	}
	login := strings.TrimLeft(notLogin.ReplaceAllString(v.Login, "-"), "._@-")
	if login == "" {
		login, _, _ = strings.Cut(strings.TrimLeft(notLogin.ReplaceAllString(v.Email, "-"), "._@-"), "@")
	}
	if login = login[:min(len(login), 50)]; login == "" {
		login = "user"
	}
	if taken[login] {
		login += "-" + store.NewID()[24:32]
	}
	name := v.Name
	if name == "" {
		name = login
	}
	u := &store.User{ID: store.NewID(), Login: login, Name: name[:min(len(name), 200)], Email: v.Email, Subject: v.Subject, CreatedAt: s.Now()}
	return u, s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.AddUser(ctx, *u); err != nil {
			return err
		}
		return s.note(ctx, tx, &Actor{User: u}, "user.create", login, "", "signed in for the first time")
	})
}
