package service

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"leadline/internal/notebook"
	"leadline/internal/service/blob"
	"leadline/internal/service/store"
	"leadline/internal/text"
)

// The limits of an upload.
const (
	MaxFiles    = 200_000
	MaxFile     = 50 << 20
	MaxTree     = 4 << 30
	maxPath     = 1024
	maxExcluded = 10_000
)

// Manifest is a tree as a list of files.
type Manifest struct {
	Files []File `json:"files"`
	// Excluded are paths that exist but are left out on purpose.
	Excluded []string `json:"excluded,omitempty"`
}

// File is one file of a tree.
type File struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
}

// check finds what is wrong with a manifest before anything is kept of it.
func (m *Manifest) check() error {
	if len(m.Files) == 0 {
		return fault(Invalid, "the manifest has no files")
	}
	if len(m.Files) > MaxFiles || len(m.Excluded) > maxExcluded {
		return fault(TooLarge, "a tree may have %d files and name %d excluded paths; this one has %d and %d", MaxFiles, maxExcluded, len(m.Files), len(m.Excluded))
	}
	total := int64(0)
	seen := make(map[string]bool, len(m.Files))
	for i := range m.Files {
		f := &m.Files[i]
		if err := checkPath(f.Path); err != nil {
			return err
		}
		if !blob.Valid(f.SHA256) {
			return fault(Invalid, "%q: %q is not a SHA-256 in lower-case hexadecimal", f.Path, f.SHA256)
		}
		if f.Size < 0 || f.Size > MaxFile {
			return fault(TooLarge, "%q has %d bytes; a file may have %d", f.Path, f.Size, int64(MaxFile))
		}
		if seen[f.Path] {
			return fault(Invalid, "%q is named twice", f.Path)
		}
		seen[f.Path] = true
		total += f.Size
	}
	if total > MaxTree {
		return fault(TooLarge, "the tree has %d bytes; it may have %d", total, int64(MaxTree))
	}
	return noClash(seen)
}

// noClash refuses paths of which one is a file and, for another, a folder.
func noClash(paths map[string]bool) error {
	for p := range paths {
		for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
			if paths[dir] {
				return fault(Invalid, "%q is a file and a folder", dir)
			}
		}
	}
	return nil
}

// maxName is how long a name may be on the file systems that trees are laid out on.
const maxName = 255

// checkPath accepts plain relative paths only: nothing that leads out of the
// tree on any system.
func checkPath(p string) error {
	switch {
	case p == "" || len(p) > maxPath || !utf8.ValidString(p):
		return fault(Invalid, "%.80q is not a path of 1 to %d bytes in UTF-8", p, maxPath)
	case path.IsAbs(p) || path.Clean(p) != p || p == "." || p == ".." || strings.HasPrefix(p, "../"):
		return fault(Invalid, "%.80q is not a clean path below the tree", p)
	case strings.ContainsAny(p, "\\\x00") || len(p) > 1 && p[1] == ':':
		return fault(Invalid, "%.80q has characters that no path here may have", p)
	}
	for _, part := range strings.Split(p, "/") {
		if part == ".git" {
			return fault(Invalid, "%.80q: the inside of .git is not taken", p)
		}
		if len(part) > maxName {
			return fault(Invalid, "%.80q: a name has at most %d bytes", p, maxName)
		}
	}
	return nil
}

// AddTree takes a manifest; missing are the contents to send before a scan.
func (s *Service) AddTree(ctx context.Context, a *Actor, project string, m Manifest) (id string, missing []string, err error) {
	p, err := s.ProjectFor(ctx, a, project, Scans, Developer)
	if err != nil {
		return "", nil, err
	}
	if err := m.check(); err != nil {
		return "", nil, err
	}
	sort.Slice(m.Files, func(i, j int) bool { return m.Files[i].Path < m.Files[j].Path })
	sort.Strings(m.Excluded)
	data, err := json.Marshal(m)
	if err != nil {
		return "", nil, err
	}
	sum := sha256.Sum256(data)
	id = hex.EncodeToString(sum[:])
	if err := s.Blobs.Put(ctx, id, bytes.NewReader(data)); err != nil {
		return "", nil, err
	}
	row := store.Tree{ProjectID: p.ID, ID: id, Files: int64(len(m.Files)), CreatedAt: s.Now()}
	for i := range m.Files {
		row.Bytes += m.Files[i].Size
	}
	if err := s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.AddTree(ctx, row) }); err != nil {
		return "", nil, err
	}
	missing, err = s.missing(ctx, p.ID, &m)
	return id, missing, err
}

// missing are the contents of a manifest that the project does not have. What
// other projects have does not count: knowing a hash is not having the file.
func (s *Service) missing(ctx context.Context, projectID string, m *Manifest) ([]string, error) {
	hashes := make([]string, 0, len(m.Files))
	seen := map[string]bool{}
	for i := range m.Files {
		if h := m.Files[i].SHA256; !seen[h] {
			seen[h] = true
			hashes = append(hashes, h)
		}
	}
	known, err := s.Store.Known(ctx, projectID, hashes)
	if err != nil {
		return nil, err
	}
	out := []string{}
	for _, h := range hashes {
		if !known[h] {
			out = append(out, h)
		}
	}
	return out, nil
}

// AddBlob takes a content.
func (s *Service) AddBlob(ctx context.Context, a *Actor, project, hash string, r io.Reader) error {
	p, err := s.ProjectFor(ctx, a, project, Scans, Developer)
	if err != nil {
		return err
	}
	if !blob.Valid(hash) {
		return fault(Invalid, "%q is not a SHA-256 in lower-case hexadecimal", hash)
	}
	counted := &counter{r: io.LimitReader(r, MaxFile+1), sum: sha256.New()}
	err = s.Blobs.Put(ctx, hash, counted)
	switch {
	case errors.Is(err, blob.ErrMismatch):
		return fault(Invalid, "the content sent as %s has another SHA-256", hash)
	case err != nil:
		return err
	case counted.n > MaxFile:
		return fault(TooLarge, "a file may have %d bytes", int64(MaxFile))
	case hex.EncodeToString(counted.sum.Sum(nil)) != hash:
		// The keeper had it already and did not look: whoever names a hash must
		// still show the content to get at it.
		return fault(Invalid, "the content sent as %s has another SHA-256", hash)
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error { return tx.AddBlob(ctx, p.ID, hash, counted.n, s.Now()) })
}

// counter counts and hashes what is read through it.
type counter struct {
	r   io.Reader
	n   int64
	sum interface {
		io.Writer
		Sum([]byte) []byte
	}
}

// Read reads on.
func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	c.sum.Write(b[:n])
	return n, err
}

// ManifestOf reads a tree's manifest.
func (s *Service) ManifestOf(ctx context.Context, treeID string) (*Manifest, error) {
	data, err := s.content(ctx, treeID)
	if err != nil {
		return nil, err
	}
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, fmt.Errorf("read the manifest %s: %w", treeID, err)
	}
	return &m, nil
}

func (s *Service) content(ctx context.Context, hash string) ([]byte, error) {
	r, err := s.Blobs.Open(ctx, hash)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read the content %s: %w", hash, err)
	}
	return data, nil
}

// FileText is a file of a tree that the project has; with a cell's number, that
// cell of a notebook.
func (s *Service) FileText(ctx context.Context, a *Actor, project, treeID, name string, cell int) ([]byte, error) {
	p, err := s.ProjectFor(ctx, a, project, Read, Viewer)
	if err != nil {
		return nil, err
	}
	if _, err := s.Store.Tree(ctx, p.ID, treeID); err != nil {
		return nil, none(err, "the project has no tree %q", treeID)
	}
	m, err := s.ManifestOf(ctx, treeID)
	if err != nil {
		return nil, err
	}
	i := sort.Search(len(m.Files), func(i int) bool { return m.Files[i].Path >= name })
	if i == len(m.Files) || m.Files[i].Path != name {
		return nil, fault(Missing, "the tree has no file %q", name)
	}
	data, err := s.content(ctx, m.Files[i].SHA256)
	if err != nil || cell == 0 {
		return data, err
	}
	if f := notebook.Split(text.New(name, data)).File; f != nil {
		for _, p := range f.Parts {
			if p.Number == cell {
				return []byte(f.Slice(p.Span)), nil
			}
		}
	}
	return nil, fault(Missing, "%q has no code cell %d", name, cell)
}

var slugForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)

// AddProject makes a project. Whoever makes one is its administrator.
func (s *Service) AddProject(ctx context.Context, a *Actor, slug, name, mainRef string) (*store.Project, error) {
	if err := a.may(Scans); err != nil {
		return nil, err
	}
	if a.ProjectID != "" {
		return nil, fault(Forbidden, "this token is for one project and cannot make another")
	}
	if !slugForm.MatchString(slug) {
		return nil, fault(Invalid, "%q cannot name a project: 1 to 64 of a-z, 0-9 and . _ -, the first a letter or digit", slug)
	}
	if _, err := s.Store.Project(ctx, slug); err == nil {
		return nil, fault(Conflict, "there is a project %q already", slug)
	}
	if name == "" {
		name = slug
	}
	if mainRef == "" {
		mainRef = "main"
	}
	p := store.Project{ID: store.NewID(), Slug: slug, Name: name, MainRef: mainRef, CreatedAt: s.Now()}
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.AddProject(ctx, p); err != nil {
			return err
		}
		if err := tx.SetMember(ctx, store.Member{ProjectID: p.ID, UserID: a.User.ID, Role: string(Admin)}); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "project.create", slug, p.ID, "")
	})
	return &p, err
}

// SetProject changes a project's name, main ref or retention; nil leaves one.
func (s *Service) SetProject(ctx context.Context, a *Actor, slug string, name, mainRef *string, keepDays *int64) (*store.Project, error) {
	p, err := s.ProjectFor(ctx, a, slug, Manage, Admin)
	if err != nil {
		return nil, err
	}
	if name != nil {
		p.Name = *name
	}
	if mainRef != nil {
		p.MainRef = *mainRef
	}
	if keepDays != nil {
		p.KeepDays = *keepDays
	}
	return p, s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.SetProject(ctx, p); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "project.change", slug, p.ID, "")
	})
}

// RemoveProject removes a project with everything in it.
func (s *Service) RemoveProject(ctx context.Context, a *Actor, slug string) error {
	p, err := s.ProjectFor(ctx, a, slug, Manage, Admin)
	if err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.RemoveProject(ctx, p.ID); err != nil {
			return err
		}
		return s.note(ctx, tx, a, "project.remove", slug, p.ID, "")
	})
}
