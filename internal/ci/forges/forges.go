// Package forges knows how code hosts are spoken to about the comments of a
// request for a merge: GitHub, GitLab, Bitbucket, Azure DevOps and Gerrit, each
// in a file of its own. It must not know what the comments are about.
//
// Its window is Open, and the stand-in hosts of its tests.
package forges

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"leadline/internal/ci"
)

// Open is the forge that the surroundings name. commit is the head that
// comments are about; token is what the forge gave for writing.
func Open(s ci.Surroundings, commit, token string) (ci.Forge, error) {
	if s.Request == "" {
		return nil, errors.New("there is no pull or merge request to comment on")
	}
	if token == "" {
		return nil, fmt.Errorf("comments need a token of %s in LEADLINE_FORGE_TOKEN", s.Name)
	}
	c := &caller{base: strings.TrimSuffix(s.API, "/"), http: &http.Client{Timeout: time.Minute}, header: http.Header{}}
	switch s.Forge {
	case "github":
		if c.base == "" {
			c.base = "https://api.github.com"
		}
		c.header.Set("Authorization", "Bearer "+token)
		c.header.Set("Accept", "application/vnd.github+json")
		c.header.Set("X-GitHub-Api-Version", "2022-11-28")
		return &gitHub{c, s.Repository, s.Request, commit}, nil
	case "gitlab":
		c.header.Set("Private-Token", token)
		return &gitLab{caller: c, project: s.Project, request: s.Request}, nil
	case "bitbucket":
		c.header.Set("Authorization", "Bearer "+token)
		return &bitbucket{c, s.Repository, s.Request}, nil
	case "azure":
		c.header.Set("Authorization", "Bearer "+token)
		return &azure{c, s.Project, s.Repository, s.Request}, nil
	case "gerrit":
		c.header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(token)))
		c.prefix = ")]}'"
		return &gerrit{c, s.Request, commit}, nil
	}
	return nil, fmt.Errorf("%s has no comments that leadline knows", s.Name)
}

// caller speaks JSON with one host.
type caller struct {
	base   string
	http   *http.Client
	header http.Header
	// prefix stands before every answer and is dropped.
	prefix string
}

// refused is an answer that is no success.
type refused struct {
	status int
	what   string
}

func (r *refused) Error() string { return r.what }

// maxAnswer bounds what is read of one answer.
const maxAnswer = 32 << 20

// tries is how often a call is made that a host puts off.
const tries = 4

// call sends body (nil for none) and reads the answer into out (nil for none).
// path may be a whole address, as hosts give for further pages, but never one of
// another host: the token would go there. It gives the answer's header.
func (c *caller) call(ctx context.Context, method, path string, body, out any) (http.Header, error) {
	address := path
	if !strings.HasPrefix(path, c.base+"/") {
		if strings.Contains(path, "://") {
			return nil, fmt.Errorf("the answer leads away from %s", c.base)
		}
		address = c.base + path
	}
	var data []byte
	if body != nil {
		var err error
		if data, err = json.Marshal(body); err != nil {
			return nil, err
		}
	}
	for try := 1; ; try++ {
		header, wait, err := c.once(ctx, method, address, data, out)
		if wait == 0 || try == tries {
			return header, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(wait):
		}
	}
}

// once makes one call; wait is set when it is worth another try.
func (c *caller) once(ctx context.Context, method, address string, data []byte, out any) (http.Header, time.Duration, error) {
	req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(data))
	if err != nil {
		return nil, 0, err
	}
	req.Header = c.header.Clone()
	req.Header.Set("User-Agent", "leadline")
	if data != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, time.Second, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, time.Second, err
	}
	if resp.StatusCode >= 300 {
		said := strings.Join(strings.Fields(string(text[:min(len(text), 300)])), " ")
		fault := &refused{resp.StatusCode, fmt.Sprintf("%s %s: %s: %s", method, address, resp.Status, said)}
		if resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= 500 {
			return nil, pause(resp.Header), fault
		}
		return nil, 0, fault
	}
	if out == nil {
		return resp.Header, 0, nil
	}
	if err := json.Unmarshal(bytes.TrimPrefix(bytes.TrimSpace(text), []byte(c.prefix)), out); err != nil {
		return nil, 0, fmt.Errorf("%s %s: the answer is not understood: %w", method, address, err)
	}
	return resp.Header, 0, nil
}

// pause is how long a host asks to wait, a minute at most.
func pause(h http.Header) time.Duration {
	if n, err := strconv.Atoi(h.Get("Retry-After")); err == nil && n >= 0 {
		return min(time.Duration(n)*time.Second+time.Millisecond, time.Minute)
	}
	return time.Second
}

// status tells whether an error is an answer with one of these codes.
func status(err error, codes ...int) bool {
	var r *refused
	if !errors.As(err, &r) {
		return false
	}
	for _, c := range codes {
		if r.status == c {
			return true
		}
	}
	return false
}

// fenced is a block of text that may hold fences itself.
func fenced(kind, text string) string {
	n, run := 3, 0
	for _, r := range text {
		if r == '`' {
			run++
			n = max(n, run+1)
		} else {
			run = 0
		}
	}
	fence := strings.Repeat("`", n)
	return fence + kind + "\n" + text + "\n" + fence
}
