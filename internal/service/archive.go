package service

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"path"
	"strings"

	"leadline/internal/service/store"
)

// An archive may unpack to so many times its own size, beyond an amount that
// harms nobody.
const (
	maxRatio = 100
	harmless = 100 << 20
)

// AddArchive takes a tree as a zip file. Whatever could lead out of the tree, or
// fill the disk, is refused before anything of it counts; the inside of .git is
// left out.
func (s *Service) AddArchive(ctx context.Context, a *Actor, project string, r io.ReaderAt, size int64) (treeID string, err error) {
	p, err := s.ProjectFor(ctx, a, project, Scans, Developer)
	if err != nil {
		return "", err
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return "", fault(Invalid, "the archive is no zip file: %v", err)
	}
	if len(z.File) > MaxFiles {
		return "", fault(TooLarge, "the archive has %d entries; a tree may have %d files", len(z.File), MaxFiles)
	}
	m := Manifest{}
	left := int64(min(MaxTree, max(harmless, maxRatio*size)))
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		name := strings.TrimPrefix(f.Name, "./")
		if inGit(name) {
			m.Excluded = append(m.Excluded, ".git")
			continue
		}
		if err := checkPath(name); err != nil {
			return "", err
		}
		if !f.Mode().IsRegular() {
			return "", fault(Invalid, "%q is no regular file; archives may hold nothing else", name)
		}
		data, err := unpack(f, min(left, MaxFile))
		if err != nil {
			return "", err
		}
		left -= int64(len(data))
		sum := sha256.Sum256(data)
		hash := hex.EncodeToString(sum[:])
		if err := s.Blobs.Put(ctx, hash, bytes.NewReader(data)); err != nil {
			return "", err
		}
		m.Files = append(m.Files, File{Path: name, SHA256: hash, Size: int64(len(data))})
	}
	if len(m.Excluded) > 1 {
		m.Excluded = m.Excluded[:1]
	}
	if err := m.check(); err != nil {
		return "", err
	}
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		for i := range m.Files {
			if err := tx.AddBlob(ctx, p.ID, m.Files[i].SHA256, m.Files[i].Size, s.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	treeID, _, err = s.AddTree(ctx, a, project, m)
	return treeID, err
}

func inGit(name string) bool {
	first, _, _ := strings.Cut(path.Clean(name), "/")
	return first == ".git"
}

// unpack reads one entry; its header may lie about its size.
func unpack(f *zip.File, limit int64) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, fault(Invalid, "%q cannot be unpacked: %v", f.Name, err)
	}
	defer r.Close()
	var b bytes.Buffer
	n, err := io.Copy(&b, io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fault(Invalid, "%q cannot be unpacked: %v", f.Name, err)
	}
	if n > limit {
		return nil, fault(TooLarge, "%q is too large: a file may have %d bytes, and the whole archive %d, or %d times its packed size", f.Name, int64(MaxFile), int64(MaxTree), maxRatio)
	}
	return b.Bytes(), nil
}
