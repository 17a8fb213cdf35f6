package service

import (
	"context"

	"leadline/internal/service/store"
)

// Expire drops the contents of trees that are older than their project keeps
// them. What a ref shows stays, and so does what another tree still names;
// findings, verdicts and history are never dropped.
func (s *Service) Expire(ctx context.Context) (dropped int, err error) {
	projects, err := s.Store.Projects(ctx)
	if err != nil {
		return 0, err
	}
	for i := range projects {
		if projects[i].KeepDays == 0 {
			continue
		}
		n, err := s.expire(ctx, &projects[i])
		dropped += n
		if err != nil {
			return dropped, err
		}
	}
	return dropped, nil
}

func (s *Service) expire(ctx context.Context, p *store.Project) (int, error) {
	trees, err := s.Store.Trees(ctx, p.ID)
	if err != nil {
		return 0, err
	}
	shown, err := s.Store.ShownTrees(ctx, p.ID)
	if err != nil {
		return 0, err
	}
	needed := map[string]bool{}
	var old []*Manifest
	var ids []string
	for i := range trees {
		m, err := s.ManifestOf(ctx, trees[i].ID)
		if err != nil {
			return 0, err
		}
		if shown[trees[i].ID] || trees[i].CreatedAt > s.Now()-p.KeepDays*dayTime {
			for _, f := range m.Files {
				needed[f.SHA256] = true
			}
			continue
		}
		old, ids = append(old, m), append(ids, trees[i].ID)
	}
	gone := map[string]bool{}
	for _, m := range old {
		for _, f := range m.Files {
			if !needed[f.SHA256] {
				gone[f.SHA256] = true
			}
		}
	}
	var free []string
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		for _, id := range ids {
			if err := tx.RemoveTree(ctx, p.ID, id); err != nil {
				return err
			}
		}
		for hash := range gone {
			last, err := tx.RemoveBlob(ctx, p.ID, hash)
			if err != nil {
				return err
			}
			if last {
				free = append(free, hash)
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	for _, hash := range free {
		if err := s.Blobs.Remove(ctx, hash); err != nil {
			return 0, err
		}
	}
	return len(gone), nil
}
