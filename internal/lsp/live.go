package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"leadline/internal/cells"
)

// What an open notebook's kernel ran. The protocol tells of each run by the
// cell's new count, and nothing of kernels: a count that does not go up is one
// of a new kernel. The log says in which order cells ran, and what they were
// then; without it there are the counts on the page.

// live is the log of one open notebook.
type live struct {
	log   *cells.Log // never changed: each run makes another one
	count int        // of the last run
	// kernel numbers the kernels; whole is set as long as every run of the present
	// one is known: its counts go from 1 up without a gap.
	kernel int
	whole  bool
}

// ran takes in what is told of a cell's runs: was is how the cell was, text what
// is in it, number its place on the page, id its name.
func (l *live) ran(was, is *notebookCell, id, text string, number int) {
	order, ok := is.run()
	if order == 0 {
		return
	}
	if before, fine := was.run(); before == order {
		if before == l.count && fine != ok {
			l.ended(ok)
		}
		return
	}
	if order <= l.count || l.log == nil {
		l.kernel++
		l.whole = order == 1
	} else if order != l.count+1 {
		l.whole = false // something that no cell tells of
	}
	l.count = order
	r := cells.Run{Cell: id, Number: number, Hash: cells.HashOf(text), Source: text, Count: order, OK: ok, Kernel: fmt.Sprint(l.kernel)}
	next := &cells.Log{Version: 1}
	if l.log != nil {
		next.Runs = append(next.Runs, l.log.Runs...)
	}
	next.Runs = append(next.Runs, r)
	l.log = next
}

// ended says how the last run went, where that is told after its count.
func (l *live) ended(ok bool) {
	next := &cells.Log{Version: l.log.Version, Runs: append([]cells.Run{}, l.log.Runs...)}
	next.Runs[len(next.Runs)-1].OK = ok
	l.log = next
}

// known is the log if it tells everything that the kernel ran, else nil: the
// counts of the page have to do then, and findings are as unsure as they are.
func (l *live) known() *cells.Log {
	if !l.whole {
		return nil
	}
	return l.log
}

// run is the count of a cell's last run, 0 for none, and whether it went well.
func (c *notebookCell) run() (order int, ok bool) {
	if c.ExecutionSummary == nil {
		return 0, true
	}
	return c.ExecutionSummary.ExecutionOrder, c.ExecutionSummary.Success == nil || *c.ExecutionSummary.Success
}

// outputs are what a client shows below a cell: the protocol leaves them out, so
// that clients that can tell of them do it in a message of our own.
type outputs struct {
	count int // of the run that they are of
	list  json.RawMessage
}

// outputsShown takes in what runs of cells have given, in the format of the file.
func (s *Server) outputsShown(_ context.Context, p struct {
	URI   string `json:"uri"`
	Cells []struct {
		Document string          `json:"document"`
		Count    int             `json:"executionCount"`
		Outputs  json.RawMessage `json:"outputs"`
	} `json:"cells"`
}) (any, error) {
	s.mu.Lock()
	b := s.books[p.URI]
	if b == nil {
		s.mu.Unlock()
		return nil, nil
	}
	for _, c := range p.Cells {
		if bytes.HasPrefix(c.Outputs, []byte("[")) {
			b.outputs[c.Document] = outputs{c.Count, c.Outputs}
		}
	}
	path, now := b.path, buffer{b.content(s.docs), b.version}
	s.mu.Unlock()
	s.projectOf(path, true).edit(path, now)
	return nil, nil
}

// given are the outputs of a cell's last run: what the client shows, else what
// the file has of a run of this very text.
func (b *book) given(document, source string, count int) any {
	if o, ok := b.outputs[document]; ok && o.count == count {
		return o.list
	}
	return b.stored(source, count)
}
