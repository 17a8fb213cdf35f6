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
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"leadline/tools/wheel"
)

// The filter, decided before the first scan. An advisory is taken when
//   - it is published from firstYear on and not withdrawn,
//   - its text is of one of the classes,
//   - it names the release that mends it, and an affected one before that,
//   - both are on the package index as pure wheels of at most maxWheel bytes,
//   - the package has at most maxLines lines of Python, and
//   - from one release to the next at least one and at most maxChanged functions
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
	Affected                          []struct {
		Package  struct{ Name, Ecosystem string }
		Versions []string
		Ranges   []struct {
			Type   string
			Events []map[string]string
		}
	}
}

// choose makes the list: every advisory of the database that is of a class, those that a
// limit leaves out with the limit's name.
func choose(w io.Writer, git, cache string) ([]row, error) {
	rows, err := candidates(git)
	if err != nil {
		return nil, err
	}
	var said sync.Mutex
	var group errgroup
	for i := range rows {
		group.run(func() error {
			r := &rows[i]
			if r.reason == "" {
				if err := r.limit(cache); err != nil {
					return err
				}
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
	return rows, group.wait()
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
		if cwe := classOf(a.Details); cwe != "" && a.Withdrawn == "" && a.Published >= firstYear && len(a.Affected) > 0 {
			rows = append(rows, a.row(cwe))
		}
	}
	slices.SortFunc(rows, func(a, b row) int { return strings.Compare(a.id, b.id) })
	return rows, c.Wait()
}

func (a *advisory) row(cwe string) row {
	r := row{id: a.ID, class: cwe, name: a.Affected[0].Package.Name}
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

// limit fetches both releases and says which limit leaves the advisory out, or what the
// mend touched.
func (r *row) limit(cache string) error {
	for _, v := range []string{r.before, r.after} {
		switch _, err := release(cache, r.name, v); {
		case errors.Is(err, wheel.ErrNone):
			r.reason = "wheel"
			return nil
		case errors.Is(err, wheel.ErrLarge):
			r.reason = "large"
			return nil
		case err != nil:
			return err
		}
	}
	old, err := readTree(releaseDir(cache, r.name, r.before))
	if err != nil {
		return err
	}
	mended, err := readTree(releaseDir(cache, r.name, r.after))
	if err != nil {
		return err
	}
	if old.lines > maxLines {
		r.reason = "large"
		return nil
	}
	changed := changes(old, mended)
	r.changed, r.where = len(changed), describe(changed)
	switch {
	case len(changed) == 0:
		r.reason = "unchanged"
	case len(changed) > maxChanged:
		r.reason = "rewritten"
	}
	return nil
}

func releaseDir(cache, name, version string) string { return filepath.Join(cache, name+"-"+version) }

// release is the folder of a release's files, fetched where it is not there yet.
func release(cache, name, version string) (string, error) {
	dir := releaseDir(cache, name, version)
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	none := dir + ".none" // remembered, so that nobody asks the index again
	if _, err := os.Stat(none); err == nil {
		return "", fmt.Errorf("%s %s: %w", name, version, wheel.ErrNone)
	}
	_, err := wheel.Fetch(name+"=="+version, dir, wheel.Pure, wheel.Limits{Archive: maxWheel, Unpacked: 8 * maxWheel}, wanted)
	if errors.Is(err, wheel.ErrNone) {
		if err := os.WriteFile(none, nil, 0o644); err != nil {
			return "", err
		}
	}
	return dir, err
}

// wanted are the files of a release that a scan reads.
func wanted(name string) bool {
	if strings.Contains(name, ".dist-info/") {
		return false
	}
	switch ext := path.Ext(name); ext {
	case ".py", ".html", ".htm", ".xhtml", ".djhtml", ".j2", ".yaml", ".yml":
		return true
	default:
		return strings.HasPrefix(ext, ".jinja")
	}
}
