package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"leadline/tools/histories"
	"leadline/tools/wheel"
)

// sources are where the two sides of a mend come from: snapshots of repositories, and the
// package index. What was had once is kept in the cache.
type sources struct{ snapshots, cache string }

func (s sources) database() string { return histories.GitDir(s.snapshots, database) }

// commit is one of a repository, OWNER+NAME.
type commit struct{ repo, hash string }

func (c commit) String() string { return c.repo + "@" + c.hash }

var (
	commitURL = regexp.MustCompile(`^https?://github\.com/([\w.-]+)/([\w.-]+?)(?:\.git)?/commit/([0-9a-f]{7,40})\b`)
	repoURL   = regexp.MustCompile(`^https?://github\.com/([\w.-]+)/([\w.-]+?)(?:\.git)?/?$`)
)

// commits are those that an advisory names as its mend, in its own order: references first.
func (a *advisory) commits() []commit {
	var all []commit
	add := func(c commit) {
		if !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	for _, r := range a.References {
		if m := commitURL.FindStringSubmatch(r.URL); m != nil {
			add(commit{m[1] + "+" + m[2], m[3]})
		}
	}
	for _, rng := range a.Affected[0].Ranges {
		m := repoURL.FindStringSubmatch(rng.Repo)
		for _, e := range rng.Events {
			if hash := e["fixed"]; rng.Type == "GIT" && m != nil && hash != "" {
				add(commit{m[1] + "+" + m[2], hash})
			}
		}
	}
	return all
}

// there are those of these commits that a snapshot has, with their parents.
func (s sources) there(all []commit) (out []string) {
	for _, c := range all {
		git, name := s.repository(c.repo)
		if git == "" {
			continue
		}
		var both [2]string
		for i, rev := range []string{c.hash + "^{commit}", c.hash + "^1"} {
			out, err := exec.Command("git", "--git-dir", git, "rev-parse", "--verify", "--quiet", rev).Output()
			if err == nil {
				both[i] = strings.TrimSpace(string(out))
			}
		}
		if name := (commit{name, both[0]}).String(); both[0] != "" && both[1] != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// repository is the git directory of a snapshot, whose name a code host spells in any case.
func (s sources) repository(name string) (git, spelled string) {
	entries, err := os.ReadDir(s.snapshots)
	if err != nil {
		return "", ""
	}
	for _, e := range entries {
		if strings.EqualFold(e.Name(), name) {
			return histories.GitDir(s.snapshots, e.Name()), e.Name()
		}
	}
	return "", ""
}

// mend is the folders of what was before one step of a mend, and after it.
type mend struct{ before, after string }

// trees are both sides of it.
func (m mend) trees() (before, after *tree, err error) {
	if before, err = readTree(m.before); err != nil {
		return nil, nil, err
	}
	after, err = readTree(m.after)
	return before, after, err
}

// mends are the steps of an advisory's mend: its commits, each with its parent, or the
// step from one release to the next.
func (s sources) mends(r *row) ([]mend, error) {
	if r.commit == "" {
		before, err := release(s.cache, r.name, r.before)
		if err != nil {
			return nil, err
		}
		after, err := release(s.cache, r.name, r.after)
		return []mend{{before, after}}, err
	}
	var out []mend
	for _, c := range strings.Fields(r.commit) {
		repo, hash, _ := strings.Cut(c, "@")
		git, _ := s.repository(repo)
		if git == "" {
			return nil, fmt.Errorf("there is no snapshot of %s, whose commit mends it", repo)
		}
		dir := filepath.Join(s.cache, c)
		before, err := checkout(git, hash+"^1", dir+"-before")
		if err != nil {
			return nil, err
		}
		after, err := checkout(git, hash, dir)
		if err != nil {
			return nil, err
		}
		out = append(out, mend{before, after})
	}
	return out, nil
}

// checkout is the folder of a commit's files, without tests.
func checkout(git, hash, dir string) (string, error) {
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return "", err
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dir), ".checkout-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(tmp)
	lacking, err := histories.CheckOutSome(git, hash, tmp, func(name string) bool { return wanted(name) && !isTest(name) })
	if err != nil {
		return "", err
	}
	if lacking > 0 {
		return "", fmt.Errorf("the snapshot lacks the content of %d files of %s", lacking, hash)
	}
	if err := os.Rename(tmp, dir); err != nil {
		if _, there := os.Stat(dir); there != nil {
			return "", err
		} // another advisory's mend was the same commit
	}
	return dir, nil
}

// release is the folder of a release's files, fetched where it is not there yet.
func release(cache, name, version string) (string, error) {
	dir := filepath.Join(cache, name+"-"+version)
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
