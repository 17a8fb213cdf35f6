package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"leadline/internal/python/syntax"
	"leadline/internal/text"
)

// tree is one release: its pieces of code, by where they stand.
type tree struct {
	pieces []piece
	lines  int
}

// piece is what a mend can touch: a function without those inside of it, or a line of a page,
// a module's body or a class's.
type piece struct {
	path, name  string // a line of a body has no name
	first, last int
	text        string // without comments, docstrings and space at its ends
}

// readTree reads the pieces of a release's files, tests left out.
func readTree(dir string) (*tree, error) {
	t := &tree{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if path.Ext(rel) == ".py" {
			t.lines += strings.Count(string(data), "\n")
		}
		if !isTest(rel) {
			t.pieces = append(t.pieces, pieces(rel, data)...)
		}
		return nil
	})
	return t, err
}

// isTest tells files that belong to tests.
func isTest(rel string) bool {
	base := path.Base(rel)
	return strings.HasPrefix(base, "test_") || strings.HasSuffix(base, "_test.py") || base == "conftest.py" ||
		slices.ContainsFunc(strings.Split(path.Dir(rel), "/"), func(d string) bool { return d == "test" || d == "tests" || d == "testing" })
}

func pieces(rel string, data []byte) []piece {
	if path.Ext(rel) != ".py" {
		return bodyLines(rel, strings.Split(string(data), "\n"), nil)
	}
	f := text.New(rel, data)
	s := &splitter{rel: rel, file: f, lines: strings.Split(string(data), "\n")}
	s.owner = make([]int, len(s.lines)+2)
	body := syntax.Parse(f).Body
	s.docstring(body)
	s.stmts(body, "")
	for i := range s.found {
		p := &s.found[i]
		p.text = s.own(p, i+1)
	}
	return append(s.found, bodyLines(rel, s.lines, s.owner)...)
}

// splitter cuts a module into its functions. Of each line it knows the innermost function, by its
// number from 1, or -1 where a docstring stands.
type splitter struct {
	rel   string
	file  *text.File
	lines []string
	owner []int
	found []piece
}

func (s *splitter) stmts(list []syntax.Stmt, outer string) {
	for _, st := range list {
		syntax.Walk(st, func(n syntax.Node) bool {
			switch d := n.(type) {
			case *syntax.FunctionDef:
				s.function(d, outer)
			case *syntax.ClassDef:
				s.docstring(d.Body)
				s.stmts(d.Body, outer+d.Name+".")
			default:
				return true
			}
			return false
		})
	}
}

func (s *splitter) function(d *syntax.FunctionDef, outer string) {
	span := d.Span()
	first, last := s.file.LineOf(span.Start), s.file.LineOf(span.End)
	for _, dec := range d.Decorators {
		first = min(first, s.file.LineOf(dec.Span().Start))
	}
	s.found = append(s.found, piece{path: s.rel, name: outer + d.Name, first: first, last: last})
	number := len(s.found)
	for l := first; l <= last && l < len(s.owner); l++ {
		s.owner[l] = number
	}
	s.docstring(d.Body)
	s.stmts(d.Body, outer+d.Name+".")
}

func (s *splitter) docstring(body []syntax.Stmt) {
	if len(body) == 0 {
		return
	}
	e, ok := body[0].(*syntax.ExprStmt)
	if !ok {
		return
	}
	if c, ok := e.Value.(*syntax.Constant); ok && c.Kind == syntax.Str {
		for l := s.file.LineOf(c.Start); l <= s.file.LineOf(c.End) && l < len(s.owner); l++ {
			s.owner[l] = -1
		}
	}
}

// own is the text of a function's own lines.
func (s *splitter) own(p *piece, number int) string {
	var b strings.Builder
	for l := p.first; l <= p.last && l <= len(s.lines); l++ {
		if s.owner[l] == number {
			b.WriteString(plain(s.lines[l-1]))
		}
	}
	return b.String()
}

// bodyLines are the lines that no function owns. That a version has a number mends nothing.
func bodyLines(rel string, lines []string, owner []int) []piece {
	var out []piece
	for i, line := range lines {
		if t := plain(line); t != "" && (owner == nil || owner[i+1] == 0) && !versionLine.MatchString(t) {
			out = append(out, piece{path: rel, first: i + 1, last: i + 1, text: t})
		}
	}
	return out
}

var versionLine = regexp.MustCompile(`(?i)^_*version(_*info)?_*=`)

// plain is what of a line counts: neither space nor a comment on a line of its own; and imports alone mend nothing.
func plain(line string) string {
	t := strings.TrimSpace(line)
	if strings.HasPrefix(t, "#") || strings.HasPrefix(t, "import ") || strings.HasPrefix(t, "from ") {
		return ""
	}
	return strings.Join(strings.Fields(t), "")
}

// changes are the pieces of a release that the mended one does not have as they are.
func changes(old, mended *tree) []piece {
	have := map[piece]int{}
	for _, p := range mended.pieces {
		p.first, p.last = 0, 0
		have[p]++
	}
	var out []piece
	for _, p := range old.pieces {
		key := p
		key.first, key.last = 0, 0
		if have[key] > 0 {
			have[key]--
			continue
		}
		out = append(out, p)
	}
	return out
}

// describe lists where pieces stand: a few of them, and how many there are.
func describe(changed []piece) string {
	const most = 6
	var b strings.Builder
	for i, p := range changed {
		if i == most {
			fmt.Fprintf(&b, " and %d more", len(changed)-most)
			break
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%s:%d", p.path, p.first)
		if p.last > p.first {
			fmt.Fprintf(&b, "-%d", p.last)
		}
	}
	return b.String()
}
