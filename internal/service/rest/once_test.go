package rest

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// heard is a log that several write to.
type heard struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (h *heard) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.b.Write(b)
}

func (h *heard) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.b.String()
}

// TestReaderLeaves: whoever leaves in the middle of an answer, or of a stream, is no
// fault of the server's.
func TestReaderLeaves(t *testing.T) {
	w := newWorld(t)
	w.do("POST", "/v1/projects", map[string]any{"slug": "shop"}, nil)
	files := map[string]string{}
	for i := range 60 {
		files[fmt.Sprintf("a%02d.py", i)] = vulnerable
	}
	w.scan("shop", "main", files, nil)
	if err := w.service.Store.Stop(t.Context()); err != nil { // what waits now goes on waiting
		t.Fatal(err)
	}
	var waiting scanView
	w.do("POST", "/v1/projects/shop/scans", map[string]any{"tree": w.findings("project=shop")[0].Tree, "ref": "topic"}, &waiting)
	handler, _ := New(Options{Service: w.service, Version: "test"})
	faults := &heard{}
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(faults, "", 0)
	server.Config.ConnContext = func(ctx context.Context, c net.Conn) context.Context {
		if t, ok := c.(*net.TCPConn); ok {
			t.SetWriteBuffer(1) // so that an answer is not swallowed by the kernel
		}
		return ctx
	}
	server.Start()
	for _, path := range []string{"/v1/findings?project=shop&limit=500", "/v1/scans/" + waiting.ID + "/events", "/v1/rules", "/v1/openapi.json"} {
		for range 5 {
			c, err := net.Dial("tcp", server.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			c.(*net.TCPConn).SetReadBuffer(1)
			fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n", path, w.token)
			if _, err := bufio.NewReader(c).ReadString('\n'); err != nil {
				t.Fatal(err)
			}
			c.(*net.TCPConn).SetLinger(0)
			c.Close()
		}
	}
	time.Sleep(300 * time.Millisecond)
	server.Close()
	if said := faults.String(); strings.Contains(said, "superfluous") || strings.Contains(said, "panic") {
		t.Errorf("the log says %s", said)
	}
	rec := httptest.NewRecorder()
	once(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusTeapot)
		w.WriteHeader(499)
	})).ServeHTTP(rec, httptest.NewRequest("GET", "/", nil))
	if rec.Code != http.StatusTeapot {
		t.Errorf("status %d", rec.Code)
	}
}
