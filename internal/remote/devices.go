package remote

import (
	"context"
	"errors"
	"time"
)

// Device is a program that waits for a person to let it in.
type Device struct {
	Secret   string `json:"secret"`
	Code     string `json:"code"`
	Address  string `json:"address"`
	Interval int64  `json:"interval"`
	Expires  int64  `json:"expires"`
}

// AskDevice asks for a token that somebody consents to in a browser. client says
// who asks.
func (c *Client) AskDevice(ctx context.Context, client string) (*Device, error) {
	d := &Device{}
	return d, c.call(ctx, "POST", "/v1/device", map[string]string{"client": client[:min(len(client), 100)]}, d)
}

// The ends of a question that was not answered with yes.
var (
	ErrDenied  = errors.New("somebody said no in the browser")
	ErrTooLate = errors.New("nobody has said yes in time; begin again")
)

// AwaitDevice waits until the question is answered and gives the token.
func (c *Client) AwaitDevice(ctx context.Context, d *Device) (token string, err error) {
	for {
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-time.After(time.Duration(max(d.Interval, 1)) * time.Second):
		}
		var grant struct {
			State string `json:"state"`
			Token string `json:"token"`
		}
		if err := c.call(ctx, "POST", "/v1/device/token", map[string]string{"secret": d.Secret}, &grant); err != nil {
			return "", err
		}
		switch grant.State {
		case "allowed":
			return grant.Token, nil
		case "denied":
			return "", ErrDenied
		case "ended":
			return "", ErrTooLate
		}
	}
}
