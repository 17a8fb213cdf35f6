package forges

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"leadline/internal/ci"
)

// azure writes threads of a pull request.
type azure struct {
	*caller
	project, repository, request string
}

func (a *azure) path(rest string) string {
	return "/" + url.PathEscape(a.project) + "/_apis/git/repositories/" + url.PathEscape(a.repository) + "/pullRequests/" +
		url.PathEscape(a.request) + "/threads" + rest + "?api-version=7.1"
}

// The states of a thread that say that nobody need look at it any more.
var azureClosed = map[string]bool{"fixed": true, "wontFix": true, "closed": true, "byDesign": true}

// Remarks lists the first comment of each thread.
func (a *azure) Remarks(ctx context.Context) ([]ci.Remark, error) {
	var answer struct {
		Value []struct {
			ID       int64  `json:"id"`
			Status   string `json:"status"`
			Deleted  bool   `json:"isDeleted"`
			Comments []struct {
				ID      int64  `json:"id"`
				Content string `json:"content"`
			} `json:"comments"`
			Context *struct {
				Path string `json:"filePath"`
				End  struct {
					Line int `json:"line"`
				} `json:"rightFileEnd"`
			} `json:"threadContext"`
		} `json:"value"`
	}
	if _, err := a.call(ctx, http.MethodGet, a.path(""), nil, &answer); err != nil {
		return nil, err
	}
	var out []ci.Remark
	for _, t := range answer.Value {
		if t.Deleted || len(t.Comments) == 0 {
			continue
		}
		r := ci.Remark{ID: strconv.FormatInt(t.Comments[0].ID, 10), Thread: strconv.FormatInt(t.ID, 10), Body: t.Comments[0].Content, Resolved: azureClosed[t.Status]}
		if t.Context != nil {
			r.Path, r.Line = strings.TrimPrefix(t.Context.Path, "/"), t.Context.End.Line
		}
		out = append(out, r)
	}
	return out, nil
}

// Write begins a thread at a line.
func (a *azure) Write(ctx context.Context, r ci.Remark) error {
	at := func(line, offset int) map[string]int { return map[string]int{"line": line, "offset": offset} }
	_, err := a.call(ctx, http.MethodPost, a.path(""), map[string]any{
		"status":   "active",
		"comments": []any{map[string]any{"parentCommentId": 0, "content": r.Body, "commentType": "text"}},
		// The end lies at the start of the next line: the whole line is meant.
		"threadContext": map[string]any{"filePath": "/" + r.Path, "rightFileStart": at(r.First, 1), "rightFileEnd": at(r.Line+1, 1)},
	}, nil)
	return err
}

// Rewrite changes the first comment of a thread.
func (a *azure) Rewrite(ctx context.Context, r ci.Remark) error {
	_, err := a.call(ctx, http.MethodPatch, a.path("/"+r.Thread+"/comments/"+r.ID), map[string]any{"content": r.Body}, nil)
	return err
}

// Resolve closes a thread as fixed.
func (a *azure) Resolve(ctx context.Context, r ci.Remark) error {
	_, err := a.call(ctx, http.MethodPatch, a.path("/"+r.Thread), map[string]any{"status": "fixed"}, nil)
	return err
}

// Suggestion replaces the commented lines.
func (a *azure) Suggestion(_, _ int, text string) string { return fenced("suggestion", text) }
