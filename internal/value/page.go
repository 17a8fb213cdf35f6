package value

import (
	"path"
	"strings"

	"leadline/internal/ir"
	"leadline/internal/model"
)

// renders enters the pages that a call renders, by their names.
func (f *Frame) renders(fact *CallFact, c *Call, e *model.Entry) {
	if e == nil {
		return
	}
	for k := range e.Renders {
		r := &e.Renders[k]
		name := f.ArgOf(c, r.Name)
		if name == nil {
			continue
		}
		f.decides(name.Def, 0)
		inner := &Call{At: c.At, Args: f.pageContext(c, r)}
		for _, a := range name.Val {
			if n, ok := f.Constant(a); ok && n.Kind == ir.ConstStr {
				for _, page := range f.World.Prog.Pages(f.Fn.Mod, n.Text) {
					f.callFunc(fact, inner, page.First+1, nil, nil, nil)
				}
			}
		}
	}
}

// pageContext are the names that a page gets, as keywords.
func (f *Frame) pageContext(c *Call, r *model.Render) []CallArg {
	var out []CallArg
	if r.Context != nil {
		if a := f.ArgOf(c, *r.Context); a != nil {
			star := CallArg{Val: a.Val, Def: a.Def, Also: a.Also, Star: 2}
			if !f.expandStarStar(&out, star) {
				out = append(out, star)
			}
		}
	}
	for k := range c.Args {
		if a := c.Args[k]; r.Keywords && (a.Name != 0 || a.Star == 2) && !isNamed(f, &a, r.Name) {
			out = append(out, a)
		}
	}
	return out
}

func isNamed(f *Frame, a *CallArg, of model.Arg) bool {
	for _, n := range of.Names {
		if a.Name != 0 && f.Text(a.Name) == n {
			return true
		}
	}
	return false
}

// Pages finds the templates that a name means where a module renders it: those
// that lie below a directory under that name, of several the ones whose directory
// is one of templates, and of these the ones that lie nearest.
func (p *Program) Pages(from *Mod, name string) []*Mod {
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	var out []*Mod
	best := -1
	for _, m := range p.pages[path.Base(name)] {
		if m.IR.Path != name && !strings.HasSuffix(m.IR.Path, "/"+name) || len(m.IR.Funcs) < 2 {
			continue
		}
		root := strings.TrimSuffix(m.IR.Path, name)
		near := commonDirs(from.IR.Path, root)
		if isRoot(root) {
			near += maxDirs
		}
		switch {
		case near > best:
			best, out = near, append(out[:0:0], m)
		case near == best:
			out = append(out, m)
		}
	}
	if len(out) > maxPages {
		return nil
	}
	return out
}

// isRoot tells a directory in which names of templates begin, by how it is called.
func isRoot(dir string) bool {
	name := path.Base(dir)
	return name == "templates" || name == "template" || strings.HasPrefix(name, "jinja")
}

// maxDirs is more than the directories of a path.
const maxDirs = 1 << 20

// maxPages bounds how many pages a name may mean.
const maxPages = 4

// commonDirs counts the directories that two paths share.
func commonDirs(a, b string) int {
	n := 0
	for i := 0; i < len(a) && i < len(b) && a[i] == b[i]; i++ {
		if a[i] == '/' {
			n++
		}
	}
	return n
}

// NamedItem is the key of the item that is called so.
func (f *Frame) NamedItem(name NameID) Key {
	k, _ := f.ItemKey(f.Str(f.Text(name))[0])
	return k
}
