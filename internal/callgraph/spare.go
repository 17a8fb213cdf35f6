package callgraph

import (
	"sync"

	"leadline/internal/value"
)

// spare keeps the last few analyses under contexts, each until somebody reads it:
// whoever calls a body under a context asks for what it gives while its own body is
// evaluated, and for the analysis right after.
type spare struct {
	mu     sync.Mutex
	frames map[depthKey]*value.Frame
	order  []depthKey // the oldest first; some may be taken
}

// maxSpare bounds the analyses that wait: one is as large as its body.
const maxSpare = 32

// put leaves an analysis, and gives back the one that has to go for it.
func (s *spare) put(k depthKey, fr *value.Frame) *value.Frame {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.frames == nil {
		s.frames = make(map[depthKey]*value.Frame, maxSpare)
	}
	old := s.frames[k]
	s.frames[k] = fr
	if old != nil {
		return old
	}
	s.order = append(s.order, k)
	if len(s.order) <= maxSpare {
		return nil
	}
	first := s.order[0]
	s.order = append(s.order[:0], s.order[1:]...)
	old = s.frames[first]
	delete(s.frames, first)
	return old
}

// take gives an analysis that waits to who asks for it, or nil.
func (s *spare) take(k depthKey) *value.Frame {
	s.mu.Lock()
	defer s.mu.Unlock()
	fr := s.frames[k]
	delete(s.frames, k)
	return fr
}
