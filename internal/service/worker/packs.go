package worker

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"

	"leadline/internal/cache"
	"leadline/internal/service/blob"
	"leadline/internal/service/store"
)

// packs is the cache that a scan of a project sees: what any worker has kept of
// the project. The contents lie beside the project's files, so that they reach
// every machine; what this one has had in hands stays in its own cache. Like any
// cache it never fails a scan.
type packs struct {
	*Worker
	ctx     context.Context
	project string
	log     *slog.Logger
}

// mostPacks bounds the packs of a project: other branches' settings, other
// builds and other paths have one each, and what was written longest ago goes.
const mostPacks = 8

// maxPack is the most bytes that a pack may have.
const maxPack = 2 << 30

func (p *packs) name(key cache.Key) string {
	k := cache.KeyOf(key[:], []byte(p.Build))
	return hex.EncodeToString(k[:])
}

// Get implements cache.Store.
func (p *packs) Get(key cache.Key) ([]byte, bool) {
	list, err := p.Service.Store.Packs(p.ctx, p.project)
	if err != nil {
		p.log.Warn("packs are not read", "error", err)
		return nil, false
	}
	for i := range list {
		if list[i].Key != p.name(key) {
			continue
		}
		own := cache.KeyOf([]byte("pack"), []byte(list[i].SHA256))
		if data, ok := p.Cache.Get(own); ok {
			return data, true
		}
		data, err := p.fetch(list[i].SHA256)
		if err != nil {
			p.log.Warn("a pack is not read", "error", err)
			return nil, false
		}
		p.Cache.Put(own, data)
		return data, true
	}
	return nil, false
}

func (p *packs) fetch(hash string) ([]byte, error) {
	r, err := p.Service.Blobs.Open(p.ctx, hash)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxPack))
	if sum := sha256.Sum256(data); err == nil && hex.EncodeToString(sum[:]) != hash {
		return nil, blob.ErrMismatch
	}
	return data, err
}

// Put implements cache.Store.
func (p *packs) Put(key cache.Key, data []byte) {
	if len(data) > maxPack {
		return
	}
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	if err := p.put(p.name(key), hash, data); err != nil {
		p.log.Warn("a pack is not kept", "error", err)
		return
	}
	p.Cache.Put(cache.KeyOf([]byte("pack"), []byte(hash)), data)
}

func (p *packs) put(name, hash string, data []byte) error {
	if err := p.Service.Blobs.Put(p.ctx, hash, bytes.NewReader(data)); err != nil {
		return err
	}
	before, err := p.Service.Store.Packs(p.ctx, p.project)
	if err != nil {
		return err
	}
	var free []string
	err = p.Service.Store.InTx(p.ctx, func(tx *store.Tx) error {
		pack := store.Pack{ProjectID: p.project, Key: name, SHA256: hash, Size: int64(len(data)), CreatedAt: p.Service.Now()}
		if err := tx.SetPack(p.ctx, pack); err != nil {
			return err
		}
		others := 0
		for i := len(before) - 1; i >= 0; i-- {
			old := &before[i]
			if old.Key != name {
				if others++; others < mostPacks {
					continue
				}
				if err := tx.RemovePack(p.ctx, p.project, old.Key); err != nil {
					return err
				}
			}
			if used, err := tx.PackUsed(p.ctx, old.SHA256); err != nil {
				return err
			} else if !used {
				free = append(free, old.SHA256)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, old := range free {
		if err := p.Service.Blobs.Remove(p.ctx, old); err != nil {
			return err
		}
	}
	return nil
}
