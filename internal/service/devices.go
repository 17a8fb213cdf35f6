package service

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strings"

	"leadline/internal/service/store"
)

// A program without a browser gets a token as RFC 8628 says: it asks, shows a
// code, and waits until somebody who is signed in elsewhere says yes to that code.

const (
	deviceTime   = 10 * 60 * 1000 // how long a program waits
	devicePause  = 2 * 1000       // how often it may ask
	deviceTokens = 90 * dayTime   // how long its token holds
	maxDevices   = 1000           // that wait at once
	maxClient    = 100
)

// What has become of a program that waits.
const (
	DeviceWaiting = "waiting"
	DeviceAllowed = "allowed"
	DeviceDenied  = "denied"
	DeviceEnded   = "ended" // too late, or it has its token already
)

// codeLetters make no words and are hard to mistake for one another.
const codeLetters = "BCDFGHJKLMNPQRSTVWXZ"

func newCode() string {
	b := make([]byte, 8)
	if _, err := rand.Read(b); err != nil {
		panic(err) // never returned by crypto/rand
	}
	for i := range b {
		b[i] = codeLetters[int(b[i])%len(codeLetters)] // 256 is no multiple of 20: a letter's odds differ by 8 %
	}
	return string(b[:4]) + "-" + string(b[4:])
}

// plainCode is a code as people type it.
func plainCode(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(codeLetters, r) {
			return r
		}
		return -1
	}, strings.ToUpper(s))
	if len(s) != 8 {
		return ""
	}
	return s[:4] + "-" + s[4:]
}

// AskedDevice is what a program that asked is told.
type AskedDevice struct {
	Secret, Code string
	// Pause and Time are milliseconds: between two questions, and until it is too late.
	Pause, Time int64
}

// AskDevice begins to let a program in that nobody knows yet.
func (s *Service) AskDevice(ctx context.Context, client string, scopes []Scope) (*AskedDevice, error) {
	if client = strings.TrimSpace(client); client == "" || len(client) > maxClient || strings.ContainsAny(client, "\n\x00") {
		return nil, fault(Invalid, "client says on one line of at most %d bytes who asks", maxClient)
	}
	if len(scopes) == 0 {
		scopes = []Scope{Read, Scans, Triage}
	}
	text := ""
	for _, sc := range slices.Compact(slices.Sorted(slices.Values(scopes))) {
		if !slices.Contains(Scopes, sc) {
			return nil, fault(Invalid, "%q is not a scope; there are %s", sc, join(Scopes))
		}
		text += " " + string(sc)
	}
	now := s.Now()
	if n, err := s.Store.Devices(ctx, now); err != nil {
		return nil, err
	} else if n >= maxDevices {
		return nil, fault(Conflict, "too many programs wait to be let in; try again in some minutes")
	}
	for {
		out := &AskedDevice{secret(), newCode(), devicePause, deviceTime}
		free := false
		err := s.Store.InTx(ctx, func(tx *store.Tx) (err error) {
			free, err = tx.AddDevice(ctx, store.Device{Hash: hashOf(out.Secret), Code: out.Code, Client: client, Scopes: strings.TrimSpace(text), State: DeviceWaiting,
				CreatedAt: now, ExpiresAt: now + deviceTime})
			return err
		})
		if err != nil || free {
			return out, err
		}
	}
}

// DeviceFor is the program that shows a code, for whoever is to let it in.
func (s *Service) DeviceFor(ctx context.Context, a *Actor, code string) (*store.Device, error) {
	d, err := s.Store.DeviceByCode(ctx, plainCode(code))
	if err == nil && (d.ExpiresAt <= s.Now() || d.State != DeviceWaiting) {
		err = store.ErrNone
	}
	return d, none(err, "no program waits with this code; it may be too late, or the code is misspelt")
}

// DecideDevice lets the program in that shows a code, as the actor, or refuses it.
func (s *Service) DecideDevice(ctx context.Context, a *Actor, code string, allow bool) error {
	d, err := s.DeviceFor(ctx, a, code)
	if err != nil {
		return err
	}
	state := DeviceDenied
	if allow {
		state = DeviceAllowed
		if a.ProjectID != "" {
			return fault(Forbidden, "this token is for one project; sign in to let a program in")
		}
		for _, sc := range strings.Fields(d.Scopes) {
			if err := a.may(Scope(sc)); err != nil {
				return err
			}
		}
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		ok, err := tx.DecideDevice(ctx, d.Hash, a.User.ID, state)
		if err != nil {
			return err
		}
		if !ok {
			return fault(Conflict, "somebody has decided about this code already")
		}
		return s.note(ctx, tx, a, "device."+state, d.Client, "", d.Scopes)
	})
}

// DeviceToken tells a program what has become of its question; the token of one
// that was let in is made and told once.
func (s *Service) DeviceToken(ctx context.Context, key string) (state, token string, err error) {
	d, err := s.Store.Device(ctx, hashOf(key))
	if errors.Is(err, store.ErrNone) {
		return DeviceEnded, "", nil
	}
	if err != nil {
		return "", "", err
	}
	now := s.Now()
	if d.ExpiresAt <= now {
		return DeviceEnded, "", nil
	}
	if d.State != DeviceAllowed {
		if now-d.AskedAt < devicePause/2 {
			return "", "", fault(TooOften, "wait %d seconds between two questions", devicePause/1000)
		}
		return d.State, "", s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.AskDevice(ctx, d.Hash, now) })
	}
	u, err := s.Store.User(ctx, d.UserID)
	if err != nil {
		return "", "", err
	}
	if u.DisabledAt > 0 {
		return DeviceDenied, "", nil
	}
	n := NewToken{Name: d.Client, ExpiresAt: now + deviceTokens}
	for _, sc := range strings.Fields(d.Scopes) {
		n.Scopes = append(n.Scopes, Scope(sc))
	}
	state = DeviceAllowed
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		there, err := tx.RemoveDevice(ctx, d.Hash)
		if err != nil {
			return err
		}
		if !there {
			state = DeviceEnded
			return nil
		}
		token, err = s.mint(ctx, tx, u, n)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, &Actor{User: u}, "token.create", d.Client, "", d.Scopes)
	})
	return state, token, err
}
