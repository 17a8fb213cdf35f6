package rest

import (
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How fast one caller may ask: enough for an upload of many small files, and
// far too slow for trying out tokens.
const (
	perSecond  = 1000
	burst      = 5000
	tries      = 1 // a second, of signing in
	tryBurst   = 20
	maxCallers = 10_000
	forgotten  = 10 * time.Minute
)

// pace is how fast one caller has been.
type pace struct {
	all, signIn *rate.Limiter
	last        time.Time
}

// paces are all callers of late.
type paces struct {
	mu sync.Mutex
	by map[string]*pace
}

// of is a caller's pace. Those that were not heard of for a while are forgotten.
func (p *paces) of(caller string, now time.Time) *pace {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.by) >= maxCallers {
		for k, v := range p.by {
			if now.Sub(v.last) > forgotten || len(p.by) >= 2*maxCallers {
				delete(p.by, k)
			}
		}
	}
	v := p.by[caller]
	if v == nil {
		v = &pace{all: rate.NewLimiter(perSecond, burst), signIn: rate.NewLimiter(tries, tryBurst)}
		p.by[caller] = v
	}
	v.last = now
	return v
}

// slower refuses callers that ask too fast: by token where there is one, and
// by address, where wrong tokens count.
func slower(next http.Handler) http.Handler {
	known := &paces{by: map[string]*pace{}}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/v1/") {
			next.ServeHTTP(w, r)
			return
		}
		host, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil {
			host = r.RemoteAddr
		}
		now := time.Now()
		here := known.of("address "+host, now)
		caller := here
		if token := r.Header.Get("Authorization"); token != "" {
			caller = known.of(token, now)
		}
		if !caller.all.Allow() || (r.URL.Path == "/v1/session" || r.URL.Path == "/v1/device") && r.Method == http.MethodPost && !here.signIn.Allow() {
			w.Header().Set("Retry-After", "1")
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(http.StatusTooManyRequests)
			w.Write([]byte(`{"title":"Too Many Requests","status":429,"detail":"too many requests at once; wait a second"}`))
			return
		}
		next.ServeHTTP(w, r)
	})
}
