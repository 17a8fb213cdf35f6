package main

import (
	"archive/tar"
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"leadline/tools/wheel"
)

// The filter, decided before the first scan of what it takes. An advisory is taken when
//   - it is not withdrawn, and was published from firstYear on or names the commit that mends it,
//   - its text is of one of the classes,
//   - what was before the mend and what was after it can be had:
//     where the repository of named commits is among the snapshots, each of these and its first parent, and nothing
//     else, whatever the releases hold; otherwise the last affected and the first mended release,
//     both named, and both on the package index as pure wheels of at most maxWheel bytes,
//   - there are at most maxLines lines of Python, and
//   - from one to the other at least one and at most maxChanged functions
//     or pages changed outside of tests: else nobody can say which of them the mend is.
const (
	database   = "pypa+advisory-database"
	firstYear  = "2022"
	maxWheel   = 20 << 20
	maxLines   = 150_000
	maxChanged = 150
)

// advisory is what the filter reads of one.
type advisory struct {
	ID, Details, Published, Withdrawn string
	References                        []struct{ URL string }
	Affected                          []struct {
		Package  struct{ Name, Ecosystem string }
		Versions []string
		Ranges   []struct {
			Type, Repo string
			Events     []map[string]string
		}
	}
}

// choose makes the list: every advisory of the database that is of a class, those that a
// limit leaves out with the limit's name.
func choose(w io.Writer, from sources) ([]row, error) {
	rows, err := candidates(from.database())
	if err != nil {
		return nil, err
	}
	var said sync.Mutex
	var group errgroup
	for i := range rows {
		group.run(func() error {
			r := &rows[i]
			if err := r.limit(from); err != nil {
				return fmt.Errorf("%s %s: %w", r.id, r.name, err)
			}
			if r.reason != "" {
				r.half = leftOut
			}
			said.Lock()
			defer said.Unlock()
			fmt.Fprintf(w, "%s %s %s\n", r.id, r.name, cmp.Or(r.reason, "taken"))
			return nil
		})
	}
	err = group.wait()
	together(rows)
	return rows, err
}

// together puts advisories of other packages that the same commit mends into the half that shapes
// where one of them is: what is learned from one must not score with another.
func together(rows []row) {
	shapes := map[string]bool{}
	for i := range rows {
		if rows[i].half == "shapes" && rows[i].commit != "" {
			for _, c := range strings.Fields(rows[i].commit) {
				shapes[c] = true
			}
		}
	}
	for i := range rows {
		if rows[i].half == "scores" && slices.ContainsFunc(strings.Fields(rows[i].commit), func(c string) bool { return shapes[c] }) {
			rows[i].half = "shapes"
		}
	}
}

// errgroup runs pieces of work, a few at once, each of which mostly waits for the index.
type errgroup struct {
	slots  chan struct{}
	done   sync.WaitGroup
	mu     sync.Mutex
	faults []error
}

const atOnce = 6

func (g *errgroup) run(work func() error) {
	if g.slots == nil {
		g.slots = make(chan struct{}, atOnce)
	}
	g.slots <- struct{}{}
	g.done.Go(func() {
		defer func() { <-g.slots }()
		if err := work(); err != nil {
			g.mu.Lock()
			defer g.mu.Unlock()
			g.faults = append(g.faults, err)
		}
	})
}

func (g *errgroup) wait() error {
	g.done.Wait()
	return errors.Join(g.faults...)
}

// candidates reads the advisories that their texts put into a class.
func candidates(git string) ([]row, error) {
	c := exec.Command("git", "--git-dir", git, "archive", "--format=tar", "HEAD", "vulns")
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	var rows []row
	for files := tar.NewReader(out); ; {
		head, err := files.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", git, err)
		}
		if path.Ext(head.Name) != ".yaml" {
			continue
		}
		data, err := io.ReadAll(files)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", head.Name, err)
		}
		var a advisory
		if err := yaml.Unmarshal(data, &a); err != nil {
			return nil, fmt.Errorf("%s: %w", head.Name, err)
		}
		cwe := classOf(a.Details)
		if cwe == "" || a.Withdrawn != "" || len(a.Affected) == 0 {
			continue
		}
		if r := a.row(cwe); a.Published >= firstYear || len(r.commits) > 0 {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b row) int { return strings.Compare(a.id, b.id) })
	return rows, c.Wait()
}

func (a *advisory) row(cwe string) row {
	r := row{id: a.ID, class: cwe, name: a.Affected[0].Package.Name, commits: a.commits()}
	r.half = halfOf(r.name)
	if r.before, r.after = a.releases(); r.after == "" {
		r.reason = "unfixed"
	} else if r.before == "" {
		r.reason = "unaffected" // no release before the mend is named
	}
	return r
}

// releases are the last affected and the first mended one of the newest line that was mended.
func (a *advisory) releases() (before, after string) {
	var from, to version
	for _, rng := range a.Affected[0].Ranges {
		introduced := version{}
		for _, e := range rng.Events {
			if v, ok := parseVersion(e["introduced"]); ok {
				introduced = v
			}
			if v, ok := parseVersion(e["fixed"]); ok && rng.Type == "ECOSYSTEM" && (after == "" || v.compare(to) > 0) {
				after, to, from = e["fixed"], v, introduced
			}
		}
	}
	if after == "" {
		return "", ""
	}
	var best version
	for _, s := range a.Affected[0].Versions {
		v, ok := parseVersion(s)
		if !ok || v.isLocal || v.compare(to) >= 0 || v.compare(from) < 0 {
			continue
		}
		// A release that everybody gets goes before one that came early.
		if before == "" || best.early() && !v.early() || best.early() == v.early() && v.compare(best) > 0 {
			before, best = s, v
		}
	}
	return before, after
}

// halfOf puts all advisories of a package into one half: what is learned from one must
// not score with another.
func halfOf(name string) string {
	if sha256.Sum256([]byte(strings.ToLower(name)))[0]%2 == 0 {
		return "shapes"
	}
	return "scores"
}

// limit gets both sides of the mend, and says which limit leaves the advisory out, or what the
// mend touched.
func (r *row) limit(from sources) error {
	if there := from.there(r.commits); len(there) > 0 {
		r.commit, r.reason = strings.Join(there, " "), ""
	}
	if r.reason != "" {
		return nil
	}
	mends, err := from.mends(r)
	switch {
	case errors.Is(err, wheel.ErrNone):
		r.reason = "wheel"
		return nil
	case errors.Is(err, wheel.ErrLarge):
		r.reason = "large"
		return nil
	case err != nil:
		return err
	}
	var changed []piece
	for _, m := range mends {
		before, after, err := m.trees()
		if err != nil {
			return err
		}
		if before.lines > maxLines {
			r.reason = "large"
			return nil
		}
		changed = append(changed, changes(before, after)...)
	}
	r.changed, r.where = len(changed), describe(changed)
	switch {
	case len(changed) == 0:
		r.reason = "unchanged"
	case len(changed) > maxChanged:
		r.reason = "rewritten"
	}
	return nil
}
