// Package remote knows how to talk to the service: sending a tree, starting a
// scan and following it to its end. It must not know how a scan is done, nor
// show anything to anybody.
//
// Its window is the stream that a scan's handler gets, which is that of a scan
// on this machine.
package remote

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Client talks to one service.
type Client struct {
	// URL is the service's, without a slash at the end.
	URL, Token, Version string
	HTTP                *http.Client
}

// Problem is what the service refused, and why.
type Problem struct {
	Status int
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Errors []struct {
		Message  string `json:"message"`
		Location string `json:"location"`
	} `json:"errors"`
}

func (p *Problem) Error() string {
	s := p.Detail
	if s == "" {
		s = fmt.Sprintf("status %d %s", p.Status, p.Title)
	}
	for _, e := range p.Errors {
		s += "; " + strings.TrimSpace(e.Location+" "+e.Message)
	}
	return s
}

// tries and pause say how long a service that is away is waited for.
const (
	tries = 5
	pause = 400 * time.Millisecond
)

// call sends a request and reads the answer into out. A service that is away
// for a moment is asked again; every call may be repeated without harm.
func (c *Client) call(ctx context.Context, method, path string, in, out any) error {
	return c.callIf(ctx, method, path, "", in, out)
}

// callIf is a call that holds only while the thing is the version that an ETag
// names.
func (c *Client) callIf(ctx context.Context, method, path, etag string, in, out any) error {
	var content []byte
	kind := "application/json"
	switch v := in.(type) {
	case nil:
	case []byte:
		content, kind = v, "application/octet-stream"
	default:
		var err error
		if content, err = json.Marshal(in); err != nil {
			return err
		}
	}
	for try := 1; ; try++ {
		err := c.once(ctx, method, path, kind, etag, content, out)
		var refused *Problem
		if err == nil || errors.As(err, &refused) && refused.Status < 500 && refused.Status != http.StatusTooManyRequests || try == tries || ctx.Err() != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause << (try - 1)):
		}
	}
}

func (c *Client) once(ctx context.Context, method, path, kind, etag string, content []byte, out any) error {
	res, err := c.send(ctx, method, path, kind, etag, content)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	switch out := out.(type) {
	case nil:
		return nil
	case *[]byte:
		*out, err = io.ReadAll(res.Body)
	default:
		err = json.NewDecoder(res.Body).Decode(out)
	}
	if err != nil {
		return fmt.Errorf("read the service's answer: %w", err)
	}
	return nil
}

func (c *Client) send(ctx context.Context, method, path, kind, etag string, content []byte) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, method, c.URL+path, bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("%s is not an address of a service: %w", c.URL, err)
	}
	if content != nil {
		req.Header.Set("Content-Type", kind)
	}
	if etag != "" {
		req.Header.Set("If-Match", etag)
	}
	req.Header.Set("Authorization", "Bearer "+c.Token)
	req.Header.Set("User-Agent", "leadline/"+c.Version)
	client := c.HTTP
	if client == nil {
		client = http.DefaultClient
	}
	res, err := client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("reach the service: %w", err)
	}
	if res.StatusCode >= 400 {
		defer res.Body.Close()
		p := &Problem{Status: res.StatusCode}
		data, _ := io.ReadAll(io.LimitReader(res.Body, 1<<20))
		if json.Unmarshal(data, p) != nil {
			p.Detail = fmt.Sprintf("%s answered %s, which is not how this service answers", c.URL, res.Status)
		}
		return nil, p
	}
	return res, nil
}

// Me is who the token stands for.
func (c *Client) Me(ctx context.Context) (login string, err error) {
	var me struct {
		User struct {
			Login string `json:"login"`
		} `json:"user"`
	}
	err = c.call(ctx, "GET", "/v1/me", nil, &me)
	return me.User.Login, err
}

// AddAWSKey makes a key pair for clients that were made for Amazon CodeGuru
// Security.
func (c *Client) AddAWSKey(ctx context.Context, region string) (id, secret string, err error) {
	var out struct {
		ID     string `json:"id"`
		Secret string `json:"secret"`
	}
	err = c.call(ctx, "POST", "/v1/aws-keys", map[string]string{"region": region}, &out)
	return out.ID, out.Secret, err
}

// RevokeAWSKey ends one.
func (c *Client) RevokeAWSKey(ctx context.Context, id string) error {
	return c.call(ctx, "DELETE", "/v1/aws-keys/"+url.PathEscape(id), nil, nil)
}

// EnsureProject makes a project that is not there.
func (c *Client) EnsureProject(ctx context.Context, slug, mainRef string) error {
	err := c.call(ctx, "GET", "/v1/projects/"+url.PathEscape(slug), nil, nil)
	var p *Problem
	if !errors.As(err, &p) || p.Status != http.StatusNotFound {
		return err
	}
	err = c.call(ctx, "POST", "/v1/projects", map[string]any{"slug": slug, "mainRef": mainRef}, nil)
	if errors.As(err, &p) && p.Status == http.StatusConflict {
		return nil // somebody else was faster
	}
	return err
}

// event is one event of a stream.
type event struct {
	name string
	data []byte
}

// events reads a stream until it ends or f has enough.
func (c *Client) events(ctx context.Context, path string, f func(event) (more bool, err error)) error {
	res, err := c.send(ctx, "GET", path, "", "", nil)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(make([]byte, 1<<16), 1<<26)
	e := event{name: "message"}
	for lines.Scan() {
		line := lines.Text()
		switch {
		case line == "":
			if e.data != nil {
				if more, err := f(e); err != nil || !more {
					return err
				}
			}
			e = event{name: "message"}
		case strings.HasPrefix(line, "event: "):
			e.name = line[len("event: "):]
		case strings.HasPrefix(line, "data: "):
			e.data = append(e.data, line[len("data: "):]...)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("follow the scan: %w", err)
	}
	return io.ErrUnexpectedEOF
}
