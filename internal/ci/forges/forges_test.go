package forges

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"leadline/internal/ci"
)

// TestSuggestion: each host's own words for a change of the commented lines.
func TestSuggestion(t *testing.T) {
	for _, c := range []struct{ forge, text, want string }{
		{"github", "x = 1", "```suggestion\nx = 1\n```"},
		{"github", "x = '```'", "````suggestion\nx = '```'\n````"},
		{"gitlab", "x = 1\ny = 2", "```suggestion:-1+0\nx = 1\ny = 2\n```"},
		{"azure", "x = 1", "```suggestion\nx = 1\n```"},
		{"bitbucket", "x = 1", ""}, // has no words for it
		{"gerrit", "x = 1", ""},
	} {
		f, err := Open(ci.Surroundings{Forge: c.forge, Request: "7", API: "https://host.test"}, "abc", "token")
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Suggestion(4, 4+strings.Count(c.text, "\n"), c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.forge, got, c.want)
		}
	}
}

func TestOpen(t *testing.T) {
	for _, c := range []struct {
		s     ci.Surroundings
		token string
		want  string
	}{
		{ci.Surroundings{Forge: "github"}, "t", "no pull or merge request"},
		{ci.Surroundings{Name: "GitHub Actions", Forge: "github", Request: "1"}, "", "LEADLINE_FORGE_TOKEN"},
		{ci.Surroundings{Name: "Jenkins", Request: "1"}, "t", "Jenkins has no comments"},
	} {
		if _, err := Open(c.s, "", c.token); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c.s, err)
		}
	}
}

// TestForeignPage: the token goes to one host only, whatever an answer says of
// further pages.
func TestForeignPage(t *testing.T) {
	asked := 0
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer other.Close()
	here := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/graphql" {
			w.Write([]byte(`{"data":{}}`))
			return
		}
		w.Header().Set("Link", "<"+other.URL+`/next>; rel="next"`)
		w.Write([]byte("[]"))
	}))
	defer here.Close()
	f, err := Open(ci.Surroundings{Forge: "github", Request: "7", Repository: "o/r", API: here.URL}, "abc", "token")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Remarks(t.Context()); err == nil || asked != 0 {
		t.Errorf("another host was asked %d times, %v", asked, err)
	}
}

func TestPause(t *testing.T) {
	for given, want := range map[string]time.Duration{"": time.Second, "2": 2*time.Second + time.Millisecond, "9000": time.Minute, "-1": time.Second, "soon": time.Second} {
		h := http.Header{}
		if given != "" {
			h.Set("Retry-After", given)
		}
		if got := pause(h); got != want {
			t.Errorf("%q: %s, want %s", given, got, want)
		}
	}
}
