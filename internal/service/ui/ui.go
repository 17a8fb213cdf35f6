// Package ui holds the dashboard as it was built, and hands out its files. It
// must not know what the dashboard shows.
//
// Its window is a browser.
package ui

import (
	"bytes"
	"embed"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

// dist is what make dashboard builds; without it there is a page that says so.
//
//go:embed all:dist stub
var files embed.FS

// Handler serves the dashboard. Addresses of its pages all give the same
// document, which looks at the address itself.
func Handler() http.Handler {
	if dist, err := fs.Sub(files, "dist"); err == nil {
		if _, err := fs.Stat(dist, "index.html"); err == nil {
			return handler(dist)
		}
	}
	stub, err := fs.Sub(files, "stub")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return handler(stub)
}

// Built tells whether the dashboard is in this binary.
func Built() bool {
	_, err := fs.Stat(files, "dist/index.html")
	return err == nil
}

func handler(dist fs.FS) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "only GET", http.StatusMethodNotAllowed)
			return
		}
		name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
		if strings.HasPrefix(name, "v1/") {
			http.Error(w, "the API has no such address", http.StatusNotFound)
			return
		}
		data, err := fs.ReadFile(dist, name)
		if err != nil {
			if strings.HasPrefix(name, "assets/") {
				http.NotFound(w, r)
				return
			}
			name = "index.html"
			if data, err = fs.ReadFile(dist, name); err != nil {
				http.Error(w, "the dashboard has no start page", http.StatusInternalServerError)
				return
			}
		}
		h := w.Header()
		h.Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		if strings.HasPrefix(name, "assets/") {
			h.Set("Cache-Control", "public, max-age=31536000, immutable") // their names hold their hash
		} else {
			h.Set("Cache-Control", "no-cache")
		}
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	})
}
