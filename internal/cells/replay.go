package cells

import (
	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/text"
)

// Bounds on a replay, in counted steps.
const (
	maxSteps  = 3_000 // instructions and looks of one run of a cell, where it can be cut short
	maxInline = 10    // calls inside one another
	passes    = 3     // through a loop: enough for what depends on itself twice removed
)

// replay plays cells one after another and keeps what each one read and gave.
type replay struct {
	in      *Input
	effects *model.Effects
	shapes  shapes
	heap    []object
	globals map[string]*global
	// drawn is the state of each random generator, files what was written where.
	drawn, files map[string]*state
	unreached    map[string]bool // names that cells which stop would have bound
	last         map[int]*trace
	traces       []*trace
	t            *trace
	opaque       string
	rows         *rowFacts    // when rows are followed
	forgive      bool         // a name that is missing stops nothing
	lostRuns     map[int]bool // cells of which a lost run was played
	steps        int
	look, visits int // the number of the present look at a content, and its visits
	limit        int // of steps, in the present run
	depth        int
	active       map[body]bool // functions that are being played
	entered      map[body]int  // how often functions were
	spare        [][]value     // of frames that have ended
	salt         hash          // of the present run, see step.salt
	control      hash          // what decides whether the present instruction runs
	unsure       int           // inside of branches and tries
	at           text.Span
	// page, for a run, is the replay of the page: what it says of a name that
	// the run has lost sight of.
	page *replay
	// looked is set when it was asked.
	looked bool
}

// body names a function's body.
type body struct {
	module *ir.Module
	index  int
}

// state is something that cells share without a name: a random generator, a
// file. from is the cell that changed it last.
type state struct {
	h    hash
	from int
}

// touch reads a state, and changes it unless next is 0.
func (r *replay) touch(of map[string]*state, key, called string, next hash) hash {
	s := of[key]
	old := state{from: -1}
	if s != nil {
		old = *s
	}
	if _, seen := r.t.reads[called]; !seen && called != "" && old.from != r.t.step.cell {
		r.t.reads[called] = read{content: mix(1, old.h), from: old.from, at: r.at, called: r.depth > 0, unsure: r.unsure > 0}
	}
	if next != 0 {
		of[key] = &state{next, r.t.step.cell}
	}
	return old.h
}

// global is a name of the notebook with the cell that bound it.
type global struct {
	v    value
	from int
	sure bool
}

// read is the first look of a cell at a name that it had not bound.
type read struct {
	content hash
	from    int // cell that bound it; -1 if none
	touched []int
	at      text.Span
	called  bool   // by a function that the cell calls
	by      string // ... its name
	unsure  bool   // under a branch or a try
	missing bool
	caused  bool // ... because a cell above stops
}

// trace is what one run of a cell did.
type trace struct {
	step    step
	reads   map[string]read
	binds   map[string]hash
	changes map[string]bool
	touched map[int32]bool
	out     hash
	shows   bool // something was printed or shown
	drawn   hash // into figures
	opaque  string
	failed  bool // stopped at a name that is not defined
	halted  bool // the run has come to where it stopped
	// unreached is what the rest of a cell that stopped would have bound.
	unreached map[string]value
}

func newReplay(in *Input) *replay {
	if in.shapes == nil {
		in.shapes = shapes{} // of the same bodies in every replay of a notebook
	}
	return &replay{in: in, effects: in.Effects, shapes: in.shapes, globals: map[string]*global{}, drawn: map[string]*state{}, files: map[string]*state{}, unreached: map[string]bool{}, last: map[int]*trace{}, active: map[body]bool{}, entered: map[body]int{}, lostRuns: map[int]bool{}}
}

// run plays one run of a cell.
func (r *replay) run(s step) {
	t := &trace{step: s, reads: map[string]read{}, binds: map[string]hash{}, changes: map[string]bool{}, touched: map[int32]bool{}, unreached: map[string]value{}}
	r.traces = append(r.traces, t)
	if s.last || r.page == nil {
		r.last[s.cell] = t
	}
	if s.module == nil {
		return
	}
	r.limit = r.steps + maxSteps
	r.t, r.salt, r.control, r.unsure, r.depth = t, s.salt, 0, 0, 0
	if s.salt != 0 {
		t.out = mix(t.out, s.salt)
	}
	if s.cell >= 0 && r.in.Broken[s.cell] {
		r.blind("a cell that cannot be read")
	}
	f := &frame{r: r, module: s.module, index: 0, top: true}
	f.play()
	for name, g := range r.globals {
		for _, o := range g.v.objs {
			if t.touched[o] {
				if _, bound := t.binds[name]; !bound {
					t.changes[name] = true
				}
			}
		}
	}
	t.opaque = r.opaque
}

// bind gives a name of the notebook a value.
func (r *replay) bind(name string, v value) {
	if v.missing != "" {
		v = value{h: mix(1, hashText(v.missing))}
	}
	if r.t.failed {
		r.t.unreached[name] = v
		r.unreached[name] = true
		return
	}
	if r.salt != 0 {
		v.h = mix(v.h, r.salt)
	}
	sure := r.unsure == 0
	if old := r.globals[name]; old != nil && !sure {
		v = join(mix(r.control, hashText(name)), []value{old.v, v})
	}
	r.globals[name] = &global{v: v, from: r.t.step.cell, sure: sure}
	r.t.binds[name] = v.h
}

// lookup reads a name of the notebook, or of Python.
func (r *replay) lookup(name string) value {
	if v, ok := r.t.unreached[name]; ok {
		return v
	}
	g := r.globals[name]
	if g == nil {
		if _, own := r.t.binds[name]; !own && (r.in.Builtins[name] || known(name)) {
			return value{h: hashText(name), name: name}
		}
		if g = r.recovered(name); g == nil {
			if r.opaque != "" {
				return value{h: hashText(name)}
			}
			return value{h: mix(7, hashText(name)), missing: name, pending: name}
		}
	}
	r.note(name, g)
	return g.v
}

// ahead reads a name that may have been bound by now or later, without taking
// that for a use of it.
func (r *replay) ahead(name string) value {
	v := value{h: mix(7, hashText(name)), missing: name}
	if g := r.globals[name]; g != nil {
		v = g.v
	} else if r.in.Builtins[name] || known(name) {
		v = value{h: hashText(name), name: name}
		return v
	}
	v.pending = name
	return v
}

// note keeps the first read of a name.
func (r *replay) note(name string, g *global) {
	if _, ok := r.t.reads[name]; ok {
		return
	}
	if _, own := r.t.binds[name]; own && g.from == r.t.step.cell {
		return
	}
	rd := read{content: r.content(g.v), from: g.from, at: r.at, called: r.depth > 0, unsure: r.unsure > 0}
	for _, o := range g.v.objs {
		rd.touched = append(rd.touched, r.heap[o].touched...)
	}
	r.t.reads[name] = rd
}

// lost notes that a name is needed which nothing has bound.
func (r *replay) lost(name string) {
	if r.opaque != "" {
		return
	}
	rd := read{from: -1, at: r.at, called: r.depth > 0, unsure: r.unsure > 0, missing: true, caused: r.unreached[name]}
	if old, seen := r.t.reads[name]; !seen || old.unsure && !rd.unsure {
		r.t.reads[name] = rd
	}
}

// recovered looks a name up that a run has lost sight of: a cell of the page that
// binds it must have run before, and its count was lost when it ran again.
func (r *replay) recovered(name string) *global {
	if r.page == nil || r.t.step.failed {
		return nil // a run that failed may well have lacked it
	}
	r.looked = true
	p := r.page.last[r.t.step.cell]
	if p == nil {
		return nil
	}
	if pr, ok := p.reads[name]; ok && !pr.missing {
		return r.before(pr.from, name)
	}
	return nil
}

// show adds to what a cell prints or shows.
func (r *replay) show(parts ...hash) {
	if r.t.failed {
		return
	}
	r.t.shows = true
	r.t.out = mix(r.t.out, r.control)
	r.t.out = mix(r.t.out, parts...)
}

// draw adds to what a cell draws.
func (r *replay) draw(h hash) {
	if !r.t.failed {
		r.t.drawn = mix(r.t.drawn, r.control, h)
	}
}

// before plays a run that the file has lost: the cell that gives a name must
// have run before the present one.
func (r *replay) before(cell int, name string) *global {
	if cell < 0 || cell == r.t.step.cell || r.lostRuns[cell] {
		return nil
	}
	r.lostRuns[cell] = true
	t, salt, control, unsure, depth, at, limit := r.t, r.salt, r.control, r.unsure, r.depth, r.at, r.limit
	r.run(step{cell: cell, phantom: true, module: r.in.Modules[cell]})
	r.t, r.salt, r.control, r.unsure, r.depth, r.at, r.limit = t, salt, control, unsure, depth, at, limit
	return r.globals[name]
}

// frame is one body being played.
type frame struct {
	r        *replay
	module   *ir.Module
	index    int
	f        *ir.Func
	x        *shape
	vals     []value
	args     []value
	outer    *frame
	captured map[ir.Name]value
	top      bool
	alone    bool             // a function that is played for itself
	away     bool             // a file that a cell runs
	fields   map[string]value // of a class body
	returned []value
	inLoop   map[int]bool
}

func (f *frame) play() value {
	f.f = &f.module.Funcs[f.index]
	f.x = f.r.shapes.of(f.module, f.index)
	f.vals = f.r.take(len(f.f.Instrs))
	control, unsure := f.r.control, f.r.unsure
	f.blocks(0, len(f.f.Blocks)-1)
	f.r.control, f.r.unsure = control, unsure
	f.r.give(f.vals)
	f.vals = nil
	if len(f.returned) == 0 {
		return value{}
	}
	return join(mix(5, control), f.returned)
}

// take gives a frame its values, give takes them back: who is called again and
// again does not need new ones each time.
func (r *replay) take(n int) []value {
	if last := len(r.spare) - 1; last >= 0 && cap(r.spare[last]) >= n {
		out := r.spare[last][:n]
		r.spare = r.spare[:last]
		clear(out)
		return out
	}
	return make([]value, n, max(n, 64))
}

func (r *replay) give(vals []value) { r.spare = append(r.spare, vals) }

// blocks plays a range of blocks in order, loops several times.
func (f *frame) blocks(from, to int) {
	for b := from; b <= to; b++ {
		end := int(f.x.loopEnd[b])
		if end < b || f.inLoop[b] {
			f.block(b)
			continue
		}
		if f.inLoop == nil {
			f.inLoop = map[int]bool{}
		}
		f.inLoop[b] = true
		n := passes
		if len(f.inLoop) > 1 || f.r.depth > 0 {
			n = 2
		}
		if f.r.steps > f.r.limit {
			n = 1
		}
		for range n {
			f.blocks(b, end)
		}
		delete(f.inLoop, b)
		b = end
	}
}

func (f *frame) block(b int) {
	block := &f.f.Blocks[b]
	r := f.r
	control, unsure := r.control, r.unsure
	r.control = mix(control, f.controlOf(b))
	if f.mayBeLeftOut(b) {
		r.unsure++
	}
	for i := block.First; i < block.End; i++ {
		r.steps++
		in := &f.f.Instrs[i]
		if f.top && r.t.step.stopped > 0 && f.beyond(in, i) {
			continue // the run ended before
		}
		if (f.top || f.alone) && !f.away && in.Start < in.End {
			r.at = f.f.SpanOf(i)
		}
		f.vals[i] = f.instr(b, ir.Value(i), in)
		if f.top && !f.x.used[i] {
			f.unused(ir.Value(i), in)
		}
	}
	if block.Term == ir.TermReturn {
		f.returned = append(f.returned, f.vals[block.Cond])
	}
	r.control, r.unsure = control, unsure
}

// beyond tells whether a run that failed never came to an instruction: it, or one
// before it, ends at the line where the run stopped, or below.
func (f *frame) beyond(in *ir.Instr, i uint32) bool {
	t := f.r.t
	if t.halted || f.away || in.Start >= in.End {
		return t.halted
	}
	n := f.r.in.Notebook
	if n == nil || t.step.cell < 0 {
		return false
	}
	at, own := f.f.SpanOf(i), n.Cells[t.step.cell].Source
	if at.Start < own.Start || at.End > own.End {
		return false // a former text
	}
	t.halted = n.File.LineOf(at.End-1)-n.File.LineOf(own.Start)+1 >= t.step.stopped
	return t.halted
}

// mayBeLeftOut tells whether a block stands under a branch or in a try. The body
// of a loop is taken to run.
func (f *frame) mayBeLeftOut(b int) bool {
	if block := &f.f.Blocks[b]; block.Handler != 0 || block.Catch {
		return true
	}
	for g := f.x.guard[b]; g >= 0; g = f.x.guard[g] {
		if block := &f.f.Blocks[g]; block.Term == ir.TermBranch && !block.LoopHeader && !f.elseRaises(block, b) {
			return true
		}
	}
	return false
}

// elseRaises tells whether all that a branch can do but come here is to raise an
// exception: what follows an assertion runs where nothing fails.
func (f *frame) elseRaises(branch *ir.Block, here int) bool {
	for _, s := range f.f.Succs(branch) {
		if int(s) != here && f.f.Blocks[s].Term == ir.TermRaise {
			return true
		}
	}
	return false
}

// controlOf is what decides whether a block runs: conditions that are known by
// now.
func (f *frame) controlOf(b int) hash {
	h := hash(0)
	for g := f.x.guard[b]; g >= 0; g = f.x.guard[g] {
		block := &f.f.Blocks[g]
		if block.Term == ir.TermBranch || block.Term == ir.TermFor {
			h = mix(h, f.r.content(f.vals[block.Cond]))
		}
	}
	return h
}

// get is an operand.
func (f *frame) get(v ir.Value) value {
	if v == ir.NoValue || int(v) >= len(f.vals) {
		return value{}
	}
	x := f.vals[v]
	if x.pending != "" {
		if g := f.r.globals[x.pending]; g != nil {
			f.r.note(x.pending, g)
		} else {
			f.r.lost(x.pending)
		}
	}
	if x.missing != "" {
		f.fails()
	}
	x.missing, x.pending = "", "" // it was noted; whoever keeps the value need not know
	return x
}

// fails notes that a name is needed which is not there. On the page, the cell
// stops here, and so does a run that is known to have failed.
func (f *frame) fails() {
	r := f.r
	if r.page != nil && !r.t.step.failed || r.unsure > 0 || r.opaque != "" || r.forgive {
		return
	}
	r.t.failed = true
}

// phi joins what the ways into a block bring, with what decides between them.
func (f *frame) phi(b int, in *ir.Instr) value {
	var vals []value
	for _, a := range f.f.List(in) {
		if v := f.vals[a.Value]; v.h != 0 || len(v.objs) > 0 || v.missing != "" {
			vals = append(vals, v)
		}
	}
	h := hash(3)
	for _, p := range f.f.Preds(&f.f.Blocks[b]) {
		block := &f.f.Blocks[p]
		h = mix(h, f.controlOf(int(p)))
		if block.Term == ir.TermBranch {
			h = mix(h, f.r.content(f.vals[block.Cond]))
		}
	}
	return join(h, vals)
}
