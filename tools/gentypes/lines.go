package main

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// lines are the facts of each library, a line per name, sorted.
func (w *world) lines() map[string]string {
	names := w.names()
	for _, full := range slices.Sorted(maps.Keys(names)) {
		w.chosen[full] = w.choose(full, names[full])
	}
	said := map[string]string{}
	for _, full := range slices.Sorted(maps.Keys(names)) {
		for _, other := range append(names[full], full) {
			w.alias(said, other, w.chosen[full])
		}
	}
	for _, m := range slices.Sorted(maps.Keys(w.mods)) {
		mod := w.mods[m]
		for _, n := range mod.order {
			w.tell(said, mod.defs[n], m+"."+n, "", nil)
		}
	}
	for _, full := range slices.Sorted(maps.Keys(names)) {
		for _, other := range names[full] { // of another library: it says the same under its own name
			if line := said[w.chosen[full]]; said[other] == "" && strings.HasPrefix(line, "F") && !w.modelled(other) {
				said[other] = line
			}
		}
	}
	byLibrary := map[string][]string{}
	for name, line := range said {
		library, _, _ := strings.Cut(name, ".")
		if library != "builtins" && library != "typing" && library != "typing_extensions" && library != "_typeshed" {
			byLibrary[library] = append(byLibrary[library], name[len(library):]+"\t"+line+"\n")
		}
	}
	out := map[string]string{}
	for library, lines := range byLibrary {
		slices.Sort(lines)
		out[library] = strings.Join(lines, "")
	}
	return out
}

// names lists the other names under which modules hand on what is defined
// somewhere, by the full name of the definition.
func (w *world) names() map[string][]string {
	out := map[string][]string{}
	for _, m := range slices.Sorted(maps.Keys(w.mods)) {
		mod := w.mods[m]
		for _, n := range mod.order {
			d := mod.defs[n]
			switch {
			case d.what == isClass || d.what == isFunc || d.what == isValue:
				out[m+"."+n] = append(out[m+"."+n], nil...)
			case d.what == isAlias || d.what == isImport && d.name != "" && (d.exported || mod.exports[n]):
				w.handOn(out, m, n)
			}
		}
		for _, s := range mod.stars {
			w.handOnAll(out, m, s, map[string]bool{})
		}
	}
	return out
}

func (w *world) handOn(out map[string][]string, m, n string) {
	p, ok := w.lookup(m, n, maxDepth)
	for k := 0; ok && p.def != nil && p.def.what == isAlias && k < maxDepth; k++ {
		p, ok = w.dotted(p.def.mod, p.def.expr, maxDepth)
	}
	if ok && p.def != nil && p.def.what != isAlias && p.name != m+"."+n {
		out[p.name] = append(out[p.name], m+"."+n)
	}
}

// handOnAll hands on what a star import brings.
func (w *world) handOnAll(out map[string][]string, m, from string, seen map[string]bool) {
	src := w.mods[from]
	if src == nil || seen[from] {
		return
	}
	seen[from] = true
	for _, n := range src.order {
		if d := src.defs[n]; w.public(from, n) && (d.what != isImport || d.exported || src.exports[n]) && w.mods[m].defs[n] == nil {
			w.handOn(out, m, n)
		}
	}
	for _, s := range src.stars {
		w.handOnAll(out, m, s, seen)
	}
}

// choose is the name that the models use: one that rows speak of, else the shortest
// without a private part.
func (w *world) choose(full string, others []string) string {
	all := append([]string{full}, others...)
	for _, n := range all {
		if w.modelled(n) {
			return w.known.Canonical(n)
		}
	}
	library, _, _ := strings.Cut(full, ".")
	all = slices.DeleteFunc(all, func(n string) bool { return !strings.HasPrefix(n, library+".") })
	return slices.MinFunc(all, func(a, b string) int {
		return cmp.Or(cmp.Compare(private(a), private(b)), cmp.Compare(strings.Count(a, "."), strings.Count(b, ".")), cmp.Compare(a, b))
	})
}

// modelled tells whether rows speak of a name, or of something below it.
func (w *world) modelled(name string) bool {
	name = w.known.Canonical(name)
	return w.known.Entry(name) != nil || w.known.Class(name) != nil
}

func private(name string) int {
	if strings.Contains(name, "._") || strings.HasPrefix(name, "_") {
		return 1
	}
	return 0
}

// call is what the models call a definition, a nested class's too.
func (w *world) call(full string) string {
	if n, ok := w.chosen[full]; ok {
		return n
	}
	if i := strings.LastIndexByte(full, '.'); i > 0 {
		if outer, ok := w.chosen[full[:i]]; ok {
			return outer + full[i:]
		}
	}
	return full
}

// alias says that a name is known by another one, unless rows speak of it
// themselves. What another library defines keeps the name it has there only where
// rows know that.
func (w *world) alias(said map[string]string, name, chosen string) {
	library, _, _ := strings.Cut(name, ".")
	if name == chosen || w.known.Canonical(name) == chosen || w.modelled(name) {
		return
	}
	if !strings.HasPrefix(chosen, library+".") && (!w.modelled(chosen) || abstract(chosen)) {
		return
	}
	said[name] = "A" + chosen
}

// tell writes the lines of a definition; self is the class around it.
func (w *world) tell(said map[string]string, d *def, full, self string, around *def) {
	name := w.call(full)
	if self != "" {
		name = self + full[strings.LastIndexByte(full, '.'):]
	}
	r := &reader{w: w, mod: d.mod, within: d.within, self: self, around: around}
	switch d.what {
	case isClass:
		w.tellClass(said, r, d, full, name)
	case isFunc:
		if told(d.funcs[0].Name) {
			line := r.result(d)
			if strings.HasSuffix(d.funcs[0].Name, "enter__") && line == self {
				return // it is the very object
			}
			if line != "" {
				said[name] = "F" + line
			}
		}
	case isValue:
		last := full[strings.LastIndexByte(full, '.')+1:]
		if d.expr == nil || self == "" || !told(last) || last == strings.ToUpper(last) {
			return // constants are known by their names
		}
		if word := r.of(d.expr, maxDepth).word(); word != "" && word != "builtins.NoneType" && !strings.HasSuffix(word, "?") {
			said[name] = "V" + word
		}
	}
}

func (w *world) tellClass(said map[string]string, r *reader, d *def, full, name string) {
	var bases []string
	r.base = true
	for _, b := range d.class.Bases {
		bases = append(bases, r.of(b, maxDepth).names...)
	}
	if abstract(full) {
		return
	}
	said[name] = "C" + strings.Join(bases, ",")
	enum := slices.ContainsFunc(bases, func(b string) bool { return strings.HasPrefix(b, "enum.") })
	for _, n := range d.order {
		if in := d.inner[n]; in.what != isValue || !enum { // a member of an enumeration is one of its own
			w.tell(said, in, full+"."+n, name, d)
		}
	}
}

// told tells whether anybody calls or reads something of that name.
func told(name string) bool {
	switch name {
	case "__enter__", "__aenter__", "__iter__", "__aiter__", "__getitem__":
		return true
	}
	return !strings.HasPrefix(name, "_")
}

// result is the class of what a function gives, and of what that yields; of an
// overloaded one, where all agree.
func (r *reader) result(d *def) string {
	out, yields := types{}, types{}
	for _, f := range d.funcs {
		in := *r
		for i := range f.TypeParams {
			in.within = append(in.within[:len(in.within):len(in.within)], f.TypeParams[i].Name)
		}
		if f.Returns == nil {
			return ""
		}
		out, yields = out.with(in.of(f.Returns, maxDepth)), yields.with(in.yields(f.Returns, maxDepth))
	}
	switch word, item := out.word(), strings.TrimSuffix(yields.word(), "?"); {
	case word != "":
		return word
	case item != "" && item != "builtins.NoneType":
		return "," + item
	}
	return ""
}
