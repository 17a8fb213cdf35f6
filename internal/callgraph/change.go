package callgraph

import (
	"slices"

	"leadline/internal/value"
)

// Change is what an edit changed, by body and by module.
type Change struct {
	// Body marks bodies whose code is another, Declared those that are declared
	// otherwise (parameters, kind, name, owner).
	Body, Declared []bool
	// Exports marks modules whose star imports or __all__ are others.
	Exports []bool
	// Methods are the names of methods that came, went or moved.
	Methods map[value.NameID]bool
	// Imports is set when a module imports others than before.
	Imports bool
}

// declares tells whether bodies came, went or are declared otherwise.
func (c *Change) declares() bool {
	return c == nil || len(c.Methods) > 0 || slices.Contains(c.Declared, true)
}

// bodies are those whose code is another.
func (c *Change) bodies() (out []value.FuncID) {
	for id, in := range c.Body {
		if in {
			out = append(out, value.FuncID(id))
		}
	}
	return out
}

// NewChange is a change of nothing.
func NewChange(p *value.Program) *Change {
	return &Change{
		Body: make([]bool, len(p.Funcs)), Declared: make([]bool, len(p.Funcs)),
		Exports: make([]bool, len(p.Mods)), Methods: map[value.NameID]bool{},
	}
}

// Replace puts a module's new code in the place of the old and adds what that changes.
func (c *Change) Replace(p *value.Program, r *value.Replacement) {
	m, old := r.Module, r.Module.IR
	names := m.Names
	p.Replace(r, func(fn *value.Fn) { c.Body[fn.ID] = true }, func(fn *value.Fn) {
		c.Body[fn.ID], c.Declared[fn.ID] = true, true
		if l := int(fn.ID - m.First); l < len(old.Funcs) {
			c.Methods[names[old.Funcs[l].Name]] = true
		}
		c.Methods[m.Names[fn.IR.Name]] = true
	})
	c.Body[m.First] = true // it is shown the whole file
	if !slices.Equal(old.Stars, r.IR.Stars) || !slices.Equal(old.All, r.IR.All) || old.HasAll != r.IR.HasAll {
		c.Exports[m.Index] = true
	}
	imports := !slices.Equal(old.Imports, r.IR.Imports)
	c.Imports = c.Imports || imports
	if c.Exports[m.Index] || imports { // bodies read their module's imports
		for l := range m.IR.Funcs {
			c.Body[m.First+value.FuncID(l)] = true
		}
	}
}
