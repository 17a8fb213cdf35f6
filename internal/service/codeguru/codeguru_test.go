package codeguru

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"leadline/internal/service"
	"leadline/internal/service/blob"
	"leadline/internal/service/store"
)

// counter is a service with a clock of its own, and a key.
type counter struct {
	*testing.T
	face *Face
	now  time.Time
	key  *store.AWSKey
}

func newCounter(t *testing.T) *counter {
	t.Helper()
	c := &counter{T: t, now: time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)}
	blobs, err := blob.OpenDir(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s := &service.Service{Blobs: blobs, Engine: "test", Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Now: func() int64 { return c.now.UnixMilli() }}
	if s.Store, err = store.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), store.Options{Workers: 1}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Store.Close(); err != nil {
			t.Error(err)
		}
	})
	token, err := s.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	actor, err := s.ByToken(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	if c.key, err = s.AddAWSKey(t.Context(), actor, "us-east-1"); err != nil {
		t.Fatal(err)
	}
	c.face = &Face{Service: s}
	return c
}

// signed makes a request as AWS's clients do, at the present time of the clock.
func (c *counter) signed(method, path, body string) *http.Request {
	r := httptest.NewRequest(method, "http://service.test"+path, strings.NewReader(body))
	at := c.now.Format(stamp)
	r.Header.Set("X-Amz-Date", at)
	cl := &claim{key: c.key.ID, day: at[:8], region: c.key.Region, service: signed, headers: []string{"host", "x-amz-date"}, at: c.now}
	signature := cl.sign(cl.canonical(r, hexOf([]byte(body))), c.key.Secret)
	r.Header.Set("Authorization", algorithm+" Credential="+strings.Join([]string{cl.key, cl.day, cl.region, cl.service, terminator}, "/")+
		", SignedHeaders="+strings.Join(cl.headers, ";")+", Signature="+signature)
	return r
}

// send gives status, the kind of error and the body's members.
func (c *counter) send(r *http.Request) (int, string, map[string]any) {
	c.Helper()
	w := httptest.NewRecorder()
	c.face.Beside(http.NotFoundHandler()).ServeHTTP(w, r)
	var body map[string]any
	if w.Body.Len() > 0 {
		if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
			c.Fatalf("%v: %s", err, w.Body)
		}
	}
	if w.Header().Get("x-amzn-RequestId") == "" {
		c.Error("an answer without a request id")
	}
	return w.Code, w.Header().Get("x-amzn-ErrorType"), body
}

// TestSignature is the worked example of AWS's documentation of Signature Version 4
// (GET on iam, ListUsers): the signature that it gives for its example key.
func TestSignature(t *testing.T) {
	r := httptest.NewRequest("GET", "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08", nil)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
	r.Header.Set("X-Amz-Date", "20150830T123600Z")
	c := &claim{day: "20150830", region: "us-east-1", service: "iam", headers: []string{"content-type", "host", "x-amz-date"},
		at: time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC)}
	if got := c.sign(c.canonical(r, hexOf(nil)), "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"); got != "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7" {
		t.Errorf("signature %s", got)
	}
}

// TestReplay: what was recorded on the way is worth nothing once its time is over,
// and never more than the request that it was.
func TestReplay(t *testing.T) {
	c := newCounter(t)
	body := `{"scanName":"shop"}`
	r := c.signed("POST", "/uploadUrl", body)
	again := func() *http.Request {
		one := r.Clone(t.Context())
		one.Body = io.NopCloser(strings.NewReader(body))
		return one
	}
	if status, kind, _ := c.send(again()); status != 200 {
		t.Fatalf("%d %s", status, kind)
	}
	for name, spoil := range map[string]func(*http.Request){
		"another body":   func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader(`{"scanName":"bank"}`)) },
		"another path":   func(r *http.Request) { r.URL.Path = "/scans" },
		"another query":  func(r *http.Request) { r.URL.RawQuery = "x=1" },
		"another method": func(r *http.Request) { r.Method = "PUT" },
		"another host":   func(r *http.Request) { r.Host = "other.test" },
		"a later date":   func(r *http.Request) { r.Header.Set("X-Amz-Date", c.now.Add(time.Minute).Format(stamp)) },
		"fewer headers": func(r *http.Request) {
			r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), "host;", "", 1))
		},
		"another key": func(r *http.Request) {
			r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), c.key.ID, "LDLKAAAAAAAAAAAAAAAA", 1))
		},
	} {
		one := again()
		spoil(one)
		if status, kind, body := c.send(one); status != 403 || kind != "AccessDeniedException" {
			t.Errorf("%s: %d %s %v", name, status, kind, body)
		}
	}
	for _, late := range []time.Duration{skew + time.Second, -(skew + time.Second), 24 * time.Hour} {
		there := c.now
		c.now = there.Add(late)
		if status, kind, body := c.send(again()); status != 403 || kind != "AccessDeniedException" || body["errorCode"] != "RequestExpired" {
			t.Errorf("after %s: %d %s %v", late, status, kind, body)
		}
		c.now = there
	}
}

// TestUpload: an address takes one archive, for a while, from whoever has it whole.
func TestUpload(t *testing.T) {
	c := newCounter(t)
	address := func() string {
		t.Helper()
		status, kind, body := c.send(c.signed("POST", "/uploadUrl", `{"scanName":"shop"}`))
		if status != 200 {
			t.Fatalf("%d %s", status, kind)
		}
		return strings.TrimPrefix(body["s3Url"].(string), "http://service.test")
	}
	put := func(to string, content []byte) (int, string, string) {
		t.Helper()
		status, kind, body := c.send(httptest.NewRequest("PUT", "http://service.test"+to, bytes.NewReader(content)))
		code, _ := body["errorCode"].(string)
		return status, kind, code
	}
	first := address()
	if status, kind, code := put(first[:len(first)-1]+"_", []byte("x")); status != 403 || code != "InvalidSignature" {
		t.Errorf("a changed address: %d %s %s", status, kind, code)
	}
	if status, kind, _ := put(first, nil); status != 400 || kind != "ValidationException" {
		t.Errorf("nothing at all: %d %s", status, kind)
	}
	if status, kind, code := put(first, []byte("archive")); status != 200 {
		t.Errorf("an archive: %d %s %s", status, kind, code)
	}
	if status, kind, _ := put(first, []byte("another")); status != 409 || kind != "ConflictException" {
		t.Errorf("a second archive: %d %s", status, kind)
	}
	late := address()
	c.now = c.now.Add(addressTime + time.Second)
	if status, kind, code := put(late, []byte("archive")); status != 403 || kind != "AccessDeniedException" || code != "RequestExpired" {
		t.Errorf("an expired address: %d %s %s", status, kind, code)
	}
	c.now = c.now.Add(contentTime)
	if n, err := c.face.Expire(t.Context()); err != nil || n != 2 {
		t.Errorf("%d uploads forgotten, %v", n, err)
	}
	if status, _, code := put(first, []byte("archive")); status != 403 || code != "InvalidSignature" {
		t.Errorf("a forgotten address: %d %s", status, code)
	}
}

// TestThrottling: whoever asks without pause is put off in the model's words.
func TestThrottling(t *testing.T) {
	c := newCounter(t)
	for i := range burst + 1 {
		status, kind, _ := c.send(c.signed("GET", "/accountConfiguration/get", ""))
		if i < burst && status != 200 || i == burst && (status != 429 || kind != "ThrottlingException") {
			t.Fatalf("request %d: %d %s", i, status, kind)
		}
	}
	c.now = c.now.Add(time.Second)
	if status, kind, _ := c.send(c.signed("GET", "/accountConfiguration/get", "")); status != 200 {
		t.Errorf("a second later: %d %s", status, kind)
	}
}
