package rest

import (
	"encoding/json"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"leadline/internal/service/store/postgrestest"
)

func TestDevices(t *testing.T) { devices(t, filepath.Join(t.TempDir(), "test.db")) }

func TestDevicesOnPostgres(t *testing.T) { devices(t, postgrestest.Start(t)(t)) }

// devices: a program gets a token when somebody says yes to the code that it
// shows, once, with no more rights than theirs; and none when not.
func devices(t *testing.T, database string) {
	w := newWorldOn(t, database)
	if err := w.service.Reached(t.Context(), "https://leadline.example.org/"); err != nil {
		t.Fatal(err)
	}
	ask := func(scopes ...string) (d askedView) {
		t.Helper()
		in := map[string]any{"client": "leadline on here"}
		if len(scopes) > 0 {
			in["scopes"] = scopes
		}
		status, data := w.call("", "POST", "/v1/device", in)
		if err := json.Unmarshal(data, &d); status != 200 || err != nil {
			t.Fatalf("status %d: %s", status, data)
		}
		return d
	}
	grant := func(d askedView) (g grantView) {
		t.Helper()
		w.now += 2000
		status, data := w.call("", "POST", "/v1/device/token", map[string]any{"secret": d.Secret})
		if err := json.Unmarshal(data, &g); status != 200 || err != nil {
			t.Fatalf("status %d: %s", status, data)
		}
		return g
	}
	d := ask()
	if d.Address != "https://leadline.example.org/device?code="+url.QueryEscape(d.Code) || d.Interval < 1 || d.Expires < 60 {
		t.Errorf("%+v", d)
	}
	if g := grant(d); g.State != "waiting" || g.Token != "" {
		t.Fatalf("before anybody said yes: %+v", g)
	}
	if status, _ := w.call("", "POST", "/v1/device/token", map[string]any{"secret": d.Secret}); status != 429 {
		t.Errorf("asked too often: status %d", status)
	}
	typed := url.PathEscape(strings.ToLower(strings.ReplaceAll(d.Code, "-", " ")))
	var shown deviceView
	w.do("GET", "/v1/device/"+typed, nil, &shown)
	if shown.Client != "leadline on here" || strings.Join(shown.Scopes, " ") != "read scan triage" {
		t.Errorf("%+v", shown)
	}
	w.do("POST", "/v1/device/"+typed, map[string]any{"allow": true}, nil)
	if status, _ := w.call(w.token, "POST", "/v1/device/"+typed, map[string]any{"allow": false}); status != 404 {
		t.Errorf("decided twice: status %d", status)
	}
	g := grant(d)
	if g.State != "allowed" || g.Token == "" {
		t.Fatalf("%+v", g)
	}
	if again := grant(d); again.State != "ended" || again.Token != "" {
		t.Errorf("the token is told twice: %+v", again)
	}
	var me meView
	if status, data := w.call(g.Token, "GET", "/v1/me", nil); status != 200 || json.Unmarshal(data, &me) != nil || me.User.Login != "admin" || len(me.Scopes) != 3 {
		t.Errorf("status %d, %+v", status, me)
	}
	if status, _ := w.call(g.Token, "POST", "/v1/users", map[string]any{"login": "x"}); status != 403 {
		t.Errorf("the token may more than was asked for: status %d", status)
	}
	no := ask()
	w.do("POST", "/v1/device/"+no.Code, map[string]any{"allow": false}, nil)
	if g := grant(no); g.State != "denied" || g.Token != "" {
		t.Errorf("%+v", g)
	}
	// nobody gives what they do not have
	more := ask("read", "admin")
	if status, _ := w.call(g.Token, "POST", "/v1/device/"+more.Code, map[string]any{"allow": true}); status != 403 {
		t.Errorf("more rights than one's own are given: status %d", status)
	}
	// who is not there any more opens nothing
	var ada secretView
	w.do("POST", "/v1/users", map[string]any{"login": "ada"}, &ada)
	hers := ask()
	if status, _ := w.call(ada.Token, "POST", "/v1/device/"+hers.Code, map[string]any{"allow": true}); status >= 300 {
		t.Errorf("status %d", status)
	}
	w.do("DELETE", "/v1/users/ada", nil, nil)
	if g := grant(hers); g.State != "denied" {
		t.Errorf("%+v", g)
	}
	late := ask()
	w.now += 11 * 60 * 1000
	if g := grant(late); g.State != "ended" {
		t.Errorf("%+v", g)
	}
	if status, _ := w.call(w.token, "GET", "/v1/device/"+late.Code, nil); status != 404 {
		t.Errorf("a code that is too old: status %d", status)
	}
	for _, bad := range []map[string]any{{"client": ""}, {"client": "a\nb"}, {"client": "x", "scopes": []string{"all"}}} {
		if status, _ := w.call("", "POST", "/v1/device", bad); status != 422 {
			t.Errorf("%v: status %d", bad, status)
		}
	}
}
