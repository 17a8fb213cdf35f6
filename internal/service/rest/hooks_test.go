package rest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"leadline/internal/service"
	"leadline/internal/service/post"
	"leadline/internal/service/store/postgrestest"
)

// ears is what one address heard.
type ears struct {
	mu     sync.Mutex
	answer int
	heard  []service.Notice
	raw    []string
	ids    []string
	faults []string
	secret string
}

func (e *ears) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.mu.Lock()
	defer e.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	var n service.Notice
	if err := json.Unmarshal(body, &n); err != nil {
		e.faults = append(e.faults, err.Error())
	}
	var t int64
	fmt.Sscanf(r.Header.Get("Leadline-Signature"), "t=%d,", &t)
	if e.secret != "" && r.Header.Get("Leadline-Signature") != post.Sign(e.secret, *when(t * 1000), body) {
		e.faults = append(e.faults, "the signature is wrong: "+r.Header.Get("Leadline-Signature"))
	}
	e.heard, e.raw, e.ids = append(e.heard, n), append(e.raw, string(body)), append(e.ids, r.Header.Get("Leadline-Delivery"))
	w.WriteHeader(e.answer)
}

func TestHooks(t *testing.T) { hooks(t, filepath.Join(t.TempDir(), "test.db")) }

func TestHooksOnPostgres(t *testing.T) { hooks(t, postgrestest.Start(t)(t)) }

// hooks: who listens is told once of what happened, is told again when it did not
// listen, and nothing inside the network is called.
func hooks(t *testing.T, database string) {
	w := newWorldOn(t, database)
	if err := w.service.Reached(t.Context(), "https://leadline.example.org/"); err != nil {
		t.Fatal(err)
	}
	const hour = 3600 * 1000
	w.now += 24*hour + 9*hour - service.Clock()%(24*hour) // letters of a day go together: it is nine o'clock
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	hears, chats := &ears{answer: 200}, &ears{answer: 200}
	server, chat := httptest.NewServer(hears), httptest.NewServer(chats)
	defer server.Close()
	defer chat.Close()
	var hook, slack newHookView
	w.do("POST", "/v1/projects/shop/hooks", map[string]any{"url": server.URL + "/key"}, &hook)
	w.do("POST", "/v1/projects/shop/hooks", map[string]any{"url": chat.URL, "kind": "slack", "events": []string{"finding.critical"}}, &slack)
	if hook.Secret == "" || hook.Host != server.URL+"/key" || slack.Secret != "" {
		t.Fatalf("%+v %+v", hook, slack)
	}
	hears.secret = hook.Secret
	w.do("POST", "/v1/users", map[string]any{"login": "ada", "email": "ada@example.org"}, nil)
	w.do("PUT", "/v1/projects/shop/members/ada", map[string]any{"role": "security"}, nil)
	var letters []post.Letter
	out := service.Post{Hook: post.Open("1", true).Send, Mail: func(_ context.Context, l post.Letter) error { letters = append(letters, l); return nil }}
	deliver := func(want int) {
		t.Helper()
		if n, err := w.service.Deliver(t.Context(), out); err != nil || n != want {
			t.Fatalf("%d messages were sent, not %d: %v", n, want, err)
		}
	}
	scan := w.scan("shop", "main", map[string]string{"a.py": vulnerable}, nil)
	deliver(4) // ended, critical; critical in the chat; critical by mail
	if len(hears.heard) != 2 || len(chats.raw) != 1 || len(letters) != 1 {
		t.Fatalf("%v\n%v\n%v", hears.raw, chats.raw, letters)
	}
	for _, n := range hears.heard {
		switch {
		case n.Event == service.ScanEnded && (n.Scan.ID != scan.ID || n.Scan.Appeared != scan.Appeared || n.URL != "https://leadline.example.org/scans/"+scan.ID):
			t.Errorf("%+v", n)
		case n.Event == service.NewCritical && (n.Count != 1 || n.Findings[0].Path != "a.py" || n.Findings[0].Severity != "critical"):
			t.Errorf("%+v", n)
		}
	}
	if !strings.Contains(chats.raw[0], "1 new critical finding on main") || letters[0].To != "ada@example.org" || !strings.Contains(letters[0].Text, "a.py:10") {
		t.Errorf("%s\n%+v", chats.raw[0], letters[0])
	}
	deliver(0)
	// an owner is told by whoever else decided, and asks for less
	f := w.findings("project=shop")[0]
	w.do("POST", "/v1/findings/"+f.ID+"/triage", map[string]any{"verdict": "to_fix", "owner": "ada", "reason": "soon"}, nil)
	hears.answer = 500
	deliver(1) // the mail
	if len(letters) != 2 || !strings.Contains(letters[1].Text, "/findings/"+f.ID) {
		t.Errorf("%+v", letters)
	}
	// what was not taken comes again, with the same id, until it is
	deliver(0)
	w.now += 11_000
	deliver(0)
	hears.answer = 204
	w.now += 61_000
	deliver(1)
	if n := len(hears.ids); n != 5 || hears.ids[2] != hears.ids[4] || hears.heard[4].Verdict != "to_fix" || hears.heard[4].Reason != "soon" {
		t.Errorf("%v %+v", hears.ids, hears.heard)
	}
	// the same code again is nothing new
	w.scan("shop", "main", map[string]string{"a.py": vulnerable}, nil)
	deliver(1)
	// mail once a day, together; or none
	if err := w.service.SetWish(t.Context(), mailer(w, "ada"), "daily"); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		w.do("POST", "/v1/findings/"+f.ID+"/triage", map[string]any{"verdict": "untriaged"}, nil)
		w.do("POST", "/v1/findings/"+f.ID+"/triage", map[string]any{"verdict": "to_fix", "owner": "ada", "due": when(service.Clock() + w.now + 36*3600*1000)}, nil)
	}
	deliver(4)
	w.now += 31 * 3600 * 1000
	for range 2 {
		if _, err := w.service.Remind(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	w.service.Deliver(t.Context(), out)
	w.now += 24 * 3600 * 1000
	w.service.Deliver(t.Context(), out)
	var got []string
	for _, l := range letters[2:] {
		got = append(got, l.Subject)
	}
	if len(got) != 2 || got[0] != "Leadline: 2 notices" || !strings.Contains(got[1], "is due on") {
		t.Errorf("letters %q", got)
	}
	if err := w.service.SetWish(t.Context(), mailer(w, "ada"), "off"); err != nil {
		t.Fatal(err)
	}
	w.do("POST", "/v1/findings/"+f.ID+"/triage", map[string]any{"verdict": "untriaged"}, nil)
	w.do("POST", "/v1/findings/"+f.ID+"/triage", map[string]any{"verdict": "to_fix", "owner": "ada"}, nil)
	deliver(2)
	if len(letters) != 4 {
		t.Errorf("%d letters", len(letters))
	}
	// nobody inside is called, and the list says why without the address
	out.Hook = post.Open("1", false).Send
	w.do("POST", "/v1/projects/shop/hooks/"+hook.ID+"/ping", nil, nil)
	deliver(0)
	var list hooksView
	w.do("GET", "/v1/projects/shop/hooks", nil, &list)
	if d := list.Deliveries[0]; d.State != "waiting" || d.Attempts != 1 || !strings.Contains(d.Error, "private network") || strings.Contains(d.Error, "/key") {
		t.Errorf("%+v", d)
	}
	if len(list.Items) != 2 || list.Items[0].Host != server.URL {
		t.Errorf("%+v", list.Items)
	}
	// it is given up in the end, and forgotten with the hook
	out.Hook = func(context.Context, post.Parcel) error { return errors.New("no") }
	for range 10 {
		w.now += 16 * 3600 * 1000
		deliver(0)
	}
	if w.do("GET", "/v1/projects/shop/hooks", nil, &list); list.Deliveries[0].State != "failed" || list.Deliveries[0].Attempts != 8 {
		t.Errorf("%+v", list.Deliveries[0])
	}
	w.do("DELETE", "/v1/projects/shop/hooks/"+hook.ID, nil, nil)
	var after hooksView
	if w.do("GET", "/v1/projects/shop/hooks", nil, &after); len(after.Items) != 1 {
		t.Errorf("%+v", after)
	}
	if len(hears.faults)+len(chats.faults) > 0 {
		t.Error(hears.faults, chats.faults)
	}
	for _, bad := range []map[string]any{{"url": "ftp://x"}, {"url": "https://a:b@c"}, {"url": "https://x", "events": []string{"all"}}, {"url": "https://x", "kind": "pigeon"}} {
		if status, _ := w.call(w.token, "POST", "/v1/projects/shop/hooks", bad); status != 422 {
			t.Errorf("%v: status %d", bad, status)
		}
	}
}

// mailer is a user as they would act.
func mailer(w *world, login string) *service.Actor {
	u, err := w.service.Store.UserByLogin(w.Context(), login)
	if err != nil {
		w.Fatal(err)
	}
	return &service.Actor{User: u, Scopes: service.Scopes}
}
