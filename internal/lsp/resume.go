package lsp

import (
	"context"
	"net/http"
	"time"

	"github.com/creachadair/jrpc2"
)

// A machine that sleeps, or a process that is stopped, hears of nothing: neither
// of files that change, nor that a service has gone and come back. Editors hear
// of it no more than we do. So a pause is noticed, and what is known doubted.

const (
	// beatEvery is how often the clock is looked at.
	beatEvery = 2 * time.Second
	// pauseNoticed is how much longer than that it takes to be a pause, and not
	// a machine that has much to do.
	pauseNoticed = 5 * time.Second
)

// beat watches the clock until the conversation ends.
func (s *Server) beat() {
	tick := time.NewTicker(beatEvery)
	defer tick.Stop()
	for last := time.Now(); ; {
		select {
		case <-s.over:
			return
		case <-tick.C:
		}
		now := time.Now()
		if paused(last, now) {
			s.resume()
		}
		last = now
	}
}

// paused tells whether there was a pause between two beats. The clock on the wall
// counts, since the other one stands still while most machines sleep.
func paused(last, now time.Time) bool {
	return now.Round(0).Sub(last.Round(0)) > beatEvery+pauseNoticed
}

// resume looks at the disk again, and talks to the service again where there is
// something to say.
func (s *Server) resume() {
	s.line.CloseIdleConnections() // what was at their other end may be gone
	for _, p := range s.all() {
		p.doubt()
		p.cloud.mu.Lock()
		talks := len(p.cloud.queued) > 0 || p.cloud.known != nil
		p.cloud.mu.Unlock()
		if talks {
			go s.tryAgain(p)
		}
	}
}

// longestWait is how long a service may take to begin an answer, and answerWithin
// how long one that somebody waits for may take in all.
const (
	longestWait  = time.Minute
	answerWithin = 20 * time.Second
)

// newLine is what talks with services go through.
func newLine() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.ResponseHeaderTimeout = longestWait
	return &http.Client{Transport: t}
}

// soon bounds how long a request may wait for the service.
func soon(h jrpc2.Handler) jrpc2.Handler {
	return func(ctx context.Context, r *jrpc2.Request) (any, error) {
		ctx, cancel := context.WithTimeout(ctx, answerWithin)
		defer cancel()
		return h(ctx, r)
	}
}
