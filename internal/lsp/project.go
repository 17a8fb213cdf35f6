package lsp

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"leadline/internal/cells"
	"leadline/internal/engine"
	"leadline/internal/finding"
	"leadline/internal/workspace"
)

// Settings are what the editor's user asks for, beside the project's own
// settings, which win where they are stricter.
type Settings struct {
	// MinimumSeverity hides findings below it: info, low, medium, high, critical.
	MinimumSeverity string `json:"minimumSeverity"`
	// Profile, Rules, Ignore and Trust are as on the command line.
	Profile string   `json:"profile"`
	Rules   []string `json:"rules"`
	Ignore  []string `json:"ignore"`
	Trust   []string `json:"trust"`
	// Run says when the analysis runs: onType (the default), onSave, manual.
	Run string `json:"run"`
	// OpenFilesOnly reports findings in open files alone.
	OpenFilesOnly bool `json:"openFilesOnly"`
	// PreviewFixes says which fixes an editor that can shows before it makes
	// them: always, risky (the default), never.
	PreviewFixes string `json:"previewFixes"`
	// Diagnostics is "pull" for a client that wants to ask for those of documents
	// that are open, and push (the default) for others. All other files are pushed.
	Diagnostics string `json:"diagnostics"`
	// Cloud is about the service, where there is one.
	Cloud CloudSettings `json:"cloud"`
	// RuleURI is the address of a rule's page, with {id} for the rule's id; ""
	// where the client has none.
	RuleURI string `json:"ruleUri"`
}

// Loader makes ready what a scan of some paths needs: settings, rules, models;
// and tells which rules will run.
type Loader func(paths []string, s *Settings) (engine.Options, []*finding.Rule, error)

// project is one folder, or one file that lies in none, under analysis. One
// goroutine owns its session; everything else is behind the mutex.
type project struct {
	root string // a directory, or a file
	file bool
	s    *Server

	mu      sync.Mutex
	session *engine.Session // of the worker alone
	// versions are those of the documents that the worker looks at, its own.
	versions map[string]int
	edits    map[string]buffer
	closed   map[string]bool
	runs     map[string]*cells.Log // of the notebooks that are open and have been run
	rescan   bool                  // look at the disk again
	reload   bool                  // read the settings again
	check    bool                  // ... if they have changed
	cancel   context.CancelFunc
	held     bool // the user has cancelled a look: the next one waits for something new
	dropped  int  // looks in a row that an edit has superseded
	reading  bool // the look has read no more than files so far
	wake     chan struct{}
	quit     chan struct{}
	waiting  []chan struct{} // told when nothing is left to do
	busy     bool
	rules    []*finding.Rule // those that run
	settings [32]byte        // a hash of the settings, and of the rules, that the session has
	head     *committed      // what is known of the last commit
	blamed   string          // the fault that the user was told of last

	result  result
	carried map[string][]byte // notebooks that clients sent whole, as they were last taken over
	cloud   cloud
}

// result is what the last look found.
type result struct {
	findings map[string][]*finding.Finding // by path
	coverage *finding.Coverage
	versions map[string]int // of the open documents that were looked at
	took     time.Duration
	ran      int
	fault    string
	stopped  bool // the user has cancelled the look that was to bring it up to date
}

// buffer is what an editor has a file contain, and the version that it calls
// that; 0 where it is no document of the editor's.
type buffer struct {
	content []byte
	version int
}

func newProject(s *Server, root string, file bool) *project {
	p := &project{root: root, file: file, s: s, versions: map[string]int{}, edits: map[string]buffer{}, closed: map[string]bool{}, runs: map[string]*cells.Log{}, reload: true,
		wake: make(chan struct{}, 1), quit: make(chan struct{})}
	go p.work()
	return p
}

// edit gives a file of the project another content.
func (p *project) edit(path string, to buffer) {
	p.mu.Lock()
	p.edits[path] = to
	delete(p.closed, path)
	p.held = false
	p.supersede()
	p.mu.Unlock()
	p.signal()
}

// ran tells what the kernel of an open notebook has run; nil where that is not
// known. The edit that comes with it has the notebook looked at.
func (p *project) ran(path string, log *cells.Log) {
	p.mu.Lock()
	if p.runs[path] = log; log == nil {
		delete(p.runs, path)
	}
	p.mu.Unlock()
}

// close gives a file back to the disk.
func (p *project) close(path string) {
	p.mu.Lock()
	delete(p.runs, path)
	delete(p.edits, path)
	p.closed[path] = true
	p.held = false
	p.mu.Unlock()
	p.signal()
}

// refresh looks at the disk again, and with settings at the settings too.
func (p *project) refresh(settings bool) {
	p.mu.Lock()
	p.rescan, p.reload = true, p.reload || settings
	p.held = false
	p.mu.Unlock()
	p.signal()
}

// doubt looks at the disk again, and at the settings if they are not those that
// the session was made with: something may have happened that nobody told of.
func (p *project) doubt() {
	p.mu.Lock()
	p.check = true
	p.mu.Unlock()
	p.refresh(false)
}

// abandon ends the look that is under way. What it was to take in is kept for the
// next one, which comes with the next edit, or when somebody asks for it.
func (p *project) abandon() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cancel != nil {
		p.held = true
		p.cancel()
	}
}

// maxDropped bounds the looks in a row that edits may supersede: who types
// without a pause still gets answers.
const maxDropped = 3

// supersede drops the look that is under way, unless it is the first one, whose
// work the next ones build on. That one is begun anew while it only reads: what
// comes to be open then is looked at before anything else.
func (p *project) supersede() {
	if p.cancel != nil && (p.result.coverage != nil || p.reading) && p.dropped < maxDropped {
		p.dropped++
		p.cancel()
	}
}

func (p *project) signal() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

func (p *project) stop() {
	p.mu.Lock()
	if p.cancel != nil {
		p.cancel()
	}
	p.mu.Unlock()
	p.cloud.rest()
	close(p.quit)
}

// settled waits until what was asked for so far is done.
func (p *project) settled(ctx context.Context) {
	p.mu.Lock()
	if !p.busy && (p.held || !p.pending()) {
		p.mu.Unlock()
		return
	}
	done := make(chan struct{})
	p.waiting = append(p.waiting, done)
	p.mu.Unlock()
	p.signal()
	select {
	case <-done:
	case <-ctx.Done():
	case <-p.quit:
	}
}

// pending tells whether there is something to do; the caller holds the mutex.
func (p *project) pending() bool {
	return p.reload || p.rescan || len(p.edits) > 0 || len(p.closed) > 0
}

// idleTime is how long nobody may have asked for anything before what is known
// is put into the cache, which takes a second or two for a large project.
const idleTime = 20 * time.Second

// work looks at the project whenever something has changed.
func (p *project) work() {
	for {
		var idle <-chan time.Time
		if p.session != nil && p.session.ToKeep() {
			idle = time.After(idleTime)
		}
		select {
		case <-p.quit:
			return
		case <-idle:
			p.keep()
			continue
		case <-p.wake:
		}
		for p.step() {
		}
	}
}

// keep puts what is known where the next start finds it.
func (p *project) keep() {
	if p.s.tend != nil {
		p.s.tend(finding.Progress{Stage: "keep"})
		defer p.s.tend(finding.Progress{})
	}
	_, _ = p.session.Keep() // without it the next start is slower, and no less right
}

// task is what one look has to take in.
type task struct {
	edits          []workspace.Overlay
	closed         []string
	versions       map[string]int // of the edits
	rescan, reload bool
	check          bool
	runs           map[string]*cells.Log
	ctx            context.Context
}

// step does one look; false when nothing was left to do.
func (p *project) step() bool {
	p.mu.Lock()
	if p.held || !p.pending() {
		for _, done := range p.waiting {
			close(done)
		}
		p.waiting, p.busy = nil, false
		p.mu.Unlock()
		return false
	}
	ctx, cancel := context.WithCancel(context.Background())
	t := task{rescan: p.rescan, reload: p.reload, check: p.check, closed: slices.Sorted(maps.Keys(p.closed)), versions: map[string]int{}, runs: maps.Clone(p.runs), ctx: ctx}
	for _, path := range slices.Sorted(maps.Keys(p.edits)) {
		e := p.edits[path]
		t.edits = append(t.edits, workspace.Overlay{Name: path, Content: e.content})
		t.versions[path] = e.version
	}
	p.busy, p.cancel, p.reading, p.rescan, p.reload, p.check = true, cancel, true, false, false, false
	p.edits, p.closed = map[string]buffer{}, map[string]bool{}
	p.mu.Unlock()

	maps.Copy(p.versions, t.versions)
	for _, path := range t.closed {
		delete(p.versions, path)
	}
	start := time.Now()
	c := &collected{report: p.s.progress(p), beyond: p.readOn, byPath: map[string][]*finding.Finding{}}
	if p.session == nil || t.reload {
		c.tend = p.s.tend
	}
	err := p.look(&t, c)
	c.report("", 0, 0)
	if c.tend != nil {
		c.tend(finding.Progress{})
	}

	p.mu.Lock()
	p.cancel = nil
	superseded := err != nil && ctx.Err() != nil
	cancel()
	if superseded {
		p.again(&t)
		p.result.stopped = p.held
		r := p.result
		p.mu.Unlock()
		if r.stopped {
			p.s.tell(p, &r)
		}
		return true
	}
	p.dropped = 0
	p.result = result{findings: c.byPath, coverage: c.coverage, versions: maps.Clone(p.versions), took: time.Since(start)}
	if p.session != nil {
		p.result.ran = p.session.Ran
	}
	if err != nil {
		p.result.fault = err.Error()
	}
	p.mu.Unlock()
	p.match(p.found())
	p.s.publish(p)
	return true
}

// readOn says that a look does more than reading.
func (p *project) readOn() {
	p.mu.Lock()
	p.reading = false
	p.mu.Unlock()
}

// again puts the work of a look that was dropped back; newer edits win.
func (p *project) again(t *task) {
	for _, e := range t.edits {
		if _, newer := p.edits[e.Name]; !newer && !p.closed[e.Name] {
			p.edits[e.Name] = buffer{e.Content, t.versions[e.Name]}
		}
	}
	for _, path := range t.closed {
		if _, newer := p.edits[path]; !newer {
			p.closed[path] = true
		}
	}
	p.rescan, p.reload, p.check = p.rescan || t.rescan, p.reload || t.reload, p.check || t.check
}

// look brings the session to the present.
func (p *project) look(t *task, h finding.Handler) error {
	if t.reload || p.session == nil || t.check && p.otherwise() {
		if err := p.open(t); err != nil {
			return err
		}
		// Where what is opened meanwhile supersedes this look, the session stays.
		t.reload, t.check, t.rescan = false, false, true
		p.session.Lives(t.runs)
		return p.session.Scan(t.ctx, h)
	}
	p.session.Lives(t.runs)
	rescan := t.rescan
	for _, path := range t.closed {
		disk, err := os.ReadFile(path)
		if err != nil {
			disk = nil // it never was there, or is gone
		}
		rescan = !p.session.Close(path, disk) || rescan
	}
	if rescan {
		p.session.Give(t.edits)
		return p.session.Scan(t.ctx, h)
	}
	return p.session.Edit(t.ctx, t.edits, h)
}

// open makes a session with the settings as they are, and everything that is
// open in the editor laid over the disk.
func (p *project) open(t *task) error {
	o, rules, err := p.s.load([]string{p.root}, p.s.settings())
	if err != nil {
		return err
	}
	p.mu.Lock()
	p.rules, p.settings = rules, fingerprint(&o, rules)
	p.mu.Unlock()
	known := map[string]bool{}
	overlays, versions := p.s.overlays(p) // settings and rules took their time: more may be open
	for _, over := range overlays {
		known[over.Name] = true
		o.Overlays = append(o.Overlays, over)
	}
	maps.Copy(p.versions, versions)
	for _, e := range t.edits {
		if !known[e.Name] {
			o.Overlays = append(o.Overlays, e)
		}
	}
	o.Early = func(findings []*finding.Finding) { p.s.publishEarly(p, findings, p.versions) }
	if p.file && len(o.Overlays) > 0 {
		o.Paths = nil // what is open is all there is
	}
	if name, err := engine.NameOf(o.Paths); err == nil && !p.file {
		p.session = engine.Resume(o, name) // where the last session, or a scan, left off
	} else {
		p.session = engine.NewSession(o)
	}
	return nil
}

// otherwise tells whether the settings are not those that the session has.
func (p *project) otherwise() bool {
	o, rules, err := p.s.load([]string{p.root}, p.s.settings())
	return err == nil && p.settings != fingerprint(&o, rules)
}

// fingerprint is a hash of what the settings say, and of the rules that run.
func fingerprint(o *engine.Options, rules []*finding.Rule) [32]byte {
	data, err := json.Marshal([]any{o.Project, rules})
	if err != nil {
		return [32]byte{} // settings that cannot be told apart are the same
	}
	return sha256.Sum256(data)
}

// collected is a handler that keeps what a look finds.
type collected struct {
	report   func(stage string, done, total int)
	beyond   func()                 // called once all is read; nil afterwards
	tend     func(finding.Progress) // looks at the heap meanwhile; nil for a look of a moment
	byPath   map[string][]*finding.Finding
	coverage *finding.Coverage
}

// Progress passes on how far the look is.
func (c *collected) Progress(p finding.Progress) {
	if c.tend != nil {
		c.tend(p)
	}
	if c.beyond != nil && p.Stage != "discover" && p.Stage != "parse" {
		c.beyond()
		c.beyond = nil
	}
	c.report(p.Stage, p.Done, p.Total)
}

// Finding keeps one that nothing silences.
func (c *collected) Finding(f *finding.Finding) {
	if f.Suppression == "" {
		path := f.Location.File.Path
		c.byPath[path] = append(c.byPath[path], f)
	}
}

// Done keeps the coverage.
func (c *collected) Done(v *finding.Coverage) { c.coverage = v }

// dir is the directory that the paths of findings are relative to.
func (p *project) dir() string {
	if p.file {
		return filepath.Dir(p.root)
	}
	return p.root
}
