package semgrep

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"leadline/internal/model"
	"leadline/internal/python/pattern"
	"leadline/internal/python/syntax"
	"leadline/internal/rule"
)

// deep is a rule in taint mode that says `options: {engine: leadline}`: its
// sources, sinks and sanitizers are rows of a model, and the whole program is
// followed.
type deep struct{ sources, sinks, sanitizers []deepRow }

// deepRow is one row: a name or call as models say it, and the arguments that it
// speaks of.
type deepRow struct {
	pattern.Said
	args []string
}

// deepFlow turns a rule's flow into rows. A form that models cannot say is a
// fault: following it in one function only would be silence about the rest.
func (l *loader) deepFlow(n *node, f *flow) *deep {
	if len(f.propagators) > 0 {
		l.fail(n.get("pattern-propagators"), "pattern-propagators", "has no meaning with engine: leadline, which follows what is called; a row under propagators in a model says what a library does")
	}
	d := &deep{}
	for _, part := range []struct {
		key  string
		ends []*end
		rows *[]deepRow
	}{{"pattern-sources", f.sources, &d.sources}, {"pattern-sinks", f.sinks, &d.sinks}, {"pattern-sanitizers", f.sanitizers, &d.sanitizers}} {
		for i, e := range part.ends {
			at := n.get(part.key)
			if at != nil && i < len(at.list) {
				at = at.list[i]
			}
			if e.label != "" || e.requires != "" || e.sideEffect {
				l.fail(at, part.key, "label, requires and by-side-effect have no meaning with engine: leadline")
			}
			rows, ok := e.formula.rows(nil)
			if !ok {
				l.fail(at, part.key, "engine: leadline follows names and calls (f.g, f.g(...), $X.g($ARG, ...)), alone, under pattern-either, or with focus-metavariable; this is neither")
			}
			*part.rows = append(*part.rows, rows...)
		}
	}
	for i := range d.sinks {
		if !d.sinks[i].Call {
			l.fail(n.get("pattern-sinks"), "pattern-sinks", "a sink is a call with engine: leadline")
		}
	}
	for i := range d.sanitizers {
		if !d.sanitizers[i].Call {
			l.fail(n.get("pattern-sanitizers"), "pattern-sanitizers", "a sanitizer is a call with engine: leadline")
		}
	}
	return d
}

// rows says a formula in rows; focus are the holes that it is narrowed to.
func (f *formula) rows(focus []string) ([]deepRow, bool) {
	switch {
	case f.op == opCode && f.code != nil:
		said, ok := f.code.Said()
		row := deepRow{Said: said}
		for _, a := range said.Args {
			if slices.Contains(focus, a.Hole) {
				row.args = append(row.args, a.Key)
			}
		}
		if len(focus) == 0 {
			row.args = []string{"*"}
		}
		return []deepRow{row}, ok && len(row.args) > 0
	case f.op == opOr:
		var out []deepRow
		for _, p := range f.parts {
			rows, ok := p.rows(focus)
			if !ok {
				return nil, false
			}
			out = append(out, rows...)
		}
		return out, true
	case f.op == opAnd && len(f.parts) == 1 && len(f.inside)+len(f.without)+len(f.where) == 0 && len(f.focus) <= 1:
		for _, names := range f.focus {
			focus = names
		}
		return f.parts[0].rows(focus)
	}
	return nil, false
}

// The kinds of one rule's data: what it calls a source, a sink, and clean.
func (r *Rule) kindOf(part string) string { return "semgrep " + r.Info.ID + " " + part }

// Deep tells whether a rule follows data through the whole program.
func (r *Rule) Deep() bool { return r.deep != nil }

// Models says the rows of rules that follow the whole program: a file of kinds
// and a library, or nothing where no rule does. Names are resolved against the
// built-in models.
func Models(rules []*Rule, known *model.Set) (kinds, library string) {
	var k, l rowText
	for _, r := range rules {
		if r.deep == nil {
			continue
		}
		k.add("sources", r.kindOf("source"), quoted("what the rule "+r.Info.ID+" calls a source"))
		k.add("sinks", r.kindOf("sink"), quoted("what the rule "+r.Info.ID+" calls a sink"))
		k.add("cleans", r.kindOf("clean"), quoted("what the rule "+r.Info.ID+" calls clean"))
		for i := range r.deep.sources {
			l.add("sources", r.deep.sources[i].source(known), "{kind: "+quoted(r.kindOf("source"))+r.deep.sources[i].when()+"}")
		}
		for i := range r.deep.sinks {
			row := &r.deep.sinks[i]
			l.add("sinks", row.key(known), "{kind: "+quoted(r.kindOf("sink"))+row.when()+"}")
		}
		for i := range r.deep.sanitizers {
			row := &r.deep.sanitizers[i]
			l.add("sanitizers", row.key(known), "{cleans: ["+quoted(r.kindOf("clean"))+"]"+row.when()+"}")
		}
	}
	if len(k.sections) == 0 {
		return "", ""
	}
	return k.text(), "library: semgrep\n" + l.text()
}

func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(s) + `"`
}

// rowText collects the rows of the sections of a file.
type rowText struct {
	sections map[string]map[string][]string
}

func (t *rowText) add(section, key, value string) {
	if t.sections == nil {
		t.sections = map[string]map[string][]string{}
	}
	if t.sections[section] == nil {
		t.sections[section] = map[string][]string{}
	}
	if have := t.sections[section][key]; !slices.Contains(have, value) {
		t.sections[section][key] = append(have, value)
	}
}

func (t *rowText) text() string {
	var out strings.Builder
	for _, section := range sorted(t.sections) {
		fmt.Fprintf(&out, "%s:\n", section)
		for _, key := range sorted(t.sections[section]) {
			values := t.sections[section][key]
			if len(values) == 1 {
				fmt.Fprintf(&out, "  %s: %s\n", quoted(key), values[0])
			} else {
				fmt.Fprintf(&out, "  %s: [%s]\n", quoted(key), strings.Join(values, ", "))
			}
		}
	}
	return out.String()
}

func sorted[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// source is the key of a source: a method of something that is a source itself
// gives what that holds.
func (d *deepRow) source(known *model.Set) string {
	name := d.name(known)
	if !d.Call {
		return name
	}
	if dot := strings.LastIndexByte(name, '.'); dot > 0 {
		if e := known.Entry(name[:dot]); e != nil && len(e.Sources) > 0 {
			return name[:dot]
		}
	}
	return name + "()"
}

// key is the key of a row on arguments.
func (d *deepRow) key(known *model.Set) string {
	return d.name(known) + "(" + strings.Join(d.args, ", ") + ")"
}

// name is the name as the models call it: by the class of what is read on the
// way.
func (d *deepRow) name(known *model.Set) string {
	name := known.Canonical(d.Name)
	for end := 0; end < len(name); end++ {
		if name[end] != '.' {
			continue
		}
		if e := known.Entry(name[:end]); e != nil && e.Value != "" && e.Value != name[:end] {
			name = known.Canonical(e.Value + name[end:])
			end = len(e.Value)
		}
	}
	return name
}

func (d *deepRow) when() string {
	if len(d.When) == 0 {
		return ""
	}
	var out []string
	for _, name := range sorted(d.When) {
		value := d.When[name]
		if value == "True" || value == "False" {
			value = strings.ToLower(value)
		}
		out = append(out, name+": "+value)
	}
	return ", when: {" + strings.Join(out, ", ") + "}"
}

// program is a rule that follows the whole program, as the engine runs it.
func (r *Rule) program(models *model.Set) *rule.Rule {
	out := &rule.Rule{Rule: r.Info, Message: strings.Join(strings.Fields(r.Message), " "), Own: true}
	if models == nil {
		return out
	}
	clean, _ := models.CleanBit(r.kindOf("clean"))
	form := rule.Flow{From: []model.Kind{models.KindByName[r.kindOf("source")]}, To: []model.Kind{models.KindByName[r.kindOf("sink")]}, Unless: clean | models.Always}
	out.Flows = []rule.Flow{form}
	out.Keep = func(p *rule.Pass, _ syntax.Node) bool {
		if f := p.Found(); silenced(p.File, f.Location.Span.Start, r.Info.ID) {
			f.Suppression, f.Suppressed = "inline", "nosemgrep"
		}
		return r.inPaths(p.File.Path)
	}
	return out
}
