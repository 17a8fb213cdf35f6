package remote

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"time"
)

// Kept is a finding with its place, as the service keeps it, gone ones too.
type Kept struct {
	Known
	Title    string    `json:"title"`
	Severity string    `json:"severity"`
	Message  string    `json:"message"`
	Cell     int       `json:"cell"`
	Line     int       `json:"line"`
	Created  time.Time `json:"created"`
	Changed  time.Time `json:"changed"`
	Cause    string    `json:"cause,omitempty"` // why it is gone
}

// PastScan is a scan of a notebook, and what Restart and run all would have
// done then.
type PastScan struct {
	ID       string     `json:"id"`
	Ref      string     `json:"ref"`
	Commit   string     `json:"commit,omitempty"`
	Finished *time.Time `json:"finished"`
	URL      string     `json:"url"`
	Summary  string     `json:"summary"`
}

// FileHistory is what the service has of one file.
type FileHistory struct {
	Scans    []PastScan
	Findings []Kept
}

// maxPast bounds how many scans are asked about.
const maxPast = 8

// File lists the last scans that looked at a notebook, and all its findings. A
// finding that is on several refs is told of once, as the first of them has it.
func (c *Client) File(ctx context.Context, project string, refs []string, path string) (*FileHistory, error) {
	out := &FileHistory{Scans: []PastScan{}}
	met := map[string]bool{}
	for _, ref := range refs {
		err := pages(ctx, c, "/v1/findings", url.Values{"project": {project}, "ref": {ref}, "state": {"all"}, "path": {path}, "limit": {"500"}}, func(k *Kept) {
			if !met[k.ID] {
				met[k.ID] = true
				out.Findings = append(out.Findings, *k)
			}
		})
		if err == nil {
			err = c.pastScans(ctx, project, ref, path, out)
		}
		var p *Problem
		if err != nil && !(errors.As(err, &p) && p.Status == 404) { // there is no such project or ref yet
			return nil, fmt.Errorf("fetch what the service has of %s: %w", path, err)
		}
	}
	slices.SortStableFunc(out.Scans, func(a, b PastScan) int { return cmp.Compare(b.Finished.UnixNano(), a.Finished.UnixNano()) })
	return out, nil
}

func (c *Client) pastScans(ctx context.Context, project, ref, path string, out *FileHistory) error {
	var page struct {
		Items []PastScan `json:"items"`
	}
	q := url.Values{"project": {project}, "ref": {ref}, "state": {"succeeded"}, "limit": {fmt.Sprint(maxPast)}}
	if err := c.call(ctx, "GET", "/v1/scans?"+q.Encode(), nil, &page); err != nil {
		return err
	}
	for _, s := range page.Items {
		var books struct {
			Items []struct {
				Summary string `json:"summary"`
			} `json:"items"`
		}
		if err := c.call(ctx, "GET", "/v1/scans/"+url.PathEscape(s.ID)+"/notebooks?"+url.Values{"path": {path}}.Encode(), nil, &books); err != nil {
			return err
		}
		if len(books.Items) == 0 || s.Finished == nil {
			continue
		}
		s.Summary, s.URL = books.Items[0].Summary, c.URL+"/scans/"+s.ID
		out.Scans = append(out.Scans, s)
	}
	return nil
}

// Happened is one thing that became of a finding.
type Happened struct {
	At     *time.Time `json:"at"`
	Actor  string     `json:"actor"`
	Kind   string     `json:"kind"` // presence, triage
	Ref    string     `json:"ref,omitempty"`
	Was    string     `json:"was,omitempty"`
	Became string     `json:"became"`
	Note   string     `json:"note,omitempty"`
}

// History is what has become of a finding, in the order that the service gives.
func (c *Client) History(ctx context.Context, id string) ([]Happened, error) {
	var full struct {
		History []Happened `json:"history"`
	}
	if err := c.call(ctx, "GET", "/v1/findings/"+url.PathEscape(id), nil, &full); err != nil {
		return nil, fmt.Errorf("fetch the history: %w", err)
	}
	return full.History, nil
}

// pages goes through all pages of a list.
func pages[T any](ctx context.Context, c *Client, path string, q url.Values, visit func(*T)) error {
	for {
		var page struct {
			Items []T    `json:"items"`
			Next  string `json:"next"`
		}
		if err := c.call(ctx, "GET", path+"?"+q.Encode(), nil, &page); err != nil {
			return err
		}
		for i := range page.Items {
			visit(&page.Items[i])
		}
		if page.Next == "" {
			return nil
		}
		q.Set("cursor", page.Next)
	}
}
