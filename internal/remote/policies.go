package remote

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"slices"

	"leadline/internal/config"
)

// Policies are what a project does about new findings in changes that go into a
// ref; none for a project that is not there yet, and of a service from before
// policies.
func (c *Client) Policies(ctx context.Context, project, target string) ([]config.Policy, error) {
	var page struct {
		Items []struct {
			Paths    []string `json:"paths"`
			Rules    []string `json:"rules"`
			Refs     []string `json:"refs"`
			Severity string   `json:"severity"`
			Action   string   `json:"action"`
		} `json:"items"`
	}
	err := c.call(ctx, "GET", "/v1/projects/"+url.PathEscape(project)+"/policies", nil, &page)
	var refused *Problem
	if errors.As(err, &refused) && refused.Status == http.StatusNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("fetch the project's policies: %w", err)
	}
	var out []config.Policy
	for _, p := range page.Items {
		if len(p.Refs) > 0 && !slices.ContainsFunc(p.Refs, func(pattern string) bool { ok, err := path.Match(pattern, target); return ok && err == nil }) {
			continue
		}
		out = append(out, config.Policy{Paths: p.Paths, Rules: p.Rules, Severity: p.Severity, Action: p.Action})
	}
	return out, nil
}
