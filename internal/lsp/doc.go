// Package lsp knows the Language Server Protocol: editors' documents and their
// positions, diagnostics, code actions, hovers, progress. It keeps one engine
// session for each folder that an editor has open and tells the editor what it
// finds. It must not know how a finding is decided, nor where rules and settings
// come from: who makes a server hands it a Loader.
//
// Its window is the conversation itself: Server.Serve.
package lsp
