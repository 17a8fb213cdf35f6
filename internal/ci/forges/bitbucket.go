package forges

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"leadline/internal/ci"
)

// bitbucket writes comments of a pull request.
type bitbucket struct {
	*caller
	repository, request string
}

// bitbucketComment is what the interface calls a comment; every object says what it is.
const bitbucketComment = "pullrequest_comment"

func (b *bitbucket) path(rest string) string {
	return "/repositories/" + b.repository + "/pullrequests/" + url.PathEscape(b.request) + "/comments" + rest
}

// Remarks lists the comments that answer no other.
func (b *bitbucket) Remarks(ctx context.Context) ([]ci.Remark, error) {
	var out []ci.Remark
	for path := b.path("?pagelen=100"); path != ""; {
		var page struct {
			Next   string `json:"next"`
			Values []struct {
				ID      int64 `json:"id"`
				Deleted bool  `json:"deleted"`
				Content struct {
					Raw string `json:"raw"`
				} `json:"content"`
				Inline struct {
					Path string `json:"path"`
					To   int    `json:"to"`
				} `json:"inline"`
				Parent     *struct{} `json:"parent"`
				Resolution *struct{} `json:"resolution"`
			} `json:"values"`
		}
		if _, err := b.call(ctx, http.MethodGet, path, nil, &page); err != nil {
			return nil, err
		}
		for _, c := range page.Values {
			if c.Parent == nil && !c.Deleted {
				out = append(out, ci.Remark{ID: strconv.FormatInt(c.ID, 10), Body: c.Content.Raw, Path: c.Inline.Path, Line: c.Inline.To, Resolved: c.Resolution != nil})
			}
		}
		path = page.Next
	}
	return out, nil
}

// Write adds a comment at a line.
func (b *bitbucket) Write(ctx context.Context, r ci.Remark) error {
	_, err := b.call(ctx, http.MethodPost, b.path(""), map[string]any{"type": bitbucketComment, "content": map[string]any{"raw": r.Body},
		"inline": map[string]any{"path": r.Path, "to": r.Line}}, nil)
	if status(err, http.StatusBadRequest) {
		return ci.ErrNoPlace
	}
	return err
}

// Rewrite changes a comment.
func (b *bitbucket) Rewrite(ctx context.Context, r ci.Remark) error {
	_, err := b.call(ctx, http.MethodPut, b.path("/"+r.ID), map[string]any{"type": bitbucketComment, "content": map[string]any{"raw": r.Body}}, nil)
	return err
}

// Resolve closes the thread that a comment begins.
func (b *bitbucket) Resolve(ctx context.Context, r ci.Remark) error {
	_, err := b.call(ctx, http.MethodPost, b.path("/"+r.ID+"/resolve"), nil, nil)
	if status(err, http.StatusConflict) { // it is resolved
		return nil
	}
	return err
}

// Suggestion has no words here.
func (b *bitbucket) Suggestion(_, _ int, _ string) string { return "" }
