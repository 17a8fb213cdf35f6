package lsp

import (
	"context"
	"encoding/json"
	"path/filepath"
	"sync"
	"time"

	"github.com/creachadair/jrpc2"

	"leadline/internal/cells"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/notebook"
	"leadline/internal/workspace"
)

// Notebooks that a client sends whole, with the log of their session: one
// request, one answer. Jupyter's own front end keeps the cells, so there is
// nothing to synchronise.

// maxPlayed bounds how many notebooks are kept ready for their next look.
const maxPlayed = 12

// playing are the notebooks that were sent whole, the last one used at the end.
type playing struct {
	mu    sync.Mutex
	books []*played
}

// played is one of them. Its mutex is held while it is looked at.
type played struct {
	path    string
	content []byte // as the client has it; the mutex of all of them guards it
	mu      sync.Mutex
	session *engine.Session
	home    string // the folder that it is looked at from
	set     Settings
	live    string // the log that the session has, as it was sent
}

// of is the notebook of a path, made when it is not there; the one that was not
// used for longest makes room.
func (p *playing) of(path string) *played {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, b := range p.books {
		if b.path == path {
			p.books = append(append(p.books[:i:i], p.books[i+1:]...), b)
			return b
		}
	}
	b := &played{path: path}
	if p.books = append(p.books, b); len(p.books) > maxPlayed {
		p.books = p.books[1:]
	}
	return b
}

func (p *playing) drop(path string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, b := range p.books {
		if b.path == path {
			p.books = append(p.books[:i:i], p.books[i+1:]...)
			return
		}
	}
}

type notebookParams struct {
	// URI names the file; it need not be on the disk as it is in the client.
	URI string `json:"uri"`
	// Notebook is the notebook as its file would be; Live what the session saw.
	Notebook json.RawMessage `json:"notebook"`
	Live     json.RawMessage `json:"live"`
	Settings *Settings       `json:"settings"`
}

// notebookAnswer is what is known of one notebook.
type notebookAnswer struct {
	Milliseconds float64           `json:"milliseconds"`
	Fault        string            `json:"fault,omitempty"`
	Report       *cells.Report     `json:"report"`
	Rerun        []string          `json:"rerun"`
	RerunWhole   bool              `json:"rerunWhole"`
	Findings     []notebookFinding `json:"findings"`
	Ignored      []notebookFinding `json:"ignored"`
	Gaps         []notebookGap     `json:"gaps"`
}

// notebookFinding is a finding with its place in a cell.
type notebookFinding struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Title       string `json:"title"`
	Severity    string `json:"severity"`
	Category    string `json:"category"`
	Confidence  string `json:"confidence"`
	CWE         []int  `json:"cwe"`
	Message     string `json:"message"`
	Advice      string `json:"advice,omitempty"`
	Reason      string `json:"reason,omitempty"` // it is ignored
	// Verdict and Presence are the service's word, Queued tells that the verdict
	// is on its way there, Team that it silences the finding.
	Verdict  string            `json:"verdict,omitempty"`
	Presence string            `json:"presence,omitempty"`
	Queued   bool              `json:"queued,omitempty"`
	Team     bool              `json:"team,omitempty"`
	Cell     *notebookPlace    `json:"cell"`
	Steps    []notebookStep    `json:"steps"`
	Extra    map[string]string `json:"extra"`
	Fix      *notebookFix      `json:"fix,omitempty"`
}

// notebookPlace is a place in a cell; Lines are counted from 0, characters in
// UTF-16 units.
type notebookPlace struct {
	ID     string `json:"id"`
	Number int    `json:"number"`
	Range  span   `json:"range"`
}

type notebookStep struct {
	Message string         `json:"message"`
	Cell    *notebookPlace `json:"cell"`
}

// notebookGap is a cell that could not wholly be read.
type notebookGap struct {
	Message string         `json:"message"`
	Cell    *notebookPlace `json:"cell"`
}

// analyzeNotebook looks at a notebook and answers with everything at once.
func (s *Server) analyzeNotebook(ctx context.Context, q notebookParams) (any, error) {
	path := pathOf(q.URI)
	if path == "" {
		return nil, jrpc2.Errorf(jrpc2.InvalidParams, "uri %q names no file", q.URI)
	}
	set := s.settings()
	if q.Settings != nil {
		set = q.Settings
	}
	b := s.played.of(path)
	s.played.keep(b, q.Notebook)
	b.mu.Lock()
	defer b.mu.Unlock()
	start := time.Now()
	h := &seen{}
	if err := b.look(ctx, s, &q, set, h); err != nil {
		return nil, jrpc2.Errorf(jrpc2.InternalError, "%v", err)
	}
	out := &notebookAnswer{Rerun: []string{}, Findings: []notebookFinding{}, Ignored: []notebookFinding{}, Gaps: []notebookGap{}}
	g := b.session.Graph(filepath.Base(path))
	if g != nil {
		r := g.Report()
		out.Report = &r
		list, whole := g.Rerun()
		for _, c := range list {
			out.Rerun = append(out.Rerun, g.Notebook.Cells[c].ID)
		}
		out.RerunWhole = whole
	}
	h.tell(out, g, set, s.standingOf(path))
	out.Milliseconds = float64(time.Since(start).Microseconds()) / 1000
	return out, nil
}

func (s *Server) closeNotebook(_ context.Context, q struct {
	URI string `json:"uri"`
}) (any, error) {
	s.played.drop(pathOf(q.URI))
	return nil, nil
}

// look brings the notebook's session to what the client sent.
func (b *played) look(ctx context.Context, s *Server, q *notebookParams, set *Settings, h finding.Handler) error {
	home := s.homeOf(b.path)
	if b.session != nil && (b.home != home || !sameSettings(&b.set, set)) {
		b.session = nil
	}
	over := workspace.Overlay{Name: b.path, Content: q.Notebook}
	fresh := b.session == nil
	if fresh {
		// Settings are looked for from the folder up; nothing else of it is read.
		o, _, err := s.load([]string{home}, set)
		if err != nil {
			return err
		}
		if o.Project.Dir == "" {
			project := *o.Project
			project.Dir = home // its findings are called what the folder's are
			o.Project = &project
		}
		o.Paths, o.Overlays = nil, []workspace.Overlay{over}
		b.session, b.home, b.set, b.live = engine.NewSession(o), home, *set, ""
	}
	if string(q.Live) != b.live {
		var log *cells.Log
		if err := json.Unmarshal(q.Live, &log); err != nil {
			return jrpc2.Errorf(jrpc2.InvalidParams, "live: no session log: %v", err)
		}
		b.session.Live(log)
		b.live = string(q.Live)
	}
	if fresh {
		return b.session.Scan(ctx, h)
	}
	return b.session.Edit(ctx, []workspace.Overlay{over}, h)
}

func sameSettings(a, b *Settings) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}

// seen is a whole scan, ignored findings too.
type seen struct{ finding.Kept }

// tell fills in what was found.
func (h *seen) tell(out *notebookAnswer, g *cells.Graph, set *Settings, standing func(string) standing) {
	least, known := finding.ParseSeverity(set.MinimumSeverity)
	for _, f := range h.Findings {
		if known && f.Severity < least {
			continue
		}
		x := notebookFinding{Fingerprint: f.Fingerprint, Rule: f.Rule.ID, Title: f.Rule.Title, Severity: f.Severity.String(), Category: f.Rule.Category,
			Confidence: f.Confidence, CWE: append([]int{}, f.Rule.CWE...), Message: f.Message, Advice: f.Rule.Advice, Reason: f.Suppressed, Cell: placeIn(&f.Location), Extra: f.Extra,
			Steps: []notebookStep{}}
		for i := range f.Flow {
			x.Steps = append(x.Steps, notebookStep{f.Flow[i].Message, placeIn(&f.Flow[i].Location)})
		}
		if f.Suppression != "" {
			out.Ignored = append(out.Ignored, x)
			continue
		}
		v := standing(f.Fingerprint)
		x.Verdict, x.Queued = v.verdict, v.queued
		if v.known != nil {
			x.Presence = v.known.Presence
		}
		if v.ignored() {
			x.Team = true
			out.Ignored = append(out.Ignored, x)
			continue
		}
		if g != nil {
			x.Fix = fixIn(g.Notebook, f.Fix)
		}
		out.Findings = append(out.Findings, x)
	}
	if h.Coverage == nil {
		return
	}
	for i := range h.Coverage.Skipped {
		out.Fault = h.Coverage.Skipped[i].Reason
	}
	for i := range h.Coverage.SyntaxErrors {
		e := &h.Coverage.SyntaxErrors[i]
		out.Gaps = append(out.Gaps, notebookGap{e.Message, placeIn(&e.Location)})
	}
}

// placeIn is a location as a place in a cell, nil where it is in none.
func placeIn(l *finding.Location) *notebookPlace {
	start, part := l.File.Locate(l.Span.Start)
	if part == nil {
		return nil
	}
	end, last := l.File.Locate(l.Span.End)
	if last == nil || last.Name != part.Name {
		end = start
	}
	return &notebookPlace{part.Name, part.Number, span{protocolPosition(start), protocolPosition(end)}}
}

// notebookFix is a fix as steps that a client can take in its own model.
type notebookFix struct {
	Description string         `json:"description"`
	Safe        bool           `json:"safe"`
	Edits       []cellEdit     `json:"edits"`             // of sources
	Order       []string       `json:"order,omitempty"`   // of all cells, when some move
	Outputs     []cellOutputs  `json:"outputs,omitempty"` // which outputs of cells are left
	Inserts     []insertedCell `json:"inserts,omitempty"` // new code cells
}

type cellEdit struct {
	notebookPlace
	Text string `json:"text"`
}

type cellOutputs struct {
	ID   string `json:"id"`
	Keep []int  `json:"keep"`
}

// insertedCell is a new cell before the cell of that id.
type insertedCell struct {
	Before string `json:"before"`
	Source string `json:"source"`
}

// fixIn turns a fix into such steps; nil when it reaches out of the notebook.
func fixIn(n *notebook.Notebook, f *finding.Fix) *notebookFix {
	if f == nil {
		return nil
	}
	out := &notebookFix{Description: f.Description, Safe: f.Safety == finding.Safe, Edits: []cellEdit{}}
	var raw []notebook.Edit
	for i := range f.Edits {
		e := &f.Edits[i]
		if place := placeIn(&e.Location); place != nil {
			out.Edits = append(out.Edits, cellEdit{*place, e.Text})
			continue
		}
		if e.File != n.JSON {
			return nil
		}
		raw = append(raw, notebook.Edit{Span: e.Span, Text: e.Text})
	}
	if len(raw) > 0 {
		out.compare(n, n.Edited(raw))
	}
	return out
}

// compare finds what an edit of the file has done to the cells.
func (x *notebookFix) compare(was, is *notebook.Notebook) {
	old := map[string]*notebook.Cell{}
	for i := range was.Cells {
		old[was.Cells[i].ID] = &was.Cells[i]
	}
	var order []string
	moved := false
	for i := range is.Cells {
		c := &is.Cells[i]
		o := old[c.ID]
		if o == nil {
			before := ""
			if i+1 < len(is.Cells) {
				before = is.Cells[i+1].ID
			}
			x.Inserts = append(x.Inserts, insertedCell{before, is.File.Slice(c.Source)})
			continue
		}
		moved = moved || was.Cells[len(order)].ID != c.ID
		order = append(order, c.ID)
		if keep := kept(was, is, o, c); len(keep) < len(o.Outputs) {
			x.Outputs = append(x.Outputs, cellOutputs{c.ID, keep})
		}
	}
	if moved {
		x.Order = order
	}
}

// kept are the indices of a cell's outputs that are still there.
func kept(was, is *notebook.Notebook, o, c *notebook.Cell) []int {
	keep := []int{}
	for i := range o.Outputs {
		if k := len(keep); k < len(c.Outputs) && was.JSON.Slice(o.Outputs[i].Object) == is.JSON.Slice(c.Outputs[k].Object) {
			keep = append(keep, i)
		}
	}
	return keep
}
