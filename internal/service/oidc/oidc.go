// Package oidc knows how to ask an OpenID provider who somebody is: the way
// there, with PKCE and a nonce, and what of the answer is genuine. It must not
// know what that person may do.
//
// Its window is the Person that Finish gives.
package oidc

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Options are what a provider knows us by.
type Options struct {
	Issuer, Client, Secret string
	// Name is what people call the provider.
	Name string
	// Back is where the provider sends browsers back to.
	Back string
}

// Person is somebody whom the provider vouches for.
type Person struct {
	// Subject is who, for ever: the issuer and its id of them.
	Subject     string
	Login, Name string
	Email       string // only one that the provider has verified
}

// Provider is an OpenID provider. It is asked what it offers when somebody first
// signs in, so that the service starts without it.
type Provider struct {
	options Options
	client  *http.Client
	mu      sync.Mutex
	found   *oidc.Provider
}

// Open names a provider; nothing is asked yet.
func Open(o Options) *Provider {
	return &Provider{options: o, client: &http.Client{Timeout: 10 * time.Second}}
}

// Name is what people call it.
func (p *Provider) Name() string { return p.options.Name }

func (p *Provider) find(ctx context.Context) (context.Context, *oidc.Provider, *oauth2.Config, error) {
	// Its keys are fetched later, too, when this request is over.
	ctx = oidc.ClientContext(context.WithoutCancel(ctx), p.client)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found == nil {
		found, err := oidc.NewProvider(ctx, p.options.Issuer)
		if err != nil {
			return nil, nil, nil, fmt.Errorf("ask the provider %s what it offers: %w", p.options.Issuer, err)
		}
		p.found = found
	}
	return ctx, p.found, &oauth2.Config{ClientID: p.options.Client, ClientSecret: p.options.Secret, Endpoint: p.found.Endpoint(), RedirectURL: p.options.Back,
		Scopes: []string{oidc.ScopeOpenID, "profile", "email"}}, nil
}

func chance() string {
	b := make([]byte, 24)
	if _, err := rand.Read(b); err != nil {
		panic(err) // never returned by crypto/rand
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// Start gives the address to send a browser to, and what the browser must bring
// back: only the one that began can end it.
func (p *Provider) Start(ctx context.Context) (address, memory string, err error) {
	_, _, config, err := p.find(ctx)
	if err != nil {
		return "", "", err
	}
	state, nonce, verifier := chance(), chance(), oauth2.GenerateVerifier()
	return config.AuthCodeURL(state, oidc.Nonce(nonce), oauth2.S256ChallengeOption(verifier)), state + "." + nonce + "." + verifier, nil
}

// ErrRefused is an answer that is not genuine, not for us or too late.
var ErrRefused = errors.New("the sign-in is not valid any more; begin again")

// Finish takes what a browser brings back.
func (p *Provider) Finish(ctx context.Context, memory, state, code string) (*Person, error) {
	parts := strings.Split(memory, ".")
	if len(parts) != 3 || parts[0] == "" || code == "" || subtle.ConstantTimeCompare([]byte(parts[0]), []byte(state)) != 1 {
		return nil, ErrRefused
	}
	ctx, found, config, err := p.find(ctx)
	if err != nil {
		return nil, err
	}
	token, err := config.Exchange(ctx, code, oauth2.VerifierOption(parts[2]))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return nil, fmt.Errorf("%w: the provider did not say who it is", ErrRefused)
	}
	id, err := found.Verifier(&oidc.Config{ClientID: p.options.Client}).Verify(ctx, raw)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(parts[1])) != 1 {
		return nil, ErrRefused
	}
	var c struct {
		Name     string `json:"name"`
		Login    string `json:"preferred_username"`
		Email    string `json:"email"`
		Verified bool   `json:"email_verified"`
	}
	if err := id.Claims(&c); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if !c.Verified {
		c.Email = ""
	}
	return &Person{Subject: id.Issuer + " " + id.Subject, Login: c.Login, Name: c.Name, Email: c.Email}, nil
}
