package cells

import (
	"slices"
	"strings"

	"leadline/internal/ir"
	"leadline/internal/model"
	"leadline/internal/text"
)

// What the rows of tables go through on their way into a model: where they come
// from, what was learned from which of them, and on which side of a split they
// are. A statistic of all rows that gets into the training rows carries the test
// rows along with it.

// LeakKind is what sort of leak a Leak is.
type LeakKind uint8

// The kinds of leaks.
const (
	// Preprocessing: something was learned from test rows, too, before the fit.
	Preprocessing LeakKind = iota
	// Overlap: rows were copied or made of one another before the split.
	Overlap
	// Reused: one test part judged several models that were fitted in between.
	Reused
)

func (k LeakKind) String() string { return [...]string{"preprocessing", "overlap", "reused"}[k] }

// Leak is one way in which test data reaches a model.
type Leak struct {
	Kind LeakKind
	// Source is where it was learned, copied or judged first; Fit where the model
	// is fitted, or judged again.
	Source, Fit text.Span
	// What is the call that learned.
	What string
	// Ran is set where it happened in the order in which cells ran, and does not
	// in that of the page.
	Ran   bool
	split int
}

// lesson is something learned from rows.
type lesson struct {
	kind  LeakKind
	at    text.Span
	what  string
	roots []int
	part  int // the part of a split that the rows were, 0 for none
}

// rows is what is known of an object that holds rows, or a statistic of rows.
type rows struct {
	roots   []int
	lessons []*lesson
	part    int // even for the training side of split part/2, odd for the others
}

// rowFacts follows rows through one replay.
type rowFacts struct {
	r       *replay
	of      map[int32]*rows
	roots   int
	splits  int
	fitted  map[int32]*lesson // a model's last fit
	fits    int
	judged  map[int]map[int]text.Span // test part -> fit -> where
	leaks   []Leak
	seen    map[[2]text.Span]bool
	recent  *rows        // the last statistics
	called  *rows        // what functions that the present call was handed have learned
	sides   map[hash]int // splits by slices: of what and where -> number
	halves  map[int]int  // sides of such a split that were seen, as bits
	sliced  map[int]bool
	fitWhen map[int32]int
	// alone is set while a function is played for itself; tentative are what its
	// splits say, which counts where no fit says more.
	alone     bool
	tentative []Leak
}

// LeaksOf plays a module and reports how test data reaches its models.
func LeaksOf(m *ir.Module, builtins map[string]bool, effects *model.Effects) []Leak {
	in := &Input{Modules: []*ir.Module{m}, Broken: []bool{false}, Builtins: builtins, Effects: effects}
	r := newReplay(in)
	f := &rowFacts{r: r, of: map[int32]*rows{}, fitted: map[int32]*lesson{}, judged: map[int]map[int]text.Span{}, seen: map[[2]text.Span]bool{}, fitWhen: map[int32]int{},
		sides: map[hash]int{}, halves: map[int]int{}, sliced: map[int]bool{}}
	r.rows = f
	r.forgive = true
	r.run(step{module: m})
	f.functions()
	f.settle()
	var out []Leak
	for _, l := range f.leaks {
		if l.split == 0 || !f.sliced[l.split] || f.halves[l.split] == 3 {
			out = append(out, l)
		}
	}
	return out
}

// functions plays each function of the module for itself, whether something calls
// it or not: each parameter is rows of its own.
func (f *rowFacts) functions() {
	names := make([]string, 0, len(f.r.globals))
	for name := range f.r.globals {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fn := f.r.globals[name].v.fn
		switch {
		case fn == nil:
		case fn.class:
			f.methods(fn)
		default:
			f.playAlone(fn, nil)
		}
	}
}

// methods plays the methods of a class on one object, its initializer first.
func (f *rowFacts) methods(class *function) {
	self := f.r.newObject(mix(79, class.h), nil)
	f.r.heap[self.objs[0]].class = class
	var list []*function
	for _, v := range class.fields {
		if v.fn != nil && !v.fn.class {
			list = append(list, v.fn)
		}
	}
	init := class.fields["__init__"].fn
	slices.SortFunc(list, func(a, b *function) int {
		if (a == init) != (b == init) {
			if a == init {
				return -1
			}
			return 1
		}
		return a.index - b.index
	})
	for _, fn := range list {
		f.playAlone(fn, &self)
	}
}

func (f *rowFacts) playAlone(fn *function, self *value) {
	def := &fn.module.Funcs[fn.index]
	args := make([]value, len(def.Params))
	for i := range args {
		if i == 0 && self != nil {
			args[i] = *self
			continue
		}
		args[i] = f.r.newObject(mix(191, hash(fn.index), hash(i)), nil)
		f.roots++
		f.set(args[i], &rows{roots: []int{f.roots}})
	}
	f.r.limit = f.r.steps + maxSteps
	f.r.depth++
	key := body{fn.module, fn.index}
	f.r.active[key] = true
	f.alone = true
	(&frame{r: f.r, module: fn.module, index: fn.index, args: args, outer: fn.outer, alone: true}).play()
	f.alone = false
	delete(f.r.active, key)
	f.r.depth--
}

// settle takes what splits said of sources of which no fit has said anything.
func (f *rowFacts) settle() {
	for _, t := range f.tentative {
		if !slices.ContainsFunc(f.leaks, func(l Leak) bool { return l.Source == t.Source }) {
			f.leaks = append(f.leaks, t)
		}
	}
}

// carried notes, in a function that is played for itself, that rows are split, or
// judged in parts, after something was learned from all of them: the fit may be
// somebody else's.
func (f *rowFacts) carried(known *rows) {
	if !f.alone || known == nil || known.part != 0 {
		return
	}
	for _, l := range known.lessons {
		if l.part == 0 && l.at != f.r.at && meet(l.roots, known.roots) {
			f.tentative = append(f.tentative, Leak{Kind: l.kind, Source: l.at, Fit: f.r.at, What: l.what})
		}
	}
}

// get unites what is known of a value's objects and of what they hold.
func (f *rowFacts) get(v value) *rows { return f.getTo(v, 3) }

func (f *rowFacts) getTo(v value, depth int) *rows {
	var out *rows
	for _, o := range v.objs {
		out = unite(out, f.of[o])
		if depth == 0 {
			continue
		}
		obj := &f.r.heap[o]
		for _, x := range obj.refs {
			out = unite(out, f.getTo(x, depth-1))
		}
		for _, key := range obj.order {
			out = unite(out, f.getTo(obj.fields[key], depth-1))
		}
	}
	return out
}

func unite(a, b *rows) *rows {
	switch {
	case a == nil:
		return b
	case b == nil || a == b:
		return a
	}
	out := &rows{part: a.part, roots: a.roots, lessons: a.lessons}
	if out.part == 0 {
		out.part = b.part
	}
	for _, x := range b.roots {
		if !has(out.roots, x) {
			out.roots = append(out.roots[:len(out.roots):len(out.roots)], x)
		}
	}
next:
	for _, x := range b.lessons {
		for _, y := range out.lessons {
			if x == y {
				continue next
			}
		}
		if len(out.lessons) < 32 {
			out.lessons = append(out.lessons[:len(out.lessons):len(out.lessons)], x)
		}
	}
	return out
}

func has(list []int, x int) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// set says what an object is made of.
func (f *rowFacts) set(v value, r *rows) {
	if f == nil || r == nil {
		return
	}
	for _, o := range v.objs {
		f.of[o] = r
	}
}

// add lets objects that were changed hold more.
func (f *rowFacts) add(v value, r *rows) {
	if r == nil {
		return
	}
	for _, o := range v.objs {
		f.of[o] = unite(f.of[o], r)
	}
}

// call follows rows through a call of a library; out is the object that it
// gives.
func (f *rowFacts) call(c *call, name string, out value) {
	short := name[strings.LastIndexByte(name, '.')+1:]
	if c.method != "" {
		short = c.method
	}
	var given *rows
	for _, x := range c.args {
		given = unite(given, f.get(x))
	}
	self := f.get(c.receiver)
	what := f.r.effects.Method(short)
	isMethod := c.method != "" && len(c.receiver.objs) > 0
	does := what
	if !isMethod {
		does, _ = f.r.effects.Name(name)
	}
	switch {
	case what&model.Parts != 0:
		f.split(c, out)
		return
	case what&model.Validates != 0:
		if len(c.args) > 1 {
			f.fit(c.args[0], f.get(c.args[1]), -1)
			f.carried(f.get(c.args[1]))
		}
	case does&model.Resamples != 0, does&model.Stacks != 0 && c.repeats():
		f.set(out, f.learn(Overlap, given, short))
		return
	case what&model.Learns != 0 && !isMethod:
		f.set(out, f.learn(Preprocessing, given, short))
		return
	case what&model.Sums != 0 && !c.alongRows():
		f.set(out, f.statistic(unite(self, given), short))
		return
	case isMethod && (short == "fit" || short == "fit_transform" || short == "fit_generator" || short == "partial_fit"):
		f.fitting(c, short, given, out)
		return
	case isMethod && what&model.Judges != 0:
		f.judge(c, given)
	}
	made := unite(unite(self, given), f.called)
	if made == nil || len(made.roots) == 0 && len(made.lessons) == 0 {
		f.roots++
		made = &rows{roots: []int{f.roots}}
	}
	f.set(out, made)
}

// learn is what is known of rows that something was learned from and applied to.
func (f *rowFacts) learn(kind LeakKind, from *rows, what string) *rows {
	if from == nil {
		return nil
	}
	l := &lesson{kind: kind, at: f.r.at, what: what, roots: from.roots, part: from.part}
	return unite(from, &rows{lessons: []*lesson{l}})
}

// statistic is a value that tells of all rows; it is on no side of a split.
func (f *rowFacts) statistic(from *rows, what string) *rows {
	if from == nil || len(from.roots) == 0 {
		return from
	}
	l := &lesson{kind: Preprocessing, at: f.r.at, what: what, roots: from.roots, part: from.part}
	f.recent = unite(f.recent, &rows{lessons: []*lesson{l}})
	return &rows{lessons: append(from.lessons[:len(from.lessons):len(from.lessons)], l)}
}

// split makes parts: every other element of what is given is for tests.
func (f *rowFacts) split(c *call, out value) {
	f.splits++
	var elems []value
	for i, x := range c.args {
		if c.names[i] != "" {
			continue
		}
		known := f.get(x)
		f.carried(known)
		for side := range 2 {
			part := f.r.newObject(mix(181, hash(f.splits), hash(i), hash(side)), nil)
			r := &rows{part: 2*f.splits + side}
			f.set(part, unite(r, known))
			if known != nil {
				joined := *f.of[part.objs[0]]
				joined.part = 2*f.splits + side
				f.of[part.objs[0]] = &joined
			}
			elems = append(elems, part)
		}
	}
	o := &f.r.heap[out.objs[0]]
	o.elems, o.refs = elems, elems
}

// fitting is a call of fit: of a transformer, whose lesson goes wherever it
// transforms, or of a model.
func (f *rowFacts) fitting(c *call, short string, given *rows, out value) {
	class := c.className()
	if f.r.effects.Method(class)&model.Rowwise != 0 {
		f.set(out, given)
		return
	}
	if len(c.args) > 0 {
		f.fit(c.receiver, f.get(c.args[0]), f.fits)
		for _, o := range out.objs {
			f.fitWhen[o] = f.fits // fit gives the model itself
		}
	}
	if given == nil || len(given.roots) == 0 {
		f.set(out, given)
		return
	}
	l := &lesson{kind: Preprocessing, at: f.r.at, what: short, roots: given.roots, part: given.part}
	taught := &rows{lessons: append(given.lessons[:len(given.lessons):len(given.lessons)], l)}
	for _, o := range c.receiver.objs {
		f.of[o] = taught // a new fit forgets the former one
	}
	if short == "fit_transform" {
		f.set(out, unite(given, taught))
	} else if len(out.objs) > 0 {
		f.set(out, taught)
	}
}

// repeats tells whether the list that is handed over holds one object twice.
func (c *call) repeats() bool {
	if len(c.args) == 0 || len(c.args[0].objs) != 1 {
		return false
	}
	seen := map[int32]bool{}
	for _, e := range c.f.r.heap[c.args[0].objs[0]].elems {
		for _, o := range e.objs {
			if seen[o] {
				return true
			}
			seen[o] = true
		}
	}
	return false
}

// className is the class of a receiver that was made by a call of a class.
func (c *call) className() string {
	for _, o := range c.receiver.objs {
		if name := c.f.r.heap[o].maker; name != "" {
			return name[strings.LastIndexByte(name, '.')+1:]
		}
	}
	return ""
}

// fit looks at the rows that a model is fitted to.
func (f *rowFacts) fit(model value, given *rows, _ int) {
	f.fits++
	for _, o := range model.objs {
		f.fitWhen[o] = f.fits
	}
	if given == nil {
		return
	}
	split := given.part / 2
	for _, l := range given.lessons {
		if l.at == f.r.at || split == 0 && l.kind != Overlap {
			continue
		}
		if split == 0 || l.part == given.part || !meet(l.roots, given.roots) {
			continue
		}
		f.report(Leak{Kind: l.kind, Source: l.at, Fit: f.r.at, What: l.what, split: split})
	}
}

func meet(a, b []int) bool {
	for _, x := range a {
		if has(b, x) {
			return true
		}
	}
	return false
}

// judge notes which fits one test part was judged with.
func (f *rowFacts) judge(c *call, given *rows) {
	if given == nil || given.part%2 == 0 || given.part == 0 {
		return
	}
	for _, o := range c.receiver.objs {
		when := f.fitWhen[o]
		if when == 0 {
			continue
		}
		for _, l := range given.lessons {
			// The test rows were changed by what they tell of one another.
			if l.kind == Preprocessing && l.part == given.part && meet(l.roots, given.roots) && !f.sliced[given.part/2] {
				f.report(Leak{Kind: l.kind, Source: l.at, Fit: f.r.at, What: l.what, split: 0})
			}
		}
		if f.judged[given.part] == nil {
			f.judged[given.part] = map[int]text.Span{}
		}
		seen := f.judged[given.part]
		if _, again := seen[when]; !again && len(seen) > 0 {
			first := f.r.at
			for _, at := range seen {
				if at.Start < first.Start {
					first = at
				}
			}
			f.report(Leak{Kind: Reused, Source: first, Fit: f.r.at, What: c.method, split: 0})
		}
		seen[when] = f.r.at
	}
}

func (f *rowFacts) report(l Leak) {
	key := [2]text.Span{l.Source, l.Fit}
	if l.Kind == Reused {
		key[1] = text.Span{}
	}
	if !f.seen[key] {
		f.seen[key] = true
		f.leaks = append(f.leaks, l)
	}
}

// alongRows tells whether a call looks at each row by itself: axis=1.
func (c *call) alongRows() bool {
	one := hashConst(&ir.Const{Kind: ir.ConstInt, Int: 1})
	for i, n := range c.names {
		if n == "axis" && (c.args[i].h == one || c.args[i].text == "columns") {
			return true
		}
	}
	return false
}

// slice is a run of rows from the start to somewhere, or from there to the end:
// one side of a split, if the other side is taken, too.
func (f *rowFacts) slice(v value, side int) value {
	known := f.get(v)
	if known == nil || len(known.roots) == 0 {
		return v
	}
	key := mix(191, f.r.content(whole(v)))
	id, ok := f.sides[key]
	if !ok {
		f.splits++
		id = f.splits
		f.sides[key], f.sliced[id] = id, true
	}
	f.halves[id] |= 1 << side
	out := f.r.newObject(mix(193, key, hash(side)), nil)
	part := *known
	part.part = 2*id + side
	f.set(out, &part)
	return out
}

// chosen is what a key takes out of a table: what was learned to choose it goes
// along.
func (f *rowFacts) chosen(v, key value) value {
	k := f.get(key)
	if k == nil || len(k.lessons) == 0 {
		return v
	}
	known := unite(f.get(v), &rows{lessons: k.lessons})
	out := f.r.newObject(mix(197, f.r.content(v)), []value{v})
	f.set(out, known)
	return out
}
