// Package cache knows where results are kept between runs: a store of blobs on
// disk, each under the hash of everything that it was computed from. It must
// not know what a blob holds. A cache never fails a scan: what cannot be read
// is absent, what cannot be written is dropped.
//
// Its window is the directory: one file a blob, named by its key.
package cache

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"sort"
)

// Key is the hash of what a result was computed from.
type Key [sha256.Size]byte

// KeyOf hashes parts, each with its length, so that no two lists are alike.
func KeyOf(parts ...[]byte) Key {
	h := sha256.New()
	var n [8]byte
	for _, p := range parts {
		binary.LittleEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write(p)
	}
	return Key(h.Sum(nil))
}

// Store keeps blobs by key.
type Store interface {
	Get(Key) ([]byte, bool)
	Put(Key, []byte)
}

// Large is a store that a blob can be written to piece by piece, so that it need not
// be in memory as a whole.
type Large interface {
	// PutFrom keeps what write writes; nothing is kept where that fails.
	PutFrom(k Key, write func(io.Writer) error) error
}

// None is the store that keeps nothing.
type None struct{}

// Get finds nothing.
func (None) Get(Key) ([]byte, bool) { return nil, false }

// Put drops the blob.
func (None) Put(Key, []byte) {}

// Dir is a store in a directory. Several processes may share it: a blob
// appears whole or not at all, and equal keys mean equal blobs.
type Dir struct{ path string }

// Open is the store below the user's cache directory, for one version of the
// program: results of another one are never found.
func Open(version string) (*Dir, error) {
	base, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	return OpenDir(filepath.Join(base, "leadline"), version), nil
}

// OpenDir is the store in a directory, which need not exist yet.
func OpenDir(dir, version string) *Dir {
	sum := sha256.Sum256([]byte(version))
	return &Dir{filepath.Join(dir, hex.EncodeToString(sum[:6]))}
}

func (d *Dir) name(k Key) string {
	s := hex.EncodeToString(k[:])
	return filepath.Join(d.path, s[:2], s[2:])
}

const sumSize = 8

// checksum ties a blob to its key, so that a misplaced file is not believed.
func checksum(k Key, blob []byte) [sumSize]byte {
	h := sha256.New()
	h.Write(k[:])
	h.Write(blob)
	return [sumSize]byte(h.Sum(nil))
}

// Get reads a blob. One that does not match its own checksum is as good as
// absent: a disk may fill up or a machine stop at any moment.
func (d *Dir) Get(k Key) ([]byte, bool) {
	data, err := os.ReadFile(d.name(k))
	if err != nil || len(data) < sumSize {
		return nil, false
	}
	blob := data[sumSize:]
	if checksum(k, blob) != [sumSize]byte(data[:sumSize]) {
		return nil, false
	}
	return blob, true
}

// Put writes a blob beside its place and renames it there.
func (d *Dir) Put(k Key, blob []byte) {
	_ = d.PutFrom(k, func(w io.Writer) error { // what cannot be written is dropped
		_, err := w.Write(blob)
		return err
	})
}

// PutFrom does so with a blob that comes piece by piece.
func (d *Dir) PutFrom(k Key, write func(io.Writer) error) error {
	name := d.name(k)
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".put-")
	if err != nil {
		return err
	}
	err = summed(tmp, k, write)
	if closed := tmp.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
	return err
}

// summed writes a blob with its checksum before it.
func summed(f *os.File, k Key, write func(io.Writer) error) error {
	h := sha256.New()
	h.Write(k[:])
	if _, err := f.Write(make([]byte, sumSize)); err != nil {
		return err
	}
	if err := write(io.MultiWriter(f, h)); err != nil {
		return err
	}
	_, err := f.WriteAt(h.Sum(nil)[:sumSize], 0)
	return err
}

// blob is one file of the store.
type blob struct {
	name       string
	size, time int64
}

// Trim removes the blobs that were written longest ago until the store, with
// the other versions' stores beside it, is no larger than limit bytes.
func (d *Dir) Trim(limit int64) {
	blobs, total := list(filepath.Dir(d.path))
	sort.Slice(blobs, func(i, j int) bool { return blobs[i].time < blobs[j].time })
	for _, b := range blobs {
		if total <= limit {
			return
		}
		if os.Remove(b.name) == nil {
			total -= b.size
		}
	}
}

// list finds the files below a directory. One that vanishes meanwhile is
// somebody else's Trim.
func list(dir string) (blobs []blob, total int64) {
	_ = filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return nil
		}
		if info, err := e.Info(); err == nil {
			blobs = append(blobs, blob{name, info.Size(), info.ModTime().UnixNano()})
			total += info.Size()
		}
		return nil
	})
	return blobs, total
}
