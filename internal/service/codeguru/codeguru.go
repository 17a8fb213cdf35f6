// Package codeguru knows the API of Amazon CodeGuru Security (service model
// 2018-05-10), which was retired on 2025-11-20: requests that are signed as AWS's
// clients sign them, and what the service's methods are called there, so that
// scripts written for it run again with another endpoint. It must not know how
// scans are done or what becomes of findings.
//
// Its window is botocore, which drives it in the tests with its own model.
package codeguru

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"leadline/internal/service"
	"leadline/internal/service/store"
)

// Face is the API over a service.
type Face struct {
	*service.Service
	// BaseURL is how the service is reached, "" for as a request comes.
	BaseURL string

	mu    sync.Mutex
	paces map[string]*rate.Limiter
}

// How fast one key may ask.
const (
	perSecond = 50
	burst     = 200
	maxKeys   = 10_000
	maxBody   = 1 << 20
)

// Beside lets the face answer what is signed as AWS's clients sign, and what
// belongs to an upload; everything else goes on.
func (f *Face) Beside(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasPrefix(r.URL.Path, uploadPath):
			f.receive(w, r)
		case strings.HasPrefix(r.Header.Get("Authorization"), "AWS4-"):
			f.serve(w, r)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// request is one call: who asks, with which key, and what.
type request struct {
	*http.Request
	key   *store.AWSKey
	actor *service.Actor
	query url.Values
	body  []byte
	base  string
}

// operation answers a call with a value to be written as JSON; nil answers 204.
type operation func(ctx context.Context, r *request, arg string) (any, error)

func (f *Face) serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("x-amzn-RequestId", store.NewID())
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		f.refuse(w, invalid("cannotParse", "the body is larger than %d bytes or ends too early", maxBody))
		return
	}
	call, bad := f.identify(r, body)
	if bad != nil {
		f.refuse(w, bad)
		return
	}
	op, arg := f.route(r)
	if op == nil {
		f.refuse(w, invalid("unknownOperation", "there is no operation %s %s", r.Method, r.URL.Path))
		return
	}
	out, err := op(r.Context(), call, arg)
	if err != nil {
		f.refuse(w, f.faultOf(err))
		return
	}
	if out == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	write(w, http.StatusOK, out)
}

// identify finds out who signed a request.
func (f *Face) identify(r *http.Request, body []byte) (*request, *fault) {
	ctx := r.Context()
	c, bad := readClaim(r)
	if bad != nil {
		return nil, bad
	}
	key, err := f.Store.AWSKey(ctx, c.key)
	if err != nil && !errors.Is(err, store.ErrNone) {
		return nil, f.faultOf(err)
	}
	if err != nil || key.RevokedAt != 0 {
		return nil, denied("UnrecognizedClient", "there is no key %.40q", c.key)
	}
	now := f.Now()
	if bad := c.check(r, body, key.Region, key.Secret, time.UnixMilli(now)); bad != nil {
		return nil, bad
	}
	if !f.pace(key.ID).AllowN(time.UnixMilli(now), 1) {
		return nil, &fault{kind: "ThrottlingException", status: http.StatusTooManyRequests, code: "THROTTLED", message: "the key asks too often; try again in a moment"}
	}
	user, err := f.Store.User(ctx, key.UserID)
	if err != nil || user.DisabledAt != 0 {
		return nil, denied("UnrecognizedClient", "the key's user may not sign in any more")
	}
	if now-key.UsedAt > time.Minute.Milliseconds() {
		// When it was used is worth no failed request.
		_ = f.Store.InTx(ctx, func(tx *store.Tx) error { return tx.UseAWSKey(ctx, key.ID, now) })
	}
	return &request{Request: r, key: key, actor: &service.Actor{User: user, Scopes: service.Scopes, Surface: "api", TokenID: key.ID},
		query: r.URL.Query(), body: body, base: f.base(r)}, nil
}

func (f *Face) pace(key string) *rate.Limiter {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.paces == nil || len(f.paces) >= maxKeys {
		f.paces = map[string]*rate.Limiter{}
	}
	l := f.paces[key]
	if l == nil {
		l = rate.NewLimiter(perSecond, burst)
		f.paces[key] = l
	}
	return l
}

func (f *Face) base(r *http.Request) string {
	if f.BaseURL != "" {
		return strings.TrimSuffix(f.BaseURL, "/")
	}
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// route finds the operation of a request and the argument in its path. Segments
// are split before they are decoded: an ARN is one segment.
func (f *Face) route(r *http.Request) (operation, string) {
	segments := strings.Split(strings.TrimPrefix(r.URL.EscapedPath(), "/"), "/")
	arg := ""
	if len(segments) == 2 {
		var err error
		if arg, err = url.PathUnescape(segments[1]); err != nil {
			return nil, ""
		}
		if segments[0] != "metrics" && segments[0] != "accountConfiguration" {
			segments[1] = "*"
		}
	}
	return map[string]operation{
		"POST uploadUrl":                 f.createUploadURL,
		"POST scans":                     f.createScan,
		"GET scans":                      f.listScans,
		"GET scans/*":                    f.getScan,
		"GET findings/*":                 f.getFindings,
		"POST batchGetFindings":          f.batchGetFindings,
		"GET metrics/findings":           f.listMetrics,
		"GET metrics/summary":            f.summary,
		"GET accountConfiguration/get":   f.getAccount,
		"PUT updateAccountConfiguration": f.setAccount,
		"GET tags/*":                     f.listTags,
		"POST tags/*":                    f.tag,
		"DELETE tags/*":                  f.untag,
	}[r.Method+" "+strings.Join(segments, "/")], arg
}

// read decodes a body.
func (r *request) read(into any) error {
	if err := json.Unmarshal(r.body, into); err != nil {
		return invalid("cannotParse", "the body is not the JSON of this operation: %v", err)
	}
	return nil
}

func write(w http.ResponseWriter, status int, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // the shapes of this package hold nothing that JSON cannot say
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(data)
}

// epoch is a time as bodies write it: seconds, with their fraction.
type epoch int64

// MarshalJSON writes milliseconds as seconds.
func (e epoch) MarshalJSON() ([]byte, error) { return json.Marshal(float64(e) / 1000) }
