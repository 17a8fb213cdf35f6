package cache

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func TestStore(t *testing.T) {
	base := t.TempDir()
	d := OpenDir(filepath.Join(base, "not", "yet"), "1")
	k := KeyOf([]byte("a"), []byte("bc"))
	if k == KeyOf([]byte("ab"), []byte("c")) {
		t.Error("two lists of parts have one key")
	}
	if _, ok := d.Get(k); ok {
		t.Error("an empty store holds a blob")
	}
	d.Put(k, []byte("blob"))
	if got, ok := d.Get(k); !ok || string(got) != "blob" {
		t.Errorf("got %q %v", got, ok)
	}
	if _, ok := OpenDir(filepath.Join(base, "not", "yet"), "2").Get(k); ok {
		t.Error("another version finds the blob")
	}
	d.Put(k, nil)
	if got, ok := d.Get(k); !ok || len(got) != 0 {
		t.Errorf("an empty blob: %q %v", got, ok)
	}
}

func TestDamage(t *testing.T) {
	d := OpenDir(t.TempDir(), "1")
	k := KeyOf([]byte("k"))
	for name, damage := range map[string]func([]byte) []byte{
		"empty":     func([]byte) []byte { return nil },
		"truncated": func(b []byte) []byte { return b[:len(b)-1] },
		"changed":   func(b []byte) []byte { b[len(b)-1] ^= 1; return b },
	} {
		d.Put(k, []byte("some bytes"))
		data, err := os.ReadFile(d.name(k))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(d.name(k), damage(data), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, ok := d.Get(k); ok {
			t.Errorf("%s: a damaged blob is believed: %q", name, got)
		}
	}
	// A blob under another key's name is not that key's.
	d.Put(k, []byte("x"))
	other := KeyOf([]byte("other"))
	if err := os.MkdirAll(filepath.Dir(d.name(other)), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(d.name(k), d.name(other)); err != nil {
		t.Fatal(err)
	}
	if _, ok := d.Get(other); ok {
		t.Error("a misplaced blob is believed")
	}
	// A store that cannot be written loses blobs and says nothing.
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	OpenDir(file, "1").Put(k, []byte("x"))
}

func TestConcurrent(t *testing.T) {
	d := OpenDir(t.TempDir(), "1")
	k := KeyOf([]byte("k"))
	blob := bytes.Repeat([]byte("0123456789"), 10_000)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				d.Put(k, blob)
				if got, ok := d.Get(k); !ok || !bytes.Equal(got, blob) {
					t.Errorf("a blob of %d bytes, %v", len(got), ok)
				}
			}
		})
	}
	group.Wait()
}

func TestTrim(t *testing.T) {
	base := t.TempDir()
	old, now := OpenDir(base, "1"), OpenDir(base, "2")
	for i := range 10 {
		d := old
		if i >= 5 {
			d = now
		}
		k := KeyOf(fmt.Append(nil, i))
		d.Put(k, make([]byte, 1000))
		if err := os.Chtimes(d.name(k), timeOf(i), timeOf(i)); err != nil {
			t.Fatal(err)
		}
	}
	now.Trim(3100)
	for i := range 10 {
		d := old
		if i >= 5 {
			d = now
		}
		if _, ok := d.Get(KeyOf(fmt.Append(nil, i))); ok != (i >= 7) {
			t.Errorf("blob %d is there: %v", i, ok)
		}
	}
}
