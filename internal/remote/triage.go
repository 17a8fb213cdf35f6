package remote

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// Known is a finding as the service knows it.
type Known struct {
	ID          string `json:"id"`
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Ref         string `json:"ref"`
	State       string `json:"state"`    // open, ignored, closed, unknown
	Presence    string `json:"presence"` // new, persisting, absent, reopened, unknown
	Verdict     string `json:"verdict"`
	Owner       string `json:"owner,omitempty"`
}

// Known lists what the service knows of a project on a ref, closed ones left out.
func (c *Client) Known(ctx context.Context, project, ref string) ([]Known, error) {
	var out []Known
	for _, state := range []string{"open", "ignored", "unknown"} {
		q := url.Values{"project": {project}, "ref": {ref}, "state": {state}, "limit": {"500"}}
		if err := pages(ctx, c, "/v1/findings", q, func(k *Known) { out = append(out, *k) }); err != nil {
			return nil, fmt.Errorf("fetch the verdicts: %w", err)
		}
	}
	return out, nil
}

// Projects lists the projects that the token may see.
func (c *Client) Projects(ctx context.Context) ([]string, error) {
	var page struct {
		Items []struct {
			Slug string `json:"slug"`
		} `json:"items"`
	}
	if err := c.call(ctx, "GET", "/v1/projects", nil, &page); err != nil {
		return nil, fmt.Errorf("list the projects: %w", err)
	}
	out := []string{}
	for _, p := range page.Items {
		out = append(out, p.Slug)
	}
	return out, nil
}

// Superseded is what a verdict meets that somebody else gave in between: theirs
// stands.
type Superseded struct{ Verdict, By string }

func (s *Superseded) Error() string {
	return fmt.Sprintf("%s has decided otherwise in between: %s", s.By, s.Verdict)
}

// Decide gives a finding a verdict, provided that it still has the one that was
// seen when this one was given.
func (c *Client) Decide(ctx context.Context, id, seen string, v *Verdict) error {
	var now struct {
		Triage struct {
			Verdict string `json:"verdict"`
			By      string `json:"by"`
			Version int64  `json:"version"`
		} `json:"triage"`
	}
	if err := c.call(ctx, "GET", "/v1/findings/"+url.PathEscape(id), nil, &now); err != nil {
		return err
	}
	t := now.Triage
	if t.Verdict == v.Verdict {
		return nil // said already
	}
	if t.Verdict != seen {
		return &Superseded{t.Verdict, t.By}
	}
	body := map[string]any{"verdict": v.Verdict, "reason": v.Reason}
	if !v.Until.IsZero() {
		body["until"] = v.Until.UTC()
	}
	err := c.callIf(ctx, "POST", "/v1/findings/"+url.PathEscape(id)+"/triage", strconv.Quote(strconv.FormatInt(t.Version, 10)), body, nil)
	if p, ok := err.(*Problem); ok && p.Status == http.StatusConflict {
		return &Superseded{"another verdict", "somebody"}
	}
	return err
}

// Estimate is how long a scan may take, from how long earlier ones of the
// project took for their sizes. Of is how many there were: with none nothing is
// known, and nothing should be said.
type Estimate struct {
	Of   int           `json:"of"`
	Low  time.Duration `json:"-"`
	High time.Duration `json:"-"`
}

// Estimate looks at the last scans of a project.
func (c *Client) Estimate(ctx context.Context, project string, files int) (Estimate, error) {
	var page struct {
		Items []struct {
			Files    int        `json:"files"`
			Created  *time.Time `json:"created"`
			Finished *time.Time `json:"finished"`
		} `json:"items"`
	}
	q := url.Values{"project": {project}, "state": {"succeeded"}, "limit": {"20"}}
	if err := c.call(ctx, "GET", "/v1/scans?"+q.Encode(), nil, &page); err != nil {
		return Estimate{}, fmt.Errorf("list earlier scans: %w", err)
	}
	var took []time.Duration
	for _, s := range page.Items {
		if s.Created == nil || s.Finished == nil || s.Files == 0 {
			continue
		}
		// A scan of another size is no measure beyond what its size explains.
		scale := math.Min(4, math.Max(0.25, float64(files)/float64(s.Files)))
		took = append(took, time.Duration(float64(s.Finished.Sub(*s.Created))*scale))
	}
	if len(took) == 0 {
		return Estimate{}, nil
	}
	slices.Sort(took)
	at := func(share float64) time.Duration { return took[int(share*float64(len(took)-1)+0.5)] }
	return Estimate{Of: len(took), Low: at(0.25), High: at(0.9)}, nil
}
