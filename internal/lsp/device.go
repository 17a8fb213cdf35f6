package lsp

import (
	"context"
	"fmt"

	"leadline/internal/remote"
)

// askDevice begins to sign in by the browser: the answer is what the person is to
// open, and the code that they compare there.
func (s *Server) askDevice(ctx context.Context, q struct {
	// Client says which program asks.
	Client string `json:"client"`
}) (any, error) {
	address, err := s.address()
	if err != nil {
		return nil, err
	}
	if q.Client == "" {
		q.Client = "leadline in an editor"
	}
	d, err := s.talk(address, "").AskDevice(ctx, q.Client)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	return d, nil
}

// awaitDevice waits until the person has said yes, and signs in. The token goes back
// to a client that keeps it in a place of its own.
func (s *Server) awaitDevice(ctx context.Context, q struct {
	remote.Device
	Keep bool `json:"keep"`
}) (any, error) {
	address, err := s.address()
	if err != nil {
		return nil, err
	}
	token, err := s.talk(address, "").AwaitDevice(ctx, &q.Device)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	me, err := s.enter(ctx, address, token, q.Keep)
	if err != nil {
		return nil, err
	}
	if !q.Keep {
		me["token"] = token
	}
	return me, nil
}
