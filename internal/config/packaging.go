package config

import (
	"path"
	"slices"

	"github.com/pelletier/go-toml/v2"
)

// packaging is what a pyproject.toml says to the tools that build packages.
type packaging struct {
	dir, requires string
	roots         []string
}

// parsePackaging reads requires-python and where the packages lie, as the
// build backends spell it. What it cannot read it leaves out: such files are
// other tools' to complain about.
func parsePackaging(dir string, data []byte) packaging {
	p := packaging{dir: dir}
	var doc map[string]any
	if toml.Unmarshal(data, &doc) != nil {
		return p
	}
	p.requires, _ = at(doc, "project", "requires-python").(string)
	if p.requires == "" {
		p.requires, _ = at(doc, "tool", "poetry", "dependencies", "python").(string)
	}
	p.add(at(doc, "tool", "setuptools", "package-dir", ""))
	for _, where := range list(at(doc, "tool", "setuptools", "packages", "find", "where")) {
		p.add(where)
	}
	for _, entry := range list(at(doc, "tool", "poetry", "packages")) {
		p.add(at(entry, "from"))
	}
	for _, folder := range list(at(doc, "tool", "hatch", "build", "targets", "wheel", "packages")) {
		if s, ok := folder.(string); ok {
			p.add(path.Dir(s))
		}
	}
	return p
}

// at walks down tables, to nil where there is none.
func at(v any, keys ...string) any {
	for _, k := range keys {
		table, _ := v.(map[string]any)
		v = table[k]
	}
	return v
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

// add takes a root that is not the project's top itself.
func (p *packaging) add(v any) {
	root, ok := v.(string)
	if root = path.Clean(root); ok && root != "." && !slices.Contains(p.roots, root) {
		p.roots = append(p.roots, root)
	}
}
