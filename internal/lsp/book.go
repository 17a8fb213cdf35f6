package lsp

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
)

// book is a notebook that the editor has open. Its cells are documents of their
// own; to the engine it is a file in the notebook format that holds their texts.
type book struct {
	uri, path string
	version   int
	cells     []notebookCell
	ids       map[string]string // document of a cell -> the id that the file gives it
	next      int
	disk      []diskCell
	live      live
	outputs   map[string]outputs // by the cell's document, where the client told
}

// diskCell is a cell as the file has it: the editor tells nothing of outputs.
type diskCell struct {
	source  string
	count   int
	outputs json.RawMessage
}

// readDisk takes in the file's cells; nil where it cannot be read.
func readDisk(path string) []diskCell {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	return cellsOf(data)
}

// cellsOf are the cells of a file; nil where it is none.
func cellsOf(data []byte) []diskCell {
	var disk struct {
		Cells []struct {
			Source  json.RawMessage `json:"source"`
			Count   int             `json:"execution_count"`
			Outputs json.RawMessage `json:"outputs"`
		} `json:"cells"`
	}
	if json.Unmarshal(data, &disk) != nil {
		return nil
	}
	out := []diskCell{}
	for _, c := range disk.Cells {
		var lines []string
		if json.Unmarshal(c.Source, &lines) != nil {
			lines = make([]string, 1)
			if json.Unmarshal(c.Source, &lines[0]) != nil {
				return nil
			}
		}
		out = append(out, diskCell{strings.Join(lines, ""), c.Count, c.Outputs})
	}
	return out
}

// stored are the outputs that the file has of a run of this very text.
func (b *book) stored(source string, count int) any {
	for _, c := range b.disk {
		if c.source == source && c.count == count && len(c.outputs) > 0 {
			return c.outputs
		}
	}
	return []any{}
}

// idOf is the name of a cell in the file that the engine reads.
func (b *book) idOf(document string) string {
	id, ok := b.ids[document]
	if !ok {
		b.next++
		id = fmt.Sprintf("open-%d", b.next)
		b.ids[document] = id
	}
	return id
}

// cellURI is the document of the cell of that name, or "".
func (b *book) cellURI(id string) string {
	for uri, have := range b.ids {
		if have == id {
			return uri
		}
	}
	return ""
}

// content is the notebook as a file of format 4.5.
func (b *book) content(docs map[string]*document) []byte {
	type cell struct {
		CellType string         `json:"cell_type"`
		ID       string         `json:"id"`
		Metadata map[string]any `json:"metadata"`
		Source   string         `json:"source"`
		Count    *int           `json:"execution_count"`
		Outputs  any            `json:"outputs"`
	}
	type prose struct {
		CellType string         `json:"cell_type"`
		ID       string         `json:"id"`
		Metadata map[string]any `json:"metadata"`
		Source   string         `json:"source"`
	}
	cells := []any{}
	for i := range b.cells {
		c := &b.cells[i]
		source := ""
		if d := docs[c.Document]; d != nil {
			source = d.text
		}
		if c.Kind != 2 {
			cells = append(cells, prose{"markdown", b.idOf(c.Document), map[string]any{}, source})
			continue
		}
		out := cell{"code", b.idOf(c.Document), map[string]any{}, source, nil, []any{}}
		if e := c.ExecutionSummary; e != nil && e.ExecutionOrder > 0 {
			out.Count = &e.ExecutionOrder
			out.Outputs = b.given(c.Document, source, e.ExecutionOrder)
		}
		cells = append(cells, out)
	}
	data, _ := json.Marshal(map[string]any{
		"nbformat": 4, "nbformat_minor": 5, "cells": cells,
		"metadata": map[string]any{"language_info": map[string]any{"name": "python"}},
	})
	return data
}

// saved tells whether the file on the disk has the cells as they are here. It
// has more: outputs, and what else the editor does not tell of.
func (b *book) saved(docs map[string]*document) bool {
	disk := readDisk(b.path)
	if len(disk) != len(b.cells) {
		return false
	}
	for i, c := range disk {
		if d := docs[b.cells[i].Document]; d != nil && d.text != c.source {
			return false
		}
	}
	return true
}

func (s *Server) bookOpened(_ context.Context, p struct {
	NotebookDocument  notebookDocument   `json:"notebookDocument"`
	CellTextDocuments []textDocumentItem `json:"cellTextDocuments"`
}) (any, error) {
	n := p.NotebookDocument
	path := pathOf(n.URI)
	if path == "" {
		return nil, nil
	}
	s.mu.Lock()
	b := &book{uri: n.URI, path: path, version: n.Version, cells: n.Cells, ids: map[string]string{}, disk: readDisk(path), outputs: map[string]outputs{}}
	s.books[n.URI] = b
	for _, t := range p.CellTextDocuments {
		s.docs[t.URI] = &document{uri: t.URI, version: t.Version, text: t.Text, notebook: n.URI}
	}
	data := b.content(s.docs)
	s.mu.Unlock()
	s.projectOf(path, true).edit(path, buffer{data, n.Version})
	return nil, nil
}

// bookSaved looks at the file again: it has other outputs now.
func (s *Server) bookSaved(_ context.Context, p struct {
	NotebookDocument textDocumentID `json:"notebookDocument"`
}) (any, error) {
	s.mu.Lock()
	b := s.books[p.NotebookDocument.URI]
	if b == nil {
		s.mu.Unlock()
		return nil, nil
	}
	b.disk = readDisk(b.path)
	now := buffer{b.content(s.docs), b.version}
	s.mu.Unlock()
	pr := s.projectOf(b.path, true)
	pr.edit(b.path, now)
	s.saved(pr)
	return nil, nil
}

func (s *Server) bookChanged(_ context.Context, p struct {
	NotebookDocument textDocumentID `json:"notebookDocument"`
	Change           notebookChange `json:"change"`
}) (any, error) {
	s.mu.Lock()
	b := s.books[p.NotebookDocument.URI]
	if b == nil {
		s.mu.Unlock()
		return nil, nil
	}
	b.version = p.NotebookDocument.Version
	if p.Change.Cells != nil {
		s.cellsChanged(b, &p.Change)
	}
	now, log := buffer{b.content(s.docs), b.version}, b.live.known()
	s.mu.Unlock()
	pr := s.projectOf(b.path, true)
	pr.ran(b.path, log)
	pr.edit(b.path, now)
	return nil, nil
}

// cellsChanged takes in what has happened to a notebook's cells; the caller
// holds the mutex. Places out of range are cut to the notebook.
func (s *Server) cellsChanged(b *book, change *notebookChange) {
	if st := change.Cells.Structure; st != nil {
		from := min(max(st.Array.Start, 0), len(b.cells))
		to := min(from+max(st.Array.DeleteCount, 0), len(b.cells))
		b.cells = append(append(append([]notebookCell{}, b.cells[:from]...), st.Array.Cells...), b.cells[to:]...)
		for _, t := range st.DidOpen {
			s.docs[t.URI] = &document{uri: t.URI, version: t.Version, text: t.Text, notebook: b.uri}
		}
		for _, t := range st.DidClose {
			delete(s.docs, t.URI)
		}
	}
	slices.SortStableFunc(change.Cells.Data, func(a, b notebookCell) int { // as they ran
		x, _ := a.run()
		y, _ := b.run()
		return cmp.Compare(x, y)
	})
	for _, c := range change.Cells.Data {
		for i := range b.cells {
			if b.cells[i].Document != c.Document {
				continue
			}
			if d := s.docs[c.Document]; d != nil && c.Kind == 2 {
				b.live.ran(&b.cells[i], &c, b.idOf(c.Document), d.text, i+1)
			}
			b.cells[i] = c
		}
	}
	for _, t := range change.Cells.TextContent {
		if d := s.docs[t.Document.URI]; d != nil {
			d.change(t.Document.Version, t.Changes)
		}
	}
}

func (s *Server) bookClosed(_ context.Context, p struct {
	NotebookDocument textDocumentID `json:"notebookDocument"`
}) (any, error) {
	s.mu.Lock()
	b := s.books[p.NotebookDocument.URI]
	delete(s.books, p.NotebookDocument.URI)
	if b != nil {
		for i := range b.cells {
			delete(s.docs, b.cells[i].Document)
			delete(s.toldOf, b.cells[i].Document)
		}
	}
	s.mu.Unlock()
	if b == nil {
		return nil, nil
	}
	if pr := s.projectOf(b.path, false); pr != nil {
		if pr.file {
			s.drop(pr.root)
		} else {
			pr.close(b.path)
		}
	}
	return nil, nil
}
