package rest

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"leadline/internal/service"
	"leadline/internal/service/post"
	"leadline/internal/service/store"
	"leadline/internal/service/store/postgrestest"
)

func TestOneDigest(t *testing.T) { oneDigest(t, filepath.Join(t.TempDir(), "test.db")) }

func TestOneDigestOnPostgres(t *testing.T) { oneDigest(t, postgrestest.Start(t)(t)) }

// oneDigest: several processes send what waits for somebody in one letter, once.
func oneDigest(t *testing.T, database string) {
	w := newWorldOn(t, database)
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	w.do("POST", "/v1/users", map[string]any{"login": "ada", "email": "ada@example.org"}, nil)
	u, err := w.service.Store.UserByLogin(t.Context(), "ada")
	if err != nil {
		t.Fatal(err)
	}
	const rounds, notices, processes = 8, 20, 4
	for round := range rounds {
		err := w.service.Store.InTx(t.Context(), func(tx *store.Tx) error {
			var rows []store.Delivery
			for i := range notices {
				rows = append(rows, store.Delivery{ID: store.NewID(), UserID: u.ID, Event: "due", Subject: fmt.Sprintf("notice %d of %d", i, round), Body: "b",
					Once: fmt.Sprintf("%d %d", round, i), State: "waiting", NextAt: w.service.Now()})
			}
			return tx.AddDeliveries(t.Context(), rows)
		})
		if err != nil {
			t.Fatal(err)
		}
		w.now += 10
		var mu sync.Mutex
		var letters []post.Letter
		out := service.Post{Mail: func(_ context.Context, l post.Letter) error {
			time.Sleep(time.Millisecond)
			mu.Lock()
			defer mu.Unlock()
			letters = append(letters, l)
			return nil
		}}
		var wait sync.WaitGroup
		for range processes {
			wait.Go(func() {
				if _, err := w.service.Deliver(context.Background(), out); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if len(letters) != 1 || letters[0].Subject != fmt.Sprintf("Leadline: %d notices", notices) {
			t.Fatalf("%d letters, the first is %q", len(letters), letters[0].Subject)
		}
	}
}
