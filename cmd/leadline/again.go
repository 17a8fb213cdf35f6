package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"

	"leadline/internal/cache"
	"leadline/internal/engine"
	"leadline/internal/finding"
)

// again is a report that the cache may hold: the same command over the same
// bytes says the same.
type again struct {
	store cache.Store
	key   cache.Key
	known bool // the key
	copy  bytes.Buffer
}

// newAgain finds the key of a scan, unless what it does is more than a report,
// or the report says when it was made.
func newAgain(ctx context.Context, r *request, p *plan) *again {
	a := &again{store: p.options.Cache}
	if r.NoCache || r.Format == "gitlab" || r.Remote != "" || r.WriteBaseline || r.Brief || r.Live != "" {
		return a
	}
	scan, err := engine.Key(ctx, p.options)
	if err != nil {
		return a // the scan itself will say what is wrong
	}
	own, err := p.catalogue.brought(p.options.Project)
	if err != nil {
		return a
	}
	parts := append([][]byte{scan[:]}, own...)
	asked := *r
	asked.Jobs, asked.Output, asked.Paths = 0, "", nil
	for _, v := range []any{asked, p.info.Root, p.info.Display, p.info.Colour} {
		data, err := json.Marshal(v)
		if err != nil {
			return a
		}
		parts = append(parts, data)
	}
	a.key, a.known = cache.KeyOf(parts...), true
	return a
}

// replay writes the report that the cache holds, if any, and tells how the
// scan ended.
func (a *again) replay(w io.Writer) (end *status, ok bool, err error) {
	if !a.known {
		return nil, false, nil
	}
	blob, ok := a.store.Get(a.key)
	if !ok || len(blob) == 0 {
		return nil, false, nil
	}
	if _, err := w.Write(blob[1:]); err != nil {
		return nil, true, err
	}
	if blob[0] == exitClean {
		return nil, true, nil
	}
	return &status{code: int(blob[0])}, true, nil
}

// keep stores the report that was written, unless a fault of ours is in it.
func (a *again) keep(code int, c *finding.Coverage) {
	if !a.known || c == nil {
		return
	}
	for i := range c.Skipped {
		if c.Skipped[i].Code == "internal-error" {
			return
		}
	}
	a.store.Put(a.key, append([]byte{byte(code)}, a.copy.Bytes()...))
}
