package lsp

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os/exec"
	"path/filepath"
	"strings"

	"leadline/internal/finding"
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
	out, err := exec.CommandContext(ctx, "git", "-C", p.dir(), "rev-parse", "-q", "--verify", "HEAD").Output()
	if err != nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if commit := strings.TrimSpace(string(out)); p.head == nil || p.head.commit != commit {
		p.head = &committed{commit, map[string]string{}}
	}
	var missing []string
	for path := range files {
		if _, have := p.head.texts[path]; !have && !strings.Contains(path, "\n") {
			missing = append(missing, path)
		}
	}
	if len(missing) > 0 && catFiles(ctx, p.dir(), p.head, missing) != nil {
		return nil
	}
	return &committed{p.head.commit, maps.Clone(p.head.texts)}
}

// catFiles reads files of a commit with one process of git.
func catFiles(ctx context.Context, dir string, from *committed, paths []string) error {
	var ask strings.Builder
	for _, path := range paths {
		fmt.Fprintf(&ask, "%s:./%s\n", from.commit, filepath.ToSlash(path))
	}
	c := exec.CommandContext(ctx, "git", "-C", dir, "cat-file", "--batch")
	c.Stdin = strings.NewReader(ask.String())
	answer, err := c.Output()
	if err != nil {
		return err
	}
	in := bufio.NewReader(bytes.NewReader(answer))
	for _, path := range paths {
		line, err := in.ReadString('\n')
		if err != nil {
			return err
		}
		from.texts[path] = ""
		var id, kind string
		var size int
		if n, _ := fmt.Sscanf(line, "%s %s %d", &id, &kind, &size); n != 3 {
			continue // "... missing"
		}
		content := make([]byte, size+1)
		if _, err := io.ReadFull(in, content); err != nil {
			return err
		}
		from.texts[path] = string(content[:size])
	}
	return nil
}
