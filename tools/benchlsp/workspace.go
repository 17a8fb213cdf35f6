package main

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// workspace is a folder of Python, and its texts as an editor has them.
type workspace struct {
	dir     string
	names   []string // of files with a function, relative
	texts   map[string]string
	central []string // the modules that the most others import
	lines   int
}

var (
	function = regexp.MustCompile(`(?m)^ *def \w+\([^()\n]*\)[^:\n]*:\n( +)`)
	quoted   = regexp.MustCompile(`(?s)""".*?"""|'''.*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*`)
	silenced = regexp.MustCompile(`(?i)# *(?:flake8|ruff) *: *noqa`)
	imported = regexp.MustCompile(`(?m)^from ([\w.]+) import|^import ([\w.]+)`)
)

func read(dir string) (*workspace, error) {
	w := &workspace{dir: dir, texts: map[string]string{}}
	asked := map[string]int{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".py" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		w.texts[rel] = string(data)
		w.lines += strings.Count(string(data), "\n")
		// A file that keeps linters away has no words of theirs to wait for.
		if function.MatchString(code(string(data))) && !silenced.Match(data) {
			w.names = append(w.names, rel)
		}
		for _, m := range imported.FindAllStringSubmatch(string(data), -1) {
			asked[m[1]+m[2]]++
		}
		return err
	})
	slices.Sort(w.names)
	count := map[string]int{}
	for _, name := range w.names {
		if n := asked[w.module(name)]; n > 0 {
			count[name] = n
			w.central = append(w.central, name)
		}
	}
	slices.SortFunc(w.central, func(a, b string) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return strings.Compare(a, b)
	})
	w.central = w.central[:min(5, len(w.central))]
	return w, err
}

// module is the name by which code imports a file: it begins with the outermost
// package around it, wherever that lies in the workspace.
func (w *workspace) module(name string) string {
	parts := strings.Split(strings.TrimSuffix(filepath.ToSlash(name), ".py"), "/")
	first := len(parts) - 1
	for first > 0 {
		if _, in := w.texts[filepath.Join(filepath.Join(parts[:first]...), "__init__.py")]; !in {
			break
		}
		first--
	}
	if parts[len(parts)-1] == "__init__" {
		parts = parts[:len(parts)-1]
	}
	return strings.Join(parts[min(first, len(parts)):], ".")
}

// code is a text with nothing in its strings of more than one line: there is code
// in some of them that is none.
func code(text string) string {
	out := []byte(text)
	for _, at := range quoted.FindAllStringIndex(text, -1) {
		if !strings.HasPrefix(text[at[0]:], `"""`) && !strings.HasPrefix(text[at[0]:], "'''") {
			continue
		}
		for i := at[0] + 3; i < at[1]-3; i++ {
			if out[i] != '\n' {
				out[i] = '.'
			}
		}
	}
	return string(out)
}

func (w *workspace) pick(rng *rand.Rand) string { return w.names[rng.IntN(len(w.names))] }

// body is the first line of the body of a function that chance picks, and its
// indentation.
func (w *workspace) body(rng *rand.Rand, name string) (line int, indent string) {
	text := code(w.texts[name])
	all := function.FindAllStringSubmatchIndex(text, -1)
	m := all[rng.IntN(len(all))]
	return strings.Count(text[:m[2]], "\n"), text[m[2]:m[3]]
}

// randomEdit takes lines away, repeats some, puts in some of another file, or
// breaks a line off; the server is told.
func (w *workspace) randomEdit(rng *rand.Rand, e *editor, name string) error {
	lines := strings.SplitAfter(w.texts[name], "\n")
	from := rng.IntN(len(lines))
	to := min(len(lines)-1, from+rng.IntN(4))
	to = max(from, to)
	with := ""
	switch rng.IntN(4) {
	case 0: // taken away
	case 1: // repeated
		with = strings.Repeat(strings.Join(lines[from:to], ""), 2)
	case 2: // from elsewhere
		others := strings.SplitAfter(w.texts[w.pick(rng)], "\n")
		k := rng.IntN(len(others))
		with = strings.Join(others[k:min(len(others), k+4)], "")
	default: // broken off
		line := []rune(lines[from])
		with = string(line[:rng.IntN(len(line)+1)])
	}
	w.texts[name] = strings.Join(lines[:from], "") + with + strings.Join(lines[to:], "")
	return e.change(name, from, to, with)
}
