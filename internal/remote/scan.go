package remote

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"leadline/internal/config"
	"leadline/internal/finding"
	"leadline/internal/report"
)

// Tree is what is sent: contents by path.
type Tree struct {
	Files map[string][]byte
	// Excluded are paths that are there and left out on purpose.
	Excluded []string
}

// Request is what is asked of a remote scan.
type Request struct {
	Project, Ref, Commit string
	Committed            time.Time
	Dirty                bool
	Paths                []string
	Settings             config.Overlay
	Tree                 *Tree
}

type manifestFile struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Size   int    `json:"size"`
}

// Status is a scan as the service shows it.
type Status struct {
	ID    string `json:"id"`
	State string `json:"state"`
	Error string `json:"error"`
}

// Scan sends the tree, scans it there, and sends what comes to the handler as
// if the scan ran here. Cancelling ctx cancels the scan there too.
func (c *Client) Scan(ctx context.Context, r *Request, from report.Sources, h finding.Handler) (id string, err error) {
	if id, err = c.Start(ctx, r, h); err != nil {
		return "", err
	}
	if err := c.follow(ctx, id, h); err != nil {
		if ctx.Err() != nil {
			c.cancel(id)
			return id, ctx.Err()
		}
		return id, err
	}
	var result []byte
	if err := c.call(ctx, "GET", "/v1/scans/"+id+"/result?format=jsonl", nil, &result); err != nil {
		return id, fmt.Errorf("fetch the result: %w", err)
	}
	return id, report.Read(bytes.NewReader(result), from, h)
}

// Start sends the tree and has it scanned there, and waits for nothing.
func (c *Client) Start(ctx context.Context, r *Request, h finding.Handler) (id string, err error) {
	tree, err := c.Upload(ctx, r, h)
	if err != nil {
		return "", err
	}
	start := map[string]any{"tree": tree, "ref": r.Ref, "commit": r.Commit, "dirty": r.Dirty, "paths": r.Paths, "settings": r.Settings, "priority": 1,
		"client": "leadline " + c.Version}
	if !r.Committed.IsZero() {
		start["committed"] = r.Committed.UTC()
	}
	var s Status
	if err := c.call(ctx, "POST", "/v1/projects/"+url.PathEscape(r.Project)+"/scans", start, &s); err != nil {
		return "", fmt.Errorf("start the scan: %w", err)
	}
	return s.ID, nil
}

// cancel takes a scan back that nobody waits for any more.
func (c *Client) cancel(id string) {
	ctx, stop := context.WithTimeout(context.Background(), 3*time.Second)
	defer stop()
	// The command is ending: there is nobody left to tell about a failure.
	_ = c.once(ctx, "DELETE", "/v1/scans/"+id, "", "", nil, nil)
}

// senders is how many contents travel at once.
const senders = 8

// Upload sends what the service does not have and gives the tree's id.
func (c *Client) Upload(ctx context.Context, r *Request, h finding.Handler) (string, error) {
	files := make([]manifestFile, 0, len(r.Tree.Files))
	byHash := map[string][]byte{}
	for path, content := range r.Tree.Files {
		sum := sha256.Sum256(content)
		hash := hex.EncodeToString(sum[:])
		files = append(files, manifestFile{path, hash, len(content)})
		byHash[hash] = content
	}
	var answer struct {
		ID      string   `json:"id"`
		Missing []string `json:"missing"`
	}
	base := "/v1/projects/" + url.PathEscape(r.Project)
	if err := c.call(ctx, "POST", base+"/trees", map[string]any{"files": files, "excluded": r.Tree.Excluded}, &answer); err != nil {
		return "", fmt.Errorf("send the list of files: %w", err)
	}
	return answer.ID, c.sendAll(ctx, base, answer.Missing, byHash, h)
}

func (c *Client) sendAll(ctx context.Context, base string, hashes []string, contents map[string][]byte, h finding.Handler) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wait sync.WaitGroup
	var next, sent atomic.Int64
	var mu sync.Mutex
	for range min(senders, len(hashes)) {
		wait.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(hashes) || ctx.Err() != nil {
					return
				}
				if err := c.call(ctx, "PUT", base+"/blobs/"+hashes[i], contents[hashes[i]], nil); err != nil {
					cancel(fmt.Errorf("send a file: %w", err))
					return
				}
				mu.Lock()
				h.Progress(finding.Progress{Stage: "upload", Done: int(sent.Add(1)), Total: len(hashes)})
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	return context.Cause(ctx)
}

// follow waits for a scan's end. A stream that breaks is taken up again.
func (c *Client) follow(ctx context.Context, id string, h finding.Handler) error {
	for try := 1; ; try++ {
		var end *Status
		err := c.events(ctx, "/v1/scans/"+id+"/events", func(e event) (bool, error) {
			switch e.name {
			case "progress":
				var p struct {
					Stage       string
					Done, Total int
				}
				if json.Unmarshal(e.data, &p) == nil {
					h.Progress(finding.Progress{Stage: p.Stage, Done: p.Done, Total: p.Total})
				}
				try = 1
			case "done":
				var d struct{ Scan Status }
				if err := json.Unmarshal(e.data, &d); err != nil {
					return false, err
				}
				end = &d.Scan
				return false, nil
			}
			return true, nil
		})
		var refused *Problem
		switch {
		case end != nil && end.State == "succeeded":
			return nil
		case end != nil && end.Error != "":
			return fmt.Errorf("the scan %s: %s", end.State, end.Error)
		case end != nil:
			return fmt.Errorf("the scan was %s", end.State)
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.As(err, &refused) && refused.Status < http.StatusInternalServerError, try >= 2*tries:
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}
