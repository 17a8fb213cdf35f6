package ui

import (
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func TestHandler(t *testing.T) {
	h := handler(fstest.MapFS{"index.html": {Data: []byte("<p>start")}, "assets/a-1f.js": {Data: []byte("js")}, "icon.svg": {Data: []byte("<svg/>")}})
	for _, c := range []struct {
		method, path string
		status       int
		body, cache  string
	}{
		{"GET", "/", 200, "<p>start", "no-cache"},
		{"GET", "/findings/some-id?x=1", 200, "<p>start", "no-cache"},
		{"GET", "/assets/a-1f.js", 200, "js", "immutable"},
		{"GET", "/assets/gone.js", 404, "", ""},
		{"GET", "/icon.svg", 200, "<svg/>", "no-cache"},
		{"GET", "/v1/nothing", 404, "API", ""},
		{"GET", "/../../etc/passwd", 200, "<p>start", "no-cache"},
		{"HEAD", "/", 200, "", "no-cache"},
		{"POST", "/", 405, "", ""},
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(c.method, "http://x"+c.path, nil))
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.body) || !strings.Contains(w.Header().Get("Cache-Control"), c.cache) {
			t.Errorf("%s %s: %d, %q, %q", c.method, c.path, w.Code, w.Body, w.Header().Get("Cache-Control"))
		}
	}
}

// TestStub: what is embedded without a build says how to get the dashboard.
func TestStub(t *testing.T) {
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, httptest.NewRequest("GET", "http://x/", nil))
	if w.Code != 200 || !Built() && !strings.Contains(w.Body.String(), "make dashboard") {
		t.Errorf("the start page: %d, %s", w.Code, w.Body)
	}
}
