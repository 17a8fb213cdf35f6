// Command tidy knows the house's own laws: who may import whom, what no room
// may do, which words are used. Its tests hold them; run as a program it prints
// the size distributions. It must not know what any room is for.
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

func main() {
	h, err := load("../..", ".")
	if err != nil {
		fmt.Fprintln(os.Stderr, "tidy:", err)
		os.Exit(1)
	}
	h.sizes(os.Stdout)
}

// house is every Go package of the repository.
type house struct {
	root     string
	set      *token.FileSet
	packages map[string]*pack // by directory, with forward slashes
}

// pack is one package: its files without tests.
type pack struct {
	dir     string
	files   map[string]*ast.File
	imports map[string]bool // of the repository, without the module's name
	outside map[string]bool // of other modules and the standard library
}

// modulePath is the module's name, which internal imports start with.
const modulePath = "leadline/"

// load parses the repository whose go.mod stands in the first of the
// directories that has one.
func load(roots ...string) (*house, error) {
	h := &house{set: token.NewFileSet(), packages: map[string]*pack{}}
	for _, r := range roots {
		if _, err := os.Stat(filepath.Join(r, "go.mod")); err == nil {
			h.root = r
			break
		}
	}
	if h.root == "" {
		return nil, fmt.Errorf("no go.mod in %s", strings.Join(roots, ", "))
	}
	return h, filepath.WalkDir(h.root, h.visit)
}

func (h *house) visit(name string, e fs.DirEntry, err error) error {
	if err != nil {
		return err
	}
	rel, err := filepath.Rel(h.root, name)
	if err != nil {
		return err
	}
	rel = filepath.ToSlash(rel)
	base := e.Name()
	if e.IsDir() {
		if rel != "." && (strings.HasPrefix(base, ".") || base == "testdata" || base == "clients" || rel == "bench/corpus" || rel == "build") {
			return filepath.SkipDir
		}
		return nil
	}
	if !strings.HasSuffix(base, ".go") || strings.HasSuffix(base, "_test.go") {
		return nil
	}
	file, err := parser.ParseFile(h.set, name, nil, parser.ParseComments)
	if err != nil {
		return err
	}
	h.add(filepath.ToSlash(filepath.Dir(rel)), rel, file)
	return nil
}

func (h *house) add(dir, rel string, file *ast.File) {
	p := h.packages[dir]
	if p == nil {
		p = &pack{dir: dir, files: map[string]*ast.File{}, imports: map[string]bool{}, outside: map[string]bool{}}
		h.packages[dir] = p
	}
	p.files[rel] = file
	for _, spec := range file.Imports {
		path := strings.Trim(spec.Path.Value, `"`)
		if own, ok := strings.CutPrefix(path, modulePath); ok {
			p.imports[own] = true
		} else {
			p.outside[path] = true
		}
	}
}

// sorted lists the packages by directory.
func (h *house) sorted() []*pack {
	out := make([]*pack, 0, len(h.packages))
	for _, p := range h.packages {
		out = append(out, p)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].dir < out[j].dir })
	return out
}

// sizes prints what the house watches and does not enforce.
func (h *house) sizes(w io.Writer) {
	var files, functions []int
	docs := 0
	for _, p := range h.sorted() {
		if p.doc() != "" {
			docs++
		}
		for _, f := range p.files {
			files = append(files, h.lines(f))
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok {
					functions = append(functions, h.lines(fn))
				}
			}
		}
	}
	fmt.Fprintf(w, "packages      %5d   documented %d %%   longest import chain %d (taste: 12)\n", len(h.packages), 100*docs/max(1, len(h.packages)), h.chain())
	fmt.Fprintf(w, "files         %5d   %s (taste: 150, 500, -, 1000)\n", len(files), distribution(files))
	fmt.Fprintf(w, "functions     %5d   %s (taste: 12, 45, 100, 200)\n", len(functions), distribution(functions))
}

// lines is how many lines a node covers.
func (h *house) lines(n ast.Node) int {
	return h.set.Position(n.End()).Line - h.set.Position(n.Pos()).Line + 1
}

func distribution(n []int) string {
	sort.Ints(n)
	at := func(q float64) int { return n[min(len(n)-1, int(q*float64(len(n))))] }
	return fmt.Sprintf("median %d  p90 %d  p99 %d  max %d lines", at(0.5), at(0.9), at(0.99), n[len(n)-1])
}

// chain is the length of the longest import path within the repository.
func (h *house) chain() int {
	known := map[string]int{}
	var depth func(dir string) int
	depth = func(dir string) int {
		if d, ok := known[dir]; ok {
			return d
		}
		longest := 0
		if p := h.packages[dir]; p != nil {
			for i := range p.imports {
				longest = max(longest, depth(i))
			}
		}
		known[dir] = longest + 1
		return longest + 1
	}
	longest := 0
	for dir := range h.packages {
		longest = max(longest, depth(dir))
	}
	return longest
}

// doc is the package comment.
func (p *pack) doc() string {
	for _, f := range p.files {
		if f.Doc != nil {
			return f.Doc.Text()
		}
	}
	return ""
}
