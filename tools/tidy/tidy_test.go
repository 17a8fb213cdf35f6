package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func open(t *testing.T) *house {
	t.Helper()
	h, err := load("../..")
	if err != nil {
		t.Fatal(err)
	}
	if len(h.packages) < 10 {
		t.Fatalf("only %d packages found", len(h.packages))
	}
	return h
}

// roomOf finds a package's entry.
func roomOf(dir string) (room, bool) {
	for _, r := range table {
		if dir == r.dir || strings.HasPrefix(dir, r.dir+"/") {
			return r, true
		}
	}
	return room{}, false
}

func (r *room) allows(own string) bool {
	for _, a := range slices.Concat(r.own, words) {
		if own == a || strings.HasSuffix(a, "/") && strings.HasPrefix(own, a) {
			return true
		}
	}
	return false
}

func (r *room) allowsOutside(path string) bool {
	if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") {
		return !r.pure || !slices.Contains(banned, path)
	}
	return slices.ContainsFunc(r.outside, func(m string) bool { return path == m || strings.HasPrefix(path, m+"/") })
}

func TestImports(t *testing.T) {
	for _, p := range open(t).sorted() {
		r, ok := roomOf(p.dir)
		if !ok {
			t.Errorf("%s is in no room of the table", p.dir)
			continue
		}
		for own := range p.imports {
			if strings.HasPrefix(own, p.dir+"/") || r.dir == "internal/rule/ruletest" {
				continue
			}
			if !r.allows(own) {
				t.Errorf("%s must not import %s", p.dir, own)
			}
		}
		for path := range p.outside {
			if !r.allowsOutside(path) {
				t.Errorf("%s must not import %s", p.dir, path)
			}
		}
	}
}

// TestTable: the table itself is able to refuse.
func TestTable(t *testing.T) {
	r, _ := roomOf("internal/ir")
	if r.allows("internal/engine") || r.allowsOutside("os") || r.allowsOutside("github.com/spf13/cobra") || !r.allows("internal/text") || !r.allowsOutside("strings") {
		t.Error("the entry of internal/ir does not say what it should")
	}
	if _, ok := roomOf("internal/unheard"); ok {
		t.Error("any package is in some room")
	}
}

func TestLaws(t *testing.T) {
	h := open(t)
	for _, p := range h.sorted() {
		r, _ := roomOf(p.dir)
		for _, f := range p.files {
			h.functions(t, r, f)
			ast.Inspect(f, func(n ast.Node) bool {
				if r.pure && begins(n) {
					t.Errorf("%s: a goroutine in a room that has none", h.set.Position(n.Pos()))
				}
				return true
			})
		}
	}
}

// begins tells whether a node starts a goroutine: by a statement, or as a group of them
// does, group.Go(func() {...}).
func begins(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.GoStmt:
		return true
	case *ast.CallExpr:
		of, ok := n.Fun.(*ast.SelectorExpr)
		if !ok || of.Sel.Name != "Go" || len(n.Args) != 1 {
			return false
		}
		_, ok = n.Args[0].(*ast.FuncLit)
		return ok
	}
	return false
}

// functions looks for init and for errors returned by stages.
func (h *house) functions(t *testing.T, r room, f *ast.File) {
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if fn.Recv == nil && fn.Name.Name == "init" {
			t.Errorf("%s: init runs before anybody asked", h.set.Position(fn.Pos()))
		}
		if r.pure && !r.fails && fn.Recv == nil && fn.Name.IsExported() && returnsError(fn) {
			t.Errorf("%s: %s returns an error, but a stage does not fail", h.set.Position(fn.Pos()), fn.Name.Name)
		}
	}
}

func returnsError(fn *ast.FuncDecl) bool {
	if fn.Type.Results == nil {
		return false
	}
	return slices.ContainsFunc(fn.Type.Results.List, func(f *ast.Field) bool {
		id, ok := f.Type.(*ast.Ident)
		return ok && id.Name == "error"
	})
}

// TestGlobals: a package variable is a constant that Go cannot call one; nobody
// assigns to it or to a part of it.
func TestGlobals(t *testing.T) {
	h := open(t)
	for _, p := range h.sorted() {
		if !strings.HasPrefix(p.dir, "internal/") && p.dir != "rules" && p.dir != "models" {
			continue
		}
		globals := map[string]*ast.ValueSpec{}
		for _, f := range p.files {
			for _, d := range f.Decls {
				if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR {
					for _, s := range g.Specs {
						for _, name := range s.(*ast.ValueSpec).Names {
							globals[name.Name] = s.(*ast.ValueSpec)
						}
					}
				}
			}
		}
		for _, f := range p.files {
			for _, at := range h.assignments(f, globals) {
				t.Errorf("%s: a package variable must not change", at)
			}
		}
	}
}

// TestAssignments: changes of package variables are seen, those of local ones
// of the same name are not.
func TestAssignments(t *testing.T) {
	h := &house{set: token.NewFileSet()}
	code := "package p\nvar v, w, m = 1, 2, 3\nfunc f(w int) {\n v = 1\n v.x[2] = 3\n w = 1\n m := 2\n m = 3\n other++\n delete(v, 1)\n}\n"
	f, err := parser.ParseFile(h.set, "p.go", code, 0)
	if err != nil {
		t.Fatal(err)
	}
	spec := f.Decls[0].(*ast.GenDecl).Specs[0].(*ast.ValueSpec)
	got := h.assignments(f, map[string]*ast.ValueSpec{"v": spec, "w": spec, "m": spec, "other": {}})
	if want := []string{"p.go:4:2", "p.go:5:2", "p.go:9:2", "p.go:10:9"}; !slices.Equal(got, want) {
		t.Errorf("changes at %q, want %q", got, want)
	}
}

// assignments lists where a file changes one of the package's variables.
func (h *house) assignments(f *ast.File, globals map[string]*ast.ValueSpec) (at []string) {
	check := func(e ast.Expr) {
		// The parser resolves a local name to its own declaration, and a name
		// of another file of the package to none.
		if id := rootOf(e); id != nil && id.Name != "_" && globals[id.Name] != nil && (id.Obj == nil || id.Obj.Decl == globals[id.Name]) {
			at = append(at, h.set.Position(id.Pos()).String())
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, e := range n.Lhs {
					check(e)
				}
			}
		case *ast.IncDecStmt:
			check(n.X)
		case *ast.CallExpr:
			if id, ok := n.Fun.(*ast.Ident); ok && (id.Name == "delete" || id.Name == "clear") && len(n.Args) > 0 {
				check(n.Args[0])
			}
		}
		return true
	})
	return at
}

// rootOf is the variable that an assignment's target belongs to.
func rootOf(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.IndexExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}

func TestPackageDocs(t *testing.T) {
	for _, p := range open(t).sorted() {
		doc := p.doc()
		if !strings.HasPrefix(doc, "Package ") && !strings.HasPrefix(doc, "Command ") {
			t.Errorf("%s has no package comment", p.dir)
			continue
		}
		if strings.HasPrefix(p.dir, "internal/") && !strings.Contains(strings.Join(strings.Fields(doc), " "), "must not") {
			t.Errorf("%s: the package comment does not say what the room must not know or do", p.dir)
		}
	}
}

func TestNames(t *testing.T) {
	for _, p := range open(t).sorted() {
		if slices.Contains(vagueNames, path.Base(p.dir)) {
			t.Errorf("%s: the name says nothing", p.dir)
		}
		for name := range p.files {
			if slices.Contains(vagueNames, strings.TrimSuffix(path.Base(name), ".go")) {
				t.Errorf("%s: the name says nothing", name)
			}
		}
	}
}

// rowKey is the start of a dotted name that a model row is about.
var rowKey = regexp.MustCompile(`(?m)^\s+["']?@?([a-z_][a-z0-9_]*)\.[A-Za-z_]`)

// libraries are the top-level names of the models' rows that are no part of
// Python: what internal rooms must not know.
func libraries(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../models/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("stdlib.txt")
	if err != nil {
		t.Fatal(err)
	}
	standard := strings.Fields(string(data))
	found := map[string]bool{}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range rowKey.FindAllSubmatch(text, -1) {
			if name := string(m[1]); !strings.HasPrefix(name, "leadline_") && !ordinary[name] && !slices.Contains(standard, name) {
				found[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// TestLibraries: rooms name no library and no weakness; models and rules do.
func TestLibraries(t *testing.T) {
	names := libraries(t)
	if len(names) == 0 {
		t.Skip("there are no models yet")
	}
	t.Logf("%d libraries: %s", len(names), strings.Join(names, " "))
	library := regexp.MustCompile(`(?i)\b(` + strings.Join(names, "|") + `)\b`)
	weakness := regexp.MustCompile(`(?i)\bcwe-[0-9]+`)
	h := open(t)
	for _, p := range h.sorted() {
		if !strings.HasPrefix(p.dir, "internal/") {
			continue
		}
		for _, f := range p.files {
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.ImportSpec:
					return false
				case *ast.BasicLit:
					if m := library.FindString(n.Value); m != "" && n.Kind == token.STRING {
						t.Errorf("%s: names the library %s", h.set.Position(n.Pos()), m)
					}
					if weakness.MatchString(n.Value) {
						t.Errorf("%s: names a weakness", h.set.Position(n.Pos()))
					}
				case *ast.Ident:
					if library.MatchString(n.Name) {
						t.Errorf("%s: %s is named after a library", h.set.Position(n.Pos()), n.Name)
					}
				}
				return true
			})
		}
	}
}

// TestWords looks at every text that is ours: no machine's paths, no words that
// the vocabulary replaces.
func TestWords(t *testing.T) {
	var replaced []string
	for w := range forbidden {
		replaced = append(replaced, w)
	}
	old := regexp.MustCompile(`(?i)\b(` + strings.Join(replaced, "|") + `)\b`)
	machine := regexp.MustCompile(`(^|[\s"'=(` + "`" + `])/(root|work|Users)/`)
	err := filepath.WalkDir("../..", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := e.Name()
		if e.IsDir() {
			if len(base) > 2 && base[0] == '.' && base != ".ci" || base == "testdata" || base == "corpus" && strings.Contains(name, "bench") || base == "node_modules" || base == "build" || base == "venv" || base == "tidy" {
				return filepath.SkipDir
			}
			return nil
		}
		if !slices.Contains([]string{".go", ".md", ".yaml", ".sh", ""}, filepath.Ext(base)) || !e.Type().IsRegular() {
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(data), "\n") {
			if m := machine.FindString(line); m != "" {
				t.Errorf("%s:%d: a path of one machine", name, i+1)
			}
			if m := old.FindString(line); m != "" && filepath.Ext(base) != ".yaml" && base != "vocabulary.md" {
				t.Errorf("%s:%d: %q is %q here (docs/vocabulary.md)", name, i+1, m, forbidden[strings.ToLower(m)])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
