package service

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"leadline/internal/service/post"
	"leadline/internal/service/store"
)

// Post is how messages leave; both may be nil.
type Post struct {
	Hook func(context.Context, post.Parcel) error
	Mail func(context.Context, post.Letter) error
}

// pauses are how long a message waits after each attempt that failed: it is
// given up after the last, about a day later.
var pauses = [...]time.Duration{10 * time.Second, time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour, 15 * time.Hour}

const (
	together = 8             // messages on their way at once
	claimed  = 2 * 60 * 1000 // how long an attempt may take before another process tries
	kept     = 30 * dayTime  // how long messages that ended can be looked at
)

// Deliver sends what waits, once. Each message is claimed first, so that of
// several processes one sends it; whoever dies in between lets it be sent again,
// with the same id.
func (s *Service) Deliver(ctx context.Context, out Post) (sent int, err error) {
	waiting, err := s.Store.Waiting(ctx, s.Now(), 100)
	if err != nil || len(waiting) == 0 {
		return 0, err
	}
	mailed := map[string]bool{}
	waiting = slices.DeleteFunc(waiting, func(d store.Delivery) bool {
		// The first mail to somebody takes the others with it.
		again := d.UserID != "" && mailed[d.UserID]
		mailed[d.UserID] = true
		return again
	})
	var mu sync.Mutex
	var errs []error
	slots := make(chan struct{}, together)
	var wait sync.WaitGroup
	for i := range waiting {
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			ok, err := s.attempt(ctx, out, &waiting[i])
			mu.Lock()
			defer mu.Unlock()
			if ok {
				sent++
			}
			errs = append(errs, err)
		})
	}
	wait.Wait()
	return sent, errors.Join(errs...)
}

// claim takes a message for one attempt: with a mail come all others that wait for
// the same user. What another process has is not taken.
func (s *Service) claim(ctx context.Context, d *store.Delivery) (group []store.Delivery, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		next := s.Now() + claimed
		if d.HookID == "" {
			group, err = tx.ClaimMail(ctx, d.UserID, s.Now(), next)
			return err
		}
		mine, err := tx.Claim(ctx, d, next)
		if mine {
			one := *d
			one.Attempts++
			group = []store.Delivery{one}
		}
		return err
	})
	return group, err
}

// attempt tries a message once.
func (s *Service) attempt(ctx context.Context, out Post, d *store.Delivery) (bool, error) {
	group, err := s.claim(ctx, d)
	if err != nil || len(group) == 0 {
		return false, err
	}
	var fail error
	if d.HookID != "" {
		fail = s.toHook(ctx, out, &group[0])
	} else {
		fail = s.toUser(ctx, out, group)
	}
	if ctx.Err() != nil {
		return false, nil // this process ends; the message is sent later
	}
	return fail == nil, s.Store.InTx(ctx, func(tx *store.Tx) error {
		for i := range group {
			if err := tx.EndAttempt(ctx, outcome(&group[i], fail, s.Now())); err != nil {
				return err
			}
		}
		return nil
	})
}

// errNowhere is why a message is not tried again.
var errNowhere = errors.New("there is nobody to tell")

// outcome is what an attempt makes of a message.
func outcome(d *store.Delivery, fail error, now int64) *store.Delivery {
	switch {
	case fail == nil:
		d.State, d.Error, d.DoneAt = "sent", "", now
	case errors.Is(fail, errNowhere) || d.Attempts > int64(len(pauses)):
		d.State, d.Error, d.DoneAt = "failed", fail.Error(), now
	default:
		d.Error, d.NextAt = fail.Error(), now+pauses[d.Attempts-1].Milliseconds()
	}
	return d
}

func (s *Service) toHook(ctx context.Context, out Post, d *store.Delivery) error {
	h, err := s.Store.Hook(ctx, d.ProjectID, d.HookID)
	switch {
	case errors.Is(err, store.ErrNone):
		return fmt.Errorf("%w: the hook was removed", errNowhere)
	case err != nil:
		return err
	case out.Hook == nil:
		return fmt.Errorf("%w: this service sends nothing", errNowhere)
	}
	err = out.Hook(ctx, post.Parcel{ID: d.ID, Event: d.Event, URL: h.URL, Secret: h.Secret, Body: []byte(d.Body), At: time.UnixMilli(s.Now())})
	if err != nil {
		// The address may hold a chat's key.
		return errors.New(strings.ReplaceAll(err.Error(), h.URL, host(h.URL)))
	}
	return nil
}

// toUser mails messages to one user in one letter.
func (s *Service) toUser(ctx context.Context, out Post, group []store.Delivery) error {
	d := &group[0]
	u, err := s.Store.User(ctx, d.UserID)
	switch {
	case errors.Is(err, store.ErrNone) || err == nil && (u.Email == "" || u.DisabledAt > 0):
		return fmt.Errorf("%w: the user has no address any more", errNowhere)
	case err != nil:
		return err
	case out.Mail == nil:
		return fmt.Errorf("%w: no mail server is set", errNowhere)
	}
	l := post.Letter{ID: d.ID, To: u.Email, Subject: "Leadline: " + d.Subject, Text: d.Body, At: time.UnixMilli(s.Now())}
	if len(group) > 1 {
		l.Subject, l.Text = fmt.Sprintf("Leadline: %d notices", len(group)), ""
		for i := range group {
			l.Text += group[i].Subject + "\n" + strings.Repeat("-", len(group[i].Subject)) + "\n\n" + group[i].Body + "\n\n"
		}
	}
	at, err := s.Store.Fact(ctx, addressFact)
	if err != nil {
		return err
	}
	l.Text += "\n--\nHow you get such mail, or none: " + at + "/settings\n"
	return out.Mail(ctx, l)
}

// ForgetSent drops messages that ended long ago.
func (s *Service) ForgetSent(ctx context.Context) (n int, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		gone, err := tx.ForgetDeliveries(ctx, s.Now()-kept)
		n = int(gone)
		return err
	})
	return n, err
}
