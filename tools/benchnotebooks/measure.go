package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"syscall"
	"time"

	"leadline/internal/engine"
	"leadline/internal/model"
	"leadline/internal/notebook"
	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// measured are the figures of one corpus.
type measured struct {
	effects                   *model.Effects
	times                     []float64 // milliseconds of processor time
	slowest                   string
	cells, unread, python2    int
	notNotebooks, other       int
	tokens, misplaced, magics int
}

// measure reads and plays each notebook below a folder: processor time, cells
// that do not parse, and whether places in cells hold what they say.
func measure(dir string, effects *model.Effects) error {
	m := &measured{effects: effects}
	start := time.Now()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".ipynb" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		m.one(path, data)
		return nil
	})
	if err != nil || len(m.times) == 0 {
		return err
	}
	wall := time.Since(start).Seconds()
	sum, slowest := 0.0, 0.0
	for _, t := range m.times {
		sum += t
		slowest = max(slowest, t)
	}
	sort.Float64s(m.times)
	at := func(q float64) float64 { return m.times[int(q*float64(len(m.times)-1))] }
	fmt.Printf("corpus: %d notebooks, %d of other languages, %d that are none\n", len(m.times), m.other, m.notNotebooks)
	fmt.Printf("  processor time of reading, parsing and playing one: median %.1f ms, p90 %.1f, p99 %.1f, max %.1f (%s); %.0f a processor second, %.0f a second of this run on one core\n",
		at(.5), at(.9), at(.99), slowest, m.slowest, 1000*float64(len(m.times))/sum, float64(len(m.times))/wall)
	fmt.Printf("  cells that do not parse: %d of %d (%.2f %%), and %d in notebooks of Python 2 (%.2f %% with those)\n", m.unread, m.cells, 100*ratio(m.unread, m.cells), m.python2,
		100*ratio(m.unread+m.python2, m.cells))
	fmt.Printf("  places: %d of %d tokens in cells with magics are not where they are said to be\n", m.misplaced, m.tokens)
	return nil
}

func (m *measured) one(path string, data []byte) {
	before := processor()
	n := notebook.Split(text.New(path, data))
	var tree *syntax.Tree
	if n.Python() && len(n.Cells) > 0 {
		tree = syntax.Parse(n.File)
		engine.Play(n, tree, nil, m.effects, nil)
	}
	took := processor() - before
	if len(m.times) == 0 || took > m.times[0] {
		sort.Float64s(m.times)
	}
	worst := true
	for _, t := range m.times {
		worst = worst && took >= t
	}
	if worst {
		m.slowest = filepath.Base(path)
	}
	m.times = append(m.times, took)
	switch {
	case len(n.Cells) == 0 && n.Fault != "":
		m.notNotebooks++
	case !n.Python():
		m.other++
	case tree != nil:
		m.count(n, tree)
	}
}

func (m *measured) count(n *notebook.Notebook, tree *syntax.Tree) {
	bad := map[int]bool{}
	for i := range tree.Errors {
		if c := n.CellAt(tree.Errors[i].Start); c != nil {
			bad[c.Number] = true
		}
	}
	m.cells += len(n.CodeCells())
	if n.Python2 {
		m.python2 += len(bad)
	} else {
		m.unread += len(bad)
	}
	m.places(n, tree)
}

// places takes the names of cells with magics, and looks whether the line and
// column of the cell that a report would name hold just that name.
func (m *measured) places(n *notebook.Notebook, tree *syntax.Tree) {
	magic := map[int]bool{}
	tree.Walk(func(x syntax.Node) bool {
		switch x.(type) {
		case *syntax.MagicStmt, *syntax.Magic:
			if c := n.CellAt(x.Span().Start); c != nil {
				magic[c.Number] = true
			}
		}
		return true
	})
	step := 0
	tree.Walk(func(x syntax.Node) bool {
		name, ok := x.(*syntax.Name)
		if !ok {
			return true
		}
		c := n.CellAt(name.Start)
		if c == nil || !magic[c.Number] {
			return true
		}
		if step++; step%4 != 0 {
			return true
		}
		m.tokens++
		p, part := n.File.Locate(name.Start)
		lines := strings.Split(n.File.Slice(c.Source), "\n")
		if part == nil || part.Number != c.Number || p.Line > len(lines) || !at(lines[p.Line-1], p.UTF16, n.File.Slice(name.Span())) {
			m.misplaced++
		}
		return true
	})
}

// at tells whether a line holds a word at a column of UTF-16 units.
func at(line string, column int, word string) bool {
	units := 1
	for i, r := range line {
		if units == column {
			return strings.HasPrefix(line[i:], word)
		}
		units++
		if r > 0xffff {
			units++
		}
	}
	return false
}

// processor is the processor time of this program in milliseconds.
func processor() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Sec+u.Stime.Sec)*1000 + float64(u.Utime.Usec+u.Stime.Usec)/1000
}
