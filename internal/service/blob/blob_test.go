package blob

import (
	"bufio"
	"bytes"
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// keeper is what every kind of keeper does.
type keeper interface {
	Put(ctx context.Context, hash string, r io.Reader) error
	Open(ctx context.Context, hash string) (io.ReadCloser, error)
	Remove(ctx context.Context, hash string) error
}

func hashOf(data string) string {
	sum := sha256.Sum256([]byte(data))
	return hex.EncodeToString(sum[:])
}

func suite(t *testing.T, k keeper) {
	ctx := t.Context()
	read := func(hash string) (string, error) {
		r, err := k.Open(ctx, hash)
		if err != nil {
			return "", err
		}
		defer r.Close()
		data, err := io.ReadAll(r)
		return string(data), err
	}
	for _, data := range []string{"", "x = 1\n", strings.Repeat("long\n", 100_000)} {
		hash := hashOf(data)
		for range 2 { // the second time it is there
			if err := k.Put(ctx, hash, strings.NewReader(data)); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := read(hash); err != nil || got != data {
			t.Errorf("%d bytes came back as %d, %v", len(data), len(got), err)
		}
	}
	wrong := hashOf("something")
	if err := k.Put(ctx, wrong, strings.NewReader("something else")); !errors.Is(err, ErrMismatch) {
		t.Errorf("a content under another hash: %v", err)
	}
	if _, err := read(wrong); err == nil {
		t.Error("it was kept")
	}
	for _, name := range []string{"", "../../etc/passwd", strings.Repeat("A", 64), strings.Repeat("g", 64)} {
		if err := k.Put(ctx, name, strings.NewReader("x")); err == nil {
			t.Errorf("%q is taken for a hash", name)
		}
		if _, err := k.Open(ctx, name); err == nil {
			t.Errorf("%q is opened", name)
		}
	}
	hash := hashOf("x = 1\n")
	for range 2 {
		if err := k.Remove(ctx, hash); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := read(hash); err == nil {
		t.Error("a content that was dropped is there")
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if err := k.Put(ctx, hash, strings.NewReader("x = 1\n")); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if got, err := read(hash); err != nil || got != "x = 1\n" {
		t.Errorf("kept by many at once: %q, %v", got, err)
	}
}

func TestDir(t *testing.T) {
	dir := t.TempDir()
	d, err := OpenDir(filepath.Join(dir, "blobs"))
	if err != nil {
		t.Fatal(err)
	}
	suite(t, d)
	err = filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if strings.HasPrefix(e.Name(), ".new-") {
			t.Errorf("%s was left", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestS3(t *testing.T) {
	server := httptest.NewServer(&bucket{objects: map[string][]byte{}})
	defer server.Close()
	s, err := OpenS3("s3://"+strings.TrimPrefix(server.URL, "http://")+"/store/some/prefix?insecure&region=here", "key", "secret")
	if err != nil {
		t.Fatal(err)
	}
	suite(t, s)
	for _, bad := range []string{"", "store", "http://host/store", "s3://host", "s3:///store"} {
		if _, err := OpenS3(bad, "", ""); err == nil {
			t.Errorf("%q is taken for a bucket", bad)
		}
	}
}

// bucket is as much of the S3 protocol as a keeper speaks, in memory.
type bucket struct {
	mu      sync.Mutex
	objects map[string][]byte
}

// ServeHTTP answers one request.
func (b *bucket) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !strings.HasPrefix(r.Header.Get("Authorization"), "AWS4-HMAC-SHA256 Credential=key/") {
		http.Error(w, "not signed", http.StatusForbidden)
		return
	}
	switch r.Method {
	case http.MethodPut:
		data, err := payload(r)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		b.objects[r.URL.Path] = data
		w.Header().Set("ETag", etag(data))
	case http.MethodGet, http.MethodHead:
		data, ok := b.objects[r.URL.Path]
		if !ok {
			w.Header().Set("Content-Type", "application/xml")
			w.WriteHeader(http.StatusNotFound)
			io.WriteString(w, "<Error><Code>NoSuchKey</Code><Message>no such key</Message></Error>")
			return
		}
		w.Header().Set("ETag", etag(data))
		http.ServeContent(w, r, "", time.Unix(1_700_000_000, 0), bytes.NewReader(data))
	case http.MethodDelete:
		delete(b.objects, r.URL.Path)
		w.WriteHeader(http.StatusNoContent)
	}
}

func etag(data []byte) string { return fmt.Sprintf(`"%x"`, md5.Sum(data)) }

// payload is a request's body, which comes in signed chunks over plain HTTP.
func payload(r *http.Request) ([]byte, error) {
	if !strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING") {
		return io.ReadAll(r.Body)
	}
	in := bufio.NewReader(r.Body)
	var out []byte
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return nil, err
		}
		size, _, _ := strings.Cut(strings.TrimSpace(line), ";")
		n, err := strconv.ParseInt(size, 16, 64)
		if err != nil || n == 0 {
			return out, err
		}
		chunk := make([]byte, n+2)
		if _, err := io.ReadFull(in, chunk); err != nil {
			return nil, err
		}
		out = append(out, chunk[:n]...)
	}
}
