package main

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"leadline/internal/engine"
	"leadline/internal/model"
)

// library is what was found in the code of packages, by the names under which it was
// defined.
type library struct {
	known  *model.Set
	found  map[string]engine.Outward
	chosen map[string]string // the name that the models use
}

func newLibrary(known *model.Set) *library {
	return &library{known: known, found: map[string]engine.Outward{}, chosen: map[string]string{}}
}

func (l *library) add(all []engine.Outward) {
	for _, o := range all {
		if _, dup := l.found[o.Name]; !dup {
			l.found[o.Name] = o
			l.chosen[o.Name] = l.choose(o)
		}
	}
}

// choose is the name that the models use: one that they know, else the shortest under
// which a package around the definition hands it on, else its own; of something
// private, the shortest that is not.
func (l *library) choose(o engine.Outward) string {
	all := append([]string{o.Name}, o.Also...)
	for _, n := range all {
		if l.modelled(n) {
			return l.known.Canonical(n)
		}
	}
	all = slices.DeleteFunc(all, func(n string) bool {
		return rootOf(n) != rootOf(o.Name) || private(o.Name) == 0 && n != o.Name && !strings.HasPrefix(o.Name, n[:strings.LastIndexByte(n, '.')+1])
	})
	return slices.MinFunc(all, func(a, b string) int {
		return cmp.Or(cmp.Compare(private(a), private(b)), cmp.Compare(strings.Count(a, "."), strings.Count(b, ".")), elsewhere(a, o)-elsewhere(b, o), cmp.Compare(a, b))
	})
}

// elsewhere tells whether a name is not that of the definition.
func elsewhere(name string, o engine.Outward) int {
	if name == o.Name {
		return 0
	}
	return 1
}

// modelled tells whether rows or stubs speak of a name.
func (l *library) modelled(name string) bool {
	c := l.known.Canonical(name)
	class, yields := l.known.Result(c)
	return c != name || class != "" || yields != "" || l.known.Row(c) != nil || l.known.Class(c) != nil
}

func rootOf(name string) string {
	root, _, _ := strings.Cut(name, ".")
	return root
}

func private(name string) int {
	if strings.Contains(name, "._") || strings.HasPrefix(name, "_") {
		return 1
	}
	return 0
}

// call is what the models call something that is defined under a name.
func (l *library) call(name string) string {
	if c, ok := l.chosen[name]; ok && l.found[name].Class {
		return c
	}
	if dot := strings.LastIndexByte(name, '.'); dot > 0 {
		if around, ok := l.found[name[:dot]]; ok && around.Class { // a method
			return l.known.Canonical(l.chosen[name[:dot]] + name[dot:])
		}
	}
	if c, ok := l.chosen[name]; ok {
		return c
	}
	return l.known.Canonical(name)
}

// lines are the facts of each library, a line per name, sorted.
func (l *library) lines() map[string]string {
	said := map[string][]string{}
	say := func(name, line string) {
		root := rootOf(name)
		said[root] = append(said[root], name[len(root):]+"\t"+line+"\n")
	}
	for _, defined := range slices.Sorted(maps.Keys(l.found)) {
		o, name := l.found[defined], l.call(defined)
		told := o.Class
		if o.Does != nil && private(name) == 0 && l.known.Row(name) == nil {
			say(name, "S"+l.known.WriteSummary(o.Does))
			told = true
		}
		if class, yields := l.known.Result(name); class == "" && yields == "" {
			told = l.types(o, name, say) || told
		}
		for _, other := range append(o.Also, defined) {
			if told && rootOf(other) == rootOf(name) && other != name && !l.modelled(other) && !l.inClass(other) {
				say(other, "A"+name)
			}
		}
	}
	out := map[string]string{}
	for root, lines := range said {
		slices.Sort(lines)
		out[root] = strings.Join(slices.Compact(lines), "")
	}
	return out
}

// inClass tells of methods: their classes have the other names.
func (l *library) inClass(name string) bool {
	dot := strings.LastIndexByte(name, '.')
	return dot > 0 && l.found[name[:dot]].Class
}

// maxDepth bounds the walk over bases.
const maxDepth = 12

// answers tells of a class of a framework whose methods' results are sent to clients: a
// library that derives from it may make something else of them, JSON for one.
func (l *library) answers(class string, depth int) bool {
	if c := l.known.Class(class); c != nil && c.Entry != nil && c.Entry.Returns != 0 {
		return true
	}
	return depth > 0 && slices.ContainsFunc(l.known.Bases(class), func(b string) bool { return l.answers(b, depth-1) })
}

// types says what no stub says: which classes there are, and of which class a result is.
func (l *library) types(o engine.Outward, name string, say func(name, line string)) bool {
	if o.Class {
		var bases []string
		for _, b := range o.Bases {
			if b = l.call(b); !l.answers(b, maxDepth) {
				bases = append(bases, b)
			}
		}
		say(name, "C"+strings.Join(bases, ","))
		return true
	}
	class := strings.TrimSuffix(o.Gives, "?")
	maybe := o.Gives[len(class):]
	switch {
	case class == "" || private(name) == 1:
		return false
	case class == "builtins.str", class == "builtins.bytes", class == "builtins.int", class == "builtins.float", class == "builtins.bool":
	case l.found[class].Class:
		class = l.call(class)
	default:
		return false
	}
	say(name, "F"+class+maybe)
	return true
}
