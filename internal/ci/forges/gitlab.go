package forges

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"leadline/internal/ci"
)

// gitLab writes discussions of a merge request.
type gitLab struct {
	*caller
	project, request string
	refs             *diffRefs
}

type diffRefs struct {
	Base  string `json:"base_sha"`
	Start string `json:"start_sha"`
	Head  string `json:"head_sha"`
}

func (g *gitLab) path(rest string) string {
	return "/projects/" + url.PathEscape(g.project) + "/merge_requests/" + url.PathEscape(g.request) + rest
}

// Remarks lists the notes that begin a discussion.
func (g *gitLab) Remarks(ctx context.Context) ([]ci.Remark, error) {
	var out []ci.Remark
	for page := "1"; page != ""; {
		var list []struct {
			ID    string `json:"id"`
			Notes []struct {
				ID       int64  `json:"id"`
				Body     string `json:"body"`
				Resolved bool   `json:"resolved"`
				Position struct {
					Path string `json:"new_path"`
					Line int    `json:"new_line"`
				} `json:"position"`
			} `json:"notes"`
		}
		header, err := g.call(ctx, http.MethodGet, g.path("/discussions?per_page=100&page="+url.QueryEscape(page)), nil, &list)
		if err != nil {
			return nil, err
		}
		for _, d := range list {
			if len(d.Notes) > 0 {
				n := &d.Notes[0]
				out = append(out, ci.Remark{ID: strconv.FormatInt(n.ID, 10), Thread: d.ID, Body: n.Body, Path: n.Position.Path, Line: n.Position.Line, Resolved: n.Resolved})
			}
		}
		page = header.Get("X-Next-Page")
	}
	return out, nil
}

// Write begins a discussion at the line, or without a place when the request
// does not show that line.
func (g *gitLab) Write(ctx context.Context, r ci.Remark) error {
	if g.refs == nil {
		var request struct {
			Refs diffRefs `json:"diff_refs"`
		}
		if _, err := g.call(ctx, http.MethodGet, g.path(""), nil, &request); err != nil {
			return err
		}
		g.refs = &request.Refs
	}
	_, err := g.call(ctx, http.MethodPost, g.path("/discussions"), map[string]any{"body": r.Body, "position": map[string]any{
		"position_type": "text", "base_sha": g.refs.Base, "start_sha": g.refs.Start, "head_sha": g.refs.Head,
		"new_path": r.Path, "old_path": r.Path, "new_line": r.Line}}, nil)
	if status(err, http.StatusBadRequest) {
		_, err = g.call(ctx, http.MethodPost, g.path("/discussions"), map[string]any{"body": r.Body}, nil)
	}
	return err
}

// Rewrite changes the first note of a discussion.
func (g *gitLab) Rewrite(ctx context.Context, r ci.Remark) error {
	_, err := g.call(ctx, http.MethodPut, g.path("/discussions/"+url.PathEscape(r.Thread)+"/notes/"+r.ID), map[string]any{"body": r.Body}, nil)
	return err
}

// Resolve closes a discussion.
func (g *gitLab) Resolve(ctx context.Context, r ci.Remark) error {
	_, err := g.call(ctx, http.MethodPut, g.path("/discussions/"+url.PathEscape(r.Thread)), map[string]any{"resolved": true}, nil)
	return err
}

// Suggestion replaces lines above the commented one, which is the last.
func (g *gitLab) Suggestion(first, last int, text string) string {
	return fenced(fmt.Sprintf("suggestion:-%d+0", last-first), text)
}
