package forges

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"leadline/internal/ci"
)

// gitHub writes review comments of a pull request.
type gitHub struct {
	*caller
	repository, request, commit string
}

func (g *gitHub) pulls() string { return "/repos/" + g.repository + "/pulls/" }

// Remarks lists the review comments that begin a thread.
func (g *gitHub) Remarks(ctx context.Context) ([]ci.Remark, error) {
	resolved, err := g.threads(ctx)
	if err != nil {
		return nil, err
	}
	var out []ci.Remark
	for path := g.pulls() + g.request + "/comments?per_page=100"; path != ""; {
		var page []struct {
			ID      int64  `json:"id"`
			Body    string `json:"body"`
			Path    string `json:"path"`
			Line    int    `json:"line"`
			ReplyTo int64  `json:"in_reply_to_id"`
		}
		header, err := g.call(ctx, http.MethodGet, path, nil, &page)
		if err != nil {
			return nil, err
		}
		for _, c := range page {
			if c.ReplyTo == 0 {
				t := resolved[c.ID]
				out = append(out, ci.Remark{ID: strconv.FormatInt(c.ID, 10), Thread: t.id, Body: c.Body, Path: c.Path, Line: c.Line, Resolved: t.resolved})
			}
		}
		path = next(header.Get("Link"))
	}
	return out, nil
}

// next is the address of the following page in a Link header (RFC 8288).
func next(link string) string {
	for _, part := range strings.Split(link, ",") {
		address, attributes, _ := strings.Cut(part, ";")
		if strings.Contains(attributes, `rel="next"`) {
			return strings.Trim(strings.TrimSpace(address), "<>")
		}
	}
	return ""
}

type thread struct {
	id       string
	resolved bool
}

// threads gives the thread of each first comment; only the GraphQL interface
// knows which are resolved.
func (g *gitHub) threads(ctx context.Context) (map[int64]thread, error) {
	owner, name, _ := strings.Cut(g.repository, "/")
	number, err := strconv.Atoi(g.request)
	if err != nil {
		return nil, fmt.Errorf("%q is no number of a pull request", g.request)
	}
	out := map[int64]thread{}
	after := ""
	for {
		var answer struct {
			Data struct {
				Repository struct {
					PullRequest struct {
						ReviewThreads struct {
							PageInfo struct {
								HasNextPage bool   `json:"hasNextPage"`
								EndCursor   string `json:"endCursor"`
							} `json:"pageInfo"`
							Nodes []struct {
								ID         string `json:"id"`
								IsResolved bool   `json:"isResolved"`
								Comments   struct {
									Nodes []struct {
										DatabaseID int64 `json:"databaseId"`
									} `json:"nodes"`
								} `json:"comments"`
							} `json:"nodes"`
						} `json:"reviewThreads"`
					} `json:"pullRequest"`
				} `json:"repository"`
			} `json:"data"`
		}
		variables := map[string]any{"owner": owner, "name": name, "number": number}
		if after != "" {
			variables["after"] = after
		}
		err := g.graph(ctx, `query($owner:String!,$name:String!,$number:Int!,$after:String){repository(owner:$owner,name:$name){pullRequest(number:$number){`+
			`reviewThreads(first:100,after:$after){pageInfo{hasNextPage endCursor}nodes{id isResolved comments(first:1){nodes{databaseId}}}}}}}`, variables, &answer)
		if err != nil {
			return nil, err
		}
		page := &answer.Data.Repository.PullRequest.ReviewThreads
		for _, n := range page.Nodes {
			for _, c := range n.Comments.Nodes {
				out[c.DatabaseID] = thread{n.ID, n.IsResolved}
			}
		}
		if !page.PageInfo.HasNextPage || page.PageInfo.EndCursor == after {
			return out, nil
		}
		after = page.PageInfo.EndCursor
	}
}

// graph asks the GraphQL interface, which stands beside the other one.
func (g *gitHub) graph(ctx context.Context, query string, variables map[string]any, out any) error {
	beside := *g.caller
	beside.base = strings.TrimSuffix(g.base, "/v3") // of an own server: /api/v3 and /api/graphql
	_, err := beside.call(ctx, http.MethodPost, "/graphql", map[string]any{"query": query, "variables": variables}, out)
	return err
}

// Write adds a comment at the line, or at the file when the line is not shown.
func (g *gitHub) Write(ctx context.Context, r ci.Remark) error {
	body := map[string]any{"body": r.Body, "commit_id": g.commit, "path": r.Path, "line": r.Line, "side": "RIGHT"}
	if r.First < r.Line {
		body["start_line"], body["start_side"] = r.First, "RIGHT"
	}
	_, err := g.call(ctx, http.MethodPost, g.pulls()+g.request+"/comments", body, nil)
	if !status(err, http.StatusUnprocessableEntity) {
		return err
	}
	_, err = g.call(ctx, http.MethodPost, g.pulls()+g.request+"/comments",
		map[string]any{"body": r.Body, "commit_id": g.commit, "path": r.Path, "subject_type": "file"}, nil)
	if status(err, http.StatusUnprocessableEntity) {
		return ci.ErrNoPlace
	}
	return err
}

// Rewrite changes a comment.
func (g *gitHub) Rewrite(ctx context.Context, r ci.Remark) error {
	_, err := g.call(ctx, http.MethodPatch, g.pulls()+"comments/"+r.ID, map[string]any{"body": r.Body}, nil)
	return err
}

// Resolve closes the thread that a comment begins.
func (g *gitHub) Resolve(ctx context.Context, r ci.Remark) error {
	if r.Thread == "" {
		return nil
	}
	return g.graph(ctx, `mutation($id:ID!){resolveReviewThread(input:{threadId:$id}){thread{isResolved}}}`, map[string]any{"id": r.Thread}, nil)
}

// Suggestion replaces the commented lines.
func (g *gitHub) Suggestion(_, _ int, text string) string { return fenced("suggestion", text) }
