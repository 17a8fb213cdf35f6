package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"leadline/internal/config"
	"leadline/internal/finding"
	"leadline/internal/git"
	"leadline/internal/remote"
	"leadline/internal/report"
	"leadline/internal/text"
	"leadline/internal/workspace"
)

// beside are files that are no Python but say how a project is scanned.
var beside = []string{"leadline.toml", "pyproject.toml", "setup.cfg", "setup.py", ".gitignore"}

// scanRemote has the service do a scan that was planned for this machine, and
// sends its stream to the handler.
func scanRemote(ctx context.Context, s *streams, r *request, p *plan, h finding.Handler) error {
	address := strings.TrimSuffix(r.Remote, "/")
	token := r.Token
	if token == "" {
		var err error
		if token, err = tokenFor(address); err != nil {
			return err
		}
	}
	if len(p.options.Overlays) > 0 || r.Baseline != "" || r.Settings != "" {
		return usage("--remote scans files as they are on disk: it takes no standard input, --baseline or --settings")
	}
	sent, err := gather(p)
	if err != nil {
		return &status{exitIncomplete, err}
	}
	sent.Settings = config.Overlay{Rules: r.Rules, Ignore: r.Ignore, Profile: r.Profile, Trust: r.Trust, Severity: r.Severity, MinConfidence: r.MinConfidence}
	describeCommit(ctx, sent, sent.base)
	if r.Ref != "" {
		sent.Ref = r.Ref
	}
	if sent.Project = r.Project; sent.Project == "" {
		sent.Project = slugOf(ctx, sent.base)
	}
	client := &remote.Client{URL: address, Token: token, Version: version}
	if err := client.EnsureProject(ctx, sent.Project, strings.TrimSuffix(sent.Ref, "+local")); err != nil {
		return &status{exitIncomplete, err}
	}
	id, err := client.Scan(ctx, &sent.Request, sent.sources(p), h)
	if err != nil {
		return remoteFault(err)
	}
	fmt.Fprintf(s.err, "leadline: %s/scans/%s\n", address, id)
	return nil
}

// serviceAt talks to a service with the token that is kept for it.
func serviceAt(address string) (*remote.Client, error) {
	address = strings.TrimSuffix(address, "/")
	token, err := tokenFor(address)
	if err != nil {
		return nil, err
	}
	return &remote.Client{URL: address, Token: token, Version: version}, nil
}

// remoteFault tells mistakes of the call from a service that does not work.
func remoteFault(err error) error {
	var refused *remote.Problem
	switch {
	case err == nil || errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &refused) && refused.Status < 500:
		return usage("%w", err)
	}
	return &status{exitIncomplete, err}
}

// sending is a request with the place that its tree comes from.
type sending struct {
	remote.Request
	base   string // the directory that the tree's paths are relative to
	prefix string // of the scan's root below it
}

// gather reads what a scan would read: the files, and the settings beside and
// above them up to the project's directory.
func gather(p *plan) (*sending, error) {
	tree, err := workspace.Discover(p.options.Paths, p.options.Project)
	if err != nil {
		return nil, err
	}
	out := &sending{base: p.options.Project.Dir}
	if out.base == "" {
		out.base = strings.TrimSuffix(tree.Root, string(filepath.Separator)+filepath.FromSlash(tree.Prefix()))
	}
	rel, err := filepath.Rel(out.base, tree.Root)
	if err != nil {
		return nil, err
	}
	out.prefix = filepath.ToSlash(rel)
	out.Tree = &remote.Tree{Files: map[string][]byte{}}
	dirs := map[string]bool{out.prefix: true}
	for _, o := range p.options.Overlays {
		if i, ok := tree.Overlay(o.Name, o.Content); ok { // what is ignored stays here, open or not
			out.Tree.Files[path.Join(out.prefix, tree.Files[i].Path)] = o.Content
		}
	}
	for i := range tree.Files {
		name := path.Join(out.prefix, tree.Files[i].Path)
		if err := out.add(name); err != nil {
			return nil, err
		}
		for d := path.Dir(name); !dirs[d]; d = path.Dir(d) {
			dirs[d] = true
			if d == "." {
				break
			}
		}
	}
	for i := range tree.Texts {
		if file, _ := tree.ReadText(&tree.Texts[i]); file != nil {
			out.Tree.Files[path.Join(out.prefix, tree.Texts[i].Path)] = file.Bytes
		}
	}
	dirs["."] = true
	extra := []string{p.options.Project.Settings.Baseline}
	if files, err := p.options.Project.ModelFiles(); err == nil { // else a scan here has said so
		extra = append(extra, files...)
	}
	for d := range dirs {
		for _, name := range beside {
			extra = append(extra, path.Join(d, name))
		}
	}
	for _, name := range p.options.Project.Settings.RuleFiles() {
		if filepath.IsLocal(filepath.FromSlash(name)) {
			extra = append(extra, filesBelow(out.base, path.Clean(name))...)
		}
	}
	for _, name := range extra {
		if name == "" {
			continue
		}
		if err := out.add(path.Clean(filepath.ToSlash(name))); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
	}
	for _, sk := range tree.Skipped {
		switch {
		case sk.Code == workspace.Ignored:
			out.Tree.Excluded = append(out.Tree.Excluded, path.Join(out.prefix, sk.Path))
		}
	}
	for _, given := range p.options.Paths {
		abs, err := filepath.Abs(given)
		if err != nil {
			return nil, err
		}
		rel, err := filepath.Rel(out.base, abs)
		if err != nil {
			return nil, err
		}
		out.Paths = append(out.Paths, filepath.ToSlash(rel))
	}
	return out, nil
}

// filesBelow are a file, or the files of a folder, relative to the base.
func filesBelow(base, name string) (out []string) {
	root := filepath.Join(base, filepath.FromSlash(name))
	_ = filepath.WalkDir(root, func(at string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if rel, err := filepath.Rel(base, at); err == nil {
				out = append(out, filepath.ToSlash(rel))
			}
		}
		return nil // the scan says what is wrong with it
	})
	return out
}

func (s *sending) add(name string) error {
	if _, ok := s.Tree.Files[name]; ok {
		return nil
	}
	full := filepath.Join(s.base, filepath.FromSlash(name))
	if info, err := os.Stat(full); err != nil {
		return err
	} else if !info.Mode().IsRegular() {
		return nil
	}
	data, err := os.ReadFile(full)
	if err != nil {
		return err
	}
	s.Tree.Files[name] = data
	return nil
}

// sources give a report that comes back the files and rules that it speaks of.
func (s *sending) sources(p *plan) report.Sources {
	files := map[string]*text.File{}
	rules := map[string]*finding.Rule{}
	for _, r := range p.options.Rules.Rules {
		rules[r.ID] = &r.Rule
	}
	return report.Sources{
		Rule: func(id string) *finding.Rule { return rules[id] },
		File: func(rel string) *text.File {
			if f, ok := files[rel]; ok {
				return f
			}
			content := s.Tree.Files[path.Join(s.prefix, rel)]
			f := text.New(rel, content)
			files[rel] = f
			return f
		},
	}
}

// describeCommit says which commit a tree is. What is in no commit gets a ref
// of its own, so that it does not change what the branch shows to others.
func describeCommit(ctx context.Context, r *sending, dir string) {
	r.Ref = "main"
	repo := git.In(dir)
	commit := repo.Commit(ctx, "HEAD")
	if commit == "" {
		return
	}
	if r.Ref = repo.Branch(ctx); r.Ref == "" {
		r.Ref = commit
	}
	r.Commit = commit
	if repo.Dirty(ctx) {
		r.Dirty = true
		r.Ref += "+local"
		return
	}
	r.Committed = repo.Committed(ctx, commit)
}

var notSlug = regexp.MustCompile(`[^a-z0-9._-]+`)

// slugOf names a project after its repository, or after its directory where
// that is a part of one or none.
func slugOf(ctx context.Context, dir string) string {
	name := filepath.Base(dir)
	real, err := filepath.EvalSymlinks(dir)
	repo, none := git.Open(ctx, dir)
	if err == nil && none == nil && repo.Top == real {
		if origin := repo.Origin(ctx); origin != "" {
			name = strings.TrimSuffix(path.Base(filepath.ToSlash(origin)), ".git")
		}
	}
	name = strings.Trim(notSlug.ReplaceAllString(strings.ToLower(name), "-"), "-._")
	if name == "" {
		return "project"
	}
	return name[:min(len(name), 64)]
}
