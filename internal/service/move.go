package service

import (
	"context"
	"encoding/json"
	"fmt"

	"leadline/internal/service/store"
)

// Move takes a whole service over into this one, which must be empty: contents
// first, so that a row never names one that is not there, then all rows at once.
func (s *Service) Move(ctx context.Context, from *Service, said func(what string, done, total int)) ([]store.Moved, error) {
	files, trees, results, err := from.Store.Contents(ctx)
	if err != nil {
		return nil, err
	}
	hashes := append(files, trees...)
	for _, r := range results {
		var byFormat map[string]string
		if err := json.Unmarshal([]byte(r), &byFormat); err != nil {
			return nil, fmt.Errorf("the results of a scan: %w", err)
		}
		for _, hash := range byFormat {
			hashes = append(hashes, hash)
		}
	}
	for i, hash := range hashes {
		if err := s.copyContent(ctx, from, hash); err != nil {
			return nil, err
		}
		said("contents", i+1, len(hashes))
	}
	return s.Store.Move(ctx, from.Store)
}

func (s *Service) copyContent(ctx context.Context, from *Service, hash string) error {
	r, err := from.Blobs.Open(ctx, hash)
	if err != nil {
		return err
	}
	defer r.Close()
	return s.Blobs.Put(ctx, hash, r)
}
