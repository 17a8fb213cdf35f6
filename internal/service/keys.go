package service

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"regexp"

	"leadline/internal/service/store"
)

// accountFact is the name of the fact that holds the number under which clients
// made for AWS know this installation.
const accountFact = "aws-account"

var regionForm = regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9]$`)

// AddAWSKey makes a key pair for clients that were made for Amazon CodeGuru
// Security. It acts as its owner, so that whoever makes one must have all of
// their own rights at hand.
func (s *Service) AddAWSKey(ctx context.Context, a *Actor, region string) (*store.AWSKey, error) {
	if a.ProjectID != "" || len(a.Scopes) < len(Scopes) {
		return nil, fault(Forbidden, "a key acts with all of its owner's rights: this needs a token with all scopes and all projects")
	}
	if !regionForm.MatchString(region) {
		return nil, fault(Invalid, "%q is not the name of a region such as us-east-1", region)
	}
	id := make([]byte, 16)
	if _, err := rand.Read(id); err != nil {
		return nil, err
	}
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	for i := range id {
		id[i] = letters[id[i]%32]
	}
	k := store.AWSKey{ID: "LDLK" + string(id), UserID: a.User.ID, Region: region, Secret: secret(), CreatedAt: s.Now()}
	return &k, s.Store.InTx(ctx, func(tx *store.Tx) error {
		account, err := tx.Fact(ctx, accountFact)
		if err != nil {
			return err
		}
		if account == "" {
			n, err := rand.Int(rand.Reader, big.NewInt(1_000_000_000_000))
			if err != nil {
				return err
			}
			if err := tx.SetFact(ctx, accountFact, fmt.Sprintf("%012d", n)); err != nil {
				return err
			}
		}
		if err := tx.AddAWSKey(ctx, k); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "aws-key.create", k.ID, "", region)
	})
}

// AWSAccount is the twelve digits that clients know this installation by; they
// come into being with the first key.
func (s *Service) AWSAccount(ctx context.Context) (string, error) {
	return s.Store.Fact(ctx, accountFact)
}

// AWSKeys are the actor's own, without their secrets.
func (s *Service) AWSKeys(ctx context.Context, a *Actor) ([]store.AWSKey, error) {
	if err := a.may(Read); err != nil {
		return nil, err
	}
	keys, err := s.Store.AWSKeys(ctx, a.User.ID)
	for i := range keys {
		keys[i].Secret = ""
	}
	return keys, err
}

// RevokeAWSKey ends a key of the actor's own, or any for administrators.
func (s *Service) RevokeAWSKey(ctx context.Context, a *Actor, id string) error {
	k, err := s.Store.AWSKey(ctx, id)
	if err != nil {
		return none(err, "there is no key %q", id)
	}
	if k.UserID != a.User.ID && a.global() != nil {
		return fault(Missing, "there is no key %q", id)
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if _, err := tx.RevokeAWSKey(ctx, id, s.Now()); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "aws-key.revoke", id, "", "")
	})
}
