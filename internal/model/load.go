package model

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
)

// kindsFile is the closed list of kinds; every other .yaml is a library.
const kindsFile = "kinds.yaml"

// ProjectPrefix begins the names of files that a project lays over the built-in
// models: none hides a built-in file, and their rows may speak of its own functions.
const ProjectPrefix = "project-"

// ProjectKinds are kinds that rules of a project bring along, beside the closed
// list.
const ProjectKinds = ProjectPrefix + "kinds.yaml"

// Load reads kinds.yaml and every <library>.yaml at the top of fsys (and of its
// folder auto). It is strict: an unknown section, kind or key is an error that
// names file and line.
func Load(fsys fs.FS) (*Set, error) { return LoadEach(fsys, InTurn) }

// InTurn calls work(0) to work(n-1), one after another.
func InTurn(n int, work func(int)) {
	for i := range n {
		work(i)
	}
}

// LoadEach is Load with somebody who may read many files at a time.
func LoadEach(fsys fs.FS, each func(n int, work func(int))) (*Set, error) {
	l := &loader{set: newSet(), wide: map[Kind]*node{}}
	data, err := fs.ReadFile(fsys, kindsFile)
	if err != nil {
		return nil, fmt.Errorf("read the kinds: %w", err)
	}
	if err := l.loadKinds(kindsFile, data); err != nil {
		return nil, err
	}
	if own, err := fs.ReadFile(fsys, ProjectKinds); err == nil {
		if err := l.loadKinds(ProjectKinds, own); err != nil {
			return nil, err
		}
	}
	if err := l.readPacks(fsys); err != nil {
		return nil, err
	}
	files, err := libraryFiles(fsys)
	if err != nil {
		return nil, err
	}
	trees, faults := make([]*node, len(files)), make([]error, len(files))
	each(len(files), func(i int) { trees[i], faults[i] = readTree(fsys, files[i]) })
	for i, root := range trees {
		if faults[i] != nil {
			return nil, faults[i]
		}
		if err := l.loadLibrary(root); err != nil {
			return nil, err
		}
	}
	return l.set, l.finish()
}

// readPacks reads what is generated, as far as it is there.
func (l *loader) readPacks(fsys fs.FS) error {
	l.set.types = &types{blocks: map[string]*block{}}
	for _, p := range []struct{ file, heading string }{{typesFile, typesHeading}, {summariesFile, summariesHeading}} {
		pack, err := fs.ReadFile(fsys, p.file)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return fmt.Errorf("read what is generated: %w", err)
		}
		if err := l.set.types.addPack(p.file, p.heading, pack); err != nil {
			return err
		}
	}
	return nil
}

func readTree(fsys fs.FS, file string) (*node, error) {
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, fmt.Errorf("read a model: %w", err)
	}
	return parseTree(file, data)
}

func newSet() *Set {
	return &Set{
		Kinds:          []KindInfo{{Name: "none", Meaning: "no kind"}},
		KindByName:     map[string]Kind{},
		Administrators: map[string]bool{},

		cleanBits:  map[string]Bits{},
		entries:    map[string]*Entry{},
		methods:    map[string][]*Entry{},
		classes:    map[string]*Class{},
		aliases:    map[string]string{},
		aliasRoots: map[string]bool{},
		effects:    Effects{map[string]effectOf{}, map[string]effectOf{}, map[string]string{}},
	}
}

func libraryFiles(fsys fs.FS) ([]string, error) {
	var out []string
	for _, pattern := range []string{"*.yaml", "auto/*.yaml"} {
		found, err := fs.Glob(fsys, pattern)
		if err != nil {
			return nil, fmt.Errorf("list the models: %w", err)
		}
		out = append(out, found...)
	}
	out = slices.DeleteFunc(out, func(f string) bool { return f == kindsFile || f == ProjectKinds })
	sort.Strings(out)
	return out, nil
}

// loader fills a Set.
type loader struct {
	set *Set
	// wide holds the `is:` of each kind until all kinds are known.
	wide map[Kind]*node
}

// section decodes one section of a library file.
type section struct {
	name string
	read func(*loader, *node) error
}

func sections() []section {
	return []section{
		{"library", (*loader).readLibrary},
		{"modules", nothing},
		{"aliases", (*loader).readAliases},
		{"classes", (*loader).readClasses},
		{"values", facts((*Entry).setValue)},
		{"returns", facts((*Entry).setReturns)},
		{"awaits", facts((*Entry).setAwait)},
		{"yields", facts((*Entry).setYields)},
		{"params", (*loader).readParams},
		{"clean", marks((*Entry).setClean)},
		{"noreturn", marks((*Entry).setNoReturn)},
		{"pure", marks((*Entry).setPure)},
		{"fields", marks((*Entry).setFields)},
		{"options", marks((*Entry).setOption)},
		{"sources", rows((*loader).addSource)},
		{"sinks", rows((*loader).addSink)},
		{"sanitizers", rows((*loader).addSanitizer)},
		{"propagators", rows((*loader).addPropagator)},
		{"guards", rows((*loader).addGuard)},
		{"calls", rows((*loader).addCallback)},
		{"renders", rows((*loader).addRender)},
		{"sets", rows((*loader).addState)},
		{"stores", rows((*loader).addStore)},
		{"loads", rows((*loader).addStore)},
		{"injects", marks((*Entry).setInjects)},
		{"declares", rows((*loader).addDeclaration)},
		{"checks", rows((*loader).addCheck)},
		{"entrypoints", rows((*loader).addEntrypoint)},
		{"effects", (*loader).readEffects},
		{"arrays", (*loader).readArrays},
		{"conventions", (*loader).readConventions},
		{"administrators", (*loader).readAdministrators},
	}
}

func nothing(*loader, *node) error { return nil }

func (l *loader) loadLibrary(root *node) error {
	all := sections()
	known := make([]string, len(all))
	for i, s := range all {
		known[i] = s.name
	}
	if err := root.only(known...); err != nil {
		return err
	}
	if root.child("library") == nil {
		return root.errorf("the key library is missing")
	}
	for _, s := range all {
		if n := root.child(s.name); n != nil {
			if err := s.read(l, n); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *loader) readLibrary(n *node) error {
	name, err := n.word()
	if err != nil {
		return err
	}
	// A project's own models are laid over the built-in ones under a prefix.
	if base := strings.TrimSuffix(path.Base(n.file), ".yaml"); base != name && !strings.HasSuffix(base, "-"+name) {
		return n.errorf("library %q stands in a file of another name", name)
	}
	l.set.libraries = append(l.set.libraries, name)
	l.set.project = l.set.project || strings.HasPrefix(path.Base(n.file), ProjectPrefix)
	return nil
}

func (l *loader) readAliases(n *node) error {
	if n.kind != nodeMap {
		return n.errorf("aliases: want a mapping of name to name")
	}
	for _, p := range n.pairs {
		to, err := p.value.word()
		if err != nil {
			return err
		}
		for _, from := range expandBraces(p.key) {
			if !isDotted(from) || !isDotted(to) {
				return p.value.errorf("aliases: %q or %q is no dotted name", from, to)
			}
			if err := l.addAlias(p.value, from, to); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *loader) addAlias(n *node, from, to string) error {
	if old, ok := l.set.aliases[from]; ok && old != to {
		return n.errorf("%q is already an alias of %q", from, old)
	}
	root, _, _ := strings.Cut(from, ".")
	l.set.aliases[from] = to
	l.set.aliasRoots[root] = true
	return nil
}

// entry finds or makes the entry of a key.
func (l *loader) entry(k key) *Entry {
	if method, ok := strings.CutPrefix(k.name, "*."); ok {
		if have := l.set.methods[method]; have != nil {
			return have[0]
		}
		e := &Entry{Name: k.name}
		l.set.methods[method] = []*Entry{e}
		return e
	}
	e := l.set.entries[k.name]
	if e == nil {
		e = &Entry{Name: k.name}
		l.set.entries[k.name] = e
	}
	return e
}

// finish checks what only the whole can show.
func (l *loader) finish() error {
	for from, to := range l.set.aliases {
		if end := l.set.rowName(from); end != l.set.rowName(to) || strings.HasPrefix(end, from+".") {
			return fmt.Errorf("alias %q -> %q goes in a circle", from, to)
		}
	}
	l.set.modules = map[string]bool{}
	for name := range l.set.entries {
		if c := l.set.rowName(name); c != name {
			return fmt.Errorf("row of %q: its canonical name is %q", name, c)
		}
		l.set.speaksOf(name)
	}
	for name := range l.set.classes {
		if c := l.set.rowName(name); c != name {
			return fmt.Errorf("class %q: its canonical name is %q", name, c)
		}
		l.set.speaksOf(name)
	}
	for name := range l.set.aliasRoots {
		l.set.speaksOf(name)
	}
	sort.Strings(l.set.libraries)
	return nil
}
