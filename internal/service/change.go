package service

import (
	"context"
	"path"

	"leadline/internal/identity"
	"leadline/internal/notebook"
	"leadline/internal/text"
)

// change is the way from one tree to another.
type change struct {
	old, new map[string]string // hashes by path
	renamed  map[string]string
	excluded []string
	text     func(hash string) string
	maps     map[string]*identity.LineMap
}

// changeBetween compares two trees; oldID is "" when there was none. Contents
// are read when they are asked for.
func (s *Service) changeBetween(ctx context.Context, oldID, newID string) (*change, error) {
	c := &change{old: map[string]string{}, maps: map[string]*identity.LineMap{}, renamed: map[string]string{}}
	texts := map[string]string{}
	c.text = func(hash string) string {
		t, ok := texts[hash]
		if !ok {
			data, err := s.content(ctx, hash)
			if err != nil {
				s.Log.Error("a content of a tree cannot be read", "sha256", hash, "error", err)
			}
			t = string(data)
			texts[hash] = t
		}
		return t
	}
	m, err := s.ManifestOf(ctx, newID)
	if err != nil {
		return nil, err
	}
	c.new, c.excluded = hashesOf(m), m.Excluded
	if oldID == "" {
		return c, nil
	}
	if m, err = s.ManifestOf(ctx, oldID); err != nil {
		return nil, err
	}
	c.old = hashesOf(m)
	c.renamed = identity.Renames(c.old, c.new, c.text)
	return c, nil
}

func hashesOf(m *Manifest) map[string]string {
	out := make(map[string]string, len(m.Files))
	for i := range m.Files {
		out[m.Files[i].Path] = m.Files[i].SHA256
	}
	return out
}

// lines maps the lines of a file, by its old path.
func (c *change) lines(oldPath string) *identity.LineMap {
	if m, ok := c.maps[oldPath]; ok {
		return m
	}
	to := oldPath
	if r, ok := c.renamed[oldPath]; ok {
		to = r
	}
	var m *identity.LineMap
	if was, now := c.old[oldPath], c.new[to]; was != "" && now != "" {
		m = identity.MapLines(code(oldPath, c.text(was)), code(to, c.text(now)))
	}
	c.maps[oldPath] = m
	return m
}

// around is how many lines beside a place count as the place.
const around = 1

// touched tells whether the change touched a finding's place, its flow or the
// function around it.
func (c *change) touched(s *identity.Subject) bool {
	if c.edited(s.Path) {
		first, last := identity.ScopeLines(code(s.Path, c.text(c.old[s.Path])), s.Line)
		if c.lines(s.Path).Changed(first, last) {
			return true
		}
	}
	for _, p := range s.Steps {
		if c.edited(p.Path) && c.lines(p.Path).Changed(p.Line-around, p.Line+around) {
			return true
		}
	}
	return false
}

// edited tells whether a file is not what it was.
func (c *change) edited(oldPath string) bool {
	to := oldPath
	if r, ok := c.renamed[oldPath]; ok {
		to = r
	}
	was := c.old[oldPath]
	return was != "" && was != c.new[to]
}

// code is a file as findings count its lines: of a notebook, its code cells
// one after the other.
func code(name, content string) string {
	if path.Ext(name) != ".ipynb" {
		return content
	}
	if f := notebook.Split(text.New(name, []byte(content))).File; f != nil {
		return string(f.Bytes)
	}
	return content
}
