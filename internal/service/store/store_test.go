package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"leadline/internal/service/store/postgrestest"
)

// onBoth runs the conformance suite on both databases.
func onBoth(t *testing.T, f func(*testing.T, string)) {
	t.Run("sqlite", func(t *testing.T) { f(t, filepath.Join(t.TempDir(), "s.db")) })
	t.Run("postgres", func(t *testing.T) { f(t, postgrestest.Start(t)(t)) })
}

func open(t *testing.T, address string, o Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), address, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func enqueue(t *testing.T, s *Store, project string, n int, priority int64) {
	t.Helper()
	for i := range n {
		err := s.InTx(t.Context(), func(tx *Tx) error {
			r := Scan{ID: fmt.Sprintf("%s-%03d", project, i), ProjectID: project, State: "queued", Priority: priority, CreatedAt: int64(i)}
			if err := tx.AddScan(t.Context(), r); err != nil {
				return err
			}
			id, err := tx.Enqueue(t.Context(), &r)
			if err != nil {
				return err
			}
			return tx.SetJob(t.Context(), r.ID, id)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestQueue: projects take turns, those who wait go first, a job and its rows
// come and go together.
func TestQueue(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		var mu sync.Mutex
		var order []string
		var s *Store
		done := make(chan struct{})
		s = open(t, address, Options{Workers: 1, Run: func(ctx context.Context, job *Job) error {
			err := s.InTx(ctx, func(tx *Tx) error {
				if _, err := tx.EndScan(ctx, &Scan{ID: job.ScanID, State: "succeeded"}); err != nil {
					return err
				}
				return tx.Complete(ctx, job)
			})
			mu.Lock()
			defer mu.Unlock()
			if order = append(order, job.ScanID); len(order) == 26 {
				close(done)
			}
			return err
		}})
		defer s.Close()
		enqueue(t, s, "big", 20, 2)
		enqueue(t, s, "small", 5, 2)
		enqueue(t, s, "hasty", 1, 1)
		gone := errors.New("changed my mind")
		err := s.InTx(t.Context(), func(tx *Tx) error {
			r := Scan{ID: "never", ProjectID: "big", State: "queued", Priority: 1}
			if err := tx.AddScan(t.Context(), r); err != nil {
				return err
			}
			if _, err := tx.Enqueue(t.Context(), &r); err != nil {
				return err
			}
			return gone
		})
		if !errors.Is(err, gone) {
			t.Fatal(err)
		}
		workUntil(t, s, done, &order)
		defer s.Stop(context.Background())
		if order[0] != "hasty-000" {
			t.Errorf("who waits is not first: %v", order)
		}
		if last := slices.Index(order, "small-004"); last > 12 {
			t.Errorf("the small project's last scan is number %d: %v", last, order)
		}
		if slices.Contains(order, "never") {
			t.Error("a job without its scan ran")
		}
		if _, err := s.Scan(t.Context(), "never"); !errors.Is(err, ErrNone) {
			t.Errorf("a scan without its job: %v", err)
		}
	})
}

// TestRows: every kind of row comes back as it went in, in any number.
func TestRows(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		s := open(t, address, Options{})
		defer s.Close()
		ctx := t.Context()
		var rows []Presence
		for i := range 1203 {
			rows = append(rows, Presence{ProjectID: "p", Ref: "main", FindingID: fmt.Sprintf("f%04d", i), State: "new", Effective: "open", Severity: int64(i % 5),
				Rule: fmt.Sprintf("r%d", i%3), Path: "a_b/ü%.py", Message: "it's \"quoted\" \\ 😀 \x00", Line: int64(i), CreatedAt: 1 << 45, ChangedAt: int64(i)})
		}
		put := func() error { return s.InTx(ctx, func(tx *Tx) error { return tx.PutPresence(ctx, rows) }) }
		for range 2 { // over themselves
			if err := put(); err != nil {
				t.Fatal(err)
			}
		}
		got, err := s.OnRef(ctx, "p", "main")
		if err != nil || len(got) != len(rows) {
			t.Fatalf("%d rows, %v", len(got), err)
		}
		want := rows[7]
		want.Message = "it's \"quoted\" \\ 😀 \uFFFD"
		if i := slices.IndexFunc(got, func(p Presence) bool { return p.FindingID == want.FindingID }); got[i] != want {
			t.Errorf("%+v, want %+v", got[i], want)
		}
		f := FindingFilter{Places: []Place{{"p", "main"}, {"other", "x"}}, Effective: "open", Limit: 100}
		seen := map[string]bool{}
		last := int64(9)
		for {
			page, err := s.Findings(ctx, f)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range page {
				if seen[p.FindingID] || p.Severity > last {
					t.Fatalf("%s comes again or late", p.FindingID)
				}
				seen[p.FindingID], last = true, p.Severity
			}
			if len(page) < 100 {
				break
			}
			f.After = Cursor{page[99].Severity, page[99].FindingID}
		}
		if len(seen) != len(rows) {
			t.Errorf("pages have %d of %d", len(seen), len(rows))
		}
		for query, want := range map[string]int{"it's": 1203, "ü%": 1203, "a_b": 1203, "axb": 0, "%%": 0, "r1": 401} {
			if page, err := s.Findings(ctx, FindingFilter{Places: f.Places, Text: query, Limit: 5000}); err != nil || len(page) != want {
				t.Errorf("%q: %d, %v, want %d", query, len(page), err, want)
			}
		}
		if page, err := s.Findings(ctx, FindingFilter{Limit: 10}); err != nil || len(page) > 0 {
			t.Errorf("nowhere there are %d, %v", len(page), err)
		}
	})
}

// TestWarming: one scan at a time is a project's first; a process that dies gives it
// back, and others of the same priority are counted apart from those who wait for it.
func TestWarming(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		s := open(t, address, Options{})
		defer s.Close()
		ctx := t.Context()
		enqueue(t, s, "p", 3, 2)
		enqueue(t, s, "q", 1, 2)
		enqueue(t, s, "r", 1, 3)
		warm := func(id string, now int64, want bool) {
			t.Helper()
			if mine, err := s.Warm(ctx, "p", id, now); err != nil || mine != want {
				t.Fatalf("%s at %d: %v, %v", id, now, mine, err)
			}
		}
		busy := func(id string, now int64, want bool, others int64) {
			t.Helper()
			if got, err := s.Warming(ctx, "p", id, now); err != nil || got != want {
				t.Errorf("%s at %d: %v, %v", id, now, got, err)
			}
			if n, err := s.Others(ctx, "p", 2, now); err != nil || n != others {
				t.Errorf("at %d %d others wait, %v; want %d", now, n, err, others)
			}
		}
		busy("p-000", 1, false, 1)
		warm("p-000", 1, true)
		warm("p-000", 2, true) // it is tried again
		warm("p-001", 3, false)
		busy("p-000", 3, false, 1)
		busy("p-001", 3, true, 1)
		later := 2 + leaseTime.Milliseconds() + 1
		busy("p-001", later, false, 1) // nobody has heard of the process
		if _, err := s.Renew(ctx, later); err != nil {
			t.Fatal(err)
		}
		busy("p-001", later, true, 1)
		if err := s.Cool(ctx, "p-000", later); err != nil {
			t.Fatal(err)
		}
		busy("p-001", later, false, 1)
		warm("p-001", later, true)
		if done, err := s.Scanned(ctx, "p", "e"); err != nil || done {
			t.Errorf("nothing was scanned: %v, %v", done, err)
		}
	})
}

// TestLater: a scan that is better done later is done behind those that wait, and
// before them again once what it waited for is there.
func TestLater(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		var mu sync.Mutex
		var order []string
		postponed := 0
		var s *Store
		done := make(chan struct{})
		s = open(t, address, Options{Workers: 1, Run: func(ctx context.Context, job *Job) error {
			mu.Lock()
			defer mu.Unlock()
			if job.ScanID == "p-000" && len(order) < 3 {
				postponed++
				return ErrLater
			}
			if order = append(order, job.ScanID); len(order) == 3 {
				time.Sleep(500 * time.Millisecond) // the queue writes down later that a job was put back
				if err := s.Cool(ctx, "p-001", 1); err != nil {
					t.Error(err)
				}
			}
			if len(order) == 9 {
				close(done)
			}
			return s.InTx(ctx, func(tx *Tx) error {
				if _, err := tx.EndScan(ctx, &Scan{ID: job.ScanID, State: "succeeded"}); err != nil {
					return err
				}
				return tx.Complete(ctx, job)
			})
		}})
		defer s.Close()
		enqueue(t, s, "p", 1, 2)
		enqueue(t, s, "q", 7, 2)
		if mine, err := s.Warm(t.Context(), "p", "p-001", 0); err != nil || !mine {
			t.Fatalf("%v, %v", mine, err)
		}
		enqueue(t, s, "r", 1, 3)
		workUntil(t, s, done, &order)
		defer s.Stop(context.Background())
		mu.Lock()
		defer mu.Unlock()
		if at := slices.Index(order, "p-000"); postponed != 1 || at < 3 || at > 5 || order[8] != "r-000" {
			t.Errorf("postponed %d times, then %v", postponed, order)
		}
	})
}

// TestRemovedProject: what waits of a project that is removed is not done.
func TestRemovedProject(t *testing.T) {
	onBoth(t, func(t *testing.T, address string) {
		var s *Store
		did := make(chan string, 10)
		s = open(t, address, Options{Workers: 1, Run: func(ctx context.Context, job *Job) error {
			did <- job.ScanID
			return s.InTx(ctx, func(tx *Tx) error { return tx.Complete(ctx, job) })
		}})
		defer s.Close()
		enqueue(t, s, "p", 2, 1)
		enqueue(t, s, "q", 1, 2)
		if err := s.InTx(t.Context(), func(tx *Tx) error { return tx.RemoveProject(t.Context(), "p") }); err != nil {
			t.Fatal(err)
		}
		if err := s.Work(context.WithoutCancel(t.Context())); err != nil {
			t.Fatal(err)
		}
		defer s.Stop(context.Background())
		select {
		case id := <-did:
			if id != "q-000" {
				t.Errorf("%s of a removed project is done", id)
			}
		case <-time.After(30 * time.Second):
			t.Fatal("nothing is done")
		}
	})
}

// workUntil starts the workers and waits until they have done what is in order.
func workUntil(t *testing.T, s *Store, done <-chan struct{}, order *[]string) {
	t.Helper()
	if err := s.Work(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		s.Stop(context.Background())
		t.Fatalf("only %v", *order)
	}
}
