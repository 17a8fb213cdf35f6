package lsp

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"

	"leadline/internal/finding"
	"leadline/internal/remote"
	"leadline/internal/workspace"
)

// Server is one conversation with an editor.
type Server struct {
	load    Loader
	version string
	rpc     *jrpc2.Server
	over    chan struct{} // closed when the conversation has ended
	// orphaned is closed when the editor's process has.
	orphaned chan struct{}

	mu       sync.Mutex
	ready    bool
	ended    bool // shutdown was asked for
	can      initializeParams
	set      Settings
	projects map[string]*project // by root
	docs     map[string]*document
	books    map[string]*book  // by URI
	shown    map[string]string // URI -> what was published last
	toldOf   map[string]int    // ... and of which version of an open document
	tokens   int
	line     *http.Client // to services

	tend     func(finding.Progress) // see Tend
	host     Host
	memory   *remote.Memory
	tokensOf map[string]string // by the service's address
	cancels  map[string]func() // by the token of a progress
	played   playing           // notebooks that are sent whole
}

// New makes a server. version is what it tells clients of itself.
func New(load Loader, version string) *Server {
	return &Server{load: load, version: version, line: newLine(), over: make(chan struct{}), orphaned: make(chan struct{}), projects: map[string]*project{}, docs: map[string]*document{}, books: map[string]*book{}, shown: map[string]string{}, toldOf: map[string]int{},
		tokensOf: map[string]string{}, cancels: map[string]func(){}}
}

// Tend has somebody look at the heap while a project is looked at for the first
// time; an empty progress says that this is over.
func (s *Server) Tend(tend func(finding.Progress)) { s.tend = tend }

// atOnce is how many messages are handled at once. Most wait: for a look to end, or
// for a service. Were there no room beside them, no edit would be taken in.
const atOnce = 512

// Serve speaks with an editor until it says exit, closes its end, or ctx ends.
// It tells whether the editor had asked for a shutdown before.
func (s *Server) Serve(ctx context.Context, in io.Reader, out io.WriteCloser) (orderly bool, err error) {
	s.rpc = jrpc2.NewServer(s, &jrpc2.ServerOptions{AllowPush: true, Concurrency: atOnce})
	s.rpc.Start(newStrict(channel.Header("")(in, out))) // some read the length in the first header alone
	defer close(s.over)
	status := make(chan jrpc2.ServerStatus, 1)
	go func() { status <- s.rpc.WaitStatus() }()
	var st jrpc2.ServerStatus
	select {
	case st = <-status:
	case <-ctx.Done():
		st.Stopped = true
	case <-s.orphaned:
		st.Stopped = true
	}
	if st.Stopped {
		go s.rpc.Stop() // it may wait for input that never ends
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.projects {
		p.stop()
	}
	s.projects = map[string]*project{}
	if st.Stopped || st.Closed {
		return s.ended, nil
	}
	return s.ended, st.Err
}

// Assign implements jrpc2.Assigner.
func (s *Server) Assign(_ context.Context, method string) jrpc2.Handler {
	switch method {
	case "initialize":
		return handle(s.initialize)
	case "exit":
		return func(context.Context, *jrpc2.Request) (any, error) {
			go s.rpc.Stop()
			return nil, nil
		}
	case "$/cancelRequest":
		return handle(func(_ context.Context, p struct {
			ID json.RawMessage `json:"id"`
		}) (any, error) {
			s.rpc.CancelRequest(strings.Trim(string(p.ID), `"`))
			return nil, nil
		})
	}
	h := s.methods()[method]
	if h == nil {
		return nil
	}
	return func(ctx context.Context, r *jrpc2.Request) (any, error) {
		s.mu.Lock()
		ready, ended := s.ready, s.ended
		s.mu.Unlock()
		switch {
		case !ready:
			return nil, jrpc2.Errorf(codeNotInitialized, "%s before initialize", method)
		case ended:
			return nil, jrpc2.Errorf(codeInvalidRequest, "%s after shutdown", method)
		}
		return h(ctx, r)
	}
}

// methods are what the server answers once it is initialized.
func (s *Server) methods() map[string]jrpc2.Handler {
	return map[string]jrpc2.Handler{
		"initialized":                         handle(s.initialized),
		"shutdown":                            handle(s.shutdown),
		"textDocument/didOpen":                handle(s.didOpen),
		"textDocument/didChange":              handle(s.didChange),
		"textDocument/didSave":                handle(s.didSave),
		"textDocument/didClose":               handle(s.didClose),
		"textDocument/codeAction":             handle(s.codeActions),
		"textDocument/hover":                  handle(s.hover),
		"textDocument/diagnostic":             handle(s.pull),
		"notebookDocument/didOpen":            handle(s.bookOpened),
		"notebookDocument/didChange":          handle(s.bookChanged),
		"notebookDocument/didClose":           handle(s.bookClosed),
		"notebookDocument/didSave":            handle(s.bookSaved),
		"workspace/didChangeWatchedFiles":     handle(s.filesChanged),
		"workspace/didChangeWorkspaceFolders": handle(s.foldersChanged),
		"workspace/didChangeConfiguration":    handle(s.configured),
		"workspace/executeCommand":            handle(s.execute),
		"leadline/flow":                       handle(s.flow),
		"leadline/findings":                   handle(s.findings),
		"leadline/fix":                        handle(s.fix),
		"leadline/coverage":                   handle(s.coverage),
		"leadline/rule":                       handle(s.rulePage),
		"leadline/rescan":                     handle(s.rescan),
		"window/workDoneProgress/cancel":      handle(s.cancelProgress),
		"leadline/cloud/status":               handle(s.cloudStatus),
		"leadline/cloud/signIn":               soon(handle(s.signIn)),
		"leadline/cloud/signOut":              handle(s.signOut),
		"leadline/cloud/askDevice":            soon(handle(s.askDevice)),
		"leadline/cloud/awaitDevice":          handle(s.awaitDevice),
		"leadline/cloud/projects":             soon(handle(s.cloudProjects)),
		"leadline/cloud/preview":              handle(s.preview),
		"leadline/cloud/scan":                 handle(s.cloudScan),
		"leadline/cloud/sync":                 soon(handle(s.cloudSync)),
		"leadline/cloud/triage":               handle(s.triage),
		"leadline/cloud/notebook":             soon(handle(s.notebookThere)),
		"leadline/cloud/history":              soon(handle(s.historyThere)),
		"leadline/analyzeNotebook":            handle(s.analyzeNotebook),
		"leadline/closeNotebook":              handle(s.closeNotebook),
		"leadline/notebookOutputs":            handle(s.outputsShown),
	}
}

// handle turns a function of a message's parameters into a handler. Members
// that it does not know are ignored; no parameters are an empty value.
func handle[P any](fn func(context.Context, P) (any, error)) jrpc2.Handler {
	return func(ctx context.Context, r *jrpc2.Request) (any, error) {
		var p P
		if r.HasParams() {
			if err := json.Unmarshal([]byte(r.ParamString()), &p); err != nil {
				return nil, jrpc2.Errorf(jrpc2.InvalidParams, "%s: %v", r.Method(), err)
			}
		}
		return fn(ctx, p)
	}
}

func (s *Server) initialize(_ context.Context, p initializeParams) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ready {
		return nil, jrpc2.Errorf(codeInvalidRequest, "initialize came twice")
	}
	s.ready, s.can = true, p
	if p.ProcessID != nil && alive(*p.ProcessID) { // one in another container cannot be seen
		go s.outlive(*p.ProcessID)
	}
	if len(p.InitializationOptions) > 0 {
		if err := json.Unmarshal(p.InitializationOptions, &s.set); err != nil {
			return nil, jrpc2.Errorf(jrpc2.InvalidParams, "initializationOptions: %v", err)
		}
	}
	capabilities := map[string]any{
		"positionEncoding":       "utf-16",
		"textDocumentSync":       map[string]any{"openClose": true, "change": 2, "save": true},
		"codeActionProvider":     map[string]any{"codeActionKinds": []string{"quickfix", "source.fixAll.leadline"}},
		"hoverProvider":          true,
		"executeCommandProvider": map[string]any{"commands": []string{"leadline.rescan", "leadline.triage", "leadline.scanInService"}},
		"notebookDocumentSync": map[string]any{
			"notebookSelector": []any{map[string]any{"notebook": "jupyter-notebook", "cells": []any{map[string]any{"language": "python"}}}},
			"save":             true,
		},
		"workspace": map[string]any{"workspaceFolders": map[string]any{"supported": true, "changeNotifications": true}},
	}
	if s.pulls() {
		capabilities["diagnosticProvider"] = map[string]any{"identifier": "leadline", "interFileDependencies": true, "workspaceDiagnostics": false}
	}
	return map[string]any{
		"capabilities": capabilities,
		"serverInfo":   map[string]any{"name": "leadline", "version": s.version},
	}, nil
}

func (s *Server) initialized(context.Context, json.RawMessage) (any, error) {
	s.mu.Lock()
	folders := s.can.WorkspaceFolders
	if len(folders) == 0 && s.can.RootURI != "" {
		folders = []folder{{URI: s.can.RootURI}}
	}
	watch := s.can.Capabilities.Workspace.DidChangeWatchedFiles.DynamicRegistration
	s.mu.Unlock()
	for _, f := range folders {
		if path := pathOf(f.URI); path != "" {
			s.open(path, false)
		}
	}
	if watch {
		go s.watch()
	}
	go s.beat()
	return nil, nil
}

// watch asks the editor to tell of files that change on the disk.
func (s *Server) watch() {
	type watcher struct {
		GlobPattern string `json:"globPattern"`
	}
	_, _ = s.rpc.Callback(context.Background(), "client/registerCapability", map[string]any{"registrations": []any{map[string]any{
		"id": "leadline-files", "method": "workspace/didChangeWatchedFiles",
		"registerOptions": map[string]any{"watchers": []watcher{
			{"**/*.{py,pyi,pyw,ipynb}"}, {"**/*.{html,htm,xhtml,djhtml,jinja*,j2}"}, {"**/*.{yaml,yml,toml,ini,cfg,conf,env,properties}"}, {"**/.gitignore"}}},
	}}})
}

func (s *Server) shutdown(context.Context, json.RawMessage) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ended = true
	for _, p := range s.projects {
		p.stop()
	}
	s.projects = map[string]*project{}
	return nil, nil
}

// open starts the analysis of a folder, or of a file that lies in none.
func (s *Server) open(root string, file bool) *project {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.projects[root]
	if p == nil {
		p = newProject(s, root, file)
		s.projects[root] = p
		p.signal()
	}
	return p
}

// projectOf is the project that a file belongs to: the innermost folder around
// it, else its own, which is made when it is asked for.
func (s *Server) projectOf(path string, make bool) *project {
	s.mu.Lock()
	var best *project
	for _, p := range s.projects {
		if (p.file && p.root == path || !p.file && below(p.root, path)) && (best == nil || len(p.root) > len(best.root)) {
			best = p
		}
	}
	s.mu.Unlock()
	if best == nil && make {
		best = s.open(path, true)
	}
	return best
}

// owns tells whether a project is the one that a file belongs to.
func (s *Server) owns(p *project, path string) bool { return s.projectOf(path, false) == p }

func (s *Server) settings() *Settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	set := s.set
	return &set
}

// overlays are the contents of the open documents of a project, and their
// versions by path.
func (s *Server) overlays(p *project) (out []workspace.Overlay, versions map[string]int) {
	versions = map[string]int{}
	s.mu.Lock()
	for _, d := range s.docs {
		if d.path != "" {
			out = append(out, workspace.Overlay{Name: d.path, Content: []byte(d.text)})
			versions[d.path] = d.version
		}
	}
	for _, b := range s.books {
		out = append(out, workspace.Overlay{Name: b.path, Content: b.content(s.docs)})
		versions[b.path] = b.version
	}
	s.mu.Unlock()
	out = append(out, s.played.unsaved()...)
	out = slices.DeleteFunc(out, func(o workspace.Overlay) bool { return !s.owns(p, o.Name) })
	slices.SortFunc(out, func(a, b workspace.Overlay) int { return strings.Compare(a.Name, b.Name) })
	return out, versions
}

// python tells whether a document is one to analyse.
func python(language, path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	return language == "python" || ext == ".py" || ext == ".pyi" || ext == ".pyw"
}
