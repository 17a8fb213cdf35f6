// Package exact knows what Python gives where everything is known: it runs the
// cells of a notebook one after another on whole numbers, floats, texts, lists,
// functions and classes that the cells themselves write, and says what each of
// them prints. What it does not know is unknown and stays so: a cell that calls
// a library, or asks the clock, prints something unknown, and so does whoever
// looks at what it made. It must not guess, nor know what an order of cells is.
//
// Its window is Machine.Print: the names and what they hold.
package exact

import (
	"fmt"
	"io"
	"sort"
	"strings"

	"leadline/internal/python/syntax"
)

// Bounds, in steps: nodes that are evaluated.
const (
	cellSteps  = 60_000
	totalSteps = 300_000
	maxDepth   = 120    // calls inside one another
	maxItems   = 20_000 // of one list, or letters of one text
)

// Said is what is known of the text that one cell prints and shows.
type Said struct {
	Text string
	// Known is false where a part of the text is not known.
	Known bool
	// Raised is the exception that the cell ends with; empty for none.
	Raised string
}

// Machine runs cells one after another in one namespace.
type Machine struct {
	globals  map[string]value
	builtins map[string]value
	scopes   map[any]*names
	arrays   map[string]func(*Machine, *arguments) value // see arrayCalls
	natures  func(dotted string) string                  // the word for a member of a library, see New
	out      strings.Builder
	known    bool // what the present cell prints
	blind    bool // any name may be bound
	steps    int
	limit    int
	total    int
	depth    int
	trying   int      // blocks inside one another whose exceptions are caught
	stops    []func() // ends generators that nobody asked to the end
}

// New makes a machine with nothing in its namespace. natures gives the word
// for a member of a library by its dotted name: one of arrayCalls, a constant, or
// Changes; "" where nothing is known.
func New(natures func(dotted string) string) *Machine {
	m := &Machine{globals: map[string]value{}, scopes: map[any]*names{}, natures: natures}
	m.builtins = m.builtinNames()
	return m
}

// gaveUp is the panic of what needs something unknown; spent that of a cell
// that takes too long.
type (
	gaveUp struct{}
	spent  struct{}
)

// raised is the panic of a Python exception.
type raised struct{ exc *instance }

// Run runs a cell. Its last expression is shown unless quiet is set.
func (m *Machine) Run(body []syntax.Stmt, quiet bool) Said {
	m.out.Reset()
	m.known = true
	m.limit = m.steps + min(cellSteps, totalSteps-m.total)
	before := m.steps
	said := Said{}
	f := &frame{m: m, vars: m.globals}
	for i, s := range body {
		show := !quiet && i == len(body)-1
		if said.Raised = m.statement(f, s, show); said.Raised != "" {
			break
		}
	}
	for _, stop := range m.stops {
		stop()
	}
	m.stops = nil
	m.total += m.steps - before
	said.Text, said.Known = m.out.String(), m.known
	return said
}

// Skip notes that a cell which cannot be followed has run.
func (m *Machine) Skip(body []syntax.Stmt, anything bool) {
	for _, s := range body {
		m.forget(s)
	}
	if anything {
		m.anything()
	}
}

// anything notes that any name may have been bound.
func (m *Machine) anything() {
	m.blind = true
	clear(m.globals)
}

// statement runs one statement of a cell; what it may have done is forgotten
// where that cannot be told.
func (m *Machine) statement(f *frame, s syntax.Stmt, show bool) (exception string) {
	defer func() {
		switch x := recover().(type) {
		case nil:
		case raised:
			m.depth, m.trying = 0, 0
			exception = x.exc.class.name
		case gaveUp, spent:
			m.depth, m.trying = 0, 0
			m.known = false
			m.forget(s)
		default:
			panic(x)
		}
	}()
	e, ok := s.(*syntax.ExprStmt)
	if !ok {
		f.exec(s)
		return ""
	}
	v := f.eval(e.Value)
	if show && v != nil {
		m.write(func() string { return m.repr(v) + "\n" })
	}
	return ""
}

// write adds to what a cell prints.
func (m *Machine) write(text func() string) {
	defer func() {
		if x := recover(); x != nil {
			if _, ok := x.(gaveUp); !ok {
				panic(x)
			}
			m.known = false
		}
	}()
	s := text()
	if m.out.Len()+len(s) > maxItems {
		panic(gaveUp{})
	}
	m.out.WriteString(s)
}

// step counts one step.
func (m *Machine) step() {
	if m.steps++; m.steps > m.limit {
		panic(spent{})
	}
}

// light is the size up to which what is made costs no more than the step that makes
// it; of what is larger a step is counted for so many items.
const (
	light  = 1000
	weight = 64
)

// weigh counts steps for the size of a value, so that what a cell may make
// is bounded as well as what it may do.
func (m *Machine) weigh(v value) {
	size := 0
	switch v := v.(type) {
	case string:
		size = len(v)
	case *list:
		size = len(v.items)
	case *tuple:
		size = len(v.items)
	case *array:
		size = len(v.at)
	}
	if size > light {
		if m.steps += size / weight; m.steps > m.limit {
			panic(spent{})
		}
	}
}

// forget makes unknown whatever a statement may have bound or changed: the names
// that it binds, and what can be reached from the names that it reads.
func (m *Machine) forget(s syntax.Node) {
	seen := map[any]bool{}
	for name := range boundBy(s) {
		m.globals[name] = unknown{}
	}
	m.forgetNames(s, seen)
}

func (m *Machine) forgetNames(n syntax.Node, seen map[any]bool) {
	syntax.Walk(n, func(x syntax.Node) bool {
		switch x := x.(type) {
		case *syntax.Name:
			if v, ok := m.globals[x.ID]; ok {
				m.lose(v, seen)
			}
		case *syntax.Global:
			for _, name := range x.Names {
				m.globals[name] = unknown{}
			}
		}
		return true
	})
}

// lose makes the contents of a value unknown, and of all that it holds.
func (m *Machine) lose(v value, seen map[any]bool) {
	switch v := v.(type) {
	case *list:
		if !seen[v] {
			seen[v], v.lost = true, true
			m.loseAll(v.items, seen)
		}
	case *tuple:
		if !seen[v] {
			seen[v] = true
			m.loseAll(v.items, seen)
		}
	case *dict:
		if !seen[v] {
			seen[v], v.lost = true, true
			for i := range v.entries {
				m.lose(v.entries[i].value, seen)
			}
		}
	case *iterator:
		v.lost = true
	case *array:
		v.store.lost = true
	case *instance:
		if !seen[v] {
			seen[v], v.lost = true, true
			for _, x := range v.fields {
				m.lose(x, seen)
			}
			m.lose(v.class, seen)
		}
	case *class:
		if !seen[v] {
			seen[v] = true
			for _, x := range v.fields {
				m.lose(x, seen)
			}
		}
	case *bound:
		m.lose(v.self, seen)
	case *function:
		m.loseFunction(v, seen)
	}
}

func (m *Machine) loseAll(items []value, seen map[any]bool) {
	for _, x := range items {
		m.lose(x, seen)
	}
}

func (m *Machine) loseFunction(fn *function, seen map[any]bool) {
	if seen[fn] {
		return
	}
	seen[fn] = true
	for f := fn.outer; f != nil; f = f.outer {
		for _, x := range f.vars {
			m.lose(x, seen)
		}
	}
	for _, x := range fn.defaults {
		m.lose(x, seen)
	}
	if fn.memo != nil {
		m.lose(fn.memo, seen)
	}
	for _, s := range fn.body {
		m.forgetNames(s, seen)
	}
	if fn.result != nil {
		m.forgetNames(fn.result, seen)
	}
}

// Print writes what each name holds.
func (m *Machine) Print(w io.Writer) {
	list := make([]string, 0, len(m.globals))
	for name := range m.globals {
		list = append(list, name)
	}
	sort.Strings(list)
	for _, name := range list {
		fmt.Fprintf(w, "%s = %s\n", name, m.describe(m.globals[name]))
	}
}

func (m *Machine) describe(v value) (text string) {
	defer func() {
		if recover() != nil {
			text = "unknown"
		}
	}()
	m.limit = m.steps + cellSteps
	return m.repr(v)
}
