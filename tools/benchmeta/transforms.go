package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"leadline/internal/python/syntax"
)

// transformation writes a program in another way that means the same, wherever it can.
type transformation struct {
	name string
	do   func(*rewriting, *source)
}

// transformations are those that are tried. Each leaves alone what it is not sure of.
var transformations = []transformation{
	{"rename-locals", renameLocals},
	{"rename-functions", renameFunctions},
	{"alias-imports", aliasImports},
	{"local-imports", localImports},
	{"extract-function", extractFunction},
	{"inline-function", inlineFunction},
	{"move-to-file", moveToFile},
	{"wrap-in-class", wrapInClass},
	{"swap-branches", swapBranches},
	{"dead-code", deadCode},
	{"reformat", reformat},
}

// suffix is what a new name ends with.
const suffix = "_2"

// renameLocals gives the variables of each function other names.
func renameLocals(r *rewriting, s *source) {
	for _, d := range s.bodies() {
		everything := ofBody(d.Body)
		taken := binders(everything)
		for _, a := range d.Args.Args {
			taken[a.Name] = true
		}
		if speaks(everything, "locals", "vars", "exec", "globals") {
			continue
		}
		var changes []change
		for _, id := range sortedKeys(assigned(d.Body)) {
			if taken[id] || speaks(everything, id+suffix) {
				continue
			}
			for _, n := range uses(everything, id) {
				changes = append(changes, s.swap(n, id+suffix))
			}
		}
		r.replace(s, changes...)
	}
}

// renameFunctions gives functions of modules other names.
func renameFunctions(r *rewriting, s *source) {
	for _, st := range s.tree.Body {
		d, ok := st.(*syntax.FunctionDef)
		if !ok || d.Name == "main" || strings.Contains(d.Name, "handler") || strings.HasPrefix(d.Name, "__") || len(s.defined(d.Name)) != 1 ||
			r.p.mentioned(s, d.Name) || s.rebound(d.Name) {
			continue
		}
		changes := []change{s.swap(&d.NamePos, d.Name+suffix)}
		for _, n := range uses(s.tree.Walk, d.Name) {
			changes = append(changes, s.swap(n, d.Name+suffix))
		}
		r.replace(s, changes...)
	}
}

// defined are the functions and classes of a name, wherever they stand in the file.
func (s *source) defined(name string) (out []syntax.Node) {
	s.tree.Walk(func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.FunctionDef:
			if n.Name == name {
				out = append(out, n)
			}
		case *syntax.ClassDef:
			if n.Name == name {
				out = append(out, n)
			}
		}
		return true
	})
	return out
}

// rebound tells whether anything but a definition binds a name in the file.
func (s *source) rebound(name string) bool {
	found := false
	s.tree.Walk(func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Arg:
			found = found || n.Name == name
		case *syntax.Alias:
			found = found || n.AsName == name || n.Name == name
		case *syntax.ExceptHandler:
			found = found || n.Name == name
		case *syntax.Global:
			found = found || slices.Contains(n.Names, name)
		case *syntax.MatchAs:
			found = found || n.Name == name
		case *syntax.FunctionDef:
			found = found || assigned(n.Body)[name]
		}
		return true
	})
	return found || assigned(s.tree.Body)[name]
}

// imported is a name that an import at module level binds, and nothing else does.
type imported struct {
	alias     *syntax.Alias
	name      string
	statement syntax.Stmt
	alone     bool
}

// imports are the names that could be bound in another way.
func (r *rewriting) imports(s *source) (out []imported) {
	count := map[string]int{}
	add := func(st syntax.Stmt, names []syntax.Alias, from bool) {
		for i := range names {
			a := &names[i]
			name := a.AsName
			if name == "" {
				name = a.Name
			}
			top, _, dotted := strings.Cut(name, ".")
			if count[top]++; dotted || name == "*" || a.AsName == "" && !from && strings.Contains(a.Name, ".") {
				count[top]++
				continue
			}
			out = append(out, imported{a, name, st, len(names) == 1})
		}
	}
	for _, st := range s.tree.Body {
		switch st := st.(type) {
		case *syntax.Import:
			add(st, st.Names, false)
		case *syntax.ImportFrom:
			if st.Module != "__future__" {
				add(st, st.Names, true)
			}
		}
	}
	return slices.DeleteFunc(out, func(i imported) bool {
		if count[i.name] > 1 || len(s.defined(i.name)) > 0 || assigned(s.tree.Body)[i.name] || r.importedFrom(s, i.name) {
			return true
		}
		bad := 0
		s.tree.Walk(func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Alias:
				if n.Name == i.name && n.AsName == "" || n.AsName == i.name || strings.HasPrefix(n.Name, i.name+".") {
					bad++ // the import itself is one
				}
			case *syntax.Arg:
				if n.Name == i.name {
					bad = 9
				}
			case *syntax.FunctionDef:
				if assigned(n.Body)[i.name] {
					bad = 9
				}
			case *syntax.ExceptHandler:
				if n.Name == i.name {
					bad = 9
				}
			}
			return true
		})
		return bad > 1
	})
}

// importedFrom tells whether another file may take a name from this one.
func (r *rewriting) importedFrom(s *source, name string) bool {
	stem := strings.TrimSuffix(path.Base(s.path), ".py")
	if stem == "__init__" {
		return true
	}
	found := false
	for _, o := range r.p.files {
		if o == s || o.tree == nil {
			continue
		}
		o.tree.Walk(func(n syntax.Node) bool {
			if f, ok := n.(*syntax.ImportFrom); ok && (f.Module == stem || strings.HasSuffix(f.Module, "."+stem)) {
				for _, a := range f.Names {
					found = found || a.Name == name || a.Name == "*"
				}
			}
			if a, ok := n.(*syntax.Attribute); ok && a.Attr == name {
				if b, ok := a.Value.(*syntax.Name); ok && b.ID == stem {
					found = true
				}
			}
			return !found
		})
	}
	return found
}

// aliasImports imports under other names.
func aliasImports(r *rewriting, s *source) {
	for _, i := range r.imports(s) {
		changes := []change{s.swap(i.alias, i.alias.Name+" as "+i.name+suffix)}
		for _, n := range uses(s.tree.Walk, i.name) {
			changes = append(changes, s.swap(n, i.name+suffix))
		}
		r.replace(s, changes...)
	}
}

// localImports imports within each function that uses a name.
func localImports(r *rewriting, s *source) {
	for _, i := range r.imports(s) {
		if !i.alone {
			continue
		}
		total := len(uses(s.tree.Walk, i.name))
		line := strings.Join(strings.Fields(strings.NewReplacer("(", " ", ")", " ").Replace(s.slice(i.statement))), " ")
		var changes []change
		within := 0
		for _, d := range s.bodies() {
			n := len(uses(ofBody(d.Body), i.name))
			first := firstReal(d.Body)
			if n == 0 || first == nil {
				continue
			}
			white, alone := s.indent(begin(first))
			if !alone {
				continue
			}
			within += n
			changes = append(changes, s.insert(begin(first), strings.TrimSuffix(line, ",")+"\n"+white))
		}
		if within == total && total > 0 && !strings.Contains(line, "#") {
			r.replace(s, append(changes, s.swap(i.statement, "pass"))...)
		}
	}
}

// extractFunction makes a function of what is assigned to a variable.
func extractFunction(r *rewriting, s *source) {
	n := 0
	for _, st := range s.tree.Body {
		var inner []*syntax.FunctionDef
		switch st := st.(type) {
		case *syntax.FunctionDef:
			inner = append(inner, st)
		case *syntax.ClassDef:
			for _, m := range st.Body {
				if d, ok := m.(*syntax.FunctionDef); ok {
					inner = append(inner, d)
				}
			}
		}
		for _, d := range inner {
			local := assigned(d.Body)
			for _, a := range d.Args.Args {
				local[a.Name] = true
			}
			for id := range binders(ofBody(d.Body)) {
				local[id] = true
			}
			own(d.Body, func(node syntax.Node) {
				a, ok := node.(*syntax.Assign)
				if !ok || len(a.Targets) != 1 || !extractable(s, a.Value) {
					return
				}
				var params []string
				for _, x := range names(a.Value) {
					if local[x] && !slices.Contains(params, x) {
						params = append(params, x)
					}
				}
				n++
				helper := fmt.Sprintf("part_%d", n)
				at := a.Value.Span()
				top := s.lineStart(begin(st))
				r.replace(s,
					change{at.Start, at.End, []piece{s.fresh(at.Start, helper+"("+strings.Join(params, ", ")+")")}},
					change{top, top, []piece{s.fresh(at.Start, "def "+helper+"("+strings.Join(params, ", ")+"):\n    return "), s.kept(a.Value), s.fresh(at.Start, "\n\n\n")}})
			})
		}
	}
}

// extractable tells whether an expression means the same in a function of its own.
func extractable(s *source, e syntax.Expr) bool {
	switch e.(type) {
	case *syntax.Name, *syntax.Constant:
		return false
	}
	if strings.Contains(s.slice(e), "\n") {
		return false
	}
	ok := true
	syntax.Walk(e, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Await, *syntax.Yield, *syntax.YieldFrom, *syntax.NamedExpr, *syntax.Lambda, *syntax.ListComp, *syntax.SetComp, *syntax.DictComp, *syntax.GeneratorExp, *syntax.Starred:
			ok = false
		case *syntax.Attribute:
			ok = ok && !strings.HasPrefix(n.Attr, "__")
		case *syntax.Name:
			ok = ok && n.ID != "super" && n.ID != "locals" && n.ID != "__class__"
		}
		return ok
	})
	return ok
}

// names are the identifiers of an expression, in order.
func names(e syntax.Expr) (out []string) {
	syntax.Walk(e, func(n syntax.Node) bool {
		if x, ok := n.(*syntax.Name); ok {
			out = append(out, x.ID)
		}
		return true
	})
	return out
}
