package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// patience is how long a look may take before the editor is told how far it is:
// what is done at once needs no bar.
const patience = 400 * time.Millisecond

// progress tells the editor how far a look is. An empty stage ends it.
func (s *Server) progress(p *project) func(stage string, done, total int) {
	s.mu.Lock()
	can := s.can.Capabilities.Window.WorkDoneProgress
	s.mu.Unlock()
	if !can {
		return func(string, int, int) {}
	}
	var token string
	start, told := time.Now(), time.Now()
	lastStage := ""
	return func(stage string, done, total int) {
		switch {
		case stage == "" && token != "":
			s.cancelling(token, nil)
			s.notifyProgress(token, map[string]any{"kind": "end"})
		case stage == "":
		case token == "":
			if time.Since(start) < patience {
				return
			}
			if token = s.beginProgress(); token == "" {
				return
			}
			s.cancelling(token, p.abandon)
			s.notifyProgress(token, map[string]any{"kind": "begin", "title": "Leadline", "message": stageText(stage, done, total), "cancellable": true})
		case stage != lastStage || time.Since(told) > 200*time.Millisecond:
			m := map[string]any{"kind": "report", "message": stageText(stage, done, total)}
			if total > 0 {
				m["percentage"] = 100 * done / total
			}
			told = time.Now()
			s.notifyProgress(token, m)
		}
		lastStage = stage
	}
}

// stageText says what a stage does, for people.
func stageText(stage string, done, total int) string {
	names := map[string]string{"discover": "looking for files", "parse": "reading files", "solve": "understanding calls and values", "taint": "following data", "rules": "judging",
		"upload": "sending what the service does not have", "": "waiting for the service"}
	text := names[stage]
	if text == "" {
		text = stage
	}
	if total > 0 {
		text += fmt.Sprintf(" (%d of %d)", done, total)
	}
	return text
}

// beginProgress asks for a token; "" when the editor has none to give in time.
func (s *Server) beginProgress() string {
	s.mu.Lock()
	s.tokens++
	token := fmt.Sprintf("leadline-%d", s.tokens)
	s.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if _, err := s.rpc.Callback(ctx, "window/workDoneProgress/create", map[string]any{"token": token}); err != nil {
		return ""
	}
	return token
}

// cancelling says what cancelling a progress of ours does; nil when it is over.
func (s *Server) cancelling(token string, cancel func()) {
	key, _ := json.Marshal(token)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cancels[string(key)] = cancel; cancel == nil {
		delete(s.cancels, string(key))
	}
}

func (s *Server) notifyProgress(token string, value map[string]any) {
	_ = s.rpc.Notify(context.Background(), "$/progress", map[string]any{"token": token, "value": value})
}
