package callgraph

import (
	"maps"
	"reflect"
	"slices"

	"leadline/internal/value"
)

// set is a set of bodies; nil is the empty one.
type set []bool

func (s set) has(id value.FuncID) bool { return s != nil && int(id) < len(s) && s[id] }

func (s *set) add(id value.FuncID, n int) {
	if *s == nil {
		*s = make(set, n)
	}
	(*s)[id] = true
}

// delta names what differs between the tables of two passes.
type delta struct {
	names                     map[value.Read]bool // and variables of frames, cells of classes
	bodies, classes, defaults set
	// params are bodies whose hints, annotations, defaults or library types of
	// parameters differ.
	params set
	limits set
	// changed are bodies of whose objects others change.
	changed set
	// change is the edit between the two, or nil.
	change *Change
	n      int
	// few are all reads that hit, ascending, when sealed is set: nearly every edit
	// is inside of one body and changes no table.
	few    []value.Read
	sealed bool
	// inside is set when the edit declares nothing otherwise.
	inside bool
}

// fewReads is how many reads are looked for one by one; with more, those of a
// body are walked.
const fewReads = 4

// seal lists what differs, if that is little; nothing may be added afterwards.
func (d *delta) seal() {
	if d == nil || d.sealed {
		return
	}
	n := len(d.names)
	type marked struct {
		kind value.ReadKind
		in   []bool
	}
	sets := []marked{{value.ReadBody, d.bodies}, {value.ReadClass, d.classes}, {value.ReadDefaults, d.defaults}, {value.ReadLimit, d.limits}, {value.ReadChanged, d.changed}}
	if c := d.change; c != nil {
		sets = append(sets, marked{value.ReadFunc, c.Declared}, marked{value.ReadExports, c.Exports})
		n += len(c.Methods)
	}
	if n > fewReads {
		return
	}
	few := slices.Collect(maps.Keys(d.names))
	if d.change != nil {
		for m := range d.change.Methods {
			few = append(few, value.NewRead(value.ReadMethods, uint64(m)))
		}
	}
	for _, s := range sets {
		for id, in := range s.in {
			if !in {
				continue
			}
			if few = append(few, value.NewRead(s.kind, uint64(id))); len(few) > fewReads {
				return
			}
		}
	}
	slices.Sort(few)
	d.few, d.sealed = few, true
}

func (d *delta) bodyChanged(id value.FuncID) bool { return d.change != nil && d.change.Body[id] }

// hits tells whether what was read (a summary apart) differs.
func (d *delta) hits(r value.Read) bool {
	switch r.Kind() {
	case value.ReadName, value.ReadFree, value.ReadOwn, value.ReadCell:
		return len(d.names) > 0 && d.names[r]
	case value.ReadClass:
		return d.classes.has(r.Func())
	case value.ReadBody:
		return d.bodies.has(r.Func())
	case value.ReadDefaults:
		return d.defaults.has(r.Func())
	case value.ReadLimit:
		return d.limits.has(r.Func())
	case value.ReadChanged:
		return d.changed.has(r.Func())
	case value.ReadFunc:
		return d.change != nil && d.change.Declared[r.Func()]
	case value.ReadExports:
		return d.change != nil && d.change.Exports[r.Payload()]
	case value.ReadMethods:
		return d.change != nil && d.change.Methods[value.NameID(r.Payload())]
	}
	return false
}

// still tells whether nothing differs but the code of bodies.
func (d *delta) still() bool {
	return d != nil && d.inside && len(d.names) == 0 && d.bodies == nil && d.classes == nil && d.defaults == nil && d.params == nil && d.limits == nil && d.changed == nil
}

// quiet tells whether nothing that a body reads of tables differs; parameters may.
func (d *delta) quiet() bool { return d != nil && d.sealed && len(d.few) == 0 }

// hitsAny tells whether any of some reads, ascending, differs (summaries apart).
func (d *delta) hitsAny(reads []value.Read) bool {
	if d.sealed {
		return anyOf(d.few, reads)
	}
	return slices.ContainsFunc(reads, d.hits)
}

// anyOf tells whether one of a few reads is among many; both ascend.
func anyOf(few, many []value.Read) bool {
	for _, r := range few {
		if _, ok := slices.BinarySearch(many, r); ok {
			return true
		}
	}
	return false
}

// compare finds what differs between two worlds. Tables that are shared are
// not looked into.
func (g *Graph) compare(old, now *value.World, c *Change) *delta {
	d := &delta{names: map[value.Read]bool{}, change: c, n: len(g.Prog.Funcs)}
	d.inside = c == nil || !c.declares() && !slices.Contains(c.Exports, true)
	for i := range now.Globals {
		d.compareNames(value.ReadName, uint64(i), old.Globals[i], now.Globals[i])
	}
	compareOwned(d, value.ReadFree, old.Free, now.Free)
	compareOwned(d, value.ReadName, old.Foreign, now.Foreign)
	for id := range now.Bodies {
		if old.Bodies[id] != now.Bodies[id] {
			d.bodies.add(value.FuncID(id), d.n)
		}
	}
	if !shareMap(old.Mutated, now.Mutated) {
		d.compareMutated(old.Mutated, now.Mutated)
		d.compareMutated(now.Mutated, old.Mutated)
	}
	d.compareClasses(old.Classes, now.Classes)
	d.compareValues(old.Hints, now.Hints, &d.params)
	d.compareValues(old.Annotations, now.Annotations, &d.params)
	d.compareValues(old.Defaults, now.Defaults, &d.params, &d.defaults)
	if !shareMap(old.ParamTypes, now.ParamTypes) {
		d.compareTypes(old.ParamTypes, now.ParamTypes)
		d.compareTypes(now.ParamTypes, old.ParamTypes)
	}
	if !shareMap(old.Unspecialised, now.Unspecialised) {
		d.compareLimits(old.Unspecialised, now.Unspecialised)
		d.compareLimits(now.Unspecialised, old.Unspecialised)
	}
	return d
}

func (d *delta) compareClasses(old, now []*value.ClassInfo) {
	if shareSlice(old, now) {
		return
	}
	for id, c := range now {
		o := old[id]
		if o == c {
			continue
		}
		if o == nil || c == nil || !sameBut(o, c) {
			d.classes.add(value.FuncID(id), d.n)
		}
		if o != nil && c != nil {
			d.compareNames(value.ReadOwn, uint64(id), o.Attrs, c.Attrs)
			d.compareNames(value.ReadCell, uint64(id), o.Cells, c.Cells)
		}
	}
}

// shareSlice and shareMap tell whether two tables are one.
func shareSlice[T any](a, b []T) bool { return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) }

func shareMap[K comparable, V any](a, b map[K]V) bool {
	return reflect.ValueOf(a).UnsafePointer() == reflect.ValueOf(b).UnsafePointer()
}

// compareOwned compares the names of frames, or of modules, of which few have any.
func compareOwned[K ~uint32](d *delta, k value.ReadKind, old, now map[K]map[value.NameID]value.Value) {
	if shareMap(old, now) {
		return
	}
	for owner, names := range now {
		d.compareNames(k, uint64(owner), old[owner], names)
	}
	for owner, names := range old {
		if now[owner] == nil {
			d.compareNames(k, uint64(owner), names, nil)
		}
	}
}

func (d *delta) compareTypes(a, b map[value.FuncID]map[int]string) {
	for id, types := range a {
		if !maps.Equal(types, b[id]) {
			d.params.add(id, d.n)
		}
	}
}

func (d *delta) compareMutated(a, b map[value.GlobalSite]value.Value) {
	for x, given := range a {
		if other, ok := b[x]; !ok || !given.Equal(other) {
			d.bodies.add(x.Body, d.n)
			d.changed.add(x.Body, d.n)
		}
	}
}

func (d *delta) compareLimits(a, b map[value.FuncID]bool) {
	for id := range a {
		if !b[id] {
			d.limits.add(id, d.n)
		}
	}
}

// compareNames notes the names of a module, frame or class whose value is another now.
func (d *delta) compareNames(k value.ReadKind, owner uint64, a, b map[value.NameID]value.Value) {
	if shareMap(a, b) {
		return
	}
	for n, v := range b {
		if w, ok := a[n]; !ok || !v.Equal(w) {
			d.names[value.NewRead(k, owner<<32|uint64(n))] = true
		}
	}
	for n := range a {
		if _, ok := b[n]; !ok {
			d.names[value.NewRead(k, owner<<32|uint64(n))] = true
		}
	}
}

// since adds what a module that was run just now gives otherwise than it did
// before the edit.
func (d *delta) since(m int, prog *value.Program, l *like, now *value.World) {
	if l == nil {
		return
	}
	old := l.world
	d.compareNames(value.ReadName, uint64(m), old.Globals[m], now.Globals[m])
	mod := prog.Mods[m]
	for id := mod.First; id < mod.First+value.FuncID(mod.Room); id++ {
		if old.Bodies[id] != now.Bodies[id] {
			d.bodies.add(id, d.n)
		}
		if !sameValues(old.Annotations[id], now.Annotations[id]) {
			d.params.add(id, d.n)
		}
		if !sameValues(old.Defaults[id], now.Defaults[id]) {
			d.params.add(id, d.n)
			d.defaults.add(id, d.n)
		}
	}
}

func sameClass(a, b *value.ClassInfo) bool {
	return sameBut(a, b) && maps.EqualFunc(a.Attrs, b.Attrs, value.Value.Equal) && maps.EqualFunc(a.Cells, b.Cells, value.Value.Equal)
}

// sameBut tells whether two classes are alike but for the values of names.
func sameBut(a, b *value.ClassInfo) bool {
	return value.Value(a.MRO).Equal(b.MRO) && slices.Equal(a.Subs, b.Subs) && value.Value(a.Decorators).Equal(b.Decorators) &&
		slices.Equal(a.Fields, b.Fields) && slices.EqualFunc(a.Bases, b.Bases, value.Value.Equal)
}

func sameValues(a, b []value.Value) bool {
	if len(a) != len(b) {
		return false
	}
	return len(a) == 0 || &a[0] == &b[0] || slices.EqualFunc(a, b, value.Value.Equal)
}

func (d *delta) compareValues(a, b [][]value.Value, out ...*set) {
	if shareSlice(a, b) {
		return
	}
	for id := range b {
		if !sameValues(a[id], b[id]) {
			for _, s := range out {
				s.add(value.FuncID(id), d.n)
			}
		}
	}
}
