package service

import (
	"context"

	"leadline/internal/identity"
)

// change is the way from one tree to another.
type change struct {
	*identity.Trees
	excluded []string
}

// changeBetween compares two trees; oldID is "" when there was none.
func (s *Service) changeBetween(ctx context.Context, oldID, newID string) (*change, error) {
	texts := map[string]string{}
	text := func(hash string) string {
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
	now, err := s.ManifestOf(ctx, newID)
	if err != nil {
		return nil, err
	}
	old := map[string]string{}
	if oldID != "" {
		was, err := s.ManifestOf(ctx, oldID)
		if err != nil {
			return nil, err
		}
		old = hashesOf(was)
	}
	return &change{identity.CompareTrees(old, hashesOf(now), text), now.Excluded}, nil
}

func hashesOf(m *Manifest) map[string]string {
	out := make(map[string]string, len(m.Files))
	for i := range m.Files {
		out[m.Files[i].Path] = m.Files[i].SHA256
	}
	return out
}
