package blob

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"path"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// S3 keeps contents in a bucket.
type S3 struct {
	client         *minio.Client
	bucket, prefix string
}

// OpenS3 opens a bucket: s3://HOST/BUCKET, with /PREFIX and ?insecure (plain
// HTTP) and ?region=NAME where they are needed.
func OpenS3(address, key, secret string) (*S3, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "s3" || u.Host == "" || strings.Trim(u.Path, "/") == "" {
		return nil, fmt.Errorf("%q is not s3://HOST/BUCKET", address)
	}
	bucket, prefix, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	client, err := minio.New(u.Host, &minio.Options{Creds: credentials.NewStaticV4(key, secret, ""), Secure: !u.Query().Has("insecure"), Region: u.Query().Get("region"), BucketLookup: minio.BucketLookupAuto})
	if err != nil {
		return nil, fmt.Errorf("open the bucket: %w", err)
	}
	return &S3{client, bucket, prefix}, nil
}

func (s *S3) name(hash string) (string, error) {
	if !Valid(hash) {
		return "", fmt.Errorf("%q is not a SHA-256 in lower-case hexadecimal", hash)
	}
	return path.Join(s.prefix, hash[:2], hash), nil
}

// Put keeps a content under its hash. It is read as a whole first: only what is
// what its name says is sent.
func (s *S3) Put(ctx context.Context, hash string, r io.Reader) error {
	name, err := s.name(hash)
	if err != nil {
		return err
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return fmt.Errorf("keep a content: %w", err)
	}
	if _, err := s.client.StatObject(ctx, s.bucket, name, minio.StatObjectOptions{}); err == nil {
		return nil
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != hash {
		return ErrMismatch
	}
	if _, err := s.client.PutObject(ctx, s.bucket, name, bytes.NewReader(data), int64(len(data)), minio.PutObjectOptions{ContentType: "application/octet-stream"}); err != nil {
		return fmt.Errorf("keep a content: %w", err)
	}
	return nil
}

// Open gives a content.
func (s *S3) Open(ctx context.Context, hash string) (io.ReadCloser, error) {
	name, err := s.name(hash)
	if err != nil {
		return nil, err
	}
	o, err := s.client.GetObject(ctx, s.bucket, name, minio.GetObjectOptions{})
	if err != nil {
		return nil, fmt.Errorf("open a content: %w", err)
	}
	if _, err := o.Stat(); err != nil {
		o.Close()
		return nil, fmt.Errorf("open a content: %w", err)
	}
	return o, nil
}

// Remove drops a content; one that is not there is no fault.
func (s *S3) Remove(ctx context.Context, hash string) error {
	name, err := s.name(hash)
	if err != nil {
		return err
	}
	if err := s.client.RemoveObject(ctx, s.bucket, name, minio.RemoveObjectOptions{}); err != nil {
		return fmt.Errorf("drop a content: %w", err)
	}
	return nil
}
