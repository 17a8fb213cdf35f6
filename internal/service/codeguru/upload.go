package codeguru

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/google/uuid"

	"leadline/internal/service/store"
)

// uploadPath is where archives are put; what follows is an upload's id.
const uploadPath = "/aws-uploads/"

// The limits of an upload: how long its address is good for, how long its
// content is kept for a scan, and how large it may be.
const (
	addressTime = 10 * time.Minute
	contentTime = 24 * time.Hour
	maxArchive  = 1 << 30
)

// createUploadURL gives an address at which one archive can be put. The secret
// in it is all that is needed there.
func (f *Face) createUploadURL(ctx context.Context, r *request, _ string) (any, error) {
	var b struct {
		ScanName string `json:"scanName"`
	}
	if err := r.read(&b); err != nil {
		return nil, err
	}
	if err := checkName(b.ScanName); err != nil {
		return nil, err
	}
	secret := make([]byte, 24)
	if _, err := rand.Read(secret); err != nil {
		return nil, err
	}
	key := base64.RawURLEncoding.EncodeToString(secret)
	up := store.AWSUpload{ID: uuid.NewString(), UserID: r.actor.User.ID, Name: b.ScanName, Hash: hexOf([]byte(key)), CreatedAt: f.Now(),
		ExpiresAt: f.Now() + contentTime.Milliseconds()}
	if err := f.Store.InTx(ctx, func(tx *store.Tx) error { return tx.AddAWSUpload(ctx, up) }); err != nil {
		return nil, err
	}
	return map[string]any{
		"s3Url":          r.base + uploadPath + up.ID + "?X-Leadline-Signature=" + key,
		"requestHeaders": map[string]string{"x-leadline-artifact": up.ID},
		"codeArtifactId": up.ID,
	}, nil
}

// receive takes an archive at its address, once.
func (f *Face) receive(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("x-amzn-RequestId", store.NewID())
	w.Header().Set("X-Content-Type-Options", "nosniff")
	if bad := f.take(w, r); bad != nil {
		f.refuse(w, bad)
		return
	}
	w.WriteHeader(http.StatusOK)
}

func (f *Face) take(w http.ResponseWriter, r *http.Request) *fault {
	ctx := r.Context()
	if r.Method != http.MethodPut {
		return invalid("unknownOperation", "archives are put, not %sed", strings.ToLower(r.Method))
	}
	id := strings.TrimPrefix(r.URL.Path, uploadPath)
	up, err := f.Store.AWSUpload(ctx, id)
	if err != nil && !errors.Is(err, store.ErrNone) {
		return f.faultOf(err)
	}
	given := hexOf([]byte(r.URL.Query().Get("X-Leadline-Signature")))
	switch {
	case err != nil || subtle.ConstantTimeCompare([]byte(given), []byte(up.Hash)) != 1:
		return denied("InvalidSignature", "the address is not one that CreateUploadUrl gave")
	case f.Now()-up.CreatedAt > addressTime.Milliseconds():
		return denied("RequestExpired", "the address was good for %s", addressTime)
	case up.Content != "":
		return conflict("codeArtifact", id, "an archive was put here already; ask for another address")
	}
	hash, size, bad := f.keep(ctx, http.MaxBytesReader(w, r.Body, maxArchive))
	if bad != nil {
		return bad
	}
	if err := f.Store.InTx(ctx, func(tx *store.Tx) error { return tx.FillAWSUpload(ctx, id, hash, size) }); err != nil {
		return f.faultOf(err)
	}
	return nil
}

// keep writes an archive to the contents. Its hash is known at its end, so that
// it waits on disk.
func (f *Face) keep(ctx context.Context, body io.Reader) (hash string, size int64, bad *fault) {
	file, err := os.CreateTemp("", "leadline-upload-")
	if err != nil {
		return "", 0, f.faultOf(err)
	}
	defer os.Remove(file.Name())
	defer file.Close()
	sum := sha256.New()
	size, err = io.Copy(io.MultiWriter(file, sum), body)
	if err != nil {
		return "", 0, invalid("other", "the archive ends too early or is larger than %d bytes", maxArchive)
	}
	if size == 0 {
		return "", 0, invalid("other", "the archive is empty")
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return "", 0, f.faultOf(err)
	}
	hash = hex.EncodeToString(sum.Sum(nil))
	if err := f.Blobs.Put(ctx, hash, file); err != nil {
		return "", 0, f.faultOf(err)
	}
	return hash, size, nil
}

// Expire forgets uploads whose time is over, with their archives.
func (f *Face) Expire(ctx context.Context) (dropped int, err error) {
	ended, err := f.Store.EndedAWSUploads(ctx, f.Now())
	if err != nil {
		return 0, err
	}
	for i := range ended {
		last := false
		err := f.Store.InTx(ctx, func(tx *store.Tx) (err error) {
			last, err = tx.RemoveAWSUpload(ctx, &ended[i])
			return err
		})
		if err == nil && last && ended[i].Content != "" {
			err = f.Blobs.Remove(ctx, ended[i].Content)
		}
		if err != nil {
			return dropped, err
		}
		dropped++
	}
	return dropped, nil
}
