// Package blob keeps contents by their SHA-256: on the local disk, or in a
// bucket that speaks the S3 protocol. It must not know what is in them or who
// may read them.
//
// Its window is the suite that every kind of keeper passes.
package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// ErrMismatch is returned for a content that is not what its name says.
var ErrMismatch = errors.New("the content does not have this SHA-256")

// Dir keeps contents in a directory.
type Dir struct{ root string }

// OpenDir opens a directory of contents, which is made when it is missing.
func OpenDir(root string) (*Dir, error) {
	if err := os.MkdirAll(root, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder for contents: %w", err)
	}
	return &Dir{root}, nil
}

func (d *Dir) name(hash string) (string, error) {
	if !Valid(hash) {
		return "", fmt.Errorf("%q is not a SHA-256 in lower-case hexadecimal", hash)
	}
	return filepath.Join(d.root, hash[:2], hash), nil
}

// Valid tells whether a text is a SHA-256 as contents are named.
func Valid(hash string) bool {
	if len(hash) != 64 {
		return false
	}
	for _, c := range hash {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// Put keeps a content under its hash. The whole of it must be what the hash
// says; nothing is kept otherwise. It is written beside its place and renamed,
// so that nobody ever sees half of it.
func (d *Dir) Put(_ context.Context, hash string, r io.Reader) error {
	name, err := d.name(hash)
	if err != nil {
		return err
	}
	if _, err := os.Stat(name); err == nil {
		_, err := io.Copy(io.Discard, r)
		return err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return fmt.Errorf("keep a content: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return fmt.Errorf("keep a content: %w", err)
	}
	defer os.Remove(f.Name())
	sum := sha256.New()
	_, err = io.Copy(io.MultiWriter(f, sum), r)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("keep a content: %w", err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != hash {
		return ErrMismatch
	}
	if err := os.Chmod(f.Name(), 0o400); err != nil {
		return fmt.Errorf("keep a content: %w", err)
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return fmt.Errorf("keep a content: %w", err)
	}
	return nil
}

// Open gives a content.
func (d *Dir) Open(_ context.Context, hash string) (io.ReadCloser, error) {
	name, err := d.name(hash)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open a content: %w", err)
	}
	return f, nil
}

// Remove drops a content; one that is not there is no fault.
func (d *Dir) Remove(_ context.Context, hash string) error {
	name, err := d.name(hash)
	if err != nil {
		return err
	}
	if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("drop a content: %w", err)
	}
	return nil
}
