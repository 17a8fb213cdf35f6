package service_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"leadline/internal/service"
	"leadline/internal/service/store"
	"leadline/internal/service/store/postgrestest"
)

// TestTurn: while one worker does the first scan of a project, a second scan of it is
// put behind those of other projects, and waits when there are none.
func TestTurn(t *testing.T) { turns(t, filepath.Join(t.TempDir(), "turn.db")) }

func TestTurnOnPostgres(t *testing.T) { turns(t, postgrestest.Start(t)(t)) }

func turns(t *testing.T, database string) {
	w := newTeam(t, database)
	start := func(slug, ref string) *store.Job {
		t.Helper()
		w.slug, w.sent = slug, map[string]bool{}
		scan, err := w.s.StartScan(w.ctx, w.a, slug, service.NewScan{Tree: w.upload(map[string][]string{"a.py": {slug, ref}}), Ref: ref})
		if err != nil {
			t.Fatal(err)
		}
		return &store.Job{ScanID: scan.ID, Attempt: 1}
	}
	turn := func(job *store.Job, want bool, wantErr error) {
		t.Helper()
		if first, err := w.s.Turn(w.ctx, job); first != want || !errors.Is(err, wantErr) {
			t.Fatalf("turn: %v, %v; want %v, %v", first, err, want, wantErr)
		}
	}
	begin := func(job *store.Job) {
		t.Helper()
		if _, err := w.s.BeginScan(w.ctx, job); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.s.AddProject(w.ctx, w.a, "q", "", "main"); err != nil {
		t.Fatal(err)
	}
	one, two, other := start("p", "main"), start("p", "topic"), start("q", "main")
	turn(one, true, nil)
	begin(one)
	turn(two, false, store.ErrLater)
	turn(other, true, nil)
	begin(other)
	waited := make(chan error, 1)
	go func() {
		_, err := w.s.Turn(w.ctx, two)
		waited <- err
	}()
	select {
	case err := <-waited:
		t.Fatalf("the second scan of a project begins beside its first: %v", err)
	case <-time.After(200 * time.Millisecond):
	}
	if err := w.s.Store.Cool(w.ctx, one.ScanID, w.s.Now()); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-waited:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the second scan waits for ever")
	}
	ended, cancel := context.WithCancel(w.ctx)
	cancel()
	third := start("q", "topic")
	if _, err := w.s.Turn(ended, third); !errors.Is(err, context.Canceled) {
		t.Errorf("a worker that ends waits on: %v", err)
	}
}
