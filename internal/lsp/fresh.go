package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"path/filepath"
	"strings"

	"leadline/internal/finding"
	"leadline/internal/git"
	"leadline/internal/identity"
	"leadline/internal/text"
)

// committed are texts of a project as the last commit has them.
type committed struct {
	commit string
	texts  map[string]string // by path; "" for one that is in no commit
}

// fresh tells for each finding whether it stands on, or its data goes through,
// a line that the last commit does not have. Where there is no commit nothing is.
func (p *project) fresh(ctx context.Context, fs []*finding.Finding) []bool {
	out := make([]bool, len(fs))
	files := map[string]*text.File{}
	for _, f := range fs {
		files[f.Location.File.Path] = f.Location.File
		for i := range f.Flow {
			files[f.Flow[i].Location.File.Path] = f.Flow[i].Location.File
		}
	}
	head := p.headTexts(ctx, files)
	if head == nil {
		return out
	}
	kept := map[string]func(line int) bool{}
	for path, file := range files {
		kept[path] = keptLines(head.texts[path], file)
	}
	old := func(l *finding.Location) bool { return kept[l.File.Path](l.File.LineOf(l.Span.Start)) }
	for n, f := range fs {
		out[n] = !old(&f.Location)
		for i := range f.Flow {
			out[n] = out[n] || !old(&f.Flow[i].Location)
		}
	}
	return out
}

// keptLines tells of each line of a file whether it stands in an older text.
func keptLines(old string, file *text.File) func(line int) bool {
	if old == "" {
		return func(int) bool { return false }
	}
	if len(file.Parts) > 0 {
		// What an editor holds of a notebook is not laid out like the file.
		return func(line int) bool {
			var b bytes.Buffer
			enc := json.NewEncoder(&b)
			enc.SetEscapeHTML(false)
			_ = enc.Encode(strings.TrimSpace(file.Line(line)))
			return strings.Contains(old, strings.Trim(strings.TrimSpace(b.String()), `"`))
		}
	}
	m := identity.MapLines(old, string(file.Bytes))
	same := map[int]bool{}
	for i := range strings.Count(old, "\n") + 1 {
		if to, ok := m.Line(i + 1); ok && m.Kept(i+1) {
			same[to] = true
		}
	}
	return func(line int) bool { return same[line] }
}

// headTexts are files as the last commit has them; nil where there is none.
func (p *project) headTexts(ctx context.Context, files map[string]*text.File) *committed {
	repo := git.In(p.dir())
	commit := repo.Commit(ctx, "HEAD")
	if commit == "" {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.head == nil || p.head.commit != commit {
		p.head = &committed{commit, map[string]string{}}
	}
	var missing []string
	for path := range files {
		if _, have := p.head.texts[path]; !have {
			missing = append(missing, path)
		}
	}
	if len(missing) > 0 && p.head.read(ctx, repo, missing) != nil {
		return nil
	}
	return &committed{p.head.commit, maps.Clone(p.head.texts)}
}

// read reads files of the commit; paths are as seen from the repository's Top.
func (c *committed) read(ctx context.Context, repo *git.Repository, paths []string) error {
	objects, err := repo.Objects(ctx)
	if err != nil {
		return err
	}
	defer objects.Close()
	for _, path := range paths {
		content, err := objects.Read(c.commit + ":./" + filepath.ToSlash(path))
		if err != nil && !errors.Is(err, git.ErrMissing) {
			return err
		}
		c.texts[path] = string(content)
	}
	return nil
}
